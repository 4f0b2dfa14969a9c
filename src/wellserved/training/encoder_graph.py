"""Builds the ONNX graph of all-MiniLM-L6-v2. The graph holds no weights: each tensor points at its bytes in
the published `model.safetensors`, so the product ships a few kilobytes and reads the checked file as it is.

The computation is BERT (Devlin et al. 2019, arXiv 1810.04805) with exact GELU, mean pooling over real tokens
and L2 length 1, as the model's own configuration says.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path

import onnx
from onnx import TensorProto, helper

LAYERS, HEADS, WIDTH, HEAD_WIDTH, EPSILON = 6, 12, 384, 32, 1e-12
WEIGHTS_FILE = "model.safetensors"
_KINDS = {"F32": TensorProto.FLOAT, "I64": TensorProto.INT64}


class _Graph:
    """Collects nodes and initializers while the network is written down from top to bottom."""

    def __init__(self, header: dict[str, dict[str, object]], data_start: int) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}
        self._header = header
        self._data_start = data_start

    def weight(self, name: str) -> str:
        if name not in self.initializers:
            self.initializers[name] = self._external(name)
        return name

    def constant(self, name: str, kind: int, shape: list[int], values: list[float] | list[int]) -> str:
        self.initializers.setdefault(name, helper.make_tensor(name, kind, shape, values))
        return name

    def add(self, op: str, inputs: list[str], **attributes: object) -> str:
        output = f"{op.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [output], **attributes))
        return output

    def dense(self, x: str, prefix: str) -> str:
        return self.add("Gemm", [x, self.weight(f"{prefix}.weight"), self.weight(f"{prefix}.bias")], transB=1)

    def norm(self, x: str, prefix: str) -> str:
        inputs = [x, self.weight(f"{prefix}.weight"), self.weight(f"{prefix}.bias")]
        return self.add("LayerNormalization", inputs, axis=-1, epsilon=EPSILON)

    def _external(self, name: str) -> onnx.TensorProto:
        entry = self._header[name]
        begin, end = entry["data_offsets"]  # type: ignore[misc]
        tensor = TensorProto(name=name, data_type=_KINDS[str(entry["dtype"])], dims=entry["shape"])  # type: ignore[arg-type]
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (
            ("location", WEIGHTS_FILE),
            ("offset", str(self._data_start + begin)),  # type: ignore[has-type]
            ("length", str(end - begin)),  # type: ignore[has-type]
        ):
            tensor.external_data.add(key=key, value=value)
        return tensor


def build(weights: Path) -> bytes:
    """The serialised graph for the weights file; the same file gives the same bytes."""
    with weights.open("rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
    graph = _Graph(header, 8 + length)
    shape = graph.add("Shape", ["input_ids"])
    x = _embed(graph, shape)
    bias = _mask_bias(graph)
    split = graph.add(
        "Concat", [shape, graph.constant("heads", TensorProto.INT64, [2], [HEADS, HEAD_WIDTH])], axis=0
    )
    for layer in range(LAYERS):
        x = _layer(graph, x, f"encoder.layer.{layer}", split, bias)
    _pool(graph, x, shape)
    return _model(graph).SerializeToString(deterministic=True)


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
    return graph.norm(
        graph.add("Add", [graph.dense(inner, f"{prefix}.output.dense"), x]), f"{prefix}.output.LayerNorm"
    )


def _heads(graph: _Graph, x: str, prefix: str, split: str) -> str:
    return graph.add("Transpose", [graph.add("Reshape", [graph.dense(x, prefix), split])], perm=[0, 2, 1, 3])


def _pool(graph: _Graph, x: str, shape: str) -> None:
    width = graph.constant("width", TensorProto.INT64, [1], [WIDTH])
    rows = graph.add("Reshape", [x, graph.add("Concat", [shape, width], axis=0)])
    last, middle = (graph.constant(f"axis_{a}", TensorProto.INT64, [1], [a]) for a in (2, 1))
    present = graph.add("Unsqueeze", ["mask", last])
    total = graph.add("ReduceSum", [graph.add("Mul", [rows, present]), middle], keepdims=0)
    mean = graph.add("Div", [total, graph.add("ReduceSum", [present, middle], keepdims=0)])
    graph.nodes.append(helper.make_node("LpNormalization", [mean], ["vectors"], axis=-1, p=2))


def _model(graph: _Graph) -> onnx.ModelProto:
    inputs = [
        helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["sentences", "tokens"]),
        helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["sentences", "tokens"]),
    ]
    outputs = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["sentences", WIDTH])]
    body = helper.make_graph(
        graph.nodes, "all-MiniLM-L6-v2", inputs, outputs, list(graph.initializers.values())
    )
    return helper.make_model(
        body, opset_imports=[helper.make_opsetid("", 20)], ir_version=10, producer_name="wellserved"
    )
