"""The write path: what is done again, what is left alone, and what a crash leaves."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import LockedError, RootError
from index.locking import writing
from tests.index.fakes import HashedWords, QuotedLines
from tests.index.newsroom import Newsroom

SAID = '"The quay number {0} is long and grey," said Anna Berg, the harbour master. The tide came in at {0}.'


def fill(newsroom: Newsroom, articles: int) -> None:
    for number in range(articles):
        text = SAID.format(number)
        newsroom.write(f"{number:02}.md", text, f"Quay {number}", "The Post", f"2031-01-{number % 28 + 1:02}")


def test_a_run_with_nothing_changed_embeds_and_attributes_nothing(newsroom: Newsroom) -> None:
    """The second update asks neither model for anything, and publishes nothing."""
    fill(newsroom, 5)
    newsroom.update(QuotedLines())
    newsroom.embedder.embedded.clear()
    again = QuotedLines()
    generation = newsroom.ledger().generation
    report = newsroom.update(again)
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 0, 0, 5)
    assert newsroom.embedder.embedded == again.attributed == []
    assert newsroom.ledger().generation == generation


def test_one_edited_article_of_many_is_the_only_one_embedded_again(newsroom: Newsroom) -> None:
    """Of 42 articles the 41 others are neither read into passages nor attributed again."""
    fill(newsroom, 42)
    newsroom.update(QuotedLines())
    newsroom.embedder.embedded.clear()
    newsroom.write("07.md", SAID.format("seven"), "Quay 7", "The Post", "2031-01-08")
    again = QuotedLines()
    report = newsroom.update(again)
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 1, 0, 41)
    assert newsroom.embedder.embedded and all("seven" in text for text in newsroom.embedder.embedded)
    assert again.attributed == ["07.md"]
    assert (report.articles, report.statements) == (42, 42)


def test_a_renamed_file_is_not_embedded_again(newsroom: Newsroom) -> None:
    """Its words are known; only its path is new."""
    fill(newsroom, 3)
    newsroom.update(QuotedLines())
    newsroom.embedder.embedded.clear()
    (newsroom.articles / "01.md").rename(newsroom.articles / "renamed.md")
    report = newsroom.update(QuotedLines())
    assert (report.added, report.removed, report.articles) == (1, 1, 3)
    assert newsroom.embedder.embedded == []
    assert {path for _, path, *_ in newsroom.holdings()[:-1]} == {"00.md", "02.md", "renamed.md"}


def test_articles_of_another_root_are_left_alone(newsroom: Newsroom, tmp_path: Path) -> None:
    """A run touches the roots it names: another's files may even be gone meanwhile."""
    fill(newsroom, 2)
    newsroom.update()
    other = tmp_path / "other"
    other.mkdir()
    (other / "more.txt").write_text("A headline\n\nWords about boats.\n")
    shutil.move(newsroom.articles, tmp_path / "elsewhere")
    report = newsroom.update(roots=[other])
    assert (report.added, report.unchanged, report.articles) == (1, 0, 3)
    with pytest.raises(RootError):
        newsroom.update()
    assert newsroom.ledger().generation == 2


def test_vanished_articles_are_removed_with_all_that_was_made_of_them(newsroom: Newsroom) -> None:
    """Passages, statements and their speakers go with the file."""
    fill(newsroom, 3)
    newsroom.write("alone.md", '"I stay alone," said Otto Lund.', "Alone")
    newsroom.update(QuotedLines())
    (newsroom.articles / "alone.md").unlink()
    report = newsroom.update(QuotedLines())
    assert (report.removed, report.articles, report.statements) == (1, 3, 3)
    assert "alone.md" not in str(newsroom.holdings()) and "Otto Lund" not in str(newsroom.holdings())


def test_a_broken_article_is_reported_remembered_and_stops_nothing(newsroom: Newsroom) -> None:
    """The others are indexed; the failure shows again until its file changes, and is then forgotten."""
    fill(newsroom, 2)
    lines = ['{"text": "A fine record about boats."}', "{broken", '{"text": "Another about trains."}']
    (newsroom.articles / "records.jsonl").write_text("\n".join(lines))
    for _ in range(2):
        report = newsroom.update()
        assert report.articles == 4
        assert [failure.path for failure in report.failed] == ["records.jsonl#2"]
    (newsroom.articles / "records.jsonl").write_text("\n".join((lines[0], lines[2])))
    assert newsroom.update().failed == ()


def test_statements_come_later_and_go_with_changed_rules(newsroom: Newsroom) -> None:
    """Without statements first; then found without embedding a passage again; found anew by other rules."""
    fill(newsroom, 3)
    assert newsroom.update().statements == 0
    passages = set(newsroom.embedder.embedded)
    assert newsroom.update(QuotedLines()).statements == 3
    assert not passages & set(newsroom.embedder.embedded[len(passages) :])
    assert newsroom.update().statements == 3  # --no-statements later does not take them away
    other = QuotedLines("quoted-lines/2")
    newsroom.embedder.embedded.clear()
    assert newsroom.update(other).statements == 3
    assert sorted(other.attributed) == ["00.md", "01.md", "02.md"]
    assert newsroom.embedder.embedded == []


def test_a_full_run_does_all_again_and_changes_nothing(newsroom: Newsroom) -> None:
    """The same holdings, from a fresh folder; no text is embedded twice."""
    fill(newsroom, 4)
    newsroom.update(QuotedLines())
    before = newsroom.holdings()
    newsroom.embedder.embedded.clear()
    again = QuotedLines()
    newsroom.update(again, full=True)
    assert len(again.attributed) == 4
    assert newsroom.embedder.embedded == []
    assert newsroom.holdings() == before


@pytest.mark.parametrize("calls", range(6))
def test_after_an_error_anywhere_the_next_run_makes_the_store_whole(tmp_path: Path, calls: int) -> None:
    """Whatever was done when the model failed, the next run ends like one that never failed."""
    clean = Newsroom(tmp_path / "clean")
    fill(clean, 40)
    clean.update(QuotedLines())
    broken = Newsroom(tmp_path / "broken", HashedWords(fails_after=calls))
    fill(broken, 40)
    try:
        broken.update(QuotedLines())
    except ConnectionError:
        broken.embedder = HashedWords()
        broken.update(QuotedLines())
    else:
        assert calls > 2, "an update of 40 articles asks the model at least three times"
    broken.embedder = clean.embedder = HashedWords()
    assert broken.holdings() == clean.holdings()


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.index.fakes import QuotedLines
from tests.index.newsroom import Newsroom

def kill(stage, done, total):
    if (stage, done) == (sys.argv[2], int(sys.argv[3])):
        os.kill(os.getpid(), signal.SIGKILL)

Newsroom(Path(sys.argv[1]), progress=kill).update(QuotedLines())
"""


@pytest.mark.parametrize(("stage", "done"), [("articles", 1), ("passages", 2), ("statements", 2)])
def test_after_a_kill_the_next_run_makes_the_store_whole(tmp_path: Path, stage: str, done: int) -> None:
    """A process killed right after it wrote an article, or brought passages or statements to Chroma, leaves a
    store that the next run completes; a reader meanwhile sees what was published before."""
    newsroom = Newsroom(tmp_path / "killed")
    fill(newsroom, 4)
    newsroom.update(QuotedLines())
    before = newsroom.holdings()
    newsroom.write("new.md", '"Something new has come," said Otto Lund.', "New")
    newsroom.write("03.md", '"The third quay is gone," said Anna Berg.', "Gone")
    command = [sys.executable, "-c", KILLED, str(tmp_path / "killed"), stage, str(done)]
    assert subprocess.run(command, cwd=Path(__file__).parents[2]).returncode == -signal.SIGKILL
    assert newsroom.holdings() == before
    newsroom.update(QuotedLines())
    clean = Newsroom(tmp_path / "clean")
    shutil.rmtree(clean.articles)
    shutil.copytree(newsroom.articles, clean.articles)
    clean.update(QuotedLines())
    assert newsroom.holdings() == clean.holdings()


def test_a_second_writer_is_told_who_holds_the_store(newsroom: Newsroom) -> None:
    """It gives up at once and names the process; the lock of a dead process holds nobody up."""
    fill(newsroom, 1)
    with writing(newsroom.store), pytest.raises(LockedError, match=str(os.getpid())):
        newsroom.update()
    (newsroom.store / "writer.json").write_text(json.dumps({"process": 1, "host": "gone", "since": "2031"}))
    assert newsroom.update().added == 1
