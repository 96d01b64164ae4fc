"""Word lists of the text rules, in lower case: abbreviations, sentence openers, function words."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a list that is written with spaces."""
    return frozenset(text.split())


# A full stop after these never ends a sentence.
NEVER_LAST = words(
    """mr mrs ms dr prof gen lt col sgt capt cpl maj brig adm cmdr sen rep gov pres rev hon msgr
    supt det insp atty amb messrs mme mlle asst vs v e.g i.e cf viz approx"""
)
# A full stop after these does not end a sentence if a number follows.
BEFORE_NUMBERS = words(
    """no nos nr fig figs p pp vol art sec ch para eq ca c
    jan feb mar apr jun jul aug sep sept oct nov dec"""
)
# A full stop after these ends a sentence only if a usual opener follows.
SELDOM_LAST = words("st mt ft inc co corp ltd llc plc jr sr bros dept univ ave blvd al ph.d")

STARTERS = words(
    """the a an this that these those he she it they we i you his her its their our my in on at for
    from by with after before when while if as but and or so yet however meanwhile there here
    what who why how no not many some most all one two both each such since although though
    despite during under over according"""
)
# A line that ends with one of these runs on into the next line.
DANGLING = words(
    """of the a an and or but to in for with by at on from that as than is are was were has have
    had be been will would its his her their"""
)
