"""Holds the corpus and its gold data to their promises.

Reads the article files with the standard library and yaml alone, so that a fault in the product's
own reading cannot hide a fault in the data.
"""

import json
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "corpus" / "articles"
EVALS = ROOT / "tests" / "evals"
KINDS = {"direct", "indirect", "mixed"}
WHYS = {"absent": 8, "false-premise": 5, "never-spoke": 7}
OTHER_LANGUAGES = {"2031-03-05-hafenvertrag-unterzeichnet.md", "2032-09-13-halvenie-alternance.md"}

Record = dict[str, Any]


def gold(name: str) -> list[Record]:
    """The records of one file of gold data, in order."""
    return [json.loads(line) for line in (EVALS / name).read_text(encoding="utf-8").splitlines()]


def with_headline(fields: Record, body: str) -> str:
    """Headline and body as one text, the headline first."""
    return f"{fields.get('headline') or fields.get('title') or ''}\n{body}"


@cache
def articles() -> dict[str, str]:
    """Every article's text by its path below the root, a record's path ending in `#id`."""
    texts: dict[str, str] = {}
    for path in sorted(ARTICLES.iterdir()):
        text = path.read_text(encoding="utf-8")
        match path.suffix:
            case ".md":
                _, front, body = text.split("---\n", 2)
                texts[path.name] = with_headline(yaml.safe_load(front), body)
            case ".txt":
                texts[path.name] = text
            case ".jsonl":
                for record in map(json.loads, text.splitlines()):
                    body = record.get("body") or record["text"]
                    texts[f"{path.name}#{record['id']}"] = with_headline(record, body)
            case other:
                pytest.fail(f"{path.name}: no reader for {other}")
    return texts


def speakers_of(statement: Record) -> list[str]:
    """The names a statement stands under: none, one, or several."""
    speaker = statement["speaker"]
    if speaker is None:
        return []
    return speaker if isinstance(speaker, list) else [speaker]


def test_there_are_enough_articles_in_all_three_formats() -> None:
    """At least 40 articles, with one `.jsonl` of three records and three `.txt` among them."""
    suffixes = Counter(path.suffix for path in ARTICLES.iterdir())
    assert len(articles()) >= 40
    assert suffixes[".txt"] >= 3
    assert sum("#" in path for path in articles()) == 3


def test_every_statement_stands_verbatim_and_in_order_in_its_article() -> None:
    """Words, cues and roles of the gold statements are the article's own, letter by letter."""
    for statement in gold("statements.jsonl"):
        text = articles()[statement["path"]]
        assert statement["kind"] in KINDS
        assert statement["words"], statement
        position = 0
        for words in statement["words"]:
            found = text.find(words, position)
            assert found >= 0, (statement["path"], words)
            position = found + len(words)
        roles = statement["role"] if isinstance(statement["role"], list) else [statement["role"]]
        for own in filter(None, [statement["cue"], *roles]):
            assert own.lower() in text.lower(), (statement["path"], own)


def test_there_are_enough_statements_by_enough_speakers() -> None:
    """At least 150 statements by at least 30 speakers, of every kind, some denied, some relayed."""
    statements = gold("statements.jsonl")
    speakers = {name for statement in statements for name in speakers_of(statement)}
    assert len(statements) >= 150
    assert len(speakers) >= 30
    assert {statement["kind"] for statement in statements} == KINDS
    assert any(statement["negated"] for statement in statements)
    assert any(statement["via"] for statement in statements)
    assert any(isinstance(statement["speaker"], list) for statement in statements)


def test_articles_in_other_languages_hold_no_statement() -> None:
    """Statements are marked in English articles only."""
    assert set(articles()) >= OTHER_LANGUAGES
    assert not OTHER_LANGUAGES & {statement["path"] for statement in gold("statements.jsonl")}


def test_people_are_listed_once_and_namesakes_know_each_other() -> None:
    """Canonical names are unique, and at least three surnames are shared, each pair from both sides."""
    namesakes = {person["name"]: set(person["namesakes"]) for person in gold("people.jsonl")}
    assert len(namesakes) == len(gold("people.jsonl"))
    surnames = defaultdict(set)
    for name in namesakes:
        surnames[name.split()[-1]].add(name)
    assert sum(len(names) > 1 for names in surnames.values()) >= 3
    for name, others in namesakes.items():
        assert others == surnames[name.split()[-1]] - {name}


def test_every_alias_is_written_somewhere_in_the_corpus() -> None:
    """An alias nobody uses would teach nothing."""
    text = "\n".join(articles().values())
    for person in gold("people.jsonl"):
        assert all(alias in text for alias in person["aliases"]), person


def test_list_of_people_fits_the_statements_and_the_questions() -> None:
    """Whoever is asked for or relays words is listed, and whoever is listed has spoken; the rest are bodies."""
    known = {person["name"] for person in gold("people.jsonl")}
    rows = gold("questions.jsonl") + gold("conversations.jsonl")
    asked = {name for row in rows for name in row["speakers"]}
    assert asked <= known
    assert {statement["via"] for statement in gold("statements.jsonl")} - {None} <= known
    spoken = {name for statement in gold("statements.jsonl") for name in speakers_of(statement)}
    assert known <= spoken, known - spoken


@pytest.mark.parametrize("file", ["questions.jsonl", "conversations.jsonl"])
def test_right_words_stand_in_the_articles_named(file: str) -> None:
    """An answerable question names articles and words; each word is found there, and each article holds one."""
    for row in gold(file):
        assert bool(row["words"]) == bool(row["articles"]) == row["answerable"], row["id"]
        texts = [articles()[path] for path in row["articles"]]
        assert all(any(words in text for text in texts) for words in row["words"]), row["id"]
        assert all(any(words in text for words in row["words"]) for text in texts), row["id"]


def test_there_are_eighty_questions_twenty_of_them_without_an_answer() -> None:
    """Five of the unanswerable rest on a false premise; ids are unique."""
    questions = gold("questions.jsonl")
    assert len({question["id"] for question in questions}) == len(questions) == 80
    reasons = Counter(question["why"] for question in questions if not question["answerable"])
    assert reasons == WHYS
    assert all(question["why"] is None for question in questions if question["answerable"])
    assert {question["outcome"] for question in questions} == {None, "said", "other_words", "not_found"}


def test_questions_about_words_are_backed_by_a_statement_of_the_speaker_asked_for() -> None:
    """Where a question asks for someone's words, each speaker has a statement in an article named."""
    said = {(statement["path"], name) for statement in gold("statements.jsonl") for name in speakers_of(statement)}
    for row in gold("questions.jsonl") + gold("conversations.jsonl"):
        for name in row["speakers"] if row["answerable"] else []:
            assert any((path, name) in said for path in row["articles"]), (row["id"], name)


def test_there_are_forty_conversations_with_earlier_turns() -> None:
    """Each last question leans on one or two earlier turns and has a rewrite that stands alone."""
    conversations = gold("conversations.jsonl")
    assert len({row["id"] for row in conversations}) == len(conversations) == 40
    for row in conversations:
        assert 1 <= len(row["turns"]) <= 2
        assert row["question"] != row["standalone"]
