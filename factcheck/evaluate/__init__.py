"""Measures, and the runs that compute them over labelled files."""

from factcheck.evaluate.runs import (
    evaluate_claims,
    evaluate_retrieval,
    evaluate_stance,
    evaluate_verdicts,
)

__all__ = ["evaluate_claims", "evaluate_retrieval", "evaluate_stance", "evaluate_verdicts"]
