"""The kinds of value that a request may hold. A refusal carries its limit as a fact.

Patterns are written so that Python and ECMAScript, whose `\\s` differ, agree on them; all
are anchored at both ends and matched in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Sized
from datetime import date
from typing import Any, NoReturn, TypeVar

from marshmallow import ValidationError, fields

# At least one character that is neither white space nor a control character; no NUL.
TEXT = r"^[\s\x01-\x1f\x85\ufeff]*[^\s\x00-\x1f\x85\ufeff][^\x00]*$"
# A host with letters of any script, but none that Unicode takes for `/`, `?`, `#`, `@` or `:`;
# no IPv6 numbers, which many a program cannot take apart.
_HOST = r"[A-Za-z0-9_\u00c0-\u1fff\u3041-\ud7ff-]+(\.[A-Za-z0-9_\u00c0-\u1fff\u3041-\ud7ff-]+)*"
_ASCII_HOST = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*"
_PORT = r"(:(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5]?[0-9]{1,4}))?"
_REST = r"([/?#][^\s\x00-\x20\x7f-\xa0\ufeff]*)?"
WEB_ADDRESS = f"^https?://{_HOST}{_PORT}{_REST}$"
SITE_ADDRESS = f"^https?://{_ASCII_HOST}{_PORT}{_REST}$"
HOOK_ADDRESS = f"^https?://{_ASCII_HOST}{_PORT}([/?#][!-~]*)?$"
# What a file may be called, in no folder; hidden ones are left alone elsewhere, too.
FILE_NAME = r"^[^\s\x00-\x1f\x7f\x85\ufeff./\\][^\x00-\x1f\x7f/\\]*$"
# As BCP 47 shapes them.
LANGUAGE_TAG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
LANGUAGE_CHARS = 35
_Item = TypeVar("_Item")
NAME_CHARS = 200
NAMES = 100
URL_CHARS = 2_048


def refuse(detail: str, **facts: Any) -> NoReturn:
    """Refuse a value: what is wrong, with each number of the sentence as a fact."""
    raise ValidationError([{"detail": detail, **facts}])


# apispec finds `min`, `max`, `equal` and `regex` by these names.
class _Size:
    """Length within bounds, in characters or items."""

    equal = None

    def __init__(self, unit: str, *, low: int | None = None, high: int) -> None:
        self.unit, self.min, self.max = unit, low, high

    def __call__(self, value: Sized) -> None:
        actual = len(value)
        if actual > self.max:
            detail = f"must be at most {self.max} {self.unit}, is {actual}"
            refuse(detail, limit=self.max, actual=actual)
        if self.min is not None and actual < self.min:
            detail = f"must be at least {self.min} {self.unit}, is {actual}"
            refuse(detail, limit=self.min, actual=actual)


class _Pattern:
    """The whole value matches. Python's `$` alone would let a last line break pass."""

    def __init__(self, pattern: str, expected: str) -> None:
        self.regex, self.expected = re.compile(pattern), expected

    def __call__(self, value: str) -> None:
        if not self.regex.fullmatch(value):
            refuse(self.expected)


class _Within:
    """A whole number within bounds, both included."""

    def __init__(self, low: int, high: int) -> None:
        self.min, self.max = low, high

    def __call__(self, value: int) -> None:
        if not self.min <= value <= self.max:
            self.refuse()

    def refuse(self) -> NoReturn:
        """Refuse a value, whatever keeps it from being such a number."""
        detail = f"must be a whole number from {self.min} to {self.max}"
        refuse(detail, minimum=self.min, maximum=self.max)


def _wording(kind: str) -> dict[str, str | list[Any] | dict[Any, Any]]:
    """What is said instead of the words of marshmallow, whatever is wrong with the value."""
    wrong = ("invalid", "type", "special", "too_large", "invalid_utf8", "validator_failed")
    told = dict.fromkeys(wrong, f"must be {kind}")
    return {**told, "required": "is required", "null": f"must be {kind}, not null"}


class Text(fields.String):
    """A string of at most `limit` characters with something visible in it."""

    default_error_messages = _wording("a string")
    pattern = TEXT
    expected = "must hold at least one visible character, and no NUL"

    def __init__(self, limit: int, **options: Any) -> None:
        size, pattern = _Size("characters", high=limit), _Pattern(self.pattern, self.expected)
        super().__init__(validate=(size, pattern), **options)


class DocumentId(Text):
    """What a document is called; its address ends with it."""

    pattern = rf"^(?!\.{{1,2}}(?![\s\S])){TEXT.removeprefix('^')}"
    expected = f"{Text.expected}; and must not be . or .., which no address can end with"


class FileName(Text):
    """What a file is called, without the folders that it lies in."""

    pattern = FILE_NAME
    expected = "must be the name of a file, which does not begin with a dot and names no folder"


class LanguageTag(Text):
    """The tag of a language, registered or not."""

    pattern = LANGUAGE_TAG
    expected = "must be a language tag such as en or pt-BR"

    def __init__(self, **options: Any) -> None:
        super().__init__(LANGUAGE_CHARS, **options)


class WebAddress(Text):
    """An http or https address whose host has a name or an IPv4 number."""

    pattern = WEB_ADDRESS
    expected = (
        "must be an address such as https://example.org/a, without white space, user name "
        "or password"
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(URL_CHARS, **options)


class SiteAddress(WebAddress):
    """An http or https address with a host in ASCII: one that others will be sent to."""

    pattern = SITE_ADDRESS
    expected = "must be an address such as https://example.org/a, its host in ASCII"


class HookAddress(WebAddress):
    """An http or https address that something is sent to: in ASCII, with a port that can be."""

    pattern = HOOK_ADDRESS
    expected = "must be an address such as https://example.org/a, all of it in ASCII"


class CalendarDate(fields.String):
    """A date that exists, `YYYY-MM-DD`, nothing else: no time, no week numbers."""

    default_error_messages = _wording("a string")

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=self._real, metadata={"format": "date"}, **options)

    @staticmethod
    def _real(value: str) -> None:
        try:
            exact = date.fromisoformat(value).isoformat() == value
        except ValueError:
            exact = False
        if not exact:
            refuse("must be a date that exists, as YYYY-MM-DD")


class WholeNumber(fields.Integer):
    """A JSON number without a fraction (5 and 5.0 are the same), from `low` to `high`."""

    default_error_messages = _wording("a whole number")

    def __init__(self, low: int, high: int, **options: Any) -> None:
        self._within = _Within(low, high)
        super().__init__(validate=self._within, **options)

    def _validated(self, value: Any) -> int:
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            self._within.refuse()
        return value


class QueryNumber(WholeNumber):
    """A whole number in a query string: decimal digits."""

    def _validated(self, value: Any) -> int:
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value):
            return int(value)
        return super()._validated(value)


class Fraction(fields.Float):
    """A JSON number between 0 and 1, both excluded."""

    default_error_messages = _wording("a number")

    def __init__(self, **options: Any) -> None:
        bounds = {"exclusiveMinimum": 0, "exclusiveMaximum": 1}
        super().__init__(metadata=bounds, **options)

    def _validated(self, value: Any) -> float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not 0 < value < 1:
            refuse("must be a number between 0 and 1, both excluded", minimum=0, maximum=1)
        return float(value)


class _Listed(fields.List[_Item]):
    """A list of one to `limit` items, counted before any of them is looked at."""

    def __init__(self, inner: fields.Field[_Item], limit: int, **options: Any) -> None:
        self._size = _Size("items", low=1, high=limit)
        super().__init__(inner, validate=self._size, **options)

    def _deserialize(self, value: Any, *place: Any, **options: Any) -> list[_Item | None]:
        if isinstance(value, list):
            self._size(value)
        return super()._deserialize(value, *place, **options)


class Names(_Listed[str]):
    """A list of names, at least one."""

    default_error_messages = _wording("a list of strings")

    def __init__(self, chars: int = NAME_CHARS, most: int = NAMES, **options: Any) -> None:
        super().__init__(Text(chars), most, **options)


class Languages(_Listed[str]):
    """A list of language tags, at least one."""

    default_error_messages = _wording("a list of strings")

    def __init__(self, **options: Any) -> None:
        super().__init__(LanguageTag(), NAMES, **options)


class Items(_Listed[dict[str, Any]]):
    """A list of objects of one kind, at least one."""

    default_error_messages = _wording("a list of objects")


class Part(fields.Nested):
    """An object of one kind."""

    default_error_messages = _wording("a JSON object")


class AnyObject(fields.Dict):
    """An object of any kind."""

    default_error_messages = _wording("a JSON object")
