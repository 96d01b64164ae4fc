"""What it costs to find the watched claims that one new document affects, beside drawing all anew.

    python benchmarks/watch.py [--claims 1000] [--documents 3000] [--k 5] [--seed 1]

Documents and claims are sentences about a small made-up world; the new document denies twenty of
the claims. The baseline is `verify_many` over all claims, with the same models in the same process,
before and after the document is added: a claim is affected if another passage is found for it, and
its verdict changed if label, origins or the passages for and against are other ones, or the
confidence by more than 0.02 (the models' figures differ a little with the batch). Prints JSON; `k`
is small by default: it takes 3,000 verdicts.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from factcheck import Document, FactChecker, Settings, Verdict, Watches
from factcheck.watch.records import outcome_of

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "or")]
_THINGS = ["bridge", "school", "library", "market", "tower", "museum", "harbour", "clinic"]
_FACTS = [
    "was closed",
    "was opened to visitors",
    "was sold to a bank",
    "was flooded",
    "was painted green",
    "was damaged by a fire",
    "was given a new roof",
    "was searched by the police",
]
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August"]
_DENIED = 20
_NOISE = 0.02


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--claims", type=int, default=1_000)
    parser.add_argument("--documents", type=int, default=3_000)
    parser.add_argument("--k", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    random_ = random.Random(arguments.seed)
    claims, documents, news = made(arguments.claims, arguments.documents, random_)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(k=arguments.k)
        with FactChecker.create(Path(folder) / "index", settings=settings) as checker:
            checker.add(documents)
            checker.warm_up()
            found = measured(checker, Path(folder) / "watches.sqlite", claims, news)
    json.dump({**vars(arguments), **found}, sys.stdout, indent=2)
    sys.stdout.write("\n")


def made(
    count: int, size: int, random_: random.Random
) -> tuple[list[str], list[Document], Document]:
    """Distinct claims, documents that say or deny some of them, and a new one that denies some."""
    places = sorted({"".join(random_.choices(_SYLLABLES, k=3)).title() for _ in range(120)})
    claims: dict[str, None] = {}
    while len(claims) < count:
        claims[_statement(places, random_)] = None
    texts = [
        random_.choice(list(claims)) if random_.random() < 0.3 else _statement(places, random_)
        for _ in range(size)
    ]
    texts = [
        text.replace(" was ", " was never ") if random_.random() < 0.2 else text for text in texts
    ]
    documents = [Document(id=f"d{i}", text=text) for i, text in enumerate(texts)]
    denied = [claim.replace(" was ", " was never ") for claim in random_.sample([*claims], _DENIED)]
    return list(claims), documents, Document(id="new", text="\n\n".join(denied))


def _statement(places: list[str], random_: random.Random) -> str:
    return (
        f"The {random_.choice(_THINGS)} of {random_.choice(places)} {random_.choice(_FACTS)} "
        f"in {random_.choice(_MONTHS)} 2025."
    )


def measured(checker: FactChecker, file: Path, claims: list[str], news: Document) -> dict[str, Any]:
    """First verdicts, one document more, the watch run, and the full one."""
    watches = Watches(file, create=True)
    ids = [watch.id for watch in watches.add(claims, checker.info().path).watches]
    first = _seconds(lambda: checker.recheck(watches))
    before = checker.verify_many(claims)
    checker.add([news])
    runs: list[Any] = []
    watched = _seconds(lambda: runs.append(checker.recheck(watches)))
    again = _seconds(lambda: checker.recheck(watches))
    after: list[Verdict] = []
    full = _seconds(lambda: after.extend(checker.verify_many(claims)))
    pairs = list(zip(ids, before, after, strict=True))
    affected = {name for name, then, now in pairs if _passages(then) != _passages(now)}
    changed = {name for name, then, now in pairs if _differs(then, now)}
    (run,) = runs
    return {
        "seconds": {
            "first verdicts": round(first, 2),
            "watch run after one document": round(watched, 2),
            "watch run with nothing new": round(again, 2),
            "baseline: all verdicts anew": round(full, 2),
        },
        "share of the baseline's cost": round(watched / full, 4),
        "affected": _compared(set(run.affected), affected),
        "changed": _compared({change.watch for change in run.changes}, changed),
        "bytes per watch": round(file.stat().st_size / len(claims)),
    }


def _passages(verdict: Verdict) -> set[tuple[str, int]]:
    return {(item.document.id, item.start) for item in verdict.evidence}


def _differs(then: Verdict, now: Verdict) -> bool:
    label, before, *rest = outcome_of(then, {}).gist
    other, after, *others = outcome_of(now, {}).gist
    return (label, rest) != (other, others) or abs(before - after) > _NOISE


def _compared(found: set[str], wanted: set[str]) -> dict[str, Any]:
    right = len(found & wanted)
    return {
        "found": len(found),
        "by the full run": len(wanted),
        "recall": round(right / len(wanted), 4) if wanted else 1.0,
        "precision": round(right / len(found), 4) if found else 1.0,
    }


def _seconds(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
