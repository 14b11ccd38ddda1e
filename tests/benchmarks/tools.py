"""Ours and the peers through the same driver: quality, and times in rounds that each tool takes part in.

Each peer runs in an environment of its own below build/bench, made when it is first asked for.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from index.minilm.finding import find_weights
from tests.benchmarks.places import CORPORA, PEERS, ROOT, WORK, Record

PACKAGES = {
    "langchain": "langchain-core langchain-text-splitters langchain-chroma chromadb onnxruntime tokenizers numpy",
    "llamaindex": "llama-index-core onnxruntime tokenizers numpy",
    "bm25s": "bm25s PyStemmer numpy langchain-text-splitters",
    "haystack": "haystack-ai onnxruntime tokenizers numpy",
    "haiku": "haiku.rag-slim docling-core[chunking] transformers>=5.17,<6 onnxruntime tokenizers numpy",
}
PYTHON = {"haiku": "3.12"}  # the others take ours
ROUNDS = 3  # of timing; the tools take turns, so that a busy minute of the machine is no one tool's
SILENT = {
    "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False", "TOKENIZERS_PARALLELISM": "false",
}  # fmt: skip


def measure(quick: bool) -> Record:
    """Every tool's scores, and its times beside LangChain's in the same minute; `missing`: why a peer is not there."""
    pythons, missing = {"ours": Path(sys.executable)}, {}
    for peer in PACKAGES:
        try:
            pythons[peer] = environment(peer)
        except (OSError, subprocess.CalledProcessError) as error:
            missing[peer] = f"could not be installed: {_reason(error)}"
    found: Record = {system: {"quality": drive(python, system, "quality", quick)} for system, python in pythons.items()}
    if not quick:  # where digital.gov was built
        rounds = [{system: drive(p, system, "serve") for system, p in pythons.items()} for _ in range(ROUNDS)]
        for system in pythons:
            found[system]["serve"] = _median([one[system] for one in rounds])
            found[system]["times langchain"] = _beside(rounds, system)
    return {"systems": found, "missing": missing}


def environment(peer: str) -> Path:
    """The Python of the peer's own environment, with what it needs installed."""
    folder = WORK / "environments" / peer
    python, ready = folder / "bin" / "python", folder / "ready"
    if ready.is_file():
        return python
    version = PYTHON.get(peer, f"{sys.version_info.major}.{sys.version_info.minor}")
    commands = _with_uv(folder, peer, version) if shutil.which("uv") else _with_pip(folder, peer, version)
    for command in commands:
        subprocess.run(command, check=True, capture_output=True, text=True)
    ready.touch()
    return python


def _with_uv(folder: Path, peer: str, version: str) -> list[list[str]]:
    python = str(folder / "bin" / "python")
    return [
        ["uv", "venv", "--quiet", "--clear", "--python", version, str(folder)],
        # copies, for a tool's data may refuse to be hard-linked
        ["uv", "pip", "install", "--quiet", "--link-mode", "copy", "--python", python, *PACKAGES[peer].split()],
    ]


def _with_pip(folder: Path, peer: str, version: str) -> list[list[str]]:
    base = shutil.which(f"python{version}") if peer in PYTHON else sys.executable
    if base is None:
        raise OSError(f"it needs Python {version}, which is not on this machine")
    python = str(folder / "bin" / "python")
    return [[base, "-m", "venv", "--clear", str(folder)], [python, "-m", "pip", "install", *PACKAGES[peer].split()]]


def drive(python: Path, system: str, task: str, quick: bool = False) -> Record:
    """One run of driving.py; what it found, or why it failed."""
    command = [
        str(python), str(Path(__file__).with_name("driving.py")), system, task, "--peers", str(PEERS),
        "--corpora", str(CORPORA), "--weights", str(find_weights("")), "--work", str(WORK / "tools"),
        *(["--quick"] if quick else []),
    ]  # fmt: skip
    environment = {**os.environ, **SILENT, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1:]}
    result: Record = json.loads(done.stdout.splitlines()[-1])
    return result


def _median(rounds: list[Record]) -> Record:
    numbers = [one for one in rounds if "failed" not in one]
    return {
        name: round(statistics.median(one[name] for one in numbers), 3)
        for name in (numbers[0] if numbers else {})
        if isinstance(numbers[0][name], int | float)
    }


def _beside(rounds: list[dict[str, Record]], system: str) -> list[float]:
    """The tool's median time in each round, as a multiple of LangChain's in the same round."""
    timed = [one for one in rounds if "ms_p50" in one.get("langchain", {}) and "ms_p50" in one[system]]
    return [round(one[system]["ms_p50"] / one["langchain"]["ms_p50"], 2) for one in timed]


def _reason(error: OSError | subprocess.CalledProcessError) -> str:
    said = error.stderr if isinstance(error, subprocess.CalledProcessError) else ""
    return (said or str(error)).strip().splitlines()[-1][:200]
