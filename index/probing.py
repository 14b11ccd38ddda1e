"""Chroma looked at closely; a folder in a process of its own: broken vector files can end the one that reads them."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.chroma import IN_FOLDERS, Chroma
from index.errors import StoreError
from index.ledger.rows import ItemKind, text_hash
from index.parting import end_with
from index.vectors import COLLECTIONS, open_files

_SECONDS = 3_600
_NEAR = 40  # neighbours asked for, as many as a search takes; items with the very same text are as near
_FAR = 1_000  # as many as any search takes: what is not among them is not reached at all
_SAME = 1e-3  # cosines that are equal but for rounding


@dataclass(frozen=True, slots=True)
class Probe:
    """What one collection holds: the hash of the text of each number; the numbers that no query by their own vector
    finds; those found only among more neighbours than a search takes, as a graph of neighbours has it now and then;
    those whose vector is not the one in the plain files."""

    texts: dict[int, str]
    lost: tuple[int, ...]
    far: tuple[int, ...]
    differing: tuple[int, ...]


def probe(folder: Path, chroma: Chroma = IN_FOLDERS) -> dict[ItemKind, Probe] | None:
    """Every vector of a folder asked for. None when it cannot be read, or ends the process that tries."""
    if not chroma.fragile:
        try:
            return _probes(_probe(folder, chroma))
        except StoreError:
            return None
    command = [sys.executable, "-m", "index.probing", str(folder), str(os.getpid())]
    run = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    if run.returncode:
        return None
    return _probes(json.loads(run.stdout))


def _probes(told: dict[str, dict[str, Any]]) -> dict[ItemKind, Probe]:
    return {
        kind: Probe({int(n): text for n, text in told[kind]["texts"].items()}, tuple(told[kind]["lost"]),
                    tuple(told[kind]["far"]), tuple(told[kind]["differing"]))
        for kind in COLLECTIONS
    }  # fmt: skip


def _probe(folder: Path, chroma: Chroma) -> dict[str, dict[str, Any]]:
    vectors, files = chroma.open(folder), open_files(folder)
    told: dict[str, dict[str, Any]] = {}
    for kind in COLLECTIONS:
        texts: dict[str, str] = {}
        lost: list[int] = []
        far: list[int] = []
        differing: list[int] = []
        for numbers, rows, documents in vectors.contents(kind):
            texts |= {str(n): text_hash(text).hex() for n, text in zip(numbers.tolist(), documents, strict=True)}
            here = np.isin(numbers, files[kind].after(-1))
            kept = files[kind].rows(numbers[here])
            same = np.einsum("ij,ij->i", kept, rows[here]) > 1 - _SAME if len(kept) else np.zeros(0, bool)
            differing += numbers[here][~same].tolist()  # Chroma alone has what a killed run brought, if it is gone now
            far += (missed := vectors.unfound(kind, numbers, rows, _NEAR, _SAME))
            again = np.isin(numbers, missed)
            lost += vectors.unfound(kind, numbers[again], rows[again], min(_FAR, vectors.count(kind)), _SAME)
        told[kind] = {"texts": texts, "lost": lost, "far": sorted({*far} - {*lost}), "differing": differing}
    vectors.close()
    return told


if __name__ == "__main__":
    end_with(int(sys.argv[2]))
    print(json.dumps(_probe(Path(sys.argv[1]), IN_FOLDERS)))
