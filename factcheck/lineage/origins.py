"""Which passages go back to one report: copies count once.

Resemblance is the Jaccard coefficient of word shingles (Broder, "On the resemblance and
containment of documents", 1997).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from factcheck.addresses import canonical_url
from factcheck.language.text import normalise
from factcheck.lineage.facts import are_contrary, facts
from factcheck.lineage.tracing import trace
from factcheck.types import Document, Passage

_SHINGLE = 4
_SAME_REPORT = 0.5
_WORD = re.compile(r"\w+")


def shingles(text: str, width: int = _SHINGLE) -> frozenset[tuple[str, ...]]:
    """The runs of `width` words of a text; the whole text where it is shorter."""
    words = _WORD.findall(normalise(text))
    if len(words) <= width:
        return frozenset([tuple(words)]) if words else frozenset()
    return frozenset(tuple(words[i : i + width]) for i in range(len(words) - width + 1))


def resemblance(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    """Jaccard coefficient: 1 for the same shingles, 0 for none in common."""
    return len(a & b) / len(a | b) if a and b else 0.0


def origins(passages: Sequence[Passage], documents: Iterable[Document] = ()) -> list[str]:
    """The origin of each passage, named by the earliest document of its group.

    Passages of one document, of one address, or that nearly repeat each other, with the same
    numbers and names, share an origin, and so do those whose whole documents go back to one
    report. The result does not depend on the order of `passages`.

    :param documents: those of the passages, as far as they can still be read.
    """
    group = list(range(len(passages)))
    documents = list(documents)
    reports = trace(documents, _beside(passages, documents)).origins

    def root(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    grams = [shingles(passage.text) for passage in passages]
    stated = [facts(passage.text) for passage in passages]
    lengths = [len(_WORD.findall(passage.text)) for passage in passages]
    urls = [canonical_url(passage.document.url) for passage in passages]
    for i, passage in enumerate(passages):
        for j in range(i):
            a, b = passage.document.id, passages[j].document.id
            same_report = reports.get(a, a) == reports.get(b, b)
            same_address = urls[i] is not None and urls[i] == urls[j]
            repeats = resemblance(grams[i], grams[j]) >= _SAME_REPORT
            longer = max(lengths[i], lengths[j])
            is_copied = repeats and not are_contrary(stated[i], stated[j], longer)
            if same_report or same_address or is_copied:
                group[root(i)] = root(j)
    earliest: dict[int, tuple[str, str]] = {}
    for i, passage in enumerate(passages):
        name = (passage.document.published or "9999", passage.document.id)
        earliest[root(i)] = min(earliest.get(root(i), name), name)
    return [earliest[root(i)][1] for i in range(len(passages))]


def _beside(passages: Sequence[Passage], documents: Sequence[Document]) -> list[Document]:
    """What was found in other documents, one passage of each; nothing where there are no two."""
    if len(documents) < 2:
        return []
    known = {document.id for document in documents}
    others = {passage.document.id: passage for passage in passages}
    return [
        Document(
            passage.text, id=name, url=passage.document.url, published=passage.document.published
        )
        for name, passage in others.items()
        if name not in known
    ]


def is_copy(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    """Whether one text is, nearly word for word, the other one or most of it, by their shingles."""
    if not a or not b:
        return False
    shared = len(a & b)
    contained = shared / min(len(a), len(b)) >= 0.8
    return contained and (shared / max(len(a), len(b)) >= 0.5 or min(len(a), len(b)) >= 60)
