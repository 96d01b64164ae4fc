"""Layers whose products are of 8-bit integers: quick on CPUs with AVX512-VNNI.

Weights get one scale for each row, what they are multiplied with one for each token, as it comes
(Yao et al. 2022, "ZeroQuant"). A few columns of far greater values would leave the others hardly
a digit; they are computed apart, as they are (Dettmers et al. 2022, "LLM.int8()", section 3.2).
Which these are the weights tell, so that no texts are needed to find them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor, nn

from factcheck.networks.encoder import Encoder, Layer

# The greatest integer. One less than fits, since a scale is rounded to the number format, too.
_MOST = 126
# How many columns are computed apart.
_APART = 16
# The least that the activation function between the two last products gives: GELU (Hendrycks &
# Gimpel 2016). With it all integers are used for what is mostly above it.
_LEAST = -0.17
# How far out normalised values lie, in deviations.
_FAR = 3
# Rows of nothing but less are taken for 0.
_TINY = 1e-6


def quickened(encoder: Encoder) -> None:
    """Let an encoder compute its products in integers, in place; it can not be trained then."""
    given: nn.LayerNorm = encoder.given
    with torch.no_grad():
        for at, layer in enumerate(encoder.layers):
            quick = IntegerLayer(cast("Layer", layer), given)
            encoder.layers[at], given = quick, quick.done


class IntegerLayer(Layer):
    """A layer that computes its products in integers, all but a few columns of them.

    :param layer: the layer whose weights are taken over.
    :param given: the normalisation of what it is given.
    """

    def __init__(self, layer: Layer, given: nn.LayerNorm) -> None:
        nn.Module.__init__(self)
        self._heads = layer._heads
        self.attended, self.done = layer.attended, layer.done
        self.asked = IntegerLinear(layer, ("query", "key", "value"), _reach(given))
        self.joined = IntegerLinear(layer, ["joined"])
        self.inner = IntegerLinear(layer, ["inner"], _reach(layer.attended))
        self.outer = IntegerLinear(layer, ["outer"], least=_LEAST)

    def _asked(self, states: Tensor, first: int | None) -> tuple[Tensor, ...]:
        query, key, value = self.asked(states).chunk(3, -1)
        return query[:, :first], key, value


def _reach(norm: nn.LayerNorm) -> Tensor:
    """How far from 0 what leaves a normalisation lies, column by column."""
    return norm.bias.float().abs() + _FAR * norm.weight.float().abs()


class IntegerLinear(nn.Module):
    """Linear maps of one input, side by side.

    :param names: the parts of the layer whose weights and biases are taken over.
    :param reach: how far from 0 the input lies, by column; everywhere the same if left out.
    :param least: the input is never less.
    """

    def __init__(
        self,
        layer: Layer,
        names: Sequence[str],
        reach: Tensor | None = None,
        least: float | None = None,
    ) -> None:
        super().__init__()
        weights = torch.cat([layer.get_parameter(f"{name}.weight") for name in names]).float()
        self._bias = torch.cat([layer.get_parameter(f"{name}.bias") for name in names])
        dtype, width = self._bias.dtype, weights.shape[1]
        order = weights.abs().amax(0) if reach is None else reach
        self._columns = order.topk(min(_APART, width)).indices
        self._apart = weights[:, self._columns].t().contiguous().to(dtype)
        weights[:, self._columns] = 0
        scale = weights.abs().amax(1, keepdim=True).clamp_(min=_TINY) / 127
        integers = (weights / scale).round_().to(torch.int8)
        self._scale = scale.flatten().to(dtype)
        self._weights = integers.t().contiguous()
        self._sums = integers.sum(1, dtype=torch.int32)
        kept = torch.ones(width, dtype=dtype).index_fill_(0, self._columns, 0)
        self._kept = None if reach is None else kept
        self._least = least

    def forward(self, given: Tensor) -> Tensor:
        """What the maps make of it, side by side."""
        rows = given.flatten(0, -2)
        found = torch.addmm(self._bias, rows[:, self._columns], self._apart)
        products, step = self._even(rows) if self._least is None else self._above(rows, self._least)
        found.addcmul_(products.to(given.dtype).mul_(self._scale), 1 / step)
        return found.view(*given.shape[:-1], -1)

    def _even(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Products of what lies on both sides of 0, and how many steps there are to 1."""
        kept = rows if self._kept is None else rows * self._kept
        step = _MOST / _greatest(kept.abs()).clamp_(min=_TINY)
        return torch._int_mm((kept * step).round_().to(torch.int8), self._weights), step

    def _above(self, rows: Tensor, least: float) -> tuple[Tensor, Tensor]:
        """The same of what is never less than `least`."""
        step = (2 * _MOST - 2) / (_greatest(rows) - least)
        zero = -_MOST - (least * step).round()
        products = torch._int_mm((rows * step).round_().add_(zero).to(torch.int8), self._weights)
        return products.sub_(zero.to(torch.int32) * self._sums), step


def _greatest(rows: Tensor) -> Tensor:
    """The greatest value of each row, 0 if none is above it: (rows, 1).

    Floats from 0 on are in the order of their bits (IEEE 754), which integers are compared by in
    a tenth of the time; those below have the bits of integers below 0.
    """
    bits = torch.int16 if rows.dtype is torch.bfloat16 else torch.int32
    return rows.view(bits).amax(1, keepdim=True).clamp_(min=0).view(rows.dtype)
