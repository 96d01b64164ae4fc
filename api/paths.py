"""What an address may hold where a document id stands."""

from __future__ import annotations

from werkzeug.routing import BaseConverter


class AnyText(BaseConverter):
    """At least one character of any kind: slashes and line breaks too."""

    regex = r"(?s:.+)"
    part_isolating = False
