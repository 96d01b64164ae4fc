"""Settings are refused where they cannot hold."""

import pytest

from factcheck.config import Settings
from factcheck.errors import InvalidInput


@pytest.mark.parametrize("given", [True, 0, 51, "5"])
def test_a_setting_that_is_no_whole_number_within_its_range_is_refused(given: object) -> None:
    with pytest.raises(InvalidInput, match="must be a whole number from 1 to 50"):
        # Callers without a type checker pass these.
        Settings(k=given)  # type: ignore[arg-type]
