"""Lists of claims as files: one a line, as it is or as JSON."""

from __future__ import annotations

import json

from factcheck.cli.arguments import read_input
from factcheck.errors import InvalidInput, InvalidSource

CLAIM_LIST = 'one claim a line, or {"claim": …} a line; - for stdin'
_MOST_CHARS = 10_000_000


def read_claims(source: str) -> list[str]:
    """The claims of a file, or of stdin for `-`.

    :raises InvalidSource: for a line of JSON without a claim, which is named by its number.
    :raises InvalidInput: if there is no claim in it.
    """
    claims = []
    for number, line in enumerate(read_input(source, _MOST_CHARS).split("\n"), start=1):
        if line.lstrip().startswith("{"):
            claims.append(_claim(line, source, number))
        elif line.strip():
            claims.append(line.strip())
    if not claims:
        raise InvalidInput("claims", source, "must hold at least one claim")
    return claims


def _claim(line: str, source: str, number: int) -> str:
    try:
        claim = json.loads(line).get("claim")
    except (ValueError, RecursionError) as error:
        raise InvalidSource(source, number, f"is not JSON: {error}") from error
    if not isinstance(claim, str):
        raise InvalidSource(source, number, "must have a text in the field claim")
    return claim
