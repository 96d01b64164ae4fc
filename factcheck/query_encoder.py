"""Claims and questions as vectors: the bundled embedder, changed for what is looked for.

A passage that contradicts a claim, or bears it out in other words, lies some way from it. Passages
keep the vectors of the embedder; what is looked for by gets one that lies nearer to the passages
that speak to it. Learnt by `scripts/train_query_encoder.py`; figures in docs/index-experiments.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.errors import ModelInvalid, ModelNotFound
from factcheck.mean_pooling import MeanPooled
from factcheck.model_files import ModelInfo, folder_sha256

if TYPE_CHECKING:
    import torch

FOLDER = Path(__file__).parent / "models" / "queries"
PINNED = FOLDER.with_suffix(".sha256")
WEIGHTS = "model.safetensors"
# Under this name the file tells which embedder it changes.
BASE = "base_sha256"


def load(embedder: Path, model: MeanPooled, info: ModelInfo, dtype: torch.dtype) -> MeanPooled:
    """The encoder of queries that goes with the bundled embedder.

    :param embedder: the embedder's folder.
    :param model: the embedder as loaded from there, which lends its table of words.
    :raises ModelNotFound: if there are no weights.
    :raises ModelInvalid: if they were learnt for another embedder, or are not what was shipped.
    """
    learnt, base = _read(FOLDER)
    if base != info.sha256:
        raise ModelInvalid(
            "query encoder",
            f"goes with the embedder of sha256 {base[:12]}…; {embedder} holds {info.sha256[:12]}…",
        )
    import torch

    from factcheck.networks import loading, low_rank
    from factcheck.networks.encoder import Encoder

    network = loading.usual_encoder(embedder, torch.float32)
    low_rank.change(network, learnt)
    network.to(dtype)
    if isinstance(model.network, Encoder):
        network.words = model.network.words
    return model.with_network(network)


def identified(info: ModelInfo) -> ModelInfo:
    """Which weights are added to those of the embedder, without loading any.

    :param info: the bundled embedder.
    :raises ModelNotFound: if there are none.
    :raises ModelInvalid: if they are not what was shipped.
    """
    return ModelInfo("factcheck-queries", _sha256(FOLDER), info.dimension)


def _sha256(folder: Path) -> str:
    if not (folder / WEIGHTS).is_file():
        raise ModelNotFound(
            "query encoder", f"{folder} holds no weights; install factcheck-engine again"
        )
    digest = folder_sha256(folder)
    if digest != PINNED.read_text("utf-8").strip():
        raise ModelInvalid(
            "query encoder", f"{folder} is not what was shipped; install factcheck-engine again"
        )
    return digest


def _read(folder: Path) -> tuple[dict[str, torch.Tensor], str]:
    """The change, and the embedder that it is of."""
    from safetensors import safe_open

    _sha256(folder)
    with safe_open(folder / WEIGHTS, "pt") as file:
        names = file.keys()  # the file itself can not be gone through
        return {name: file.get_tensor(name) for name in names}, file.metadata()[BASE]
