"""Measures, and the runs that compute them over labelled files."""

from factcheck.evaluate.attribution import evaluate_attribution
from factcheck.evaluate.runs import (
    Scored,
    evaluate_claims,
    evaluate_retrieval,
    evaluate_stance,
    evaluate_verdicts,
    score_stances,
)

__all__ = [
    "Scored",
    "evaluate_attribution",
    "evaluate_claims",
    "evaluate_retrieval",
    "evaluate_stance",
    "evaluate_verdicts",
    "score_stances",
]
