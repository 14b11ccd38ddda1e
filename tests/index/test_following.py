"""Words and vectors behind the ledger: never a half state, mended when broken, made anew when wasteful."""

import json
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import StoreError
from index.locking import changing
from index.searching import Searcher
from tests.index.fakes import HashedWords, QuotedLines
from tests.index.newsroom import Newsroom
from tests.index.served import ANYWHERE


def publish_edition(newsroom: Newsroom, edition: int) -> None:
    for number in range(6):
        newsroom.write(f"{number}.md", f'"This is edition{edition} of the paper," said Anna Berg.', f"Page {number}")
    newsroom.update(QuotedLines())


def editions(searcher: Searcher) -> set[str]:
    hits = searcher.search("edition of the paper", 50)
    return {word for hit in hits for word in hit.item.text.split() if word.startswith("edition")}


@ANYWHERE
def test_an_open_reader_sees_every_update_at_once(newsroom: Newsroom) -> None:
    """No restart: the next search after an update answers from it, with statements and people."""
    publish_edition(newsroom, 1)
    searcher = newsroom.searcher()
    for edition in range(1, 4):
        if edition > 1:
            publish_edition(newsroom, edition)
        assert editions(searcher) == {f"edition{edition}"}
        assert [one.words for one in searcher.statements()] == [(f"This is edition{edition} of the paper",)]
        assert [person.name for person in searcher.people()] == ["Anna Berg"]
    searcher.close()


@ANYWHERE
def test_readers_in_many_threads_never_see_half_an_update(newsroom: Newsroom) -> None:
    """Every search answers from six pages of one edition, while editions are published, one a fresh copy."""
    publish_edition(newsroom, 1)
    searcher, done, seen = newsroom.searcher(), threading.Event(), list[tuple[int, set[str]]]()

    def read() -> None:
        while not done.is_set():
            hits = searcher.search("edition of the paper", 50)
            seen.append((len(hits), {word for hit in hits for word in hit.item.text.split() if "edition" in word}))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for edition in range(2, 6):
        publish_edition(newsroom, edition)
        if edition == 3:
            newsroom.update(QuotedLines(), full=True)
    done.set()
    for thread in threads:
        thread.join()
    searcher.close()
    assert len(seen) > 8 and all(found == (6, {max(found[1])}) for found in seen)
    assert len({max(words) for _, words in seen}) > 1


@ANYWHERE
def test_several_looks_for_one_answer_are_of_one_state(newsroom: Newsroom) -> None:
    """Though an edition is published between them, even one that makes all anew; after them the newest is seen."""
    publish_edition(newsroom, 1)
    searcher = newsroom.searcher()
    with searcher.steady():
        (hit, *_) = searcher.search("edition of the paper", 1)
        publish_edition(newsroom, 2)
        newsroom.update(QuotedLines(), full=True)
        with searcher.steady():
            assert editions(searcher) == {"edition1"}
        assert searcher.article(hit.item.source.article_id) is not None
        assert [one.words for one in searcher.statements()] == [("This is edition1 of the paper",)]
    assert editions(searcher) == {"edition2"}
    assert searcher.article(hit.item.source.article_id) is None
    searcher.close()


@ANYWHERE
def test_after_much_waste_a_fresh_copy_is_made_and_the_waste_forgotten(newsroom: Newsroom) -> None:
    """When a third of 2,000 items or more are gone, the folder changes, and the ledger is purged the run after."""
    folders, waste = [], []
    for edition in (1, 2, 2):
        lines = [json.dumps({"text": f"Story {n} of edition {edition} tells of boats."}) for n in range(2_100)]
        (newsroom.articles / "all.jsonl").write_text("\n".join(lines))
        newsroom.update()
        ledger = newsroom.ledger()
        folders.append(ledger.fact("folder"))
        waste.append(ledger.waste())
    assert folders[0] != folders[1] == folders[2]
    assert waste == [(0, 2_100), (2_100, 4_200), (0, 2_100)]
    assert {text.split()[4] for _, _, text in newsroom.holdings()} == {"2"}


def scribble_on_chroma(folder: Path) -> None:
    for file in folder.rglob("chroma.sqlite3"):
        file.write_bytes(b"no database" * 1_000)


def lose_chroma(folder: Path) -> None:
    for file in folder.rglob("chroma.sqlite3"):
        file.unlink()


def lose_words(folder: Path) -> None:
    (folder / "words" / "meta.json").write_text("{")


@pytest.mark.parametrize("damage", [shutil.rmtree, scribble_on_chroma, lose_chroma, lose_words])
def test_a_broken_folder_is_built_anew(newsroom: Newsroom, damage: Callable[[Path], None]) -> None:
    """Whatever is broken in it, the next update mends it without asking the model."""
    publish_edition(newsroom, 1)
    before, folder = newsroom.holdings(), newsroom.ledger().fact("folder")
    damage(newsroom.store / "search" / folder)
    newsroom.embedder.embedded.clear()
    newsroom.update(QuotedLines())
    assert newsroom.embedder.embedded == []
    assert newsroom.ledger().fact("folder") != folder
    assert newsroom.holdings() == before


def test_vector_files_cut_off_are_noticed(newsroom: Newsroom) -> None:
    """From some thousand vectors on Chroma answers from these files, and a query of broken ones may crash."""
    lines = [json.dumps({"text": f"Story {n} tells of boats."}) for n in range(2_100)]
    (newsroom.articles / "all.jsonl").write_text("\n".join(lines))
    newsroom.update()
    folder = newsroom.ledger().fact("folder")
    for file in (newsroom.store / "search" / folder).rglob("data_level0.bin"):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])
    newsroom.update()
    assert newsroom.ledger().fact("folder") != folder
    assert len(newsroom.searcher().search("story of boats", 2_100)) >= 40


def test_a_reader_of_broken_words_says_what_mends_it(newsroom: Newsroom) -> None:
    """The error names the folder and the command."""
    publish_edition(newsroom, 1)
    lose_words(newsroom.store / "search" / newsroom.ledger().fact("folder"))
    with pytest.raises(StoreError, match="python -m index"):
        newsroom.searcher().search("edition", 5)


@pytest.mark.parametrize("damage", [scribble_on_chroma, lose_chroma])
def test_a_reader_answers_without_a_broken_chroma(newsroom: Newsroom, damage: Callable[[Path], None]) -> None:
    """Every vector is compared instead, and the next update is told to look closely."""
    publish_edition(newsroom, 1)
    damage(newsroom.store / "search")
    assert editions(newsroom.searcher()) == {"edition1"}
    assert newsroom.ledger().fact("unclean")


def test_a_reader_opens_no_chroma_that_is_being_written_and_does_not_wait(newsroom: Newsroom) -> None:
    """It answers at once from the plain files, and with Chroma when the writer is done."""
    publish_edition(newsroom, 1)
    folder = newsroom.store / "search" / newsroom.ledger().fact("folder")
    with changing(folder):
        searcher = newsroom.searcher()
        assert editions(searcher) == {"edition1"}  # were the writer waited for, this would never return
        with searcher._snapshots.current() as snapshot:
            assert not snapshot.vectors.neighbours.opened
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with searcher._snapshots.current() as snapshot:
            if snapshot.vectors.neighbours.opened:
                break
        time.sleep(0.05)
    else:
        pytest.fail("Chroma was never opened")
    assert editions(searcher) == {"edition1"}
    searcher.close()


@pytest.mark.parametrize("newsroom", ["folders", "servers"], indirect=True)
def test_what_is_gone_does_not_crowd_out_what_stands(newsroom: Newsroom) -> None:
    """A story told anew sixty times is found in its last form, by words and by meaning."""
    for edition in range(60):
        newsroom.write("live.md", f"The boats of the harbour sail at dawn. Told for the {edition} time.", "Boats")
        newsroom.update()
    searcher = newsroom.searcher()
    hits = searcher.search("boats of the harbour sail at dawn", 5)
    assert [hit.item.text.split()[-2] for hit in hits] == ["59"]
    searcher.close()


@ANYWHERE
def test_an_open_reader_goes_over_to_another_model_in_one_step(newsroom: Newsroom) -> None:
    """While the other model is loaded it answers from the index as it was; then from the one that is."""
    publish_edition(newsroom, 1)
    searcher = newsroom.searcher()
    assert editions(searcher) == {"edition1"}
    newsroom.embedder = HashedWords("hashed-words/2")
    publish_edition(newsroom, 2)
    until, seen = time.monotonic() + 20, list[set[str]]()
    while time.monotonic() < until and {"edition2"} not in seen:
        seen.append(editions(searcher))
    assert seen[-1] == {"edition2"} and all(some in ({"edition1"}, {"edition2"}) for some in seen)
    searcher.close()


@ANYWHERE
def test_vectors_of_another_model_are_never_mixed(newsroom: Newsroom) -> None:
    """An update with another model embeds all texts anew, into a fresh folder."""
    publish_edition(newsroom, 1)
    texts = set(newsroom.embedder.embedded)
    newsroom.embedder = HashedWords("hashed-words/2")
    newsroom.update(QuotedLines())
    assert set(newsroom.embedder.embedded) == texts
    assert newsroom.ledger().fact("embedding") == "hashed-words/2"
    assert editions(newsroom.searcher()) == {"edition1"}
