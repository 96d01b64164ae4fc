"""What the stance model makes of pairs whose answer follows from how they were drawn.

    python benchmarks/stance_probes.py DEV.jsonl... --symmetric DEV.jsonl [--near QUERIES.jsonl...]
        [--pairs 200] [--rows 100] [--seed 1]

DEV.jsonl holds `{"claim", "evidence", "label"}`, QUERIES.jsonl `{"claim", "relevant": [ids]}` and
lies beside the `sources.jsonl` that is searched. Prints JSON:

random     claims beside the passage of another row: how many are neutral
near       what our retriever finds first for a claim and nobody marked as relevant: how many are
           neutral. Some of it does speak to the claim, so this is a lower bound
changed    one number, date or name of a supported claim changed, where the passage gives the old
           one: how many are no longer supported, of all and of those that were before
symmetric  labelled pairs of which neither text alone tells the stance: in how many support and
           refutation are confused
blanked    macro-F1 of up to `--rows` rows of each set as they are, with an empty passage, with an
           empty claim, and with the passage of another row; a model that does well by one text
           alone is cheating. `one label` is the best that can be had without reading

All but the last are judged by the model alone, and with the checks that run beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pairs import judged

from factcheck.config import Settings
from factcheck.crossencoders import LABELS, CrossEncoder
from factcheck.encoders import SentenceEncoder
from factcheck.evaluate.data import read_rows
from factcheck.evaluate.labelled_pairs import read_pairs
from factcheck.evaluate.measures import macro_f1
from factcheck.index import Index
from factcheck.ingest import survey
from factcheck.quantities.dates import MONTH_NAMES, written_dates
from factcheck.retrieve import retrieve
from factcheck.stance.reading import pair_logits
from factcheck.train import contrast, flips
from factcheck.types import Filters, Stance

K = 10
SIDES = {Stance.SUPPORTS, Stance.REFUTES}
_DAYS = [f"{name}day" for name in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")]
_NAMED = re.compile(rf"\b(?:{'|'.join([*MONTH_NAMES, *_DAYS])})\b")
Row = dict[str, Any]


def main() -> None:
    """Draw, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--symmetric", type=Path, required=True)
    parser.add_argument("--near", type=Path, nargs="*", default=[])
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--rows", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    count, seed = arguments.pairs, arguments.seed
    sets = {path.stem: read_pairs(path) for path in arguments.data}
    few = {name: some(rows, arguments.rows, seed) for name, rows in sets.items()}
    settings = Settings.from_environment(os.environ)
    scorer = CrossEncoder(settings)

    def neutral(rows: list[Row]) -> Row:
        found = judged(rows, scorer, settings)
        return {"pairs": len(rows), **{way: share(s, Stance.NEUTRAL) for way, s in found.items()}}

    every = [row for rows in sets.values() for row in rows]
    results = {
        "model": scorer.info.sha256,
        "seed": seed,
        "random": neutral(at_random([row for rows in few.values() for row in rows], count, seed)),
        "near": {
            f"{path.parent.name}/{path.name}": neutral(near(path, count, seed, settings))
            for path in arguments.near
        },
        "changed": {
            what: no_longer(some(changed(every, what, seed), count, seed), scorer, settings)
            for what in ("number", "date", "name")
        },
        "symmetric": confused(read_pairs(arguments.symmetric), scorer, settings),
        "blanked": blanked(few, scorer, seed),
    }
    json.dump(results, sys.stdout, indent=1)
    sys.stdout.write("\n")


def some(rows: Sequence[Any], count: int, seed: int) -> list[Any]:
    """So many of them, drawn at random, or all if there are fewer."""
    return random.Random(seed).sample(rows, min(count, len(rows)))


def share(found: Sequence[Stance], one: Stance) -> float:
    """How many of them are that one."""
    return round(found.count(one) / len(found), 3)


def at_random(rows: Sequence[Row], count: int, seed: int) -> list[Row]:
    """Claims, each beside the passage of another row."""
    chance = random.Random(seed)
    pairs: list[Row] = []
    while len(pairs) < count:
        one, other = chance.sample(rows, 2)
        if one["claim"] != other["claim"] and one["evidence"] != other["evidence"]:
            pairs.append({"claim": one["claim"], "evidence": other["evidence"]})
    return pairs


def near(queries: Path, count: int, seed: int, settings: Settings) -> list[Row]:
    """Claims, each beside one of the passages that are found for it and not marked as relevant."""
    rows = read_rows(queries, {"claim": str, "relevant": list})
    encoder = SentenceEncoder(settings)
    with tempfile.TemporaryDirectory() as folder, Index.create(folder, encoder) as index:
        index.add(survey([str(queries.with_name("sources.jsonl"))]).documents())
        found = retrieve(index, encoder, [row["claim"] for row in rows], K, Filters())
    pairs = [
        {"claim": row["claim"], "evidence": hit.passage.text}
        for row, hits in zip(rows, found, strict=True)
        for hit in hits
        if hit.passage.document.id not in row["relevant"]
    ]
    return some(pairs, count, seed)


def changed(rows: Sequence[Row], what: str, seed: int) -> list[tuple[Row, Row]]:
    """Supported pairs, each before and after one fact of the claim is changed."""
    chance = random.Random(seed)
    names = flips.names_in([row["claim"] for row in rows])
    pairs = []
    for row in rows:
        if row["label"] is Stance.SUPPORTS:
            way = "name" if what == "name" else "number"
            claim = contrast.change(row["claim"], way, names, (), chance)
            if claim and kind_of(way, row["claim"], claim) == what and gives(row, claim):
                pairs.append((row, {**row, "claim": claim}))
    return pairs


def kind_of(way: str, before: str, after: str) -> str:
    """What was changed: months, weekdays and years are numbers where they are made, too."""
    return "date" if way == "number" and calendar(before) != calendar(after) else way


def calendar(text: str) -> Any:
    """The dates, months and weekdays of a text."""
    days = [(each.year, each.month, each.day, each.last) for each in written_dates(text)]
    return days, _NAMED.findall(text)


def gives(row: Row, changed_claim: str) -> bool:
    """Whether the passage has what was changed in the claim, and not what it was changed to."""
    old, new = (
        re.search(rf"(?<!\w){re.escape(words)}(?!\w)", row["evidence"])
        for words in flips.difference(row["claim"], changed_claim)
    )
    return bool(old) and not new


def no_longer(pairs: Sequence[tuple[Row, Row]], scorer: CrossEncoder, settings: Settings) -> Row:
    """How many supported pairs are no longer supported once they are changed."""
    before = judged([row for row, _ in pairs], scorer, settings)
    after = judged([row for _, row in pairs], scorer, settings)
    return {"pairs": len(pairs), **{way: lost(before[way], after[way]) for way in before}}


def lost(before: Sequence[Stance], after: Sequence[Stance]) -> Row:
    """What became of support."""
    kept = [new for old, new in zip(before, after, strict=True) if old is Stance.SUPPORTS]
    return {
        "supported unchanged": share(before, Stance.SUPPORTS),
        "no longer supported": round(1 - share(after, Stance.SUPPORTS), 3),
        "of those supported unchanged": round(1 - share(kept, Stance.SUPPORTS), 3),
    }


def confused(rows: list[Row], scorer: CrossEncoder, settings: Settings) -> Row:
    """In how many pairs support is taken for refutation, or the other way round."""
    gold = [row["label"] for row in rows]
    return {
        "pairs": len(rows),
        **{
            way: round(
                float(np.mean([{g, f} == SIDES for g, f in zip(gold, found, strict=True)])), 3
            )
            for way, found in judged(rows, scorer, settings).items()
        },
    }


def blanked(sets: Mapping[str, list[Row]], scorer: CrossEncoder, seed: int) -> Row:
    """Macro-F1 of each set by what is left of its pairs, and the mean of all."""
    found = {
        name: {
            "rows": len(rows),
            "one label": max(macro_f1(golden(rows), [label] * len(rows)) for label in LABELS),
            **{what: f1(left, rows, scorer) for what, left in ablations(rows, seed)},
        }
        for name, rows in sets.items()
    }
    means = {
        what: float(np.mean([scores[what] for scores in found.values()]))
        for what in next(iter(found.values()))
        if what != "rows"
    }
    return {"mean": means, **found}


def ablations(rows: Sequence[Row], seed: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Pairs of passage and claim, whole and with one of them taken away."""
    passages = [row["evidence"] for row in rows]
    claims = [row["claim"] for row in rows]
    blank = [""] * len(rows)
    # A shuffled row may get its own passage back; moved by one, none does.
    order = some(range(len(rows)), len(rows), seed)
    other = dict(zip(order, order[1:] + order[:1], strict=True))
    yield "whole", list(zip(passages, claims, strict=True))
    yield "passage blank", list(zip(blank, claims, strict=True))
    yield "claim blank", list(zip(passages, blank, strict=True))
    exchanged = [passages[other[at]] for at in range(len(rows))]
    yield "another passage", list(zip(exchanged, claims, strict=True))


def golden(rows: Sequence[Row]) -> list[Stance]:
    """Their labels."""
    return [row["label"] for row in rows]


def f1(pairs: Sequence[tuple[str, str]], rows: Sequence[Row], scorer: CrossEncoder) -> float:
    """Macro-F1 of the model alone."""
    columns = pair_logits(scorer, pairs).argmax(axis=1)
    return macro_f1(golden(rows), [LABELS[column] for column in columns])


if __name__ == "__main__":
    main()
