"""A claim without what posts and wires put around it: labels, datelines, hashtags, calls to share.

None of it says anything of the claim, but the stance model holds it against the passage: of a
hundred news items beside themselves it took 20 for supported between emoji and a hashtag, and 2
before "Please share.". What says how the writer takes the claim ("HOAX:", "Allegedly") stays.
"""

from __future__ import annotations

import re
from collections import defaultdict

from factcheck.language import lexicons as lex
from factcheck.language.agencies import AGENCIES
from factcheck.language.grammar import is_finite, tokenise
from factcheck.language.notes import without_notes
from factcheck.language.relevance import content_words
from factcheck.language.text import CLUB, sentences

_AGENCY = "|".join(AGENCIES.values())
# Pictures, flags and what joins them; arrows and mathematical signs say something. In the patterns
# below a bar stands for one.
_PICTURES = re.compile(
    "[\u203c\u2049\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\u20e3\U000e0020-\U000e007f]"
)
_RUN = re.compile(rf"(?:{_PICTURES.pattern}\s*)+")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_LABELS = (
    "breaking(?: news)?|just in|updated?|exclusive|(?:news )?alert|urgent|developing|live|latest|"
    "watch|video|photos?|news ?flash|flash|must[ -]read|read|shocking|fact(?:[ -]check)?|claim|"
    "thread"
)
_KEPT_BACK = (
    "(?:(?:this is |here is |here['\u2019]s )?what )?"
    "(?:they|the (?:mainstream )?media|the elites?) "
    "(?:do(?:es)?n['\u2019]t|do(?:es)? not|won['\u2019]t|will not|never) "
    "(?:want you to (?:know|see)|tell you|show you|report)(?: (?:this|that|about this))?"
)
# "Is this true?", "Thoughts?": what is asked of the claim, not what it says.
_ASKED = (
    "(?:so )?(?:is|was) (?:this|that|it) (?:really |actually )?(?:true|real|correct|legit)|"
    "true or false|fact or fiction|real or fake|really|seriously|thoughts|any thoughts|"
    "(?:can|could|does) (?:any|some)(?:one|body) (?:here )?(?:please )?"
    "(?:confirm|verify|know)(?: (?:this|that|it|(?:if|whether) (?:this|that|it) is true))?"
)
# "Wow.", "So sad!", "This is outrageous.": what the writer feels about it.
_FELT = (
    "(?:(?:this|that|it|what|how|is|['\u2019]s|a|an|so|just|very|too|truly|really|absolutely|simply|"
    "totally|utterly|completely) ?){0,4}"
    "(?:wow|whoa|yikes|ouch|unbelievable|incredible|unreal|insane|crazy|"
    "shocking|horrible|horrific|horrifying|awful|terrible|terrifying|scary|tragic|sad|heartbreaking|"
    "devastating|disgusting|disgraceful|shameful|shame|disgrace|outrageous|outrage|ridiculous|"
    "pathetic|appalling|amazing|awesome|wonderful|fantastic|great news|good news|bad news)"
)
_OPENING = re.compile(
    r"[\s|]*(?:"
    # Of a list: 3. 12)
    rf"(?!{CLUB})\d{{1,2}}[.)]\s+(?=[\"“‘']?[A-Z\d])|"
    # Of a ticker: 14:32 [9:05 GMT]
    r"\[?(?:[01]?\d|2[0-3]):[0-5]\d(?: ?(?i:am|pm|a\.m\.|p\.m\.)| [A-Z]{2,4})?\]?"
    r"(?:\s*[|:\u2013\u2014-])?\s+(?=[\"“‘']?[A-Z\d])|"
    # Of a thread, and not a third of something: 1/ 2/n (3/5)
    r"(?:\d{1,2}/n?|\(\d{1,2}/\d{1,2}\))(?=\s+[^\W\d])|"
    r"RT\s+@\w+:?|\.?@(?P<handle>\w+)(?=\s+\S)|"
    rf"(?i:{_LABELS})\s*(?::|\||!+|\s[-\u2013\u2014]\s)|"
    r"(?i:omg|lol|smh|wtf|ugh|oops)\s*[!.,\u2026]+|"
    rf"(?i:{_FELT})\s*[!.\u2026]+(?=\s)|(?i:{_ASKED})\s*[?:]+(?=\s)|"
    rf"(?i:{_KEPT_BACK})\s*[:,.!\u2013\u2014-]|"
    # VARNA, June 24, 2025 —
    r"[A-Z][A-Z.,'\u2019 -]{2,40}[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?\s+[-\u2013\u2014]+(?=\s)|"
    # LONDON, March 3 (Reuters) -
    r"[A-Z][A-Z.,'\u2019 -]{2,40}(?:[A-Z][a-z]+\.? \d{1,2}\s+)?"
    rf"\((?:{_AGENCY})\)\s*[-\u2013\u2014]+"
    r")\s*"
)
_ENDING = re.compile(
    r"[\s|]*(?:"
    r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+|"
    # — Ann Ito (@annito) May 3, 2025
    r"\s[-\u2013\u2014]\s[^()\n]{1,60}\(@\w+\)(?:\s+[A-Z][a-z]+ \d{1,2}, \d{4})?|"
    r"(?<=[.!?\"\u201d)\s])(?i:more|read|source|link|details|watch|video):|"
    r"\bvia\s+@\w+|(?<=[.!?\u2026])\s*@\w+|"
    rf"\((?:{_AGENCY})\)|"
    r"(?<=[.!?])\s+[-\u2013\u2014|]\s+(?:[A-Z][\w.&'\u2019-]*\s?){1,4}"
    r")[\s|]*\Z"
)
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_TAGS = re.compile(r"(?P<before>[^\s#]*)(?P<first>\s+#\w+)(?P<more>(?:[\s|]*#\w+)*)[\s|]*\Z")
_TAG = re.compile(r"(?<!\S)#(?=[^\W\d])")
# "They marched for #Gaza": there a tag is a word like any other.
_LEADS_ON = lex.PREPOSITIONS | lex.DETERMINERS | lex.COORDINATORS
_CALL = re.compile(
    rf"(?:{_LINK.pattern}\s+)?(?:(?:please|pls|kindly|and)\s+)*(?:"
    r"(?:like|share|retweet|rt|repost|reshare|forward)(?:\s+(?:this|it|and|if|before|now|widely|far|"
    r"with|to|so|please|everywhere)\b.*)?|"
    r"spread (?:the word|this|it)\b.*|pass (?:it|this) on\b.*|"
    r"let (?:that|this) sink in|wake up\b.*|"
    r"(?:follow|subscribe)(?:\s+(?:us|me|for|to|now)\b.*)?|link in (?:the )?(?:bio|comments?)\b.*|"
    r"(?:read|see|learn) (?:more|the full story)\b.*|(?:more|details|full story) (?:here|below)|"
    r"(?:click|tap|swipe) (?:here|the|to|on|up|left|right)\b.*|(?:a )?thread|"
    rf"watch (?:this|the video|now|here)\b.*|{_ASKED}|{_FELT})[\s.!?:|\u2026]*",
    re.IGNORECASE,
)
# Of a thread, at the beginning or end of a post, which may stand in one line with others: "2/5". No
# part of a whole: "2/3 of all".
_NUMBER = re.compile(
    r"(?:^[ \t]*|(?<=[.!?\u2026])[ \t]+(?=\d+/\d+\s+[A-Z]))"
    r"(?P<first>\d{1,2})/(?P<of>\d{1,2})(?=\s+[^\sa-z])|"
    r"(?<=\s)(?P<last>\d{1,2})/(?P<in>\d{1,2})[ \t]*$",
    re.MULTILINE,
)
# So much of a line is looked at from its end, at a time.
_TAIL, _LONGEST_CALL = 400, 80
_LONGEST_WORD = 16
# Nothing has more around it.
_MOST = 8
_LEAST_LEFT = 2
# Words on each side of a picture between two sentences.
_SHORTEST_SENTENCE = 3


def without_framing(text: str) -> str:
    """The text with spaces for what stands around the claims of its lines; offsets stay.

    A picture between two sentences, which stands there for a full stop, becomes a line break. A
    line of which fewer than two content words would be left stays as it is.
    """
    lines = _without_numbers(text).splitlines(keepends=True)
    return "".join(line if line.isspace() else _without(line) for line in lines)


def _without_numbers(text: str) -> str:
    """The text without the numbers of its posts, where several posts of a thread stand in order."""
    numbers = [match for match in _NUMBER.finditer(text) if not _is_date(text, match)]
    posts: defaultdict[int, list[int]] = defaultdict(list)
    for match in numbers:
        at, of = _place(match)
        posts[of].append(at)
    threads = {of for of, places in posts.items() if _count_up(places) and places[-1] <= of}
    pieces, end = list[str](), 0
    for match in numbers:
        if _place(match)[1] in threads:
            pieces += (text[end : match.start()], _blank(match.group()))
            end = match.end()
    return "".join([*pieces, text[end:]])


def _is_date(text: str, number: re.Match[str]) -> bool:
    """Whether a preposition stands before it: "founded on 3/5"."""
    before = text[max(0, number.start() - _LONGEST_WORD) : number.start()].split()
    return bool(before) and before[-1].lower() in lex.PREPOSITIONS


def _count_up(places: list[int]) -> bool:
    return len(places) > 1 and places == [*range(places[0], places[0] + len(places))]


def _place(number: re.Match[str]) -> tuple[int, int]:
    return int(number["first"] or number["last"]), int(number["of"] or number["in"])


def _without(line: str) -> str:
    shape = _PICTURES.sub("|", line)
    start, end = _start(shape), _end(shape)
    bare = _blank(line[:start]) + _TAG.sub(" ", line[start:end]) + _blank(line[end:])
    bare = without_notes(_PICTURES.sub(" ", _parted(bare)))
    return bare if len(content_words(bare)) >= _LEAST_LEFT else line


def _parted(line: str) -> str:
    """The line with a break for each picture that ends one sentence and opens the next."""
    runs = [*_RUN.finditer(line)]
    ends = [*(run.start() for run in runs[1:]), len(line)]
    pieces, start, at = list[str](), 0, 0
    for run, end in zip(runs, ends, strict=False):
        before = line[max(start, run.start() - _TAIL) : run.start()].rstrip()
        after = line[run.end() : end]
        is_long = all(len(part.split()) >= _SHORTEST_SENTENCE for part in (before, after))
        is_open = before[-1:].isalnum() and after[:1].isupper() and not _FLAG.search(run.group())
        if is_long and is_open:
            pieces += (line[at : run.start()], "\n")
            start, at = run.end(), run.start() + 1
    return "".join([*pieces, line[at:]])


def _start(line: str) -> int:
    start = 0
    for _ in range(_MOST):
        match = _OPENING.match(line, start)
        if match is None or (match["handle"] and _is_subject(line, match.start("handle"))):
            break
        start = match.end()
    return start


def _is_subject(line: str, start: int) -> bool:
    """Whether a verb follows a handle: "@annito lives in Korsk", not "@annito is it true"."""
    tokens = tokenise(line, start, start + _LONGEST_CALL)
    at = next((at for at in range(1, len(tokens)) if not tokens[at].is_adverb), len(tokens))
    asks = at + 1 < len(tokens) and tokens[at + 1].lower in lex.SUBJECT_PRONOUNS
    return at < len(tokens) and is_finite(tokens, at) and not asks


def _end(line: str) -> int:
    end = len(line)
    for _ in range(_MOST):
        end = _ending(line, end)
    return end


def _ending(line: str, end: int) -> int:
    """Where the last thing before `end` begins that is no part of a claim, else `end`."""
    start = max(0, end - _TAIL)
    tail = line[start:end]
    if match := _ENDING.search(tail):
        return start + match.start()
    if match := _TAGS.search(tail):
        return start + _tags_start(match)
    parts = sentences(_LINK.sub(lambda link: "|" * len(link.group()), tail))
    is_short = len(parts) > 1 and parts[-1].end - parts[-1].start <= _LONGEST_CALL
    if is_short and _CALL.fullmatch(tail, parts[-1].start, parts[-1].end):
        return start + parts[-2].end
    return end


def _tags_start(tags: re.Match[str]) -> int:
    """Where the tags begin that are none of the words of a sentence."""
    if tags["before"].lower() in _LEADS_ON:
        return tags.end("first")
    is_apart = tags["more"] or not tags["before"][-1:].isalnum()
    return tags.start("first") if is_apart else tags.end("first")


def _blank(text: str) -> str:
    return re.sub(r"\S", " ", text)
