"""Weights in 8 bits are right on average; those that are such floats already stay."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest
import torch


@pytest.fixture
def bundle(repository: Path) -> Any:
    """The script that puts a model into the package."""
    path = repository / "scripts" / "bundle_model.py"
    spec = importlib.util.spec_from_file_location("bundle_model", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_small_moves_survive_on_average(bundle: Any) -> None:
    stored = torch.tensor([0.05, -0.05, 0.3, 1e-3, -7.0]).to(torch.float8_e4m3fn).float()
    moved = (stored * 1.005).repeat(20_000, 1)
    kept = bundle.rounded(moved, torch.Generator().manual_seed(2)).float()
    assert kept.mean(dim=0) == pytest.approx(moved[0], rel=2e-3)
    assert torch.equal(moved.to(torch.float8_e4m3fn).float()[0], stored)


def test_only_the_two_floats_around_a_number_are_taken(bundle: Any) -> None:
    exact = torch.cat([torch.linspace(-449, 449, 4_000), torch.linspace(-0.02, 0.02, 4_001)])
    grid = torch.arange(256, dtype=torch.uint8).view(torch.float8_e4m3fn).float()
    grid = grid[~grid.isnan()].unique()
    kept = bundle.rounded(exact, torch.Generator().manual_seed(3)).float()
    below = grid[(torch.searchsorted(grid, exact, right=True) - 1).clamp(0)]
    above = grid[torch.searchsorted(grid, exact).clamp(max=len(grid) - 1)]
    assert bool(((kept == below) | (kept == above)).all())
    assert torch.equal(bundle.rounded(grid, torch.Generator()).float(), grid)


def test_several_models_are_averaged_weight_by_weight(bundle: Any) -> None:
    one = {"a": torch.tensor([[1.0, 2.0]]).to(torch.float8_e4m3fn), "b": torch.tensor([4.0]).half()}
    other = {"a": torch.tensor([[3.0, 2.0]]), "b": torch.tensor([0.0])}
    found = bundle.averaged([one, other])
    assert torch.equal(found["a"], torch.tensor([[2.0, 2.0]]))
    assert torch.equal(found["b"], torch.tensor([2.0]))
    assert torch.equal(bundle.averaged([other])["a"], other["a"])
