"""A server under load: verdicts a second and how long they took, beside a plain server.

    python benchmarks/serve.py INDEX CLAIMS.jsonl [--clients 64] [--seconds 60]

CLAIMS.jsonl holds `{"claim"}` rows. Each client asks for one verdict after another, over HTTP:
once no claim comes twice, once all draw from the same claims, as when a story breaks. The baseline
of the same run has the same checker, web server and threads, and answers every request by itself,
at once: nothing is batched, shared, kept or refused. Prints JSON: answers by status, verdicts a
second, seconds (median, 99th percentile, slowest) of those within the time limit. Answers that
came after it count as late, not as accepted. Wants an otherwise idle machine.
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from factcheck.evaluate.data import read_rows

_TIMEOUT = 30.0
_START = 120.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("index", type=Path)
    parser.add_argument("claims", type=Path)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--plain", type=int, metavar="PORT", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.plain is not None:
        _serve_plainly(arguments.index, arguments.plain)
        return
    claims = [row["claim"] for row in read_rows(arguments.claims, {"claim": str})]
    port = _free_port()
    program = str(Path(sys.executable).with_name("factcheck"))
    ours = [program, "serve", "--index", str(arguments.index)]
    plain = [sys.executable, __file__, str(arguments.index), str(arguments.claims)]
    commands = {
        "factcheck": [*ours, "--port", str(port), "--timeout", f"{_TIMEOUT:g}", "--read-only"],
        "baseline: each request by itself": [*plain, "--plain", str(port)],
    }
    record: dict[str, Any] = {"clients": arguments.clients, "seconds": arguments.seconds}
    for name, command in commands.items():
        with _served(command, port) as url:
            record[name] = {
                kind: _Load(url, claims, is_new=is_new).run(arguments.clients, arguments.seconds)
                for kind, is_new in (("all different", True), ("the same few", False))
            }
    json.dump(record, sys.stdout, indent=2)
    sys.stdout.write("\n")


class _Load:
    """Clients that ask for one verdict after another.

    :param is_new: whether no claim comes twice.
    """

    def __init__(self, url: str, claims: Sequence[str], *, is_new: bool) -> None:
        self._url, self._claims, self._is_new = url, claims, is_new
        self._lock = threading.Lock()
        self._taken: list[float] = []
        self._answers: Counter[str] = Counter()

    def run(self, clients: int, seconds: float) -> dict[str, Any]:
        """Ask for so long, and wait for the last answers."""
        start = time.monotonic()
        threads = [
            threading.Thread(target=self._ask, args=(number, start + seconds))
            for number in range(clients)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        taken, lasted = sorted(self._taken), time.monotonic() - start
        return {
            "answers": dict(sorted(self._answers.items())),
            "verdicts_per_second": round(len(taken) / lasted, 3),
            "seconds": {
                "p50": _quantile(taken, 0.5),
                "p99": _quantile(taken, 0.99),
                "slowest": _quantile(taken, 1.0),
            },
        }

    def _ask(self, number: int, end: float) -> None:
        random_, session, count = random.Random(number), requests.Session(), 0
        while time.monotonic() < end:
            claim, count = random_.choice(self._claims), count + 1
            if self._is_new:
                claim = f"{claim} That is note {number} of day {count}."
            start = time.monotonic()
            try:
                answer = session.post(f"{self._url}/v1/verifications", json={"claim": claim})
            except requests.RequestException as error:
                self._count(type(error).__name__)
                continue
            took = time.monotonic() - start
            if answer.ok and took <= _TIMEOUT + 1:
                with self._lock:
                    self._taken.append(took)
            self._count("late" if answer.ok and took > _TIMEOUT + 1 else str(answer.status_code))
            wait = float(answer.headers.get("Retry-After", 0))
            time.sleep(min(wait, max(0.0, end - time.monotonic())))

    def _count(self, kind: str) -> None:
        with self._lock:
            self._answers[kind] += 1


def _quantile(taken: Sequence[float], share: float) -> float | None:
    return round(taken[min(len(taken) - 1, int(share * len(taken)))], 2) if taken else None


@contextmanager
def _served(command: Sequence[str], port: int) -> Iterator[str]:
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"{url}/readyz", server)
            yield url
        finally:
            server.kill()


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end and server.poll() is None:
        try:
            if requests.get(url, timeout=5).ok:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.5)
    sys.exit(f"the server is not ready: {url}")


def _serve_plainly(index: Path, port: int) -> None:
    """Answer every request by itself, in its thread."""
    import waitress
    from flask import Flask, jsonify, request

    from factcheck import FactChecker, verdict_record

    checker, app = FactChecker.open(index), Flask(__name__)
    checker.warm_up()

    @app.get("/readyz")
    def ready() -> Any:
        return jsonify(ready=True)

    @app.post("/v1/verifications")
    def verify() -> Any:
        return jsonify(verdict_record(checker.verify(request.get_json()["claim"])))

    waitress.serve(app, host="127.0.0.1", port=port, threads=64, _quiet=True)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    main()
