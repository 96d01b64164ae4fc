"""The evaluation runs behind `factcheck evaluate`: each returns one JSON-ready object."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from factcheck.checker import FactChecker
from factcheck.claims import extraction as claim_extraction
from factcheck.claims.checkworthiness import THRESHOLD
from factcheck.config import Settings
from factcheck.crossencoders import LABELS, CrossEncoder
from factcheck.errors import DocumentNotFound, InvalidSource
from factcheck.evaluate import measures
from factcheck.evaluate.data import VERDICTS, Row, read_rows
from factcheck.evaluate.labelled_pairs import read_pairs
from factcheck.model_files import ModelInfo
from factcheck.stance.reading import Floats, pair_logits
from factcheck.types import Label

Progress = Callable[[int], None]
Result = dict[str, Any]

_CUTOFFS = (1, 5, 10, 20)
# Of a label that is neither given nor found.
_NONE = measures.Scores(precision=0.0, recall=0.0, f1=0.0, support=0)


@dataclass(frozen=True, slots=True)
class Scored:
    """Labelled files and the stance model's scores of their pairs, shape (rows, 3), by file.

    `temperature` is what the scores were divided by.
    """

    files: Mapping[str, list[Row]]
    logits: Mapping[str, Floats]
    temperature: float
    model: ModelInfo
    seconds: float

    def result(self) -> Result:
        """All measures."""
        files = {name: self._measures(name) for name in self.files}
        return {
            "files": files,
            "mean_macro_f1": float(np.mean([each["macro_f1"] for each in files.values()])),
            "pairs_per_second": sum(map(len, self.files.values())) / self.seconds,
            "model": {"id": self.model.id, "sha256": self.model.sha256},
        }

    def _measures(self, name: str) -> Result:
        found = measures.probabilities(self.logits[name])
        predicted = [LABELS[column] for column in found.argmax(axis=1)]
        gold = [row["label"] for row in self.files[name]]
        return _classified(gold, predicted, found.max(axis=1).tolist())


def score_stances(
    paths: Sequence[Path], settings: Settings, progress: Progress | None = None
) -> Scored:
    """Read labelled files (see :func:`read_pairs`) with the stance model alone.

    :param progress: called with the number of pairs done since its last call.
    :raises InvalidSource: for the first bad row of any file, before anything is computed.
    """
    files: dict[str, list[Row]] = {}
    for path in paths:
        rows = read_pairs(path)
        files[path.name if path.name not in files else str(path)] = rows
    scorer = CrossEncoder(settings)
    started = time.perf_counter()
    logits = {
        name: pair_logits(scorer, [(row["evidence"], row["claim"]) for row in rows], progress)
        for name, rows in files.items()
    }
    seconds = time.perf_counter() - started
    return Scored(files, logits, scorer.temperature, scorer.info, seconds)


def evaluate_stance(
    paths: Sequence[Path], settings: Settings, progress: Progress | None = None
) -> Result:
    """The stance model alone over labelled files.

    :param progress: called with the number of pairs done since its last call.
    :raises InvalidSource: for the first bad row of any file, before anything is computed.
    """
    return score_stances(paths, settings, progress).result()


def evaluate_retrieval(
    path: Path, checker: FactChecker, progress: Progress | None = None
) -> Result:
    """Retrieval over a file of `{"id", "claim", "relevant": [document ids]}`.

    :param progress: called with the number of queries done since its last call.
    :raises InvalidSource: for the first bad row, or the first with an id that the index lacks: it
        could never be found, and would lower the recall.
    """
    rows = read_rows(
        path, {"claim": str, "relevant": list}, fault=lambda row: _unknown_id(row, checker)
    )
    if not any(row["relevant"] for row in rows):
        raise InvalidSource(path, None, "names no relevant document in any row")
    rankings = []
    for row in rows:
        hits = checker.search(row["claim"], k=max(_CUTOFFS))
        rankings.append(list(dict.fromkeys(hit.passage.document.id for hit in hits)))
        if progress is not None:
            progress(1)
    pairs = [(r, row["relevant"]) for r, row in zip(rankings, rows, strict=True) if row["relevant"]]
    recalls = {
        f"recall@{k}": float(np.mean([measures.recall_at(r, rel, k) for r, rel in pairs]))
        for k in _CUTOFFS
    }
    return {
        "n": len(pairs),
        **recalls,
        "ndcg@10": float(np.mean([measures.ndcg_at(r, rel, 10) for r, rel in pairs])),
        "mrr": float(np.mean([measures.reciprocal_rank(r, rel) for r, rel in pairs])),
        "snapshot": checker.info().snapshot,
    }


def _unknown_id(row: Row, checker: FactChecker) -> str | None:
    for document_id in row["relevant"]:
        try:
            checker.get(document_id)
        except DocumentNotFound:
            return f"no document of the index has the id {document_id!r}"
    return None


def evaluate_verdicts(path: Path, checker: FactChecker, progress: Progress | None = None) -> Result:
    """Verdicts over a file of `{"id", "claim", "verdict", "as_of"?}`.

    :param progress: called with the number of claims done since its last call.
    """
    fields = {"claim": str, "verdict": str}
    rows = read_rows(path, fields, {"verdict": VERDICTS}, days=("as_of",))
    gold = [row["verdict"] for row in rows]
    predicted: list[Label] = []
    confidence: list[float] = []
    for row in rows:
        verdict = checker.verify(row["claim"], as_of=row.get("as_of"))
        predicted.append(verdict.label)
        confidence.append(verdict.confidence)
        if progress is not None:
            progress(1)
    correct = [g == p for g, p in zip(gold, predicted, strict=True)]
    return {
        **_classified(gold, predicted, confidence),
        "confusion": measures.confusion(gold, predicted),
        "risk_coverage": measures.risk_coverage(confidence, correct),
        "snapshot": checker.info().snapshot,
    }


def evaluate_claims(path: Path, progress: Progress | None = None) -> Result:
    """Check-worthiness over a file of `{"text", "checkworthy": true|false}`.

    :param progress: called with the number of sentences done since its last call.
    """
    rows = read_rows(path, {"text": str, "checkworthy": bool})
    scores = claim_extraction.sentence_scores([row["text"] for row in rows], progress)
    positive = [row["checkworthy"] for row in rows]
    threshold = THRESHOLD
    gold = ["checkworthy" if p else "other" for p in positive]
    predicted = ["checkworthy" if s >= threshold else "other" for s in scores]
    of_positive = measures.label_scores(gold, predicted).get("checkworthy", _NONE)
    return {
        "n": len(rows),
        "precision": of_positive["precision"],
        "recall": of_positive["recall"],
        "f1": of_positive["f1"],
        "average_precision": measures.average_precision(scores, positive),
        "accuracy": measures.accuracy(gold, predicted),
        "threshold": threshold,
    }


def _classified(
    gold: Sequence[str], predicted: Sequence[str], confidence: Sequence[float]
) -> Result:
    correct = [g == p for g, p in zip(gold, predicted, strict=True)]
    return {
        "n": len(gold),
        "accuracy": measures.accuracy(gold, predicted),
        "macro_f1": measures.macro_f1(gold, predicted),
        "labels": measures.label_scores(gold, predicted),
        "ece": measures.ece(confidence, correct),
    }
