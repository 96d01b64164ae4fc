"""Which news agencies a report names as its source: credit lines, datelines, "TASS reports".

Only agencies whose reports others carry are looked for; a newspaper named in passing is not.
"""

from __future__ import annotations

import re

from factcheck.language.agencies import AGENCIES

# Datelines and credit lines stand at the ends of a long text; within it agencies are only quoted.
_END = 500
# Initials mean too many other things where nothing marks them as a credit.
_NAMED = "|".join(f"(?P<{key}>{names})" for key, names in AGENCIES.items())
_SAYS = (
    r"report(?:s|ed|ing)?|says|said|cites|cited|quotes|quoted|writes|wrote|carried|noted|item|account|"
    r"was unable"
)
_LEADS = "according to|by|via|told|citing|source:|the|agency|quoted by|relayed the"
_CREDIT = re.compile(
    rf"(?:[(\[—–-]\s?|(?i:{_LEADS}) )"
    rf"(?:{_NAMED})\b(?=\s*[)\]]|\s*[—–-]|\s*$|\.|,|\s(?:news agency|agency|{_SAYS})\b)"
    rf"|(?:^|(?<=[.\s]))(?:{_NAMED.replace('?P<', '?P<_')})(?=,? (?:{_SAYS})\b)"
)


def agencies(text: str, publisher: str | None = None) -> frozenset[str]:
    """The agencies that a text, or the name of its publisher, gives as its source.

    :return: short names in lower case, such as `reuters`; empty if there is none.
    """
    found = set[str]()
    ends = text if len(text) <= 2 * _END else f"{text[:_END]}\n{text[-_END:]}"
    for part in (publisher or "", ends):
        for match in _CREDIT.finditer(part):
            found |= {key.lstrip("_") for key, name in match.groupdict().items() if name}
    return frozenset(found)
