"""Markup, capitals and other languages: every character keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from factcheck.errors import InvalidInput
from factcheck.language.readable import readable

MARKED = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<script>", "</script>", "<!--", "-->", "&amp;", "&#8364;", "&#1;", "<br>"]
    )
    | st.text(max_size=6)
).map("".join)


@given(MARKED)
def test_the_text_keeps_its_length(text: str) -> None:
    try:
        assert len(readable(text)) == len(text)
    except InvalidInput as error:
        assert error.field == "text"


@given(MARKED)
def test_what_is_no_markup_stays_where_it_was(text: str) -> None:
    text = f"<p>{text}</p>-->\n<p>Ito left.</p>".replace("<script>", "").replace("<!--", "")
    assert readable(text)[text.rindex("Ito") :].startswith("Ito left.")


def test_markup_becomes_blanks_and_paragraphs_lines() -> None:
    text = "<p>Ito <b>left</b>.</p><p>Lee &amp; Co stayed.</p>"
    assert readable(text).split("\n") == [
        "",
        "  Ito    left    .",
        "   ",
        "  Lee &     Co stayed.",
        "   ",
    ]


@pytest.mark.parametrize(
    "hidden", ["<script>if (a < b) leave();</script>", "<style>p {}</style>", "<!-- draft -->"]
)
def test_what_no_reader_sees_is_not_read(hidden: str) -> None:
    assert readable(f"<p>Ito left.</p>{hidden}").split() == ["Ito", "left."]


@pytest.mark.parametrize("hidden", ["<script>a < b</script>", "<style>p {}</style>", "<svg></svg>"])
def test_what_no_reader_sees_parts_no_sentence(hidden: str) -> None:
    assert "\n" not in readable(f"Police found{hidden} 12 men.<br>").strip()


@pytest.mark.parametrize("opener", ["<script>", "<!--", "<style>"])
def test_what_never_ends_hides_nothing(opener: str) -> None:
    assert readable(f"<p>Ito wrote {opener} and left.</p>").split()[-2:] == ["and", "left."]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It put <script>alert(1)</script> in.", "It put         alert(1)          in."),
        ('See <img src="x.jpg"> it.', "See                   it."),
        ("Contact <name> or <b was.", "Contact <name> or <b was."),
        ("Contact <press@peru.example> now.", "Contact <press@peru.example> now."),
    ],
)
def test_of_a_text_that_is_no_page_only_tags_are_blanked(text: str, plain: str) -> None:
    assert readable(text) == plain


def test_a_comparison_is_no_markup() -> None:
    text = "The share was <5 percent in May & <b was the mark."
    assert readable(text) == text


def test_capitals_become_small_letters_but_at_the_start_and_in_days() -> None:
    text = "THE DAM BROKE ON MONDAY. PERU SENT 40 PUMPS IN MAY."
    assert readable(text) == "The dam broke on Monday. Peru sent 40 pumps in may."


def test_a_heading_in_capitals_leaves_the_rest_as_it_is() -> None:
    text = "DAM BREAKS\n\nThe dam of Peru broke on Monday, and the water rose by 3 metres."
    assert readable(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Der Damm ist am Montag gebrochen, und das Wasser stieg um drei Meter.", "de"),
        ("La presa se rompió el lunes y el agua subió tres metros en la ciudad.", "es"),
        ("Плотина прорвалась в понедельник, и вода поднялась на три метра в городе.", "ru"),
        ("大坝于周一决堤,水位上涨了三米,造成四十人死亡。", "zh"),
    ],
)
def test_another_language_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(InvalidInput, match=rf"\(ISO 639-1: {code}\)"):
        readable(text)


@pytest.mark.parametrize(
    "text", ["b0 B0b x9 &&? 1a;b 7Zq Qx9 e3 d4 ÿ8k", "3 5 8 13 21 34 55 89 144"]
)
def test_what_is_no_language_is_not_refused(text: str) -> None:
    assert readable(text) == text


def test_english_with_foreign_names_is_english() -> None:
    text = "As Die Zeit and Le Monde report, it was in Berlin that Scholz met with Macron."
    assert readable(text) == text
