"""`python -m assistant`: what other programs rely on."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import as_text, main
from assistant.citing import Citing
from tests.fakes import evidence_of, terms

ROOT = Path(__file__).resolve().parents[2]
ASKED = "What did Tobias Wrenn call the plan?"
ANSWER = {"id", "question", "standing", "outcome", "answer", "candidates", "citations", "coverage"}
CITATION = {
    *("label", "article_id", "path", "headline", "outlet", "byline", "published", "url"),
    *("start", "end", "text", "spans", "speakers", "kind"),
}
COVERAGE = {"articles", "oldest", "newest", "indexed_at", "filters"}
FILTERS = {"speakers", "topic", "since", "until", "outlets"}

Ask = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def ask(small_store: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs the command over the small store: exit status, the JSON lines on standard output, standard error."""

    def run(*arguments: str) -> tuple[int, list[dict[str, Any]], str]:
        capsys.readouterr()
        status = main(["--store", str(small_store), *arguments])
        output = capsys.readouterr()
        return status, [json.loads(line) for line in output.out.splitlines()], output.err

    return run


def body_of(store: Path, article_id: str) -> str:
    from index.ledger.ledger import Ledger

    ledger = Ledger(store)
    article = ledger.article(article_id, ledger.generation)
    assert article is not None
    return article.body


def test_an_answer_has_exactly_the_keys_promised(ask: Ask, small_store: Path) -> None:
    """Every key of the contract and no other; text and spans are slices of the stored body."""
    status, (answer,), errors = ask(ASKED, "--json")
    assert (status, errors) == (0, "")
    assert answer.keys() == ANSWER
    assert (answer["id"], answer["question"], answer["standing"]) == (None, ASKED, "grounded")
    assert answer["coverage"].keys() == COVERAGE and answer["coverage"]["filters"].keys() == FILTERS
    assert answer["coverage"]["articles"] == 7
    assert answer["citations"]
    for citation in answer["citations"]:
        assert citation.keys() == CITATION
        assert isinstance(citation["label"], int) and f"[{citation['label']}]" in answer["answer"]
        body = body_of(small_store, citation["article_id"])
        assert citation["text"] == body[citation["start"] : citation["end"]]
        assert all(citation["start"] <= start < end <= citation["end"] for start, end in citation["spans"])
    first = answer["citations"][0]
    assert (first["path"], first["outlet"], first["published"]) == ("reservoir.md", "The Vale Courier", "2041-05-02")
    assert any(
        body_of(small_store, first["article_id"])[a:b].count("a betrayal of the valley") for a, b in first["spans"]
    )


def test_what_is_not_known_is_null(ask: Ask) -> None:
    """Not an empty string, and nothing made up."""
    _, (answer,), _ = ask("Who moved hives to the roof of the old mint?", "--json")
    (citation, *_) = answer["citations"]
    assert citation["path"] == "bees.txt"
    assert [citation[name] for name in ("outlet", "byline", "published", "url")] == [None] * 4
    assert answer["coverage"]["filters"] | {"topic": None} == {
        "speakers": [], "topic": None, "since": None, "until": None, "outlets": []
    }  # fmt: skip


def test_filters_narrow_what_is_searched(ask: Ask) -> None:
    """Days and outlet; `--until` includes its day, and an article without a date passes no date filter."""
    _, (answer,), _ = ask(
        ASKED, "--json", "--since", "2041-05-02", "--until", "2041-05-02", "--outlet", "Northern Wire"
    )
    assert answer["coverage"]["articles"] == 1
    filters = answer["coverage"]["filters"]
    assert (filters["since"], filters["until"], filters["outlets"]) == ("2041-05-02", "2041-05-02", ["Northern Wire"])
    assert {citation["path"] for citation in answer["citations"]} <= {"reservoir-wire.md"}
    _, (answer,), _ = ask(ASKED, "--json", "--since", "2000-01-01")
    assert answer["coverage"]["articles"] == 5
    _, (answer,), _ = ask("What was said about the reservoir?", "--json", "--speaker", "Tobias Wrenn")
    assert answer["coverage"]["filters"]["speakers"] == ["Tobias Wrenn"]
    assert {name for citation in answer["citations"] for name in citation["speakers"]} == {"Tobias Wrenn"}


def test_a_batch_gives_a_line_for_each_line_in_order(ask: Ask, tmp_path: Path) -> None:
    """Broken lines too, with their reason and place; good lines after them are answered; then exit 1."""
    turns = [{"question": "What did Odile Farrant say about the reservoir?", "answer": "It would cost 340 million."}]
    lines = [
        json.dumps({"id": "a", "question": ASKED}),
        "{broken",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "question": "What did she deny?", "turns": turns}),
        json.dumps({"id": "d", "question": "x", "turns": "nonsense"}),
        json.dumps({"id": "e", "question": "\ud800 said what?", "turns": None}),
        '{"id": "f", "question": ""}',
        json.dumps({"id": {"any": "thing"}, "question": "Who won the cup final?", "turns": []}),
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    status, answers, errors = ask("--batch", str(file))
    assert status == 1
    assert len(answers) == len(lines)
    broken = [number for number, answer in enumerate(answers) if "error" in answer]
    assert broken == [1, 2, 4]
    assert all(f"line {number + 1}" in answers[number]["error"] for number in broken)
    assert len(errors.splitlines()) == len(broken)
    assert all(answer.keys() == ANSWER for answer in answers if "error" not in answer)
    assert [answer["id"] for answer in answers if "error" not in answer] == ["a", "c", "e", "f", {"any": "thing"}]
    assert "Odile Farrant" in answers[3]["coverage"]["filters"]["speakers"]


def test_a_line_of_nothing_but_brackets_is_a_broken_line(ask: Ask, tmp_path: Path) -> None:
    """Too deep for the parser; the lines after it are still answered."""
    file = tmp_path / "questions.jsonl"
    file.write_text("[" * 100_000 + "\n" + json.dumps({"question": ASKED}), encoding="utf-8")
    status, (broken, answer), _ = ask("--batch", str(file))
    assert status == 1 and "error" in broken and answer.keys() == ANSWER


def test_for_people_the_answer_comes_with_its_sources(small_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text on standard output and nothing else; each label leads to a headline and a place."""
    assert main(["--store", str(small_store), ASKED]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    assert "a betrayal of the valley" in output.out
    assert "[1] Reservoir plan divides Calder Vale\n    The Vale Courier, 2041-05-02, reservoir.md" in output.out


def test_nothing_in_an_article_steers_the_terminal() -> None:
    """Escape sequences are replaced, and so is what no terminal can be sent."""
    citing = Citing(evidence_of("\x1b]0;owned\x07 he said \ud800."), terms)
    citing.feed("\x1b[2J\x9b31m\ud800 went “he said” [1].")
    shown = as_text(citing.finish(), {})
    assert "he said" in shown and shown.encode()
    assert not {"\x1b", "\x07", "\x9b"} & set(shown)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "question"),
        (["a", "--batch", "b"], "not allowed"),
        (["a", "--since", "yesterday"], "2031-05-04"),
        (["a", "--unknown"], "--unknown"),
    ],
)
def test_wrong_usage_is_2(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With what is wrong, on standard error."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    output = capsys.readouterr()
    assert (ended.value.code, output.out) == (2, "")
    assert says in output.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ASSISTANT_MODLE", "m"),
        ("INDEX_EMBEDING", "minilm"),
        ("INDEX_EMBEDDING", "word2vec"),
        ("ASSISTANT_TIMEOUT", "soon"),
    ],
)
def test_an_unknown_setting_is_2_and_named(
    name: str, value: str, small_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A misspelt setting must not be silently without effect."""
    monkeypatch.setenv(name, value)
    assert main(["--store", str(small_store), ASKED]) == 2
    output = capsys.readouterr()
    assert name in output.err and output.out == ""


def test_a_store_that_is_not_there_is_1_and_told_how_to_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And none is made by asking."""
    assert main(["--store", str(tmp_path / "none"), ASKED]) == 1
    assert f"python -m index --store {tmp_path / 'none'}" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_batch_that_is_not_there_is_2(ask: Ask, tmp_path: Path) -> None:
    """The file is named."""
    status, answers, errors = ask("--batch", str(tmp_path / "none.jsonl"))
    assert (status, answers) == (2, [])
    assert "none.jsonl" in errors


def test_help_comes_from_a_new_process_with_all_there_is_to_know() -> None:
    """Options, the shape of a batch, exit statuses."""
    run = subprocess.run(
        [sys.executable, "-m", "assistant", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert all(word in run.stdout for word in ("--batch", "--since", "--speaker", '"turns"', "exit status", "--store"))
    assert run.stderr == ""
