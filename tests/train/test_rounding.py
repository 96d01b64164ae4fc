"""What is read rounded is learnt all the same."""

import torch

from factcheck.train.rounding import round_off, straight_through

# The 8-bit floats on either side of the first number are 1 and 1.125.
_WEIGHT = torch.tensor([[1.03, -0.5]])


def a_layer() -> torch.nn.Linear:
    """A layer of two weights and a bias."""
    layer = torch.nn.Linear(2, 1)
    layer.weight.data, layer.bias.data = _WEIGHT.clone(), torch.tensor([0.03])
    return layer


def read(layer: torch.nn.Linear) -> torch.Tensor:
    """What the layer makes of two ones, its matrix rounded."""
    made: torch.Tensor = torch.func.functional_call(
        layer, straight_through(layer), (torch.ones(2),)
    )
    return made


def test_matrices_are_read_rounded_and_vectors_as_they_are() -> None:
    assert torch.allclose(read(a_layer()), torch.tensor([1.0 - 0.5 + 0.03]))


def test_steps_too_small_to_be_seen_add_up() -> None:
    layer = a_layer()
    optimizer = torch.optim.SGD([layer.weight], lr=0.01)
    seen = set()
    for _ in range(4):
        (-read(layer)).sum().backward()
        optimizer.step()
        optimizer.zero_grad()
        seen.add(straight_through(layer)["weight"][0, 0].item())
    assert torch.allclose(layer.weight.data, _WEIGHT + 0.04)
    assert seen == {1.0, 1.125}


def test_what_is_not_trained_is_left_alone() -> None:
    layer = a_layer()
    layer.weight.requires_grad_(False)
    assert straight_through(layer) == {}
    round_off(layer)
    assert torch.equal(layer.weight.data, _WEIGHT)


def test_the_end_is_what_was_read() -> None:
    layer = a_layer()
    before = read(layer)
    round_off(layer)
    assert torch.equal(layer(torch.ones(2)), before)
    assert layer.weight.data.tolist() == [[1.0, -0.5]]
