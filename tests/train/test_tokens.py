"""Tokens cut once are those that a tokenizer gives for each batch."""

from hypothesis import given, strategies as st
from transformers import AutoTokenizer

from factcheck.model_files import embedder_folder, stance_folder
from factcheck.train.examples import NEUTRAL, Example
from factcheck.train.tokens import tokens_of

TOKENIZERS = [
    AutoTokenizer.from_pretrained(embedder_folder("bundled")),  # with token types
    AutoTokenizer.from_pretrained(stance_folder("bundled")),  # without
]
TEXTS = st.text("ab ,.é1", min_size=1, max_size=120)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6), st.data())
def test_a_batch_is_what_the_tokenizer_gives(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    examples = [Example(passage, claim, NEUTRAL, "rows") for passage, claim in pairs]
    rows = data.draw(st.lists(st.integers(0, len(pairs) - 1), min_size=1, max_size=4))
    for tokenizer in TOKENIZERS:
        expected = tokenizer(
            [pairs[row][0] for row in rows],
            [pairs[row][1] for row in rows],
            truncation="longest_first",
            max_length=24,
            padding=True,
            return_tensors="pt",
        )
        found = tokens_of(tokenizer, examples, 24).batch(rows)
        assert found.keys() == expected.keys()
        assert all((found[name] == expected[name]).all() for name in found)
