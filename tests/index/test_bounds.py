"""A folder full of what no newsroom means to have: each thing gets a clear line, the rest goes on."""

import os
import zipfile

from index.reading.content import WHOLE_LIMIT
from tests.index.newsroom import Newsroom

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
    assert told_of.keys() >= {"loop.md", "up", "away.md"}
    assert all("\n" not in line and ":" in line for line in told_of.values()), told_of
    assert report.added == 4 and report.articles == 4
    (note,) = report.notes
    assert "bread.md and ferry.md have one web address, https://gull.example/, but different stories" in note
    searcher = newsroom.searcher()
    ferry = searcher.article("ferry.md")
    assert ferry is not None and ferry.source.published == ""
    assert searcher.article("two\ufffdlines.txt") is not None
    searcher.close()
    assert newsroom.update().notes == ()  # told once, when it comes


def test_what_only_looks_like_a_file_holds_nothing_up(newsroom: Newsroom) -> None:
    """A pipe, from which one would wait for ever, and a folder with a file's name; a name that is no text is shown
    with what can be shown of it."""
    newsroom.write("ferry.md", "The ferry to Marn was late.")
    os.mkfifo(newsroom.articles / "pipe.md")
    newsroom.write("folder.md/inner.txt", "A bakery in Thornby won a prize.")
    (newsroom.articles / os.fsdecode(b"caf\xe9.txt")).write_text("The tunnel needs new lamps.")
    report = newsroom.update()
    assert (report.added, report.failed) == (3, ())
    searcher = newsroom.searcher()
    assert searcher.article("caf\ufffd.txt") is not None and searcher.article("folder.md/inner.txt") is not None
    searcher.close()
