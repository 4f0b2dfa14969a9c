"""Builds the ONNX graph of all-MiniLM-L6-v2. The graph holds no weights: each tensor points at its bytes in
the published `model.safetensors`, so the product ships a few kilobytes and reads the checked file as it is.

The computation is BERT (Devlin et al. 2019, arXiv 1810.04805) with exact GELU, mean pooling over real tokens
and L2 length 1, as the model's own configuration says. With a tuned file the graph has a second branch: the lower
layers run once, the upper ones twice, as published and as tuned (16-bit floats, widened when the graph is loaded),
and a row holds both vectors one behind the other.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper

LAYERS, FROZEN, HEADS, WIDTH, HEAD_WIDTH, EPSILON = 6, 3, 12, 384, 32, 1e-12
WEIGHTS_FILE = "model.safetensors"
TUNED_FILE = "tuned.safetensors"
_KINDS = {"F32": TensorProto.FLOAT, "F16": TensorProto.FLOAT16, "I64": TensorProto.INT64}


@dataclass(frozen=True, slots=True)
class _Source:
    """A safetensors file: where each tensor's bytes lie in it."""

    name: str
    tensors: dict[str, dict[str, Any]]
    data_start: int


class _Graph:
    """Collects nodes and initializers while the network is written down from top to bottom."""

    def __init__(self, sources: list[_Source]) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}
        self.widened: dict[str, str] = {}
        self._sources = sources

    def weight(self, name: str) -> str:
        source = next(source for source in self._sources if name in source.tensors)
        if name not in self.initializers:
            self.initializers[name] = _external(name, source)
        if source.tensors[name]["dtype"] != "F16":
            return name
        if name not in self.widened:
            self.widened[name] = self.add("Cast", [name], to=TensorProto.FLOAT)
        return self.widened[name]

    def constant(self, name: str, kind: int, shape: list[int], values: list[float] | list[int]) -> str:
        self.initializers.setdefault(name, helper.make_tensor(name, kind, shape, values))
        return name

    def add(self, op: str, inputs: list[str], **attributes: Any) -> str:
        output = f"{op.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [output], **attributes))
        return output

    def dense(self, x: str, prefix: str) -> str:
        return self.add("Gemm", [x, self.weight(f"{prefix}.weight"), self.weight(f"{prefix}.bias")], transB=1)

    def norm(self, x: str, prefix: str) -> str:
        inputs = [x, self.weight(f"{prefix}.weight"), self.weight(f"{prefix}.bias")]
        return self.add("LayerNormalization", inputs, axis=-1, epsilon=EPSILON)


def build(weights: Path, tuned: Path | None = None) -> bytes:
    """The serialised graph for the weights file (and the tuned layers); the same files give the same bytes."""
    sources = [_source(weights, WEIGHTS_FILE)] + ([_source(tuned, TUNED_FILE)] if tuned else [])
    graph = _Graph(sources)
    shape = graph.add("Shape", ["input_ids"])
    x = _embed(graph, shape)
    bias = _mask_bias(graph)
    split = graph.add("Concat", [shape, graph.constant("heads", TensorProto.INT64, [2], [HEADS, HEAD_WIDTH])], axis=0)
    for layer in range(FROZEN):
        x = _layer(graph, x, f"encoder.layer.{layer}", split, bias)
    branches = ["encoder", "tuned"] if tuned else ["encoder"]
    rows = [_branch(graph, x, branch, shape, split, bias) for branch in branches]
    graph.nodes.append(helper.make_node("Concat", rows, ["states"], axis=2))
    graph.nodes.append(helper.make_node("Concat", [_pool(graph, states) for states in rows], ["vectors"], axis=1))
    serialised: bytes = _model(graph, WIDTH * len(branches)).SerializeToString(deterministic=True)
    return serialised


def _source(path: Path, name: str) -> _Source:
    with path.open("rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
    return _Source(name, header, 8 + length)


def _external(name: str, source: _Source) -> onnx.TensorProto:
    entry = source.tensors[name]
    begin, end = entry["data_offsets"]
    tensor = TensorProto(name=name, data_type=_KINDS[entry["dtype"]], dims=entry["shape"])
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (
        ("location", source.name),
        ("offset", str(source.data_start + begin)),
        ("length", str(end - begin)),
    ):
        tensor.external_data.add(key=key, value=value)
    return tensor


def _branch(graph: _Graph, x: str, prefix: str, shape: str, split: str, bias: str) -> str:
    for layer in range(FROZEN, LAYERS):
        x = _layer(graph, x, f"{prefix}.layer.{layer}", split, bias)
    width = graph.constant("width", TensorProto.INT64, [1], [WIDTH])
    return graph.add("Reshape", [x, graph.add("Concat", [shape, width], axis=0)])


def _embed(graph: _Graph, shape: str) -> str:
    words = graph.add("Gather", [graph.weight("embeddings.word_embeddings.weight"), "input_ids"])
    one = graph.constant("one", TensorProto.INT64, [], [1])
    tokens = graph.add("Gather", [shape, one])
    zero = graph.constant("zero", TensorProto.INT64, [], [0])
    positions = graph.add("Range", [zero, tokens, one])
    placed = graph.add("Gather", [graph.weight("embeddings.position_embeddings.weight"), positions])
    kind = graph.add("Gather", [graph.weight("embeddings.token_type_embeddings.weight"), zero])
    total = graph.add("Add", [graph.add("Add", [words, placed]), kind])
    flat = graph.constant("flat", TensorProto.INT64, [2], [-1, WIDTH])
    return graph.norm(graph.add("Reshape", [total, flat]), "embeddings.LayerNorm")


def _mask_bias(graph: _Graph) -> str:
    axes = graph.constant("head_axes", TensorProto.INT64, [2], [1, 2])
    absent = graph.add("Sub", [graph.constant("unit", TensorProto.FLOAT, [], [1.0]), "mask"])
    far = graph.add("Mul", [absent, graph.constant("far", TensorProto.FLOAT, [], [-1e9])])
    return graph.add("Unsqueeze", [far, axes])


def _layer(graph: _Graph, x: str, prefix: str, split: str, bias: str) -> str:
    heads = [_heads(graph, x, f"{prefix}.attention.self.{name}", split) for name in ("query", "key", "value")]
    across = graph.add("Transpose", [heads[1]], perm=[0, 1, 3, 2])
    scale = graph.constant("scale", TensorProto.FLOAT, [], [HEAD_WIDTH**-0.5])
    fit = graph.add("Mul", [graph.add("MatMul", [heads[0], across]), scale])
    weights = graph.add("Softmax", [graph.add("Add", [fit, bias])], axis=-1)
    mixed = graph.add("Transpose", [graph.add("MatMul", [weights, heads[2]])], perm=[0, 2, 1, 3])
    joined = graph.add("Reshape", [mixed, "flat"])
    attended = graph.dense(joined, f"{prefix}.attention.output.dense")
    x = graph.norm(graph.add("Add", [attended, x]), f"{prefix}.attention.output.LayerNorm")
    inner = graph.add("Gelu", [graph.dense(x, f"{prefix}.intermediate.dense")])
    return graph.norm(graph.add("Add", [graph.dense(inner, f"{prefix}.output.dense"), x]), f"{prefix}.output.LayerNorm")


def _heads(graph: _Graph, x: str, prefix: str, split: str) -> str:
    return graph.add("Transpose", [graph.add("Reshape", [graph.dense(x, prefix), split])], perm=[0, 2, 1, 3])


def _pool(graph: _Graph, rows: str) -> str:
    last, middle = (graph.constant(f"axis_{a}", TensorProto.INT64, [1], [a]) for a in (2, 1))
    present = graph.add("Unsqueeze", ["mask", last])
    total = graph.add("ReduceSum", [graph.add("Mul", [rows, present]), middle], keepdims=0)
    mean = graph.add("Div", [total, graph.add("ReduceSum", [present, middle], keepdims=0)])
    return graph.add("LpNormalization", [mean], axis=-1, p=2)


def _model(graph: _Graph, width: int) -> onnx.ModelProto:
    inputs = [
        helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["sentences", "tokens"]),
        helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["sentences", "tokens"]),
    ]
    outputs = [
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["sentences", width]),
        helper.make_tensor_value_info("states", TensorProto.FLOAT, ["sentences", "tokens", width]),
    ]
    body = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", inputs, outputs, list(graph.initializers.values()))
    return helper.make_model(
        body, opset_imports=[helper.make_opsetid("", 20)], ir_version=10, producer_name="wellserved"
    )
