"""Plain text of mails whose lines flow (RFC 3676): paragraphs that were broken to be sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from email.message import MIMEPart
from itertools import groupby

_SIGNATURE = "-- "


def unflowed(part: MIMEPart, text: str) -> str:
    """The text with its paragraphs as they were written; as it is if its lines do not flow."""
    if str(part.get_param("format")).lower() != "flowed":
        return text
    are_deleted = str(part.get_param("delsp")).lower() == "yes"
    written = list[str]()
    for depth, lines in groupby(map(_parted, text.split("\n")), key=lambda parted: parted[0]):
        mark = f"{'>' * depth} " if depth else ""
        words = (line for _, line in lines)
        written += (f"{mark}{paragraph}" for paragraph in _paragraphs(words, are_deleted))
    return "\n".join(written)


def _parted(line: str) -> tuple[int, str]:
    """How often a line is quoted, and its words without the blank that guards them."""
    depth = len(line) - len(line.lstrip(">"))
    return depth, line[depth:].removeprefix(" ")


def _paragraphs(lines: Iterable[str], are_deleted: bool) -> Iterator[str]:
    """Lines that end with a blank joined to the next, the blanks deleted or not."""
    begun = list[str]()
    for line in lines:
        is_soft = line.endswith(" ") and line != _SIGNATURE
        if begun and line == _SIGNATURE:
            yield "".join(begun)
            begun = []
        begun.append(line[:-1] if is_soft and are_deleted else line)
        if not is_soft:
            yield "".join(begun)
            begun = []
    if begun:
        yield "".join(begun)
