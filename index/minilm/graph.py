"""Makes fp32.onnx and int8.onnx: all-MiniLM-L6-v2 as an ONNX graph without weights.

Run by hand when the graph changes, never at install or at start; needs the `onnx` package:

    python -m index.minilm.graph

Inputs: input_ids, attention_mask (int64, batch x length). Outputs: embedding (float32, batch x 384, mean
over the tokens, unit length) and tokens (float32, batch x length x 384, the last layer). The tensors have
the names that weights.py gives them and are declared external, so that the session brings them.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper

from index.minilm.weights import HEADS, HIDDEN, LAYERS

EPSILON = 1e-12
VOCABULARY, POSITIONS = 30_522, 512


def shapes() -> dict[str, tuple[int, ...]]:
    """Every tensor the session must bring, float32."""
    wide = {"word": (VOCABULARY, HIDDEN), "pos": (POSITIONS, HIDDEN), "eg": (HIDDEN,), "eb": (HIDDEN,)}
    for i in range(LAYERS):
        wide |= {f"wqkv{i}": (HIDDEN, 3 * HIDDEN), f"bqkv{i}": (3 * HIDDEN,)}
        wide |= {f"wo{i}": (HIDDEN, HIDDEN), f"wi{i}": (HIDDEN, 4 * HIDDEN), f"w2{i}": (4 * HIDDEN, HIDDEN)}
        wide |= {f"bi{i}": (4 * HIDDEN,)}
        wide |= {f"{name}{i}": (HIDDEN,) for name in ("bo", "ga", "ba", "b2", "gf", "bf")}
    return wide


class Graph:
    """Collects nodes; each method adds one and gives the name of its output."""

    def __init__(self, int8: bool) -> None:
        self.int8 = int8
        self.nodes: list[NodeProto] = []
        self.constants: dict[str, np.ndarray] = {}
        self.brought: dict[str, tuple[int, tuple[int, ...]]] = {}  # name -> type, shape
        self._quantised: set[str] = set()
        self._shapes = shapes()

    def node(self, operator: str, inputs: Sequence[str], outputs: Sequence[str], **attributes: object) -> str:
        self.nodes.append(helper.make_node(operator, list(inputs), list(outputs), **attributes))
        return outputs[0]

    def constant(self, name: str, value: object) -> str:
        self.constants[name] = np.array(value)
        return name

    def tensor(self, name: str) -> str:
        self.brought[name] = (TensorProto.FLOAT, self._shapes[name])
        return name

    def add(self, a: str, b: str, out: str) -> str:
        return self.node("Add", [a, b], [out])

    def normalised(self, x: str, scale: str, bias: str, out: str) -> str:
        inputs = [x, self.tensor(scale), self.tensor(bias)]
        return self.node("LayerNormalization", inputs, [out], epsilon=EPSILON, axis=-1)

    def product(self, x: str, weight: str, out: str) -> str:
        """x times a weight matrix; in int8 with a scale for the activations of the batch and one a channel."""
        if not self.int8:
            return self.node("MatMul", [x, self.tensor(weight)], [out])
        if x not in self._quantised:
            self._quantised.add(x)
            self.node("DynamicQuantizeLinear", [x], [f"{x}_u", f"{x}_scale", f"{x}_zero"])
        shape = self._shapes[weight]
        self.brought[f"{weight}_q"] = (TensorProto.INT8, shape)
        self.brought[f"{weight}_s"] = (TensorProto.FLOAT, (shape[1],))
        self.node("MatMulInteger", [f"{x}_u", f"{weight}_q", f"{x}_zero"], [f"{out}_i"])
        self.node("Cast", [f"{out}_i"], [f"{out}_f"], to=TensorProto.FLOAT)
        self.node("Mul", [f"{x}_scale", f"{weight}_s"], [f"{out}_scale"])
        return self.node("Mul", [f"{out}_f", f"{out}_scale"], [out])

    # ------------------------------------------------------------------ the model

    def embeddings(self) -> str:
        words = self.node("Gather", [self.tensor("word"), "input_ids"], ["words"])
        self.node("Shape", ["input_ids"], ["length"], start=1, end=2)
        bounds = [self.constant("zero", [0]), "length", self.constant("axis0", [0])]
        places = self.node("Slice", [self.tensor("pos"), *bounds], ["places"])
        return self.normalised(self.add(words, places, "summed"), "eg", "eb", "x0")

    def mask(self) -> str:
        """0 for tokens, -1e9 for padding, ready to be added to attention scores."""
        self.node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT)
        self.node("Sub", [self.constant("one", np.float32(1)), "mask"], ["padding"])
        self.node("Mul", ["padding", self.constant("minus", np.float32(-1e9))], ["barred"])
        return self.node("Unsqueeze", ["barred", self.constant("axes12", [1, 2])], ["barred4"])

    def attention(self, x: str, i: int, barred: str) -> str:
        self.add(self.product(x, f"wqkv{i}", f"qkv{i}"), self.tensor(f"bqkv{i}"), f"qkvb{i}")
        self.node("Split", [f"qkvb{i}", self.constant("thirds", [HIDDEN] * 3)], [f"q{i}", f"k{i}", f"v{i}"], axis=-1)
        heads = self.constant("heads", [0, 0, HEADS, HIDDEN // HEADS])
        for name, order in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3])):
            self.node("Reshape", [f"{name}{i}", heads], [f"{name}r{i}"])
            self.node("Transpose", [f"{name}r{i}"], [f"{name}t{i}"], perm=order)
        scores = self.node("MatMul", [f"qt{i}", f"kt{i}"], [f"scores{i}"])
        self.node("Softmax", [self.add(scores, barred, f"masked{i}")], [f"shares{i}"], axis=-1)
        self.node("MatMul", [f"shares{i}", f"vt{i}"], [f"seen{i}"])
        self.node("Transpose", [f"seen{i}"], [f"seent{i}"], perm=[0, 2, 1, 3])
        self.node("Reshape", [f"seent{i}", self.constant("flat", [0, 0, HIDDEN])], [f"context{i}"])
        out = self.add(self.product(f"context{i}", f"wo{i}", f"o{i}"), self.tensor(f"bo{i}"), f"ob{i}")
        return self.normalised(self.add(out, x, f"or{i}"), f"ga{i}", f"ba{i}", f"y{i}")

    def feed_forward(self, y: str, i: int) -> str:
        inner = self.add(self.product(y, f"wi{i}", f"f{i}"), self.tensor(f"bi{i}"), f"fb{i}")
        self.node("Div", [inner, self.constant("root2", np.float32(2**0.5))], [f"fd{i}"])
        self.node("Erf", [f"fd{i}"], [f"fe{i}"])
        self.node("Mul", [inner, self.add(f"fe{i}", "one", f"fo{i}")], [f"fm{i}"])
        self.node("Mul", [f"fm{i}", self.constant("half", np.float32(0.5))], [f"gelu{i}"])
        out = self.add(self.product(f"gelu{i}", f"w2{i}", f"h{i}"), self.tensor(f"b2{i}"), f"hb{i}")
        last = "tokens" if i == LAYERS - 1 else f"x{i + 1}"
        return self.normalised(self.add(out, y, f"hr{i}"), f"gf{i}", f"bf{i}", last)

    def pooled(self, x: str) -> None:
        self.node("Unsqueeze", ["mask", self.constant("axis_last", [-1])], ["mask3"])
        self.node("Mul", [x, "mask3"], ["kept"])
        axis = self.constant("axis1", [1])
        self.node("ReduceSum", ["kept", axis], ["total"], keepdims=0)
        self.node("ReduceSum", ["mask3", axis], ["count"], keepdims=0)
        self.node("Div", ["total", "count"], ["mean"])
        self.node("LpNormalization", ["mean"], ["embedding"], axis=-1, p=2)


def build(int8: bool) -> bytes:
    graph = Graph(int8)
    x, barred = graph.embeddings(), graph.mask()
    for i in range(LAYERS):
        x = graph.feed_forward(graph.attention(x, i, barred), i)
    graph.pooled(x)
    constants = [
        numpy_helper.from_array(value if value.dtype == np.float32 else value.astype(np.int64), name)
        for name, value in graph.constants.items()
    ]
    info = helper.make_tensor_value_info
    made = helper.make_graph(
        graph.nodes,
        "minilm",
        [info(name, TensorProto.INT64, ["batch", "tokens"]) for name in ("input_ids", "attention_mask")],
        [
            info("embedding", TensorProto.FLOAT, ["batch", HIDDEN]),
            info("tokens", TensorProto.FLOAT, ["batch", "tokens", HIDDEN]),
        ],
        [*constants, *(_external(name, *facts) for name, facts in graph.brought.items())],
    )
    opset = [helper.make_opsetid("", 17)]
    return bytes(helper.make_model(made, opset_imports=opset, ir_version=9).SerializeToString())


def _external(name: str, data_type: int, shape: tuple[int, ...]) -> TensorProto:
    tensor = TensorProto(name=name, data_type=data_type, dims=shape, data_location=TensorProto.EXTERNAL)
    size = int(np.prod(shape)) * (1 if data_type == TensorProto.INT8 else 4)
    for key, value in (("location", "weights"), ("offset", "0"), ("length", str(size))):
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value
    return tensor


def main() -> None:
    here = Path(__file__).parent
    for name, int8 in (("fp32", False), ("int8", True)):
        (here / f"{name}.onnx").write_bytes(build(int8))


if __name__ == "__main__":
    main()
