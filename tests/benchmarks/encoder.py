"""all-MiniLM-L6-v2 for the peers: the same weights and the same graph as ours, with nothing else of ours.

Loaded by path from `common.py`, in environments that have numpy, onnxruntime and tokenizers only.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

ROOT = Path(__file__).parents[2]
WIDTH = 384


class Encoder:
    """Texts to vectors of unit length, by batches of like length."""

    def __init__(self, weights: str, graph: str, threads: int = 2, **_: Any) -> None:
        sys.path.append(str(ROOT))
        from index.minilm.weights import read

        tensors = read(Path(weights) / "model.safetensors")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._tensors = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in tensors.values()]
        options.add_external_initializers(list(tensors), self._tensors)
        self._session = onnxruntime.InferenceSession(graph or str(ROOT / "index/minilm/fp32.onnx"), options)
        self._tokenizer = Tokenizer.from_file(str(Path(weights) / "tokenizer.json"))
        self._tokenizer.enable_truncation(256)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str], batch: int = 32) -> NDArray[np.float32]:
        out = np.zeros((len(texts), WIDTH), np.float32)
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        for at in range(0, len(order), batch):
            rows = order[at : at + batch]
            encodings = self._tokenizer.encode_batch([texts[row] for row in rows])
            ids = np.zeros((len(rows), max(len(encoding.ids) for encoding in encodings)), np.int64)
            mask = np.zeros_like(ids)
            for place, encoding in enumerate(encodings):
                ids[place, : len(encoding.ids)] = encoding.ids
                mask[place, : len(encoding.ids)] = 1
            out[rows] = self._session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})[0]
        return out
