"""Figures for Prometheus: requests, inference, verdicts. One registry per application."""

from __future__ import annotations

import time
from collections.abc import Callable

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from factcheck import Verdict
from factcheck.api.telemetry import when_sent

_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_CLAIMS = (1, 2, 4, 8, 16, 32, 64)


class Metrics:
    """What the server counts and times."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "factcheck_request_seconds",
            "Time from the first look at a request to its response",
            ["endpoint", "method", "status"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._batch_claims = Histogram(
            "factcheck_batch_claims",
            "Claims that were verified in one call",
            buckets=_CLAIMS,
            registry=self.registry,
        )
        self._batch_seconds = Histogram(
            "factcheck_batch_seconds",
            "Time that one call took",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._verdicts = Counter(
            "factcheck_verdicts",
            "Verdicts, by label and by how: computed, joined with an equal request, cache, batch",
            ["label", "how"],
            registry=self.registry,
        )
        self._waiting = Gauge(
            "factcheck_claims_waiting",
            "Claims that wait or are worked on",
            registry=self.registry,
        )
        self._batches = Gauge(
            "factcheck_batches_unfinished",
            "Batches that wait or are worked on",
            registry=self.registry,
        )

    def watch(self, depth: Callable[[], int]) -> None:
        """Ask `depth` how many claims wait, whenever somebody asks for the figures."""
        self._waiting.set_function(depth)

    def watch_batches(self, unfinished: Callable[[], int]) -> None:
        """Ask `unfinished` how many batches there are, whenever somebody asks for the figures."""
        self._batches.set_function(unfinished)

    def batch(self, claims: int, seconds: float) -> None:
        """So many claims were verified in one call."""
        self._batch_claims.observe(claims)
        self._batch_seconds.observe(seconds)

    def answered(self, verdict: Verdict, *, how: str) -> None:
        """A claim was answered."""
        self._verdicts.labels(verdict.label.value, how).inc()


def register(app: Flask, metrics: Metrics) -> None:
    """Time every request. What clients make up (addresses, methods) shares one name, so that
    nobody can flood the figures."""

    def start() -> None:
        g.metrics_started = time.perf_counter()

    def finish(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        method = request.method if request.method in _METHODS else "other"
        times = metrics.requests.labels(endpoint, method, response.status_code)
        started = g.metrics_started
        when_sent(response, lambda: times.observe(time.perf_counter() - started))
        return response

    app.before_request(start)
    app.after_request(finish)
