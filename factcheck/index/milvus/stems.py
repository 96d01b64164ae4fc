"""Words as every server sees them: stems, parted by spaces, so that all find the same."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from factcheck.errors import IndexFailure
from factcheck.index.words import terms_of, tokens_of

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

_LONGEST_WORD = 64
_LONGEST_TEXT = 60_000
_STEMMING = threading.Lock()


def stems(text: str) -> str:
    """The stems of all words of a text that are looked up, in order."""
    found = " ".join(_stem(token) for token in tokens_of(_folded(text)))
    return found.encode("utf-8")[:_LONGEST_TEXT].decode("utf-8", "ignore")


def stems_asked(query: str) -> str:
    """The stems that a query looks up, each once; empty if it has none."""
    return " ".join(dict.fromkeys(_stem(term) for term in terms_of(_folded(query))))


def check_stemmer(shown: str) -> None:
    """Refuse to go on without the stemmer.

    :raises IndexFailure: if it is not installed.
    """
    try:
        _stemmer()
    except ImportError as error:
        reason = "needs snowballstemmer; install it with: pip install 'factcheck-engine[milvus]'"
        raise IndexFailure(shown, reason) from error


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.encode("utf-8", "replace").decode("utf-8"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _stem(token: str) -> str:
    # A number is one word to every tokenizer only without its points.
    if token[0].isdigit():
        return token.replace(".", "_").replace(",", "_")[:_LONGEST_WORD]
    # The stemmer keeps the word that it is at in itself.
    with _STEMMING:
        return str(_stemmer().stemWord(token[:_LONGEST_WORD]))


@cache
def _stemmer() -> BaseStemmer:
    import snowballstemmer

    return snowballstemmer.stemmer("porter")
