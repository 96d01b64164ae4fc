"""Ready means that a query has passed; until then, and for ever if it failed, it is not."""

import threading

import pytest

from factcheck.api.readiness import Readiness, State


def test_it_is_starting_until_the_warm_up_has_ended() -> None:
    go_on = threading.Event()
    readiness = Readiness(lambda: (go_on.wait(10), None)[1])
    assert readiness.state is State.STARTING
    go_on.set()
    assert readiness.wait(10) is State.READY


def test_a_failed_warm_up_is_logged_and_never_ready(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise RuntimeError("no weights")

    readiness = Readiness(fail)
    assert readiness.wait(10) is State.FAILED
    (record,) = caplog.records
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == "no weights"


def test_a_server_that_ends_is_not_ready_any_more() -> None:
    readiness = Readiness()
    assert readiness.wait(10) is State.READY
    readiness.end()
    assert readiness.state is State.ENDING
