"""all-MiniLM-L6-v2 in 32-bit floats through onnxruntime."""

from __future__ import annotations

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


class MiniLM:
    """The encoder. One instance serves a process; `encode` is safe to call from several threads."""

    def __init__(self, checked: weights.Weights, threads: int = 1) -> None:
        self._tokenizer = Tokenizer.from_str(checked.tokenizer)
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()
        self._weights = checked  # keeps the mapping alive as long as the session reads from it
        self._session = _session(checked, threads)

    @property
    def identity(self) -> str:
        return f"all-MiniLM-L6-v2:{weights.SHA256['model.safetensors'][:12]}:fp32"

    def encode(self, sentences: list[str]) -> Vectors:
        """Unit-length rows, shape (len(sentences), 384), float32; words beyond 256 tokens are not read.

        A sentence's vector does not depend on its neighbours beyond float rounding (at most about 1e-6).
        """
        rows = np.zeros((len(sentences), WIDTH), dtype=np.float32)
        readable = [sentence.encode("utf-8", "replace").decode("utf-8") for sentence in sentences]
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(readable)]
        by_length = sorted(range(len(ids)), key=lambda index: (len(ids[index]), index))
        for start in range(0, len(by_length), BATCH):
            chosen = by_length[start : start + BATCH]
            rows[chosen] = self._run([ids[index] for index in chosen])
        return rows

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
    """The encoder from `folder`, or from the first place that has it (see `weights.find`)."""
    return MiniLM(weights.load(weights.find(folder)), threads)


def _session(checked: weights.Weights, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_external_initializers_from_files_in_memory(["model.safetensors"], [checked.model], [len(checked.model)])
    graph = files("wellserved.adapters.encoder").joinpath("minilm.onnx").read_bytes()
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
