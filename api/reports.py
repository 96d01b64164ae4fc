"""Reports that were stored so that they can be shown to others: one file each, never changed."""

from __future__ import annotations

import json
import os
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from factcheck.api.refusals import Refusal

# As many letters as `secrets.token_urlsafe` makes of 16 bytes: nobody guesses one.
ID = r"^[A-Za-z0-9_-]{22}$"
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class StoredReport:
    """What was asked and answered, and when.

    :param kind: `checks` for a text, `verifications` for one claim.
    :param owner: the id of the key that stored it, if keys were asked for.
    """

    id: str
    created: str
    kind: str
    asked: dict[str, Any]
    answer: dict[str, Any]
    owner: str | None


class Reports:
    """The reports in a folder. Safe to share between threads and processes.

    :param folder: made when the first report is stored; None to store none.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def store(
        self, kind: str, asked: dict[str, Any], answer: dict[str, Any], owner: str | None
    ) -> StoredReport:
        """Store a report.

        :raises Refusal: if this server stores none.
        """
        if self._folder is None:
            raise Refusal("nothing_kept", "this server has no place to store reports")
        created = datetime.now(UTC).isoformat(timespec="seconds")
        report = StoredReport(secrets.token_urlsafe(_ID_BYTES), created, kind, asked, answer, owner)
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(self._folder, report.id)
        beside = path.with_suffix(".tmp")
        try:
            with beside.open("w", encoding="utf-8") as file:
                json.dump(asdict(report), file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        return report

    def get(self, report_id: str) -> StoredReport:
        """The report of that id.

        :raises Refusal: if there is none.
        """
        if self._folder is not None and re.fullmatch(ID, report_id):
            try:
                found = json.loads(self._path(self._folder, report_id).read_text("utf-8"))
                return StoredReport(**found)
            except FileNotFoundError:
                pass
        raise Refusal("report_not_found", "there is no report at this address")

    def delete(self, report_id: str, owner: str | None) -> None:
        """Delete a report of its owner's.

        :raises Refusal: if there is none, or it is another's.
        """
        found = self.get(report_id)
        if self._folder is None or found.owner != owner:
            raise Refusal("report_not_found", "there is no report of yours at this address")
        self._path(self._folder, report_id).unlink(missing_ok=True)

    @staticmethod
    def _path(folder: Path, report_id: str) -> Path:
        return folder / f"{report_id}.json"
