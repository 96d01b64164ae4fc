"""What readers of files give: the fields of documents, and where each stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from factcheck.marks import Mark

Values: TypeAlias = dict[str, str | tuple[Mark, ...] | None]
# Which column of a table a field is taken from.
Columns: TypeAlias = Mapping[str, str]
# What a field is where a document does not state it.
Defaults: TypeAlias = Mapping[str, str]
# Where in the file nothing was taken, and why.
PassedOver: TypeAlias = dict[int, str]
EMPTY = "has an empty text"


@dataclass(frozen=True, slots=True)
class Row:
    """What stands at one place of a file: the fields of a document, or none.

    :param place: a line, a record; None for the whole.
    :param part: what a whole one of several in the file is called, such as a sheet.
    :param captured: of a page that states its address, the time of its capture, empty if that is
        not known; None for what is no such page.
    :param fault: why there is no document.
    :param ignored: columns that are no field.
    """

    place: int | None
    values: Values
    captured: str | None = None
    fault: str = ""
    ignored: tuple[str, ...] = ()
    part: str = ""


Read: TypeAlias = Iterator[Row]


def is_blank(text: object) -> bool:
    """Whether a text holds nothing to be seen: its line or row is passed over, not refused.

    Characters without width, such as byte order marks, are not seen.
    """
    return text is None or (isinstance(text, str) and not any(map(_is_seen, text)))


def _is_seen(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) != "Cf"
