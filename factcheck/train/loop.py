"""The steps of a training run: resumable, and the same for the same recipe."""

from __future__ import annotations

import itertools
import json
import math
import os
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck import runtime
from factcheck.errors import InvalidSource
from factcheck.model_files import loading
from factcheck.train.examples import Example
from factcheck.train.mixture import Progress
from factcheck.train.model import load_base, low_precision, training_device, written
from factcheck.train.recipe import Recipe
from factcheck.train.rounding import round_off, straight_through
from factcheck.train.tokens import tokens_of

# Rows of like length share a batch, but not always the same rows: sorted within so many.
_POOL_BATCHES = 64
_LOG_EVERY = 20
_GRADIENT_NORM = 1.0


class Run:
    """A model on its way: AdamW, a warm-up, then a linear fall of the learning rate.

    :param examples: all of them; the order of the batches follows from the recipe.
    :raises ModelInvalid: if the base cannot be loaded.
    """

    def __init__(self, recipe: Recipe, examples: Sequence[Example]) -> None:
        import torch

        # Batches of inference run on one thread each; a training step needs all cores, of which
        # torch takes half where two share one. Who says how many it may have has a reason.
        if "OMP_NUM_THREADS" not in os.environ:
            torch.set_num_threads(runtime.cores())
        torch.manual_seed(recipe.seed)
        self._recipe = recipe
        self._device = training_device()
        self.model, self.tokenizer = load_base(recipe)
        self.model.to(self._device).train()
        with loading(str(recipe.base)):
            self._tokens = tokens_of(self.tokenizer, examples, recipe.max_tokens)
        self._lengths = self._tokens.lengths
        self._targets = torch.tensor([e.target for e in examples], dtype=torch.float32)
        self._optimizer = torch.optim.AdamW(
            [weight for weight in self.model.parameters() if weight.requires_grad],
            lr=recipe.learning_rate,
            weight_decay=recipe.weight_decay,
            fused=True,
        )
        self.steps = math.ceil(len(examples) * recipe.epochs / recipe.batch_size)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimizer, self._rate)
        self._done = 0
        self._checkpoint = recipe.output / "checkpoint.pt"

    def _rate(self, step: int) -> float:
        warm = max(1, round(self._recipe.warmup * self.steps))
        return min((step + 1) / warm, (self.steps - step) / max(1, self.steps - warm))

    def resume(self) -> None:
        """Go back to the last checkpoint, if there is one.

        :raises InvalidSource: if it is damaged.
        """
        import torch

        if not self._checkpoint.is_file():
            return
        try:
            state = torch.load(self._checkpoint, map_location=self._device, weights_only=True)
        except (RuntimeError, ValueError, LookupError, EOFError, pickle.UnpicklingError) as error:
            reason = "is damaged; remove it, and the run begins anew"
            raise InvalidSource(self._checkpoint, None, reason) from error
        self.model.load_state_dict(state["model"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._schedule.load_state_dict(state["schedule"])
        self._done = state["done"]

    def go(self, progress: Progress | None) -> None:
        """All steps that are left."""
        recent: list[Any] = []
        started = time.perf_counter()
        batches = itertools.islice(self._batches(), self._done, None)
        for rows in batches:
            recent.append(self._step(rows, self._done))
            self._done += 1
            if progress is not None:
                progress(self._done, self.steps)
            if self._done % _LOG_EVERY == 0 or self._done == self.steps:
                # Asked for once in a while only: a GPU would have to stand still for each.
                losses = [float(loss) for loss in recent]
                self._log(sum(losses) / len(losses), time.perf_counter() - started)
                recent.clear()
            if self._done % self._recipe.checkpoint_steps == 0:
                self._keep()
        if self._recipe.rounded:
            round_off(self.model)

    def _batches(self) -> Iterator[list[int]]:
        size, done = self._recipe.batch_size, 0
        for epoch in range(math.ceil(self._recipe.epochs)):
            chance = random.Random(self._recipe.seed * 1_000 + epoch)
            order = list(range(len(self._lengths)))
            chance.shuffle(order)
            for start in range(0, len(order), size * _POOL_BATCHES):
                pool = sorted(
                    order[start : start + size * _POOL_BATCHES], key=self._lengths.__getitem__
                )
                batches = [pool[i : i + size] for i in range(0, len(pool), size)]
                chance.shuffle(batches)
                for batch in batches[: self.steps - done]:
                    done += 1
                    yield batch

    def _step(self, rows: Sequence[int], step: int) -> Any:
        import torch

        # What a resumed run drops out is what an unbroken one would.
        torch.manual_seed(self._recipe.seed * 1_000_003 + step)
        features = {
            name: values.to(self._device) for name, values in self._tokens.batch(rows).items()
        }
        targets = self._targets[list(rows)].to(self._device)
        weights = straight_through(self.model) if self._is_rounded(step) else {}
        with low_precision(self._device):
            logits = torch.func.functional_call(self.model, weights, kwargs=features).logits
        loss: Any = torch.nn.functional.cross_entropy(logits.float(), targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), _GRADIENT_NORM)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._schedule.step()
        return loss.detach()

    def _is_rounded(self, step: int) -> bool:
        return step >= self.steps * (1 - self._recipe.rounded)

    def _log(self, loss: float, seconds: float) -> None:
        line = {
            "step": self._done,
            "steps": self.steps,
            "loss": round(loss, 4),
            "learning_rate": self._schedule.get_last_lr()[0],
            "seconds": round(seconds, 1),
        }
        with (self._recipe.output / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")

    def _keep(self) -> None:
        import torch

        state = {
            "model": self.model.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(),
            "done": self._done,
        }
        new = self._checkpoint.with_suffix(".new")
        with written(new):
            torch.save(state, new)
            os.replace(new, self._checkpoint)

    def forget(self) -> None:
        """Drop the checkpoint of a finished run."""
        self._checkpoint.unlink(missing_ok=True)
