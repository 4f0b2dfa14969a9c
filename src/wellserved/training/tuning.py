"""Fine-tunes the encoder's upper layers on the exemplar banks of all units at once.

The lower layers stay as published, so their output is computed once. One linear head for each key is trained with
the layers by masked cross-entropy: a statement teaches only the keys for which its label is known. Everything is
seeded; the same banks give the same weights on the same machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import optax
from safetensors.numpy import load
from tokenizers import Tokenizer

from wellserved.adapters.encoder import weights as weights_on_disk
from wellserved.training.readers import Examples

Params = dict[str, jax.Array]
Labels = npt.NDArray[np.float32]

LAYERS, HEADS, HEAD_WIDTH, WIDTH = 6, 12, 32, 384
FROZEN = 3
LENGTHS = (8, 12, 16, 24, 32, 48, 64)
BATCH = 32
FAR = -1e9
SHARPNESS = 12.0  # heads read unit-length vectors; this factor is folded into them at the end


@dataclass(frozen=True, slots=True)
class Settings:
    """How to tune. Rates are Adam's peak step sizes; `dropout` and `positive_weight` are plain numbers."""

    epochs: int = 5
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
    states: npt.NDArray[np.float16]
    mask: npt.NDArray[np.float32]
    labels: Labels


def label_table(examples: list[Examples]) -> tuple[list[str], Labels]:
    """Every text once, and its labels (texts, keys): 1 counts, 0 does not, -1 unknown. One `Examples` a key."""
    rows: dict[str, int] = {}
    for found in examples:
        for text in found.texts:
            rows.setdefault(text, len(rows))
    labels = np.full((len(rows), len(examples)), -1, dtype=np.float32)
    for column, found in enumerate(examples):
        for text, label in zip(found.texts, found.labels, strict=True):
            labels[rows[text], column] = label
    return list(rows), labels


def tune_on_published(texts: list[str], labels: Labels, settings: Settings, tell: Callable[[str], None]) -> Tuned:
    """Tune the published weights; raises WeightsMissing or WeightsWrong where they are not there."""
    checked = weights_on_disk.load(weights_on_disk.find())
    tokenizer = Tokenizer.from_str(checked.tokenizer)
    tokenizer.no_padding()
    tokenizer.enable_truncation(LENGTHS[-1])
    return tune(texts, labels, load(bytes(checked.model)), tokenizer, settings, tell)


def tune(
    texts: list[str],
    labels: Labels,
    weights: dict[str, npt.NDArray[np.float32]],
    tokenizer: Tokenizer,
    settings: Settings,
    tell: Callable[[str], None],
) -> Tuned:
    """Tune on `texts` with `labels` (texts, keys): 1 counts, 0 does not, -1 unknown."""
    random = np.random.default_rng(settings.seed)
    params = _trainable(weights, labels.shape[1], random)
    groups = _groups(texts, labels, weights, tokenizer)
    steps = settings.epochs * sum(-(-len(group.labels) // BATCH) for group in groups)
    optimiser = _optimiser(settings, steps)
    state = optimiser.init(params)
    step = _step(optimiser, settings)
    key = jax.random.key(settings.seed)
    for epoch in range(settings.epochs):
        total = 0.0
        for batch in _batches(groups, random):
            key, now = jax.random.split(key)
            params, state, loss = step(params, state, batch.states, batch.mask, batch.labels, now)
            total += float(loss)
        tell(f"epoch {epoch + 1} of {settings.epochs}: loss {total * settings.epochs / steps:.4f}")
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

    labels = lambda params: {name: "layer" if name.startswith("encoder.") else "head" for name in params}  # noqa: E731
    kinds = {
        "layer": optax.adamw(rate(settings.layer_rate), weight_decay=0.01),
        "head": optax.adamw(rate(settings.head_rate), weight_decay=0.01),
    }
    return optax.chain(optax.clip_by_global_norm(1.0), optax.multi_transform(kinds, labels))


def _step(optimiser: optax.GradientTransformation, settings: Settings) -> Callable[..., Any]:
    def loss(params: Params, states: jax.Array, mask: jax.Array, labels: jax.Array, key: jax.Array) -> jax.Array:
        vectors = upper_vectors(params, states.astype(jnp.float32), mask, key, settings.dropout)
        logits = SHARPNESS * vectors @ params["heads"].T + params["bias"]
        known = (labels >= 0).astype(jnp.float32) * jnp.where(labels > 0, settings.positive_weight, 1.0)
        errors = optax.sigmoid_binary_cross_entropy(logits, jnp.maximum(labels, 0))
        mean: jax.Array = (errors * known).sum() / jnp.maximum(known.sum(), 1.0)
        return mean

    @jax.jit
    def step(params: Params, state: Any, states: Any, mask: Any, labels: Any, key: Any) -> Any:
        value, gradients = jax.value_and_grad(loss)(params, states, mask, labels, key)
        updates, state = optimiser.update(gradients, state, params)
        return optax.apply_updates(params, updates), state, value

    return step


def upper_vectors(params: Params, x: jax.Array, mask: jax.Array, key: jax.Array | None, rate: float) -> jax.Array:
    """Unit-length means of the real tokens' states after the upper layers: (sentences, WIDTH).

    No dropout where `key` is None.
    """
    for layer in range(FROZEN, LAYERS):
        keys = jax.random.split(jax.random.fold_in(key, layer), 2) if key is not None else (None, None)
        x = _layer(params, f"encoder.layer.{layer}", x, mask, keys, rate)
    mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    vectors: jax.Array = mean / jnp.linalg.norm(mean, axis=1, keepdims=True)
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


def _groups(
    texts: list[str], labels: Labels, weights: dict[str, npt.NDArray[np.float32]], tokenizer: Tokenizer
) -> list[_Batch]:
    """The texts by padded length, with the frozen layers' output for each."""
    ids = [encoding.ids[: LENGTHS[-1]] for encoding in tokenizer.encode_batch(texts)]
    fits = np.array([next(length for length in LENGTHS if len(row) <= length) for row in ids])
    lower = jax.jit(lambda tokens, mask: _lower(weights, tokens, mask).astype(jnp.float16))
    groups = []
    for length in LENGTHS:
        rows = np.flatnonzero(fits == length)
        if not len(rows):
            continue
        tokens = np.zeros((len(rows), length), dtype=np.int32)
        mask = np.zeros((len(rows), length), dtype=np.float32)
        for place, row in enumerate(rows):
            tokens[place, : len(ids[row])] = ids[row]
            mask[place, : len(ids[row])] = 1
        states = [
            np.asarray(lower(_padded(tokens[start : start + 128], 128), _padded(mask[start : start + 128], 128, 1)))
            for start in range(0, len(rows), 128)
        ]
        groups.append(_Batch(np.concatenate(states)[: len(rows)], mask, labels[rows]))
    return groups


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
    """Every text once, in batches of one length, batches and texts in random order; unknown rows fill the last."""
    plan = []
    for number, group in enumerate(groups):
        order = random.permutation(len(group.labels))
        plan += [(number, order[start : start + BATCH]) for start in range(0, len(order), BATCH)]
    for index in random.permutation(len(plan)):
        number, rows = plan[index]
        group = groups[number]
        yield _Batch(
            _padded(group.states[rows], BATCH),
            _padded(group.mask[rows], BATCH, 1),
            _padded(group.labels[rows], BATCH, -1),
        )
