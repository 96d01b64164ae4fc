"""The training run: steps, checkpoints, log; the same seed gives the same model."""

from __future__ import annotations

import contextlib
import json
import math
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.config import Settings
from factcheck.encoders import SentenceEncoder
from factcheck.errors import InvalidInput
from factcheck.evaluate.data import read_rows
from factcheck.model_files import loading
from factcheck.train.examples import Example, mix, read_examples
from factcheck.train.made import Maker
from factcheck.train.recipe import Recipe

if TYPE_CHECKING:
    import torch

# Called with (steps done, steps in all).
Progress = Callable[[int, int], None]
_LABELS = {0: "SUPPORTS", 1: "REFUTES", 2: "NEI"}
# Rows of like length share a batch, but not always the same rows: sorted within so many.
_POOL_BATCHES = 64
_LOG_EVERY = 20


def examples_of(recipe: Recipe) -> list[Example]:
    """All rows of a run: the mixed sources and what is made of them, in a fixed order.

    :raises InvalidSource: for the first bad line of any file, before anything is trained.
    """
    chance = random.Random(recipe.seed)
    files = {path: read_examples(path) for path in recipe.sources}
    texts = [row["text"] for path in recipe.texts for row in read_rows(path, {"text": str})]
    examples = mix(files, recipe.sources, chance)
    if recipe.made:
        rows = [row for rows in files.values() for row in rows]
        maker = Maker(rows, texts, SentenceEncoder(Settings()), chance)
        examples += maker.make(recipe.made)
    return examples


def train(recipe: Recipe, progress: Progress | None = None) -> Path:
    """Train as the recipe says; the folder of the finished model.

    A run that was stopped goes on from its last checkpoint; one that is finished is left
    as it is.

    :raises InvalidSource: for a bad line in a training file.
    :raises InvalidInput: if the output folder holds a run of another recipe.
    :raises ModelInvalid: if the base cannot be loaded.
    """
    recipe.output.mkdir(parents=True, exist_ok=True)
    _claim_folder(recipe)
    finished = recipe.output / "model"
    if finished.is_dir():
        return finished
    run = _Run(recipe, examples_of(recipe))
    run.resume()
    run.go(progress)
    run.save(finished)
    return finished


def _claim_folder(recipe: Recipe) -> None:
    """Write down whose run this folder holds, or refuse another's."""
    told, mark = repr(recipe), recipe.output / "recipe.txt"
    if mark.is_file() and mark.read_text("utf-8") != told:
        raise InvalidInput("output", str(recipe.output), "holds a run of another recipe")
    mark.write_text(told, "utf-8")


class _Run:
    def __init__(self, recipe: Recipe, examples: Sequence[Example]) -> None:
        import torch

        self._recipe = recipe
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(recipe.seed)
        self._model, self._tokenizer = _load(recipe)
        self._model.to(self._device).train()
        self._examples = examples
        self._lengths = [(len(e.evidence) + len(e.claim)) // 4 for e in examples]
        trained = [p for p in self._model.parameters() if p.requires_grad]
        self._optimizer = torch.optim.AdamW(
            trained, lr=recipe.learning_rate, weight_decay=recipe.weight_decay, fused=True
        )
        self._steps = math.ceil(len(examples) * recipe.epochs / recipe.batch_size)
        warm = max(1, round(recipe.warmup * self._steps))
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer,
            lambda step: min(
                (step + 1) / warm, max(0.0, (self._steps - step) / max(1, self._steps - warm))
            ),
        )
        self._done = 0

    @property
    def _checkpoint(self) -> Path:
        return self._recipe.output / "checkpoint.pt"

    def resume(self) -> None:
        """Go back to the last checkpoint, if there is one."""
        import torch

        if not self._checkpoint.is_file():
            return
        state = torch.load(self._checkpoint, map_location=self._device, weights_only=True)
        self._model.load_state_dict(state["model"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._schedule.load_state_dict(state["schedule"])
        self._done = state["done"]

    def go(self, progress: Progress | None) -> None:
        """All steps that are left."""
        import torch

        recent: list[float] = []
        started = time.perf_counter()
        for step, rows in enumerate(self._batches()):
            if step < self._done:
                continue
            torch.manual_seed(recipe_seed(self._recipe, step))
            recent.append(self._step(rows))
            self._done = step + 1
            if progress is not None:
                progress(self._done, self._steps)
            if self._done % _LOG_EVERY == 0:
                self._log(step=self._done, loss=sum(recent) / len(recent), started=started)
                recent.clear()
            if self._done % self._recipe.checkpoint_steps == 0:
                self._keep()

    def _batches(self) -> Iterator[list[int]]:
        """Positions of each step's examples; the same ones for the same recipe."""
        size, done = self._recipe.batch_size, 0
        for epoch in range(math.ceil(self._recipe.epochs)):
            chance = random.Random(self._recipe.seed * 1_000 + epoch)
            order = list(range(len(self._examples)))
            chance.shuffle(order)
            for start in range(0, len(order), size * _POOL_BATCHES):
                pool = order[start : start + size * _POOL_BATCHES]
                pool.sort(key=self._lengths.__getitem__)
                batches = [pool[i : i + size] for i in range(0, len(pool), size)]
                chance.shuffle(batches)
                for batch in batches:
                    if done == self._steps:
                        return
                    done += 1
                    yield batch

    def _step(self, rows: Sequence[int]) -> float:
        import torch

        batch = [self._examples[row] for row in rows]
        features = self._tokenizer(
            [example.evidence for example in batch],
            [example.claim for example in batch],
            truncation="longest_first",
            max_length=self._recipe.max_tokens,
            padding=True,
            return_tensors="pt",
        ).to(self._device)
        targets = torch.tensor([example.target for example in batch], device=self._device)
        with _low_precision(self._device):
            logits = self._model(**features).logits
        loss = torch.nn.functional.cross_entropy(logits.float(), targets)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._schedule.step()
        return float(loss.item())

    def _log(self, step: int, loss: float, started: float) -> None:
        line = {
            "step": step,
            "steps": self._steps,
            "loss": round(loss, 4),
            "learning_rate": self._schedule.get_last_lr()[0],
            "seconds": round(time.perf_counter() - started, 1),
        }
        with (self._recipe.output / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")

    def _keep(self) -> None:
        import torch

        state = {
            "model": self._model.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(),
            "done": self._done,
        }
        torch.save(state, self._checkpoint.with_suffix(".new"))
        os.replace(self._checkpoint.with_suffix(".new"), self._checkpoint)

    def save(self, folder: Path) -> None:
        """The finished model, and no checkpoint any more."""
        part = folder.with_suffix(".part")
        self._model.save_pretrained(part)
        self._tokenizer.save_pretrained(part)
        os.replace(part, folder)
        self._checkpoint.unlink(missing_ok=True)


def recipe_seed(recipe: Recipe, step: int) -> int:
    """The seed of one step's dropout, so that a resumed run draws as an unbroken one."""
    return recipe.seed * 1_000_003 + step


def _low_precision(device: str) -> contextlib.AbstractContextManager[Any]:
    import torch

    from factcheck import runtime

    if device == "cpu" and runtime.backend() != "torch-bf16":
        return contextlib.nullcontext()
    return torch.autocast(device, dtype=torch.bfloat16)


def _load(recipe: Recipe) -> tuple[torch.nn.Module, Any]:
    """The base with its lowest layers and a head for the three stances."""
    import torch
    from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

    with loading(str(recipe.base)):
        config = AutoConfig.from_pretrained(recipe.base, local_files_only=True)
        config.id2label = _LABELS
        config.label2id = {name: column for column, name in _LABELS.items()}
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = recipe.dropout
        if recipe.layers:
            config.num_hidden_layers = min(recipe.layers, config.num_hidden_layers)
        model = AutoModelForSequenceClassification.from_pretrained(
            recipe.base, config=config, local_files_only=True, dtype=torch.float32
        )
        tokenizer = AutoTokenizer.from_pretrained(recipe.base, local_files_only=True)
    if recipe.freeze_words:
        model.get_input_embeddings().requires_grad_(False)
    return model, tokenizer
