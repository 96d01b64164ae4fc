"""The bundled tagger, loaded once."""

from __future__ import annotations

from pathlib import Path

from factcheck import runtime
from factcheck.errors import ModelInvalid, ModelNotFound
from factcheck.model_files import folder_sha256, loading
from factcheck.networks import tokens
from factcheck.tagging.tagger import Tagger

FOLDER = Path(__file__).parents[1] / "models" / "tagger"
# The SHA-256 of that folder, written where the model is made.
PINNED = FOLDER.with_suffix(".sha256")


def load(folder: Path = FOLDER) -> Tagger:
    """The tagger in a folder; the bundled one must be the one that was shipped.

    :raises ModelNotFound: if there are no weights.
    :raises ModelInvalid: if they cannot be loaded or are not what was shipped.
    """
    if not (folder / "model.safetensors").is_file():
        raise ModelNotFound("tagger", f"{folder} holds no weights; install factcheck-engine again")
    if folder == FOLDER and folder_sha256(folder) != PINNED.read_text("utf-8").strip():
        raise ModelInvalid(
            "tagger", f"{folder} is not what was shipped; install factcheck-engine again"
        )
    with loading("tagger"):
        from factcheck.tagging.network import tagger

        network = tagger(folder, runtime.dtype())
        tokenizer = tokens.read(folder)
    return Tagger(network, tokenizer)


bundled = runtime.Lazy(load)
