"""Subtitles: what is said, once, and when."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factcheck.claims.transcripts import turns, without_labels
from factcheck.ingest.subtitles import read_subtitles

# As YouTube writes them: a line of words with their times, then settled, then rolled up.
ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.389 align:start position:0%
{blank}
the<00:00:00.400><c> harbour</c><00:00:00.880><c> bridge</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
the harbour bridge
{blank}

00:00:02.399 --> 00:00:04.710 align:start position:0%
the harbour bridge
was<00:00:02.560><c> closed</c><00:00:03.000><c> in</c><00:00:03.500><c> 1932</c>

00:00:04.710 --> 00:00:04.720 align:start position:0%
was closed in 1932
{blank}

00:00:04.720 --> 00:00:06.000 align:start position:0%
was closed in 1932
by<00:00:05.000><c> A&amp;B</c>
""".format(blank=" ")
THREE_LINES = """1
00:00:01,000 --> 00:00:02,000
The harbour bridge

2
00:00:02,030 --> 00:00:03,000
The harbour bridge
was closed

3
00:00:03,030 --> 00:00:04,000
The harbour bridge
was closed
in 1932.

4
00:00:04,030 --> 00:00:05,000
was closed
in 1932.
Lorries wait.
"""


def read(path: Path, content: str) -> Any:
    path.write_text(content)
    return read_subtitles(path)


def timed(found: Any) -> list[tuple[float, str]]:
    text, marks = found["text"], found["marks"]
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    spans = zip(marks, ends, strict=True)
    return [(mark.time, text[mark.start : end]) for mark, end in spans]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "youtube.vtt",
            ROLLING,
            [(0.16, "the harbour bridge "), (2.399, "was closed in 1932 "), (4.72, "by A&B")],
        ),
        (
            "live.srt",
            THREE_LINES,
            [
                *((1.0, "The harbour bridge "), (2.03, "was closed ")),
                *((3.03, "in 1932. "), (4.03, "Lorries wait.")),
            ],
        ),
    ],
)
def test_lines_that_roll_up_are_said_once_each_at_its_time(
    tmp_path: Path, name: str, content: str, said: list[tuple[float, str]]
) -> None:
    assert timed(read(tmp_path / name, content)) == said


def test_what_is_said_again_later_is_kept(tmp_path: Path) -> None:
    said = "{}\n00:00:{},000 --> 00:00:{},000\nIt is closed.\n\n"
    found = read(tmp_path / "talk.srt", said.format(1, "01", "02") + said.format(2, "03", "04"))
    assert found["text"] == "It is closed. It is closed."


@pytest.mark.parametrize("name", ["talk.srt", "talk.vtt"])
def test_entities_become_the_characters_that_they_stand_for(tmp_path: Path, name: str) -> None:
    cue = "1\n00:00:01.000 --> 00:00:02.000\nA&amp;B said&nbsp;&quot;x &lt; 4&quot; &#233; R&D;\n"
    assert read(tmp_path / name, cue)["text"] == 'A&B said "x < 4" é R&D;'


# As Microsoft Teams writes them, with notes.
NAMED = """WEBVTT - a meeting

NOTE written by a machine

STYLE
::cue { color: white }

1aebf8b1-7f5c-4b5b/10-0
00:00:03.380 --> 00:00:05.000
<v Jane Doe>The bridge
is closed.</v>

NOTE
checked by hand

1aebf8b1-7f5c-4b5b/11-0
00:00:05.380 --> 00:00:07.000
<v Jane Doe>Lorries

wait.</v>
"""


def test_names_of_cues_and_notes_between_them_are_no_words(tmp_path: Path) -> None:
    found = read(tmp_path / "meeting.vtt", NAMED)
    assert found["text"] == "Jane Doe: The bridge is closed. Lorries wait."
    assert [mark.time for mark in found["marks"]] == [3.38, 5.38]


LABELLED = """1
00:00:01,000 --> 00:00:03,000
MODERATOR: Was the software at fault?

2
00:00:03,100 --> 00:00:06,000
TADESSE: No. The software did what it
was meant to do.

3
00:00:06,100 --> 00:00:09,000
MODERATOR: How many ministries agree?

4
00:00:09,100 --> 00:00:12,000
TADESSE: Fourteen: have confirmed it in
Lindmoor: The mayor was there.
"""
VOICED = """WEBVTT

00:00:01.000 --> 00:00:03.000
<v Ruth Amadi>Was the <i>software</i> at fault?

00:00:03.100 --> 00:00:06.000
<v.loud Owen Tadesse>No. The software did what it
was meant to do.</v>

00:00:06.100 --> 00:00:09.000
<v Owen Tadesse>Fourteen: have confirmed it.</v> <v Ruth Amadi>Who &amp; when?</v>
"""
DASHED = """1
00:00:01,000 --> 00:00:03,000
- Was the software at fault?
- No. The towns of Karsk

2
00:00:03,100 --> 00:00:06,000
- and I mean all -
were flooded.

3
00:00:06,100 --> 00:00:09,000
>> REPORTER: Who confirmed it?
"""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "labelled.srt",
            LABELLED,
            [
                (1.0, "MODERATOR: Was the software at fault?\n"),
                (3.1, "TADESSE: No. The software did what it was meant to do.\n"),
                (6.1, "MODERATOR: How many ministries agree?\n"),
                (
                    9.1,
                    "TADESSE: Fourteen: have confirmed it in Lindmoor: The mayor was there.",
                ),
            ],
        ),
        (
            "voiced.vtt",
            VOICED,
            [
                (1.0, "Ruth Amadi: Was the software at fault?\n"),
                (3.1, "Owen Tadesse: No. The software did what it was meant to do. "),
                (6.1, "Fourteen: have confirmed it.\n"),
                (6.1, "Ruth Amadi: Who & when?"),
            ],
        ),
        (
            "dashed.srt",
            DASHED,
            [
                (1.0, "- Was the software at fault?\n"),
                (1.0, "- No. The towns of Karsk "),
                (3.1, "- and I mean all - were flooded.\n"),
                (6.1, "REPORTER: Who confirmed it?"),
            ],
        ),
    ],
)
def test_who_speaks_next_begins_a_line_at_its_time(
    tmp_path: Path, name: str, content: str, said: list[tuple[float, str]]
) -> None:
    assert timed(read(tmp_path / name, content)) == said


# As Zoom records a meeting, with the name in each subtitle.
NAMED_EACH = """WEBVTT

1
00:00:01.000 --> 00:00:03.000
Ruth Amadi: The bridge opened in 1932,

2
00:00:03.100 --> 00:00:05.000
Ruth Amadi: and it was closed.

3
00:00:09.000 --> 00:00:11.000
Ruth Amadi: Lorries wait.

4
00:00:11.100 --> 00:00:13.000
Owen Tadesse (Audit): Who knew?
"""
SURNAME_FIRST = """WEBVTT

00:00:01.000 --> 00:00:03.000
<v Amadi, Ruth (Board)>The bridge is closed.</v>

00:00:03.100 --> 00:00:05.000
<v Tadesse, Owen>Who knew?</v>
"""
BRACKETED = """1
00:00:01,000 --> 00:00:03,000
[RUTH AMADI] The bridge is closed.

2
00:00:03,100 --> 00:00:05,000
(Owen Tadesse) Who knew?
[LAUGHTER] It (Karsk) held.

3
00:00:05,100 --> 00:00:07,000
RUTH AMADI:
I did.
"""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "zoom.vtt",
            NAMED_EACH,
            [
                (1.0, "Ruth Amadi: The bridge opened in 1932, "),
                (3.1, "and it was closed.\n\n"),
                (9.0, "Ruth Amadi: Lorries wait.\n"),
                (11.1, "Owen Tadesse (Audit): Who knew?"),
            ],
        ),
        (
            "teams.vtt",
            SURNAME_FIRST,
            [
                (1.0, "Ruth Amadi (Board): The bridge is closed.\n"),
                (3.1, "Owen Tadesse: Who knew?"),
            ],
        ),
        (
            "bracketed.srt",
            BRACKETED,
            [
                (1.0, "RUTH AMADI: The bridge is closed.\n"),
                (3.1, "Owen Tadesse: Who knew? [LAUGHTER] It (Karsk) held.\n"),
                (5.1, "RUTH AMADI: I did."),
            ],
        ),
    ],
)
def test_a_name_is_read_however_programs_write_it(
    tmp_path: Path, name: str, content: str, said: list[tuple[float, str]]
) -> None:
    assert timed(read(tmp_path / name, content)) == said


@pytest.mark.parametrize(("name", "mark"), [("long.srt", ","), ("long.vtt", ".")])
def test_times_are_those_of_the_recording_and_in_their_order(
    tmp_path: Path, name: str, mark: str
) -> None:
    cue = "{0}:00:05{1}000 --> {0}:00:06{1}000\n{2}\n\n"
    content = cue.format("100", mark, "It closed.") + cue.format("00", mark, "It opened.")
    assert timed(read(tmp_path / name, content)) == [
        (5.0, "It opened.\n\n"),
        (360_005.0, "It closed."),
    ]


@pytest.mark.parametrize(("name", "content"), [("a.srt", LABELLED), ("b.vtt", VOICED)])
def test_what_is_said_belongs_to_whose_turn_it_is(tmp_path: Path, name: str, content: str) -> None:
    text = read(tmp_path / name, content)["text"]
    spoken = turns(text)
    labels = [text[turn.label.start : turn.label.end] for turn in spoken]
    assert labels in (
        ["MODERATOR", "TADESSE", "MODERATOR", "TADESSE"],
        ["Ruth Amadi", "Owen Tadesse", "Ruth Amadi"],
    )


def test_subtitles_without_end_are_read_in_linear_time(
    tmp_path: Path, is_linear: Callable[..., bool]
) -> None:
    def cues(text: str) -> None:
        shown = (
            f"00:00:01,000 --> 00:00:02,000\n{line} {n}" for n, line in enumerate(text.split("|"))
        )
        read(tmp_path / "a.srt", "\n\n".join(shown))

    assert is_linear(cues, f"{'so we went on ' * 10}|", 700_000, 5)


def test_labels_are_blanked_in_linear_time(is_linear: Callable[..., bool]) -> None:
    assert is_linear(lambda text: without_labels(text, turns(text)), "Ann: I do.\n", 1_400_000, 5)
