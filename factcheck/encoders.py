"""Text to vectors: a sentence-transformers model behind a small protocol."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from factcheck import mean_pooling, query_encoder, runtime
from factcheck.config import Settings
from factcheck.errors import ModelInvalid
from factcheck.mean_pooling import MeanPooled
from factcheck.model_files import BUNDLED, ModelInfo, embedder_folder, folder_sha256, loading

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Model: TypeAlias = "MeanPooled | SentenceTransformer"
# Texts tokenized at a time, which bounds the memory that many of them take.
_TOKENIZED = 4_096


class Encoder(Protocol):
    """Anything that turns texts into unit vectors, always the same ones."""

    @property
    def info(self) -> ModelInfo:
        """Which weights these are; an index opens only with the ones that wrote it."""

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Unit vectors of shape (len(texts), info.dimension), in the order of `texts`.

        :param progress: called with the number of texts done since its last call.
        """

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, of the same shape, to find passages by: for claims and questions."""


class BulkEncoder(Protocol):
    """An encoder that works on several batches of texts at a time."""

    @property
    def info(self) -> ModelInfo:
        """Which weights these are."""

    def encode_each(self, batches: Iterable[Sequence[str]]) -> Iterator[Vectors]:
        """The vectors of each batch, in order: those that :meth:`Encoder.encode` gives.

        :param batches: taken from some batches ahead of what was given back.
        """


class SentenceEncoder:
    """A sentence-transformers model, e.g. all-MiniLM-L6-v2 (Reimers & Gurevych 2019).

    The weights are loaded when the first text is encoded, which raises :class:`ModelInvalid` if
    they cannot be. Which they are is known without; :class:`ModelNotFound` is raised if they are
    not on this machine.

    :param settings: names the model, the threads and the tokens per batch.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loaded = runtime.Lazy(lambda: _load(settings.embedder))
        self._info = runtime.Lazy(lambda: _identified(settings.embedder, self._loaded))
        self._asking = runtime.Lazy(
            lambda: _load_queries(settings.embedder, self._loaded(), self.info)
        )
        self._asking_info = runtime.Lazy(lambda: query_encoder.identified(self.info))
        # The tokenizer keeps its padding in itself: two threads must not use it at once.
        self._tokenizing = threading.Lock()

    @property
    def info(self) -> ModelInfo:
        """Which weights these are."""
        return self._info()

    def models(self) -> dict[str, ModelInfo]:
        """Which weights, by their role; only the bundled embedder has others for queries."""
        if self._settings.embedder != BUNDLED:
            return {"embedder": self.info}
        return {"embedder": self.info, "query_encoder": self._asking_info()}

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Unit vectors, one row per text. See :meth:`Encoder.encode`."""
        return self._rows(self._loaded(), texts, progress)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row per text. See :meth:`Encoder.encode_queries`."""
        return self._rows(self._asking(), texts)

    def _rows(
        self, model: Model, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        vectors = np.zeros((len(texts), self.info.dimension), dtype=np.float32)
        for first in range(0, len(texts), _TOKENIZED):
            part = texts[first : first + _TOKENIZED]
            for rows, found in self._encoded(model, part):
                vectors[[first + row for row in rows]] = found
                if progress is not None:
                    progress(len(rows))
        return vectors

    def _encoded(self, model: Model, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        with self._tokenizing:
            features = model.preprocess(list(texts))
        if "attention_mask" not in features:
            raise ModelInvalid(self.info.id, "is not a transformer: it has no attention mask")
        present = features["attention_mask"]
        groups = runtime.batches(present.sum(dim=1).tolist(), self._settings.batch_tokens)

        def encode(rows: list[int]) -> Vectors:
            # The padding that only longer texts of other batches need is cut off.
            used = present[rows].any(dim=0)
            batch = {
                name: value[rows][:, used] if _is_per_token(value, present) else value
                for name, value in features.items()
            }
            return _unit_vectors(model(batch)["sentence_embedding"])

        return runtime.run(encode, groups, self._settings.threads)


def _is_per_token(value: object, mask: torch.Tensor) -> bool:
    return getattr(value, "shape", None) == mask.shape


def _unit_vectors(rows: torch.Tensor) -> Vectors:
    rows = rows.float()
    result: Vectors = (rows / rows.norm(dim=1, keepdim=True).clamp_min(1e-12)).numpy()
    return result


def _load(name: str) -> Model:
    folder = embedder_folder(name)
    with loading(name):
        if mean_pooling.is_mean_pooled(folder):
            return mean_pooling.load(folder, runtime.dtype())
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(folder.as_posix(), device="cpu", local_files_only=True)
        return model.eval().to(runtime.dtype())


def _identified(name: str, loaded: Callable[[], Any]) -> ModelInfo:
    """Which weights these are; only a model of an unusual kind is loaded to tell its width."""
    folder = embedder_folder(name)
    with loading(name):
        if mean_pooling.is_mean_pooled(folder):
            dimension: int | None = mean_pooling.dimension(folder)
        else:
            dimension = loaded().get_embedding_dimension()
    if dimension is None:
        raise ModelInvalid(name, "does not say how wide its vectors are")
    shown = "all-MiniLM-L6-v2" if name == BUNDLED else name
    return ModelInfo(shown, folder_sha256(folder), dimension)


def _load_queries(name: str, model: Model, info: ModelInfo) -> Model:
    if name != BUNDLED or not isinstance(model, MeanPooled):
        return model
    with loading("query encoder"):
        return query_encoder.load(embedder_folder(name), model, info, runtime.dtype())
