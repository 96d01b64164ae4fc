"""From a text to its claims: what is taken, what is left, and where each claim stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, strategies as st

from factcheck.claims.checkworthiness import IN_NEWS
from factcheck.claims.extraction import extract, whole
from factcheck.config import Limits
from factcheck.errors import InvalidInput
from factcheck.language.speakers import antecedent, people, same_speaker
from factcheck.tagging import TaggedAttribution
from factcheck.types import Polarity, SkipReason, Span

IsLinear = Callable[[Callable[[str], object], str, int, float], bool]

ARTICLE = """Flood Closes Bridges in Tarnow
By Ann Smith

The Vistula rose 3 metres in Tarnow on 4 May 2024, officials said. However, the old dam, built in 1950, has held. "We were lucky," Mayor Jan Kowal told reporters. He warned that a second wave would reach the town on Friday.

What Happens Next
Will the dam hold? Nobody should be afraid. While the army denied that its pumps had failed, the Tarnow council maintains that 40 houses were lost.
Read more: sign up for our newsletter."""  # noqa: E501

DIGITS = re.compile(r"[0-9]+")
NEGATIONS = re.compile(r"\b(?:not|no|never|nobody|none|denied)\b|n't\b")

FRAGMENTS = st.sampled_from(
    (
        *("Ito said that ", "the dam broke in 1990", ", and ", "Peru denied it", ". ", "\n", "? "),
        *("While ", "he claims ", '"', "”", ", with floods hitting Oslo", "e\u0301"),
        *("12 people were killed", ", a move that comes amid "),
    )
)


# Each is repeated until it fills a text.
WORST = [
    "On 4 May 2024 the army of Peru said that 12 men had died in Lima. ",
    "a ",
    "He said, and he claims, but they report that " * 40 + ". ",
    ", and he was" * 140 + ". ",
    '"he said, ' * 200 + ". ",
    "It was, a " + "move " * 380 + ". ",
]


class NoTagger:
    """In the place of the tagger, whose work on every word would hide how long the rules take."""

    def attributions(self, _: str) -> list[TaggedAttribution]:
        return []

    def checkworthiness(self, texts: Sequence[str]) -> list[tuple[float, float]]:
        return [(1.0, 1.0)] * len(texts)


def texts(text: str) -> list[str]:
    return [claim.text for claim in extract(text).claims]


class TestExtract:
    def test_an_article_gives_its_claims_in_order(self) -> None:
        assert texts(ARTICLE) == [
            "The Vistula rose 3 metres in Tarnow on 4 May 2024, officials said.",
            "the old dam, built in 1950, has held.",
            '"We were lucky," Mayor Jan Kowal told reporters.',
            "Mayor Jan Kowal warned that a second wave would reach the town on Friday.",
            "the army denied that its pumps had failed",
            "the Tarnow council maintains that 40 houses were lost.",
        ]

    def test_an_attributed_sentence_is_one_claim_with_its_attribution(self) -> None:
        (claim,) = extract("Peru insists its mines are aimed solely at copper.").claims
        assert claim.text == "Peru insists its mines are aimed solely at copper."
        assert claim.attribution is not None
        assert claim.attribution.content == "its mines are aimed solely at copper"

    def test_a_pronoun_is_named_if_a_title_marks_the_only_speaker_before(self) -> None:
        speakers = [c.attribution.speaker for c in extract(ARTICLE).claims if c.attribution]
        assert speakers[1:3] == ["Mayor Jan Kowal", "Mayor Jan Kowal"]

    def test_a_pronoun_stays_where_the_speaker_before_may_be_no_person(self) -> None:
        claims = extract("Peru said that 12 men died. He said that 3 were found in Lima.").claims
        assert [c.attribution and c.attribution.speaker for c in claims] == ["Peru", "He"]

    def test_plain_news_gives_a_claim_for_each_sentence(self) -> None:
        news = (
            "By the end of 2024 the city had spent 3 million euros. "
            "Updated figures show that 412 people died in the flood. "
            "Thanks to the new law, 3,000 homes were built in Leeds. "
            "Welcome Trust gave 20 million pounds to the hospital. "
            "The Irish regulator fined Acme 1.2 billion euros for tracking cookies."
        )
        assert len(texts(news)) == 5

    def test_a_sentence_that_tells_of_a_tag_is_a_claim_with_its_own_words(self) -> None:
        told = "The attackers put a <script> tag into 400 pages of the ministry."
        (claim,) = extract(f"It was Monday. {told}").claims
        assert claim.sentence == told
        assert claim.text == "The attackers put a tag into 400 pages of the ministry."

    def test_short_news_is_a_claim_though_in_a_debate_nobody_would_check_it(self) -> None:
        news = "No one was hurt. The mayor quit. The ship set sail on Monday."
        assert len(texts(f"Fire broke out in Oslo at noon on 3 May 2024. {news}")) == 4

    def test_plans_that_name_a_day_a_figure_or_somebody_are_claims(self) -> None:
        plans = (
            "The bridge will stay closed until Monday. The company will cut 900 jobs. "
            "The minister will resign in June. Greenpeace will sue Shell. "
            "The trial will begin on 3 March 2026. That will change everything."
        )
        found = extract(plans)
        assert len(found.claims) == 5
        assert [item.reason for item in found.skipped] == [SkipReason.PREDICTION]

    def test_a_text_that_states_nothing_gives_no_claims(self) -> None:
        assert extract("Hello! How are you? Thank you.").claims == ()

    def test_a_bare_claim_needs_no_full_stop(self) -> None:
        assert texts("The Eiffel Tower is 330 metres tall") == [
            "The Eiffel Tower is 330 metres tall"
        ]

    def test_a_sentence_longer_than_a_claim_may_be_is_left_out(self) -> None:
        assert (
            extract("In 1990 Peru had " + "very " * Limits.claim_chars + "much rain.").claims == ()
        )

    @given(
        st.one_of(st.text(min_size=1), st.lists(FRAGMENTS, min_size=1, max_size=20).map("".join))
    )
    def test_every_claim_stands_where_it_says(self, text: str) -> None:
        try:
            claims = extract(text).claims
        except InvalidInput:
            return
        last_end = 0
        for claim in claims:
            words = text[claim.start : claim.end]
            assert last_end <= claim.start < claim.end <= len(text)
            assert words == words.strip()
            assert words in claim.sentence
            assert claim.sentence in text
            assert Counter(DIGITS.findall(words)) <= Counter(DIGITS.findall(claim.text))
            assert Counter(NEGATIONS.findall(words)) <= Counter(NEGATIONS.findall(claim.text))
            assert all(0 <= span.start < span.end <= len(text) for span in claim.spans)
            assert Span(claim.start, claim.end) in claim.spans
            assert IN_NEWS <= claim.checkworthiness <= 1
            if claim.attribution:
                span = slice(claim.attribution.start, claim.attribution.end)
                assert text[span] == claim.attribution.content
                assert claim.start <= claim.attribution.start <= claim.attribution.end <= claim.end
            last_end = claim.end
        assert extract(text).claims == claims

    @pytest.mark.parametrize("sentence", WORST)
    def test_the_rules_take_linear_time_in_the_worst_case(
        self, sentence: str, is_linear: IsLinear, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("factcheck.claims.extraction.bundled", NoTagger)
        assert is_linear(extract, sentence, 100_000, 20)

    @pytest.mark.parametrize("name", ["Ann-", "O'Leary'"])
    def test_so_do_the_names_of_a_text_that_has_a_claim(
        self, name: str, is_linear: IsLinear, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("factcheck.claims.extraction.bundled", NoTagger)

        def extract_behind_a_claim(text: str) -> None:
            assert extract(f"In 1990 Peru closed 12 mines. {text}").claims

        assert is_linear(extract_behind_a_claim, name, 30_000, 5)

    def test_so_does_the_tagger(self, is_linear: IsLinear) -> None:
        assert is_linear(extract, WORST[0], 25_000, 15)


class TestWhoSaidWhat:
    def test_what_the_rules_do_not_know_the_tagger_finds(self) -> None:
        (claim,) = extract("Peru made clear that its ports were open.").claims
        assert claim.attribution is not None
        assert claim.attribution.speaker == "Peru"
        assert "its ports were open" in claim.attribution.content

    def test_what_is_added_in_passing_is_a_claim_of_its_own(self) -> None:
        text = "Mayor Jan Kowal said that 40 houses were lost, adding that the dam had held."
        first, second = extract(text).claims
        assert first.text == "Mayor Jan Kowal said that 40 houses were lost"
        assert second.text == "Mayor Jan Kowal added that the dam had held."
        assert second.attribution is not None and second.attribution.cue == "adding"
        assert text[second.start : second.end] == "adding that the dam had held."

    def test_a_report_of_a_report_names_both_speakers(self) -> None:
        text = "Mayor Jan Kowal said that the army had denied that 40 pumps were stolen."
        (claim,) = extract(text).claims
        outer = claim.attribution
        assert outer is not None and outer.nested is not None
        assert (outer.speaker, outer.nested.speaker) == ("Mayor Jan Kowal", "the army")
        assert outer.nested.polarity is Polarity.DENIES
        assert text[outer.nested.start : outer.nested.end] == "40 pumps were stolen"

    def test_a_quotation_over_several_sentences_has_one_speaker(self) -> None:
        text = (
            "“The dam broke at noon. It took 40 houses with it,” Mayor Jan Kowal said on 4 May "
            "2024. “No siren in Tarnow had warned the 12 victims.”"
        )
        claims = extract(text).claims
        assert [c.attribution and c.attribution.speaker for c in claims] == ["Mayor Jan Kowal"] * 3
        assert claims[0].text == 'Mayor Jan Kowal said: "The dam broke at noon."'
        assert text[claims[0].start : claims[0].end] == "“The dam broke at noon."
        assert [text[span.start : span.end] for span in claims[0].spans][:2] == [
            "Mayor Jan Kowal",
            "said",
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "Voters in Karsk preferred Dragan Pell.",
            "Only four percent would vote for Ann Ito.",
            "The law also imposes severe penalties on scam-centre operators.",
            "The president signs into law the Halt Fentanyl Act.",
        ],
    )
    def test_a_preference_or_deed_is_no_statement(self, text: str) -> None:
        (claim,) = extract(text).claims
        assert claim.attribution is None

    def test_behind_an_a_nobody_in_particular_answers(self) -> None:
        text = "Q: How many left?\nA: We moved 340 men in 2019.\nQ: Why?\nA: The dam broke in 2019."
        first, _ = extract(text).claims
        assert first.text == "We moved 340 men in 2019."
        assert first.attribution is None

    def test_both_halves_of_a_parted_quotation_are_of_one_speaker(self) -> None:
        text = '"We lost 300 jobs," Ann Ito told the BBC, "and the city lost 12 mines."'
        first, second = extract(text).claims
        assert first.text == '"We lost 300 jobs," Ann Ito told the BBC'
        assert second.text == 'Ann Ito said: "the city lost 12 mines."'
        assert text[second.start : second.end] == "the city lost 12 mines."

    def test_a_sentence_that_a_speaker_parts_is_one_statement(self) -> None:
        text = '"The port," said Mayor Ann Ito, "was closed in 2019 for 40 days."'
        (claim,) = extract(text).claims
        assert claim.attribution is not None
        assert claim.attribution.speaker == "Mayor Ann Ito"
        assert claim.attribution.statement == "The port was closed in 2019 for 40 days."

    def test_what_follows_a_quotation_is_the_writers_own(self) -> None:
        text = '"We closed it," Mayor Ann Ito said, but the port stayed open until 2019.'
        assert extract(text).claims[-1].text == "the port stayed open until 2019."
        assert extract(text).claims[-1].attribution is None

    def test_in_a_turn_of_a_transcript_it_is_not_the_speaker(self) -> None:
        claims = extract("SMITH: It was inspected in 2019.\nJONES: We closed 12 mines.").claims
        assert claims[0].attribution is not None
        assert claims[0].attribution.statement == "It was inspected in 2019."

    def test_in_a_quotation_it_is_not_the_speaker(self) -> None:
        (claim,) = extract("“It took 40 houses with it,” the mayor of Lima said.").claims
        said = claim.content
        assert said is not None
        assert said.text == "It took 40 houses with it."

    def test_the_labels_of_a_transcript_are_its_speakers(self) -> None:
        text = (
            "HOST: Good evening and welcome.\n"
            "SMITH: Thank you. We cut taxes by 5 percent in 2019.\n"
            "Sen. Ana Ruiz (D-NM): Taxes rose by 2 percent in 2019.\n"
        )
        first, second = extract(text).claims
        assert first.text == 'SMITH said: "We cut taxes by 5 percent in 2019."'
        assert second.attribution is not None
        assert second.attribution.speaker == "Sen. Ana Ruiz (D-NM)"
        assert text[second.start : second.end] == "Taxes rose by 2 percent in 2019."

    def test_what_was_said_is_a_claim_by_itself(self) -> None:
        claim = whole("Peru insists it has closed 12 mines.")
        said = claim.content
        assert said is not None
        assert said.text == "Peru has closed 12 mines."

    def test_a_demand_states_nothing(self) -> None:
        assert whole("Ito urged Peru to accept the terms.").content is None

    def test_a_plain_claim_has_no_content(self) -> None:
        assert whole("Peru closed 12 mines in 1990.").content is None

    def test_a_denial_stays_one(self) -> None:
        claim = whole("The army denied that its pumps had failed.")
        assert claim.attribution is not None
        assert claim.attribution.polarity is Polarity.DENIES

    def test_speakers_are_the_same_with_and_without_titles(self) -> None:
        assert same_speaker("Kowal", "Mayor Jan Kowal")
        assert same_speaker("President Ann Ito", "Ann Ito")
        assert not same_speaker("Peru", "Chile")
        assert not same_speaker(None, "Chile")


class TestWhatIsLeftOut:
    def test_every_sentence_is_a_claim_or_told_why_not(self) -> None:
        extraction = extract(ARTICLE)
        claimed = {claim.sentence for claim in extraction.claims}
        skipped = {item.text: item.reason for item in extraction.skipped}
        assert not claimed & set(skipped)
        assert skipped["What Happens Next"] is SkipReason.HEADING
        assert skipped["Will the dam hold?"] is SkipReason.QUESTION
        assert skipped["By Ann Smith"] is SkipReason.BYLINE
        assert all(ARTICLE[i.start : i.end] == i.text for i in extraction.skipped)

    def test_a_sentence_beyond_the_limit_is_told_to_be_too_long(self) -> None:
        text = "In 1990 Peru had " + "very " * Limits.claim_chars + "much rain."
        assert [item.reason for item in extract(text).skipped] == [SkipReason.TOO_LONG]


class TestUnusualText:
    def test_markup_is_no_part_of_a_claim(self) -> None:
        text = (
            "<html><h1>Flood in Peru</h1><script>alert('12 men died in 1990.')</script>"
            "<p>The army of <b>Peru</b> said on 4 May 2024 that 12 men &amp; 3 women had died.</p>"
            "<!-- It rained in 1990. --><p>Chile closed 3 mines in 2020.<br/>It was cold.</p>"
        )
        first, second, *_ = extract(text).claims
        assert first.text == "The army of Peru said on 4 May 2024 that 12 men & 3 women had died."
        assert first.attribution is not None
        assert first.attribution.speaker == "The army of Peru"
        assert first.attribution.content == "12 men &amp; 3 women had died"
        assert second.text == "Chile closed 3 mines in 2020."
        assert text[second.start : second.end] == second.text

    def test_capitals_are_read_as_small_letters(self) -> None:
        text = "PERU SAID ON 4 MAY 2024 THAT 12 MEN HAD DIED. THE MAYOR OF LIMA DENIED IT."
        claim = extract(text).claims[0]
        assert claim.attribution is not None
        assert claim.attribution.content == "12 MEN HAD DIED"
        assert claim.sentence == text[: text.index(".") + 1]

    def test_lists_and_tables_give_the_statements_in_them(self) -> None:
        text = "Year | Deaths\n2019 | 1,200\n\n- Peru closed 12 mines in 2019.\n2) Chile opened 3."
        assert texts(text) == ["Peru closed 12 mines in 2019.", "Chile opened 3."]

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Die Armee teilte am Montag mit, dass zwölf Soldaten in Lima gestorben seien.", "de"),
            ("Le maire de Lima a déclaré lundi que le barrage avait cédé dans la nuit.", "fr"),
            ("Армия Перу сообщила в понедельник, что в Лиме погибли двенадцать человек.", "ru"),
            ("秘鲁军队周一表示，利马有十二人死亡。市长说大坝已经决堤。", "zh"),
        ],
    )
    def test_other_languages_are_refused(self, text: str, language: str) -> None:
        with pytest.raises(InvalidInput, match=f"must be in English.*ISO 639-1: {language}"):
            extract(text)

    def test_names_and_figures_alone_are_not_taken_for_another_language(self) -> None:
        assert extract("Ito, Kowal, Lee: 3-1, 6-2, 7-5.").claims == ()


class TestRefusals:
    @pytest.mark.parametrize("text", ["", " \n\t", None, 7, b"It rained.", ["It rained."]])
    def test_no_visible_text(self, text: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            extract(text)
        assert caught.value.field == "text"

    def test_too_long(self) -> None:
        with pytest.raises(InvalidInput, match="500000") as caught:
            extract("a" * (Limits.text_chars + 1))
        assert caught.value.field == "text"

    @pytest.mark.parametrize("text", ["It rained.\x00", "\x00\x01\x02", "\x7fELF\x00" * 9])
    def test_binary(self, text: str) -> None:
        with pytest.raises(InvalidInput, match="binary") as caught:
            extract(text)
        assert caught.value.field == "text"

    def test_line_breaks_and_tabs_are_no_binary_data(self) -> None:
        assert extract("\t\r\n" * 50 + "In 1990 it rained in Peru.").claims != ()


class TestSpeakers:
    def test_a_title_marks_a_person(self) -> None:
        text = "President Ann Ito met Mr. Lee and spokesman Jan Kowal's aide in Peru."
        assert people(text) == {"Ito", "Lee", "Kowal"}

    def test_only_one_known_speaker_is_an_antecedent(self) -> None:
        known = frozenset({"Ito"})
        assert antecedent("He", {"Ann Ito"}, known) == "Ann Ito"
        assert antecedent("He", {"Ann Ito", "Lee"}, known) == "He"
        assert antecedent("He", {"Lee"}, known) == "He"
        assert antecedent("They", {"Ann Ito"}, known) == "They"
        assert antecedent(None, {"Ann Ito"}, known) is None
