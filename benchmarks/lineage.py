"""Precision and recall of lineage on planted reports, its time and its memory.

    python benchmarks/lineage.py [--documents 100000] [--seed 1] [--no-baseline]

Each event has independent reports (the same names, figures and one quotation, other words); each
report has verbatim copies (with a credit line) and light rewrites (words replaced, a sentence
dropped, others moved). The baseline joins texts whose first 200 characters are equal, as feed
readers do. By themselves stand short notices of one pattern ("Turnout in A was 51 %"), of which
each tells other names and figures, with a copy and a rewrite. Prints JSON; pairs are counted
within clusters. Times exclude making the texts; what is read of a document once is kept, so that
only the second part is done again after a change.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from factcheck.language.text import normalise
from factcheck.lineage.fingerprints import fingerprint
from factcheck.lineage.tracing import trace, trace_fingerprints
from factcheck.types import Document

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "or")]
_COMMON = re.findall(
    r"\w+",
    "the of to and a in that for on with was by at from said it as had were after be not have is "
    "he they their which has its would been who but more than one two over last also other",
)
_AGENCIES = ("Reuters", "AFP", "AP", "dpa", "Xinhua")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-baseline", action="store_true")
    arguments = parser.parse_args()
    documents, gold = planted(arguments.documents, arguments.seed)
    before = _megabytes()
    start = time.perf_counter()
    fingerprints = [fingerprint(item) for item in documents]
    between = time.perf_counter()
    found = trace_fingerprints(fingerprints)
    end = time.perf_counter()
    record: dict[str, Any] = {
        "documents": len(documents),
        "seed": arguments.seed,
        "lineage": measures(found.origins, gold),
        "notices of one pattern": {
            f"of up to {longest} words, and the facts": _measured(
                *patterned(arguments.documents // 50, arguments.seed, longest)
            )
            for longest in (22, 30)
        },
        "seconds": {
            "once for each document": round(between - start, 2),
            "again after a change": round(end - between, 2),
        },
        "megabytes": {"texts": before, "peak": _megabytes()},
    }
    if not arguments.no_baseline:
        heads = {item.id: normalise(item.text)[:200] for item in documents}
        record["baseline: same first 200 characters"] = measures(heads, gold)
    json.dump(record, sys.stdout, indent=2)
    sys.stdout.write("\n")


def _measured(documents: list[Document], gold: dict[str, str]) -> dict[str, float]:
    return measures(trace(documents).origins, gold)


def planted(count: int, seed: int) -> tuple[list[Document], dict[str, str]]:
    """Documents in random order, and the report that each goes back to."""
    random_ = random.Random(seed)
    words = ["".join(random_.choices(_SYLLABLES, k=random_.randint(1, 4))) for _ in range(20_000)]
    documents: list[Document] = []
    gold: dict[str, str] = {}
    while len(documents) < count:
        day = f"2025-{random_.randint(1, 12):02}-{random_.randint(1, 28):02}"
        event = _event(words, random_)
        for _ in range(random_.randint(1, 3)):
            report = _report(words, event, random_)
            name = f"r{len(documents)}"
            for text in [report, *_descendants(report, words, random_)]:
                item = Document(id=f"d{len(documents)}", text=". ".join(text), published=day)
                documents.append(item)
                gold[item.id] = name
    random_.shuffle(documents)
    return documents, gold


def patterned(count: int, seed: int, longest: int) -> tuple[list[Document], dict[str, str]]:
    """Short notices in random order, and the one that each goes back to.

    Of one pattern, which has two to six places, there are up to 30.

    :param longest: the most words of a pattern.
    """
    random_ = random.Random(seed)
    words = ["".join(random_.choices(_SYLLABLES, k=random_.randint(1, 4))) for _ in range(20_000)]
    documents: list[Document] = []
    gold: dict[str, str] = {}
    while len(documents) < count:
        pattern = _phrase(random_.sample(words, 12), random_.randint(6, longest), random_)
        places = random_.sample(
            range(1, len(pattern)), random_.randint(2, min(6, len(pattern) - 1))
        )
        for _ in range(random_.randint(2, 30)):
            notice = list(pattern)
            for at, place in enumerate(places):
                name = random_.choice(words).title()
                notice[place] += f" {name if at % 2 else random_.randint(3, 900)}"
            name = f"r{len(documents)}"
            text = " ".join(notice)
            credited = f"{text}. ({random_.choice(_AGENCIES)})"
            for told in (text, credited, _reworded(text, 0.1, words, random_)):
                documents.append(Document(id=f"d{len(documents)}", text=told))
                gold[documents[-1].id] = name
    random_.shuffle(documents)
    return documents, gold


def _event(words: list[str], random_: random.Random) -> list[str]:
    names = [" ".join(random_.sample(words, 2)).title() for _ in range(6)]
    figures = [f"{random_.randint(3, 900)} {random_.choice(words)}" for _ in range(4)]
    quotation = " ".join(_phrase(random_.sample(words, 30), 12, random_))
    return [*names, *figures, f'"{quotation}"']


def _report(words: list[str], event: list[str], random_: random.Random) -> list[str]:
    """Sentences that tell an event: its names, figures and quotation between other words."""
    topic = random_.sample(words, 60)
    sentences = []
    for _ in range(random_.randint(4, 16)):
        parts = _phrase(topic, random_.randint(8, 20), random_)
        for fact in random_.sample(event[:-1], 2):
            parts.insert(random_.randrange(len(parts)), fact)
        sentences.append(" ".join(parts))
    sentences.insert(random_.randrange(len(sentences)), f"{event[0]} said {event[-1]}")
    return sentences


def _phrase(topic: list[str], length: int, random_: random.Random) -> list[str]:
    return [random_.choice(_COMMON if random_.random() < 0.45 else topic) for _ in range(length)]


def _descendants(
    report: list[str], words: list[str], random_: random.Random
) -> Iterable[list[str]]:
    for _ in range(random_.choice((0, 0, 1, 1, 2, 5))):
        agency = random_.choice(_AGENCIES)
        yield random_.choice(([f"({agency}) {report[0]}", *report[1:]], [*report, f"({agency})"]))
    for _ in range(random_.choice((0, 0, 1, 1, 2, 3))):
        yield _rewritten(report, words, random_)


def _rewritten(report: list[str], words: list[str], random_: random.Random) -> list[str]:
    share = random_.uniform(0.03, 0.2)
    kept = [_reworded(line, share, words, random_) for line in report]
    kept.pop(random_.randrange(len(kept)))
    first = random_.randrange(len(kept))
    kept.insert(random_.randrange(len(kept)), kept.pop(first))
    return kept


def _reworded(line: str, share: float, words: list[str], random_: random.Random) -> str:
    return " ".join(w if random_.random() > share else random_.choice(words) for w in line.split())


def measures(found: Mapping[str, str], gold: Mapping[str, str]) -> dict[str, float]:
    """Precision and recall over the pairs of documents in one group."""
    right = _pairs((found[name], gold[name]) for name in gold)
    joined, wanted = _pairs(found.values()), _pairs(gold.values())
    return {
        "precision": round(right / joined, 4) if joined else 1.0,
        "recall": round(right / wanted, 4) if wanted else 1.0,
    }


def _pairs(groups: Iterable[object]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(groups).values())


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
