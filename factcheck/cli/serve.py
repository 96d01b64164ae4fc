"""`factcheck serve`: the HTTP API and the workbench page."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from factcheck.cli.arguments import Commands, add_index, add_policy, open_checker
from factcheck.errors import InvalidInput
from factcheck.index.addresses import is_address

_LONGEST = 3_600


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("serve", help="answer over HTTP")
    add_index(command)
    add_policy(command)
    command.add_argument("--host", default="127.0.0.1", help="address to listen on")
    command.add_argument("--port", type=int, default=8000, help="port to listen on")
    command.add_argument("--read-only", action="store_true", help="refuse changes to the index")
    command.add_argument(
        "--keys", type=Path, metavar="FILE", help="ask for keys of this file (factcheck keys)"
    )
    command.add_argument(
        "--rate", metavar="LIMIT", help="how often each key may ask, as in 600/minute"
    )
    command.add_argument(
        "--rate-store",
        metavar="URL",
        help="where processes count together, as in redis://127.0.0.1:6379/0",
    )
    command.add_argument(
        "--timeout",
        type=float,
        default=30.0,
        metavar="SECONDS",
        help="what a claim may take, waiting included; more is refused (default: 30)",
    )
    command.add_argument(
        "--state",
        type=Path,
        metavar="DIR",
        help="where batches and stored reports are kept (default: beside the index, INDEX.state)",
    )
    command.add_argument(
        "--jobs",
        metavar="URL",
        help="where processes queue batches together, as in redis://127.0.0.1:6379/1",
    )
    command.add_argument(
        "--watches", type=Path, metavar="FILE", help="keep watched claims here, and check them"
    )
    command.add_argument(
        "--proxy", metavar="IP", help="believe this proxy whether it was asked over HTTPS"
    )
    command.add_argument(
        "--insecure",
        action="store_true",
        help="listen beyond this machine although no keys are asked for",
    )
    command.add_argument(
        "--log-claims", action="store_true", help="put claims that are verified into the log"
    )
    command.set_defaults(run=_serve)


def _serve(arguments: argparse.Namespace) -> None:
    from factcheck.api import (
        GateLimits,
        JsonLines,
        KeyFile,
        Rates,
        check_address,
        create_app,
        serve,
        watching,
    )
    from factcheck.watch.store import Watches

    logging.getLogger("factcheck.api").setLevel(logging.INFO)
    if not sys.stderr.isatty():
        _log_as(JsonLines())
    keys = KeyFile(arguments.keys) if arguments.keys else None
    if keys is not None and not keys.keys():
        raise InvalidInput("keys", str(arguments.keys), "must hold a key; make one: keys create")
    if not 0 < arguments.timeout <= _LONGEST:
        raise InvalidInput("timeout", arguments.timeout, f"must be above 0, at most {_LONGEST}")
    limits = GateLimits(seconds=arguments.timeout)
    if arguments.rate_store and not arguments.rate:
        raise InvalidInput("rate-store", arguments.rate_store, "needs a limit to count: --rate")
    rates = Rates(arguments.rate, arguments.rate_store) if arguments.rate else None
    if arguments.watches and arguments.snapshot is not None:
        raise InvalidInput("watches", str(arguments.watches), "cannot be kept of a past state")
    # The models that a served index loads in the background must not be left loading at an exit.
    check_address(
        arguments.host,
        arguments.port,
        has_keys=keys is not None,
        insecure=arguments.insecure,
        proxy=arguments.proxy,
    )
    watches = Watches(arguments.watches, create=True) if arguments.watches else None
    writable = not arguments.read_only and arguments.snapshot is None
    with open_checker(
        arguments.index,
        writable=writable,
        snapshot=arguments.snapshot,
        policy=arguments.policy,
    ) as checker:
        state = _state_of(arguments)
        app = create_app(
            checker,
            keys=keys,
            rates=rates,
            limits=limits,
            state=state,
            jobs=arguments.jobs,
            watches=watches,
            log_claims=arguments.log_claims,
        )
        with watching(app) if watches is not None else nullcontext():
            serve(
                app,
                arguments.host,
                arguments.port,
                insecure=arguments.insecure,
                proxy=arguments.proxy,
            )


def _log_as(formatter: logging.Formatter) -> None:
    """Have all that is logged to stderr written so, and warnings logged."""
    logging.captureWarnings(True)
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr:
            handler.setFormatter(formatter)


def _state_of(arguments: argparse.Namespace) -> Path:
    """The folder for what outlives the server.

    :raises InvalidInput: if it cannot be made or written to.
    """
    if arguments.state is None and is_address(arguments.index):
        raise InvalidInput("state", None, "must be given for an index that is not a directory")
    index = Path(arguments.index).absolute()
    state: Path = arguments.state or index.with_name(f"{index.name}.state")
    try:
        state.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=state):
            return state
    except OSError as error:
        fault = f"must be a folder that can be written to ({error.strerror}); name one: --state DIR"
        raise InvalidInput("state", str(state), fault) from error
