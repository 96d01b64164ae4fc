"""Days as they are given: in one form, with or without a time."""

from __future__ import annotations

import pytest

from factcheck import InvalidInput
from factcheck.types import iso_date


@pytest.mark.parametrize(
    "time",
    [
        *(
            "",
            "T09",
            "T18:30",
            "T00:00:00Z",
            "T23:30:00-05:00",
            "T10:00:00.000+0200",
            "T235960 UTC",
        ),
        # Of MySQL, Postgres, pandas and SQL Server.
        *(" 14:00:00", " 14:00:00+00", " 14:00:00.5+01:00", " 14:00:00.0000000 +01:00", " 14:00Z"),
    ],
)
def test_the_time_behind_a_day_is_dropped(time: str) -> None:
    assert iso_date(f"2025-06-01{time}", "published") == "2025-06-01"


@pytest.mark.parametrize(
    "value",
    [
        "2025-W23-1",
        "20250601",
        "2025-6-1",
        "2025-02-29",
        "2025-06-01T99:99",
        "2025-06-01T10:00 or so",
        "2025-06-01T",
        "2025-06-01 ",
        "2025-06-01  14:00",
        "2025-06-01 or so",
        "01.06.2025 14:00",
        "2025-06-01\n",
    ],
)
def test_what_is_no_day_and_no_time_is_refused(value: str) -> None:
    with pytest.raises(InvalidInput, match="as YYYY-MM-DD"):
        iso_date(value, "published")
