"""What a site asks of programs that read it: robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "factcheck"

# What reads a robots.txt: the status and text of the answer, None if there was none.
Read = Callable[[str], tuple[int, str] | None]


class Robots:
    """The rules of every site that was asked, each read once.

    :param read: fetches a robots.txt.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._rules: dict[str, RobotFileParser] = {}

    def allows(self, url: str) -> bool:
        """Whether the site of `url` lets programs read it.

        A site without the file allows all; one whose server fails allows nothing (RFC 9309,
        section 2.3.1).
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        if site not in self._rules:
            self._rules[site] = self._rules_of(f"{site}/robots.txt")
        return self._rules[site].can_fetch(AGENT, url)

    def _rules_of(self, url: str) -> RobotFileParser:
        rules = RobotFileParser(url)
        answer = self._read(url)
        if answer is None or answer[0] >= 500:
            rules.parse(["User-agent: *", "Disallow: /"])
        elif answer[0] >= 400:
            rules.parse([])
        else:
            rules.parse(answer[1].splitlines())
        return rules
