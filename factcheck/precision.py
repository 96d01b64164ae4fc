"""How precisely numbers are told: the library, the terminal and the HTTP API give the same ones."""

from __future__ import annotations

from dataclasses import replace

from factcheck.known_claims.match_types import Match
from factcheck.types import Evidence, Hit, Probabilities, Verdict

# Decimals of chances and similarities, and of the ranks that are fused, which are smaller.
_SHARE, _RANK = 4, 6


def told_verdict(verdict: Verdict) -> Verdict:
    """A verdict, and that on its content, as it is told."""
    return replace(
        verdict,
        confidence=round(verdict.confidence, _SHARE),
        evidence=tuple(map(_told_evidence, verdict.evidence)),
        later_evidence=tuple(map(_told_evidence, verdict.later_evidence)),
        content=told_verdict(verdict.content) if verdict.content is not None else None,
    )


def told_hit(hit: Hit) -> Hit:
    """A passage that was found, as it is told."""
    return replace(
        hit, score=round(hit.score, _RANK), dense=round(hit.dense, _SHARE), lexical=_of(hit.lexical)
    )


def told_match(match: Match) -> Match:
    """An earlier fact-check beside a claim, as it is told."""
    return replace(
        match, score=round(match.score, _SHARE), similarity=round(match.similarity, _SHARE)
    )


def _told_evidence(item: Evidence) -> Evidence:
    sides = item.probabilities
    return replace(
        item,
        probabilities=Probabilities(
            *(round(share, _SHARE) for share in (sides.supports, sides.refutes, sides.neutral))
        ),
        score=round(item.score, _RANK),
        dense=round(item.dense, _SHARE),
        lexical=_of(item.lexical),
    )


def _of(lexical: float | None) -> float | None:
    return None if lexical is None else round(lexical, _SHARE)
