"""`python -m index` as programs call it: fields, exit statuses, what goes where."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.__main__ import COMMANDS, main
from index.chroma import Chroma
from index.errors import StoreError
from index.ledger.rows import ItemKind
from index.probing import Probe, probe
from index.settings import DEFAULT_STORE, read_settings
from index.wiring import open_searcher
from tests.index.newsroom import Newsroom

FIELDS = [
    "statement_id", "article_id", "path", "headline", "outlet", "published", "url", "speakers", "role", "kind", "cue",
    "how", "confidence", "negated", "via", "start", "end", "spans", "text", "copies",
]  # fmt: skip
QUOTE = {
    "start", "end", "spans", "type", "speaker_start", "speaker_end", "speaker_text", "speaker_canonical", "cue_start",
    "cue_end", "how", "confidence",
}  # fmt: skip
TREATY = "“The treaty is good for the harbour and for every one of us,” "

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four small articles, indexed with the real models."""
    folder = tmp_path_factory.mktemp("commands")
    articles = folder / "articles"
    articles.mkdir()
    front = "---\nheadline: Treaty signed\noutlet: The Post\npublished: 2031-03-04\nurl: https://post.example/1\n---\n"
    (articles / "a.md").write_text(f"{front}\n{TREATY}said Magda Velloren, the prime minister.\n")
    (articles / "b.md").write_text(
        f"{front.replace('Post', 'Herald').replace('04', '05')}\n{TREATY}Magda Velloren said.\n"
    )
    (articles / "c.md").write_text("“The dam was safe and dry,” Edric Hale said. Bread was dear.\n")
    (articles / "d.txt").write_text("Bread\n\n“The price of bread will fall,” said Corin Hale, a baker.\n")
    assert main(["--store", str(folder / "store"), str(articles)]) == 0
    return folder / "store"


@pytest.fixture
def run(store: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        command, *rest = arguments
        status = main([command, "--store", str(store), *rest])
        out, err = capsys.readouterr()
        return status, out, err

    return call


def rows(answer: tuple[int, str, str]) -> list[dict[str, Any]]:
    status, out, _ = answer
    assert status == 0
    found: list[dict[str, Any]] = json.loads(out)
    return found


def test_statements_are_a_json_array_of_all_fields(run: Run) -> None:
    """Text is the body from start to end, unknown values are null, copies name the other articles."""
    found = rows(run("statements"))
    assert [one["path"] for one in found] == ["a.md", "c.md", "d.txt"]
    assert all(list(one) == FIELDS for one in found)
    first, second, _ = found
    assert (first["speakers"], first["text"]) == (["Magda Velloren"], TREATY.strip("“”, "))
    assert [copy["outlet"] for copy in first["copies"]] == ["The Herald"]
    assert (second["outlet"], second["published"], second["url"], second["role"], second["copies"]) == (None,) * 4 + (
        [],
    )
    for one in found:
        body = json.loads(run("show", one["path"], "--json")[1])["body"]
        assert body[one["start"] : one["end"]] == one["text"]
        assert one["spans"][0][0] == one["start"] and one["spans"][-1][1] == one["end"]


def test_statements_are_narrowed(run: Run) -> None:
    """By speaker, days, outlet and path, which tells an article's own even where an earlier one has them too."""
    assert [one["path"] for one in rows(run("statements", "--speaker", "velloren"))] == ["a.md"]
    assert [one["path"] for one in rows(run("statements", "--outlet", "the herald"))] == ["b.md"]
    assert [one["path"] for one in rows(run("statements", "--since", "2031-03-05", "--until", "2031-03-05"))] == [
        "b.md"
    ]
    assert [one["path"] for one in rows(run("statements", "--path", "b.md"))] == ["b.md"]
    assert [one["path"] for one in rows(run("statements", "--path", "b.md", "--about", "harbour"))] == ["b.md"]


def test_statements_about_something_come_best_first(run: Run) -> None:
    """--about ranks by search; --limit takes the first."""
    assert rows(run("statements", "--about", "cost of a loaf"))[0]["path"] == "d.txt"
    assert [one["path"] for one in rows(run("statements", "--about", "was the dam dry?", "--limit", "1"))] == ["c.md"]


def test_a_speaker_that_fits_nobody_or_several_is_told(run: Run) -> None:
    """An empty list and the nearest names; all of several, named."""
    status, out, err = run("statements", "--speaker", "Magda Vellorin")
    assert (status, json.loads(out)) == (0, [])
    assert "Magda Velloren" in err
    answer = run("statements", "--speaker", "Hale")
    assert {one["speakers"][0] for one in rows(answer)} == {"Edric Hale", "Corin Hale"}
    assert "Corin Hale, Edric Hale" in answer[2]


def test_statements_as_csv_and_linked_data(run: Run) -> None:
    """The same statements; selectors point at the exact words."""
    _, out, _ = run("statements", "--format", "csv")
    table = list(csv.DictReader(io.StringIO(out)))
    assert list(table[0]) == FIELDS
    found = rows(run("statements"))
    assert [one["text"] for one in table] == [one["text"] for one in found]
    graph = json.loads(run("statements", "--format", "jsonld")[1])["@graph"]
    for node, one in zip(graph, found, strict=True):
        assert node["@type"] == "Quotation"
        place, quote = node["oa:hasTarget"]["oa:hasSelector"][:2]
        assert [place["oa:start"], place["oa:end"]] == one["spans"][0]
        assert quote["oa:exact"] in one["text"]


def test_speakers_are_listed_under_one_name(run: Run) -> None:
    """Most statements first; --like also finds a misspelt name; --why tells which names were put together."""
    found = rows(run("speakers", "--json"))
    assert [one["name"] for one in found] == ["Corin Hale", "Edric Hale", "Magda Velloren"]
    assert all(list(one) == ["name", "aliases", "roles", "statements", "outlets", "first", "last"] for one in found)
    (velloren,) = rows(run("speakers", "--like", "Vellorin", "--json"))
    assert (velloren["statements"], velloren["outlets"]) == (1, ["The Herald", "The Post"])
    assert (velloren["first"], velloren["last"]) == ("2031-03-04", "2031-03-05")
    assert velloren["roles"] == [{"role": "prime minister", "first": "2031-03-04", "last": "2031-03-04"}]
    assert "merges" in rows(run("speakers", "--why", "--json"))[0]
    assert "Magda Velloren" in run("speakers")[1]


def test_attribute_gives_a_line_for_every_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In order; a line that cannot be used has its error and makes the exit status 1."""
    text = "“We stay here,” said Anna Berg.\r\nShe smiled. \ud83d\ude00"
    lines = [json.dumps({"doc_id": "a", "text": text}), "{broken", json.dumps({"doc_id": 7, "text": ""}),
             json.dumps({"doc_id": "x"}),
             json.dumps({"doc_id": "lone", "text": "“We \ud800 stay here,” said Anna Berg."})]  # fmt: skip
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(lines))
    assert main(["attribute", str(file)]) == 1
    out, err = capsys.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert [one["doc_id"] for one in found] == ["a", None, 7, None, "lone"]
    assert ["error" in one for one in found] == [False, True, False, True, False]
    assert "line 2" in err and "line 4" in err
    (quote,) = found[0]["quotes"]
    assert set(quote) == QUOTE
    assert text[quote["start"] : quote["end"]] == "We stay here"
    assert text[quote["speaker_start"] : quote["speaker_end"]] == quote["speaker_text"] == "Anna Berg"


def test_wrong_usage_is_two_and_failures_are_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the reason on standard error."""
    for arguments in (["statements", "--since", "soon"], ["statements", "--format", "xml"], ["find"], ["--nonsense"]):
        with pytest.raises(SystemExit) as error:
            main(arguments)
        assert error.value.code == 2
    assert main(["attribute", str(tmp_path / "absent.jsonl")]) == 2
    assert main(["statements", "--store", str(tmp_path / "none")]) == 1
    assert "build one with" in capsys.readouterr().err


def test_check_tells_as_json_what_is_worth_knowing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sound store has neither faults nor notes; neighbours that a graph hardly reaches are a note and no fault."""
    status, out, _ = run("check", "--json")
    sound = json.loads(out)
    assert status == 0 and (sound["articles"], sound["faults"], sound["notes"], sound["repaired"]) == (4, [], [], [])

    def hardly(folder: Path, chroma: Chroma) -> dict[ItemKind, Probe]:
        found = probe(folder, chroma)
        assert found is not None
        return {**found, "passage": replace(found["passage"], far=(1, 2))}

    monkeypatch.setattr("index.checking.probe", hardly)
    status, out, _ = run("check", "--json")
    told = json.loads(out)
    (note,) = told.pop("notes")
    assert status == 0 and {**told, "notes": []} == sound
    assert note.startswith("chroma, passages: 2 items") and note.endswith(": 1, 2")
    assert f"note: {note}" in run("check")[2]


def test_a_store_of_another_model_is_refused_with_the_remedy(newsroom: Newsroom) -> None:
    """The error names both models and what to do."""
    newsroom.write("a.md", "The boats sail at dawn.")
    newsroom.update()
    with pytest.raises(StoreError, match=r"hashed-words/1.*MiniLM.*INDEX_EMBEDDING"):
        open_searcher(newsroom.store, read_settings({}))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_store_may_be_named_anywhere(store: Path, capsys: pytest.CaptureFixture[str], place: int) -> None:
    """Before a command's name, too, where that name must not be taken for a folder of articles."""
    words = ["status", "--json"]
    assert main([*words[:place], "--store", str(store), *words[place:]]) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 4


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_helps(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each tells what it does, its options and its exit statuses; the first lists the others."""
    with pytest.raises(SystemExit) as error:
        main([*([] if name == "update" else [name]), "--help"])
    out = capsys.readouterr().out
    assert error.value.code == 0
    assert "exit status" in out and str(DEFAULT_STORE) in out
    if name == "update":
        assert all(other in out for other in COMMANDS if other != "update")
