"""Small changes of an encoder: to each matrix a product of two narrow ones is added.

Hu et al. 2021, "LoRA: Low-rank adaptation of large language models". What is learnt is little
enough to be shipped beside weights that stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from factcheck.networks.encoder import Encoder

_MATRICES = ("query", "key", "value", "joined", "inner", "outer")


class LowRank(nn.Module):
    """A matrix that stays, and the change that is learnt: none at first.

    :param rank: the width of the two factors.
    """

    def __init__(self, stays: nn.Linear, rank: int) -> None:
        super().__init__()
        self.stays = stays
        self.down = nn.Linear(stays.in_features, rank, bias=False)
        self.up = nn.Linear(rank, stays.out_features, bias=False)
        nn.init.normal_(self.down.weight, std=stays.in_features**-0.5)
        nn.init.zeros_(self.up.weight)

    def forward(self, given: Tensor) -> Tensor:
        """What the matrix makes of it, changed."""
        found: Tensor = self.stays(given) + self.up(self.down(given))
        return found


def opened(encoder: Encoder, rank: int) -> list[LowRank]:
    """Let every matrix of an encoder's layers be changed so, and nothing else."""
    encoder.requires_grad_(requires_grad=False)
    parts = []
    for layer in encoder.layers:
        for name in _MATRICES:
            part = LowRank(getattr(layer, name), rank)
            setattr(layer, name, part)
            parts.append(part)
    return parts


def changes(encoder: Encoder) -> dict[str, Tensor]:
    """The factors of an encoder that :func:`opened` has opened, by their names."""
    factors = (".down.weight", ".up.weight")
    return {
        name: each.detach().clone()
        for name, each in encoder.state_dict().items()
        if name.endswith(factors)
    }


def change(encoder: Encoder, learnt: Mapping[str, Tensor]) -> None:
    """Add to an encoder's matrices, in place, what :func:`changes` gave.

    :raises ValueError: if a factor lacks its other one.
    :raises AttributeError: if there is no such matrix.
    :raises RuntimeError: if one is of another shape.
    """
    names = {name.rsplit(".", 2)[0] for name in learnt}
    if not names or {f"{name}.{end}.weight" for name in names for end in ("down", "up")} != {
        *learnt
    }:
        raise ValueError("a change must be of pairs of factors")
    with torch.no_grad():
        for name in sorted(names):
            up, down = learnt[f"{name}.up.weight"], learnt[f"{name}.down.weight"]
            encoder.get_parameter(f"{name}.weight").add_(up.float() @ down.float())
