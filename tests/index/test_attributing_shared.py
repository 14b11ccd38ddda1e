"""The hand-written hard forms of the shared study, judged by its own scorer; skipped where they are not at hand."""

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from index.article import Article, Source
from index.attributing import Attributor, as_quotes

SHARED = Path(__file__).resolve().parents[3] / "shared"
QUOTES = SHARED / "eval" / "quotes"
SEED = SHARED / "corpora" / "seed"


def article(body: str) -> Article:
    return Article(Source("a1", "", "", "", "", "", "", "", ""), body)


@pytest.mark.skipif(not QUOTES.is_dir(), reason="../shared/eval/quotes is not here")
def test_every_hard_form_is_found_whole_and_under_its_speaker() -> None:
    """All 61 cases: nothing missed, nothing extra, the right speaker, the full name."""
    score = _scorer()
    records = [json.loads(line) for line in (QUOTES / "realities.jsonl").read_text(encoding="utf-8").splitlines()]
    failed = []
    for record, found in zip(records, Attributor().attribute(article(r["text"]) for r in records), strict=True):
        quotes = as_quotes(found)
        whole, pieces = (score.report(score.score_doc(record, quotes, "all", pieces=p)) for p in (False, True))
        right = whole["joint80_F1"] == pieces["joint80_F1"] == 1.0 if record["quotes"] else not quotes
        if not (right and _named(score, record["quotes"], quotes)):
            failed.append(record["doc_id"])
    assert len(records) == 61
    assert failed == []


def _named(score: Any, gold: list[dict[str, Any]], ours: list[dict[str, Any]]) -> bool:
    wanted = [quote["speaker_canonical"] for quote in gold if quote.get("speaker_canonical")]
    given = [quote["speaker_canonical"] or "" for quote in ours]
    return all(any(score.strict_canon(name, want) for name in given) for want in wanted)


def _scorer() -> Any:
    """The shared scorer as a module; it finds its siblings by its own folder."""
    spec = importlib.util.spec_from_file_location("shared_score", QUOTES / "score.py")
    assert spec is not None
    assert spec.loader is not None
    path = [*sys.path]
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path[:] = path
    return module


@pytest.mark.skipif(not SEED.is_dir(), reason="../shared/corpora/seed is not here")
def test_the_scraped_article_keeps_its_two_kims_apart() -> None:
    """The lawmaker's and the leader's statements stand under their own names; links are nobody's words."""
    (file,) = SEED.glob("*.txt")
    body = file.read_text(encoding="utf-8")
    (found,) = Attributor().attribute([article(body)])
    said = {" ".join(s.words): [speaker.name for speaker in s.speakers] for s in found}
    by_start = {words[:24]: names for words, names in said.items()}
    assert by_start["Don’t be fooled by the s"] == ["Kim Gunn"]
    assert by_start["that this move is more a"] == ["Kim Gunn"]
    assert by_start["the bond as an “alliance"] == ["Kim Jong Un"]
    assert by_start["his unconditional suppor"] == ["Kim Jong Un"]
    assert by_start["North Korea and Russia o"] == ["Vladimir Putin", "Kim Jong Un"]
    assert not any("ALSO READ" in s.text for s in found)
