"""A stance model that goes by words and counts what it is asked, and a small made-up world."""

import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck import Document, FactChecker, Settings
from factcheck.index import Index
from factcheck.model_files import ModelInfo
from factcheck.runtime import Lazy

sys.path.insert(0, str(Path(__file__).parents[1] / "index"))
from index_samples import HashedWords

NEGATIONS = {"not", "never", "no"}
THINGS = ["bridge", "ferry", "museum", "harbour", "school", "market", "tower", "library"]
PLACES = ["Lund", "Cork", "Turin", "Porto", "Ghent"]
FACTS = ["was closed", "was opened", "was sold", "was painted", "was flooded"]
DAYS = [None, "2025-01-10", "2025-02-10", "2025-03-10"]

Asked = tuple[str, dict[str, Any]]


class WordScorer:
    """A sentence with most words of the claim supports it, or refutes it if one denies."""

    def __init__(self, name: str = "words") -> None:
        self.info = ModelInfo(name, name, 3)
        self.window = 512
        self.judged: list[tuple[str, str]] = []

    def tokens(self, text: str) -> int:
        return len(text.split())

    def readable(self, claim: str) -> str:
        return claim

    def is_word(self, word: str) -> bool:
        return True

    def logits(
        self, pairs: Sequence[tuple[str, str]], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float64]:
        self.judged += pairs
        return np.array([self._score(*pair) for pair in pairs]).reshape(len(pairs), 3)

    def _score(self, passage: str, claim: str) -> list[float]:
        said, asked = (set(re.findall(r"\w+", text.lower())) for text in (passage, claim))
        share = len(said & asked) / len(asked)
        if share < 0.6:
            return [0.0, 0.0, 4.0]
        denies = bool(said & NEGATIONS) != bool(asked & NEGATIONS)
        return [0.0, 9.0 * share, 0.0] if denies else [9.0 * share, 0.0, 0.0]


def new_checker(folder: Path, scorer: WordScorer, allow_hosts: str = "") -> FactChecker:
    """A checker over an empty index, open for writing; all but the models is real."""
    encoder: Any = HashedWords()
    settings = Settings(k=6, allow_hosts=allow_hosts)
    checker = FactChecker(Index.create(folder, encoder), encoder, settings)
    use(checker, scorer)
    return checker


def opened(folder: Path, scorer: WordScorer) -> FactChecker:
    """A checker over an index that is there."""
    encoder: Any = HashedWords()
    checker = FactChecker(Index.open(folder, encoder), encoder, Settings(k=6))
    use(checker, scorer)
    return checker


def use(checker: FactChecker, scorer: Any) -> None:
    """Have a checker judge by another model."""
    made = {"scorer": Lazy(lambda: scorer), "stance": Lazy(lambda: scorer.info)}
    checker._pipeline = replace(checker._pipeline, **made)


def sentence(random_: random.Random) -> str:
    return (
        f"The {random_.choice(THINGS)} in {random_.choice(PLACES)} "
        f"{random_.choice(['', '', 'never '])}{random_.choice(FACTS)}."
    )


def document(random_: random.Random, name: str) -> Document:
    return Document(
        id=name,
        title=random_.choice([None, "News of the day", "Harbour talk"]),
        publisher=random_.choice(["Post", "Gazette"]),
        published=random_.choice(DAYS),
        text=" ".join(sentence(random_) for _ in range(random_.randint(1, 3))),
    )


def asked(random_: random.Random, count: int) -> list[Asked]:
    """Claims with options: some by a day, some of one publisher, some in somebody's words."""
    found: list[Asked] = []
    for _ in range(count):
        claim = sentence(random_).replace("never ", "")
        if random_.random() < 0.2:
            claim = f"Mayor Ana Ruiz said that {claim[0].lower()}{claim[1:]}"
        options: dict[str, Any] = {}
        if random_.random() < 0.3:
            options["as_of"] = random_.choice(DAYS[1:])
        if random_.random() < 0.2:
            options["publishers"] = ["Post"]
        found.append((claim, options))
    return found
