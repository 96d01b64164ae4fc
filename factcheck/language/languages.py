"""Whether a text or a claim is in English, the one language that the models read.

Only what is surely in another one is refused: names and numbers have no language.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factcheck.errors import InvalidInput
from factcheck.language import lexicons as lex
from factcheck.language.grammar import is_finite, tokenise

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Shorter texts, and those with this share of English function words, are taken for English.
_FEWEST_WORDS, _ENGLISH_SHARE = 8, 0.25
# The same for what of a claim is neither name nor quotation; and how sure one must be.
_FEWEST_OF_CLAIM, _ENGLISH_SHARE_OF_CLAIM, _SURE = 3, 0.33, 0.5
_FUNCTION_WORDS = lex.DETERMINERS | lex.PREPOSITIONS | lex.AUXILIARIES | lex.COORDINATORS
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]')
_LEAST_NATURAL = 0.7
_NATURAL = re.compile(
    r"[\W_]*[^\W\d_](?:[^\W\d_A-Z]|[\u0300-\u036f\u0900-\u0dff])*(?:['\u2019-][^\W\d_]+)?[\W_]*"
)
# Thai and Lao, Japanese syllables, Han and Hangul
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_WORDS_READ = 2_000
# Nigerian Pidgin, which the classifier takes terse English for
_ENGLISH = frozenset({"en", "pcm"})


def foreign_language(text: str) -> str | None:
    """The language that a text is surely in (ISO 639-1), unless that is English."""
    read = text[: 10 * _WORDS_READ]
    words = [match.group().lower() for match in _WORD.finditer(read)]
    known = sum(word in _FUNCTION_WORDS for word in words)
    is_prose = _is_prose(read.split(), _FEWEST_WORDS) or _is_unspaced(words)
    if known >= _ENGLISH_SHARE * len(words) or not is_prose:
        return None
    language, _ = _language(read)
    return None if language in _ENGLISH else language


def refuse_foreign(text: str) -> None:
    """Refuse a text that is not in English.

    :raises InvalidInput: if it is surely in another language, which is named.
    """
    if (language := foreign_language(text)) is not None:
        _refuse("text", text, language)


def refuse_foreign_claim(claim: str) -> None:
    """Refuse a claim that is not in English; one that is too short to tell passes.

    :raises InvalidInput: if it is surely in another language, which is named.
    """
    if (language := _without_names(claim)) is not None:
        _refuse("claim", claim, language)


def foreign_passage(passage: str) -> str | None:
    """The language that a passage is surely in, with its names and without; None for English."""
    return foreign_language(passage) and _without_names(passage)


def _without_names(text: str) -> str | None:
    """The language that a text is surely in, unless that is English.

    Names and quotations are left out, as an English text may hold many of other languages.
    """
    told = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    tokens = tokenise(told, 0, len(told))
    places = [at for at, token in enumerate(tokens) if token.is_word and not token.is_name]
    words = [tokens[at].text for at in places]
    known = sum(
        tokens[at].lower in _FUNCTION_WORDS or is_finite(tokens, at, strict=False) for at in places
    )
    fewest, enough = _FEWEST_OF_CLAIM, _ENGLISH_SHARE_OF_CLAIM * len(words)
    if not any(token.is_name for token in tokens):
        # Written without capitals, all words may be names but the known ones.
        fewest, enough = _FEWEST_WORDS, 1
    if known >= enough or not (_is_prose(words, fewest) or _is_unspaced(words)):
        return None
    (language, sure), (without_names, surer) = _language(told), _language(" ".join(words))
    is_sure = not {language, without_names} & _ENGLISH and max(sure, surer) > _SURE
    return language if is_sure else None


def _refuse(field: str, value: str, language: str) -> None:
    raise InvalidInput(
        field,
        value,
        f"must be in English, the one language that claims are found and judged in; it seems "
        f"to be in another (ISO 639-1: {language})",
    )


def _language(text: str) -> tuple[str, float]:
    """Its code, and how likely it is."""
    language, sure = _identifier().classify(text)
    return str(language), float(sure)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _is_prose(parts: list[str], fewest: int) -> bool:
    """Whether most of it are words as people write them, so that it has a language at all."""
    natural = sum(
        # Single letters and signs have no language.
        _NATURAL.fullmatch(part) is not None and sum(map(str.isalpha, part)) > 1
        for part in parts
    )
    return natural >= max(fewest, _LEAST_NATURAL * len(parts))


def _is_unspaced(words: list[str]) -> bool:
    """Whether most letters are of a script that puts no spaces between words."""
    letters = "".join(words)
    unspaced = len(_UNSPACED.findall(letters))
    return unspaced >= max(_FEWEST_WORDS, _LEAST_NATURAL * len(letters))
