"""A folder full of what no newsroom means to have: each thing gets a clear line, the rest goes on."""

import os
import socket
import warnings
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import IO, Any, cast

import pytest

from index.reading.content import WHOLE_LIMIT, content_name
from tests.index.newsroom import Newsroom
from tests.index.ordeal import faults

ENTITIES = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><channel/></rss>'


def test_every_oddity_gets_a_line_and_the_rest_is_indexed(newsroom: Newsroom) -> None:
    """Too large, packed to burst, growing entities, links that lead out, back or nowhere, binary, empty; what can be
    read beside them is: a body of one letter, a name of two lines, a date that is none, two stories of one address."""
    folder = newsroom.articles
    for name, size in (("large.html", WHOLE_LIMIT + 1), ("large.txt", WHOLE_LIMIT + 1), ("empty.md", 0)):
        with (folder / name).open("wb") as file:
            file.truncate(size)  # sparse
    (folder / "bits.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "entities.xml").write_text(ENTITIES)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("grown.txt", "a" * 30_000_000)
    for link, target in (("loop.md", "loop.md"), ("up", "."), ("out.txt", os.devnull), ("away.md", __file__)):
        (folder / link).symlink_to(target)
    newsroom.write("one.txt", "x")
    newsroom.write("two\nlines.txt", "The ferry was late.")
    for name, text in (
        ("ferry", "The ferry to Marn was late."),
        ("bread", "A bakery in Thornby won a prize."),
    ):
        told = f"---\nheadline: {name}\nurl: https://gull.example/\npublished: 31 June 2031\n---\n\n{text}\n"
        (folder / f"{name}.md").write_text(told)
    report = newsroom.update()
    told_of = {failure.path: failure.reason for failure in report.failed}
    assert told_of.keys() >= {"large.html", "large.txt", "empty.md", "bits.txt", "entities.xml", "bomb.zip#grown.txt"}
    assert told_of.keys() >= {"loop.md", "up", "out.txt", "away.md"}
    assert all("\n" not in line and ":" in line for line in told_of.values()), told_of
    assert report.added == 4 and report.articles == 4
    (note,) = report.notes
    assert "bread.md and ferry.md have one web address, https://gull.example/, but different stories" in note
    searcher = newsroom.searcher()
    ferry = searcher.article("ferry.md")
    assert ferry is not None and ferry.source.published == ""
    assert searcher.article(content_name("two\nlines.txt")) is not None
    searcher.close()
    assert newsroom.update().notes == ()  # told once, when it comes


def test_what_only_looks_like_a_file_holds_nothing_up(newsroom: Newsroom) -> None:
    """Nobody waits for a pipe, a socket or a link to one: each gets a line, once it is a file it is read. A folder with
    a file's name is a folder."""
    newsroom.write("ferry.md", "The ferry to Marn was late.")
    newsroom.write("folder.md/inner.txt", "A bakery in Thornby won a prize.")
    folder = newsroom.articles
    os.mkfifo(folder / "pipe.md")
    (folder / "link.txt").symlink_to("pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "socket.txt"))
        report = newsroom.update()
    assert report.added == 2
    assert [failure.path for failure in report.failed] == ["link.txt", "pipe.md", "socket.txt"]
    for failure in report.failed:
        assert "not a regular file" in failure.reason and "leave it out" in failure.reason
    again = newsroom.update()
    assert (again.unchanged, again.failed) == (2, report.failed)
    (folder / "pipe.md").unlink()
    newsroom.write("pipe.md", "The tunnel needs new lamps.")
    mended = newsroom.update()
    assert mended.articles == 4 and [failure.path for failure in mended.failed] == ["socket.txt"]


def test_a_pipe_named_as_a_root_is_told_of(newsroom: Newsroom) -> None:
    """It is there, so nobody hears that it is not; and nobody waits for it."""
    os.mkfifo(newsroom.articles / "pipe.md")
    (failure,) = newsroom.update(roots=[newsroom.articles / "pipe.md"]).failed
    assert failure.path == "pipe.md" and "not a regular file" in failure.reason


def test_names_that_look_the_same_are_two_files(newsroom: Newsroom) -> None:
    """Bytes that are no text, line ends and the sign that stands for both: whatever is shown of a name, each article
    is there, and stays when another goes."""
    names = [os.fsdecode(raw) for raw in (b"caf\xe9.txt", b"caf\xea.txt", "caf\ufffd.txt".encode(), b"caf\n.txt")]
    for number, name in enumerate(names):
        (newsroom.articles / name).write_text(f"Tunnel number {number} needs new lamps.")
    report = newsroom.update()
    assert (report.added, report.articles, report.failed) == (4, 4, ())
    (newsroom.articles / names[1]).unlink()
    after = newsroom.update()
    assert (after.removed, after.unchanged, after.added, after.changed) == (1, 3, 0, 0)
    searcher = newsroom.searcher()
    shown = [searcher.article(content_name(name)) for name in names]
    assert [article and article.body for article in shown] == [
        None if number == 1 else f"Tunnel number {number} needs new lamps." for number in range(4)
    ]
    assert all(name.isprintable() for article in shown if article for name in [article.source.path])
    searcher.close()


def test_names_in_an_archive_that_look_the_same_are_two_files(newsroom: Newsroom) -> None:
    """As on disk."""
    with zipfile.ZipFile(newsroom.articles / "all.zip", "w") as archive:
        for number, name in enumerate(("a\u2028.txt", "a\n.txt", "a\r.txt")):
            archive.writestr(name, f"Tunnel number {number} needs new lamps.")
    report = newsroom.update()
    assert (report.added, report.failed) == (3, ())
    searcher = newsroom.searcher()
    assert len({hit.item.source.path for hit in searcher.search("tunnel lamps", 9)}) == 3
    searcher.close()


def test_files_of_one_name_in_an_archive_and_an_email_stand_beside_each_other(newsroom: Newsroom) -> None:
    """A zip to which a file was added twice; a mail with two attachments that somebody called the same."""
    with zipfile.ZipFile(newsroom.articles / "all.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warns of just this
        for name, text in (("a.txt", "Bees hum."), ("a~2.txt", "Gulls cry."), ("a.txt", "Dogs bark.")):
            archive.writestr(name, text)
    mail = EmailMessage()
    mail.set_content("Both stories are attached.")
    for text in ("The library lent novels.", "The glacier shrank."):
        mail.add_attachment(text, filename="story.txt")
    (newsroom.articles / "mail.eml").write_bytes(bytes(mail))
    report = newsroom.update()
    assert (report.added, report.articles, report.failed) == (6, 6, ())
    searcher = newsroom.searcher()
    inside = {name: searcher.article(name) for name in ("all.zip#a.txt", "all.zip#a~2.txt", "all.zip#a~3.txt")}
    assert [article and article.body for article in inside.values()] == ["Bees hum.", "Gulls cry.", "Dogs bark."]
    assert searcher.article("mail.eml#story.txt") and searcher.article("mail.eml#story~2.txt")
    searcher.close()
    assert faults(newsroom) == ()


def test_what_may_not_be_opened_is_told_of_and_tried_again(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is kept from reading who runs the tests as root, so opening refuses."""
    newsroom.write("ferry.md", "The ferry to Marn was late.")
    closed = newsroom.write("closed.md", "A bakery in Thornby won a prize.")
    opened = Path.open

    def refusing(path: Path, *how: Any, **more: Any) -> IO[Any]:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return cast(IO[Any], opened(path, *how, **more))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refusing)
        report = newsroom.update()
        assert newsroom.update().failed == report.failed
    (failure,) = report.failed
    assert report.articles == 1 and failure.path == "closed.md"
    assert failure.reason == "cannot be opened, Permission denied: allow reading it, or leave it out"
    allowed = newsroom.update()
    assert (allowed.articles, allowed.failed) == (2, ())
