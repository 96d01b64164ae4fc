"""How well sources, cues and contents are found: spans against spans that people marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from factcheck.evaluate.brat import MarkedAttribution, read_folder
from factcheck.tagging import TaggedAttribution
from factcheck.tagging.loading import bundled
from factcheck.types import Span

Spans = set[tuple[int, int]]
Roles = dict[str, Spans]
Tag = Callable[[str], Sequence[TaggedAttribution]]

ROLES = ("source", "cue", "content")


def evaluate_attribution(
    folder: Path, progress: Callable[[int], None] | None = None, tag: Tag | None = None
) -> dict[str, Any]:
    """Attributions over a folder of brat files.

    Where several people annotated a text, what any of them marked counts. A span of several
    pieces counts from its first to its last. An overlap is a match: a found span that touches a
    marked one is right, a marked one that a found one touches is found.

    :param progress: called with the number of texts done since its last call.
    :param tag: what finds the attributions; the bundled tagger if left out.
    :raises InvalidSource: for the first file that cannot be used, before anything is computed.
    """
    texts: dict[str, str] = {}
    marked: dict[str, list[MarkedAttribution]] = {}
    for item in read_folder(folder):
        texts[item.name] = item.text
        marked.setdefault(item.name, []).extend(item.attributions)
    tag = tag or bundled().attributions
    pairs: list[tuple[Roles, Roles]] = []
    linked = total = 0
    for name, text in texts.items():
        found = tag(text)
        pairs.append((_marked_roles(marked[name]), _found_roles(found)))
        linked += sum(_is_linked(gold, found) for gold in marked[name])
        total += len(marked[name])
        if progress is not None:
            progress(1)
    return {
        "texts": len(texts),
        "attributions": total,
        "linked": linked / total if total else 0.0,
        **{role: _scores([(gold[role], found[role]) for gold, found in pairs]) for role in ROLES},
    }


def _marked_roles(attributions: Iterable[MarkedAttribution]) -> Roles:
    roles: Roles = {role: set() for role in ROLES}
    for item in attributions:
        for role, spans in zip(ROLES, (item.sources, item.cues, item.contents), strict=True):
            roles[role] |= _hull(spans)
    return roles


def _found_roles(attributions: Iterable[TaggedAttribution]) -> Roles:
    roles: Roles = {role: set() for role in ROLES}
    for item in attributions:
        roles["source"] |= _hull([item.source] if item.source else [])
        roles["cue"] |= _hull([item.cue])
        roles["content"] |= _hull(item.contents)
    return roles


def _hull(spans: Sequence[Span]) -> Spans:
    return {(spans[0].start, max(span.end for span in spans))} if spans else set()


def _is_linked(gold: MarkedAttribution, found: Iterable[TaggedAttribution]) -> bool:
    """Whether one found attribution has the cue, and the source and content, of a marked one."""
    return any(
        _meet(_hull(gold.cues), _hull([item.cue]))
        and _agree(_hull(gold.sources), _hull([item.source] if item.source else []))
        and _agree(_hull(gold.contents), _hull(item.contents))
        for item in found
    )


def _agree(gold: Spans, found: Spans) -> bool:
    return _meet(gold, found) if gold else True


def _meet(one: Spans, other: Spans) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _scores(texts: Sequence[tuple[Spans, Spans]]) -> dict[str, Any]:
    marked = sum(len(gold) for gold, _ in texts)
    found = sum(len(spans) for _, spans in texts)
    same = sum(len(gold & spans) for gold, spans in texts)
    right = sum(_meet({span}, gold) for gold, spans in texts for span in spans)
    met = sum(_meet({span}, spans) for gold, spans in texts for span in gold)
    return {
        "marked": marked,
        "found": found,
        "exact": _f1(same / found if found else 0.0, same / marked if marked else 0.0),
        "overlap": _f1(right / found if found else 0.0, met / marked if marked else 0.0),
    }


def _f1(precision: float, recall: float) -> dict[str, float]:
    both = precision + recall
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / both if both else 0.0,
    }
