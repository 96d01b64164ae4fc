"""factcheck: check claims against your own sources. Offline, on a CPU.

    from factcheck import FactChecker

    checker = FactChecker.open("indexes/demo/index")
    verdict = checker.verify("The talks of 2 June 2025 lasted over an hour.")

The heavy parts (models, vector search) are imported at the first use of what needs them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from factcheck.config import Limits, Settings
from factcheck.errors import (
    DocumentNotFound,
    FactcheckError,
    FetchFailure,
    HostNotAllowed,
    IndexDamaged,
    IndexFailure,
    IndexIncompatible,
    IndexLocked,
    IndexNotFound,
    IndexReadOnly,
    InvalidInput,
    InvalidSource,
    ModelFailure,
    ModelInvalid,
    ModelNotFound,
    NotFound,
    OriginalNotFound,
    SnapshotNotFound,
    WatchFailure,
    WatchNotFound,
)
from factcheck.known_claims.claimreview import review_id
from factcheck.known_claims.match_types import Difference, Match, Slot
from factcheck.one_state import of_one_state
from factcheck.received import report_of, verdict_of
from factcheck.records import (
    claim_record,
    claim_review_record,
    document_record,
    entry_record,
    evidence_record,
    extraction_record,
    hit_record,
    lineage_record,
    match_record,
    matches_record,
    policy_diff_record,
    policy_record,
    report_record,
    verdict_record,
)
from factcheck.review_types import Citation, ClaimReview, Party
from factcheck.types import (
    Attribution,
    Claim,
    Document,
    DocumentEntry,
    DocumentRef,
    Evidence,
    Extraction,
    Figure,
    Hit,
    Label,
    Mark,
    Origins,
    Passage,
    Polarity,
    Probabilities,
    Report,
    Skipped,
    SkipReason,
    Span,
    Stance,
    Verdict,
)
from factcheck.version import __version__

if TYPE_CHECKING:
    from factcheck.checker import FactChecker
    from factcheck.index import AddSummary, DocumentChange, IndexInfo, Snapshot
    from factcheck.index.addresses import keeps_originals
    from factcheck.ingest.reviews import Reviews, find_reviews
    from factcheck.ingest.uploads import Upload, read_upload
    from factcheck.lineage.tracing import Lineage, Link
    from factcheck.model_files import ModelInfo
    from factcheck.policy.diff import PolicyDiff, RuleChange, VerdictChange
    from factcheck.policy.files import default_policy, read_policy
    from factcheck.policy.types import MinimumOrigins, Policy, Standing
    from factcheck.report_html import html_report
    from factcheck.request import Options
    from factcheck.watch.records import Cause, Change, Cited, Outcome, Recheck, Watch
    from factcheck.watch.shapes import change_record, watch_record
    from factcheck.watch.store import Watches

_LAZY = {
    "FactChecker": "factcheck.checker",
    "AddSummary": "factcheck.index",
    "DocumentChange": "factcheck.index",
    "IndexInfo": "factcheck.index",
    "Snapshot": "factcheck.index",
    "keeps_originals": "factcheck.index.addresses",
    "Reviews": "factcheck.ingest.reviews",
    "find_reviews": "factcheck.ingest.reviews",
    "Upload": "factcheck.ingest.uploads",
    "read_upload": "factcheck.ingest.uploads",
    "ModelInfo": "factcheck.model_files",
    "MinimumOrigins": "factcheck.policy.types",
    "Policy": "factcheck.policy.types",
    "Standing": "factcheck.policy.types",
    "PolicyDiff": "factcheck.policy.diff",
    "RuleChange": "factcheck.policy.diff",
    "VerdictChange": "factcheck.policy.diff",
    "default_policy": "factcheck.policy.files",
    "read_policy": "factcheck.policy.files",
    "Lineage": "factcheck.lineage.tracing",
    "Link": "factcheck.lineage.tracing",
    "html_report": "factcheck.report_html",
    "Options": "factcheck.request",
    "Cause": "factcheck.watch.records",
    "Change": "factcheck.watch.records",
    "Cited": "factcheck.watch.records",
    "Outcome": "factcheck.watch.records",
    "Recheck": "factcheck.watch.records",
    "Watch": "factcheck.watch.records",
    "change_record": "factcheck.watch.shapes",
    "watch_record": "factcheck.watch.shapes",
    "Watches": "factcheck.watch.store",
}

__all__ = [
    "AddSummary",
    "Attribution",
    "Cause",
    "Change",
    "Citation",
    "Cited",
    "Claim",
    "ClaimReview",
    "Difference",
    "Document",
    "DocumentChange",
    "DocumentEntry",
    "DocumentNotFound",
    "DocumentRef",
    "Evidence",
    "Extraction",
    "FactChecker",
    "FactcheckError",
    "FetchFailure",
    "Figure",
    "Hit",
    "HostNotAllowed",
    "IndexDamaged",
    "IndexFailure",
    "IndexIncompatible",
    "IndexInfo",
    "IndexLocked",
    "IndexNotFound",
    "IndexReadOnly",
    "InvalidInput",
    "InvalidSource",
    "Label",
    "Limits",
    "Lineage",
    "Link",
    "Mark",
    "Match",
    "MinimumOrigins",
    "ModelFailure",
    "ModelInfo",
    "ModelInvalid",
    "ModelNotFound",
    "NotFound",
    "Options",
    "OriginalNotFound",
    "Origins",
    "Outcome",
    "Party",
    "Passage",
    "Polarity",
    "Policy",
    "PolicyDiff",
    "Probabilities",
    "Recheck",
    "Report",
    "Reviews",
    "RuleChange",
    "Settings",
    "SkipReason",
    "Skipped",
    "Slot",
    "Snapshot",
    "SnapshotNotFound",
    "Span",
    "Stance",
    "Standing",
    "Upload",
    "Verdict",
    "VerdictChange",
    "Watch",
    "WatchFailure",
    "WatchNotFound",
    "Watches",
    "__version__",
    "change_record",
    "claim_record",
    "claim_review_record",
    "default_policy",
    "document_record",
    "entry_record",
    "evidence_record",
    "extraction_record",
    "find_reviews",
    "hit_record",
    "html_report",
    "keeps_originals",
    "lineage_record",
    "match_record",
    "matches_record",
    "of_one_state",
    "policy_diff_record",
    "policy_record",
    "read_policy",
    "read_upload",
    "report_of",
    "report_record",
    "review_id",
    "verdict_of",
    "verdict_record",
    "watch_record",
]


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
