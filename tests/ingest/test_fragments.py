"""Texts of lists with the marks of HTML in them are read as a reader sees them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.ingest import survey
from factcheck.ingest.fragments import without_markup


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "<p>The mill employs <b>88</b>&nbsp;people&nbsp;&mdash; <a href='/x'>fewer</a>.</p>\n"
            "<p>It is<br/>old.</p>",
            "The mill employs 88 people — fewer.\n\nIt is\nold.",
        ),
        ("ANN ITO: It is <i>over</i>.\nBO LUND: No.", "ANN ITO: It is over.\nBO LUND: No."),
        ("Profit for x<y rose.<br>It fell.", "Profit for x<y rose.\nIt fell."),
        ("A List<String> and a<b too.<br/>No.", "A List<String> and a<b too.\nNo."),
        ("It cost 10<sup>6</sup> or <s>40</s>25.<br>", "It cost 10⁶ or 25."),
        ("A <em>new</em> mill.\n\nIt is\nold.", "A new mill.\n\nIt is\nold."),
        ("<ul><li>One</li><li>CO<sub>2</sub></li></ul>", "One\n\nCO2"),
        ("<table><tr><td>Mills</td><td>88</td></tr></table>", "Mills 88"),
        ("<p>Old.</p><script>var x = 1</script>", "Old."),
        ("<p></p>", ""),
        ("Bits &amp; pieces\n&#233;", "Bits & pieces\né"),
    ],
)
def test_the_words_of_html_are_read(text: str, read: str) -> None:
    assert without_markup(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "If 3 < 5 and 7 > 4, R&D; pays.",
        "Write <name> and <b> first,\n  then   go.",
        "Ann <ann@city.example> wrote </p>.",
        "A\n\n  B",
    ],
)
def test_what_is_no_html_is_left_as_it_is(text: str) -> None:
    assert without_markup(text) == text


def test_texts_of_lines_and_rows_are_read_so(tmp_path: Path) -> None:
    text = "<p>The mill employs <b>88</b>.</p>"
    lines = [json.dumps({"text": each}) for each in (text, "<p> </p>")]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    (tmp_path / "b.csv").write_text(f"id,text\nb,{text}\n")
    found = survey([str(tmp_path)])
    assert [each.text for each in found.documents()] == ["The mill employs 88."] * 2
    assert [each.reason for each in found.skipped] == ["line 2: has an empty text"]


@pytest.mark.parametrize("unit", ["<b>", "<b x", "&nbsp;", "<p>a</p>", "<div>a", "\n \n<i></i>"])
def test_it_takes_linear_time(is_linear: Callable[..., bool], unit: str) -> None:
    assert is_linear(without_markup, unit, 100_000, 3)
