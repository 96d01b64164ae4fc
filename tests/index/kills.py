"""A writer that is killed again and again, at any moment, and what must be true each time.

    python tests/index/kills.py 200 [--seed 1]

The writer adds, replaces and removes documents, merges files of vectors all the time and compacts
the index now and then. What each step does follows from its number alone, so that the one here
knows what must be there: everything up to the last step that was acknowledged, and of the one
under way all or nothing. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from index_samples import HashedWords

from factcheck.errors import IndexNotFound
from factcheck.index import Index, segments
from factcheck.index.history import compact
from factcheck.index.verification import verify
from factcheck.types import Document, Filters

HERE = Path(__file__).parent
NAMES = [f"d{number}" for number in range(60)]
Texts = dict[str, str]


def step(number: int, present: Texts) -> tuple[str, Texts | list[str]]:
    """What a step does: `("add", texts)`, `("remove", ids)` or `("compact", [])`."""
    chance = random.Random(number)
    kind = chance.random()
    if kind < 0.1:
        return "compact", []
    if kind < 0.35 and len(present) > 10:
        return "remove", sorted(chance.sample(sorted(present), 8))
    chosen = chance.sample(NAMES, 12)
    return "add", {name: f"Report {name} of step {number}. The bridge is shut." for name in chosen}


def after(number: int, present: Texts) -> Texts:
    """The documents that are there after a step."""
    _, what = step(number, present)
    if isinstance(what, dict):
        return present | what
    return {name: text for name, text in present.items() if name not in what}


def states() -> Iterator[tuple[int, Texts]]:
    """The number of the next step, with the documents that are there before it."""
    present: Texts = {}
    number = 0
    while True:
        yield number, present
        present = after(number, present)
        number += 1


def write(path: Path, first: int) -> None:
    """Take steps for ever, and tell the number of each one that is done."""
    segments.TAIL = 30
    encoder = HashedWords()
    index = _opened(path, encoder)
    tell("open")
    for number, present in states():
        if number < first:
            continue
        action, what = step(number, present)
        if isinstance(what, dict):
            index.add([Document(id=name, text=text) for name, text in what.items()])
        elif action == "remove":
            index.remove(what)
        else:
            index.close()
            compact(path)
            index = _opened(path, encoder)
        tell(number)


def _opened(path: Path, encoder: HashedWords) -> Index:
    try:
        return Index.open(path, encoder, writable=True)
    except IndexNotFound:
        return Index.create(path, encoder)


def tell(what: object) -> None:
    """One line to the one who kills."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def survive(path: Path, kills: int, seed: int, steps: int = 0) -> dict[str, int]:
    """Kill a writer so many times; the index is right each time, or an assertion fails.

    :param steps: how many it must have taken in all; on a busy machine it is killed more often.
    """
    chance, encoder = random.Random(seed), HashedWords()
    killed = done = under_way = 0
    while killed < kills or (done < steps and killed < 10 * kills):
        killed += 1
        seconds = chance.choice([0.0, 0.02, 0.1, 0.3]) * chance.random()
        told = _killed(path, done, seconds, opened=chance.random() < 0.8)
        done = max([done, *(number + 1 for number in told)])
        if not path.exists() or not (path / "store.sqlite").exists():
            assert done == 0
            continue
        found = _found_by_search(path, encoder)
        verification = verify(path)
        assert "words" not in verification.repaired
        assert _found_by_search(path, encoder) == found
        expected = dict(zip(("acknowledged", "under way"), _next_two(done), strict=True))
        assert found in expected.values(), f"after step {done}"
        if found != expected["acknowledged"]:
            done, under_way = done + 1, under_way + 1
    return {"kills": killed, "steps": done, "found_done_and_not_acknowledged": under_way}


def _found_by_search(path: Path, encoder: HashedWords) -> Texts:
    """The documents that are there; by meaning and by words a search finds these and no others."""
    with Index.open(path, encoder) as index:
        found = {item.id: item.text for item in index.documents(limit=1_000)}
        keys = [key for key, _ in index.search_words("bridge", 1_000, Filters())]
        assert {item.document.id for item in index.passages(keys)} == set(found)
        (near,) = index.search_dense(encoder.encode(["bridge"]), 1_000, Filters())
        assert {key for key, _ in near} == set(keys)
    return found


def _next_two(done: int) -> list[Texts]:
    found = []
    for number, present in states():
        if number >= done:
            found.append(present)
        if len(found) == 2:
            return found
    raise AssertionError


def _killed(path: Path, first: int, seconds: float, *, opened: bool) -> list[int]:
    """Kill a writer so long after it opened the index, or after it began; what it told."""
    search_path = os.pathsep.join([str(HERE), str(HERE.parents[1])])
    command = [sys.executable, __file__, "--write", str(path), str(first)]
    environment = {**os.environ, "PYTHONPATH": search_path}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        assert writer.stdout is not None
        if opened:
            assert writer.stdout.readline() == "open\n"
        time.sleep(seconds if opened else 0.2 + seconds)
        writer.kill()
        lines = writer.stdout.read().split("\n")
    # A line without its end was not told.
    return [int(line) for line in lines[:-1] if line != "open"]


def main() -> None:
    """Kill, check, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        write(Path(arguments.write[0]), int(arguments.write[1]))
    with tempfile.TemporaryDirectory() as folder:
        tell(json.dumps(survive(Path(folder) / "index", arguments.kills, arguments.seed)))


if __name__ == "__main__":
    main()
