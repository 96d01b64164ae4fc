"""Pair scorers: a Hugging Face sequence classifier that reads passage and claim together."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck import runtime
from factcheck.config import Settings
from factcheck.errors import ModelInvalid
from factcheck.model_files import loading, stance_folder, stance_info
from factcheck.types import Stance

# A key of the config of models trained by factcheck: what to divide their scores by.
TEMPERATURE = "stance_temperature"
LABELS = (Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL)

# The names that public NLI and fact-checking models give their classes.
_NAMES = {
    Stance.SUPPORTS: {"supports", "support", "supported", "entailment", "entail", "entails"},
    Stance.REFUTES: {"refutes", "refute", "refuted", "contradiction", "contradict", "contradicts"},
    Stance.NEUTRAL: {"neutral", "nei", "notenoughinfo", "notenoughinformation", "unrelated"},
}


def label_columns(labels: dict[int, str], model: str) -> list[int]:
    """The output columns of supports, refutes and neutral, read from the model's config.

    :param labels: `id2label` of the model's config.
    :raises ModelInvalid: unless each stance is named by exactly one column of three.
    """
    columns: dict[Stance, int] = {}
    for column, label in labels.items():
        name = re.sub(r"[^a-z]", "", label.lower())
        matches = [stance for stance, names in _NAMES.items() if name in names]
        if len(labels) != 3 or not matches or matches[0] in columns:
            raise ModelInvalid(
                model,
                "its config must name three labels, one each for supports/entailment, "
                f"refutes/contradiction and neutral; it names {sorted(labels.values())}",
            )
        columns[matches[0]] = int(column)
    return [columns[stance] for stance in LABELS]


class CrossEncoder:
    """Scores (passage, claim) pairs; the premise is the passage, the hypothesis the claim.

    :param settings: names the model, the threads and the tokens per batch.
    :raises ModelNotFound: if the weights are not on this machine.
    :raises ModelInvalid: if they cannot be loaded or their labels are ambiguous.
    """

    def __init__(self, settings: Settings) -> None:
        self._threads, self._budget = settings.threads, settings.batch_tokens
        folder = stance_folder(settings.stance_model)
        self.info = stance_info(folder, settings.stance_model, len(LABELS))
        self._model, self._tokenizer = _load(folder, self.info.id)
        self._columns = label_columns(self._model.config.id2label, self.info.id)
        self._temperature = float(getattr(self._model.config, TEMPERATURE, 1.0))
        # The tokenizer keeps its truncation in itself: two threads must not use it at once.
        self._tokenizing = threading.Lock()
        self.window = _window(self._model, self._tokenizer)

    def tokens(self, text: str) -> int:
        """Number of tokens of a text by itself, without special ones."""
        with self._tokenizing:
            found = self._tokenizer(text, add_special_tokens=False, verbose=False)
        return len(found["input_ids"])

    def readable(self, claim: str) -> str:
        """A claim, cut where it would leave the passage less than half of the window."""
        with self._tokenizing:
            found = self._tokenizer(
                claim, add_special_tokens=False, verbose=False, return_offsets_mapping=True
            )
        ends = [end for _, end in found["offset_mapping"]]
        limit = self.window // 2
        return claim if len(ends) <= limit else claim[: ends[limit - 1]]

    def logits(
        self, pairs: Sequence[tuple[str, str]], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float64]:
        """Unnormalised scores of shape (len(pairs), 3) in the order of :data:`LABELS`.

        :param pairs: (passage, claim); together at most :attr:`window` tokens, since
            whatever is beyond would be cut.
        :param progress: called with the number of pairs done since its last call.
        """
        scores = np.zeros((len(pairs), len(LABELS)), dtype=np.float64)
        if not pairs:
            return scores
        with self._tokenizing:
            encoded = self._tokenizer(
                [passage for passage, _ in pairs],
                [claim for _, claim in pairs],
                truncation="only_first",
                max_length=self.window,
            )
        lengths = [len(row) for row in encoded["input_ids"]]
        groups = runtime.batches(lengths, self._budget)

        def score(rows: list[int]) -> NDArray[np.float64]:
            return self._score({key: [encoded[key][i] for i in rows] for key in encoded})

        for rows, found in runtime.run(score, groups, self._threads):
            scores[rows] = found
            if progress is not None:
                progress(len(rows))
        return scores

    def _score(self, rows: dict[str, list[list[int]]]) -> NDArray[np.float64]:
        features = self._tokenizer.pad(rows, return_tensors="pt")
        output = self._model(**features).logits[:, self._columns]
        scores: NDArray[np.float64] = output.double().numpy() / self._temperature
        return scores


def _load(folder: Path, name: str) -> tuple[Any, Any]:
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    with loading(name):
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = AutoModelForSequenceClassification.from_pretrained(
            folder, local_files_only=True, dtype="float32"
        )
    if len(tokenizer) > model.get_input_embeddings().num_embeddings:
        raise ModelInvalid(name, f"its tokenizer has {len(tokenizer)} words, its weights fewer")
    return model.eval().to(runtime.dtype()), tokenizer


def _window(model: Any, tokenizer: Any) -> int:
    """The most tokens of one pair: what both the positions and the tokenizer allow."""
    positions = getattr(model.config, "max_position_embeddings", None) or 512
    return int(min(positions, tokenizer.model_max_length, 512))
