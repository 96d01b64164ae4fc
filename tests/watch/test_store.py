"""The file of watches: what is added, found, removed, and whose it is."""

import sqlite3
import stat
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factcheck import InvalidInput, Limits, Watches, WatchFailure, WatchNotFound

HOOK = "https://desk.example/hook"


def test_a_watch_is_kept_as_it_was_asked_for(tmp_path: Path, watches: Watches) -> None:
    (watch,) = watches.add(
        ["The bridge is closed."],
        tmp_path / "index",
        as_of="2025-03-01",
        publishers={"Post", "Gazette"},
        k=5,
        max_error=None,
        webhook=HOOK,
    ).watches
    assert watch.options == {"as_of": "2025-03-01", "k": 5, "publishers": ["Gazette", "Post"]}
    assert (watch.claim, watch.webhook, watch.owner) == ("The bridge is closed.", HOOK, "")
    assert watch.index == str((tmp_path / "index").resolve())
    assert (watch.standing, watch.checked, watch.snapshot) == (None, None, None)
    assert Watches(tmp_path / "watches.sqlite").get(watch.id) == watch


def test_those_of_other_owners_can_be_left_to_rest(tmp_path: Path, watches: Watches) -> None:
    for owner in ("one", "other"):
        watches.add(["The bridge is closed."], tmp_path / "index", owner=owner)
    (place,) = watches.places()
    for owners, seen in ((None, ["one", "other"]), ({"one"}, ["one"]), (set(), [])):
        some = watches.only(owners)
        assert [state.watch.owner for state in some.states(place, 0, 10)] == seen
        assert some.count(place) == len(seen)
        assert some.is_behind(tmp_path / "index", "a state") == bool(seen)
    assert len(watches.page()) == 2


def test_options_are_kept_however_python_gives_them(watches: Watches) -> None:
    (watch,) = watches.add(
        ["The bridge is closed."],
        "index",
        as_of=date(2025, 3, 1),  # type: ignore[arg-type]
        languages=(name for name in ["en", "de"]),
    ).watches
    assert watch.options == {"as_of": "2025-03-01", "languages": ["de", "en"]}


def test_adding_again_adds_nothing(watches: Watches) -> None:
    first = watches.add(["One is so.", "Two is so."], "index", webhook=HOOK)
    again = watches.add(["Two is so.", "One is so."], "index", webhook=HOOK)
    assert [watch.id for watch in again.watches] == [watch.id for watch in first.watches][::-1]
    assert len(watches.page()) == 2
    assert len(watches.add(["One is so."], "index", k=3).watches) == 1
    assert len(watches.page()) == 3


def test_a_secret_is_shown_once_and_new_after_the_last_watch_of_a_webhook_is_gone(
    watches: Watches,
) -> None:
    first = watches.add(["One is so."], "index", webhook=HOOK)
    second = watches.add(["Two is so."], "index", webhook=HOOK)
    assert first.secret is not None and first.secret.startswith("whsec_")
    assert second.secret is None
    assert watches.add(["One is so."], "index").secret is None
    other = watches.add(["One is so."], "index", webhook=HOOK, owner="k2").secret
    assert other not in {None, first.secret}
    for watch in (*first.watches, *second.watches):
        watches.remove(watch.id)
    assert watches.add(["One is so."], "index", webhook=HOOK).secret not in {None, first.secret}


def test_watches_are_removed_all_or_none(watches: Watches) -> None:
    first, second = watches.add(["One is so.", "Two is so."], "index").watches
    with pytest.raises(WatchNotFound):
        watches.remove(first.id, "wat_none")
    assert watches.page() == [first, second]
    watches.remove(first.id, second.id, first.id)
    assert watches.page() == []


def test_each_owner_sees_their_own(watches: Watches) -> None:
    (mine,) = watches.add(["One is so."], "index", owner="a").watches
    (theirs,) = watches.add(["One is so."], "index", owner="b").watches
    assert mine.id != theirs.id
    assert watches.page(owner="a") == [mine]
    assert watches.page() == [mine, theirs]
    for call in (watches.get, watches.remove, watches.changes):
        with pytest.raises(WatchNotFound):
            call(theirs.id, owner="a")
    watches.remove(mine.id, owner="a")
    with pytest.raises(WatchNotFound):
        watches.get(mine.id)


def test_pages_follow_on_one_another(watches: Watches) -> None:
    added = watches.add([f"Claim {i} is so." for i in range(7)], "index").watches
    seen = watches.page(limit=3)
    while page := watches.page(after=seen[-1].number, limit=3):
        seen += page
    assert seen == added


@pytest.mark.parametrize(
    ("claims", "options", "field"),
    [
        ([""], {}, "claim"),
        (["x" * 3_000], {}, "claim"),
        (["\0"], {}, "claim"),
        (["Le président n'a pas voté la loi."], {}, "claim"),
        ("a claim", {}, "claims"),
        (["So."], {"as_of": "2025-02-30"}, "as_of"),
        (["So."], {"k": 0}, "k"),
        (["So."], {"publishers": []}, "publishers"),
        (["So."], {"documents": ["a"]}, "documents"),
        (["So."], {"tiers": ["ordinary"]}, "tiers"),
        (["So."], {"max_error": 2.0}, "max_error"),
        (["So."], {"webhook": "http://10.0.0.1/"}, "webhook"),
    ],
)
def test_bad_input_is_named_and_nothing_is_kept(
    watches: Watches, claims: Any, options: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        watches.add(claims if isinstance(claims, str) else ["Good.", *claims], "index", **options)
    assert caught.value.field == field
    assert watches.page() == []


def test_one_owner_cannot_fill_the_disk(watches: Watches, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "watches", 3)
    watches.add(["A is so.", "B is so."], "index", owner="a")
    with pytest.raises(InvalidInput, match="at most 3 watches") as caught:
        watches.add(["C is so.", "D is so."], "index", owner="a")
    assert caught.value.limit == 3
    assert len(watches.page()) == 2
    watches.add(["C is so."], "index", owner="b")


def test_only_its_owner_may_read_the_file(tmp_path: Path, watches: Watches) -> None:
    watches.add(["One is so."], "index", webhook=HOOK)
    for path in tmp_path.glob("watches.sqlite*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_many_may_add_at_once(tmp_path: Path) -> None:
    def add(number: int) -> None:
        Watches(tmp_path / "w.sqlite", create=True).add([f"Claim {number} is so."], "index")

    threads = [threading.Thread(target=add, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Watches(tmp_path / "w.sqlite").page()) == 8


def test_a_file_that_is_none_of_watches_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(WatchFailure, match="no such file"):
        Watches(tmp_path / "none.sqlite")
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    (tmp_path / "text").write_text("These are words, not a database. " * 40)
    for path in (other, tmp_path / "text", tmp_path):
        with pytest.raises(WatchFailure):
            Watches(path, create=True)
    assert (tmp_path / "text").read_text().startswith("These are words")
    with pytest.raises(WatchFailure):
        Watches(tmp_path / "folder" / "that" / "is.not", create=True)
