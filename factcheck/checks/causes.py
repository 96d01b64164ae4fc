"""Whether a passage tells of a cause, or only that two things go together.

That people who eat nuts fall ill less often does not tell that nuts prevent illness (Hill 1965,
"The environment and disease: association or causation?").
"""

from __future__ import annotations

import re

from factcheck.language.relevance import content_words, stem
from factcheck.language.text import sentences

_CAUSES = (
    r"(?:caus(?:e|es|ed|ing)|prevent(?:s|ed|ing)?|cur(?:e|es|ed|ing)|trigger(?:s|ed|ing)?|"
    r"(?:lead|leads|led|leading)\s+to|result(?:s|ed|ing)?\s+in|because\s+of|due\s+to(?!\s+be\b)|thanks\s+to|"
    r"(?:to\s+)?blame\s+for|responsible\s+for|"
    r"makes?\s+(?:people|men|women|children|teenagers|students|patients|us|them|you)\b)"
)
# Verbs by which one thing changes another.
_CHANGES = (
    r"(?:reduc|improv|lower|rais|boost|increas|decreas|protect|harm|worsen|slow|shorten|extend|lengthen|"
    r"cut|damag|weaken|strengthen|help|hurt)(?:e?s|e?d|ing|ting|e)?"
)
_CAUSAL = re.compile(rf"\b(?:{_CAUSES}|{_CHANGES})\b", re.IGNORECASE)
_STRICT = re.compile(rf"\b{_CAUSES}\b", re.IGNORECASE)
_CAUSE = r"(?:caus(?:e[sd]?|al(?:ly|ity)?|ation|ing)|reasons?|responsible|to\s+blame)"
_NOT = (
    r"(?:can(?:not|['\u2019]t)|could\s?n[o'\u2019]t|did\s?n[o'\u2019]t|does\s?n[o'\u2019]t|do\s?n[o'\u2019]t|"
    r"ha(?:s|ve|d)\s?n[o'\u2019]t|yet\s+to|unable\s+to)"
)
_FIND = (
    r"(?:tell|say|know|show|prove|establish|determine|demonstrate|examine|test|look|imply|mean|find|"
    r"conclude|infer)\w*"
)
# "Cannot tell whether the nuts were the reason", "did not look into the causes".
_DISCLAIMED = re.compile(
    rf"\b{_NOT}\s+(?:\w+\s+)?{_FIND}\b[^.;]{{0,80}}?\b{_CAUSE}\b|"
    rf"\b(?:unclear|unknown|open)\s+(?:if|whether)\b[^.;]{{0,80}}?\b{_CAUSE}\b|"
    r"\bcorrelations?\s+(?:is|does|do)\s?n[o'\u2019]t\b|"
    r"\b(?:not|no)\b(?:\s+\w+){0,3}\s+caus(?:al|ation|ality)\b|"
    r"\bcausal\s+(?:link|relation\w*|connection)\s+\w+\s?n[o'\u2019]t\b|"
    r"\bno\s+(?:proof|evidence)\s+of\s+(?:a\s+)?caus",
    re.IGNORECASE,
)
# Where nothing is put to the test, things are only seen together.
_OBSERVED = re.compile(r"\bobservational\b", re.IGNORECASE)
_TESTED = re.compile(r"\b(?:random(?:ly|i[sz]ed)|trials?|experiments?)\b", re.IGNORECASE)
# That a bank does not tell its reasons is no finding.
_RESEARCH = re.compile(
    r"\b(?:stud(?:y|ies)|research\w*|scientists?|surveys?|authors?|data|associated|correlat\w+)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:associat(?:ed\s+with|ions?\s+(?:with|between))|correlat\w+|linked\s+(?:to|with)|"
    r"(?:an?|no)\s+(?:\w+\s+)?link\s+(?:to|with|between)|tied\s+to|coincid\w+)\b",
    re.IGNORECASE,
)
# "Had a lower risk" does not say that anything lowers it.
_COMPARED = re.compile(
    rf"\b(?:an?|had|have|with|at)\s+(?:\w+ly\s+)?{_CHANGES}\s+(?:risk|rate|odds|chance|level)s?\b",
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
    strict = _STRICT.search(claim)
    disclaimed = _disclaimed(passage) if strict or _RESEARCH.search(passage) else None
    if disclaimed is not None:
        besides = f"{passage[: disclaimed.start()]} {passage[disclaimed.end() :]}"
        words = {stem(word.lower()) for word in _WORD.findall(_COMPARED.sub(" ", besides))}
        return stem(_WORD.findall(causal.group())[0].lower()) not in words
    if strict is None or _CAUSAL.search(_COMPARED.sub(" ", passage)):
        return False
    sides = content_words(claim[: strict.start()]), content_words(claim[strict.end() :])
    return any(
        all(side & content_words(passage[span.start : span.end]) for side in sides)
        for span in sentences(passage)
        if _TOGETHER.search(passage, span.start, span.end)
    )


def _disclaimed(passage: str) -> re.Match[str] | None:
    """Where it says that no cause is known; a study that only observes says as much."""
    observed = None if _TESTED.search(passage) else _OBSERVED.search(passage)
    return _DISCLAIMED.search(passage) or observed
