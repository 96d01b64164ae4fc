"""Put a trained model into the package, in a compact form.

    python scripts/bundle_model.py stance runs/stance/model
    python scripts/bundle_model.py tagger runs/tagger

Matrices are stored as 8-bit floats (e4m3: Micikevicius et al. 2022, "FP8 formats for deep
learning"), everything else as 16-bit floats: a quarter of the size, and still a standard
safetensors file that transformers and sentence-transformers load as float32. The SHA-256 of
the folder is pinned beside it and checked at every load.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from rich.console import Console
from safetensors.torch import load_file, save_file

import factcheck
from factcheck.model_files import folder_sha256

MODELS = Path(factcheck.__file__).parent / "models"
WEIGHTS = "model.safetensors"
SETTINGS = ("config.json", "tokenizer.json", "tokenizer_config.json")


def compact(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The same tensors in fewer bits."""
    return {
        name: tensor.to(torch.float8_e4m3fn if tensor.ndim == 2 else torch.float16).contiguous()
        for name, tensor in weights.items()
    }


def main() -> None:
    """Convert, copy, pin."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kind", choices=["stance", "tagger"])
    parser.add_argument("model", type=Path)
    arguments = parser.parse_args()
    folder = MODELS / arguments.kind
    folder.mkdir(exist_ok=True)
    for name in SETTINGS:
        shutil.copy(arguments.model / name, folder / name)
    save_file(compact(load_file(arguments.model / WEIGHTS)), folder / WEIGHTS, {"format": "pt"})
    config = json.loads((folder / "config.json").read_text("utf-8"))
    # What a loader that asks for no type in particular turns the weights into.
    config["dtype"] = "float32"
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    digest = folder_sha256(folder)
    folder.with_suffix(".sha256").write_text(f"{digest}\n", "utf-8")
    size = (folder / WEIGHTS).stat().st_size / 1e6
    Console().print(f"{folder / WEIGHTS}: {size:.0f} MB, SHA-256 of the folder {digest}")


if __name__ == "__main__":
    main()
