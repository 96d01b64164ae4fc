"""Are claims recognised that were checked before, and are changed ones told apart?

    python benchmarks/known_claims.py FOLDER [--queries 500] [--index DIR] [--fit OUT.json]

FOLDER holds `sources.jsonl`, the claims that were checked, and `queries_dev.jsonl` with rows of
`{"id", "claim", "relevant": [ids]}`, posts that repeat them. Posts and checked claims are changed
in one slot by rule: another number or date, another name, another place, or the negation; a post
only in what its checked claim gives, too. The posts are parted in two by their checked claim: the
weights are fitted on the first part with `--fit`, everything is measured on the second.

Prints JSON: recall@5, the share of true pairs that match, the share of changed claims that match
falsely, by slot and by what was changed, and the same for the baseline, a threshold on the cosine
alone that lets as many true pairs pass.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from babel import Locale

from factcheck import Document, FactChecker, Settings
from factcheck.crossencoders import CrossEncoder
from factcheck.encoders import SentenceEncoder
from factcheck.evaluate.data import read_rows
from factcheck.ingest import survey
from factcheck.known_claims.claimreview import to_document
from factcheck.known_claims.matching import FEATURES, Floats, Weights, features, fitted, is_same
from factcheck.known_claims.slots import differences
from factcheck.review_types import ClaimReview, Party
from factcheck.train import flips

K = 5
# At most so many changed claims of any slot may match in the part that is fitted on.
_FALSE = 0.1
_PENALTY, _STEPS = 1.0, 200
Row = dict[str, Any]
Change = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim beside one that was checked. `kind` is `true`, `equal`, `other`, or what changed."""

    kind: str
    claim: str
    reviewed: str
    held_out: bool


def main() -> None:
    """Index the checked claims, search, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--fit", type=Path, metavar="OUT.json")
    arguments = parser.parse_args()
    sources = list(survey([str(arguments.folder / "sources.jsonl")]).documents())
    queries = read_rows(arguments.folder / "queries_dev.jsonl", {"claim": str, "relevant": list})
    queries = queries[: arguments.queries]
    with tempfile.TemporaryDirectory() as temporary:
        place = arguments.index or Path(temporary) / "index"
        found = retrieved(place, sources, queries)
    pairs = list(made(sources, queries, found))
    rows, apart = judged(pairs)
    weights = fit(arguments.fit, pairs, rows, apart) if arguments.fit else fitted()
    hits = [bool({*ids[:K]} & {*row["relevant"]}) for ids, row in zip(found, queries, strict=True)]
    json.dump({f"recall@{K}": np.mean(hits), **measured(pairs, rows, apart, weights)}, sys.stdout)
    sys.stdout.write("\n")


def retrieved(place: Path, sources: Sequence[Document], queries: Sequence[Row]) -> list[list[str]]:
    """The ids of the earlier fact-checks that are found for each query, best first."""
    if not place.exists():
        with FactChecker.create(place) as checker:
            checker.add([fact_check(document) for document in sources])
    with FactChecker.open(place) as checker:
        return [
            [document.id for document, _ in checker.candidates(row["claim"], k=2 * K)]
            for row in queries
        ]


def fact_check(document: Document) -> Document:
    """A checked claim as a fact-check, with the rating and address that the data does not give."""
    author = Party(document.publisher or "Checkers")
    url = f"https://checks.example/{document.id}"
    review = ClaimReview(document.text.strip(), "unknown", url, author, title=document.title)
    return to_document(review, id=document.id)


def made(
    sources: Sequence[Document], queries: Sequence[Row], found: Sequence[list[str]]
) -> Iterator[Pair]:
    """True pairs, changed ones, and ones that were found but are on something else."""
    texts = {document.id: document.text.strip() for document in sources}
    chance = random.Random(7)
    ways = changes(list(texts.values()), chance)
    for row, ids in zip(queries, found, strict=True):
        reviewed, claim = texts[row["relevant"][0]], row["claim"]
        held_out = zlib.crc32(reviewed.encode()) % 2 == 1
        yield Pair("true", claim, reviewed, held_out)
        yield Pair("equal", reviewed, reviewed, held_out)
        for other in [i for i in ids if i not in row["relevant"]][:1]:
            yield Pair("other", claim, texts[other], held_out)
        for slot, change in ways.items():
            for what, text, within in (("post", claim, reviewed), ("claim", reviewed, reviewed)):
                changed = change(text, within)
                if changed is not None:
                    yield Pair(f"{what} {slot}", changed, reviewed, held_out)


def changes(texts: Sequence[str], chance: random.Random) -> dict[str, Change]:
    """How to change one slot of a text, as far as another text has the same there."""
    known = set(Locale("en").territories.values())
    names = [name for name in flips.names_in(texts) if name.isascii()]
    places = [name for name in names if name in known]
    people = [name for name in names if name not in known and " " in name]

    def number(text: str, within: str) -> str | None:
        there = [x for x in _NUMBER.finditer(text) if x.group() in _NUMBER.findall(within)]
        if not there:
            return None
        one = chance.choice(there)
        changed = flips.change_number(one.group(), chance)
        return changed and text[: one.start()] + changed + text[one.end() :]

    def other(pool: Sequence[str]) -> Change:
        def change(text: str, within: str) -> str | None:
            there = [
                name
                for name in pool
                if name in text and all(re.search(_whole(name), x) for x in (text, within))
            ]
            if not there:
                return None
            one = max(there, key=len)
            others = [name for name in pool if name not in text and one not in name]
            return re.sub(_whole(one), chance.choice(others), text)

        return change

    def negation(text: str, within: str) -> str | None:
        return negated(text)

    return {
        "number": number,
        "name": other(people),
        "place": other(places),
        "negation": negation,
    }


def _whole(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?![\w.])"


_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,]\d)")


def negated(text: str) -> str | None:
    """A text with "not" put in or taken out at its first verb group that lets it."""
    found = re.search(r"(?<=\w) not\b|n't\b", text)
    if found:
        return text[: found.start()] + text[found.end() :]
    verb = re.search(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|did)\b", text)
    return f"{text[: verb.end()]} not{text[verb.end() :]}" if verb else None


def judged(pairs: Sequence[Pair]) -> tuple[Floats, list[Any]]:
    """The features of each pair, the cosine behind them, and its differences."""
    settings = Settings.from_environment(os.environ)
    apart = [differences(pair.claim, pair.reviewed) for pair in pairs]
    texts = [(pair.claim, pair.reviewed) for pair in pairs]
    rows = features(CrossEncoder(settings), texts, apart)
    encoder = SentenceEncoder(settings)
    first, second = (encoder.encode([pair[side] for pair in texts]) for side in (0, 1))
    return np.column_stack([rows, np.einsum("ij,ij->i", first, second)]), apart


def fit(out: Path, pairs: Sequence[Pair], rows: Floats, apart: Sequence[Any]) -> Weights:
    """Logistic regression by Newton's method with a ridge, and the least strict good threshold."""
    mine = np.array([not pair.held_out for pair in pairs])
    plain = np.array([pair.kind in {"true", "equal"} for pair in pairs])
    columns = rows[:, : len(FEATURES)]
    x = np.column_stack([columns, np.ones(len(rows))])[mine]
    y = plain[mine].astype(float)
    weights = np.zeros(x.shape[1])
    ridge = _PENALTY * np.diag([1.0] * len(FEATURES) + [0.0])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (p - y) + ridge @ weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, slope)
    found = Weights(tuple(map(float, weights[:-1])), float(weights[-1]), 1.0)
    for threshold in np.arange(0.98, 0.02, -0.01):
        looser = Weights(found.weights, found.bias, round(float(threshold), 2))
        shares = matched(pairs, rows, apart, looser, held_out=False)
        if max(v for kind, v in shares.items() if kind not in {"true", "equal"}) > _FALSE:
            break
        found = looser
    record = {
        "weights": dict(zip(FEATURES, (round(w, 4) for w in found.weights), strict=True)),
        "bias": round(found.bias, 4),
        "threshold": found.threshold,
    }
    out.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return found


def matched(
    pairs: Sequence[Pair], rows: Floats, apart: Sequence[Any], weights: Weights, *, held_out: bool
) -> dict[str, float]:
    """The share of pairs of each kind that are taken for the same claim."""
    scores = weights.scores(rows[:, : len(FEATURES)])
    same = [
        is_same(float(score), differing, weights)
        for score, differing in zip(scores, apart, strict=True)
    ]
    return _shares(pairs, same, held_out)


def _shares(pairs: Sequence[Pair], same: Sequence[bool], held_out: bool) -> dict[str, float]:
    kinds: dict[str, list[bool]] = {}
    for pair, is_match in zip(pairs, same, strict=True):
        if pair.held_out == held_out:
            kinds.setdefault(pair.kind, []).append(is_match)
            if " " in pair.kind:
                kinds.setdefault(pair.kind.partition(" ")[2], []).append(is_match)
    return {kind: round(float(np.mean(each)), 3) for kind, each in sorted(kinds.items())}


def measured(pairs: Sequence[Pair], rows: Floats, apart: Sequence[Any], weights: Weights) -> Row:
    """What matches in the held-out part, beside the cosine alone at as many true matches."""
    ours = matched(pairs, rows, apart, weights, held_out=True)
    cosines = rows[:, -1]
    true = [
        c for pair, c in zip(pairs, cosines, strict=True) if pair.kind == "true" and pair.held_out
    ]
    bound = float(np.quantile(true, 1 - ours["true"]))
    return {
        "pairs": {
            kind: sum(
                kind in {pair.kind, pair.kind.partition(" ")[2]} and pair.held_out for pair in pairs
            )
            for kind in ours
        },
        "matched": ours,
        "cosine alone": {
            "threshold": round(bound, 3),
            "matched": _shares(pairs, [bool(c >= bound) for c in cosines], held_out=True),
        },
    }


if __name__ == "__main__":
    main()
