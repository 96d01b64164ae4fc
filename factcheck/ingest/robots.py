"""What a site asks of programs that read it: robots.txt (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from factcheck.errors import FetchFailure

AGENT = "factcheck"

# What reads a robots.txt: the status and text of the answer. It raises FetchFailure without one.
Read = Callable[[str], tuple[int, str]]

_AGENT_LINE = re.compile(r"\s*user[-\s]*agent[\s:]+(?P<name>[^\s#/]+)", re.IGNORECASE)


class Robots:
    """The rules of every site that was asked, each read once.

    :param read: fetches a robots.txt.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        # The rules of a site, or why they cannot be read.
        self._rules: dict[str, Protego | str] = {}

    def refusal(self, url: str) -> str | None:
        """Why the site of `url` does not let programs read it; None if it does.

        A site without the file allows all; one whose file cannot be read, or whose server fails,
        allows nothing (RFC 9309, section 2.3.1).
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        if site not in self._rules:
            self._rules[site] = self._rules_of(f"{site}/robots.txt")
        rules = self._rules[site]
        if isinstance(rules, str):
            return f"the robots.txt of the site, without which nothing of it is read, {rules}"
        if rules.can_fetch(url, AGENT):
            return None
        return "the robots.txt of the site asks programs not to read it"

    def _rules_of(self, url: str) -> Protego | str:
        try:
            status, rules = self._read(url)
        except FetchFailure as error:
            return error.reason
        if status >= 500:
            return f"is answered with {status}"
        return Protego.parse("" if status >= 400 else _for_us(rules))


def _for_us(rules: str) -> str:
    """The rules with one name for all other programs.

    The parser keeps the rules of a group once for each of its programs: a hostile file of 512 kB
    that names thousands would take minutes.
    """
    return "\n".join(map(_named, rules.splitlines()))


def _named(line: str) -> str:
    match = _AGENT_LINE.match(line)
    if match is None:
        return line
    name = match["name"].lower()
    return f"User-agent: {name if name in ('*', AGENT) else 'other'}"
