"""Made pairs of passages that repeat a statement: as a fact, as hearsay, as a denial, as a hoax.

A headline that only passes a rumour on says nothing about whether it is true; one that calls it a
hoax denies it. Labelled collections hold next to none of these, newsrooms see them daily.
"""

from __future__ import annotations

import random

from factcheck.train.contrast import lowered
from factcheck.train.examples import REFUTES, SUPPORTS, Example, Target

_SPEAKERS = (
    "The company",
    "The ministry",
    "A spokesman",
    "The president",
    "Officials",
    "The government",
    "The senator",
    "His lawyer",
    "The agency",
    "The minister",
    "Police",
    "The scientists",
    "Critics",
    "The mayor",
    "Her office",
)
_DENIED: Target = (0.0, 0.25, 0.75)
_REPEATED: Target = (0.1, 0.0, 0.9)
_HEARSAY = (
    "Report: {0}",
    "Reports: {0}",
    "Rumor: {0}?",
    "Rumours claim that {1}",
    "It is rumoured that {1}.",
    "Unconfirmed reports say {1}",
    "Is it true that {1}?",
    "Viral post claims {1}",
    "Tabloid claims that {1}",
    "Did you hear that {1}? Here is what we know",
    "Social media users say that {1}",
    "Anonymous source: {0}",
    "{2} investigates whether {1}",
    "{2} would not confirm that {1}",
    "Questions remain over claim that {1}",
    "{2} says that {1}.",
)
_HOAXES = (
    "Hoax: {0}",
    "Fake story: {0}",
    "No, it is not true that {1}",
    "The story that {1} was made up.",
    "False claim: {0}",
    "Debunked: {0}",
    "Fact check: there is no truth to the claim that {1}.",
    "Fake news site made up the report that {1}",
    "The rumour that {1} is false.",
    "Contrary to reports, it is not the case that {1}.",
    "Viral story that {1} was a satire",
)
_FACTS = (
    "Confirmed: {0}",
    "It is confirmed that {1}.",
    "Yes, {1}",
    "It is true that {1}.",
    "It turned out that {1}.",
    "New figures show that {1}.",
    "Video shows that {1}",
)


def told(row: Example, chance: random.Random) -> tuple[str, str, Target] | None:
    """(passage, claim, target): a passage that repeats the claim of a row in some voice."""
    claim = row.claim.rstrip(". ")
    if not 5 <= len(claim.split()) <= 25 or "?" in claim:
        return None
    speaker = chance.choice(_SPEAKERS)
    forms, target = chance.choice(((_HEARSAY, _REPEATED), (_HOAXES, REFUTES), (_FACTS, SUPPORTS)))
    passage = chance.choice(forms).format(claim, lowered(claim), speaker)
    return passage, f"{claim}.", target


def reported(row: Example, chance: random.Random) -> tuple[str, str, Target] | None:
    """(passage, claim, target): somebody says or denies the claim of a row."""
    claim = row.claim.rstrip(". ")
    if len(claim.split()) < 5 or "?" in claim:
        return None
    inner, speaker = lowered(claim), chance.choice(_SPEAKERS)
    denied, said = f"{speaker} denied that {inner}.", f"{speaker} said that {inner}."
    return chance.choice(
        (
            (denied, f"{claim}.", _DENIED),
            (said, f"{claim}.", _REPEATED),
            (denied, f"{speaker} rejected the claim that {inner}.", SUPPORTS),
            (denied, said, REFUTES),
            (said, denied, REFUTES),
            (said, f"{speaker} stated that {inner}.", SUPPORTS),
        )
    )
