"""The fields, statuses and streams of `python -m index`, `status`, `find` and `show`: other programs call them."""

import json
from pathlib import Path
from typing import Any

import pytest

from index.__main__ import main

REPORT = [
    *("added", "changed", "removed", "unchanged", "failed"),
    *("articles", "passages", "statements", "seconds"),
]
STATUS = [
    *("articles", "passages", "statements", "oldest", "newest", "embedding", "generation", "indexed_at"),
    *("roots", "failed", "stale"),
]
RESULT = [
    *("rank", "score", "article_id", "path", "headline", "outlet", "published", "url", "start", "end", "text"),
]
ARTICLE = ["article_id", "path", "headline", "outlet", "byline", "published", "url", "body"]
COUNTS = ("added", "changed", "removed", "unchanged")

Got = tuple[int, list[Any], str]


class Shell:
    """Runs a command over one store, as a shell would: status, JSON lines of standard output, standard error."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.articles, self._capsys = folder, folder / "articles", capsys
        self.articles.mkdir()

    def __call__(self, *arguments: str) -> Got:
        self._capsys.readouterr()
        status = main([*arguments, "--store", str(self.folder / "store")])
        out, err = self._capsys.readouterr()
        return status, [json.loads(line) for line in out.splitlines()], err


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Three articles: one with all that may be known, one in a `.jsonl`, one with nothing but its words."""
    shell = Shell(tmp_path, capsys)
    (shell.articles / "harbour.md").write_text(
        "---\nheadline: Harbour opens\noutlet: The Post\nbyline: Ada Lorn\npublished: 2031-03-04\n"
        "url: https://post.example/harbour\n---\n\nThe harbour of Port Ansel opened to ferries on Monday.\n"
    )
    records = [{"id": "dam-1", "title": "Dam drained", "text": "Engineers drained the dam.", "date": "2031-05-06"},
               {"title": "Bread dearer", "text": "Bakers put up the price of bread."}]  # fmt: skip
    (shell.articles / "wire.jsonl").write_text("\n".join(map(json.dumps, records)))
    return shell


def test_an_update_reports_counts_failures_and_what_the_store_holds(shell: Shell) -> None:
    """Exit 1 with each failed file named, on both streams; the rest goes on, and the failure is remembered."""
    (shell.articles / "broken.jsonl").write_text("{nothing")
    status, (report,), err = shell(str(shell.articles), "--json")
    assert status == 1
    assert list(report) == REPORT
    assert [report[count] for count in COUNTS] == [3, 0, 0, 0]
    assert (report["articles"], report["passages"], report["statements"]) == (3, 3, 0)
    (failed,) = report["failed"]
    assert list(failed) == ["path", "reason"]
    assert failed["path"].startswith("broken.jsonl") and failed["path"] in err
    assert isinstance(report["seconds"], float)

    (shell.articles / "broken.jsonl").unlink()
    (shell.articles / "harbour.md").write_text("The harbour of Port Ansel closed again.\n")
    status, (report,), err = shell("--json")
    assert (status, report["failed"], [report[count] for count in COUNTS]) == (0, [], [0, 1, 0, 2])


def test_status_tells_of_the_store_and_of_files_changed_since(shell: Shell) -> None:
    """Days are ISO; a changed and a new file are stale, none is before."""
    shell(str(shell.articles), "--json")
    status, (found,), err = shell("status", "--json")
    assert (status, err) == (0, "")
    assert list(found) == STATUS
    assert (found["articles"], found["passages"], found["statements"]) == (3, 3, 0)
    assert (found["oldest"], found["newest"]) == ("2031-03-04", "2031-05-06")
    assert found["roots"] == [str(shell.articles)]
    assert (found["failed"], found["stale"]) == ([], [])
    assert "MiniLM" in found["embedding"] and found["indexed_at"] and found["generation"]
    (shell.articles / "harbour.md").write_text("The harbour of Port Ansel closed again.\n")
    (shell.articles / "new.txt").write_text("Snow fell.\n")
    _, (found,), _ = shell("status", "--json")
    assert sorted(found["stale"]) == ["harbour.md", "new.txt"]


def test_find_gives_the_best_first_with_all_fields(shell: Shell) -> None:
    """Text is the body from start to end; what is not known is null; --k bounds, the days and the outlet narrow."""
    shell(str(shell.articles), "--json")
    status, (found,), err = shell("find", "what does bread cost?", "--json")
    assert (status, err) == (0, "")
    assert list(found) == ["id", "query", "results"]
    assert (found["id"], found["query"]) == (None, "what does bread cost?")
    assert all(list(result) == RESULT for result in found["results"])
    assert [result["rank"] for result in found["results"]] == [1, 2, 3]
    assert sorted((result["score"] for result in found["results"]), reverse=True) == [
        result["score"] for result in found["results"]
    ]
    best = found["results"][0]
    assert (best["path"], best["headline"]) == ("wire.jsonl#2", "Bread dearer")
    assert [best[field] for field in ("outlet", "published", "url")] == [None] * 3
    _, (article,), _ = shell("show", best["article_id"], "--json")
    assert article["body"][best["start"] : best["end"]] == best["text"]

    def paths(*options: str) -> list[str]:
        return [result["path"] for result in shell("find", "bread", "--json", *options)[1][0]["results"]]

    assert paths("--k", "1") == ["wire.jsonl#2"]
    assert paths("--since", "2031-03-05") == ["wire.jsonl#dam-1"]
    assert paths("--until", "2031-03-04") == ["harbour.md"]
    assert paths("--outlet", "the post") == ["harbour.md"]


def test_a_batch_of_queries_gives_a_line_for_every_line(shell: Shell, tmp_path: Path) -> None:
    """In order. A broken, an empty and a wordless one have their reason; an empty line at the end is none."""
    shell(str(shell.articles), "--json")
    file = tmp_path / "queries.jsonl"
    file.write_text(
        '{"id": 1, "query": "the dam"}\n{broken\n\n{"id": 4}\n{"id": "e", "query": ""}\n{"query": "bread"}\n\n'
    )
    status, found, err = shell("find", "--batch", str(file), "--k", "2")
    assert status == 1
    assert [one["id"] for one in found] == [1, None, None, 4, "e", None]
    assert [index for index, one in enumerate(found) if "error" in one] == [1, 2, 3]
    assert all(f"line {number}" in err for number in (2, 3, 4)) and "line 7" not in err
    assert found[0]["results"][0]["path"] == "wire.jsonl#dam-1"
    assert [len(one["results"]) for one in found if "error" not in one and one["query"]] == [2, 2]


def test_show_gives_the_article_as_stored(shell: Shell) -> None:
    """By path, by id, and a record of a `.jsonl` by its own id or else its line; the headline is the first line."""
    shell(str(shell.articles), "--json")
    status, (article,), err = shell("show", "harbour.md", "--json")
    assert (status, err) == (0, "")
    assert list(article) == ARTICLE
    assert article == {
        "article_id": article["article_id"], "path": "harbour.md", "headline": "Harbour opens", "outlet": "The Post",
        "byline": "Ada Lorn", "published": "2031-03-04", "url": "https://post.example/harbour",
        "body": "Harbour opens\n\nThe harbour of Port Ansel opened to ferries on Monday.",
    }  # fmt: skip
    assert shell("show", article["article_id"], "--json")[1] == [article]
    assert shell("show", "wire.jsonl#dam-1", "--json")[1][0]["headline"] == "Dam drained"
    (bread,) = shell("show", "wire.jsonl#2", "--json")[1]
    assert [bread[field] for field in ("outlet", "byline", "published", "url")] == [None] * 4
    status, out, err = shell("show", "nowhere.md", "--json")
    assert (status, out) == (1, []) and "nowhere.md" in err
