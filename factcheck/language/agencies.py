"""The news agencies whose reports others carry, as they are written in credits and datelines."""

from __future__ import annotations

import re

# Each by its short name, with a pattern of what it is called.
AGENCIES = {
    "reuters": "Reuters",
    "afp": "AFP|Agence France-Presse",
    "ap": r"AP|Associated Press",
    "tass": "TASS|ITAR-TASS",
    "xinhua": "Xinhua",
    "ians": "IANS",
    "ani": "ANI",
    "pti": "PTI|Press Trust of India",
    "dpa": "dpa|DPA",
    "efe": "EFE",
    "ansa": "ANSA",
    "interfax": "Interfax",
    "ria": "RIA Novosti|RIA",
    "ukrinform": "Ukrinform",
    "unian": "UNIAN",
    "anadolu": "Anadolu(?: Agency)?|AA",
    "kyodo": "Kyodo(?: News)?",
    "yonhap": "Yonhap",
    "bloomberg": "Bloomberg",
    "upi": "UPI",
    "cp": "Canadian Press",
    "aap": "AAP",
    "pa": "PA Media|PA",
}
_NAME = re.compile(rf"\b(?:{'|'.join(f'(?P<{key}>{names})' for key, names in AGENCIES.items())})\b")
# The PA and the AA are others, too, where nothing marks them as a credit.
_AGENCY = re.compile(
    rf"(?:[Tt]he )?(?!(?:PA|AA)\b(?! Media))(?:{'|'.join(AGENCIES.values())})(?: (?:news )?agency)?"
)


def is_agency(speaker: str) -> bool:
    """Whether a speaker is one of the agencies, and not "a Reuters photographer"."""
    return _AGENCY.fullmatch(speaker) is not None


def agencies_in(text: str) -> frozenset[str]:
    """The short names of the agencies that a text names."""
    return frozenset(str(match.lastgroup) for match in _NAME.finditer(text))
