"""Records as plain JSON values: the one place that decides what all three surfaces show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from factcheck.known_claims.claimreview import from_verdict, to_json_ld
from factcheck.marks import mark_at
from factcheck.types import (
    Attribution,
    Claim,
    Document,
    DocumentEntry,
    DocumentRef,
    Evidence,
    Extraction,
    Hit,
    Label,
    Report,
    Skipped,
    Verdict,
)

if TYPE_CHECKING:
    from factcheck.known_claims.match_types import Match
    from factcheck.lineage.tracing import Lineage
    from factcheck.policy.diff import PolicyDiff
    from factcheck.policy.types import Policy

Record = dict[str, Any]


def document_record(document: Document) -> Record:
    """A document as it is stored: the source format plus `ingested`, `sha256`, `version`."""
    marks = [asdict(mark) for mark in document.marks]
    return {**entry_record(document), "text": document.text, "marks": marks}


def entry_record(document: Document | DocumentEntry) -> Record:
    """A document as it is listed, without its text."""
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "published": document.published,
        "language": document.language,
        "ingested": document.ingested,
        "sha256": document.sha256,
        "version": document.version,
        "original": document.original,
        "review": to_json_ld(document.review) if document.review is not None else None,
    }


def reference_record(document: DocumentRef) -> Record:
    """What a citation shows of a document."""
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "published": document.published,
    }


def attribution_record(attribution: Attribution) -> Record:
    """Speaker, cue, polarity, quote and the span of the attributed content."""
    return {
        "speaker": attribution.speaker,
        "cue": attribution.cue,
        "polarity": attribution.polarity.value,
        "quote": attribution.quote,
        "content": attribution.content,
        "start": attribution.start,
        "end": attribution.end,
        "statement": attribution.statement,
        "nested": attribution_record(attribution.nested) if attribution.nested else None,
    }


def claim_record(claim: Claim) -> Record:
    """A claim with its span, as `factcheck claims` prints it."""
    return {
        "claim": claim.text,
        "start": claim.start,
        "end": claim.end,
        "sentence": claim.sentence,
        "checkworthiness": claim.checkworthiness,
        "attribution": attribution_record(claim.attribution) if claim.attribution else None,
        "spans": [{"start": span.start, "end": span.end} for span in claim.spans],
        "unresolved": list(claim.unresolved),
        "quantities": [
            {"text": figure.text, "value": figure.value, "unit": figure.unit}
            for figure in claim.quantities
        ],
        "dates": list(claim.dates),
        "entities": list(claim.entities),
    }


def evidence_record(evidence: Evidence) -> Record:
    """One judged passage. Offsets point into the document's text."""
    return {
        "document": reference_record(evidence.document),
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "stance": evidence.stance.value,
        "probabilities": {
            "supports": evidence.probabilities.supports,
            "refutes": evidence.probabilities.refutes,
            "neutral": evidence.probabilities.neutral,
        },
        "rationale": {"start": evidence.rationale.start, "end": evidence.rationale.end},
        "score": evidence.score,
        "dense": evidence.dense,
        "lexical": evidence.lexical,
        "origin": evidence.origin,
        "speaker": evidence.speaker,
        "reason": evidence.reason,
        "page": evidence.page,
        "time": evidence.time,
    }


def extraction_record(extraction: Extraction) -> Record:
    """The claims of a text and the sentences that gave none, as `factcheck claims` prints them."""
    return {
        "claims": [claim_record(claim) for claim in extraction.claims],
        "skipped": list(map(_skipped_record, extraction.skipped)),
    }


def _skipped_record(skipped: Skipped) -> Record:
    return {
        "start": skipped.start,
        "end": skipped.end,
        "text": skipped.text,
        "reason": skipped.reason.value,
    }


def verdict_record(verdict: Verdict) -> Record:
    """A verdict: the same object from the library, the terminal and over HTTP."""
    return {
        **claim_record(verdict.claim),
        **_judgement(verdict),
        "content_verdict": (
            {"claim": verdict.content.claim.text, **_judgement(verdict.content)}
            if verdict.content is not None
            else None
        ),
        "provenance": dict(verdict.provenance),
    }


def _judgement(verdict: Verdict) -> Record:
    return {
        "label": verdict.label.value,
        "confidence": verdict.confidence,
        "evidence": [evidence_record(item) for item in verdict.evidence],
        "origins": {"supports": verdict.origins.supports, "refutes": verdict.origins.refutes},
        "gaps": list(verdict.gaps),
        "later_evidence": [evidence_record(item) for item in verdict.later_evidence],
    }


def report_record(report: Report) -> Record:
    """A checked text: its claims in order, each with its verdict, and a count per label."""
    counts = Counter(verdict.label for verdict in report.verdicts)
    return {
        "published": report.published,
        "as_of": report.as_of,
        "characters": len(report.text),
        "counts": {label.value: counts.get(label, 0) for label in Label},
        "claims": [verdict_record(verdict) for verdict in report.verdicts],
        "skipped": list(map(_skipped_record, report.skipped)),
        "provenance": dict(report.provenance),
    }


def claim_review_record(
    verdict: Verdict, *, url: str, author: str, published: str | None = None
) -> Record:
    """A verdict as a schema.org ClaimReview, ready to be published.

    :param url: where it will be published.
    :param author: the organisation that answers for it.
    :param published: the day of publication.
    :raises InvalidInput: if `url` is no web address, `author` is empty, or the day does not exist.
    """
    return to_json_ld(from_verdict(verdict, url=url, author=author, published=published))


def policy_record(policy: Policy) -> Record:
    """A policy: its name, its hash, and every rule, those that say nothing unusual included."""
    sources = {
        kind: [{"name": name, **asdict(found)} for name, found in sorted(listed.items())]
        for kind, listed in (("publishers", policy.publishers), ("domains", policy.domains))
    }
    return {
        "name": policy.name,
        "sha256": policy.sha256,
        "support": policy.support,
        "refute": policy.refute,
        "minimum_origins": asdict(policy.minimum_origins),
        "primary_for": sorted(policy.primary_for),
        **sources,
        "others": asdict(policy.others),
    }


def policy_diff_record(diff: PolicyDiff) -> Record:
    """Two policies, the rules in which they differ, and the verdicts that these change."""
    return {
        **{
            side: {"name": policy.name, "sha256": policy.sha256}
            for side, policy in (("before", diff.before), ("after", diff.after))
        },
        "claims": diff.claims,
        "rules": [asdict(rule) for rule in diff.rules],
        "changes": [
            {
                "claim": change.claim,
                "content": change.content,
                "before": _judgement(change.before),
                "after": _judgement(change.after),
                "rules": [asdict(rule) for rule in change.rules],
            }
            for change in diff.changes
        ],
    }


def match_record(match: Match) -> Record:
    """An earlier fact-check beside a claim: whether it is of the same, and where they differ."""
    assert match.document.review is not None
    return {
        "document": match.document.id,
        "review": to_json_ld(match.document.review),
        "same": match.same,
        "score": match.score,
        "similarity": match.similarity,
        "differences": [
            {
                "slot": apart.slot.value,
                "claim": apart.claim,
                "reviewed": apart.reviewed,
                "reason": apart.reason,
                "decides": apart.decides,
            }
            for apart in match.differences
        ],
    }


def matches_record(claim: str, matches: Sequence[Match], snapshot: str) -> Record:
    """What `factcheck match --json` prints."""
    return {
        "claim": claim,
        "matches": [match_record(match) for match in matches],
        "snapshot": snapshot,
    }


def hit_record(hit: Hit) -> Record:
    """A passage found by a search."""
    mark = mark_at(hit.passage.marks, hit.passage.start)
    return {
        "document": reference_record(hit.passage.document),
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
        "score": hit.score,
        "dense": hit.dense,
        "lexical": hit.lexical,
        "page": mark.page,
        "time": mark.time,
    }


def lineage_record(lineage: Lineage) -> Record:
    """The documents that go back to one report, group by group, with the reason of each link."""
    links: dict[str, list[Record]] = {}
    for link in lineage.links:
        links.setdefault(lineage.origins[link.first], []).append(asdict(link))
    groups = [
        {"origin": origin, "documents": group, "links": links[origin]}
        for group in lineage.groups()
        for origin in [lineage.origins[group[0]]]
    ]
    return {
        "documents": len(lineage.origins),
        "origins": len(set(lineage.origins.values())),
        "groups": groups,
    }
