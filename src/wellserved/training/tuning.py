"""Fine-tunes the encoder's upper layers on the exemplar banks of all units at once.

The lower layers stay as published, so their output is computed once. One linear head for each key is trained with
the layers by masked cross-entropy: a statement teaches only the keys for which its label is known. Everything is
seeded; the same banks give the same weights on the same machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import optax
from safetensors.numpy import load
from tokenizers import Encoding, Tokenizer

from wellserved.adapters.encoder import weights as weights_on_disk
from wellserved.training.passages import Passage

Params = dict[str, jax.Array]

LAYERS, HEADS, HEAD_WIDTH, WIDTH = 6, 12, 32, 384
FROZEN = 3
LENGTHS = {
    8: 32,
    12: 32,
    16: 32,
    20: 32,
    24: 32,
    32: 32,
    48: 24,
    64: 16,
    96: 12,
    128: 8,
    192: 6,
}  # tokens: rows a batch
SPANS = (1, 8, 32)
FAR = -1e9
SHARPNESS = 12.0  # heads read unit-length vectors; this factor is folded into them at the end
VERDICT = 4.0  # weight of what is known of a whole answer beside what is known of one span
PEAKED = 2.0  # how close the soft maximum over spans is to the maximum
COUNTED = 3.0  # how sharply the sum of the spans' chances is compared with the number needed


@dataclass(frozen=True, slots=True)
class Settings:
    """How to tune. Rates are Adam's peak step sizes; `dropout` and `positive_weight` are plain numbers."""

    epochs: int = 2
    layer_rate: float = 1e-4
    head_rate: float = 2e-3
    dropout: float = 0.1
    positive_weight: float = 3.0
    seed: int = 20261122


@dataclass(frozen=True, slots=True)
class Tuned:
    """The upper layers' weights by their published names, and the heads: (keys, WIDTH) and (keys,)."""

    layers: dict[str, npt.NDArray[np.float32]]
    heads: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Passages of one padded length: states (rows, tokens, WIDTH), mask (rows, tokens), spans in tokens (rows, spans,
    2), and labels, verdict, among and needed as of `Passage` behind a first axis of rows. A span (0, 0) is none."""

    states: npt.NDArray[np.float16]
    mask: npt.NDArray[np.float32]
    spans: npt.NDArray[np.int16]
    labels: npt.NDArray[np.int8]
    verdict: npt.NDArray[np.int8]
    among: npt.NDArray[np.bool_]
    needed: npt.NDArray[np.int8]

    @property
    def rows(self) -> int:
        return LENGTHS[self.mask.shape[1]]

    @property
    def arrays(self) -> tuple[npt.NDArray[Any], ...]:
        return self.states, self.mask, self.spans, self.labels, self.verdict, self.among, self.needed

    def taken(self, rows: npt.NDArray[np.int64]) -> _Batch:
        """Those rows, filled up with rows that teach nothing."""
        fills = (0, 1, 0, -1, -1, 0, 1)
        return _Batch(*(_padded(array[rows], self.rows, fill) for array, fill in zip(self.arrays, fills, strict=True)))


def tune_on_published(passages: list[Passage], settings: Settings, tell: Callable[[str], None]) -> Tuned:
    """Tune the published weights; raises WeightsMissing or WeightsWrong where they are not there."""
    checked = weights_on_disk.load(weights_on_disk.find())
    tokenizer = Tokenizer.from_str(checked.tokenizer)
    tokenizer.no_padding()
    tokenizer.enable_truncation(max(LENGTHS))
    return tune(passages, load(bytes(checked.model)), tokenizer, settings, tell)


def tune(
    passages: list[Passage],
    weights: dict[str, npt.NDArray[np.float32]],
    tokenizer: Tokenizer,
    settings: Settings,
    tell: Callable[[str], None],
) -> Tuned:
    """Tune on what is known of the passages' spans."""
    random = np.random.default_rng(settings.seed)
    params = _trainable(weights, passages[0].verdict.size, random)
    groups = _groups(passages, weights, tokenizer)
    each = sum(-(-len(group.mask) // group.rows) for group in groups)
    optimiser = _optimiser(settings, settings.epochs * each)
    state = optimiser.init(params)
    step = _step(optimiser, settings)
    key = jax.random.key(settings.seed)
    for epoch in range(settings.epochs):
        total = 0.0
        for batch in _batches(groups, random):
            key, now = jax.random.split(key)
            params, state, loss = step(params, state, batch.arrays, now)
            total += float(loss)
        tell(f"epoch {epoch + 1} of {settings.epochs}: loss {total / each:.4f}")
    arrays = {name: np.asarray(value) for name, value in params.items()}
    return Tuned(
        layers={name: value for name, value in arrays.items() if name.startswith("encoder.")},
        heads=arrays["heads"] * np.float32(SHARPNESS),
        bias=arrays["bias"],
    )


def _trainable(weights: dict[str, npt.NDArray[np.float32]], keys: int, random: np.random.Generator) -> Params:
    upper = tuple(f"encoder.layer.{layer}." for layer in range(FROZEN, LAYERS))
    params = {name: jnp.asarray(value) for name, value in weights.items() if name.startswith(upper)}
    params["heads"] = jnp.asarray(random.normal(0, 0.02, (keys, WIDTH)), dtype=jnp.float32)
    params["bias"] = jnp.full((keys,), -1.0, dtype=jnp.float32)
    return params


def _optimiser(settings: Settings, steps: int) -> optax.GradientTransformation:
    def rate(peak: float) -> optax.Schedule:
        return optax.warmup_cosine_decay_schedule(0.0, peak, max(1, steps // 16), steps, peak * 0.02)

    def labels(params: Params) -> dict[str, str]:
        return {name: "layer" if name.startswith("encoder.") else "head" for name in params}

    kinds = {
        "layer": optax.adamw(rate(settings.layer_rate), weight_decay=0.01),
        "head": optax.adamw(rate(settings.head_rate), weight_decay=0.01),
    }
    return optax.chain(optax.clip_by_global_norm(1.0), optax.multi_transform(kinds, labels))


def _step(optimiser: optax.GradientTransformation, settings: Settings) -> Callable[..., Any]:
    def loss(params: Params, arrays: Any, key: jax.Array) -> jax.Array:
        states, mask, spans, labels, verdict, among, needed = arrays
        vectors = span_vectors(params, states.astype(jnp.float32), mask, spans, key, settings.dropout)
        logits = SHARPNESS * vectors @ params["heads"].T + params["bias"]
        known = (labels >= 0).astype(jnp.float32) * jnp.where(labels > 0, settings.positive_weight, 1.0)
        errors = optax.sigmoid_binary_cross_entropy(logits, jnp.maximum(labels, 0).astype(jnp.float32))
        decided = (verdict >= 0).astype(jnp.float32) * VERDICT
        reached = _reached(logits, among & (spans[..., 1] > spans[..., 0])[..., None], needed)
        missed = optax.sigmoid_binary_cross_entropy(reached, jnp.maximum(verdict, 0).astype(jnp.float32))
        weight = known.sum() + decided.sum()
        mean: jax.Array = ((errors * known).sum() + (missed * decided).sum()) / jnp.maximum(weight, 1.0)
        return mean

    @jax.jit
    def step(params: Params, state: Any, arrays: Any, key: Any) -> Any:
        value, gradients = jax.value_and_grad(loss)(params, arrays, key)
        updates, state = optimiser.update(gradients, state, params)
        return optax.apply_updates(params, updates), state, value

    return step


def _reached(logits: jax.Array, among: jax.Array, needed: jax.Array) -> jax.Array:
    """Log-odds that the passage reaches each key: (rows, keys). Where one span is needed, a soft maximum; where
    several are, the sum of the spans' chances against their number."""
    strongest = jax.nn.logsumexp(PEAKED * jnp.where(among, logits, -30.0), axis=1) / PEAKED
    enough = COUNTED * (jnp.where(among, jax.nn.sigmoid(logits), 0.0).sum(axis=1) - (needed - 0.5))
    return jnp.where(needed > 1, enough, strongest)


def span_vectors(
    params: Params, x: jax.Array, mask: jax.Array, spans: jax.Array, key: jax.Array | None, rate: float
) -> jax.Array:
    """Unit-length means of the spans' token states after the upper layers: (passages, spans, WIDTH).

    No dropout where `key` is None.
    """
    for layer in range(FROZEN, LAYERS):
        keys = jax.random.split(jax.random.fold_in(key, layer), 2) if key is not None else (None, None)
        x = _layer(params, f"encoder.layer.{layer}", x, mask, keys, rate)
    places = jnp.arange(x.shape[1])
    inside = ((places >= spans[..., :1]) & (places < spans[..., 1:])).astype(jnp.float32)
    mean = (inside @ x) / jnp.maximum(inside.sum(-1, keepdims=True), 1.0)
    vectors: jax.Array = mean / jnp.sqrt((mean * mean).sum(-1, keepdims=True) + 1e-9)
    return vectors


def _layer(params: Any, prefix: str, x: Any, mask: Any, keys: Any, rate: float) -> Any:
    sentences, tokens, _ = x.shape

    def heads(name: str) -> Any:
        split = _dense(params, f"{prefix}.attention.self.{name}", x).reshape(sentences, tokens, HEADS, HEAD_WIDTH)
        return split.transpose(0, 2, 1, 3)

    fit = heads("query") @ heads("key").transpose(0, 1, 3, 2) * HEAD_WIDTH**-0.5
    weights = jax.nn.softmax(fit + (1 - mask)[:, None, None, :] * FAR, axis=-1)
    mixed = (weights @ heads("value")).transpose(0, 2, 1, 3).reshape(sentences, tokens, WIDTH)
    attended = _drop(_dense(params, f"{prefix}.attention.output.dense", mixed), keys[0], rate)
    x = _norm(params, f"{prefix}.attention.output.LayerNorm", x + attended)
    inner = jax.nn.gelu(_dense(params, f"{prefix}.intermediate.dense", x), approximate=False)
    return _norm(
        params, f"{prefix}.output.LayerNorm", x + _drop(_dense(params, f"{prefix}.output.dense", inner), keys[1], rate)
    )


def _dense(params: Any, prefix: str, x: Any) -> Any:
    return x @ params[f"{prefix}.weight"].T + params[f"{prefix}.bias"]


def _norm(params: Any, prefix: str, x: Any) -> Any:
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(variance + 1e-12) * params[f"{prefix}.weight"] + params[f"{prefix}.bias"]


def _drop(x: Any, key: Any, rate: float) -> Any:
    if key is None or rate == 0:
        return x
    return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0.0)


def _groups(passages: list[Passage], weights: dict[str, npt.NDArray[np.float32]], tokenizer: Tokenizer) -> list[_Batch]:
    """The passages by padded length and number of spans, with the frozen layers' output for each."""
    encodings = tokenizer.encode_batch([passage.text for passage in passages])
    members: dict[tuple[int, int], list[int]] = {}
    for number, (passage, encoding) in enumerate(zip(passages, encodings, strict=True)):
        length = next(length for length in LENGTHS if len(encoding.ids) <= length)
        spans = next(most for most in SPANS if len(passage.labels) <= most)
        members.setdefault((length, spans), []).append(number)
    frozen = {name: jnp.asarray(value) for name, value in weights.items() if value.dtype == np.float32}
    lower = jax.jit(lambda w, tokens, mask: _lower(w, tokens, mask).astype(jnp.float16))
    return [
        _group([passages[n] for n in numbers], [encodings[n] for n in numbers], length, spans, partial(lower, frozen))
        for (length, spans), numbers in sorted(members.items())
    ]


def _group(passages: list[Passage], encodings: list[Encoding], length: int, most: int, lower: Any) -> _Batch:
    rows, keys = len(passages), passages[0].verdict.size
    tokens, mask = np.zeros((rows, length), dtype=np.int32), np.zeros((rows, length), dtype=np.float32)
    spans = np.zeros((rows, most, 2), dtype=np.int16)
    labels, among = np.full((rows, most, keys), -1, dtype=np.int8), np.zeros((rows, most, keys), dtype=np.bool_)
    for row, (passage, encoding) in enumerate(zip(passages, encodings, strict=True)):
        tokens[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
        for place, span in enumerate(_in_tokens(passage, encoding)):
            if span[1] > span[0]:
                spans[row, place], labels[row, place], among[row, place] = (
                    span, passage.labels[place], passage.among[place],
                )  # fmt: skip
    states = [
        np.asarray(lower(_padded(tokens[start : start + 64], 64), _padded(mask[start : start + 64], 64, 1)))
        for start in range(0, rows, 64)
    ]
    verdict = np.array([passage.verdict for passage in passages], dtype=np.int8)
    needed = np.array([passage.needed for passage in passages], dtype=np.int8)
    return _Batch(np.concatenate(states)[:rows], mask, spans, labels, verdict, among, needed)


def _in_tokens(passage: Passage, encoding: Encoding) -> Iterator[tuple[int, int]]:
    """The passage's spans as (first, one past the last) token; (0, 0) for one that was cut off."""
    if not passage.spans:
        yield 0, len(encoding.ids)
    for start, end in passage.spans:
        inside = [
            n for n, (first, last) in enumerate(encoding.offsets) if first < last and first < end and last > start
        ]
        yield (inside[0], inside[-1] + 1) if inside else (0, 0)


def _lower(weights: Any, tokens: Any, mask: Any) -> Any:
    words = jnp.asarray(weights["embeddings.word_embeddings.weight"])[tokens]
    places = weights["embeddings.position_embeddings.weight"][: tokens.shape[1]]
    x = _norm(weights, "embeddings.LayerNorm", words + places + weights["embeddings.token_type_embeddings.weight"][0])
    for layer in range(FROZEN):
        x = _layer(weights, f"encoder.layer.{layer}", x, mask, (None, None), 0)
    return x


def _padded(rows: npt.NDArray[Any], count: int, fill: float = 0) -> npt.NDArray[Any]:
    extra = count - len(rows)
    return np.concatenate([rows, np.full((extra, *rows.shape[1:]), fill, dtype=rows.dtype)]) if extra else rows


def _batches(groups: list[_Batch], random: np.random.Generator) -> Iterator[_Batch]:
    """Every passage once, in batches of one length; batches and passages in random order."""
    plan = []
    for number, group in enumerate(groups):
        order = random.permutation(len(group.mask))
        plan += [(number, order[start : start + group.rows]) for start in range(0, len(order), group.rows)]
    for index in random.permutation(len(plan)):
        number, rows = plan[index]
        yield groups[number].taken(rows)
