"""Claims that say more than their passage does, and whether this is seen.

    python benchmarks/embellished.py SOURCES.jsonl [--claims 40] [--seed 1]

SOURCES.jsonl holds `{"text"}` rows of news. The first sentence of a row is the claim, beside the
row itself, with a clause or an adverb put to it of which the row says nothing. Neutral is right.
Prints JSON: how many of the claims are supported and refuted, judged as evidence is, with the
checks that run beside the stance model, and, as a baseline in the same run, by the model alone.
"""

from __future__ import annotations

import re

from reworded import Told, first_sentence, measure

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


def _told(texts: list[str]) -> Told:
    firsts = {first: text for text in texts if (first := first_sentence(text)).endswith(".")}
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


if __name__ == "__main__":
    measure(__doc__, _told)
