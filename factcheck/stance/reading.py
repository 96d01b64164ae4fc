"""What the model sees in a passage: its sentences one by one, and runs of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from factcheck.checks.dateless import dateless
from factcheck.checks.decisions import is_deciders
from factcheck.checks.earlier_versions import may_be_corrected
from factcheck.checks.restating import restated
from factcheck.checks.speaking import asked_of_speaker, with_speaker
from factcheck.checks.spelling import respelt
from factcheck.checks.submissions import may_be_submitted
from factcheck.checks.voices import OwnWord, claim_report, denies, is_writers, names
from factcheck.checks.wording import worded
from factcheck.crossencoders import LABELS, CrossEncoder
from factcheck.language import text
from factcheck.language.relevance import coverage
from factcheck.types import Hit, Polarity, Span, Stance

# Special tokens that a pair takes beside its two texts.
_SPECIAL = 4
# From this lead on (see :class:`Reading`) a passage is read by its sentences, too. Lower, and
# they change next to nothing: docs/stance-experiments.md.
_SAYS_SOMETHING = 0.5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Job:
    """One claim and the passages to judge it by.

    `own_word` is who is known to say so: that this speaker says it makes it neither so nor not.
    """

    claim: str
    hits: Sequence[Hit]
    own_word: OwnWord | None = None

    def asked_of(self, hit: Hit) -> str:
        """What a passage is asked: the claim, or of who is to have said something, only that."""
        report = claim_report(self.claim)
        if report is None or report.attribution.polarity is not Polarity.ASSERTS:
            return self.claim
        said = report.attribution
        document = hit.passage.document
        if is_writers(said, document.publisher) or is_deciders(said, document):
            return said.content
        return asked_of_speaker(said.speaker, said.content, hit) or self.claim

    def whose(self, hit: Hit) -> str:
        """Whose statement a passage is checked for that is not asked the claim itself."""
        report, publisher = claim_report(self.claim), hit.passage.document.publisher
        if report is None or is_writers(report.attribution, publisher):
            return f"{publisher} itself"
        return f"{report.attribution.speaker}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model saw in one passage: its sentences one by one, and runs of them.

    `leads` has shape (spans, 2): by how much support and refutation lead over neutral, in
    log-odds.
    The sentences come first; `sentences` says how many spans they are. `coverage` is the
    share of the claim's words in the passage, `nearest` that in the sentence with most. `is_rest`
    says that sentences of a longer passage were left out.
    """

    spans: tuple[Span, ...]
    sentences: int
    leads: Floats
    similarity: float
    coverage: float
    nearest: float
    is_rest: bool = False

    @property
    def features(self) -> Floats:
        """What the calibration looks at, shape (6,).

        The strongest support and the strongest refutation that any reading found, the
        cosine of claim and passage, the two shares of the claim's words, and whether the passage
        has more than one span (1.0 or 0.0). The strongest of n spans counts as 1/n of what the only
        one would: among many, some speak up by chance. Spans that were not read by themselves
        count, too.
        """
        spans = len(self.spans)
        strongest = self.leads.max(axis=0) - np.log(spans)
        shares = (self.similarity, self.coverage, self.nearest)
        return np.array([*strongest, *shares, float(self.is_rest or spans > 1)])

    def without(self, left_out: Collection[Span]) -> Reading | None:
        """The reading of what remains without some sentences; None if nothing does."""
        keep = [
            at
            for at, span in enumerate(self.spans)
            if not any(span.start < other.end and other.start < span.end for other in left_out)
        ]
        if not keep:
            return None
        return replace(
            self,
            spans=tuple(self.spans[at] for at in keep),
            sentences=sum(at < self.sentences for at in keep),
            leads=self.leads[keep],
            is_rest=self.is_rest or len(self.spans) > 1,
        )

    def sentence_at(self, offset: int) -> Span:
        """The sentence in which that offset of the passage lies."""
        return [s for s in self.spans[: self.sentences] if s.start <= offset][-1]

    def rationale(self, side: Stance) -> Span:
        """The sentence that speaks most for that side."""
        column = LABELS.index(side)
        return self.spans[int(np.argmax(self.leads[: self.sentences, column]))]


def read(scorer: CrossEncoder, jobs: Sequence[Job]) -> list[Reading]:
    """What the model sees in each passage of each job, in order.

    A passage is read as a whole and, where that says something or somebody's words may be left
    out of it, sentence by sentence; one
    longer than the model's window is read by sentences and in runs of whole sentences. Of a
    claim longer than half of the window only the part in :meth:`CrossEncoder.readable` is
    read, which the checker tells.
    """
    pages = [page for job in jobs for page in _pages(scorer, job)]
    whole = _leads(scorer, [page.pairs(page.runs or page.sentences) for page in pages])
    closer = [page.is_worth_a_closer_look(leads) for page, leads in zip(pages, whole, strict=True)]
    single = iter(
        _leads(
            scorer, [p.pairs(p.sentences) for p, look in zip(pages, closer, strict=True) if look]
        )
    )
    return [
        page.reading(leads, next(single) if look else None)
        for page, leads, look in zip(pages, whole, closer, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Page:
    """A passage to be read by a claim: its sentences, and the runs of them that are not one.

    `asked` is the claim as the model reads it, without dates that need no reading. `is_parted`
    says that somebody's words in it may be left out; what is left must then be read by itself.
    """

    claim: str
    asked: str
    hit: Hit
    fits: Callable[[str], bool]
    is_parted: bool
    sentences: tuple[Span, ...]
    runs: tuple[Span, ...]

    def pairs(self, spans: Sequence[Span]) -> list[tuple[str, str]]:
        return [(self._told(span), self.asked) for span in spans]

    def _told(self, span: Span) -> str:
        """The words of a span, as the claim would write their figures and dates."""
        passage = self.hit.passage
        plain = with_speaker(self.claim, self.hit, span, passage.text[span.start : span.end])
        told = restated(self.claim, plain, passage.document.published)
        return told if self.fits(told) else plain

    def is_worth_a_closer_look(self, leads: Floats) -> bool:
        says_something = self.is_parted or bool(leads.max() >= _SAYS_SOMETHING)
        return bool(self.runs) and (len(self.runs) > 1 or says_something)

    def reading(self, whole: Floats, single: Floats | None) -> Reading:
        passage = self.hit.passage
        title = passage.document.title or ""
        shares = np.array(
            [coverage(self.asked, passage.text[s.start : s.end]) for s in self.sentences]
        )
        if self.runs:
            if single is None:
                # Not read by themselves: none says more than the whole of them.
                single = whole + (shares - shares.max())[:, np.newaxis]
            leads = np.concatenate([single, whole])
        else:
            leads = whole
        return Reading(
            spans=(*self.sentences, *self.runs),
            sentences=len(self.sentences),
            leads=leads,
            similarity=self.hit.dense,
            coverage=coverage(self.asked, f"{title} {passage.text}"),
            nearest=float(shares.max()),
        )


def _pages(scorer: CrossEncoder, job: Job) -> list[_Page]:
    room = scorer.window - _SPECIAL - scorer.tokens(scorer.readable(job.claim))

    def fits(words: str) -> bool:
        return len(words) <= room or scorer.tokens(words) <= room

    def page(hit: Hit) -> _Page:
        text, published = hit.passage.text, hit.passage.document.published
        asked_of = job.asked_of(hit)
        claim = worded(asked_of, text)
        told = respelt(dateless(claim, text, published), text, scorer.is_word)
        asked = scorer.readable(told)
        own = job.own_word
        is_voiced = denies(text) or (own is not None and names(text, own.speaker))
        is_pleaded = may_be_submitted(hit.passage) or asked_of != job.claim
        is_parted = is_voiced or is_pleaded or may_be_corrected(text)
        return _Page(claim, asked, hit, fits, is_parted, *_spans(scorer, text, room))

    return [page(hit) for hit in job.hits]


def _leads(scorer: CrossEncoder, groups: Sequence[Sequence[tuple[str, str]]]) -> list[Floats]:
    """By how much support and refutation lead over neutral: (pairs, 2) for each group."""
    logits = scorer.logits([pair for group in groups for pair in group])
    leads = logits[:, :2] - logits[:, 2:]
    return np.split(leads, np.cumsum([len(group) for group in groups])[:-1]) if groups else []


def pair_logits(
    scorer: CrossEncoder,
    pairs: Sequence[tuple[str, str]],
    progress: Callable[[int], None] | None = None,
) -> Floats:
    """The model's scores of (passage, claim) pairs, shape (n, 3), long passages included.

    A passage beyond the window is read sentence by sentence and in runs of sentences; the
    reading that speaks most for or against the claim decides.

    :param progress: called with the number of readings done since its last call.
    """
    windows = [_windows(scorer, passage, claim) for passage, claim in pairs]
    readings = [reading for row in windows for reading in row]
    logits = scorer.logits(readings, progress)
    leads = logits[:, :2].max(axis=1) - logits[:, 2]
    starts = np.cumsum([0, *map(len, windows)])
    chosen = [start + int(np.argmax(leads[start:end])) for start, end in pairwise(starts.tolist())]
    return logits[chosen]


def _windows(scorer: CrossEncoder, passage: str, claim: str) -> list[tuple[str, str]]:
    """The pair itself if it fits the window, else each sentence, and runs of them."""
    if len(passage) + len(claim) + _SPECIAL <= scorer.window:
        return [(passage, claim)]
    claim = scorer.readable(claim)
    room = scorer.window - _SPECIAL - scorer.tokens(claim)
    if scorer.tokens(passage) <= room:
        return [(passage, claim)]
    spans = [span for kind in _spans(scorer, passage, room) for span in kind]
    return [(passage[span.start : span.end], claim) for span in spans]


def _spans(
    scorer: CrossEncoder, passage: str, room: int
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The sentences of a passage, and the runs of them that are more than one sentence."""
    single = _sentences(scorer, passage, room)
    runs = _runs(scorer, passage, single, room)
    return tuple(single), tuple(run for run in runs if run not in single)


def _sentences(scorer: CrossEncoder, passage: str, room: int) -> list[Span]:
    """The sentences of a passage, one that is longer than `room` tokens in pieces."""
    return [
        piece
        for sentence in text.sentences(passage) or [Span(0, len(passage))]
        for piece in _pieces(scorer, passage, sentence, room)
    ]


def _pieces(scorer: CrossEncoder, passage: str, span: Span, room: int) -> list[Span]:
    if span.end - span.start <= room or scorer.tokens(passage[span.start : span.end]) <= room:
        return [span]
    middle = (span.start + span.end) // 2
    gap = passage.rfind(" ", span.start + 1, middle)
    cut = gap if gap > 0 else middle
    return [
        *_pieces(scorer, passage, Span(span.start, cut), room),
        *_pieces(scorer, passage, Span(cut, span.end), room),
    ]


def _runs(scorer: CrossEncoder, passage: str, single: Sequence[Span], room: int) -> list[Span]:
    """The longest runs of sentences that fit `room`."""
    runs: list[Span] = []
    for span in single:
        longer = Span(runs[-1].start, span.end) if runs else span
        if runs and scorer.tokens(passage[longer.start : longer.end]) <= room:
            runs[-1] = longer
        else:
            runs.append(span)
    return runs
