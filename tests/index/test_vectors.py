"""Exact search does not depend on how vectors are spread, and damaged files are noticed."""

import itertools
import multiprocessing
import os
import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, strategies as st

from factcheck.index.rows import Rows, Unreadable
from factcheck.index.vectors import from_bytes, search, to_bytes

DIMENSION = 8


def exact(chunks: list[tuple[np.ndarray, np.ndarray]], dimension: int) -> Rows:
    return Rows.of(lambda: chunks, dimension)


def rows(seed: int, count: int) -> np.ndarray:
    """Unit vectors as the store gives them, many of them equal."""
    drawn = np.random.default_rng(seed).integers(-1, 2, (count, DIMENSION)).astype(np.float32)
    drawn[:, 0] = 1
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    return from_bytes(to_bytes(drawn), DIMENSION)


@given(
    seed=st.integers(0, 1000),
    cuts=st.lists(st.integers(0, 200), max_size=4).map(sorted),
    share=st.sampled_from([0.0, 0.05, 0.5, 0.98, 1.0]),
    k=st.integers(1, 220),
)
def test_any_spread_over_parts_gives_what_brute_force_gives(
    seed: int, cuts: list[int], share: float, k: int
) -> None:
    vectors, queries = rows(seed, 200), rows(seed + 1, 5)
    keys = np.arange(200, dtype=np.int64) * 3 + 1
    allowed = np.random.default_rng(seed).random(600) < share
    parts = [
        exact([(keys[a:b], vectors[a:b])], DIMENSION)
        for a, b in zip([0, *cuts], [*cuts, 200], strict=True)
    ]
    found = search([(part, part.scope(allowed)) for part in parts], queries, k)
    for query, result in zip(queries, found, strict=True):
        scores = np.round((vectors @ query).astype(np.float64), 6)
        expected = sorted(
            (-score, key) for score, key in zip(scores, keys.tolist(), strict=True) if allowed[key]
        )[:k]
        # Sums differ in the seventh decimal with the order of additions.
        assert [score for _, score in result] == pytest.approx([-s for s, _ in expected], abs=2e-6)
        assert len({key for key, _ in result}) == len(result) == len(expected)
        assert result == sorted(result, key=lambda item: (-item[1], item[0]))


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("share", [0.1, 0.6, 1.0])
def test_equal_cosines_are_taken_in_order_of_key(seed: int, share: float) -> None:
    # Along the axes, cosines are 0 or 1 without any rounding.
    random = np.random.default_rng(seed)
    count, k = int(random.integers(50, 6_000)), int(random.integers(1, 220))
    queries, cut = int(random.integers(1, 40)), int(random.integers(count))
    is_near = random.random(count) < random.choice([0.02, 0.3, 0.9])
    axes = np.eye(DIMENSION, dtype=np.float32)
    vectors, keys = axes[is_near.astype(int)], np.arange(count, dtype=np.int64)
    allowed = random.random(count) < share
    parts = [
        exact([(keys[rows], vectors[rows])], DIMENSION)
        for rows in (slice(0, cut), slice(cut, None))
    ]
    found = search([(part, part.scope(allowed)) for part in parts], axes[[1] * queries], k)
    ranked = sorted((not is_near[key], key) for key in keys[allowed].tolist())
    assert found == [[(key, 0.0 if far else 1.0) for far, key in ranked[:k]]] * queries


def test_a_part_comes_back_from_its_file(tmp_path: Path) -> None:
    keys, vectors = np.array([2, 5, 9]), rows(1, 3)
    exact([(keys, vectors)], DIMENSION).write(tmp_path / "part")
    part = Rows.read(tmp_path / "part", DIMENSION)
    allowed = np.ones(10, dtype=bool)
    (found,) = search([(part, part.scope(allowed))], vectors[:1], 3)
    assert found[0] == (2, 1.0)
    assert {key for key, _ in found} == {2, 5, 9}


def test_a_file_of_another_dimension_or_content_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "part"
    exact([(np.array([2, 5]), rows(1, 2))], DIMENSION).write(path)
    with pytest.raises(Unreadable):
        Rows.read(path, DIMENSION + 1)
    whole = path.read_bytes()
    for damaged in (b"", b"\0" * len(whole), whole[:20]):
        path.write_bytes(damaged)
        with pytest.raises(Unreadable):
            Rows.read(path, DIMENSION)
    path.unlink()
    with pytest.raises(Unreadable):
        Rows.read(path, DIMENSION)


def test_keys_out_of_order_are_unreadable(tmp_path: Path) -> None:
    exact([(np.array([5, 2]), rows(1, 2))], DIMENSION).write(tmp_path / "part")
    with pytest.raises(Unreadable):
        Rows.read(tmp_path / "part", DIMENSION)


def test_a_file_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="disk full"):
        exact([], DIMENSION).write(tmp_path / "nowhere" / "part")


def test_a_disk_that_runs_full_while_a_file_is_written_is_an_os_error(tmp_path: Path) -> None:
    part = exact([(np.arange(200), rows(1, 200))], DIMENSION)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, limit[1]))
    try:
        with pytest.raises(OSError, match="disk full"):
            part.write(tmp_path / "part")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    with pytest.raises(Unreadable):
        Rows.read(tmp_path / "part", DIMENSION)


def test_half_precision_keeps_cosines_to_three_decimals() -> None:
    drawn = np.random.default_rng(0).normal(size=(50, 384)).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    kept = from_bytes(to_bytes(drawn), 384)
    assert np.abs(kept @ kept.T - drawn @ drawn.T).max() < 1e-3
    assert np.linalg.norm(kept, axis=1) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("row", [b"", b"\0" * 15, b"\0" * 17, b"\xff\x7f" * 8, b"\x00\x7c" * 8])
def test_bytes_that_are_no_vector_are_refused(row: bytes) -> None:
    with pytest.raises(ValueError):
        from_bytes([row], DIMENSION)


def clustered(seed: int, count: int, dimension: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(0).normal(size=(100, dimension))
    drawn = centres[random.integers(100, size=count)] + random.normal(size=(count, dimension))
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    return drawn.astype(np.float32)


@pytest.fixture(scope="module")
def many() -> np.ndarray:
    return clustered(1, 40_000, 32)


@pytest.fixture(scope="module")
def in_lists(many: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Vectors in inverted lists, read back from their file, in chunks of uneven size."""
    keys = np.arange(len(many), dtype=np.int64) * 2 + 5
    cuts = [0, 1, 5_000, 20_001, len(many)]
    chunks = [(keys[a:b], many[a:b]) for a, b in itertools.pairwise(cuts)]
    path = tmp_path_factory.mktemp("lists") / "part"
    Rows.in_lists(lambda: chunks, len(many), 32).write(path)
    return Rows.read(path, 32)


@pytest.mark.parametrize("share", [1.0, 0.9, 0.5, 0.1, 0.001])
def test_inverted_lists_find_nearly_what_brute_force_finds(
    many: np.ndarray, in_lists: Rows, share: float
) -> None:
    queries, k = clustered(2, 100, 32), 10
    allowed = np.random.default_rng(3).random(2 * len(many) + 5) < share
    found = search([(in_lists, in_lists.scope(allowed))], queries, k)
    chosen = np.flatnonzero(allowed[in_lists.keys])
    hits = 0
    for query, result in zip(queries, found, strict=True):
        assert len(result) == k
        assert all(allowed[key] for key, _ in result)
        near = chosen[np.argsort(-(many[chosen] @ query), kind="stable")[:k]]
        hits += len({key for key, _ in result} & set(in_lists.keys[near].tolist()))
        row = (result[0][0] - 5) // 2
        assert result[0][1] == pytest.approx(float(many[row] @ query), abs=2e-3)
    assert hits / (k * len(queries)) >= 0.95


def test_as_many_are_found_as_are_asked_for_and_pass(in_lists: Rows) -> None:
    """Even where nearly all rows are asked for, and where the near lists hold none that passes."""
    queries = clustered(2, 3, 32)
    allowed = np.ones(2 * len(in_lists.keys) + 5, dtype=bool)
    assert [len(r) for r in search([(in_lists, in_lists.scope(allowed))], queries, 39_990)] == (
        [39_990] * 3
    )
    near = search([(in_lists, in_lists.scope(allowed))], queries[:1], 9_000)[0]
    allowed[[key for key, _ in near]] = False
    (left,) = search([(in_lists, in_lists.scope(allowed))], queries[:1], 200)
    assert len(left) == 200
    assert not {key for key, _ in left} & {key for key, _ in near}


def test_few_that_pass_are_all_found_in_order(many: np.ndarray, in_lists: Rows) -> None:
    allowed = np.zeros(2 * len(many) + 5, dtype=bool)
    allowed[in_lists.keys[::4_000]] = True
    (found,) = search([(in_lists, in_lists.scope(allowed))], many[:1], 50)
    assert len(found) == 10
    assert found[0][0] == 5
    assert found == sorted(found, key=lambda item: (-item[1], item[0]))


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_process_that_was_forked_after_a_search_and_a_build_searches_too(
    many: np.ndarray, in_lists: Rows
) -> None:
    everything = in_lists.scope(np.ones(2 * len(many) + 5, dtype=bool))

    def first() -> int:
        """The number of the nearest row, which is the query itself."""
        ((key, _),) = search([(in_lists, everything)], many[7:8], 1)[0]
        return (key - 5) // 2

    assert first() == 7
    forked = multiprocessing.get_context("fork").Process(target=lambda: os._exit(first()))
    forked.start()
    forked.join(30)
    forked.kill()
    assert forked.exitcode == 7


def test_a_search_takes_one_thread_whatever_took_more_before(in_lists: Rows) -> None:
    faiss.omp_set_num_threads(4)
    search([(in_lists, in_lists.scope(np.ones(100_000, dtype=bool)))], clustered(2, 1, 32), 5)
    assert faiss.omp_get_max_threads() == 1


def test_batches_of_hundreds_are_not_sent_through_matrix_products() -> None:
    exact([(np.arange(5), rows(1, 5))], DIMENSION)
    assert faiss.cvar.distance_compute_blas_threshold >= 1_000


def test_searches_at_the_same_time_keep_their_own_number_of_lists(in_lists: Rows) -> None:
    """It is given with each search: as a field of the index, one would change it for all."""
    queries = clustered(2, 40, 32)
    shares = [1.0, 0.9, 0.85, 0.8]
    masks = [np.random.default_rng(4).random(len(in_lists.keys) * 2 + 5) < s for s in shares]
    scopes = [in_lists.scope(mask) for mask in masks]
    alone = [search([(in_lists, scope)], queries, 10) for scope in scopes]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(5):
            together = pool.map(lambda scope: search([(in_lists, scope)], queries, 10), scopes)
            assert list(together) == alone


def test_the_more_rows_the_more_candidates_are_ranked_again(
    many: np.ndarray, in_lists: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of ten times as many rows the codes leave more that they cannot tell apart."""
    queries, everything = clustered(2, 100, 32), np.ones(2 * len(many) + 5, dtype=bool)
    best = in_lists.keys[np.argsort(-(queries @ many.T), axis=1)[:, :10]].tolist()

    def recall(full: int) -> float:
        monkeypatch.setattr("factcheck.index.rows._MILLION", full)
        _, keys = in_lists.search(queries, 10, in_lists.scope(everything))
        return (
            float(np.mean([len(set(a) & set(b)) for a, b in zip(keys.tolist(), best, strict=True)]))
            / 10
        )

    monkeypatch.setattr("factcheck.index.rows._REFINED", 1)
    assert recall(len(many)) < recall(len(many) // 9) < recall(len(many) // 100)
