"""Claims that say more than their passage does, and whether this is seen.

    python benchmarks/embellished.py SOURCES.jsonl [--claims 40] [--seed 1]

SOURCES.jsonl holds `{"text"}` rows of news. The first sentence of a row is the claim, beside the
row itself, with a clause or an adverb put to it of which the row says nothing. Neutral is right.
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
from pathlib import Path

from pairs import judged

from factcheck.config import Settings
from factcheck.crossencoders import CrossEncoder
from factcheck.evaluate.data import read_rows
from factcheck.language.text import sentences
from factcheck.types import Stance

_ENDS = (
    " without a warrant",
    " in front of his family",
    " to distract from a scandal",
    " for the second time",
    " while hundreds of people watched",
    " and apologizes",
    ", as experts had predicted",
    ", according to a leaked memo",
    ", which was broadcast live on television",
    ", breaking a world record",
    ", ending years of silence",
    ", leaving thousands without power",
)
_OPENINGS = (
    "To everyone's surprise",
    "Despite a court order",
    "After months of protests",
    "In a secret vote",
)
_ADVERBS = ("deliberately", "secretly", "unanimously", "falsely")
# "Hamas announces", "Vietnam Airlines fires": an adverb may stand between.
_OPENS = re.compile(r"((?:[A-Z][\w.-]+ )+)([a-z]+s )")


def main() -> None:
    """Draw, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("--claims", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    texts = [row["text"] for row in read_rows(arguments.sources, {"text": str})]
    random.Random(arguments.seed).shuffle(texts)
    settings = Settings.from_environment(os.environ)
    scorer = CrossEncoder(settings)
    results = {}
    for name, rows in _told(texts).items():
        found = judged(rows[: arguments.claims], scorer, settings)
        counts = {way: _counts(stances) for way, stances in found.items()}
        results[name] = {"claims": min(len(rows), arguments.claims), **counts}
    json.dump(results, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


def _told(texts: list[str]) -> dict[str, list[dict[str, str]]]:
    firsts = {first: text for text in texts if (first := _first(text)).endswith(".")}
    ways = {end: {f"{first[:-1]}{end}.": text for first, text in firsts.items()} for end in _ENDS}
    for opening in _OPENINGS:
        ways[f"{opening},"] = {f"{opening}, {first}": text for first, text in firsts.items()}
    for adverb in _ADVERBS:
        ways[adverb] = {
            _OPENS.sub(rf"\1{adverb} \2", first, count=1): text
            for first, text in firsts.items()
            if _OPENS.match(first)
        }
    return {
        name: [{"claim": claim, "evidence": text} for claim, text in told.items()]
        for name, told in ways.items()
    }


def _first(text: str) -> str:
    span = sentences(text)[0]
    return text[span.start : span.end]


def _counts(stances: list[Stance]) -> dict[str, int]:
    found = Counter(stances)
    return {"supported": found[Stance.SUPPORTS], "refuted": found[Stance.REFUTES]}


if __name__ == "__main__":
    main()
