"""From a text to who said what in it, and from sentences to how much they are worth checking."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from factcheck import runtime
from factcheck.tagging.types import TaggedAttribution
from factcheck.tagging.windows import Window, Windows
from factcheck.types import Span

if TYPE_CHECKING:
    from torch import Tensor

    from factcheck.tagging.network import TaggerNetwork

# An article is a thousand tokens: small batches give each core its part.
_BATCH_TOKENS = 384
# Pieces of one source or content that lie this many tokens apart are one.
_GAP = 1


class Tagger:
    """Reads English news and debates. Safe to share between threads.

    :param network: a trained network.
    :param tokenizer: the one that it was trained with.
    :param threads: compute threads; 0 takes one per core.
    """

    def __init__(self, network: TaggerNetwork, tokenizer: Any, threads: int = 0) -> None:
        self._network, self._windows, self._threads = network, Windows(tokenizer), threads

    def attributions(self, text: str) -> list[TaggedAttribution]:
        """The attributions of a text, in order of their cues."""
        windows = self._windows.of_text(text)
        found: list[TaggedAttribution] = []
        for _, tagged in self._run(self._tagged, windows):
            found += tagged
        whole = [_of_whole_words(text, item) for item in found]
        return sorted(whole, key=lambda item: (item.cue.start, item.cue.end))

    def checkworthiness(
        self, sentences: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> list[tuple[float, float]]:
        """For each sentence by itself the scores (log-odds) of being worth checking.

        The first is that of a sentence rated by itself (as in ClaimBuster), the second that of
        one picked by fact-checkers from a whole debate (as in CLEF CheckThat!).

        :param progress: called with the number of sentences done since its last call.
        """
        scores = [(0.0, 0.0)] * len(sentences)
        windows = self._windows.of_sentences(sentences)
        for rows, found in self._run(self._checked, windows):
            for row, score in zip(rows, found, strict=True):
                scores[row] = score
            if progress is not None:
                progress(len(rows))
        return scores

    def _run(self, compute: Callable[[list[Window]], Any], windows: list[Window]) -> Iterator[Any]:
        groups = runtime.shared(
            [len(window.ids) for window in windows], _BATCH_TOKENS, self._threads
        )
        return runtime.run(
            lambda rows: compute([windows[row] for row in rows]), groups, self._threads
        )

    def _checked(self, windows: list[Window]) -> list[tuple[float, float]]:
        ids, mask = _padded(windows)
        scores = self._network.checks(self._network.states(ids, mask), mask).float()
        return [(float(rated), float(picked)) for rated, picked in scores.tolist()]

    def _tagged(self, windows: list[Window]) -> list[TaggedAttribution]:
        import torch

        ids, mask = _padded(windows)
        states = self._network.states(ids, mask)
        classes = self._network.cue(states).argmax(-1).tolist()
        cues = [
            (row, first, last)
            for row, window in enumerate(windows)
            for first, last in _cues(classes[row], window)
        ]
        if not cues:
            return []
        inside = torch.zeros(len(cues), ids.shape[1], dtype=torch.bool)
        for place, (_, first, last) in enumerate(cues):
            inside[place, first : last + 1] = True
        rows = torch.tensor([row for row, _, _ in cues])
        scores = self._network.pairs(states, rows, inside).float().softmax(-1)
        return [
            _attribution(windows[row], first, last, scores[place])
            for place, (row, first, last) in enumerate(cues)
        ]


def _padded(windows: list[Window]) -> tuple[Tensor, Tensor]:
    import torch

    width = max(len(window.ids) for window in windows)
    ids = torch.zeros(len(windows), width, dtype=torch.long)
    mask = torch.zeros(len(windows), width, dtype=torch.bool)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        mask[row, : len(window.ids)] = True
    return ids, mask


def _cues(classes: list[int], window: Window) -> Iterator[tuple[int, int]]:
    """The first and last tokens of each cue."""
    from factcheck.tagging.network import BEGIN, INSIDE, OUTSIDE

    first: int | None = None
    for place, span in enumerate(window.spans):
        kind = OUTSIDE if span is None else classes[place]
        if first is not None and kind != INSIDE:
            yield first, place - 1
            first = None
        if first is None and kind in (BEGIN, INSIDE):
            first = place
    if first is not None:
        yield first, len(window.spans) - 1


def _attribution(window: Window, first: int, last: int, scores: Tensor) -> TaggedAttribution:
    from factcheck.tagging.network import CONTENT, SOURCE

    best = scores.argmax(-1).tolist()
    sources = _runs(window, [kind == SOURCE for kind in best[: len(window.spans)]])
    contents = _runs(window, [kind == CONTENT for kind in best[: len(window.spans)]])
    weight = scores[:, SOURCE].tolist()
    source = max(sources, key=lambda run: math.fsum(weight[run[0] : run[1] + 1]), default=None)
    return TaggedAttribution(
        cue=_between(window, (first, last)),
        source=_between(window, source) if source else None,
        contents=tuple(_between(window, run) for run in contents),
    )


def _runs(window: Window, wanted: list[bool]) -> list[tuple[int, int]]:
    """The first and last places of runs of wanted tokens; small gaps are bridged."""
    found: list[tuple[int, int]] = []
    for place, is_wanted in enumerate(wanted):
        if not is_wanted or window.spans[place] is None:
            continue
        if found and place - found[-1][1] <= _GAP + 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def _of_whole_words(text: str, found: TaggedAttribution) -> TaggedAttribution:
    return TaggedAttribution(
        cue=_widened(text, found.cue),
        source=_widened(text, found.source) if found.source else None,
        contents=tuple(_widened(text, part) for part in found.contents),
    )


def _widened(text: str, span: Span) -> Span:
    """The span with all of its first and last word: tokens may be parts of words."""
    start, end = span.start, span.end
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def _between(window: Window, run: tuple[int, int]) -> Span:
    first, last = window.spans[run[0]], window.spans[run[1]]
    assert first is not None and last is not None
    return Span(first.start, last.end)
