"""The encoder against a forward pass written down again in numpy, and what it promises of any text."""

from __future__ import annotations

import json
import struct
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from tokenizers import Tokenizer

from tests.marking.texts import any_text
from wellserved.adapters.encoder import MiniLM, minilm, weights
from wellserved.training import encoder_graph

pytestmark = pytest.mark.encoder
WIDTH, HEADS, EPSILON = 384, 12, 1e-12
SENTENCES = [
    "Customers who are treated well come back.",
    "no",
    "",
    "The weather, a strike and the law are out of our control; training is not!",
    "👍 café \ud800 \x00 \u202e العملاء 顾客",
    "staff " * 60,
]


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return minilm.load_encoder()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    read = Tokenizer.from_file(str(weights.find() / "tokenizer.json"))
    read.enable_truncation(256)
    read.no_padding()
    return read


def tensors(path: Path) -> dict[str, Any]:
    """Every tensor of a safetensors file in 64-bit floats."""
    raw = path.read_bytes()
    start = 8 + struct.unpack("<Q", raw[:8])[0]
    kinds = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
    found = {}
    for name, entry in json.loads(raw[8:start]).items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        flat = np.frombuffer(raw[start + begin : start + end], dtype=kinds[entry["dtype"]])
        found[name] = flat.reshape(entry["shape"]).astype(np.float64)
    return found


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    return tensors(weights.find() / "model.safetensors")


def normed(x: Any, w: dict[str, Any], prefix: str) -> Any:
    x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + EPSILON)
    return x * w[f"{prefix}.weight"] + w[f"{prefix}.bias"]


def dense(x: Any, w: dict[str, Any], prefix: str) -> Any:
    return x @ w[f"{prefix}.weight"].T + w[f"{prefix}.bias"]


def gelu(x: Any) -> Any:
    from math import erf, sqrt

    return x * 0.5 * (1 + np.vectorize(erf)(x / sqrt(2)))


def layer(x: Any, w: dict[str, Any], prefix: str) -> Any:
    def heads(name: str) -> Any:
        return dense(x, w, f"{prefix}.attention.self.{name}").reshape(len(x), HEADS, -1).transpose(1, 0, 2)

    fit = heads("query") @ heads("key").transpose(0, 2, 1) / np.sqrt(WIDTH // HEADS)
    fit = np.exp(fit - fit.max(-1, keepdims=True))
    mixed = (fit / fit.sum(-1, keepdims=True) @ heads("value")).transpose(1, 0, 2).reshape(len(x), WIDTH)
    x = normed(dense(mixed, w, f"{prefix}.attention.output.dense") + x, w, f"{prefix}.attention.output.LayerNorm")
    inner = gelu(dense(x, w, f"{prefix}.intermediate.dense"))
    return normed(dense(inner, w, f"{prefix}.output.dense") + x, w, f"{prefix}.output.LayerNorm")


def forward(ids: list[int], w: dict[str, Any], upper: str = "encoder") -> Any:
    """One sentence's vector; the layers from `FROZEN` on are those named `upper`."""
    x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][: len(ids)]
    x = normed(x + w["embeddings.token_type_embeddings.weight"][0], w, "embeddings.LayerNorm")
    for number in range(6):
        x = layer(x, w, f"{'encoder' if number < encoder_graph.FROZEN else upper}.layer.{number}")
    pooled = x.mean(0)
    return pooled / np.linalg.norm(pooled)


def tuned_file() -> Path | None:
    path = Path(str(files("wellserved.adapters.artefacts"))) / "tuned.safetensors"
    return path if path.is_file() else None


@pytest.mark.parametrize("sentence", SENTENCES)
def test_published_vector_agrees_with_numpy(
    sentence: str, encoder: MiniLM, tokenizer: Tokenizer, published: dict[str, Any]
) -> None:
    ids = tokenizer.encode(sentence.encode("utf-8", "replace").decode("utf-8")).ids
    [row] = encoder.encode([sentence])
    assert row.dtype == np.float32
    assert np.abs(row[:WIDTH] - forward(ids, published)).max() < 1e-5


@pytest.mark.parametrize("sentence", SENTENCES)
def test_tuned_vector_agrees_with_numpy(
    sentence: str, encoder: MiniLM, tokenizer: Tokenizer, published: dict[str, Any]
) -> None:
    path = tuned_file()
    if path is None:
        pytest.skip("no tuned layers are shipped")
    ids = tokenizer.encode(sentence.encode("utf-8", "replace").decode("utf-8")).ids
    [row] = encoder.encode([sentence])
    assert np.abs(row[WIDTH:] - forward(ids, {**published, **tensors(path)}, "tuned")).max() < 1e-5


def test_graph_rebuilt_from_the_weights_is_the_shipped_one() -> None:
    shipped = files("wellserved.adapters.encoder").joinpath("minilm.onnx").read_bytes()
    assert encoder_graph.build(weights.find() / "model.safetensors") == shipped


def test_tuned_graph_rebuilt_from_the_weights_is_the_shipped_one() -> None:
    path = tuned_file()
    if path is None:
        pytest.skip("no tuned layers are shipped")
    shipped = files("wellserved.adapters.artefacts").joinpath("tuned.onnx").read_bytes()
    assert encoder_graph.build(weights.find() / "model.safetensors", path) == shipped


def test_row_does_not_depend_on_its_neighbours(encoder: MiniLM) -> None:
    together = encoder.encode(SENTENCES * 4)
    for row, sentence in zip(together, SENTENCES * 4, strict=True):
        assert np.abs(row - encoder.encode([sentence])[0]).max() < 1e-5
    assert np.abs(encoder.encode(SENTENCES[::-1])[::-1] - encoder.encode(SENTENCES)).max() < 1e-5


def test_same_sentences_give_the_same_bytes(encoder: MiniLM) -> None:
    assert encoder.encode(SENTENCES).tobytes() == encoder.encode(SENTENCES).tobytes()


def test_no_sentences_give_no_rows(encoder: MiniLM) -> None:
    assert encoder.encode([]).shape == (0, encoder.encode(["one"]).shape[1])


def test_words_beyond_256_tokens_are_not_read(encoder: MiniLM) -> None:
    long, longer = ("staff " * count for count in (254, 5000))  # and two tokens around them
    shorter = "staff " * 253
    assert np.abs(encoder.encode([long])[0] - encoder.encode([longer])[0]).max() < 1e-5
    assert np.abs(encoder.encode([long])[0] - encoder.encode([shorter])[0]).max() > 1e-5
    assert np.isfinite(encoder.encode(["a" * 100_000])).all()


@settings(max_examples=30)
@given(text=any_text)
def test_any_text_has_finite_rows_of_length_one(text: str, encoder: MiniLM) -> None:
    [row] = encoder.encode([text])
    assert np.isfinite(row).all()
    for begin in range(0, len(row), WIDTH):
        assert abs(np.linalg.norm(row[begin : begin + WIDTH]) - 1) < 1e-4


def test_identity_names_weights_and_precision(encoder: MiniLM) -> None:
    name, digest, *_, precision = encoder.identity.split(":")
    assert (name, precision) == ("all-MiniLM-L6-v2", "fp32")
    assert weights.SHA256["model.safetensors"].startswith(digest.partition("+")[0])


def test_changed_weights_never_reach_a_session(tmp_path: Path) -> None:
    model = bytearray((weights.find() / "model.safetensors").read_bytes())
    model[-1] ^= 1
    (tmp_path / "model.safetensors").write_bytes(model)
    (tmp_path / "tokenizer.json").write_bytes((weights.find() / "tokenizer.json").read_bytes())
    with pytest.raises(weights.WeightsWrong, match=weights.SHA256["model.safetensors"]):
        minilm.load_encoder(tmp_path)


LONG = " ".join(f"Sentence number {number} tells what our team does for customers." for number in range(60))


def test_a_span_of_the_whole_text_is_read_as_the_text_is(encoder: MiniLM) -> None:
    text = SENTENCES[0]
    [whole] = encoder.encode_spans(text, [(0, len(text))])
    [alone] = encoder.encode([text])
    assert float(whole[:WIDTH] @ alone[:WIDTH]) > 0.97  # all but the two marks at its ends


def test_a_span_is_read_in_its_context(encoder: MiniLM) -> None:
    kind, rude = "We were kind. It was remembered.", "We were rude. It was remembered."
    place = [(14, 32)]
    [one], [other] = encoder.encode_spans(kind, place), encoder.encode_spans(rude, place)
    assert not np.allclose(one, other, atol=1e-3)


def test_spans_of_a_text_longer_than_the_encoder_reads_at_once(encoder: MiniLM) -> None:
    starts = [LONG.index(f"number {number} ") for number in (0, 20, 40, 59)]
    rows = encoder.encode_spans(LONG, [(start, start + 20) for start in starts])
    assert np.allclose(np.linalg.norm(rows[:, :WIDTH], axis=1), 1, atol=1e-5)
    assert np.array_equal(rows, encoder.encode_spans(LONG, [(start, start + 20) for start in starts]))


def test_a_span_without_words_has_no_vector(encoder: MiniLM) -> None:
    rows = encoder.encode_spans("Hello   there", [(5, 8), (0, 5)])
    assert not rows[0].any()
    assert rows[1].any()
    assert encoder.encode_spans("", [(0, 0)]).shape == rows[:1].shape
    assert encoder.encode_spans("Hello", []).shape == (0, rows.shape[1])


@settings(max_examples=25, deadline=None)
@given(any_text)
def test_spans_of_any_text_can_be_read(encoder: MiniLM, text: str) -> None:
    rows = encoder.encode_spans(text, [(0, len(text)), (len(text) // 2, len(text))])
    assert np.isfinite(rows).all()
