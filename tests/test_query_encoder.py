"""Claims and questions get vectors of their own, which lie nearer to what speaks to them."""

from __future__ import annotations

import importlib
import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file

from factcheck import query_encoder
from factcheck.config import Settings
from factcheck.encoders import SentenceEncoder
from factcheck.errors import ModelInvalid, ModelNotFound
from factcheck.model_files import embedder_folder, folder_sha256
from factcheck.networks import low_rank
from factcheck.networks.encoder import Encoder, Shape

SMALL = Shape(width=8, inner=16, heads=2, layers=2, words=20, positions=10, epsilon=1e-6)
IDS = torch.arange(6).reshape(1, 6)
MASK = torch.ones(1, 6, dtype=torch.bool)


def small() -> Encoder:
    """An encoder with random weights, the same every time."""
    chance = torch.Generator().manual_seed(3)
    network = Encoder(SMALL)
    for weights in network.parameters():
        weights.data = torch.randn(weights.shape, generator=chance)
    return network.eval()


def test_a_change_is_none_at_first_and_then_only_of_the_matrices() -> None:
    plain, opened = small(), small()
    low_rank.opened(opened, 2)
    assert torch.equal(opened(IDS, MASK), plain(IDS, MASK))
    learnt = {name for name, weights in opened.named_parameters() if weights.requires_grad}
    assert learnt == set(low_rank.changes(opened))
    assert len(learnt) == 2 * 6 * SMALL.layers


def test_a_change_that_is_added_gives_what_was_learnt() -> None:
    learnt, plain = small(), small()
    for part in low_rank.opened(learnt, 2):
        torch.nn.init.normal_(part.up.weight, generator=torch.Generator().manual_seed(5))
    with torch.no_grad():
        wanted = learnt(IDS, MASK)
        assert not torch.allclose(wanted, plain(IDS, MASK), atol=0.1)
        low_rank.change(plain, low_rank.changes(learnt))
        assert torch.allclose(wanted, plain(IDS, MASK), atol=1e-4)


def test_a_change_without_its_other_factor_is_refused() -> None:
    opened = small()
    low_rank.opened(opened, 2)
    learnt = low_rank.changes(opened)
    del learnt["layers.0.query.up.weight"]
    for wrong in (learnt, {}):
        with pytest.raises(ValueError, match="pairs of factors"):
            low_rank.change(small(), wrong)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(Settings())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the bundled query encoder, which is used in its place."""
    found = tmp_path / "queries"
    shutil.copytree(query_encoder.FOLDER, found)
    shutil.copy(query_encoder.PINNED, tmp_path)
    monkeypatch.setattr(query_encoder, "FOLDER", found)
    monkeypatch.setattr(query_encoder, "PINNED", tmp_path / "queries.sha256")
    return found


# Claims, what contradicts each, and what only shares its words.
CLAIMS = {
    "Global warming stopped in 1998.": (
        "The last ten years were the ten hottest ever measured.",
        "The school stopped its 1998 heating project.",
    ),
    "The sea is not rising.": (
        "Tide gauges show the coast under 20 centimetres more water than in 1900.",
        "The sea is popular with swimmers.",
    ),
    "Masks do not protect anyone from the virus.": (
        "Infections fell by half where faces were covered.",
        "The virus was named by a committee.",
    ),
    "Polar bears are doing fine.": (
        "Hunters and scientists count fewer of them every year on the shrinking ice.",
        "Polar bears are painted on the wall of the zoo.",
    ),
    "He never won an award.": (
        "The actor took home two Oscars and a Golden Globe.",
        "He never drives to work.",
    ),
    "Sharks do not get cancer.": (
        "Tumours have been found in at least 23 species of these fish.",
        "Sharks have no bones.",
    ),
    "The singer was born in London.": (
        "Born in Lagos, she moved to England at the age of ten.",
        "The singer will tour London in May.",
    ),
    "Antarctica is gaining ice.": (
        "Satellites saw the southern ice sheet lose 150 billion tonnes a year.",
        "Antarctica has no permanent residents.",
    ),
}


@pytest.mark.slow
def test_what_contradicts_a_claim_comes_nearer_than_it_did(encoder: SentenceEncoder) -> None:
    passages = encoder.encode([passage for both in CLAIMS.values() for passage in both])
    places = np.arange(len(CLAIMS))

    def told(vectors: np.ndarray) -> tuple[float, int]:
        """The mean lead over what shares its words, and how many passages come before it."""
        cosines = vectors @ passages.T
        against = cosines[places, 2 * places]
        lead = (against - cosines[places, 2 * places + 1]).mean()
        return float(lead), int((cosines > against[:, None]).sum())

    (before, passed), (after, passed_now) = (
        told(encode(list(CLAIMS))) for encode in (encoder.encode, encoder.encode_queries)
    )
    assert after > before + 0.02
    assert passed_now < passed


@pytest.mark.slow
def test_vectors_of_queries_are_unit_vectors_of_the_same_width(encoder: SentenceEncoder) -> None:
    found = encoder.encode_queries(["Glaciers are growing.", ""])
    assert found.shape == (2, encoder.info.dimension) and found.dtype == np.float32
    assert np.linalg.norm(found, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert encoder.encode_queries([]).shape == (0, encoder.info.dimension)


@pytest.mark.slow
def test_the_models_are_named_and_other_embedders_ask_as_they_read(tmp_path: Path) -> None:
    bundled = SentenceEncoder(Settings()).models()
    assert list(bundled) == ["embedder", "query_encoder"]
    assert bundled["query_encoder"].sha256 == query_encoder.PINNED.read_text().strip()
    folder = tmp_path / "embedder"
    shutil.copytree(embedder_folder("bundled"), folder)
    own = SentenceEncoder(Settings(embedder=str(folder)))
    assert list(own.models()) == ["embedder"]
    claims = list(CLAIMS)
    assert np.array_equal(own.encode_queries(claims), own.encode(claims))


@pytest.mark.slow
def test_weights_that_are_missing_or_not_the_shipped_ones_are_refused(folder: Path) -> None:
    weights = folder / query_encoder.WEIGHTS
    weights.write_bytes(weights.read_bytes()[:-1])
    with pytest.raises(ModelInvalid, match="not what was shipped"):
        SentenceEncoder(Settings()).encode_queries(["text"])
    weights.unlink()
    with pytest.raises(ModelNotFound, match="install factcheck-engine again"):
        SentenceEncoder(Settings()).encode_queries(["text"])


@pytest.mark.slow
def test_a_change_of_another_embedder_is_refused(folder: Path) -> None:
    with safe_open(folder / query_encoder.WEIGHTS, "pt") as file:
        learnt = {name: file.get_tensor(name) for name in list(file.keys())}
    save_file(learnt, folder / query_encoder.WEIGHTS, {query_encoder.BASE: "f" * 64})
    query_encoder.PINNED.write_text(folder_sha256(folder))
    with pytest.raises(ModelInvalid, match="goes with the embedder of sha256 ffffffffffff"):
        SentenceEncoder(Settings()).encode_queries(["text"])


@pytest.fixture
def script(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script that trains it."""
    monkeypatch.syspath_prepend(repository / "scripts")
    return importlib.import_module("train_query_encoder")


def test_what_is_asked_is_gathered_with_titles_and_repeats(script: Any, tmp_path: Path) -> None:
    pairs, sources = tmp_path / "some.jsonl", tmp_path / "sources.jsonl"
    pairs.write_text(
        '{"claim": "A", "evidence": "a", "label": "SUPPORTS"}\n'
        '{"claim": "A", "evidence": "b", "label": "REFUTES"}\n'
        '{"claim": "B", "evidence": "c", "label": "NEI"}\n'
    )
    sources.write_text('{"text": "b", "title": "T"}\n{"text": "d"}\n')
    asked, pool = script.gathered([pairs], [sources], {"some": 2})
    assert pool == ["T. b", "d", "a", "c"]
    assert asked == 2 * [script.Asked("A", (2, 0), (1.0, 2.0))]


def test_the_loss_falls_as_right_passages_come_nearer_than_all_others(script: Any) -> None:
    passages = torch.eye(4)
    batch = [script.Asked("A", (0, 1), (1.0, 2.0))]

    def wrong(*vector: float) -> float:
        given = torch.tensor([vector], dtype=torch.float32)
        query = torch.nn.functional.normalize(given)
        return float(script.loss(query, passages, batch))

    assert wrong(1, 1, 0, 0) < 1e-4 < wrong(1, 1, 1, 0) < wrong(0, 0, 1, 0)
    assert wrong(0, 1, 0.5, 0) < wrong(1, 0, 0.5, 0)


def test_every_claim_is_in_one_batch_of_a_pass(script: Any) -> None:
    asked = [script.Asked("x" * (number % 50), (0,), (1.0,)) for number in range(3_000)]
    found = list(script.batches(asked, random.Random(1)))
    assert sorted(len(each.claim) for batch in found for each in batch) == sorted(
        len(each.claim) for each in asked
    )
    assert max(map(len, found)) == script.CLAIMS
