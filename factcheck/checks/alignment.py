"""Numbers and dates of a claim, aligned with those of a passage.

A passage that seems to support a claim while its figures or dates differ does not support
it. The stance model often misses that; these checks, which run beside it, do not.
"""

from __future__ import annotations

from dataclasses import replace

from factcheck.checks.date_alignment import date_misaligned
from factcheck.checks.figure_alignment import figure_misaligned
from factcheck.checks.misalignments import Misalignment
from factcheck.checks.table_rows import in_other_cell


def misalignment(claim: str, passage: str, published: str | None) -> Misalignment | None:
    """The first quantity or date of a claim that a passage does not bear out, if any.

    Where neither numbers nor dates are those of the claim, the passage is on another event.

    :param published: the day of the passage's document, for what the passage leaves open.
    """
    number = in_other_cell(claim, passage) or figure_misaligned(claim, passage)
    day = date_misaligned(claim, passage, published)
    if number is not None and day is not None:
        return replace(day, rival=None, is_of_another=True)
    return number or day
