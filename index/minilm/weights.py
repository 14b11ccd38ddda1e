"""all-MiniLM-L6-v2's official weights, read from model.safetensors into the tensors our graph names.

The graphs beside this file (fp32.onnx, int8.onnx; made by graph.py) hold no weights; onnxruntime is
handed these arrays, so nothing is converted or written at install or at start.
"""

import json
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LAYERS, HIDDEN, HEADS = 6, 384, 12
PROJECTIONS = ("wqkv", "wo", "wi", "w2")  # the matrices that int8 quantises, one of each a layer

Tensors = dict[str, NDArray[np.generic]]


def read(path: Path) -> Tensors:
    """The graph's tensors by name, float32. Attention's 1/sqrt(d) is folded into the query weights."""
    raw = _safetensors(path)
    scale = np.float32(np.sqrt(HIDDEN // HEADS))
    tensors: Tensors = {
        "word": raw["embeddings.word_embeddings.weight"],
        "pos": raw["embeddings.position_embeddings.weight"] + raw["embeddings.token_type_embeddings.weight"][0],
        "eg": raw["embeddings.LayerNorm.weight"],
        "eb": raw["embeddings.LayerNorm.bias"],
    }
    for i in range(LAYERS):
        at = f"encoder.layer.{i}."
        query, key, value = (raw[f"{at}attention.self.{n}.weight"].T for n in ("query", "key", "value"))
        bias_q, bias_k, bias_v = (raw[f"{at}attention.self.{n}.bias"] for n in ("query", "key", "value"))
        tensors |= {
            f"wqkv{i}": np.concatenate([query / scale, key, value], 1),
            f"bqkv{i}": np.concatenate([bias_q / scale, bias_k, bias_v]),
            f"wo{i}": raw[f"{at}attention.output.dense.weight"].T,
            f"bo{i}": raw[f"{at}attention.output.dense.bias"],
            f"ga{i}": raw[f"{at}attention.output.LayerNorm.weight"],
            f"ba{i}": raw[f"{at}attention.output.LayerNorm.bias"],
            f"wi{i}": raw[f"{at}intermediate.dense.weight"].T,
            f"bi{i}": raw[f"{at}intermediate.dense.bias"],
            f"w2{i}": raw[f"{at}output.dense.weight"].T,
            f"b2{i}": raw[f"{at}output.dense.bias"],
            f"gf{i}": raw[f"{at}output.LayerNorm.weight"],
            f"bf{i}": raw[f"{at}output.LayerNorm.bias"],
        }
    return {name: np.ascontiguousarray(value) for name, value in tensors.items()}


def quantised(tensors: Tensors) -> Tensors:
    """The same with each projection as int8 and a scale per output channel.

    Symmetric and 7 bit: u8 x s8 products then cannot saturate on CPUs without VNNI.
    """
    out = dict(tensors)
    for name in [n for n in tensors if n[:-1] in PROJECTIONS]:
        weight = np.asarray(out.pop(name), np.float32)
        scale = np.maximum(np.abs(weight).max(0), 1e-8).astype(np.float32) / 64
        out[f"{name}_q"] = np.clip(np.rint(weight / scale), -64, 64).astype(np.int8)
        out[f"{name}_s"] = scale
    return out


def _safetensors(path: Path) -> dict[str, NDArray[np.float32]]:
    """The format: eight bytes of header length, a JSON header, then raw little-endian blocks."""
    with path.open("rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
    raw = np.memmap(path, np.uint8, "r", offset=8 + size)
    types = {"F32": np.float32, "I64": np.int64}
    return {
        name: raw[slice(*entry["data_offsets"])].view(types[entry["dtype"]]).reshape(entry["shape"])
        for name, entry in header.items()
        if name != "__metadata__"
    }
