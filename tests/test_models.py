"""The real embedder and the real stance model, and what is refused in their place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file, save_file

from factcheck import FactChecker, crossencoders, runtime
from factcheck.config import Settings
from factcheck.crossencoders import CrossEncoder, label_columns
from factcheck.encoders import SentenceEncoder
from factcheck.errors import ModelInvalid, ModelNotFound
from factcheck.mean_pooling import is_mean_pooled
from factcheck.model_files import embedder_folder, stance_folder
from factcheck.runtime import backend
from factcheck.stance.reading import pair_logits


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        ({0: "SUPPORTS", 1: "REFUTES", 2: "NEI"}, [0, 1, 2]),
        ({0: "contradiction", 1: "entailment", 2: "neutral"}, [1, 0, 2]),
        ({0: "NOT ENOUGH INFO", 1: "Refuted", 2: "Supported"}, [2, 1, 0]),
    ],
)
def test_label_order_is_read_from_the_config(labels: dict[int, str], columns: list[int]) -> None:
    assert label_columns(labels, "some model") == columns


@pytest.mark.parametrize(
    "labels",
    [
        {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"},
        {0: "entailment", 1: "not_entailment"},
        {0: "entailment", 1: "supports", 2: "neutral"},
        {0: "entailment", 1: "neutral", 2: "contradiction", 3: "other"},
    ],
)
def test_ambiguous_labels_are_refused(labels: dict[int, str]) -> None:
    with pytest.raises(ModelInvalid, match="must name three labels"):
        label_columns(labels, "some model")


@pytest.mark.parametrize(
    ("is_quick", "expected"), [(True, "torch-bf16+int8"), (False, "torch-bf16")]
)
def test_the_backend_tells_what_computes_the_products(
    is_quick: bool, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "backend", lambda: "torch-bf16")
    monkeypatch.setattr(runtime, "is_quick_in_integers", lambda: is_quick)
    assert crossencoders.backend(Settings()) == expected


def test_networks_of_other_kinds_are_never_computed_in_integers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(tmp_path / "config.json", model_type="deberta-v2")
    monkeypatch.setattr(runtime, "is_quick_in_integers", lambda: True)
    settings = Settings(stance_model=str(tmp_path))
    assert crossencoders.backend(settings) == runtime.backend()


def test_a_missing_folder_is_one_clear_error(tmp_path: Path) -> None:
    missing = str(tmp_path / "nothing")
    with pytest.raises(ModelNotFound, match="no such folder"):
        SentenceEncoder(Settings(embedder=missing)).encode(["text"])
    with pytest.raises(ModelNotFound, match="no such folder"):
        CrossEncoder(Settings(stance_model=missing))


def test_a_hub_name_that_is_not_here_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelNotFound, match="download it once while online"):
        CrossEncoder(Settings(stance_model="nobody/no-such-model"))


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    shutil.copytree(stance_folder("bundled"), folder)
    return folder


@pytest.mark.slow
def test_damaged_weights_are_refused(damaged: Path) -> None:
    weights = damaged / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelInvalid):
        CrossEncoder(Settings(stance_model=str(damaged)))


@pytest.mark.slow
def test_a_damaged_tokenizer_is_refused(damaged: Path) -> None:
    (damaged / "tokenizer.json").write_text('{"model": {"type": "nothing known"}}')
    with pytest.raises(ModelInvalid):
        CrossEncoder(Settings(stance_model=str(damaged)))


@pytest.mark.slow
def test_another_models_tokenizer_is_refused(damaged: Path) -> None:
    words = json.loads((damaged / "tokenizer.json").read_text())
    vocabulary = words["model"]["vocab"]
    vocabulary |= {f"word{number}": len(vocabulary) + number for number in range(500)}
    (damaged / "tokenizer.json").write_text(json.dumps(words))
    with pytest.raises(ModelInvalid, match="its tokenizer has"):
        CrossEncoder(Settings(stance_model=str(damaged)))


@pytest.mark.slow
def test_so_is_one_that_would_fit_but_has_other_words(damaged: Path, embedder: Path) -> None:
    shutil.copy(embedder / "tokenizer.json", damaged / "tokenizer.json")
    with pytest.raises(ModelInvalid, match="its tokenizer is not the one"):
        CrossEncoder(Settings(stance_model=str(damaged)))


@pytest.mark.slow
@pytest.mark.parametrize("activation", ["gelu", "relu"], ids=["usual", "by the library"])
def test_weights_that_are_no_numbers_are_refused(damaged: Path, activation: str) -> None:
    file = damaged / "model.safetensors"
    weights = {name: each.float() for name, each in load_file(file).items()}
    weights["classifier.dense.bias"][3] = float("nan")
    save_file(weights, file, {"format": "pt"})
    config = json.loads((damaged / "config.json").read_text())
    (damaged / "config.json").write_text(json.dumps(config | {"hidden_act": activation}))
    with pytest.raises(ModelInvalid, match=r"weights \S+\.bias hold values that are no numbers"):
        CrossEncoder(Settings(stance_model=str(damaged)))


@pytest.mark.parametrize("value", ["hot", 0, float("nan")])
def test_a_temperature_that_is_none_is_refused(damaged: Path, value: object) -> None:
    config = json.loads((damaged / "config.json").read_text())
    (damaged / "config.json").write_text(json.dumps(config | {"stance_temperature": value}))
    with pytest.raises(ModelInvalid):
        CrossEncoder(Settings(stance_model=str(damaged)))


@pytest.mark.slow
def test_the_bundled_model_must_be_the_one_that_was_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "stance.sha256"
    other.write_text("0" * 64)
    monkeypatch.setattr("factcheck.model_files.PINNED", other)
    with pytest.raises(ModelInvalid, match="not what was shipped"):
        CrossEncoder(Settings())


TEXTS = ["The bridge was closed.", "  \u00fcber \u65e5\u672c \n", "", "word " * 600]


@pytest.fixture
def embedder(tmp_path: Path) -> Path:
    folder = tmp_path / "embedder"
    shutil.copytree(embedder_folder("bundled"), folder)
    return folder


def changed(path: Path, **values: object) -> None:
    given = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(given | values))


def plain(folder: Path) -> np.ndarray:
    """What sentence-transformers gives by itself."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(folder.as_posix(), device="cpu", local_files_only=True)
    return np.asarray(model.encode(TEXTS, normalize_embeddings=True))


def within() -> float:
    """How near vectors are to those in 32 bits, in the number format of this CPU."""
    return 1e-5 if backend() == "torch-fp32" else 0.02


@pytest.mark.slow
def test_an_embedder_that_cannot_be_loaded_leaves_no_index(embedder: Path, tmp_path: Path) -> None:
    weights = embedder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelInvalid):
        FactChecker.create(tmp_path / "index", settings=Settings(embedder=str(embedder)))
    assert not (tmp_path / "index").exists()


@pytest.mark.slow
@pytest.mark.parametrize("cut", [256, 16])
def test_vectors_are_those_of_sentence_transformers(embedder: Path, cut: int) -> None:
    changed(embedder / "sentence_bert_config.json", max_seq_length=cut)
    assert is_mean_pooled(embedder)
    found = SentenceEncoder(Settings(embedder=str(embedder))).encode(TEXTS)
    assert np.abs(found - plain(embedder)).max() < within()


@pytest.mark.slow
def test_so_are_those_of_another_network(embedder: Path) -> None:
    from transformers import DistilBertConfig, DistilBertModel

    config = DistilBertConfig(dim=48, hidden_dim=96, n_layers=2, n_heads=4)
    DistilBertModel(config).save_pretrained(embedder)
    changed(embedder / "1_Pooling/config.json", word_embedding_dimension=48)
    assert is_mean_pooled(embedder)
    found = SentenceEncoder(Settings(embedder=str(embedder))).encode(TEXTS)
    assert np.abs(found - plain(embedder)).max() < within()


@pytest.mark.slow
def test_so_are_those_of_another_kind_of_model(embedder: Path) -> None:
    pooling = embedder / "1_Pooling" / "config.json"
    changed(pooling, pooling_mode_mean_tokens=False, pooling_mode_cls_token=True)
    assert not is_mean_pooled(embedder)
    found = SentenceEncoder(Settings(embedder=str(embedder))).encode(TEXTS)
    assert np.abs(found - plain(embedder)).max() < within()


@pytest.mark.parametrize(
    ("file", "values"),
    [
        ("sentence_bert_config.json", {"do_lower_case": True}),
        ("sentence_bert_config.json", {"max_seq_length": None}),
        ("sentence_bert_config.json", {"unknown": 1}),
        ("1_Pooling/config.json", {"pooling_mode_max_tokens": True}),
        ("config_sentence_transformers.json", {"default_prompt_name": "query"}),
    ],
)
def test_whatever_a_folder_asks_for_beyond_the_usual_is_left_to_the_library(
    embedder: Path, file: str, values: dict[str, object]
) -> None:
    changed(embedder / file, **values)
    assert not is_mean_pooled(embedder)


@pytest.mark.parametrize("kinds", [["Transformer"], ["Transformer", "Pooling", "Dense"]])
def test_so_are_other_modules(embedder: Path, kinds: list[str]) -> None:
    modules = json.loads((embedder / "modules.json").read_text())
    names = [f"sentence_transformers.models.{kind}" for kind in kinds]
    given = [m | {"type": name} for m, name in zip(modules, names, strict=False)]
    (embedder / "modules.json").write_text(json.dumps(given))
    assert not is_mean_pooled(embedder)


@pytest.mark.slow
def test_a_passage_beyond_the_window_is_read_to_its_end() -> None:
    scorer = CrossEncoder(Settings())
    filler = "The weather was mild and the market was quiet that day. " * 80
    claim = "The bridge was closed on Monday."
    short, long = pair_logits(scorer, [(claim, claim), (filler + claim, claim)])
    assert scorer.tokens(filler) > scorer.window
    assert short.argmax() == long.argmax() == 0


@pytest.mark.slow
def test_labels_of_another_order_give_the_same_stances(damaged: Path) -> None:
    pairs = [("The bridge was closed on Monday.", "The bridge is closed.")]
    straight = CrossEncoder(Settings()).logits(pairs)
    config = json.loads((damaged / "config.json").read_text())
    config["id2label"] = {"0": "neutral", "1": "contradiction", "2": "entailment"}
    config["label2id"] = {"neutral": 0, "contradiction": 1, "entailment": 2}
    (damaged / "config.json").write_text(json.dumps(config))
    renamed = CrossEncoder(Settings(stance_model=str(damaged))).logits(pairs)
    assert renamed[0].tolist() == straight[0, [2, 1, 0]].tolist()


@pytest.mark.slow
def test_the_encoder_gives_unit_vectors_in_order_whatever_the_batches() -> None:
    texts = ["A short one.", "A much longer sentence about a bridge over a river. " * 8, "Peace."]
    together = SentenceEncoder(Settings()).encode(texts * 20)
    alone = SentenceEncoder(Settings(batch_tokens=512)).encode(texts)
    assert together.shape == (60, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-3)
    assert np.all(np.sum(together[:3] * alone, axis=1) > 0.999)


@pytest.mark.slow
@pytest.mark.slow
def test_which_weights_they_are_is_known_without_loading_them(embedder: Path) -> None:
    (weights,) = embedder.glob("*.safetensors")
    weights.write_bytes(weights.read_bytes()[:1000])
    encoder = SentenceEncoder(Settings(embedder=str(embedder)))
    assert encoder.info.dimension == SentenceEncoder(Settings()).encode(["text"]).shape[1]
    with pytest.raises(ModelInvalid):
        encoder.encode(["text"])


def test_progress_counts_every_text_once() -> None:
    done: list[int] = []
    SentenceEncoder(Settings()).encode(["one", "two", "three"], done.append)
    assert sum(done) == 3
