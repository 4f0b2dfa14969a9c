"""all-MiniLM-L6-v2 in 32-bit floats through onnxruntime, as published and, beside it, as tuned on our exemplars."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from wellserved.adapters.encoder import weights
from wellserved.marking.values import Vectors

WIDTH = 384
MOST_TOKENS = 256  # the model's own setting; tokenizer.json says 128
BATCH = 16
CLS, SEP = 101, 102
OVERLAP = 64  # tokens that neighbouring stretches of a long text share


def _whole(ids: list[int]) -> list[int]:
    return [CLS, *ids, SEP]


def _stretches(tokens: int) -> list[tuple[int, int]]:
    most = MOST_TOKENS - 2
    if tokens <= most:
        return [(0, tokens)]
    starts = list(range(0, tokens - OVERLAP, most - OVERLAP))
    return [(start, min(start + most, tokens)) for start in starts]


def _room(stretch: tuple[int, int], first: int, last: int, tokens: int) -> int:
    """Tokens of context on the poorer side of a span, an end of the text being as good as any; negative when the
    span is cut off."""
    begin, end = stretch
    left = tokens if begin == 0 else first - begin
    right = tokens if end == tokens else end - last
    return min(left, right)


@dataclass(frozen=True, slots=True)
class Network:
    """A graph, and the tuned layers that it reads beside the published weights (empty for none)."""

    graph: bytes
    tuned: bytes = b""

    @property
    def width(self) -> int:
        return 2 * WIDTH if self.tuned else WIDTH

    @property
    def name(self) -> str:
        return f"+tuned:{hashlib.sha256(self.tuned).hexdigest()[:12]}" if self.tuned else ""


class MiniLM:
    """The encoder. One instance serves a process; `encode` is safe to call from several threads."""

    def __init__(self, checked: weights.Weights, network: Network, threads: int = 1) -> None:
        self._tokenizer = Tokenizer.from_str(checked.tokenizer)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._network = network
        self._weights = checked  # keeps the mapping alive as long as the session reads from it
        self._session = _session(checked, network, threads)
        self.identity = f"all-MiniLM-L6-v2:{weights.SHA256['model.safetensors'][:12]}{network.name}:fp32"

    def encode(self, sentences: list[str]) -> Vectors:
        """One row per sentence, float32; words beyond 256 tokens are not read.

        Columns 0 to 383 are the published model's unit-length vector; with tuned layers, columns 384 to 767 are the
        tuned one's. A row does not depend on its neighbours beyond float rounding (at most about 1e-6).
        """
        rows = np.zeros((len(sentences), self._network.width), dtype=np.float32)
        readable = [sentence.encode("utf-8", "replace").decode("utf-8") for sentence in sentences]
        encodings = self._tokenizer.encode_batch_fast(readable, add_special_tokens=False)
        ids = [_whole(encoding.ids[: MOST_TOKENS - 2]) for encoding in encodings]
        by_length = sorted(range(len(ids)), key=lambda index: (len(ids[index]), index))
        for start in range(0, len(by_length), BATCH):
            chosen = by_length[start : start + BATCH]
            rows[chosen] = self._run([ids[index] for index in chosen])
        return rows

    def encode_spans(self, text: str, spans: list[tuple[int, int]]) -> Vectors:
        """One row per span of `text` (offsets in code points), read in its context: the mean of its tokens' states.

        Columns as in `encode`. A text of more than 256 tokens is read in overlapping stretches; a span is taken from
        the one in which it stands furthest from an end. A span without a token has a row of zeros.
        """
        readable = text.encode("utf-8", "replace").decode("utf-8")
        encoding = self._tokenizer.encode(readable, add_special_tokens=False)
        starts = np.array([start for start, _ in encoding.offsets], dtype=np.int64)
        ends = np.array([end for _, end in encoding.offsets], dtype=np.int64)
        rows = np.zeros((len(spans), self._network.width), dtype=np.float32)
        if not len(starts):
            return rows
        stretches = _stretches(len(starts))
        states = self._states([encoding.ids[begin:end] for begin, end in stretches])
        for index, (start, end) in enumerate(spans):
            first, last = int(np.searchsorted(ends, start, "right")), int(np.searchsorted(starts, end, "left"))
            if first >= last:
                continue
            which = max(range(len(stretches)), key=lambda n: _room(stretches[n], first, last, len(starts)))
            begin, stop = stretches[which]
            inside = states[which][max(first, begin) - begin + 1 : min(last, stop) - begin + 1]
            rows[index] = inside.mean(axis=0)
        for column in range(0, self._network.width, WIDTH):
            block = rows[:, column : column + WIDTH]
            block /= np.maximum(np.linalg.norm(block, axis=1, keepdims=True), 1e-9)
        return rows

    def _states(self, stretches: list[list[int]]) -> list[Vectors]:
        found = []
        for ids in stretches:
            whole = _whole(ids)
            inputs = {"input_ids": np.array([whole], dtype=np.int64), "mask": np.ones((1, len(whole)), np.float32)}
            found.append(self._session.run(["states"], inputs)[0][0])
        return found

    def _run(self, ids: list[list[int]]) -> Vectors:
        longest = max(len(row) for row in ids)
        input_ids = np.zeros((len(ids), longest), dtype=np.int64)
        mask = np.zeros((len(ids), longest), dtype=np.float32)
        for index, row in enumerate(ids):
            input_ids[index, : len(row)] = row
            mask[index, : len(row)] = 1.0
        vectors: Vectors = self._session.run(["vectors"], {"input_ids": input_ids, "mask": mask})[0]
        return vectors


def load_encoder(folder: Path | None = None, threads: int = 1) -> MiniLM:
    """The encoder that the shipped readers were trained with, its weights from `folder` or the first place that has
    them (see `weights.find`)."""
    return MiniLM(weights.load(weights.find(folder)), shipped_network(), threads)


def published_encoder(folder: Path | None = None, threads: int = 1) -> MiniLM:
    """The model as published, without the tuned layers."""
    return MiniLM(weights.load(weights.find(folder)), published_network(), threads)


def published_network() -> Network:
    return Network(files("wellserved.adapters.encoder").joinpath("minilm.onnx").read_bytes())


def shipped_network() -> Network:
    artefacts = files("wellserved.adapters.artefacts")
    if not artefacts.joinpath("tuned.onnx").is_file():
        return published_network()
    return Network(artefacts.joinpath("tuned.onnx").read_bytes(), artefacts.joinpath("tuned.safetensors").read_bytes())


def _session(checked: weights.Weights, network: Network, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    names, contents = ["model.safetensors"], [checked.model]
    if network.tuned:
        names.append("tuned.safetensors")
        contents.append(memoryview(network.tuned))
    options.add_external_initializers_from_files_in_memory(names, contents, [len(content) for content in contents])
    return onnxruntime.InferenceSession(network.graph, options, providers=["CPUExecutionProvider"])
