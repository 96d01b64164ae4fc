"""Products of 8-bit integers give what those of floats give, but for rounding."""

from __future__ import annotations

import copy

import pytest
import torch
from hypothesis import given, strategies as st
from torch import Tensor
from torch.nn import functional

from factcheck.networks.encoder import Encoder, Layer, Shape
from factcheck.networks.integers import IntegerLinear, quickened

SHAPE = Shape(
    width=64, inner=128, heads=4, layers=2, words=50, positions=40, epsilon=1e-5, distances=32
)
DTYPES = [torch.float32, torch.bfloat16]


def drawn(seed: int, dtype: torch.dtype = torch.float32) -> Encoder:
    """An encoder whose weights are drawn at random."""
    encoder = Encoder(SHAPE)
    dice = torch.Generator().manual_seed(seed)
    for weights in encoder.parameters():
        torch.nn.init.normal_(weights, std=0.2, generator=dice)
    for module in encoder.modules():
        if isinstance(module, torch.nn.LayerNorm):
            torch.nn.init.normal_(module.weight, 1, 0.2, generator=dice)
    return encoder.to(dtype).requires_grad_(requires_grad=False)


def layer_of(encoder: Encoder) -> Layer:
    layer = encoder.layers[0]
    assert isinstance(layer, Layer)
    return layer


def apart(found: Tensor, exact: Tensor) -> float:
    """How far one lies from the other, as a share of it."""
    return float((found.double() - exact.double()).norm() / exact.double().norm())


@pytest.mark.parametrize("dtype", DTYPES)
@given(seed=st.integers(0, 2**31), rows=st.integers(1, 40), size=st.floats(-4, 4))
def test_a_product_is_that_of_floats_but_for_rounding(
    dtype: torch.dtype, seed: int, rows: int, size: float
) -> None:
    layer = layer_of(drawn(seed, dtype))
    states = torch.randn(rows, 64, generator=torch.Generator().manual_seed(seed)).to(dtype)
    states = states * 10**size
    found = IntegerLinear(layer, ["query", "key"])(states)
    exact = torch.cat([layer.query(states), layer.key(states)], -1)
    assert found.dtype is dtype
    assert apart(found, exact) < 0.03


@pytest.mark.parametrize("dtype", DTYPES)
@given(seed=st.integers(0, 2**31), size=st.floats(-4, 4))
def test_so_is_that_of_what_is_mostly_above_its_least(
    dtype: torch.dtype, seed: int, size: float
) -> None:
    layer = layer_of(drawn(seed, dtype))
    states = torch.randn(9, 128, generator=torch.Generator().manual_seed(seed)) * 10**size
    states = functional.gelu(states).to(dtype)
    found = IntegerLinear(layer, ["outer"], least=-0.17)(states)
    exact = layer.outer(states)
    # By steps of the whole range; values that are all near 0 are lost in them.
    assert float((found - exact).abs().max()) < 0.02 * (1 + float(exact.abs().max()))


def test_a_column_far_above_the_others_costs_them_nothing() -> None:
    layer = layer_of(drawn(1))
    states = torch.randn(20, 64, generator=torch.Generator().manual_seed(1))
    states[:, 7] *= 1_000
    reach = torch.ones(64)
    told = reach.clone()
    told[7] = 3_000
    with torch.no_grad():
        layer.query.weight[:, 7] *= 0.001
    exact = layer.query(states)
    assert apart(IntegerLinear(layer, ["query"], told)(states), exact) < 0.02
    assert apart(IntegerLinear(layer, ["query"])(states), exact) > 0.1


@pytest.mark.parametrize("values", [(0.0, 0.0), (-0.1, -0.1), (-0.01, -0.16)])
@pytest.mark.parametrize("least", [None, -0.17])
def test_a_row_of_nothing_above_0_is_a_row_like_others(
    values: tuple[float, float], least: float | None
) -> None:
    layer = layer_of(drawn(1))
    states = torch.tensor(values).repeat(2, 64)
    exact = layer.outer(states)
    found = IntegerLinear(layer, ["outer"], least=least)(states)
    assert float((found - exact).abs().max()) < 0.02


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("first", [None, 1])
def test_a_whole_encoder_says_the_same(dtype: torch.dtype, first: int | None) -> None:
    encoder = drawn(3, dtype)
    quick = copy.deepcopy(encoder)
    quickened(quick)
    ids = torch.arange(24).view(2, 12)
    mask = torch.ones(2, 12, dtype=torch.bool)
    mask[1, 7:] = False
    exact, found = (each(ids, mask, first=first) for each in (encoder, quick))
    assert found.shape == exact.shape == (2, first or 12, 64)
    assert 0 < apart(found[:, :7], exact[:, :7]) < 0.05


def test_a_row_is_the_same_alone_and_beside_others() -> None:
    quick = drawn(3)
    quickened(quick)
    ids = torch.arange(24).view(2, 12)
    mask = torch.ones(2, 12, dtype=torch.bool)
    both = quick(ids, mask)
    assert torch.allclose(quick(ids[:1], mask[:1]), both[:1], atol=1e-4)
