"""A passage is an exact span of its document, and texts are kept to the code point."""

from hypothesis import HealthCheck, example, given, settings, strategies as st
from index_samples import HashedWords

from factcheck.index import Index
from factcheck.types import Document, Filters

awkward = st.sampled_from(
    [
        "\r\n",
        "\r\n\r\n",
        "\u2028",
        "e\u0301",
        "👩\u200d👧",
        "🇺🇦",
        "\0",
        "\ufeff",
        "ﬁ",
        "\u202e",
        ". ",
        "ß",
    ]
)
texts = st.lists(awkward | st.text(max_size=12), min_size=1, max_size=30).map("".join)


@given(given_texts=st.lists(texts.filter(str.strip), min_size=1, max_size=4))
@example(given_texts=["The cafe\u0301 shut.\r\nSo did the 👩\u200d👧 shop.\0 Then the rest."])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_passages_are_exact_spans_and_cover_what_is_visible(
    index: Index, encoder: HashedWords, given_texts: list[str]
) -> None:
    index.remove([document.id for document in index.documents()])
    index.add([Document(id=str(i), text=text) for i, text in enumerate(given_texts)])
    uncovered = [list(text) for text in given_texts]
    for key, _ in index.search_dense(encoder.encode(["x"]), 10_000, Filters())[0]:
        (passage,) = index.passages([key])
        document = index.get(passage.document.id)
        assert document.text == given_texts[int(document.id)]
        assert document.text[passage.start : passage.end] == passage.text
        cut = slice(passage.start, passage.end)
        uncovered[int(document.id)][cut] = " " * len(passage.text)
    assert not "".join(char for text in uncovered for char in text).strip()
