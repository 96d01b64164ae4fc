"""What is missing for a firmer verdict, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.language import lexicons as lex
from factcheck.language.grammar import Token, is_finite, may_be_finite, tokenise
from factcheck.language.relevance import content_words, stem
from factcheck.language.text import normalise, sentences
from factcheck.types import DocumentRef, Evidence, Label, Stance

_WORD = re.compile(r"[^\W_]+(?:[.,:]\d+)*")
_MOST_WORDS = 8
_OWN_SIDE = {
    Label.SUPPORTED: (Stance.SUPPORTS,),
    Label.REFUTED: (Stance.REFUTES,),
    Label.CONFLICTING: (Stance.SUPPORTS, Stance.REFUTES),
    Label.NOT_ENOUGH_EVIDENCE: (),
}
# "The bridge closed?" still states something, and a title may end in a question mark, so that the
# first words must ask, too.
_ASKS = re.compile(
    r"(?:(?:and|but|so|or|then|well|in|at|on|by|to|for|from|of|with|since),?\s+)?"
    r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|am|do|does|did|has|have|had|"
    r"can|could|will|would|shall|should|may|might|must)(?:n['\u2019]t|['\u2019]s)?\s.*\?\s*",
    re.IGNORECASE | re.DOTALL,
)

# With one of these a phrase names something; headlines that state do without ("Mayor dead").
_LEADS = lex.words("the an this that these those his her its their our my your")
_SMALL = lex.DETERMINERS | lex.PREPOSITIONS | lex.COORDINATORS

_A_QUESTION = "a question is no claim: it was judged as if it stated what it asks"
_NO_STATEMENT = (
    "a word or a name is no claim: nothing is said of it, and it was judged all the same"
)


def gaps(
    claim: str,
    label: Label,
    evidence: Sequence[Evidence],
    counting: Sequence[Evidence],
    abstained: str | None,
) -> tuple[str, ...]:
    """What a reader should know is missing, most telling first.

    :param counting: the evidence without what the policy excludes.
    :param abstained: why the verdict abstains although one side stands, None if it does not.
    """
    found = [_A_QUESTION] if asks(claim) else [_NO_STATEMENT] if only_names(claim) else []
    if abstained is not None:
        found.append(f"abstained: {abstained}")
    if not counting:
        return (*found, "no passage of the index may count for this claim")
    if label is Label.NOT_ENOUGH_EVIDENCE:
        missing = _unspoken(claim, evidence)
        if missing:
            found.append("no passage found speaks of: " + ", ".join(missing))
        nearest = max(counting, key=lambda item: (1.0 - item.probabilities.neutral, item.score))
        found.append(f"nearest miss: {_named(nearest.document)}")
    return (*found, *_reservations(label, evidence))


def _reservations(label: Label, evidence: Sequence[Evidence]) -> list[str]:
    """Each reason once for which a passage that does not bear the verdict out was held back."""
    found: dict[str, dict[str, None]] = {}
    for item in evidence:
        if item.reason and item.stance not in _OWN_SIDE[label]:
            found.setdefault(item.reason, {})[_named(item.document)] = None
    return [f"{', '.join(documents)}: {reason}" for reason, documents in found.items()]


def _named(document: DocumentRef) -> str:
    """As a reader knows it, and as the index does."""
    return f"{document.title} ({document.id})" if document.title else document.id


def asks(claim: str) -> bool:
    """Whether it begins as questions do, and ends in a question mark; of several its last one."""
    parts = sentences(claim)
    return bool(parts and _ASKS.fullmatch(claim, parts[-1].start))


def only_names(claim: str) -> bool:
    """Whether it is a single word, or a phrase behind an article in which no word may be a verb.

    Of other phrases without a verb many state something: "Mayor dead", "No injuries in Lindmoor".
    """
    tokens = [token for token in tokenise(claim, 0, len(claim)) if token.is_word]
    if len(tokens) < 2:
        # A word of Chinese or Thai is a sentence.
        return bool(tokens) and claim.isascii()
    if tokens[0].lower not in _LEADS or any(token.text[0].isdigit() for token in tokens):
        return False
    return not any(_may_be_verb(tokens, at) for at in range(1, len(tokens)))


def _may_be_verb(tokens: Sequence[Token], at: int) -> bool:
    word, before = tokens[at].lower, tokens[at - 1].lower
    # "The dogs bark": a verb in no list.
    follows_plural = before.endswith("s") and before not in _SMALL and word not in _SMALL
    return is_finite(tokens, at, strict=False) or may_be_finite(tokens, at) or follows_plural


def _unspoken(claim: str, evidence: Sequence[Evidence]) -> list[str]:
    """The words of the claim, in its order, that stand in none of the passages."""
    spoken: set[str] = set()
    for item in evidence:
        spoken |= content_words(f"{item.document.title or ''} {item.text}")
    wanted = content_words(claim) - spoken
    words = [w for w in _WORD.findall(claim) if stem(normalise(w)) in wanted]
    return list(dict.fromkeys(words))[:_MOST_WORDS]
