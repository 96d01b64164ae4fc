"""Train the tagger that reads who said what and what is worth checking.

    python scripts/train_tagger.py POLNEAR CLAIMS runs/tagger

POLNEAR holds `attributions/*.ann` and `text/*.txt` (brat). CLAIMS holds
`claimbuster_train.jsonl` (sentences rated one by one) and `clef*.jsonl` (sentences picked from
whole debates), both `{"text", "checkworthy"}`. The base is the bundled embedder,
all-MiniLM-L6-v2. Weights are saved after every epoch; the same seed gives the same run.
One ClaimBuster sentence in eight and the last 3,000 debate sentences are kept out, for
`scripts/calibrate_checkworthiness.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from rich.progress import Progress
from safetensors.torch import save_file
from torch.nn import functional

from factcheck.evaluate.brat import MarkedAttribution, read_folder
from factcheck.evaluate.data import read_rows
from factcheck.model_files import embedder_folder
from factcheck.networks import loading, tokens
from factcheck.networks.encoder import Encoder
from factcheck.tagging.network import (
    BEGIN,
    CONTENT,
    INSIDE,
    NEITHER,
    OUTSIDE,
    PICKED,
    RATED,
    SOURCE,
    TaggerNetwork,
)
from factcheck.tagging.windows import Window, Windows
from factcheck.types import Span

EPOCHS = 3
ENCODER_RATE, HEAD_RATE = 1e-4, 1e-3
WARM_UP = 0.06
# Padded tokens per step.
ARTICLE_TOKENS, SENTENCE_TOKENS = 3_000, 1_500
# Debate sentences seen per epoch: few are positive, and they are easily learnt by heart.
DEBATE_ROWS = 9_000
KEPT_OUT_EVERY, KEPT_OUT_LAST = 8, 3_000
CUE_WEIGHT, PAIR_WEIGHT = 3.0, 2.0
# Rows of like length share a batch: sorted within so many.
POOL = 2_000
IGNORED = -1


@dataclass(frozen=True)
class Example:
    """A window with what is to be learnt from it."""

    ids: list[int]
    cues: list[int] = field(default_factory=list)
    pairs: list[tuple[list[bool], list[int]]] = field(default_factory=list)
    head: int = RATED
    is_checkworthy: bool | None = None


def articles(folder: Path, windows: Windows) -> Iterator[Example]:
    """Every window of every annotated text, once per annotator."""
    for item in read_folder(folder):
        for window in windows.of_text(item.text):
            yield _article_example(window, item.attributions)


def _article_example(window: Window, marked: Sequence[MarkedAttribution]) -> Example:
    cues = [OUTSIDE] * len(window.ids)
    pairs = []
    for item in marked:
        cue = _inside(window, [max(item.cues, key=lambda span: span.end - span.start)])
        if not any(cue):
            continue
        first = cue.index(True)
        for place in range(first, len(cue)):
            if cue[place]:
                cues[place] = BEGIN if place == first else cues[place] or INSIDE
        source, content = _inside(window, item.sources), _inside(window, item.contents)
        classes = [
            SOURCE if s else CONTENT if c else NEITHER for s, c in zip(source, content, strict=True)
        ]
        pairs.append((cue, classes))
    return Example(window.ids, cues, pairs)


def _inside(window: Window, spans: Sequence[Span]) -> list[bool]:
    return [
        token is not None and any(token.start < s.end and s.start < token.end for s in spans)
        for token in window.spans
    ]


def sentences(rows: Sequence[dict[str, Any]], head: int, windows: Windows) -> list[Example]:
    """One example for each labelled sentence."""
    read = windows.of_sentences([row["text"] for row in rows])
    return [
        Example(window.ids, head=head, is_checkworthy=row["checkworthy"])
        for window, row in zip(read, rows, strict=True)
    ]


def labelled(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rated and the picked sentences to train on."""
    fields = {"text": str, "checkworthy": bool}
    rated = read_rows(folder / "claimbuster_train.jsonl", fields)
    files = sorted(folder.glob("clef*.jsonl"))
    debates = [row for path in files for row in read_rows(path, fields)]
    kept_out = {row["text"] for row in rated[::KEPT_OUT_EVERY]}
    kept_out |= {row["text"] for row in debates[-KEPT_OUT_LAST:]}
    return (
        [row for row in rated if row["text"] not in kept_out],
        [row for row in debates if row["text"] not in kept_out],
    )


def batches(examples: Sequence[Example], budget: int, chance: random.Random) -> list[list[Example]]:
    """All examples in batches of like length, of at most `budget` padded tokens."""
    order = list(examples)
    chance.shuffle(order)
    found: list[list[Example]] = []
    for start in range(0, len(order), POOL):
        batch: list[Example] = []
        for example in sorted(order[start : start + POOL], key=lambda e: -len(e.ids)):
            if batch and (len(batch) + 1) * len(batch[0].ids) > budget:
                found.append(batch)
                batch = []
            batch.append(example)
        found.append(batch)
    return found


def loss(network: TaggerNetwork, batch: Sequence[Example]) -> torch.Tensor:
    """What the network gets wrong on a batch of one kind."""
    # Few widths, so that the allocator can use its blocks again.
    width = -(-max(len(example.ids) for example in batch) // 16) * 16
    ids = torch.tensor([_padded(e.ids, width, 0) for e in batch])
    mask = torch.tensor([_padded([True] * len(e.ids), width, False) for e in batch])
    states = network.states(ids, mask)
    if batch[0].is_checkworthy is not None:
        rows, heads = range(len(batch)), [example.head for example in batch]
        scores = network.checks(states, mask)[list(rows), heads]
        wanted = torch.tensor([float(bool(example.is_checkworthy)) for example in batch])
        return functional.binary_cross_entropy_with_logits(scores.float(), wanted)
    wanted = torch.tensor([_padded(example.cues, width, IGNORED) for example in batch])
    total = CUE_WEIGHT * _cross_entropy(network.cue(states), wanted)
    pairs = [(row, pair) for row, example in enumerate(batch) for pair in example.pairs]
    if pairs:
        cues = torch.tensor([_padded(cue, width, False) for _, (cue, _) in pairs])
        wanted = torch.tensor([_padded(classes, width, IGNORED) for _, (_, classes) in pairs])
        scores = network.pairs(states, torch.tensor([row for row, _ in pairs]), cues)
        total = total + PAIR_WEIGHT * _cross_entropy(scores, wanted)
    return total


def _padded(values: list[Any], width: int, padding: Any) -> list[Any]:
    return values + [padding] * (width - len(values))


def _cross_entropy(scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    return functional.cross_entropy(scores.float().transpose(1, 2), wanted, ignore_index=IGNORED)


def main() -> None:
    """Read, train, save."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("polnear", type=Path)
    parser.add_argument("claims", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(os.cpu_count() or 1)
    base = embedder_folder("bundled")
    # Without dropout: a step is three times as fast, and three epochs do not need it.
    encoder = Encoder(loading.shape_of(loading.settings(base)))
    loading.filled(encoder, loading.named_here(loading.weights_of(base), "bert"), torch.float32)
    network = TaggerNetwork(encoder).train()
    windows = Windows(tokens.read(base))
    rated, picked = labelled(arguments.claims)
    kinds = (
        list(articles(arguments.polnear, windows)),
        sentences(rated, RATED, windows),
        sentences(picked, PICKED, windows),
    )
    Console().print({"windows": len(kinds[0]), "rated": len(rated), "picked": len(picked)})
    arguments.output.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        shutil.copy(base / name, arguments.output)
    train(network, kinds, random.Random(arguments.seed), arguments.output)


def train(
    network: TaggerNetwork,
    kinds: tuple[list[Example], list[Example], list[Example]],
    chance: random.Random,
    output: Path,
) -> None:
    """All epochs: AdamW, a warm-up, then a linear fall of the learning rate."""
    texts, rated, picked = kinds
    epochs = []
    for _ in range(EPOCHS):
        some = chance.sample(picked, min(DEBATE_ROWS, len(picked)))
        epoch = batches(texts, ARTICLE_TOKENS, chance)
        epoch += batches(rated, SENTENCE_TOKENS, chance) + batches(some, SENTENCE_TOKENS, chance)
        chance.shuffle(epoch)
        epochs.append(epoch)
    steps = sum(map(len, epochs))
    heads = [w for name, w in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [
            {"params": list(network.encoder.parameters()), "lr": ENCODER_RATE},
            {"params": heads, "lr": HEAD_RATE},
        ],
        fused=True,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / (WARM_UP * steps), (steps - step) / ((1 - WARM_UP) * steps)),
    )
    with Progress() as bar, (output / "log.jsonl").open("w", encoding="utf-8") as log:
        task = bar.add_task("training", total=steps)
        for number, epoch in enumerate(epochs, start=1):
            total = 0.0
            for batch in epoch:
                with torch.autocast("cpu", torch.bfloat16):
                    wrong = loss(network, batch)
                wrong.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                optimizer.zero_grad()
                total += wrong.item()
                bar.advance(task)
            log.write(json.dumps({"epoch": number, "loss": total / len(epoch)}) + "\n")
            log.flush()
            weights = {name: w.detach().contiguous() for name, w in network.state_dict().items()}
            save_file(weights, output / "model.safetensors", {"format": "pt"})


if __name__ == "__main__":
    main()
