"""Whether a passage tells of a cause, or only that two things go together.

That people who eat nuts fall ill less often does not tell that nuts prevent illness (Hill 1965,
"The environment and disease: association or causation?").
"""

from __future__ import annotations

import re

from factcheck.relevance import stem

_CAUSES = (
    r"(?:caus(?:e|es|ed|ing)|prevent(?:s|ed|ing)?|cur(?:e|es|ed|ing)|trigger(?:s|ed|ing)?|"
    r"(?:lead|leads|led|leading)\s+to|result(?:s|ed|ing)?\s+in|because\s+of|due\s+to(?!\s+be\b)|thanks\s+to|"
    r"(?:to\s+)?blame\s+for|responsible\s+for|makes?\s+\w+|made\s+\w+)"
)
# Verbs by which one thing changes another.
_CHANGES = (
    r"(?:reduc|improv|lower|rais|boost|increas|decreas|protect|harm|worsen|slow|shorten|extend|lengthen|"
    r"cut|damag|weaken|strengthen|help|hurt)(?:e?s|e?d|ing|ting|e)?"
)
_CAUSAL = re.compile(rf"\b(?:{_CAUSES}|{_CHANGES})\b", re.IGNORECASE)
_STRICT = re.compile(rf"\b{_CAUSES}\b", re.IGNORECASE)
_CAUSE = r"(?:caus(?:e[sd]?|al(?:ly|ity)?|ation|ing)|(?:the\s+)?reasons?|why|responsible)"
# "Cannot tell whether the nuts were the reason", "did not look into the causes".
_DISCLAIMED = re.compile(
    r"\b(?:can(?:not|['\u2019]t)|could\s?n[o'\u2019]t|did\s?n[o'\u2019]t|does\s?n[o'\u2019]t|do\s?n[o'\u2019]t|"
    r"ha(?:s|ve|d)\s?n[o'\u2019]t|(?:is|was)\s?n[o'\u2019]t|yet\s+to|unable\s+to|unclear|unknown|whether)\b"
    rf"[^.;]{{0,80}}?\b{_CAUSE}\b|\bcorrelations?\s+(?:is|does|do)\s?n[o'\u2019]t\b|\bobservational\b|"
    r"\bno\s+(?:proof|evidence)\s+of\s+(?:a\s+)?caus",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:associat(?:ed\s+with|ions?\s+(?:with|between))|correlat\w+|link(?:s|ed)?\s+(?:to|with|between)|coincid\w+)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)


def only_together(claim: str, passage: str) -> bool:
    """Whether the claim tells of a cause, of which the passage says that it is none or unknown.

    Or, for a claim with a word like "causes", that the passage finds a link and names no cause.
    """
    causal = _CAUSAL.search(claim)
    if causal is None or _DISCLAIMED.search(claim) or _TOGETHER.search(claim):
        return False
    disclaimed = _DISCLAIMED.search(passage)
    if disclaimed is not None:
        besides = passage[: disclaimed.start()] + passage[disclaimed.end() :]
        words = {stem(word.lower()) for word in _WORD.findall(besides)}
        return stem(_WORD.findall(causal.group())[0].lower()) not in words
    is_strict = _STRICT.search(claim) is not None
    return is_strict and bool(_TOGETHER.search(passage)) and not _CAUSAL.search(passage)
