"""Fixtures that more than one part of the tests uses."""

import gc
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from factcheck.types import (
    Claim,
    DocumentRef,
    Evidence,
    Label,
    Origins,
    Probabilities,
    Span,
    Stance,
    Verdict,
)

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("factcheck", deadline=None)
hypothesis.settings.load_profile("factcheck")

REPOSITORY = Path(__file__).parents[1]
MakeEvidence = Callable[..., Evidence]
MakeVerdict = Callable[..., Verdict]
IsLinear = Callable[[Callable[[str], object], str, int, float], bool]

_SURE = {
    Stance.SUPPORTS: Probabilities(0.95, 0.03, 0.02),
    Stance.REFUTES: Probabilities(0.03, 0.95, 0.02),
    Stance.NEUTRAL: Probabilities(0.02, 0.03, 0.95),
}


# Each file is run by one process. These take longest: they begin after the quick ones, so that at
# the end no process waits long for another.
_LONG = (
    "test_readme.py",
    "test_workbench.py",
    "test_page_states.py",
    "test_contract.py",
    "test_batches.py",
    "test_claims.py",
    "test_guide.py",
    "test_commands.py",
    "test_recheck.py",
    "test_bulk.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick files first, then the long ones, then the rest."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}

    def turn(item: pytest.Item) -> int:
        if item.path.name in _LONG:
            return 1 + _LONG.index(item.path.name)
        return 1 + len(_LONG) if item.path in slow else 0

    items.sort(key=turn)


@pytest.fixture
def files_up_to() -> Callable[[int], AbstractContextManager[None]]:
    """No file that is written meanwhile may become larger, which stands for a full disk."""

    @contextmanager
    def files(most: int) -> Iterator[None]:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return files


@pytest.fixture(scope="session", autouse=True)
def _no_cache_in_the_home_of_who_tests() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTCHECK_PAGE_CACHE", "")
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def is_linear() -> IsLinear:
    """Whether a text takes at most so many seconds, and nowhere near the square of its share.

    Only the processor's time counts, in all threads and without the garbage of other tests, and
    who was disturbed by them may try again.
    """

    def seconds(work: Callable[[str], object], text: str) -> float:
        gc.collect()
        gc.disable()
        try:
            started = time.process_time()
            work(text)
            return time.process_time() - started
        finally:
            gc.enable()

    def measure(work: Callable[[str], object], unit: str, chars: int, most: float) -> bool:
        text = unit * (chars // len(unit))
        short = min(seconds(work, text[: len(text) // 16]) for _ in range(3))
        return any(seconds(work, text) < min(most, 64 * short + 0.05) for _ in range(3))

    return measure


@pytest.fixture(scope="session")
def make_evidence() -> MakeEvidence:
    """Evidence of a stance from a passage; the last sentence is the one that decided."""

    def make(
        stance: Stance, text: str = "It rained. The bridge was closed.", **document: Any
    ) -> Evidence:
        reference = {"id": "d1", "publisher": "Harbour News", "published": "2025-06-21"}
        start = 100
        decided = text.rindex(". ") + 2 if ". " in text else 0
        return Evidence(
            document=DocumentRef(**{**reference, **document}),
            start=start,
            end=start + len(text),
            text=text,
            stance=stance,
            probabilities=_SURE[stance],
            rationale=Span(start + decided, start + len(text)),
            score=0.03,
            origin="o1",
            dense=0.6,
        )

    return make


@pytest.fixture(scope="session")
def make_verdict(make_evidence: MakeEvidence) -> MakeVerdict:
    """A verdict with one piece of evidence for each side that its label needs."""

    def make(label: Label, wording: str = "The bridge is closed.", **changes: Any) -> Verdict:
        sides = {
            Label.SUPPORTED: [Stance.SUPPORTS],
            Label.REFUTED: [Stance.REFUTES],
            Label.CONFLICTING: [Stance.SUPPORTS, Stance.REFUTES],
            Label.NOT_ENOUGH_EVIDENCE: [],
        }[label]
        values: dict[str, Any] = {
            "claim": Claim(wording, 0, len(wording), wording),
            "label": label,
            "confidence": 0.93,
            "evidence": tuple(make_evidence(stance) for stance in sides),
            "origins": Origins(sides.count(Stance.SUPPORTS), sides.count(Stance.REFUTES)),
        }
        return Verdict(**{**values, **changes})

    return make


@pytest.fixture(scope="session")
def demo_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the demo corpus, made with the real models; not to be changed."""
    from factcheck import FactChecker
    from factcheck.ingest import read_sources

    path = tmp_path_factory.mktemp("demo") / "index"
    with FactChecker.create(path) as checker:
        checker.add(read_sources(REPOSITORY / "indexes/demo/sources.jsonl"))
    return path
