"""The network: one encoder, a head for cues, one for each cue's source and content, one for
check-worthiness.

For every cue that is found, each token of the window is asked anew whether it belongs to the
source or the content of *this* cue, so that attributions inside each other come out apart. The
score of a (cue, token) pair is a small perceptron over both vectors and their distance, as in
dependency parsers that score arcs (Dozat & Manning 2017).
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from factcheck.networks import loading
from factcheck.networks.encoder import Encoder

# Classes of the cue head.
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
# Classes of the pair head.
NEITHER, SOURCE, CONTENT = 0, 1, 2
# Outputs of the check-worthiness head: sentences rated one by one; picks of a whole debate.
RATED, PICKED = 0, 1

_FARTHEST = 16
_ENCODER = "encoder."


class TaggerNetwork(nn.Module):
    """Token and sentence heads over a transformer encoder.

    :param pair_width: width of the hidden layer that scores (cue, token) pairs.
    """

    def __init__(self, encoder: Encoder, pair_width: int = 192) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.shape.width
        self.cue = nn.Linear(width, 3)
        self.token = nn.Linear(width, pair_width)
        self.by_cue = nn.Linear(width, pair_width)
        self.distance = nn.Embedding(2 * _FARTHEST + 1, pair_width)
        self.pair = nn.Linear(pair_width, 3)
        self.check = nn.Linear(width, 2)

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Token states (rows, tokens, width) of padded rows."""
        states: Tensor = self.encoder(ids, mask)
        return states

    def pairs(self, states: Tensor, rows: Tensor, cues: Tensor) -> Tensor:
        """Scores (cues, tokens, 3): is a token of that row the cue's source or content?

        :param rows: for each cue the row that it stands in.
        :param cues: (cues, tokens), true on the cue's own tokens.
        """
        tokens = states[rows]
        inside = cues.unsqueeze(-1).to(tokens.dtype)
        cue = (tokens * inside).sum(1) / inside.sum(1)
        places = torch.arange(tokens.shape[1]) - cues.float().argmax(1).unsqueeze(1)
        near = self.distance(_logarithmic(places)).to(tokens.dtype)
        scores: Tensor = self.pair(
            torch.relu(self.token(tokens) + self.by_cue(cue).unsqueeze(1) + near)
        )
        return scores

    def checks(self, states: Tensor, mask: Tensor) -> Tensor:
        """Scores (rows, 2) of whole rows: columns :data:`RATED` and :data:`PICKED`."""
        kept = mask.unsqueeze(-1).to(states.dtype)
        scores: Tensor = self.check((states * kept).sum(1) / kept.sum(1))
        return scores


def tagger(folder: Path, dtype: torch.dtype) -> TaggerNetwork:
    """The trained network of a folder, in that number format.

    :raises RuntimeError: if some of its weights are missing, or of another shape.
    """
    weights = loading.weights_of(folder)
    network = TaggerNetwork(Encoder(loading.shape_of(loading.settings(folder))))
    heads = {name: each for name, each in weights.items() if not name.startswith(_ENCODER)}
    inner = {name.removeprefix(_ENCODER): weights[name] for name in weights.keys() - heads.keys()}
    named = loading.named_here(inner, "bert").items()
    return loading.filled(network, heads | {_ENCODER + name: w for name, w in named}, dtype)


def _logarithmic(places: Tensor) -> Tensor:
    """Signed distances in half steps of the logarithm, shifted to start at 0."""
    steps = places.sign() * places.abs().clamp(min=1).log2().mul(2).round().add(1)
    return (steps * (places != 0)).long().clamp(-_FARTHEST, _FARTHEST) + _FARTHEST
