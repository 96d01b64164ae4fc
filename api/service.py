"""What every route works with: the checker, its index's name, how it stands, what it said last."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app

from factcheck import IndexNotFound, InvalidInput
from factcheck.api.batches import Batches
from factcheck.api.bulkheads import Bulkheads
from factcheck.api.gate import Gate
from factcheck.api.metrics import Metrics
from factcheck.api.origins import Origins
from factcheck.api.readiness import Readiness
from factcheck.api.recent import Recent
from factcheck.api.refusals import Refusal
from factcheck.api.reports import Reports
from factcheck.api.threads import Threads

if TYPE_CHECKING:
    from factcheck import FactChecker, Watches

_EXTENSION = "factcheck"
_WARM_UP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Service:
    """One served index. `name` is what clients call it, `path` where it is."""

    checker: FactChecker
    name: str
    path: str
    readiness: Readiness
    gate: Gate
    bulkheads: Bulkheads
    metrics: Metrics
    reports: Reports
    origins: Origins
    threads: Threads
    batches: Batches | None = None
    watches: Watches | None = None
    recent: Recent = field(default_factory=Recent)

    @property
    def is_busy(self) -> bool:
        """Whether anybody waits for a verdict or a report."""
        return self.gate.is_busy or self.bulkheads.texts.is_busy


def attach(app: Flask, service: Service) -> None:
    """Make `service` the one that the routes of `app` answer from."""
    app.extensions[_EXTENSION] = service


def run_on(app: Flask, threads: int) -> None:
    """Tell an application how many threads its server has."""
    found: Service | None = app.extensions.get(_EXTENSION)
    if found is not None:
        found.threads.count = threads


def service() -> Service:
    """The service of the application that handles the current request."""
    found: Service = current_app.extensions[_EXTENSION]
    return found


def finish(app: Flask) -> None:
    """Take nothing more in, and return once what was taken in is done."""
    found: Service | None = app.extensions.get(_EXTENSION)
    if found is not None:
        found.readiness.end()
        if found.batches is not None:
            found.batches.wind_down()
        closings = [found.gate.close, *(place.close for place in found.bulkheads.each())]
        with ThreadPoolExecutor(len(closings)) as pool:
            list(pool.map(lambda close: close(), closings))
        if found.batches is not None:
            found.batches.stop()
        # A process that ends while its models are at work is aborted by their libraries.
        found.readiness.wait(_WARM_UP_SECONDS)


def batches() -> Batches:
    """The batches of the application that handles the current request.

    :raises Refusal: if it keeps none.
    """
    found = service().batches
    if found is None:
        raise Refusal("nothing_kept", "this server has no place to keep batches")
    return found


def checker_for(body: dict[str, Any]) -> FactChecker:
    """The checker that a request asks for; takes the field `index` out of its body.

    :raises IndexNotFound: if the request names an index that is not served here.
    :raises Refusal: if it names a tier that the policy of the server does not have.
    """
    name = body.pop("index", None)
    if name is not None and name != service().name:
        raise IndexNotFound(name)
    # Before a batch is taken in whose claims would all fail.
    try:
        service().checker.policy.tiers(body.get("tiers") or ())
    except InvalidInput as error:
        raise Refusal("tier_not_found", str(error)) from error
    return service().checker
