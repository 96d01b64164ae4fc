"""What teachers say of pairs: the targets of a smaller model, which learns from them.

Distillation (Hinton et al. 2015, "Distilling the knowledge in a neural network"): the mean
probabilities of larger models tell more of a pair than its label, and are known for pairs that
nobody has labelled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck import runtime
from factcheck.crossencoders import TEMPERATURE, label_columns
from factcheck.model_files import loading, stance_folder
from factcheck.train.examples import Example
from factcheck.train.model import low_precision
from factcheck.train.tokens import tokens_of

# Padded tokens read at once.
_BUDGET = {"cpu": 2_000, "cuda": 60_000}

Floats = NDArray[np.float32]


def opinions(
    teachers: Sequence[Path],
    examples: Sequence[Example],
    max_tokens: int,
    device: str,
    progress: Callable[[int, int], None] | None = None,
) -> Floats:
    """The teachers' mean probabilities, shape (examples, 3): supports, refutes, neutral.

    :param max_tokens: what is beyond in a longer pair is cut.
    :param progress: called with (pairs read, pairs to read), over all teachers.
    :raises ModelNotFound: if a teacher is not there.
    :raises ModelInvalid: if one cannot be loaded or its labels are ambiguous.
    """
    total = np.zeros((len(examples), 3), dtype=np.float32)
    done = 0
    for folder in teachers:
        model, tokenizer, columns, temperature = _load(folder, device)
        tokens = tokens_of(tokenizer, examples, max_tokens)
        for rows in runtime.batches(tokens.lengths, _BUDGET[device]):
            logits = _logits(model, tokens.batch(rows), device)[:, columns] / temperature
            total[rows] += logits.softmax(dim=1).cpu().numpy()
            done += len(rows)
            if progress is not None:
                progress(done, len(examples) * len(teachers))
    return total / np.float32(len(teachers))


def blended(examples: Sequence[Example], heard: Floats, share: float) -> list[Example]:
    """The examples with the teachers' opinions as that share of their targets."""
    return [
        replace(example, target=_mixed(example, row, share))
        for example, row in zip(examples, heard.tolist(), strict=True)
    ]


def _mixed(example: Example, heard: list[float], share: float) -> tuple[float, float, float]:
    label = example.target or heard
    supports, refutes, neutral = (
        share * ours + (1 - share) * theirs for ours, theirs in zip(heard, label, strict=True)
    )
    return supports, refutes, neutral


def _load(folder: Path, device: str) -> tuple[Any, Any, list[int], float]:
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    name = str(stance_folder(str(folder)))
    with loading(name):
        model = AutoModelForSequenceClassification.from_pretrained(
            name, local_files_only=True, dtype="float32"
        )
        tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=True)
    columns = label_columns(model.config.id2label, name)
    return (
        model.to(device).eval(),
        tokenizer,
        columns,
        float(getattr(model.config, TEMPERATURE, 1.0)),
    )


def _logits(model: Any, features: dict[str, Any], device: str) -> Any:
    import torch

    with torch.inference_mode(), low_precision(device):
        moved = {name: values.to(device) for name, values in features.items()}
        return model(**moved).logits.float()
