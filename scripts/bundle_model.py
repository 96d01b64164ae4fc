"""Put a trained model into the package, in a compact form.

    python scripts/bundle_model.py stance runs/stance/model
    python scripts/bundle_model.py stance runs/stance/model runs/sharpened/model
    python scripts/bundle_model.py tagger runs/tagger

Several models, trained on one from the other, are averaged weight by weight, which is often better
than each of them (Wortsman et al. 2022, "Model soups").

Matrices are stored as 8-bit floats (e4m3: Micikevicius et al. 2022, "FP8 formats for deep
learning"), everything else as 16-bit floats: a quarter of the size, and still a standard
safetensors file that transformers and sentence-transformers load as float32. The SHA-256 of
the folder is pinned beside it and checked at every load.

Matrices are rounded up or down by chance, so that they are right on average (Gupta et al. 2015,
"Deep learning with limited numerical precision"). Rounded to the nearest, a model trained on from
one that was stored so would fall back onto it: its weights move by less than half a step.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from rich.console import Console
from safetensors.torch import load_file, save_file

import factcheck
from factcheck.model_files import folder_sha256

MODELS = Path(factcheck.__file__).parent / "models"
WEIGHTS = "model.safetensors"
SETTINGS = ("config.json", "tokenizer.json", "tokenizer_config.json")


def averaged(models: Sequence[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of the weights of models of one shape."""
    return {
        name: torch.stack([model[name].float() for model in models]).mean(dim=0)
        for name in models[0]
    }


def compact(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The same tensors in fewer bits, always the same ones."""
    chance = torch.Generator().manual_seed(1)
    return {
        name: (rounded(tensor, chance) if tensor.ndim == 2 else tensor.to(torch.float16))
        for name, tensor in sorted(weights.items())
    }


def rounded(tensor: torch.Tensor, chance: torch.Generator) -> torch.Tensor:
    """Each number as one of the two 8-bit floats around it, the nearer one more often."""
    exact = tensor.float()
    nearest = exact.to(torch.float8_e4m3fn)
    beyond = exact.abs() > nearest.float().abs()
    # Codes of one sign follow each other by size; the code of zero has none below it.
    codes = nearest.view(torch.uint8).to(torch.int16)
    step = torch.where(beyond, 1, -1)
    step[(codes % 128 == 0) & ~beyond] = 0
    step[(codes % 128 == 126) & beyond] = 0
    other = (codes + step).to(torch.uint8).view(torch.float8_e4m3fn)
    gap = (other.float() - nearest.float()).abs()
    share = torch.where(gap > 0, (exact - nearest.float()).abs() / gap, 0.0)
    take = torch.rand(exact.shape, generator=chance) < share
    return torch.where(take, other.view(torch.uint8), nearest.view(torch.uint8)).view(
        torch.float8_e4m3fn
    )


def main() -> None:
    """Convert, copy, pin."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kind", choices=["stance", "tagger"])
    parser.add_argument("models", type=Path, nargs="+", metavar="model")
    arguments = parser.parse_args()
    folder = MODELS / arguments.kind
    folder.mkdir(exist_ok=True)
    for name in SETTINGS:
        shutil.copy(arguments.models[-1] / name, folder / name)
    weights = averaged([load_file(model / WEIGHTS) for model in arguments.models])
    save_file(compact(weights), folder / WEIGHTS, {"format": "pt"})
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
