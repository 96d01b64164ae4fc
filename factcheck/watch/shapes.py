"""Watches and changes as plain JSON values: the same in the terminal, over HTTP, in a webhook."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from factcheck.records import reference_record
from factcheck.watch.records import Change, Cited, Outcome, Watch

Record = dict[str, Any]


def watch_record(watch: Watch) -> Record:
    """A watch with its last verdict, the same in the terminal and over HTTP."""
    verdict = None
    if watch.standing is not None:
        evidence = [_cited_record(item) for item in watch.standing.evidence]
        verdict = {**_summary(watch.standing), "evidence": evidence}
    return {
        "id": watch.id,
        "claim": watch.claim,
        "index": watch.index,
        "options": dict(watch.options),
        "webhook": watch.webhook,
        "created": watch.created,
        "checked": watch.checked,
        "snapshot": watch.snapshot,
        "verdict": verdict,
    }


def change_record(change: Change) -> Record:
    """A changed verdict, the same in the terminal, over HTTP and in a webhook."""
    before, after = change.snapshots
    return {
        "id": change.id,
        "watch": change.watch,
        "claim": change.claim,
        "at": change.at,
        "cause": change.cause.value,
        "before": {**_summary(change.before), "snapshot": before},
        "after": {**_summary(change.after), "snapshot": after},
        "documents": [
            {"id": item.id, "change": item.kind, "before": item.before, "after": item.after}
            for item in change.documents
        ],
        "evidence": {
            "new": [_cited_record(item) for item in change.new],
            "gone": [_cited_record(item) for item in change.gone],
        },
    }


def _summary(outcome: Outcome) -> Record:
    content = outcome.content
    return {
        "label": outcome.label.value,
        "confidence": outcome.confidence,
        "origins": asdict(outcome.origins),
        "content": None
        if content is None
        else {name: value for name, value in _summary(content).items() if name != "content"},
    }


def _cited_record(item: Cited) -> Record:
    return {
        "document": reference_record(item.document),
        "version": item.version,
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "stance": item.stance.value,
    }
