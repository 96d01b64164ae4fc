"""The encoders of BERT and MPNet, as they are used and not as they are trained: without dropout.

BERT: Devlin et al. 2019; MPNet: Song et al. 2020, whose relative positions are those of T5 (Raffel
et al. 2020, section 2.1). Both normalise after each half of a layer (Vaswani et al. 2017).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

# Further away all distances are one.
_FARTHEST = 128


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of an encoder.

    :param inner: width between the two products that end a layer.
    :param words: rows of the table of word vectors.
    :param first: the row of the table of positions that the first token takes. (MPNet as published
        gives none to the word for padding, should a text hold it; here it counts as any other.)
    :param types: kinds of tokens (of a first and a second text), 0 if they are not told apart.
    :param distances: kinds of distances between tokens, 0 if these do not count.
    """

    width: int
    inner: int
    heads: int
    layers: int
    words: int
    positions: int
    epsilon: float
    first: int = 0
    types: int = 0
    distances: int = 0


# All weights come from a file, so that none need be drawn at random first.
class _Linear(nn.Linear):
    def reset_parameters(self) -> None:
        pass


class _Table(nn.Embedding):
    def reset_parameters(self) -> None:
        pass


class _Norm(nn.LayerNorm):
    def reset_parameters(self) -> None:
        pass


class Layer(nn.Module):
    """Attention, then a perceptron, each added to what it was given."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self._heads = shape.heads
        self.query = _Linear(shape.width, shape.width)
        self.key = _Linear(shape.width, shape.width)
        self.value = _Linear(shape.width, shape.width)
        self.joined: nn.Module = _Linear(shape.width, shape.width)
        self.attended = _Norm(shape.width, shape.epsilon)
        self.inner: nn.Module = _Linear(shape.width, shape.inner)
        self.outer: nn.Module = _Linear(shape.inner, shape.width)
        self.done = _Norm(shape.width, shape.epsilon)

    def forward(self, states: Tensor, bias: Tensor | None, first: int | None = None) -> Tensor:
        """States like those given, shape (rows, tokens, width).

        :param first: of the first so many tokens alone.
        """
        query, key, value = (
            part.view(*part.shape[:-1], self._heads, -1).transpose(1, 2)
            for part in self._asked(states, first)
        )
        seen = _attend(query, key, value, None if bias is None else bias[..., :first, :])
        states = self.attended(self.joined(seen.transpose(1, 2).flatten(-2)) + states[:, :first])
        found: Tensor = self.done(self.outer(functional.gelu(self.inner(states))) + states)
        return found

    def _asked(self, states: Tensor, first: int | None) -> tuple[Tensor, ...]:
        """Queries of the first so many tokens, keys and values of all."""
        return self.query(states[:, :first]), self.key(states), self.value(states)


def _attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None) -> Tensor:
    """softmax(QKᵀ / √width + bias) V of each head (Vaswani et al. 2017, section 3.2.1).

    In bfloat16 by two products, which on a CPU are quicker than the fused kernel
    (docs/decisions.md, 143); in float32 that is the faster one.
    """
    if query.dtype is not torch.bfloat16:
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
    scores = query @ key.transpose(-2, -1) / math.sqrt(query.shape[-1])
    return (scores if bias is None else scores + bias).softmax(-1) @ value


class Encoder(nn.Module):
    """Words to vectors that know of each other."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = _Table(shape.words, shape.width)
        self.types = _Table(shape.types, shape.width) if shape.types else None
        self.positions = _Table(shape.positions, shape.width)
        self.given = _Norm(shape.width, shape.epsilon)
        self.distances = _Table(shape.distances, shape.heads) if shape.distances else None
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(
        self, ids: Tensor, mask: Tensor, types: Tensor | None = None, first: int | None = None
    ) -> Tensor:
        """Token states (rows, tokens, width) of rows that are padded at their end.

        :param ids: (rows, tokens).
        :param mask: (rows, tokens), true where there is a token.
        :param types: (rows, tokens), of which text each token is; of the first if left out.
        :param first: give the states of the first so many tokens alone, which saves most of the
            last layer.
        """
        states = self.words(ids)
        if self.types is not None:
            states = states + self.types(torch.zeros_like(ids) if types is None else types)
        states = states + self.positions(torch.arange(ids.shape[1]) + self.shape.first)
        states = self.given(states)
        bias = self._bias(mask, states.dtype)
        for layer in self.layers[:-1]:
            states = layer(states, bias)
        found: Tensor = self.layers[-1](states, bias, first)
        return found

    def _bias(self, mask: Tensor, dtype: torch.dtype) -> Tensor | None:
        """What is added to the score of each pair of tokens, (rows, heads or 1, tokens, tokens)."""
        if self.distances is None and bool(mask.all()):
            return None
        bias = torch.zeros(mask.shape, dtype=dtype)
        bias = bias.masked_fill(~mask, torch.finfo(dtype).min)[:, None, None, :]
        if self.distances is None:
            return bias
        kinds = _kinds(mask.shape[1], self.shape.distances)
        # Laid out as the scores are, which every layer adds it to.
        found: Tensor = self.distances(kinds).permute(2, 0, 1).contiguous() + bias
        return found


def _kinds(tokens: int, count: int) -> Tensor:
    """The kind of distance from each token to each other one, (tokens, tokens).

    Half of the kinds are for those before; half of each half for single steps, the rest for
    ranges that grow with the logarithm.
    """
    places = torch.arange(tokens)
    back = places[:, None] - places[None, :]
    half, steps = count // 2, count // 4
    far = back.abs()
    ranges = (far.float() / steps).log() / math.log(_FARTHEST / steps) * (half - steps)
    wide = (steps + ranges.long()).clamp(max=half - 1)
    return torch.where(far < steps, far, wide) + half * (back < 0)


class PairScores(nn.Module):
    """An encoder, and a score for each class from the vector of the first token."""

    def __init__(self, shape: Shape, classes: int) -> None:
        super().__init__()
        self.encoder = Encoder(shape)
        self.pooled = _Linear(shape.width, shape.width)
        self.scores = _Linear(shape.width, classes)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor | None = None) -> Tensor:
        """Scores (rows, classes). See :meth:`Encoder.forward`."""
        vectors = self.encoder(ids, mask, types, first=1)[:, 0]
        scores: Tensor = self.scores(torch.tanh(self.pooled(vectors)))
        return scores
