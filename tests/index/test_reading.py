"""Files of articles: every format, every way to break one."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.coverage import Failure
from index.decoding import LIMIT, clean, decode
from index.errors import RootError
from index.reading.articles import read_file
from index.reading.formats import FORMATS
from index.reading.walking import find_files

STORY = "The minister resigned on Monday after the budget vote. The prime minister thanked her for her work."


def read(folder: Path, name: str, content: str | bytes) -> list[Article | Failure]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_file(path, folder))


def read_one(folder: Path, name: str, content: str | bytes) -> Article:
    (article,) = read(folder, name, content)
    assert isinstance(article, Article), article
    return article


def fail_one(folder: Path, name: str, content: str | bytes) -> Failure:
    (failure,) = read(folder, name, content)
    assert isinstance(failure, Failure), failure
    return failure


def test_a_text_file_begins_with_its_headline(tmp_path: Path) -> None:
    """A short first line without a full stop is the headline, and the first line of the body."""
    article = read_one(tmp_path, "news/a.txt", f"Minister resigns\n{STORY}\n\n")
    assert (article.source.headline, article.source.path) == ("Minister resigns", "news/a.txt")
    assert article.body == f"Minister resigns\n\n{STORY}"
    assert article.source.language == "en"


@pytest.mark.parametrize(
    "first",
    [STORY, "By Ann Lee", "The minister, who had been in office", "Published May 4, 2031", "“I am leaving.”"],
)
def test_a_first_line_that_is_no_headline_makes_none(tmp_path: Path, first: str) -> None:
    """A sentence, a byline, a broken line or a date is not taken for a headline."""
    second = "since May, resigned." if first.endswith("office") else STORY
    article = read_one(tmp_path, "a.txt", f"{first}\n{second}")
    assert article.source.headline == ""
    assert article.body == f"{first}\n{second}"


def test_markdown_fields_come_from_its_front_matter(tmp_path: Path) -> None:
    """The known fields are kept, the day as ISO, and unknown ones are passed over."""
    front = "headline: 'No: a minister'\noutlet: The Gull\nbyline: [Ann Lee, Bo Ray]\npublished: 4 May 2031"
    text = f"---\n{front}\nurl: https://gull.example/1\nmood: [1, {{a: b}}]\n---\n\n{STORY}\n"
    source = read_one(tmp_path, "a.md", text).source
    assert (source.headline, source.outlet, source.byline) == (
        "No: a minister",
        "The Gull",
        "Ann Lee, Bo Ray",
    )
    assert (source.published, source.url) == ("2031-05-04", "https://gull.example/1")


def test_yaml_does_not_reinterpret_words(tmp_path: Path) -> None:
    """A headline "No" stays "No"; a null is nothing."""
    source = read_one(tmp_path, "a.md", f"---\nheadline: No\noutlet: null\nbyline:\n---\n{STORY}").source
    assert (source.headline, source.outlet, source.byline) == ("No", "", "")


def test_a_markdown_heading_is_the_headline(tmp_path: Path) -> None:
    """Without front matter the heading is the headline, and loses its marks."""
    article = read_one(tmp_path, "a.md", f"# Minister resigns #\n\n{STORY}")
    assert article.body == f"Minister resigns\n\n{STORY}"


@pytest.mark.parametrize("first", ["Minister  Resigns", "# **Minister resigns**", "MINISTER RESIGNS."])
def test_a_repeated_headline_is_not_doubled(tmp_path: Path, first: str) -> None:
    """A first line that says the same in other markup or case gives way to the headline."""
    article = read_one(tmp_path, "a.md", f"---\nheadline: Minister resigns\n---\n{first}\n\n{STORY}")
    assert article.body == f"Minister resigns\n\n{STORY}"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("---\nheadline: a\noutlet: 'b\n---\nText", "line "),
        ("---\nheadline: a: b\n---\nText", "line 2"),
        ("---\nheadline: a\nText goes on", "never closed"),
        ("---\njust words\n---\nText", "not a list of fields"),
        (f"---\na: {'[' * 5000}\n---\nText", "line"),
        ("---\n? [a]\n: b\n---\nText", "line 2"),
    ],
)
def test_broken_front_matter_is_reported_with_its_line(tmp_path: Path, content: str, told: str) -> None:
    """Broken YAML is a Failure that says where."""
    failure = fail_one(tmp_path, "a.md", content)
    assert failure.path == "a.md"
    assert told in failure.reason


def test_json_lines_take_either_name_of_a_field(tmp_path: Path) -> None:
    """Each line is an article, called by its own id, else by its line number."""
    lines = [
        {
            "id": "x1",
            "headline": "One",
            "text": STORY,
            "outlet": "Gull",
            "byline": "Ann",
            "published": "2031-05-04",
        },
        {
            "title": "Two",
            "body": STORY,
            "source": "Gull",
            "authors": ["Ann", "Bo"],
            "date": 1577836800,
            "url": "ftp://x",
        },
    ]
    content = "\ufeff" + "\n\n".join(json.dumps(line) for line in lines)
    first, second = read(tmp_path, "a.jsonl", content)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.source.path, second.source.path) == ("a.jsonl#x1", "a.jsonl#3")
    assert (second.source.headline, second.source.outlet, second.source.byline) == ("Two", "Gull", "Ann, Bo")
    assert (second.source.published, second.source.url) == ("2020-01-01T00:00:00+00:00", "")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"text": "a b"', "not JSON at character"),
        ('["a"]', "a list, not an object"),
        ('{"title": "a"}', "no text"),
        ('{"text": 5}', "no text"),
        ('{"text": " \\n "}', "no story"),
        ("[" * 100_000, "not JSON"),
        ('{"text": "a", "date": ' + "9" * 5_000 + "}", "not JSON"),
        ('{"id": "good", "text": "a b"}', "called 'good' too"),
        ('{"text": "' + "a " * (LIMIT // 2) + '"}', f"limit of {LIMIT:,}"),
    ],
    ids=["cut", "list", "textless", "number", "blank", "deep", "long-number", "same-id", "huge"],
)
def test_a_broken_line_costs_that_line_only(tmp_path: Path, line: str, told: str) -> None:
    """The lines around a broken one are read, and the Failure names it."""
    good = json.dumps({"id": "good", "text": STORY})
    last = json.dumps({"id": "last", "text": STORY})
    before, broken, after = read(tmp_path, "a.jsonl", f"{good}\n{line}\n{last}\n")
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert isinstance(broken, Failure)
    assert broken.path.startswith("a.jsonl#")
    assert told in broken.reason


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("é—“x”".encode(), "é—“x”"),
        (b"\xef\xbb\xbf" + "é".encode(), "é"),
        ("é—“x”".encode("utf-16"), "é—“x”"),
        ("é—“x”".encode("utf-32"), "é—“x”"),
        ("é—“x”".encode("cp1252"), "é—“x”"),
        (b"\xff\x81 caf\xe9", "ÿ\ufffd café"),
    ],
)
def test_bytes_are_read_in_the_encoding_they_are_in(raw: bytes, text: str) -> None:
    """UTF-8, UTF-16 with its mark, and Windows-1252 with a sign for what it does not know."""
    assert decode(raw).removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Die Ministerin für Verkehr trat zurück. „Größere Änderungen“ sind nicht zu erwarten, heißt es.", "cp1252"),
        ("La ministre a démissionné après le vote. « C’est fini », a déclaré le président, très ému.", "cp1252"),
        ("Министр подал в отставку в понедельник после голосования по бюджету.", "cp1251"),
        ("Министр подал в отставку в понедельник после голосования по бюджету.", "koi8-r"),
        ("Министр подал в отставку в понедельник после голосования по бюджету.", "utf-16-le"),
        ("Minister podał się do dymisji w poniedziałek. Premier podziękował jej za pracę, źródła milczą.", "cp1250"),
        ("Η υπουργός παραιτήθηκε τη Δευτέρα μετά την ψηφοφορία για τον προϋπολογισμό.", "cp1253"),
        ("Bakan, oylamanın ardından pazartesi günü istifa etti. Başbakan teşekkür ettiğini söyledi.", "cp1254"),
        ("大臣は月曜日、予算案の採決後に辞任した。首相は彼女の仕事に感謝した。", "shift_jis"),
        ("部长在预算投票后于周一辞职。总理感谢她的工作。", "gb18030"),
    ],
)
def test_the_encoding_of_old_files_is_found(text: str, encoding: str) -> None:
    """A sentence or two in any of the encodings that newsrooms wrote is read as it was meant."""
    assert decode(text.encode(encoding)) == text


def test_a_slip_does_not_change_the_encoding() -> None:
    """UTF-8 with a broken character stays UTF-8, and only that character is lost."""
    raw = ("Größe, Übung, Äußerung, Straße, für, über, müßig, Öl. " * 3).encode()
    assert decode(raw + b"\xff" + raw) == raw.decode() + "\ufffd" + raw.decode()


def test_binary_is_no_text(tmp_path: Path) -> None:
    """A picture that is called .txt is refused in those words."""
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    assert "binary" in fail_one(tmp_path, "a.txt", picture).reason


def test_utf16_json_lines_are_refused_with_a_remedy(tmp_path: Path) -> None:
    """JSON lines are UTF-8; a file in UTF-16 says so once, not once a line."""
    failure = fail_one(tmp_path, "a.jsonl", '{"text": "a"}\n{"text": "b"}'.encode("utf-16"))
    assert "save it as UTF-8" in failure.reason


@given(st.text(st.characters(exclude_categories=[]) | st.sampled_from("\r\n\x0b\x0c\x85\u2028\u2029\x00\ud800")))
def test_clean_text_can_be_stored_and_has_one_line_end(text: str) -> None:
    """After cleaning only the newline parts lines, and everything can be written as UTF-8."""
    cleaned = clean(text)
    cleaned.encode()
    assert cleaned.splitlines() == cleaned.split("\n")[: len(cleaned.splitlines())]
    assert clean(cleaned) == cleaned
    assert "\x00" not in cleaned


@pytest.mark.parametrize("content", ["", "  \n\n", "...\n***", "---\nheadline: A minister\n---\n"])
def test_an_article_without_words_is_a_failure(tmp_path: Path, content: str) -> None:
    """Nothing to read is reported rather than stored."""
    assert "no story" in fail_one(tmp_path, "a.md", content).reason


def test_an_absurdly_large_file_is_refused_by_size(tmp_path: Path) -> None:
    """The reason names the size and the limit."""
    reason = fail_one(tmp_path, "a.txt", b"a " * LIMIT).reason
    assert f"{2 * LIMIT:,}" in reason
    assert f"{LIMIT:,}" in reason


def test_an_unknown_ending_is_a_failure_that_names_the_known(tmp_path: Path) -> None:
    """A root that is a file of another kind says which kinds can be read."""
    path = tmp_path / "a.exe"
    path.write_bytes(b"MZ")
    assert find_files(path) == [path]
    (failure,) = read_file(path, path)
    assert isinstance(failure, Failure)
    assert all(ending in failure.reason for ending in FORMATS)


def test_a_file_that_vanished_is_a_failure(tmp_path: Path) -> None:
    """A file removed between finding and reading does not stop the others."""
    (failure,) = read_file(tmp_path / "gone.txt", tmp_path)
    assert isinstance(failure, Failure)
    assert failure.path == "gone.txt"


def test_files_are_found_in_order_without_hidden_ones(tmp_path: Path) -> None:
    """Hidden names and other endings are passed over."""
    for name in ("b.md", "a/z.TXT", "a/c.jsonl", ".x.md", ".git/a.md", "a/d.exe", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [path.relative_to(tmp_path).as_posix() for path in find_files(tmp_path)]
    assert found == ["README.md", "a/c.jsonl", "a/z.TXT", "b.md"]


def test_links_are_followed_below_the_root_only(tmp_path: Path) -> None:
    """A link to an article of the same root is read; one that loops, leads nowhere or out is refused by name."""
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / "a").mkdir(parents=True)
    outside.mkdir()
    (root / "a" / "x.md").write_text(STORY)
    (outside / "secret.md").write_text(STORY)
    for link, target in {
        "a/loop": root,
        "out": outside,
        "secret.md": outside / "secret.md",
        "self.md": root / "self.md",
        "broken.md": root / "nowhere.md",
        "good.md": root / "a" / "x.md",
    }.items():
        os.symlink(target, root / link)
    told = {path.relative_to(root).as_posix(): list(read_file(path, root)) for path in find_files(root)}
    refused = {name: one[0].reason for name, one in told.items() if isinstance(one[0], Failure)}
    assert sorted(told.keys() - refused.keys()) == ["a/x.md", "good.md"]
    assert "read already" in refused.pop("a/loop")
    assert "nowhere" in refused.pop("self.md")
    assert "nowhere" in refused.pop("broken.md")
    assert sorted(refused) == ["out", "secret.md"]
    assert all("leads out of" in reason for reason in refused.values())


def test_a_root_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A folder that cannot be seen is not a folder that was emptied."""
    with pytest.raises(RootError, match="no such file or folder"):
        find_files(tmp_path / "nowhere")


def test_the_id_changes_with_content_and_place(tmp_path: Path) -> None:
    """The same file read twice has one id; another headline, path or root makes another."""
    first = read_one(tmp_path, "a.txt", f"Minister resigns\n{STORY}").source
    again = read_one(tmp_path, "a.txt", f"Minister resigns\r\n{STORY}\n").source
    edited = read_one(tmp_path, "a.txt", f"Minister stays\n{STORY}").source
    moved = read_one(tmp_path, "b.txt", f"Minister resigns\n{STORY}").source
    assert first == again
    assert len({first.article_id, edited.article_id, moved.article_id}) == 3
    assert first.content_hash == moved.content_hash != edited.content_hash


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[", "/news/1", "https://", "http://a b/"])
def test_only_addresses_of_the_web_are_kept(tmp_path: Path, url: str) -> None:
    """An address that is not http or https is dropped."""
    line = json.dumps({"text": STORY, "url": url})
    assert read_one(tmp_path, "a.jsonl", line).source.url == ""


def test_languages_are_told_apart(tmp_path: Path) -> None:
    """The language is that of the body; too short a text has none."""
    german = "Die Ministerin trat am Montag nach der Abstimmung über den Haushalt zurück."
    assert read_one(tmp_path, "a.txt", german).source.language == "de"
    assert read_one(tmp_path, "b.txt", "Oh!").source.language == ""


@given(st.binary(max_size=300), st.sampled_from(sorted(FORMATS)))
def test_any_bytes_give_articles_or_failures(tmp_path_factory: pytest.TempPathFactory, raw: bytes, ending: str) -> None:
    """No content of a file makes reading raise; every body begins with its headline and can be stored."""
    folder = tmp_path_factory.mktemp("any")
    for each in read(folder, f"a{ending}", raw):
        if isinstance(each, Article):
            each.body.encode()
            assert each.body == each.body.strip()
            assert each.body.split("\n")[0].startswith(each.source.headline)
        else:
            assert each.reason
