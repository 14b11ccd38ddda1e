"""Care of a store: what `check` finds, what mends it, what is taken down for good, moved, made small, killed."""

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.checking import check
from index.compacting import compact
from index.errors import StoreError, UnknownError
from index.forgetting import forget
from index.moving import export_to, import_from
from index.repairing import repair
from index.vectors import Vectors
from tests.index.fakes import HashedWords, QuotedLines
from tests.index.newsroom import Newsroom
from tests.index.ordeal import faults, fill
from tests.index.served import ANYWHERE, postgres_programs

STILL: Callable[[str, int, int], None] = lambda *_: None  # noqa: E731


@pytest.fixture
def built(newsroom: Newsroom) -> Newsroom:
    for number in range(8):
        newsroom.write(
            f"{number}.md", f'"Quay {number} is long and grey," said Anna Berg. Boats sail.', f"Quay {number}"
        )
    newsroom.write("secret.md", '"The zanzibar ledger is lost," said Otto Quillfeather, the bookkeeper.', "Xylophone")
    newsroom.update(QuotedLines())
    return newsroom


def bytes_of(store: Path) -> bytes:
    """All that stands in a store."""
    return b"".join(file.read_bytes() for file in sorted(store.rglob("*")) if file.is_file())


def settle() -> None:
    """Waits for readers that are opening Chroma, which for a moment writes its files as it likes."""
    for thread in threading.enumerate():
        if thread.name == "snapshot":
            thread.join(20)


def forgotten(newsroom: Newsroom, path_or_id: str) -> list[str]:
    with newsroom.held() as ledger:
        gone = forget(newsroom.store, ledger, path_or_id, STILL, newsroom.chroma)
    return [source.path for source in gone]


@ANYWHERE
def test_a_sound_store_has_no_faults(built: Newsroom) -> None:
    """Nor has one after changes, though it keeps what is gone for a while."""
    assert faults(built) == ()
    built.write("0.md", '"Quay 0 is short now," said Anna Berg.', "Quay 0")
    (built.articles / "1.md").unlink()
    built.update(QuotedLines())
    assert faults(built) == ()


def lose_a_vector(store: Path, folder: Path) -> None:
    with closing(sqlite3.connect(store / "ledger.sqlite")) as db, db:
        db.execute("DELETE FROM vectors WHERE text_hash = (SELECT text_hash FROM items ORDER BY number LIMIT 1)")


def move_a_passage(store: Path, folder: Path) -> None:
    with closing(sqlite3.connect(store / "ledger.sqlite")) as db, db:
        db.execute('UPDATE items SET "end" = "end" - 1 WHERE number = 1')


def double_a_passage(store: Path, folder: Path) -> None:
    columns = 'kind, article, "start", "end", text_hash, facts, since, until'
    with closing(sqlite3.connect(store / "ledger.sqlite")) as db, db:
        db.execute(f"INSERT INTO items ({columns}) SELECT {columns} FROM items WHERE number = 1")


def lose_an_article(store: Path, folder: Path) -> None:
    with closing(sqlite3.connect(store / "ledger.sqlite")) as db, db:
        db.execute("DELETE FROM articles WHERE number = 2")


def double_an_article(store: Path, folder: Path) -> None:
    columns = "root, file, path, headline, outlet, byline, published, day, url, language, content_hash, body"
    query = f"""INSERT INTO articles (article_id, attributed, born, {columns})
                SELECT 'other', attributed, born, {columns} FROM articles WHERE number = 2"""
    with closing(sqlite3.connect(store / "ledger.sqlite")) as db, db:
        db.execute(query)


def take_from_chroma(store: Path, folder: Path) -> None:
    vectors = Vectors(folder / "vectors")
    vectors._collections["passage"].delete(ids=["3"])
    vectors.close()


def reword_in_chroma(store: Path, folder: Path) -> None:
    vectors = Vectors(folder / "vectors")
    collection, number = vectors._collections["statement"], str(_a_statement(store))
    kept = collection.get(ids=[number], include=["embeddings"])["embeddings"]
    collection.delete(ids=[number])
    collection.add(ids=[number], embeddings=kept, documents=["Never said."])
    vectors.close()


def _a_statement(store: Path) -> int:
    with closing(sqlite3.connect(store / "ledger.sqlite")) as db:
        return int(db.execute("SELECT number FROM items WHERE kind = 'statement' LIMIT 1").fetchone()[0])


def break_chroma(store: Path, folder: Path) -> None:
    (folder / "vectors" / "chroma.sqlite3").write_bytes(b"no database" * 1_000)


def cut_a_vector_file(store: Path, folder: Path) -> None:
    file = folder / "vectors" / "passages.numbers"
    file.write_bytes(file.read_bytes()[:-8])


@pytest.mark.parametrize(
    "damage",
    [lose_a_vector, move_a_passage, double_a_passage, lose_an_article, double_an_article, take_from_chroma,
     reword_in_chroma, break_chroma, cut_a_vector_file, lambda store, folder: shutil.rmtree(folder / "words")],
)  # fmt: skip
def test_what_is_broken_is_found_and_mended(built: Newsroom, damage: Callable[[Path, Path], None]) -> None:
    """`check` lists it; repaired and brought up to date, the store holds what it held, with no fault."""
    before = built.holdings()
    damage(built.store, built.store / "search" / built.ledger().fact("folder"))
    with built.held() as ledger:
        found = check(built.store, ledger)
        assert found.faults
        assert repair(built.store, ledger, found)
    built.update(QuotedLines())
    assert faults(built) == ()
    assert built.holdings() == before


def test_a_vector_that_no_search_reaches_is_a_fault(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it is there and right: a graph of too few neighbours has islands. Built anew with enough, it has none."""
    hnsw = {"space": "cosine", "ef_construction": 100, "max_neighbors": 4, "ef_search": 100}
    monkeypatch.setattr("index.vectors.CONFIGURATION", {"hnsw": hnsw})
    fill(newsroom, seed=1)
    newsroom.update(QuotedLines())
    monkeypatch.undo()
    found = faults(newsroom)
    assert found and all("are not found by their own vector" in fault.what for fault in found), found
    with newsroom.held() as ledger:
        repair(newsroom.store, ledger, check(newsroom.store, ledger))
    assert faults(newsroom) == ()


@ANYWHERE
def test_a_forgotten_article_leaves_no_byte_and_does_not_come_back(built: Newsroom) -> None:
    """Out of ledger, file list, words, vectors and people, under any name, though its file stays where it is; a
    reader that was open stops answering from it."""
    built.write("copy.md", (built.articles / "secret.md").read_text().split("---")[-1].strip(), "Xylophone")
    built.update(QuotedLines())
    searcher = built.searcher()
    assert "zanzibar" in searcher.search("the zanzibar ledger", 3)[0].item.text
    assert {*forgotten(built, "secret.md")} == {"secret.md", "copy.md"}
    assert "zanzibar" not in str(searcher.search("the zanzibar ledger", 20))
    assert "Quillfeather" not in str((searcher.people(), searcher.statements()))
    for number in range(3):
        settle()
        held = bytes_of(built.store)
        for word in (b"zanzibar", b"anzib", b"Quillfeather", b"Xylophone", b"xylophon", b"secret.md", b"copy.md"):
            assert word not in held, (number, word)
        (built.articles / "copy.md").rename(built.articles / f"other{number}.md") if not number else None
        built.update(QuotedLines(), full=number == 1)
    assert faults(built) == ()
    assert searcher.status().stale == ()
    searcher.close()


def test_a_record_is_forgotten_and_its_neighbours_stay(newsroom: Newsroom) -> None:
    """Of a file with many articles only the one goes, by path or by id; a name nobody has is refused."""
    records = [{"id": name, "text": f"A story of {name} and boats."} for name in ("anchor", "walrus", "zeppelin")]
    (newsroom.articles / "all.jsonl").write_text("\n".join(map(json.dumps, records)))
    newsroom.update()
    assert forgotten(newsroom, "all.jsonl#walrus") == ["all.jsonl#walrus"]
    newsroom.update(full=True)
    assert b"walrus" not in bytes_of(newsroom.store)
    assert [row[1] for row in newsroom.holdings()] == ["all.jsonl#anchor", "all.jsonl#zeppelin"]
    with pytest.raises(UnknownError, match="no article"):
        forgotten(newsroom, "all.jsonl#walrus")


def test_an_interrupted_update_of_one_root_is_not_published_by_another(newsroom: Newsroom, tmp_path: Path) -> None:
    """Half of a change stays unseen, whoever publishes next; and is made whole by the next run of its own root."""
    for number in range(40):
        newsroom.write(f"{number:02}.md", f"Story {number} of the first edition.")
    newsroom.update()
    for number in range(40):
        newsroom.write(f"{number:02}.md", f"Story {number} of the second edition.")
    newsroom.embedder = HashedWords(fails_after=1)
    with pytest.raises(ConnectionError):
        newsroom.update()
    newsroom.embedder = HashedWords()
    other = tmp_path / "other"
    other.mkdir()
    (other / "more.txt").write_text("A headline\n\nWords about boats.\n")
    newsroom.update(roots=[other])
    texts = [row[2] for row in newsroom.holdings()]
    assert len(texts) == 41 and sum("first edition" in text for text in texts) == 40
    newsroom.update()
    texts = [row[2] for row in newsroom.holdings()]
    assert len(texts) == 41 and sum("second edition" in text for text in texts) == 40


def test_what_a_killed_run_wrote_of_a_file_goes_with_the_file(newsroom: Newsroom) -> None:
    """The file was not noted yet when the run ended; it is gone when the next begins."""
    for number in range(40):
        newsroom.write(f"{number:02}.md", f"Story {number}.")
    newsroom.embedder = HashedWords(fails_after=1)
    with pytest.raises(ConnectionError):
        newsroom.update()
    newsroom.embedder = HashedWords()
    (newsroom.articles / "00.md").unlink()
    newsroom.update()
    assert len(newsroom.holdings()) == 39
    assert faults(newsroom) == ()


@pytest.mark.parametrize("finished", [False, True])
def test_a_file_that_changes_back_after_a_killed_run_stands_once(newsroom: Newsroom, finished: bool) -> None:
    """Whether or not the run had noted the changed file as read; and nobody misses the article meanwhile."""
    for number in range(40):
        newsroom.write(f"{number:02}.md", f"Story {number} of the first edition.")
    newsroom.update()
    before = newsroom.holdings()
    for number in range(40):
        newsroom.write(f"{number:02}.md", f"Story {number} of the second edition.")
    newsroom.embedder = HashedWords(fails_after=None if finished else 1)
    with pytest.raises(ConnectionError), pytest.MonkeyPatch.context() as patch:
        if finished:
            patch.setattr("index.building.follow", fail)
        newsroom.update()
    newsroom.embedder = HashedWords()
    assert newsroom.holdings() == before
    for number in range(40):
        newsroom.write(f"{number:02}.md", f"Story {number} of the first edition.")
    with pytest.raises(ConnectionError), pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.building.follow", fail)
        newsroom.update()
    assert newsroom.holdings() == before
    newsroom.update()
    assert newsroom.holdings() == before
    assert faults(newsroom) == ()


def fail(*_: object) -> None:
    raise ConnectionError


def test_a_renamed_article_is_not_attributed_again(built: Newsroom) -> None:
    """All that was made of it is carried over to its new path."""
    before = [row[2:] for row in built.holdings() if row[0] != "passage"]
    (built.articles / "secret.md").rename(built.articles / "open.md")
    again = QuotedLines()
    built.update(again)
    assert again.attributed == []
    assert [row[2:] for row in built.holdings() if row[0] != "passage"] == before
    assert faults(built) == ()


@ANYWHERE
def test_another_splitter_cuts_anew_and_keeps_what_stays(built: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only passages that come out otherwise are embedded; while it fails, the old ones answer."""
    before = built.holdings()
    monkeypatch.setattr("index.building.SPLITTER", "2")
    built.embedder.embedded.clear()
    built.update(QuotedLines())
    assert built.embedder.embedded == [] and built.holdings() == before
    monkeypatch.setattr("index.building.SPLITTER", "3")
    monkeypatch.setattr("index.splitting.CHARACTERS", 30)
    built.embedder = HashedWords(fails_after=0)
    with pytest.raises(ConnectionError):
        built.update(QuotedLines())
    built.embedder = HashedWords()
    assert built.holdings() == before
    built.update(QuotedLines())
    assert max(len(row[2]) for row in built.holdings() if row[0] == "passage") <= 30
    assert faults(built) == ()


@ANYWHERE
def test_a_failed_change_of_model_leaves_the_old_index_answering(built: Newsroom) -> None:
    """Nothing of the other model is seen; the next try goes on from what was embedded."""
    before = built.holdings()
    built.embedder = HashedWords("hashed-words/2", fails_after=1)
    with pytest.raises(ConnectionError):
        built.update(QuotedLines())
    built.embedder = HashedWords()
    assert built.holdings() == before
    assert faults(built) == ()
    built.embedder = HashedWords("hashed-words/2")
    built.update(QuotedLines())
    assert built.holdings() == before and faults(built) == ()


@ANYWHERE
def test_compaction_gives_space_back_and_changes_nothing(built: Newsroom) -> None:
    """What is gone leaves the disk."""
    for edition in range(12):
        built.write("0.md", f'"Edition {edition} of the quay," said Anna Berg. ' + "Gulls cry. " * 200, "Quay 0")
        built.update(QuotedLines())
    before = built.holdings()
    with built.held() as ledger:
        held, left = compact(built.store, ledger, STILL, built.chroma)
    assert left < held
    assert b"Edition 3" not in bytes_of(built.store)
    assert built.holdings() == before and faults(built) == ()


@ANYWHERE
def test_an_index_is_moved_with_its_vectors(built: Newsroom, tmp_path: Path) -> None:
    """What is taken in elsewhere holds the same, without asking a model; a store in use is not written over."""
    file = tmp_path / "index.file"
    export_to(built.ledger(), file)
    other, third = built.beside(tmp_path / "elsewhere"), built.beside(tmp_path / "third")
    with other.held() as ledger:
        import_from(file, other.store, ledger, STILL, other.chroma)
    assert other.holdings() == built.holdings() and faults(other) == ()
    with other.held() as ledger, pytest.raises(StoreError, match="already"):
        import_from(file, other.store, ledger, STILL, other.chroma)
    file.write_bytes(b"no index")
    with third.held() as ledger, pytest.raises(StoreError):
        import_from(file, third.store, ledger, STILL, third.chroma)


def test_a_child_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    """However that ended."""
    child = "import os, sys, time; from index.parting import end_with; end_with(int(sys.argv[1])); print(os.getpid(), flush=True); time.sleep(60)"  # noqa: E501
    parent = f"import os, subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}, str(os.getpid())]); sys.stdin.read()"  # noqa: E501
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", parent], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        number = int(process.stdout.readline())
        process.kill()
    until = time.monotonic() + 20
    while Path(f"/proc/{number}").exists() and "Z" not in Path(f"/proc/{number}/stat").read_text().split()[2]:
        assert time.monotonic() < until, "the child goes on"
        time.sleep(0.05)


def ordeal(folder: Path, kills: int, seed: int, *where: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.index.ordeal", str(folder), str(kills), str(seed), *where]
    run = subprocess.run(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(run.stdout)
    return told


def test_a_store_survives_kills(tmp_path: Path) -> None:
    """The short form of the slow one."""
    told = ordeal(tmp_path, 5, seed=3)
    assert (told["faults"], told["same"]) == ([], True), told


@pytest.mark.slow
def test_a_store_survives_two_hundred_kills(tmp_path: Path) -> None:
    """No duplicate, no orphan, no loss, whatever was going on: it ends like one that was built from nothing."""
    told = ordeal(tmp_path, 200, seed=1)
    print(told)
    assert (told["faults"], told["same"]) == ([], True)


@pytest.mark.slow
def test_a_ledger_on_a_server_survives_fifty_kills(tmp_path: Path) -> None:
    """Of those who write to it; the server itself goes on."""
    postgres_programs()
    told = ordeal(tmp_path, 50, 1, "postgres")
    print(told)
    assert (told["faults"], told["same"]) == ([], True)
