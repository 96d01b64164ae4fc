"""Weights read as the package stores them while they are trained: rounded to 8-bit floats."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


def straight_through(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    """The matrices that are trained, each number rounded, by their names.

    What is learnt of the rounded numbers moves the unrounded ones, as if they were the same
    (Bengio, Léonard & Courville 2013, "Estimating or propagating gradients through stochastic
    neurons"); so what is stored in the end is what was trained.
    """
    return {name: weight + (_stored(weight) - weight).detach() for name, weight in _trained(model)}


def round_off(model: torch.nn.Module) -> None:
    """Round the same matrices in their place."""
    for _, weight in _trained(model):
        weight.data = _stored(weight)


def _trained(model: torch.nn.Module) -> list[tuple[str, torch.Tensor]]:
    return [
        (name, weight)
        for name, weight in model.named_parameters()
        if weight.ndim == 2 and weight.requires_grad
    ]


def _stored(weight: torch.Tensor) -> torch.Tensor:
    """The nearest 8-bit floats (e4m3: Micikevicius et al. 2022), in the type of the weights."""
    import torch

    return weight.detach().to(torch.float8_e4m3fn).to(weight.dtype)
