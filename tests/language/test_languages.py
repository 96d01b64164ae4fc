"""A claim in another language is refused, and none that is English or too short to tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.errors import InvalidInput
from factcheck.language.languages import refuse_foreign_claim

PROBES = Path(__file__).parents[2] / "indexes/demo/probes.jsonl"


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("Emmanuel Macron n'a pas voté.", "fr"),
        ("Le président n'a pas voté la loi.", "fr"),
        ("Der Bundestag hat das Gesetz am Montag beschlossen.", "de"),
        ("La presa se rompió el lunes.", "es"),
        ("O governo aumentou os impostos.", "pt"),
        ("Il governo ha aumentato le tasse.", "it"),
        ("Rząd podniósł podatki w zeszłym roku.", "pl"),
        ("Плотина прорвалась в понедельник, и вода поднялась на три метра.", "ru"),
        ("大坝于周一决堤,水位上涨了三米,造成四十人死亡。", "zh"),
    ],
)
def test_a_claim_in_another_language_is_refused_by_name(claim: str, code: str) -> None:
    with pytest.raises(InvalidInput, match=rf"English.*\(ISO 639-1: {code}\)") as refused:
        refuse_foreign_claim(claim)
    assert (refused.value.field, refused.value.value) == ("claim", claim)


@pytest.mark.parametrize(
    "claim",
    [
        "Prices rose 5%.",
        "Vaccines cause autism.",
        "Covid vaccines killed 17 million people worldwide.",
        "Real Madrid beat Borussia Dortmund 2-0.",
        "Luiz Inácio Lula da Silva defeated Jair Bolsonaro.",
        "Die Zeit published it.",
        "Alternative für Deutschland won Thüringen.",
        "Chancellor Friedrich Merz heads Christlich Demokratische Union.",
        "Ursula von der Leyen leads Europäische Kommission.",
        "Xi Jinping visited Kazakhstan, Uzbekistan, Turkmenistan, Kyrgyzstan, Tajikistan.",
        "Wildfires burned Attica, Evia, Rhodes, Corfu, Dadia, Evros, Penteli, Varnavas.",
        "Pope Francis visited Santa Maria Maggiore, San Paolo fuori le Mura.",
        "Marine Le Pen said “je suis prête à gouverner la France avec tous ses alliés”.",
        'The film "La vita è bella" won three Oscars.',
        'Gabriel García Márquez wrote "El amor en los tiempos del cólera".',
        "german bundestag approved infektionsschutzgesetz amendments",
    ],
)
def test_english_with_names_and_quotations_of_others_passes(claim: str) -> None:
    refuse_foreign_claim(claim)


@pytest.mark.parametrize(
    "claim", ["42", "Putin", "Kyiv, 2022", "Владимир Путин", "习近平", "x y z"]
)
def test_what_is_too_short_to_tell_passes(claim: str) -> None:
    refuse_foreign_claim(claim)


def test_no_claim_of_the_demo_is_refused() -> None:
    for line in PROBES.read_text(encoding="utf-8").splitlines():
        refuse_foreign_claim(json.loads(line)["claim"])
