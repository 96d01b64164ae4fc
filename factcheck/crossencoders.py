"""Pair scorers: a Hugging Face sequence classifier that reads passage and claim together."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from factcheck import runtime
from factcheck.config import Settings
from factcheck.errors import ModelInvalid
from factcheck.model_files import ModelInfo, loading, stance_folder, stance_info
from factcheck.networks import tokens
from factcheck.types import Stance

if TYPE_CHECKING:
    from tokenizers import Encoding

# A key of the config of models trained by factcheck: what to divide their scores by.
TEMPERATURE = "stance_temperature"
WINDOW = 512
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


def identified(settings: Settings) -> ModelInfo:
    """Which stance model :class:`CrossEncoder` loads, without loading it.

    :raises ModelNotFound: if the weights are not on this machine.
    :raises ModelInvalid: if those of the bundled model are not what was shipped.
    """
    name = settings.stance_model
    return stance_info(stance_folder(name), name, len(LABELS))


def backend(settings: Settings) -> str:
    """What :class:`CrossEncoder` is run by on this CPU, without loading it.

    :raises ModelNotFound: if the weights are not on this machine.
    """
    in_integers = _is_in_integers(stance_folder(settings.stance_model))
    return f"{runtime.backend()}+int8" if in_integers else runtime.backend()


def _is_in_integers(folder: Path) -> bool:
    from factcheck.networks import loading as networks

    return runtime.is_quick_in_integers() and networks.is_usual_scorer(folder)


class CrossEncoder:
    """Scores (passage, claim) pairs; the premise is the passage, the hypothesis the claim.

    :param settings: names the model, the threads and the tokens per batch.
    :raises ModelNotFound: if the weights are not on this machine.
    :raises ModelInvalid: if they cannot be loaded or their labels are ambiguous.
    """

    def __init__(self, settings: Settings) -> None:
        self._threads, self._budget = settings.threads, settings.batch_tokens
        folder = stance_folder(settings.stance_model)
        self.info = identified(settings)
        with loading(self.info.id):
            # Imports torch, which many a command does without.
            from factcheck.networks import loading as networks

            config = networks.settings(folder)
            self._columns = label_columns(_labels(config), self.info.id)
            self._tokenizer = tokens.read(folder)
            self._network = networks.pair_scores(
                folder, runtime.dtype(), in_integers=_is_in_integers(folder)
            )
            self.window = _window(config, tokens.longest(folder))
            self.temperature = float(config.get(TEMPERATURE, 1.0))
            self._padding = int(config.get("pad_token_id") or 0)
        words = self._tokenizer.get_vocab_size()
        if words > config.get("vocab_size", words):
            raise ModelInvalid(self.info.id, f"its tokenizer has {words} words, its weights fewer")
        first, *_, last = self._tokenizer.encode("").ids or [-1, -1]
        if networks.ends(config) not in {None, (first, last)}:
            raise ModelInvalid(self.info.id, "its tokenizer is not the one its config tells of")
        if not 0 < self.temperature < math.inf:
            raise ModelInvalid(
                self.info.id, f"{TEMPERATURE} must be a number above 0 in its config"
            )
        self._cutting = tokens.cutting(self._tokenizer, self.window, "only_first")

    def tokens(self, text: str) -> int:
        """Number of tokens of a text by itself, without special ones."""
        return len(self._tokenizer.encode(text, add_special_tokens=False))

    def is_word(self, word: str) -> bool:
        """Whether the model knows a word as a whole, and not by pieces only."""
        return self.tokens(word) == 1

    def readable(self, claim: str) -> str:
        """A claim, cut where it would leave the passage less than half of the window."""
        ends = [end for _, end in self._tokenizer.encode(claim, add_special_tokens=False).offsets]
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
        encoded = self._cutting.encode_batch(list(pairs))
        groups = runtime.shared(list(map(len, encoded)), self._budget, self._threads)

        def score(rows: list[int]) -> NDArray[np.float64]:
            return self._score([encoded[row] for row in rows])

        for rows, found in runtime.run(score, groups, self._threads):
            scores[rows] = found
            if progress is not None:
                progress(len(rows))
        return scores

    def _score(self, rows: Sequence[Encoding]) -> NDArray[np.float64]:
        output = self._network(*tokens.padded(rows, self._padding))[:, self._columns]
        scores: NDArray[np.float64] = output.double().numpy() / self.temperature
        return scores


def _labels(config: dict[str, Any]) -> dict[int, str]:
    """The name of each class; without any it is the two that transformers takes for granted."""
    named = config.get("id2label") or {0: "LABEL_0", 1: "LABEL_1"}
    return {int(column): str(label) for column, label in named.items()}


def _window(config: dict[str, Any], allowed: int) -> int:
    """The most tokens of one pair: what both the positions and the tokenizer allow."""
    positions = config.get("max_position_embeddings") or WINDOW
    return int(min(positions, allowed, WINDOW))
