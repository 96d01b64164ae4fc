"""Train what makes vectors of claims and questions: a small change of the bundled embedder.

    python scripts/train_query_encoder.py PAIRS... --sources SOURCES... [--repeat NAME=N]

PAIRS are JSON lines `{"claim", "evidence", "label"}`; rows labelled NEI count only for their
evidence. SOURCES are `sources.jsonl` files: evidence that stands in one is embedded with its title,
as an index does, and all other passages of theirs are wrong answers, too. `--repeat` shows the
claims of a file so many times a pass.

Passages keep the embedder's vectors, so that indexes stay as they are. Of each claim every passage
labelled as supporting or refuting it is to be nearer than all those that are not (InfoNCE: van den
Oord et al. 2018, with the whole pool as negatives). What refutes counts double, for there is less
of it and it is harder to find. The same seed gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import os
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from rich.progress import Progress, track
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from factcheck import mean_pooling, query_encoder
from factcheck.config import Settings
from factcheck.encoders import SentenceEncoder
from factcheck.evaluate.data import read_rows
from factcheck.index.incoming import embedded_text
from factcheck.mean_pooling import MeanPooled
from factcheck.model_files import embedder_folder, folder_sha256
from factcheck.networks import loading, low_rank

RANK = 16
RATE, WARM_UP = 2e-3, 0.1
CLAIMS = 64
# Claims of like length share a batch: sorted within so many.
POOL = 20 * CLAIMS
TEMPERATURE = 0.05
WEIGHTS = {"SUPPORTS": 1.0, "REFUTES": 2.0}
CONSOLE = Console(stderr=True)


@dataclass(frozen=True)
class Asked:
    """A claim, the rows of the pool that speak to it, and how much each counts."""

    claim: str
    rows: tuple[int, ...]
    weights: tuple[float, ...]


def gathered(
    files: Sequence[Path], sources: Sequence[Path], repeat: Mapping[str, int]
) -> tuple[list[Asked], list[str]]:
    """What is asked, and the passages that are looked through."""
    named = {
        row["text"]: embedded_text(row.get("title"), row["text"])
        for path in sources
        for row in read_rows(path, {"text": str})
    }
    pool = dict.fromkeys(named.values())
    asked = []
    for path in files:
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for row in read_rows(path, {"claim": str, "evidence": str, "label": str}):
            passage = named.get(row["evidence"], row["evidence"])
            pool[passage] = None
            if row["label"] in WEIGHTS:
                found[row["claim"]][passage] = WEIGHTS[row["label"]]
        asked += list(found.items()) * repeat.get(path.stem, 1)
    places = {passage: place for place, passage in enumerate(pool)}
    return [
        Asked(claim, tuple(places[passage] for passage in right), tuple(right.values()))
        for claim, right in asked
    ], list(pool)


def batches(asked: Sequence[Asked], chance: random.Random) -> Iterator[list[Asked]]:
    """All that is asked, in batches of claims of like length."""
    order = chance.sample(asked, len(asked))
    for start in range(0, len(order), POOL):
        some = sorted(order[start : start + POOL], key=lambda each: len(each.claim))
        parts = [some[first : first + CLAIMS] for first in range(0, len(some), CLAIMS)]
        yield from chance.sample(parts, len(parts))


def loss(queries: Tensor, passages: Tensor, batch: Sequence[Asked]) -> Tensor:
    """How much nearer wrong passages are than each right one.

    :param queries: unit vectors of the batch's claims.
    :param passages: unit vectors of the pool.
    """
    weights = torch.zeros(len(batch), len(passages))
    for row, each in enumerate(batch):
        weights[row, list(each.rows)] = torch.tensor(each.weights)
    scores = queries @ passages.T / TEMPERATURE
    wrong = scores.masked_fill(weights > 0, -torch.inf).logsumexp(dim=1, keepdim=True)
    rows, columns = weights.nonzero(as_tuple=True)
    missed = functional.softplus(wrong[rows, 0] - scores[rows, columns])
    right = weights[rows, columns]
    return (right * missed).sum() / right.sum()


def train(
    model: MeanPooled,
    parameters: Sequence[Tensor],
    passages: Tensor,
    asked: Sequence[Asked],
    passes: int,
    chance: random.Random,
) -> None:
    """All passes: AdamW, a warm-up, then a linear fall of the learning rate."""
    todo = [batch for _ in range(passes) for batch in batches(asked, chance)]
    optimizer = torch.optim.AdamW(parameters, RATE)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / (WARM_UP * len(todo)), 1 - step / len(todo)),
    )
    with Progress(console=CONSOLE) as bar:
        task = bar.add_task("training", total=len(todo))
        for batch in todo:
            with torch.autocast("cpu", torch.bfloat16):
                features = model.preprocess([each.claim for each in batch])
                found = model(features)["sentence_embedding"]
            wrong = loss(functional.normalize(found.float()), passages, batch)
            wrong.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            bar.update(task, advance=1, description=f"loss {wrong.item():.2f}")


def save(weights: Mapping[str, Tensor], base: str) -> None:
    """Put the change into the package, and pin it."""
    query_encoder.FOLDER.mkdir(exist_ok=True)
    halves = {name: each.to(torch.float16).contiguous() for name, each in weights.items()}
    file = query_encoder.FOLDER / query_encoder.WEIGHTS
    save_file(halves, file, {"format": "pt", query_encoder.BASE: base})
    digest = folder_sha256(query_encoder.FOLDER)
    query_encoder.PINNED.write_text(f"{digest}\n", "utf-8")
    CONSOLE.print(f"{file}: {file.stat().st_size / 1e6:.1f} MB, SHA-256 of the folder {digest}")


def main() -> None:
    """Read, embed the passages, train, save."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--sources", type=Path, nargs="*", default=[])
    parser.add_argument("--repeat", nargs="*", default=[], metavar="NAME=N")
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    repeat = {name: int(times) for name, _, times in (x.partition("=") for x in arguments.repeat)}
    asked, pool = gathered(arguments.pairs, arguments.sources, repeat)
    CONSOLE.print({"claims": len(asked), "passages": len(pool)})
    encoder = SentenceEncoder(Settings.from_environment(os.environ))
    vectors = np.vstack(
        [
            encoder.encode(pool[at : at + 500])
            for at in track(range(0, len(pool), 500), "embedding", console=CONSOLE)
        ]
    )
    folder = embedder_folder(Settings.from_environment(os.environ).embedder)
    model = mean_pooling.load(folder, torch.float32)
    network = loading.usual_encoder(folder, torch.float32)
    parts = low_rank.opened(network, RANK)
    torch.set_num_threads(os.cpu_count() or 1)
    parameters = [each for part in parts for each in (part.down.weight, part.up.weight)]
    train(
        model.with_network(network),
        parameters,
        torch.tensor(vectors),
        asked,
        arguments.passes,
        random.Random(arguments.seed),
    )
    save(low_rank.changes(network), encoder.info.sha256)


if __name__ == "__main__":
    main()
