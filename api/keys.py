"""Keys of the HTTP API: made once, kept as hashes in one file, with scopes and an end.

A key is 256 random bits, so that one round of SHA-256 hides it as well as a slow hash would. The
file is read again whenever it changes: a revoked key ends at once, in every process.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from filelock import FileLock

from factcheck import InvalidInput

# Each with what it allows; `admin` allows all of it.
SCOPES = {
    "verify": "verdicts, checks, claims and watches",
    "search": "search and read documents",
    "write": "add and remove documents",
    "admin": "everything",
}
_PREFIX = "fck"
_ID_BYTES, _SECRET_BYTES = 4, 32
_NAME_CHARS = 100


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key. `id` is its fingerprint: it is no secret and stands in logs.

    Days are ISO dates in UTC; a key is good until the end of the day `expires`.
    """

    id: str
    name: str
    scopes: tuple[str, ...]
    sha256: str
    created: str
    expires: str | None = None
    revoked: str | None = None

    def is_good(self, today: str) -> bool:
        """Whether it opens anything on that day."""
        return self.revoked is None and (self.expires is None or today <= self.expires)

    def allows(self, scope: str) -> bool:
        """Whether it is good for requests of that scope."""
        return scope in self.scopes or "admin" in self.scopes


class KeyFile:
    """The keys of one file. Safe to share between threads and processes.

    :param path: the file; one that is missing holds no keys.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._read: tuple[tuple[int, ...], dict[str, Key]] | None = None

    def keys(self) -> list[Key]:
        """All keys, revoked ones too, the oldest first.

        :raises InvalidInput: if the file is not one of keys, or cannot be read.
        """
        return list(self._current().values())

    def good(self) -> list[Key]:
        """The keys that open something today.

        :raises InvalidInput: as in `keys`.
        """
        today = _today()
        return [key for key in self.keys() if key.is_good(today)]

    def create(self, name: str, scopes: Sequence[str], expires: str | None = None) -> str:
        """Make a key and return it: it is shown this once and cannot be found again.

        :param name: whose it is, for people.
        :param expires: its last day, ISO.
        :raises InvalidInput: for an empty name, an unknown scope, or a day that is none or over.
        """
        _check(name, scopes, expires)
        identity, secret = secrets.token_hex(_ID_BYTES), secrets.token_urlsafe(_SECRET_BYTES)
        whole = f"{_PREFIX}_{identity}_{secret}"
        ordered = tuple(scope for scope in SCOPES if scope in scopes)
        key = Key(identity, name.strip(), ordered, _hash(whole), _today(), expires)
        with self._changing():
            self._write([*self.keys(), key])
        return whole

    def revoke(self, identity: str) -> Key:
        """End a key at once.

        :raises InvalidInput: if there is none with that id.
        """
        with self._changing():
            kept = {key.id: key for key in self.keys()}
            if identity not in kept:
                raise InvalidInput("id", identity, "must be the id of a key; list shows them")
            kept[identity] = replace(kept[identity], revoked=kept[identity].revoked or _today())
            self._write(list(kept.values()))
        return kept[identity]

    def find(self, presented: str) -> Key | None:
        """The good key that was presented; takes as long for a wrong one as for an unknown one."""
        identity = presented.split("_")[1] if presented.count("_") else ""
        key = self._current().get(identity)
        is_right = hmac.compare_digest(
            (key.sha256 if key else _hash("")).encode(), _hash(presented).encode()
        )
        return key if key is not None and is_right and key.is_good(_today()) else None

    def _changing(self) -> FileLock:
        return FileLock(f"{self._path}.lock", timeout=10)

    def _current(self) -> dict[str, Key]:
        try:
            found = self._path.stat()
            stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
            if self._read is None or self._read[0] != stamp:
                self._read = stamp, _parsed(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError) as error:
            expected = f"must be a file that `factcheck keys` wrote ({type(error).__name__})"
            raise InvalidInput("keys", str(self._path), expected) from error
        return self._read[1]

    def _write(self, keys: Sequence[Key]) -> None:
        content = json.dumps({"keys": [asdict(key) for key in keys]}, indent=2)
        # Made beside the file, readable by its owner only, and put in its place in one step.
        descriptor, temporary = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                if os.geteuid() == 0:
                    # A service reads what its operator changes: it stays with who has it.
                    owner = (self._path if self._path.exists() else self._path.parent).stat()
                    os.fchown(descriptor, owner.st_uid, owner.st_gid)
                file.write(content + "\n")
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self._path)
        except OSError:
            os.unlink(temporary)
            raise


def _parsed(content: str) -> dict[str, Key]:
    rows = json.loads(content)["keys"]
    keys = [
        Key(**{**row, "scopes": tuple(row["scopes"]), "expires": _plain(row.get("expires"))})
        for row in rows
    ]
    return {key.id: key for key in keys}


def _plain(day: str | None) -> str | None:
    """A day as days are compared; 20261130, once taken for one, would outlast its year."""
    return None if day is None else date.fromisoformat(day).isoformat()


def _check(name: str, scopes: Sequence[str], expires: str | None) -> None:
    if not name.strip() or len(name) > _NAME_CHARS or not name.isprintable():
        raise InvalidInput("name", name, f"must be 1 to {_NAME_CHARS} visible characters")
    for scope in scopes:
        if scope not in SCOPES:
            raise InvalidInput("scope", scope, f"must be one of {', '.join(SCOPES)}")
    if not scopes:
        raise InvalidInput("scope", "", f"must be at least one of {', '.join(SCOPES)}")
    if expires is not None:
        try:
            is_plain = _plain(expires) == expires
        except ValueError:
            is_plain = False
        if not is_plain:
            raise InvalidInput("expires", expires, "must be a date as in 2027-12-31")
        if expires < _today():
            raise InvalidInput("expires", expires, "must not be over")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
