"""A claim without what posts and wires put around it."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from factcheck.claims.extraction import extract, whole
from factcheck.claims.framing import without_framing

CLAIM = "The bridge in Korsk fell."


def bare(text: str) -> str:
    return " ".join(without_framing(text).split())


@pytest.mark.parametrize(
    "post",
    [
        "BREAKING: The bridge in Korsk fell.",
        "Breaking news - The bridge in Korsk fell.",
        "🚨 BREAKING 🚨 The bridge in Korsk fell. 😱😱",
        "JUST IN: 🇺🇦 The bridge in Korsk fell.",
        "EXCLUSIVE | The bridge in Korsk fell.",
        "1/ The bridge in Korsk fell.",
        "(2/5) The bridge in Korsk fell.",
        "Fact check: The bridge in Korsk fell.",
        "URGENT!! The bridge in Korsk fell.",
        "RT @newsdesk: The bridge in Korsk fell.",
        "@ann @bob The bridge in Korsk fell. via @newsdesk",
        "The bridge in Korsk fell. #news #korsk",
        "The bridge in Korsk fell. #Korsk",
        "The bridge in #Korsk fell.",
        "The bridge in Korsk fell. https://t.co/a1b2c3",
        "The bridge in Korsk fell. 👉 pic.twitter.com/a1b2c3",
        "The bridge in Korsk fell. More: https://t.co/a1b2c3pic.twitter.com/x",
        "The bridge in Korsk fell. — Ann Ito (@annito) May 3, 2025",
        "The bridge in Korsk fell. (Reuters)",
        "The bridge in Korsk fell. - BBC News",
        "KORSK, May 3 (AP) — The bridge in Korsk fell.",
        "LONDON (Reuters) - The bridge in Korsk fell.",
        "The bridge in Korsk fell. Please share!",
        "The bridge in Korsk fell. Share before it gets deleted!!",
        "The bridge in Korsk fell. https://t.co/a Please share!",
        "The bridge in Korsk fell. Read more below. #news https://t.co/a",
        "They don't want you to know this: The bridge in Korsk fell.",
        "What the media won’t tell you: The bridge in Korsk fell.",
        "3. The bridge in Korsk fell.",
        "14:32 The bridge in Korsk fell.",
        "[9:05 GMT] - The bridge in Korsk fell.",
        "KORSK, June 24, 2025 — The bridge in Korsk fell.",
        "12) The bridge in Korsk fell.",
        "The bridge in Korsk fell.[1]",
        "The bridge in Korsk fell.[2][^3]",
        "True or false: The bridge in Korsk fell.",
        "Is this true? The bridge in Korsk fell.",
        "The bridge in Korsk fell. Is it really true??",
        "The bridge in Korsk fell. Can anyone confirm this?",
        "The bridge in Korsk fell. Thoughts?",
        "Wow. The bridge in Korsk fell.",
        "The bridge in Korsk fell. Unbelievable!",
        "The bridge in Korsk fell. This is so sad.",
        "The bridge in Korsk fell. What a disgrace!! #korsk",
    ],
)
def test_what_stands_around_a_claim_goes(post: str) -> None:
    assert bare(post) == CLAIM
    assert whole(post).text == CLAIM
    assert whole(post).sentence == post


@pytest.mark.parametrize(
    "claim",
    [
        "HOAX: The bridge in Korsk fell.",  # how the writer takes it
        "Allegedly, the bridge in Korsk fell.",
        "Inflation in Korsk rose from 5% → 7%.",
        "Share prices fell 5%. Share of wind rose.",
        "Sales fell in May. Watch sales rose 5%.",
        "The shares of two rivals - Apple - Google - fell.",
        "Breaking bridges is a crime in Korsk.",
        "Live music was banned in Korsk.",
        "The talks were in Geneva (Switzerland).",
        "Read more books, the mayor said.",
        "“We shall rebuild the bridge in Korsk.” – Ann Ito",
        "1/3 of the bridges in Korsk fell.",
        "24/7 bridges in Korsk fell.",
        "1. FC Korsk won the cup.",
        "Bayern beat 1. FC Korsk.",
        "The bridges in Korsk fell on 3/5\nThose in Varna fell on 4/5",
        "The bridge in Korsk fell. Not true.",
        "The bridge in Korsk fell. Two dead.",
        "Crazy, Stupid, Love was shown in Korsk.",
        "Incredible bridges fell in Korsk.",
        "The film in Korsk was called Unbelievable.",
        "The panel in Korsk has a section [3] of its own.",
    ],
)
def test_all_that_says_something_stays(claim: str) -> None:
    assert without_framing(claim) == claim


@pytest.mark.parametrize(
    "text", ["#news", "😀", "BREAKING:", "@ann", "Please share!", "https://a.b"]
)
def test_where_nothing_would_be_left_all_stays(text: str) -> None:
    assert without_framing(text) == text


def test_a_tag_that_is_a_word_of_its_sentence_stays_as_a_word() -> None:
    assert bare("They marched for #Gaza") == "They marched for Gaza"
    assert bare("They marched in #Gaza #FreeGaza") == "They marched in Gaza"


def test_a_claim_has_single_spaces_wherever_it_was_wrapped() -> None:
    assert whole("The bridge  in\nKorsk\tfell.").text == CLAIM


def test_a_post_within_a_text_gives_its_claim_where_it_stands() -> None:
    text = "🚨 BREAKING: The bridge in Korsk fell on Monday, killing 12 people. #korsk #news\n"
    (claim,) = extract(text).claims
    assert claim.text == "The bridge in Korsk fell on Monday, killing 12 people."
    assert text[claim.start : claim.end] == claim.text


def test_a_picture_may_stand_for_a_full_stop() -> None:
    post = "Prayers for all of Korsk 🙏 Two men died in May 😢😢 The bridge was old"
    claims = extract(post).claims
    assert [claim.text for claim in claims] == ["Two men died in May", "The bridge was old"]
    assert all(post[claim.start : claim.end] == claim.text for claim in claims)


@pytest.mark.parametrize(
    "post",
    [
        "Everybody in Korsk ❤️ Ann Ito",
        "The new president of 🇺🇦 Ukraine met Ann Ito in May",
        "The bridge in Korsk fell 😢 and it was old",
        "The bridge in Korsk fell. 😢 Two of the men died.",
    ],
)
def test_or_for_a_word_or_nothing(post: str) -> None:
    assert "\n" not in without_framing(post)


@pytest.mark.parametrize(
    "post",
    [
        "@annito lives in the biggest mansion of Korsk",
        "RT @newsdesk: @AnnIto never signed the law on Korsk",
        "@ann @annito has left the town of Korsk",
    ],
)
def test_a_handle_that_is_the_subject_of_a_verb_stays(post: str) -> None:
    assert bare(post) == post[post.rindex("@") :]


@pytest.mark.parametrize("asked", ["Is it true that Korsk fell", "the bridge in Korsk fell"])
def test_one_that_is_only_spoken_to_goes(asked: str) -> None:
    assert bare(f"@ann {asked}") == asked


def test_numbers_of_the_posts_of_a_thread_go() -> None:
    assert bare("1/3 The bridge in Korsk fell.\n2/3 It was old.") == f"{CLAIM} It was old."
    assert (
        bare("The bridge in Korsk fell. 1/3\nIt was very old. 2/3") == f"{CLAIM} It was very old."
    )
    assert bare("1/3 The bridge in Korsk fell. 2/3 It was old.") == f"{CLAIM} It was old."


@pytest.mark.parametrize(
    "thirds",
    [
        "1/3 of bridges in Korsk fell.\n1/3 of homes burned.",
        "The bridge fell. 1/3 of homes in Korsk burned. 2/3 of them were old.",
    ],
)
def test_a_third_of_something_is_no_number_of_a_post(thirds: str) -> None:
    assert without_framing(thirds) == thirds


@pytest.mark.parametrize(
    "text",
    [
        "1/3 of bridges in Korsk fell.\n2/3 of homes burned.",
        "The bridge in Korsk was rated 4/5\nThe port in Korsk was rated 3/5",
        "1/4 Bridges in Korsk fell.\n3/4 Homes in Korsk burned.",
    ],
)
def test_fractions_are_no_numbers_of_posts(text: str) -> None:
    assert without_framing(text) == text


PIECES = st.lists(
    st.sampled_from(
        (
            "BREAKING:", "😱", "#news", "@ann", "RT", "via", "https://a.b/c", "(Reuters)", "-",
            "Please share!", "The bridge fell.", "LONDON", "\n", "#", "|", "BBC News", "share",
        )
    )
).map(" ".join)  # fmt: skip


@given(PIECES)
def test_offsets_stay_and_what_is_left_stands_in_the_text(text: str) -> None:
    plain = without_framing(text)
    assert len(plain) == len(text)
    assert all(new in (old, " ", "\n") for new, old in zip(plain, text, strict=True))


@pytest.mark.parametrize(
    "piece",
    [
        "#a ",
        "@a ",
        "1/2 ",
        "a a a 😀 Aa ",
        "a a a 😀 a ",
        "\n",
        "😀",
        "breaking: ",
        ". share",
        "https://a ",
        "(Reuters) ",
        ". - A",
        " ",
    ],
)
def test_long_posts_are_read_in_no_time(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    assert len(without_framing(text)) == len(text)
