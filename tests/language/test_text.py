"""Spans are exact for every string, and English news is cut where a reader would cut it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given, strategies as st

from factcheck.errors import InvalidInput
from factcheck.language.text import heading_above, normalise, passages, sentences
from factcheck.types import Span

IsLinear = Callable[[Callable[[str], object], str, int, float], bool]

AWKWARD = st.sampled_from(
    [
        "é",
        "́",
        "\r\n",
        "\n",
        "\r",
        "\u2029",
        "\x85",
        " ",
        "\t",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u200f",
        "\x00",
        "\x1c",
        "�",
        "👩\u200d🚀",
        "👍🏽",
        "🇺🇦",
        "שלום.",
        "你好。\n    ",
        "Mr.",
        "U.S.",
        "p.m.",
        "3.5",
        "...",
        "?!",
        ".”",
        "[1]",
        "(",
        "No.",
        "The ",
        "and ",
        "word, ",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(AWKWARD, max_size=40).map("".join))


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


def assert_exact(text: str, spans: list[Span]) -> None:
    covered: set[int] = set()
    last_end = 0
    for span in spans:
        piece = text[span.start : span.end]
        assert last_end <= span.start < span.end <= len(text)
        assert piece == piece.strip()
        is_mark = unicodedata.category(piece[0]).startswith("M")
        assert not is_mark or span.start == 0 or text[span.start - 1].isspace()
        covered.update(range(span.start, span.end))
        last_end = span.end
    assert all(char.isspace() or at in covered for at, char in enumerate(text))


class TestSpans:
    @given(TEXTS)
    @example("")
    @example(" \n\t ")
    @example("He left.\u0301 The end. \u0301No")
    @example("One.\r\n\r\nTwo.\rThree")
    def test_sentences_are_exact_for_every_string(self, text: str) -> None:
        assert_exact(text, sentences(text))

    @given(TEXTS, st.integers(1, 30))
    @example("0000\u200d\r\u0300", 1)
    def test_passages_are_exact_for_every_string(self, text: str, max_chars: int) -> None:
        assert_exact(text, passages(text, max_chars=max_chars))

    @given(TEXTS)
    def test_passages_are_runs_of_whole_sentences(self, text: str) -> None:
        found, longest = sentences(text), max(map(len, cut(text)), default=0)
        starts = {span.start for span in found}
        assert all(span.start in starts for span in passages(text, max_chars=longest + 1))

    @pytest.mark.parametrize(
        "unit", ["a", "a ", ".", ". ", '."', "x. ", "! ", "\n", "\r \n", "a\n", "\u0301", "e\u0301"]
    )
    def test_time_is_linear_in_the_worst_case(self, unit: str, is_linear: IsLinear) -> None:
        assert is_linear(passages, unit, 200_000, 2)


class TestSentences:
    @pytest.mark.parametrize(
        "text",
        [
            "Mr. Smith met Gen. Lee and Dr. Ito.",
            "Cllr. Ruth Amadi of Mill Rd. North met Fr. Brown and Rt. Hon. Lee.",
            "The U.S. Army left at 5 p.m. Monday.",
            "It opened on Jan. 5 as No. 7 of the series.",
            "Growth was 3.5 percent, e.g. in St. Gallen.",
            "J. K. Rowling and George W. Bush of Acme Inc. met.",
            "The Vera C. Rubin Observatory, built c. 2025, opened.",
            "He waited... and then he left.",
            '"Who is there?" he asked.',
            "“It is over!” she said.",
            "It was so in Roe v. Wade.",
            "1. Open the door.",
            "Version 2.0.1 of example.com is out.",
        ],
    )
    def test_stays_whole(self, text: str) -> None:
        assert cut(text) == [text]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("It rained.", "It snowed."),
            ("Was it so?", "Nobody knows."),
            ("They left!", "“We stayed,” he said."),
            ("He said: “It is over.”", "She left."),
            ("(He had gone.)", "She stayed."),
            ("The firm moved to the U.S.", "The others stayed."),
            ("He came at 5 p.m.", "Police said so."),
            ("They sell pens, ink, etc.", "Paper is sold too."),
            ("He said no.", "Others agreed."),
            ("That was the end...", "Nobody came."),
            ("The war ended in 1945.[12]", "It had lasted six years."),
            ("They won 12.", "5 others lost."),
            ("I don't.", "A friend does."),
            ("- First point", "- second point"),
        ],
    )
    def test_is_cut_in_two(self, first: str, second: str) -> None:
        assert cut(f"{first} {second}" if first[0] != "-" else f"{first}\n{second}") == [
            first,
            second,
        ]

    def test_a_missing_space_after_a_full_stop_does_not_hide_it(self) -> None:
        assert cut("The talks ended.They were long.") == ["The talks ended.", "They were long."]

    def test_ideographic_full_stops_need_no_space(self) -> None:
        assert cut("今日は雨。明日は晴れ。") == ["今日は雨。", "明日は晴れ。"]

    def test_a_text_without_capitals_is_cut_at_its_full_stops(self) -> None:
        assert cut("it rained. it snowed.") == ["it rained.", "it snowed."]

    def test_a_heading_stands_alone(self) -> None:
        text = "Rain in the North\nThe rain began on Monday. It went on.\nAnother Heading\nEnd."
        assert cut(text) == [
            "Rain in the North",
            "The rain began on Monday.",
            "It went on.",
            "Another Heading",
            "End.",
        ]

    def test_hard_wrapped_lines_are_one_sentence(self) -> None:
        text = (
            "The minister told reporters on Friday that he would speak to President\n"
            "Jones about the new treaty, which had been signed in the spring, and\n"
            "then travel on. Nobody was surprised."
        )
        assert cut(text) == [text[: text.index(" Nobody")], "Nobody was surprised."]

    def test_a_list_item_starts_anew_even_after_a_comma(self) -> None:
        assert cut("Bring some pears,\n- plums") == ["Bring some pears,", "- plums"]

    @pytest.mark.parametrize("text", ["你好。\u0301好", "It ended. \u0301Then it began."])
    def test_is_not_cut_before_a_combining_mark(self, text: str) -> None:
        assert cut(text) == [text]

    def test_a_blank_line_always_divides(self) -> None:
        assert cut("A title without a stop\n \nand then more") == [
            "A title without a stop",
            "and then more",
        ]


class TestPassages:
    def test_pack_whole_sentences_up_to_the_limit(self) -> None:
        text = "It rained here. It snowed there. The sun shone."
        spans = passages(text, max_chars=34)
        assert [text[s.start : s.end] for s in spans] == [
            "It rained here. It snowed there.",
            "The sun shone.",
        ]

    def test_end_at_a_blank_line_unless_short(self) -> None:
        body = "It rained for a long time in the whole of the country."
        text = f"Rain\n\n{body}\n\n{body}"
        assert [text[s.start : s.end] for s in passages(text, max_chars=130)] == [
            f"Rain\n\n{body}",
            body,
        ]

    @pytest.mark.parametrize("heading", ["12. Library", "The findings", "Who has to pay?"])
    def test_a_heading_stands_with_what_it_is_about(self, heading: str) -> None:
        opening = "It rained. " * 30
        text = (
            f"{opening}\n\n11. War memorial\n\nThe motion was lost.\n\n{heading}\n\nIt was carried."
        )
        assert [text[s.start : s.end] for s in passages(text)] == [
            opening.strip(),
            "11. War memorial\n\nThe motion was lost.",
            f"{heading}\n\nIt was carried.",
        ]

    @pytest.mark.parametrize("byline", ["", "By Ann Ito. 2 May 2023.\n\n"])
    def test_a_title_stands_with_the_heading_below_it(self, byline: str) -> None:
        text = f"Annual report\n\n{byline}Leakage\n\nIt fell."
        assert passages(text) == [Span(0, len(text))]

    @pytest.mark.parametrize(
        "lines",
        [
            ["Bread", "Milk", "Eggs"],
            ["Revenue | 2024: 412", "Debt | 2024: 1,338"],
            ["It fell.", "It rose."],
            ["The council decided:", "“No.”"],
        ],
    )
    def test_lists_rows_and_sentences_are_no_headings(self, lines: list[str]) -> None:
        text = "\n\n".join(["It rained.", *lines, "It snowed."])
        assert passages(text) == [Span(0, len(text))]

    def test_a_long_sentence_is_a_passage_of_its_own(self) -> None:
        text = "It " + "really " * 20 + "rained."
        assert passages(text, max_chars=50) == [Span(0, len(text))]

    def test_an_extreme_sentence_is_cut_at_clause_ends(self) -> None:
        text = "the rain came down, " * 30
        pieces = [text[s.start : s.end] for s in passages(text, max_chars=50)]
        assert all(piece.endswith(",") and len(piece) <= 50 for piece in pieces)

    def test_a_symbol_is_not_cut_where_there_is_no_space(self) -> None:
        text = "👩\u200d🚀" * 50
        assert all((s.end - s.start) % 3 == 0 for s in passages(text, max_chars=10))

    @pytest.mark.parametrize("max_chars", [0, -1])
    def test_refuses_a_limit_that_is_not_positive(self, max_chars: int) -> None:
        with pytest.raises(InvalidInput) as caught:
            passages("It rained.", max_chars=max_chars)
        assert (caught.value.field, caught.value.value) == ("max_chars", max_chars)


class TestNormalise:
    def test_folds_case_width_and_whitespace(self) -> None:
        assert normalise("  ＴＨＥ  Straße\u00a0ﬁnal\n") == "the strasse final"

    @given(st.text())
    def test_leaves_no_outer_or_double_space(self, text: str) -> None:
        assert normalise(text) == " ".join(normalise(text).split())


def test_the_heading_above_is_the_nearest_line_that_is_no_sentence_and_no_row() -> None:
    text = (
        "30. Bursts\n\nThey fell.\n\n31. Leakage\n\nIt fell, too.\n\nArea | 2023\n\nCoast | 2023: 4"
    )
    assert heading_above(text, text.index("Coast")) == "31. Leakage"
    assert heading_above(text, text.index("They")) == "30. Bursts"
    assert heading_above(text, 0) is None
