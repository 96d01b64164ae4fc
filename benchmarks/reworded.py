"""The same claim with one word exchanged for another of the same meaning, and its stance.

    python benchmarks/reworded.py SOURCES.jsonl [--claims 40] [--seed 1]

SOURCES.jsonl holds `{"text"}` rows of news. The first sentence of a row is the claim, beside the
row itself, with one of its words or phrases told otherwise, or, of a toll, only with the dead.
Prints JSON: how many of the claims are supported and refuted, judged as evidence is, with the
checks that run beside the stance model, and, as a baseline in the same run, by the model alone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from pairs import judged

from factcheck.config import Settings
from factcheck.crossencoders import CrossEncoder
from factcheck.evaluate.data import read_rows
from factcheck.language.text import sentences
from factcheck.types import Stance

_WORDS = {
    "injured": "wounded",
    "injures": "wounds",
    "airstrikes": "bombings",
    "kills": "slays",
    "died": "passed away",
    "resigns": "steps down",
    "ceasefire": "cease-fire",
    "soldiers": "troops",
    "at least": "no fewer than",
    "more than": "over",
    "million": "m",
    "two": "a couple of",
    "several": "some",
    "Palestinians": "people",
    "civilians": "people",
    "years": "yrs",
    "Turkey": "Türkiye",
    "Czech Republic": "Czechia",
    "United States": "USA",
    # What the model reads as the same by itself.
    "wounded": "injured",
    "police": "cops",
    "film": "movie",
    "begins": "starts",
    "U.S.": "US",
}

# "At least 12 people are killed, 30 others are injured, in Korsk": without what is in the middle.
_TOLL = re.compile(
    r"(?P<dead>(?:At least )?\w+ people) are killed(?:,| and)?.*?(?P<rest> (?:in|when|after) .*)"
)


Told = dict[str, list[dict[str, str]]]


def main() -> None:
    """Draw, judge, print."""
    measure(__doc__, _told)


def measure(description: str, told: Callable[[list[str]], Told]) -> None:
    """Print how many of the claims that are told of news are supported and refuted, by each way."""
    parser = argparse.ArgumentParser(description=description.partition("\n")[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("--claims", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    texts = [row["text"] for row in read_rows(arguments.sources, {"text": str})]
    random.Random(arguments.seed).shuffle(texts)
    settings = Settings.from_environment(os.environ)
    scorer = CrossEncoder(settings)
    results = {}
    for name, rows in told(texts).items():
        if rows := rows[: arguments.claims]:
            found = judged(rows, scorer, settings)
            counts = {way: _counts(stances) for way, stances in found.items()}
            results[name] = {"claims": len(rows), **counts}
    json.dump(results, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


def _told(texts: list[str]) -> Told:
    told = {f"{word} > {other}": _reworded(texts, word, other) for word, other in _WORDS.items()}
    return told | {f"only: {verb}": _tolls(texts, verb) for verb in ("are killed", "died")}


def _reworded(texts: list[str], word: str, other: str) -> list[dict[str, str]]:
    before = r"(?<=\d) " if word == "million" else r"(?<![\w.])"
    pattern = re.compile(rf"{before}{re.escape(word)}(?!\w)")
    return [
        {"claim": pattern.sub(other, claim), "evidence": text}
        for text in texts
        if pattern.search(claim := first_sentence(text))
    ]


def _tolls(texts: list[str], verb: str) -> list[dict[str, str]]:
    return [
        {"claim": f"{toll['dead']} {verb}{toll['rest']}", "evidence": text}
        for text in texts
        if (toll := _TOLL.fullmatch(first_sentence(text)))
    ]


def first_sentence(text: str) -> str:
    """The first sentence of a text, as it stands."""
    span = sentences(text)[0]
    return text[span.start : span.end]


def _counts(stances: list[Stance]) -> dict[str, int]:
    found = Counter(stances)
    return {"supported": found[Stance.SUPPORTS], "refuted": found[Stance.REFUTES]}


if __name__ == "__main__":
    main()
