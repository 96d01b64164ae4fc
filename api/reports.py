"""Reports that were stored so that they can be shown to others: one file each, never changed.

The id follows from the report and from who stored it, under a secret: nobody guesses one, and what
is stored again is the same file. It begins with letters that stand for the owner, so that those
of one owner can be counted without reading any.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import re
import secrets
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from factcheck.api.refusals import Refusal

_log = logging.getLogger(__name__)
ID = r"^[A-Za-z0-9_-]{22}$"
# Letters of six bits that stand for the owner, and those that nobody guesses.
_OF_OWNER, _OF_REPORT = 6, 16
# Reports of one owner: of claims some 50 MB, of long texts some gigabytes.
MOST = 1_000


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
    :param secret: what ids are made with; the same for all that share the folder.
    :param most: how many an owner may have.
    """

    def __init__(self, folder: Path | None, secret: bytes, most: int = MOST) -> None:
        self._folder, self._secret, self._most = folder, secret, most

    def store(
        self, kind: str, asked: dict[str, Any], answer: dict[str, Any], owner: str | None
    ) -> StoredReport:
        """Store a report, unless its owner has stored the very same before.

        :raises Refusal: if this server stores none, or no more of that owner's.
        """
        if self._folder is None:
            raise Refusal("nothing_kept", "this server has no place to store reports")
        of_owner = self._letters(owner)[:_OF_OWNER]
        report_id = of_owner + self._letters([owner, kind, asked, answer])[:_OF_REPORT]
        path = self._path(self._folder, report_id)
        # One that is damaged is stored anew.
        with suppress(Refusal):
            return self.get(report_id)
        self._refuse_too_many(self._folder, of_owner)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        report = StoredReport(report_id, created, kind, asked, answer, owner)
        self._folder.mkdir(parents=True, exist_ok=True)
        # The same report may be stored twice at once.
        beside = path.with_suffix(f".{secrets.token_hex(8)}.tmp")
        try:
            with beside.open("x", encoding="utf-8") as file:
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
            except (ValueError, TypeError) as error:
                _log.error("the stored report %s is damaged: %s", report_id, error)
        raise Refusal("report_not_found", "there is no report at this address")

    def own(self, report_id: str, owner: str | None) -> StoredReport:
        """The report of that id, which its owner may delete.

        :raises Refusal: if there is none, or it is another's.
        """
        found = self.get(report_id)
        if found.owner != owner:
            raise Refusal("report_not_found", "there is no report of yours at this address")
        return found

    def delete(self, report: StoredReport) -> None:
        """Delete a report; one that is gone already stays so."""
        if self._folder is not None:
            self._path(self._folder, report.id).unlink(missing_ok=True)

    def _letters(self, value: object) -> str:
        message = json.dumps(["stored report", value], sort_keys=True).encode()
        return urlsafe_b64encode(hmac.digest(self._secret, message, "sha256")).decode()

    def _refuse_too_many(self, folder: Path, of_owner: str) -> None:
        stored = sum(1 for _ in folder.glob(f"{of_owner}*.json"))
        if stored >= self._most:
            detail = f"{stored} reports are stored for this key, and at most {self._most} are"
            raise Refusal("too_many_reports", detail, limit=self._most, actual=stored)

    @staticmethod
    def _path(folder: Path, report_id: str) -> Path:
        return folder / f"{report_id}.json"
