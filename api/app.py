"""The application: one injected checker, its routes, and what applies to every request."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from factcheck.api import (
    access,
    bodies,
    cursors,
    headers,
    metrics,
    paths,
    rates as counting,
    refusals,
    telemetry,
)
from factcheck.api.batches import Batches, BatchLimits
from factcheck.api.bulkheads import Bulkheads
from factcheck.api.gate import Gate, GateLimits
from factcheck.api.keys import KeyFile
from factcheck.api.origins import Origins
from factcheck.api.rates import Rates
from factcheck.api.readiness import Readiness
from factcheck.api.reports import MOST, Reports
from factcheck.api.routes import BLUEPRINTS
from factcheck.api.service import Service, attach
from factcheck.api.threads import Threads

if TYPE_CHECKING:
    from factcheck import FactChecker, Watches


def create_app(
    checker: FactChecker,
    *,
    name: str | None = None,
    keys: KeyFile | None = None,
    rates: Rates | None = None,
    limits: GateLimits | None = None,
    state: Path | None = None,
    jobs: str | None = None,
    batch_limits: BatchLimits | None = None,
    report_limit: int = MOST,
    watches: Watches | None = None,
    log_claims: bool = False,
) -> Flask:
    """A WSGI application that answers from `checker`; starts to warm it up at once.

    The caller owns the checker and closes it. What may be changed is decided by how it was
    opened.

    :param name: the name of the index towards clients; its directory's name by default.
    :param keys: who may ask; without them anybody who reaches the server.
    :param rates: how often each key may ask; without them as often as it likes.
    :param limits: how much work may wait, and for how long.
    :param state: a folder for what is to outlive this process; without it nothing is stored.
    :param jobs: a Redis that queues batches for several processes; a file of `state` by default.
    :param batch_limits: how many batches may wait, and how long they are kept.
    :param report_limit: how many reports each key may have stored.
    :param watches: where watched claims are kept; without them there are none to be had.
    :param log_claims: whether the log may hold the claims that are verified one by one.
    """
    app = Flask(__name__, static_folder=None, template_folder=None)
    secret = app.secret_key = cursors.secret_of(state)
    app.config["MAX_CONTENT_LENGTH"] = bodies.BODY_BYTES
    app.config[telemetry.LOG_CLAIMS] = log_claims
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    # Document ids may hold "//", so that no address is another spelling of a second one.
    app.url_map.merge_slashes = False
    app.url_map.converters["any_text"] = paths.AnyText
    info = checker.info()
    name = name or info.name
    figures = metrics.Metrics()
    threads = Threads()
    limits = limits or GateLimits()
    gate = Gate(
        lambda claims, options: checker.verify_many(claims, **options),
        lambda: checker.snapshot,
        limits,
        figures,
        threads,
    )
    bulkheads = Bulkheads.lasting(limits.seconds, threads)
    figures.watch(lambda: gate.depth)
    reports = Reports(None if state is None else state / "reports", secret, report_limit)
    batches = None
    if state is not None:
        batches = Batches(
            state / "batches",
            gate.work,
            batch_limits or BatchLimits(),
            queue=jobs,
            owners=lambda: access.owners(app),
        )
        figures.watch_batches(batches.unfinished)
    readiness = Readiness(checker.warm_up, gate.warm_up)
    origins = Origins(lambda: checker.lineage(), threads)
    attach(
        app,
        Service(
            checker=checker,
            name=name,
            path=info.path,
            readiness=readiness,
            gate=gate,
            bulkheads=bulkheads,
            metrics=figures,
            reports=reports,
            origins=origins,
            threads=threads,
            batches=batches,
            watches=watches,
        ),
    )
    metrics.register(app, figures)
    for concern in (headers, telemetry, refusals):
        concern.register(app)
    access.register(app, keys)
    counting.register(app, rates)
    access.guard(app)
    bodies.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    # Once it is known whose keys are good.
    if batches is not None:
        batches.start()
    return app
