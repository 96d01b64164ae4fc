"""The bundled tagger: who said what, with exact spans; and what is worth checking."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from factcheck.errors import ModelInvalid, ModelNotFound
from factcheck.tagging import loading
from factcheck.tagging.loading import FOLDER, bundled, load
from factcheck.types import Span

NESTED = "The mayor said that the army had denied the theft of 40 pumps."


def cut(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


def test_source_cue_and_content_of_a_report() -> None:
    text = "It rained. The mayor of Tarnow insisted that the old dam had held."
    (found,) = bundled().attributions(text)
    assert cut(text, found.cue) == "insisted"
    assert cut(text, found.source) == "The mayor of Tarnow"
    assert "the old dam had held" in (cut(text, found.content) or "")


def test_the_outermost_of_attributions_inside_each_other_is_found() -> None:
    outer = bundled().attributions(NESTED)[0]
    assert cut(NESTED, outer.source) == "The mayor"
    assert "the army had denied the theft of 40 pumps" in (cut(NESTED, outer.content) or "")


def test_two_reports_of_one_sentence_come_out_apart() -> None:
    text = "The mayor said that the dam had held, but the army claimed that it had broken."
    first, second = bundled().attributions(text)
    assert (cut(text, first.source), cut(text, second.source)) == ("The mayor", "the army")


def test_a_plain_statement_has_none() -> None:
    assert bundled().attributions("The old dam broke in 1990.") == []


_WHO = st.sampled_from(["The mayor", "Ann Holm", "He", "officials", "the army"])
_CUE = st.sampled_from([" said that ", " denied that ", ", according to ", " told the BBC: “"])
_REST = st.sampled_from(["it rained", "the dam broke in 1990", "prices fell by 5%”", "no one died"])


@settings(max_examples=30, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.tuples(_WHO, _CUE, _REST, st.text(max_size=40)).map("".join),
    )
)
def test_spans_are_exact_for_every_text(text: str) -> None:
    for found in bundled().attributions(text):
        spans = [found.cue, *found.contents, *([found.source] if found.source else [])]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_texts_as_above_have_attributions() -> None:
    assert bundled().attributions("Ann Holm said that the dam broke in 1990. It was late.")


def test_a_text_of_many_windows_is_read_to_its_end() -> None:
    text = "It rained in Lima. " * 200 + NESTED
    last = bundled().attributions(text)[-1]
    assert last.cue.start > len(text) - len(NESTED)


def test_a_fact_is_worth_more_than_small_talk() -> None:
    (fact, _), (talk, _) = bundled().checkworthiness(
        ["Unemployment fell from 8 to 5 percent in 2014.", "Well, it is good to be here."]
    )
    assert fact > 0 > talk


def test_scores_do_not_depend_on_the_company() -> None:
    alone = bundled().checkworthiness(["It rained in 1990."])[0][0]
    beside = bundled().checkworthiness(["It rained in 1990.", "word " * 200])[0][0]
    assert alone == pytest.approx(beside, abs=0.15)


class TestLoading:
    def test_a_changed_file_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        copy = Path(shutil.copytree(FOLDER, tmp_path / "tagger"))
        (copy / "config.json").write_text("{}", "utf-8")
        monkeypatch.setattr(loading, "FOLDER", copy)
        with pytest.raises(ModelInvalid, match="not what was shipped"):
            load(copy)

    def test_damaged_weights_are_refused(self, tmp_path: Path) -> None:
        copy = Path(shutil.copytree(FOLDER, tmp_path / "tagger"))
        (copy / "model.safetensors").write_bytes(b"junk")
        with pytest.raises(ModelInvalid, match="damaged weights"):
            load(copy)

    def test_missing_weights_say_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(ModelNotFound, match="install factcheck-engine again"):
            load(tmp_path)
