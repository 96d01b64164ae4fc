"""From the bytes of a page to its characters, whatever its server says that they are."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_IN_PAGE = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HEAD_BYTES = 4096
# What pages that name the first are written in (WHATWG Encoding Standard, section 4.2).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
# Their bytes may look like ASCII and mean something else.
_STATEFUL = frozenset({"iso2022_jp", "iso2022_kr", "hz", "utf-7"})
_MOST_DAMAGE = 0.01


def decoded(content: bytes, stated: str | None) -> str:
    """The text of a page or file.

    Bytes that are UTF-8 are read so; else the charset of the answer's header counts, then that
    in the page, then one that its letters suggest. A page with few broken characters in it is
    read with a replacement character for each.

    :param stated: the charset of the answer's header, if it has one.
    :raises ValueError: if the bytes are text in none of them.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    names = [name for name in map(_codec, (stated, _charset_in(content))) if name]
    if not names or names[0] not in _STATEFUL:
        names = ["utf-8", *names]
    for name in dict.fromkeys(names):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    return _by_its_letters(content, names[-1])


def _by_its_letters(content: bytes, stated: str) -> str:
    damaged = content.decode(stated, "replace")
    foreign = max(1, sum(char > "\x7f" for char in damaged))
    if damaged.count("\ufffd") <= max(1, _MOST_DAMAGE * foreign):
        return damaged
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    if best is not None:
        return str(best)
    raise ValueError(f"is not written in the charset that it states ({stated}), nor in a known one")


def _charset_in(content: bytes) -> str | None:
    match = _IN_PAGE.search(content, 0, _HEAD_BYTES)
    return (match[1] or match[2]).decode("ascii") if match else None


def _codec(charset: str | None) -> str | None:
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, ValueError):
        return None
    return _WIDER.get(name, name)
