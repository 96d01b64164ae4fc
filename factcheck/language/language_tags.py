"""Language tags as BCP 47 (RFC 5646) shapes them; whether one is registered is not asked."""

from __future__ import annotations

import re

from factcheck.errors import InvalidInput

_TAG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
_LONGEST = 35


def valid_tag(value: str, field: str) -> str:
    """The tag itself.

    :raises InvalidInput: if it is none.
    """
    if re.fullmatch(_TAG, value) is None:
        raise InvalidInput(field, value, "must be a language tag such as en or pt-BR")
    if len(value) > _LONGEST:
        raise InvalidInput(field, value, f"must be at most {_LONGEST} characters, is {len(value)}")
    return value
