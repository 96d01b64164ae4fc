"""Where an index is kept when that is not a directory: `milvus://host:port/name`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import InvalidInput

_PREFIX = re.compile(r"milvus(\+tls)?://")
_ADDRESS = re.compile(
    r"milvus(?P<tls>\+tls)?://(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:(?P<port>[0-9]{1,5}))?"
    r"/(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})(?P<dense>\?words=none)?"
)
_FILE = re.compile(r"milvus://(?P<file>/[^\0?]*/(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})\.db)")
_CREDENTIALS = re.compile(r"//[^/]*@")
_DEFAULT_PORT = "19530"


@dataclass(frozen=True, slots=True)
class Address:
    """An index on Milvus.

    :param shown: as the caller wrote it.
    :param uri: where pymilvus finds the server, or the file of Milvus Lite.
    :param name: of the index; its collections have names that begin so.
    :param has_words: whether it is to be searched by words, too.
    """

    shown: str
    uri: str
    name: str
    has_words: bool = True


def is_address(path: str | Path) -> bool:
    """Whether this is meant as an address, and not as a directory."""
    return isinstance(path, str) and _PREFIX.match(path) is not None


def keeps_originals(path: str | Path) -> bool:
    """Whether what documents are read from can be kept beside an index: beside a directory."""
    return not is_address(path)


def parse(address: str) -> Address:
    """The parts of `milvus://host:port/name`.

    `milvus+tls://` asks for an encrypted connection, `?words=none` for an index that is searched
    by meaning alone, and `milvus:///folder/name.db` for a file of Milvus Lite.

    :raises InvalidInput: if it is none of these.
    """
    if local := _FILE.fullmatch(address):
        return Address(address, local["file"], local["name"])
    if _CREDENTIALS.search(address):
        hidden = _CREDENTIALS.sub("//…@", address)
        expected = "must not hold a password; set FACTCHECK_MILVUS_TOKEN to user:password"
        raise InvalidInput("path", hidden, expected)
    found = _ADDRESS.fullmatch(address)
    if found is None or int(found["port"] or _DEFAULT_PORT) > 65_535:
        raise InvalidInput(
            "path",
            address,
            "must be milvus://HOST:PORT/NAME, with a name of letters, digits and underscores",
        )
    scheme = "https" if found["tls"] else "http"
    uri = f"{scheme}://{found['host']}:{found['port'] or _DEFAULT_PORT}"
    return Address(address, uri, found["name"], has_words=found["dense"] is None)
