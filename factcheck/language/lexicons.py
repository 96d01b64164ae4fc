"""Word lists of the text rules, in lower case: abbreviations, sentence openers, function words."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a list that is written with spaces."""
    return frozenset(text.split())


# A full stop after these never ends a sentence.
NEVER_LAST = words(
    """mr mrs ms dr drs prof profs sens reps gens govs gen lt col sgt capt cpl maj brig adm cmdr
    sen rep gov pres rev hon msgr supt det insp atty amb messrs mme mlle asst vs v e.g i.e cf
    viz approx cllr cllrs ald pvt cdr bp fr rt dep"""
)
# A full stop after these does not end a sentence if a number follows.
BEFORE_NUMBERS = words(
    """no nos nr fig figs p pp vol art sec ch para eq ca c jan feb mar apr jun jul aug sep sept
    oct nov dec"""
)
# A full stop after these ends a sentence only if a usual opener follows.
SELDOM_LAST = words("st mt ft inc co corp ltd llc plc jr sr bros dept univ ave blvd rd al ph.d")
# These belong to the name before them, with a comma between or without.
NAME_SUFFIXES = words("jr jr. sr sr. ii iii inc inc. ltd ltd. llc plc corp corp.")

STARTERS = words(
    """the a an this that these those he she it they we i you his her its their our my in on at
    for from by with after before when while if as but and or so yet however meanwhile there
    here what who why how no not many some most all one two both each such since although though
    despite during under over according"""
)
# A line that ends with one of these runs on into the next line.
DANGLING = words(
    """of the a an and or but to in for with by at on from that as than is are was were has have
    had be been will would its his her their"""
)

# --- function words

PRONOUNS = words("i you he she it we they there this these those who one")
SUBJECT_PRONOUNS = words("i he she it we they there")
DETERMINERS = words(
    """the a an this that these those his her its their our my your some any no every each both
    all many most several few another other such more"""
)
COUNTS = words(
    """two three four five six seven eight nine ten eleven twelve dozens hundreds thousands"""
)
PREPOSITIONS = words(
    """of in on at to for from by with about against between among amid amidst into onto over
    under during after before since until through throughout across near towards toward within
    without despite because like than as per via around behind beyond following"""
)
SUBORDINATORS = words(
    """that while although though whereas because when if unless since after before as until
    whether which who whom whose where how why what even than so"""
)
CONCESSIVE = words("while although though whereas")
COORDINATORS = words("and but or yet nor")
AUXILIARIES = words(
    """is are was were am be been being has have had having do does did will would can could may
    might must shall should isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't
    didn't won't wouldn't can't cannot couldn't shouldn't mustn't i'm i've he's she's it's
    that's there's we're we've they're they've you're"""
)
MODALS = words(
    """will would can could may might must shall should ought won't wouldn't can't cannot
    couldn't shouldn't mustn't"""
)
NEGATIONS = words(
    """not never no neither nor nobody none nothing isn't aren't wasn't weren't hasn't haven't
    hadn't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't"""
)
FUNCTION_WORDS = (
    DETERMINERS | PREPOSITIONS | SUBORDINATORS | COORDINATORS | AUXILIARIES | NEGATIONS | PRONOUNS
)
NOBODY = words("nobody none nothing")
# Adverbs without -ly that may stand inside a verb group.
ADVERBS = words(
    """also again already always ever just later often once now still then thus too soon even
    long far yet not never sometimes twice further instead today yesterday"""
)
# How a writer takes what is told, how sure it is, or when: no part of it, as in "Sadly, P".
ASIDES = words(
    """actually admittedly again allegedly already also apparently basically certainly clearly
    currently essentially eventually finally formally fortunately frankly honestly hopefully however
    indeed interestingly ironically just later literally luckily meanwhile newly notably now
    obviously officially originally previously probably publicly recently reportedly really sadly
    simply still surprisingly then today truly ultimately unfortunately yes absolutely completely
    entirely fully heavily largely mostly nearly totally wholly"""
)
# What stands before an answer, "No, it cost more": by itself it says nothing of what follows.
ANSWERS = words("no nope nah yes yeah yep well look listen oh okay ok")
NOT_ADVERBS = words("family ally supply reply july italy assembly monopoly only bully fly anomaly")

# --- verbs, as bases that `factcheck.language.grammar` inflects

IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote", "find": "found", "show": "showed",
    "think": "thought", "become": "became", "begin": "began", "bring": "brought",
    "build": "built", "buy": "bought", "come": "came", "draw": "drew", "drive": "drove",
    "fall": "fell", "feel": "felt", "fight": "fought", "flee": "fled", "fly": "flew",
    "get": "got", "give": "gave", "go": "went", "grow": "grew", "hear": "heard",
    "hold": "held", "keep": "kept", "know": "knew", "lead": "led", "leave": "left",
    "lose": "lost", "make": "made", "meet": "met", "pay": "paid", "run": "ran", "see": "saw",
    "sell": "sold", "send": "sent", "shoot": "shot", "sink": "sank", "speak": "spoke",
    "spend": "spent", "stand": "stood", "strike": "struck", "take": "took", "throw": "threw",
    "win": "won", "rise": "rose", "choose": "chose", "break": "broke", "withdraw": "withdrew",
    "seek": "sought", "mean": "meant", "overtake": "overtook", "shrink": "shrank",
    "steal": "stole", "swear": "swore", "foresee": "foresaw", "undergo": "underwent",
    "hide": "hid", "mislead": "misled", "lie": "lied", "teach": "taught", "catch": "caught",
    "deal": "dealt", "eat": "ate", "drink": "drank", "forget": "forgot", "lend": "lent",
    "ride": "rode", "hit": "hit", "cut": "cut", "put": "put", "set": "set", "cost": "cost",
    "quit": "quit", "arise": "arose", "awake": "awoke", "bear": "bore", "beat": "beat",
    "bend": "bent", "bet": "bet", "bid": "bid", "bind": "bound", "bite": "bit", "bleed": "bled",
    "blow": "blew", "breed": "bred", "broadcast": "broadcast", "burst": "burst", "cast": "cast",
    "cling": "clung", "creep": "crept", "dig": "dug", "feed": "fed", "forbid": "forbade",
    "forecast": "forecast", "forgive": "forgave", "freeze": "froze", "grind": "ground",
    "hang": "hung", "hurt": "hurt", "kneel": "knelt", "lay": "laid", "let": "let",
    "light": "lit", "oversee": "oversaw", "overcome": "overcame", "overthrow": "overthrew",
    "rebuild": "rebuilt", "repay": "repaid", "retake": "retook", "rewrite": "rewrote",
    "ring": "rang", "shake": "shook", "shed": "shed", "shine": "shone", "shut": "shut",
    "sing": "sang", "sit": "sat", "slay": "slew", "sleep": "slept", "slide": "slid",
    "sling": "slung", "speed": "sped", "spin": "spun", "spit": "spat", "split": "split",
    "spread": "spread", "spring": "sprang", "stick": "stuck", "sting": "stung",
    "strive": "strove", "sweep": "swept", "swim": "swam", "swing": "swung", "tear": "tore",
    "thrust": "thrust", "tread": "trod", "understand": "understood", "undertake": "undertook",
    "undo": "undid", "uphold": "upheld", "upset": "upset", "wake": "woke", "wear": "wore",
    "weave": "wove", "weep": "wept", "wind": "wound", "withhold": "withheld",
    "withstand": "withstood",
}  # fmt: skip
# Participles that differ from the past.
PARTICIPLES = {
    "write": "written", "show": "shown", "swear": "sworn", "foresee": "foreseen", "rise": "risen",
    "grow": "grown", "fall": "fallen", "shrink": "shrunk", "sink": "sunk",
}  # fmt: skip
BE = words("is are was were be been being")
BE_FINITE = words("is are was were")
# What numbers do.
RISE = words("rise grow increase climb jump soar surge")
FALL = words("fall drop decline decrease shrink sink slump plunge tumble")
IN_EE = words("agree disagree free guarantee decree")
DOUBLING = words(
    """admit commit ban rob stop drop plan submit occur refer grab kidnap transfer cut get put hit
    let set run win begin bet bid dig forget forbid quit rebut permit plot shed shut sit spin spit
    split swim upset"""
)
# Verbs of deeds that people deny or admit, beside those below.
REGULAR = words(
    """attack bribe kill murder harass abuse target use fire bomb launch destroy poison torture
    threaten intimidate pressure influence interfere meddle leak hack delete hide conceal
    falsify fabricate plagiarise plagiarize exaggerate mislead lie cheat discriminate exploit
    misuse embezzle launder evade smuggle dump pollute ignore overlook cover delay block order
    plan plot conspire collude cooperate participate help assist support fund finance sponsor
    promise offer accept receive request visit call contact work own control violate breach
    break commit assault rape kidnap touch push insult criticise criticize apologise apologize"""
)
# Verbs whose present forms are seldom nouns.
PLAIN_VERBS = words(
    """acknowledge add admit agree aim allege allow announce appear argue ask assert attend
    become begin believe belong bring buy carry cause choose claim come concede confirm consider
    consist contain contend continue contribute create deny depend describe determine doubt
    emphasise emphasize employ enable ensure exceed exist expect explain express fail feature
    feel follow get give go grow happen have hear hit include increase indicate insist involve
    keep know lead lie live lose maintain make mean meet need obtain occur offer operate own pay
    possess predict prevent produce provide publish put receive refer refuse reject remain
    represent require reveal say see seek seem sell send serve show speak spend stand suffer
    suggest take tell tend think threaten try understand violate want warn win withdraw write"""
)
# Verbs whose present forms are as often nouns.
AMBIGUOUS_VERBS = words(
    """aid answer attack award ban benefit block break build call cause change charge control
    cost count cover cut deal decline demand drop estimate face fall fight fly fund hold hope
    host impact join kill launch leave link list mark measure move name note order plan play
    produce promise rank rate report result return rise run sentence shoot sink start state stop
    strike supply support target test trade travel turn use view visit vote weigh work"""
)

# --- cues of reported speech: the bases of each kind

# "X says (that) P"
SAY = words(
    """say state claim insist maintain assert report announce declare argue contend allege
    affirm confirm reiterate repeat stress emphasize emphasise underline note add explain
    suggest indicate warn caution estimate believe think conclude acknowledge admit concede
    reveal disclose tell inform assure remind remark testify write tweet recall predict complain
    boast point counter reply respond"""
)
# "X shows that P": the conjunction is needed
SHOW = words("show find discover determine demonstrate observe learn prove feel fear hope")
# "X urged Y to P"
URGE = words("urge order instruct implore call")
# "X vowed to P"
VOW = words("vow pledge promise threaten swear")
# "X accused Y of P"
ACCUSE = words("accuse blame")
DENY = words("deny reject dismiss dispute refute rebut contradict")
DOUBT = words("doubt question")
# What is done with words, though no clause follows: "X offered to pay", "X condemned the attack"
SPEAK = words(
    """cite condemn criticise criticize demand denounce describe offer praise propose recommend"""
)
# Of saying only with a clause: "X admitted that P", but "X admitted 12 patients"
DEEDS = SHOW | words("add admit announce claim concede declare maintain note report state")
# Who denies one of these refuses it: "denied bail to X"
GRANTS = words(
    """access admission appeal appeals application applications asylum bail credit entry licence
    license motion parole passage permission permit permits petition refuge request requests service
    treatment visa visas"""
)
# "X rejected claims that P"
MESSAGES = words(
    """claim claims allegation allegations accusation accusations report reports charge charges
    suggestion suggestions assertion assertions statement statements rumour rumours rumor rumors
    notion idea involvement responsibility wrongdoing guilt"""
)
# "statements from X indicate that P": the speaker is X
UTTERANCES = words(
    """statement statements remark remarks comment comments claim claims report reports message
    messages data figures documents letter letters speech post posts"""
)
# Before the subject of a sentence these are no part of it.
TIME_OPENERS = words(
    """afterwards afterward meanwhile later earlier today yesterday instead still however
    nevertheless nonetheless moreover furthermore again soon"""
)
TIME_UNITS = words("week month year night morning evening afternoon weekend")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Whose word is weighed as evidence.
EVIDENTIAL = words(
    """study studies research researchers researcher scientists scientist experts expert data
    records documents figures analysis analyses audit audits auditors investigation
    investigations investigators fact-checkers trial trials evidence statistics court"""
)
HEARSAY = words("reportedly allegedly purportedly supposedly")
# "P is said to …", "widely seen as …": a source without a name
HELD = words(
    """said believed thought reported understood alleged rumoured rumored viewed seen regarded
    considered perceived described"""
)
WIDELY = words("widely generally commonly broadly largely")
CALENDAR = words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december jan feb mar apr jun jul aug sept sep
    oct nov dec today yesterday tomorrow week month year night morning evening afternoon earlier
    later last this next late early"""
)

# Who is somebody else than the one that they are told by: "the wife of the mayor". Not "the city of
# Kyiv", which is Kyiv, nor a spokesman, who speaks for a ministry.
RELATED = words(
    """wife husband widow widower son sons daughter daughters child children brother brothers sister
    sisters mother father parents cousin cousins nephew niece uncle aunt relative relatives friend
    friends ally allies rival rivals opponent opponents lawyer lawyers aide aides adviser advisers
    advisor advisors deputy deputies driver bodyguard bodyguards assistant assistants secretary
    predecessor successor supporter supporters critic critics fan fans heir victim victims
    supplier suppliers competitor competitors customer customers subsidiary"""
)

# Who may be counted where somebody else counts "people".
PERSONS = words(
    """activists adults athletes babies boys cadets children citizens civilians clerics combatants
    commuters contractors customers defendants demonstrators deputies detainees diplomats
    doctors drivers elders employees engineers evacuees executives farmers fighters
    firefighters fishermen foreigners girls guards guests holidaymakers homeowners hostages
    immigrants infants inmates insurgents investigators journalists kids laborers labourers
    lawmakers lawyers locals marines medics men migrants militants miners minors motorists
    nationals natives nuns nurses officers officials olympians onlookers operatives paramedics
    parishioners passengers pastors patients pedestrians pilgrims pilots police policemen
    priests prisoners professors protesters protestors pupils rebels recruits refugees
    representatives rescuers researchers residents rioters sailors schoolchildren schoolgirls
    scientists seamen servicemen settlers shoppers skiers soldiers spectators strikers
    students supporters survivors suspects teachers teenagers teens terrorists toddlers
    tourists trainees travelers travellers troops victims villagers visitors volunteers voters
    women workers worshipers worshippers youngsters youths"""
)

# --- what makes a statement worth checking, or not

# Comment on the news instead of news.
COMMENTARY = words(
    """highlight highlights highlighted underscore underscores underscored underline underlines
    illustrate illustrates exemplify exemplifies symbolize symbolizes symbolises epitomize
    epitomizes resonate resonates speculate"""
)
# Words of judgement and of no fixed meaning.
VAGUE = words(
    """critical crucial complex complexity contradictory nuanced pivotal landscape prospect
    narrative perspective essence testament reminder aspect nature dynamic dynamics fluid
    unclear uncertain uncertainty unconfirmed delicate fragile genuine beautiful wonderful
    terrible great good bad best worst nice awful brilliant disgraceful shameful tremendous
    fantastic amazing incredible important interesting sad happy proud ridiculous stupid
    hopefully perhaps maybe arguably probably honestly frankly clearly obviously"""
)
HEDGES = words("appear appears appeared seem seems seemed might may could perhaps possibly")
CHANGES = words(
    """unchanged increased decreased rose fell grew declined doubled tripled halved dropped
    gained lost cut raised reduced expanded shrank exceeded reached topped fewer less more most
    least largest smallest highest lowest first last only percent per cent million billion
    trillion thousand hundred dozens half majority average record number rate total times"""
)
FIRST_PERSON = words("i i'm i've i'd i'll me my mine we we're we've we'll us our ours let's")
SECOND_PERSON = words("you you're you've you'll your yours")
FUTURE = words("will shall won't would should must ought going gonna can could might may")
