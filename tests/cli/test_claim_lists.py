"""Files of claims: what is one, and what is refused."""

from pathlib import Path

import pytest

from factcheck.cli.claim_lists import read_claims
from factcheck.errors import InvalidInput

CLAIM = 'The bridge, they say, is "closed".'
QUOTED = '"The bridge, they say,\r\nis ""closed""."'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("claims.csv", f"id, Claim\r\n1,{QUOTED}\r\n\r\n2,\r\n"),
        ("claims.csv", f"id;claim\n1;{CLAIM}\n"),
        ("CLAIMS.TSV", f"claim\tby\n{CLAIM}\tAnn\n"),
        ("claims.csv", QUOTED),
        ("claims.txt", f"\n  {CLAIM}\r\n\n"),
    ],
)
def test_claims_stand_in_a_table_or_one_a_line(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, newline="")
    assert read_claims(str(tmp_path / name)) == [CLAIM]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "must hold at least one claim"),
        ("id,claim\n1,\n", "must hold at least one claim"),
        ("id,said\n1,It is closed.\n", "line 1: must .* named claim; it has 'id', 'said'"),
        ("id,claim\n1,Today, it is closed.\n", "line 2: has 3 cells, the first line names 2"),
        ('claim\n"It is closed.\n', "line 2: is no table"),
    ],
)
def test_a_table_without_claims_is_refused(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "claims.csv").write_text(content)
    with pytest.raises(InvalidInput, match=said):
        read_claims(str(tmp_path / "claims.csv"))
