"""What people put around a claim when they post it, and what becomes of its stance.

    python benchmarks/posts.py SOURCES.jsonl [--claims 100] [--seed 1]

SOURCES.jsonl holds `{"text"}` rows of news. The first sentence of a row is the claim, beside the
row itself: as it stands, behind and before what posts have, and with two letters of one word
exchanged. Prints JSON: of how many claims the stance model makes which stance, once as they are
posted (the baseline), once as factcheck reads them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from factcheck.checks.spelling import respelt
from factcheck.claims.framing import without_framing
from factcheck.config import Settings
from factcheck.crossencoders import LABELS, CrossEncoder
from factcheck.evaluate.data import read_rows
from factcheck.language.text import sentences
from factcheck.stance.reading import pair_logits

_LONG = 7


def main() -> None:
    """Draw, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("--claims", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    texts = [row["text"] for row in read_rows(arguments.sources, {"text": str})]
    texts = draw.sample(texts, min(arguments.claims, len(texts)))
    scorer = CrossEncoder(Settings.from_environment(os.environ))
    record = {
        name: _judged(scorer, texts, [post(_first(text)) for text in texts])
        for name, post in _POSTS.items()
    }
    slips = [_slip(_first(text), draw) for text in texts]
    record["two letters exchanged"] = _judged(scorer, texts, slips)
    json.dump({"claims": len(texts), "supports, refutes, neutral": record}, sys.stdout, indent=1)
    sys.stdout.write("\n")


def _judged(
    scorer: CrossEncoder, texts: Sequence[str], posted: Sequence[str]
) -> dict[str, list[int]]:
    read = [" ".join(without_framing(claim).split()) for claim in posted]
    told = [respelt(claim, text, scorer.is_word) for claim, text in zip(read, texts, strict=True)]
    counts = {}
    for name, claims in (("as posted", posted), ("as read", told)):
        rows = pair_logits(scorer, list(zip(texts, claims, strict=True))).argmax(axis=1)
        found = Counter(LABELS[row] for row in rows.tolist())
        counts[name] = [found[label] for label in LABELS]
    return counts


def _first(text: str) -> str:
    span = sentences(text)[0]
    return text[span.start : span.end]


def _around(before: str, after: str, claim: str) -> str:
    return f"{before}{claim.rstrip('.') if after.startswith(' #') else claim}{after}"


def _slip(claim: str, draw: random.Random) -> str:
    words = claim.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= _LONG and word.isalpha()]
    if long:
        at = draw.choice(long)
        word, middle = words[at], len(words[at]) // 2
        words[at] = f"{word[: middle - 1]}{word[middle]}{word[middle - 1]}{word[middle + 1 :]}"
    return " ".join(words)


_POSTS: dict[str, Callable[[str], str]] = {
    name: partial(_around, before, after)
    for name, before, after in (
        ("as it stands", "", ""),
        ("BREAKING:", "BREAKING: ", ""),
        ("EXCLUSIVE:", "EXCLUSIVE: ", ""),
        ("RT @newsdesk:", "RT @newsdesk: ", ""),
        ("LONDON (Reuters) -", "LONDON (Reuters) - ", ""),
        ("1/", "1/ ", ""),
        ("two hashtags", "", " #Gaza #news"),
        ("emoji and a hashtag", "\U0001f6a8 ", " \U0001f631 #news"),
        ("a link", "", " https://t.co/abc123"),
        ("via @reuters", "", " via @reuters"),
        ("(Reuters)", "", " (Reuters)"),
        ("Please share.", "", " Please share."),
        ("Share before it gets deleted!", "", " Share before it gets deleted!"),
        ("They don't want you to know:", "They don't want you to know: ", ""),
        ("3.", "3. ", ""),
        ("[1]", "", "[1]"),
        ("True or false:", "True or false: ", ""),
        ("Is this true?", "", " Is this true?"),
        ("Unbelievable.", "", " Unbelievable."),
    )
}

if __name__ == "__main__":
    main()
