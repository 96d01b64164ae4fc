"""How many requests each key may send, counted by the `limits` library; shared through Redis.

The fields RateLimit-Policy and RateLimit follow draft-ietf-httpapi-ratelimit-headers.
"""

from __future__ import annotations

import logging
import math
import re
import time

from flask import Flask, Response, current_app, g, request
from limits import RateLimitItem, parse_many
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from factcheck import InvalidInput
from factcheck.api.access import SCOPE_OF
from factcheck.api.refusals import Refusal

_log = logging.getLogger(__name__)
EXTENSION = "factcheck-rates"
_IN_PROCESS = "memory://"
# A request holds a thread while it is counted. A store that does not answer within the first is
# left alone for the second.
_STORE_SECONDS, _AGAIN_SECONDS = 1.0, 5.0


class Rates:
    """A limit and the place where requests are counted.

    :param limit: as in "600/minute" or "10 per second".
    :param store: `redis://host:port/number` for a count that processes share; by default
        each process counts for itself.
    :raises InvalidInput: for a limit that cannot be read, or a store that is not there.
    """

    def __init__(self, limit: str, store: str | None = None) -> None:
        try:
            items = parse_many(limit)
        except ValueError as error:
            raise InvalidInput("rate", limit, "must be as in 600/minute") from error
        self.item: RateLimitItem = items[0]
        if len(items) > 1:
            raise InvalidInput("rate", limit, "must be one limit, as in 600/minute")
        # Nothing would pass; and of no minutes `limits` makes one.
        if 0 in map(int, re.findall("[0-9]+", limit)):
            raise InvalidInput("rate", limit, "must hold no 0, as in 600/minute")
        try:
            # What the address itself says of its timeouts comes first.
            storage = storage_from_string(
                store or _IN_PROCESS,
                wrap_exceptions=True,
                socket_timeout=_STORE_SECONDS,
                socket_connect_timeout=_STORE_SECONDS,
            )
        except (ConfigurationError, ValueError) as error:
            expected = f"must be a store of counts such as redis://127.0.0.1:6379/0: {error}"
            raise InvalidInput("rate-store", store, expected) from error
        if not storage.check():
            raise InvalidInput("rate-store", store, "must be running and reachable")
        self._limiter = MovingWindowRateLimiter(storage)
        self._left_alone_until = 0.0

    def count(self, who: str) -> tuple[bool, int, int]:
        """Count a request: whether it may go on, how many are left, seconds until more are.

        :raises StorageError: if the store does not answer, or did not a moment ago.
        """
        if time.monotonic() < self._left_alone_until:
            raise StorageError(TimeoutError("it did not answer a moment ago"))
        try:
            may, left, seconds = self._hit(who)
            if seconds > 2 * self.item.get_expiry():
                # The clock was set back: what was counted before would count until then.
                self._limiter.clear(self.item, who)
                may, left, seconds = self._hit(who)
        except StorageError:
            self._left_alone_until = time.monotonic() + _AGAIN_SECONDS
            raise
        return may, left, max(1, seconds)

    def _hit(self, who: str) -> tuple[bool, int, int]:
        may = self._limiter.hit(self.item, who)
        window = self._limiter.get_window_stats(self.item, who)
        return may, window.remaining, math.ceil(window.reset_time - time.time())


def register(app: Flask, rates: Rates | None) -> None:
    """Count every request that needs a key, or would need one; tell what is left.

    One without a good key counts for its address. A good key has its own requests: behind a
    proxy all have one address, and nobody is to be kept out by others that guess.
    """
    app.extensions[EXTENSION] = rates
    app.before_request(_check)
    app.after_request(_tell)


def _check() -> None:
    rates: Rates | None = current_app.extensions[EXTENSION]
    if rates is None or request.endpoint is None:
        return
    if SCOPE_OF.get(request.endpoint, "admin") is None:
        return
    who = g.get("key_id") or request.remote_addr or "unknown"
    try:
        may, *left = rates.count(who)
    except StorageError as error:
        _log.error("the store of counts does not answer: %s", error)
        detail, after = "requests cannot be counted at the moment", round(_AGAIN_SECONDS)
        raise Refusal("overloaded", detail, retry_after=after) from error
    g.rate = (rates.item, *left)
    if not may:
        amount, window = rates.item.amount, rates.item.get_expiry()
        detail = f"at most {amount} requests in {window} seconds"
        raise Refusal("rate_limited", detail, limit=amount, window=window, retry_after=left[1])


def _tell(response: Response) -> Response:
    # Where something else is counted and used up, that has been told.
    if "rate" in g and "RateLimit" not in response.headers:
        item, left, seconds = g.rate
        policy = f'"default";q={item.amount};w={item.get_expiry()}'
        response.headers["RateLimit-Policy"] = policy
        response.headers["RateLimit"] = f'"default";r={left};t={seconds}'
    return response
