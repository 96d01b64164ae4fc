"""Put a trained stance model into the package, in a compact form.

    python scripts/bundle_stance.py runs/stance/model

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

from factcheck.model_files import PINNED, folder_sha256, stance_folder

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
    parser.add_argument("model", type=Path)
    trained = parser.parse_args().model
    folder = stance_folder("bundled")
    for name in SETTINGS:
        shutil.copy(trained / name, folder / name)
    save_file(compact(load_file(trained / WEIGHTS)), folder / WEIGHTS, {"format": "pt"})
    config = json.loads((folder / "config.json").read_text("utf-8"))
    # What a loader that asks for no type in particular turns the weights into.
    config["dtype"] = "float32"
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    digest = folder_sha256(folder)
    PINNED.write_text(f"{digest}\n", "utf-8")
    size = (folder / WEIGHTS).stat().st_size / 1e6
    Console().print(f"{folder / WEIGHTS}: {size:.0f} MB, SHA-256 of the folder {digest}")


if __name__ == "__main__":
    main()
