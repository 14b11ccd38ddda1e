"""What a reader takes away: every form holds the words and says where they stand, and nothing in it is live."""

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.page.exporting import exported, file_name
from assistant.page.fragment import ENDS, WHOLE, at_words
from assistant.page.markdown import inert
from assistant.page.record import Exchange, Quotation, record_of
from tests.browser.desk import answer_of, article_of, cited, said

SENTENCE = "“Grain, not guns,” Velloren said."
ARTICLE = article_of("a1", "Treaty signed", f"{SENTENCE} Pask laughed.", url="https://x.example/a?b=1&c=2")
ANSWER = answer_of(
    "Velloren: “Grain, not guns” [2].\n\nPask laughed [1].",
    cited(ARTICLE, "Pask laughed.", "laughed", label=1),
    said(ARTICLE, "Magda Velloren", "prime minister", SENTENCE, "Grain, not guns", label=2),
)
EXCHANGE = Exchange("What was said?", "", "answered", record_of(ANSWER), "")
TRAP = "<script>alert(1)</script> ![x](https://evil.example/p.png) [a](javascript:alert(1)) `b` **c** =1+1"


def text_of(form: str, exchange: Exchange = EXCHANGE) -> str:
    return exported(exchange, form)[1]


def test_footnotes_say_who_where_and_when() -> None:
    """Marks keep their numbers; each footnote names speaker, outlet, day and headline, with the address."""
    plain = text_of("txt")
    assert "“Grain, not guns” [2]" in plain
    assert "[2] Magda Velloren, The Daily Lantern, 4 March 2031, “Treaty signed”, https://x.example/a?b=1&c=2" in plain
    marked = text_of("md")
    assert "“Grain, not guns” [^2]" in marked
    assert "[^2]: Magda Velloren, The Daily Lantern, 4 March 2031, “Treaty signed”: “Grain, not guns”" in marked
    assert "<https://x.example/a?b=1&c=2#:~:text=Grain%2C%20not%20guns>" in marked


def test_an_exchange_tells_the_outcome_as_the_page_does() -> None:
    """Whose words a quotation is, with their name; and copied words stand between marks that come in pairs."""
    quoted = Quotation("grain, not guns", ("Magda Velloren",), False)
    asked = answer_of("Yes [1].", cited(ARTICLE, SENTENCE, "“Grain, not guns"), outcome="said")
    exchange = Exchange("Did she?", "", "answered", record_of(asked, quoted=quoted), "")
    assert "Word for word: Magda Velloren" in text_of("txt", exchange)
    assert "“Treaty signed”: “Grain, not guns”" in text_of("md", exchange)
    assert "Word for word: Magda Velloren" in text_of("html", exchange)


def test_a_row_for_each_citation_points_at_its_words() -> None:
    """The offsets of a row cut the exact words from the body."""
    rows = list(csv.DictReader(io.StringIO(text_of("csv"))))
    assert [(row["citation"], row["speaker"], row["words"]) for row in rows] == [
        ("1", "", "laughed"), ("2", "Magda Velloren", "Grain, not guns"),
    ]  # fmt: skip
    for row in rows:
        start, end = map(int, row["words_at"].split("-"))
        assert ARTICLE.body[start:end] == row["words"]


def test_each_part_of_scattered_words_keeps_its_marks_closed() -> None:
    """The reporter's words never end up within the speaker's marks; the day has one form, whatever the article had."""
    said_so = 'Pask called the treaty "a surrender" and said his party would vote against it.'
    article = article_of("a3", "Signed", said_so)
    article = replace(article, source=replace(article.source, published="2031-03-04T14:05:00+01:00"))
    words = ('the treaty "a surrender', "his party would vote against it")
    answer = answer_of("Pask [1].", cited(article, said_so, *words))
    exchange = Exchange("Did he?", "", "answered", record_of(answer), "")
    closed = 'the treaty "a surrender"'
    assert f"‘{closed}’ … “{words[1]}”" in text_of("md", exchange)
    (row,) = csv.DictReader(io.StringIO(text_of("csv", exchange)))
    assert (row["words"], row["published"]) == (f"{closed} … {words[1]}", "2031-03-04")


@pytest.mark.parametrize(
    "told",
    [
        "In order of time, on 2031-03-04: he (the leader) said no. It's 25-year-old!",
        "snake_case, 50+ & more; 3.5 % = little – “so”",
    ],
)
def test_plain_words_get_no_backslash(told: str) -> None:
    """Only what Markdown would take for markup where it stands is escaped."""
    assert inert(told) == told


@pytest.mark.parametrize("told", ["1. One", "- one", "# One", "> one", "===", "a_ _b_", "&amp;", "https://x.example"])
def test_what_would_act_gets_one(told: str) -> None:
    assert inert(told).count("\\") in (1, 2, 3) and "\\" not in told


@given(st.text(alphabet="ab1 \n.-+=_*#>[]()<&;:`~|\\!", max_size=40))
def test_markdown_shows_the_words_as_they_stand(told: str) -> None:
    """Rendered, the text has no element but paragraphs, and the very words."""
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(inert(told))
    assert set(re.findall(r"</?(\w+)", shown)) <= {"p"}
    assert unescape(re.sub("<[^>]*>", "", shown)).split() == told.split()


def test_a_file_is_called_after_its_question() -> None:
    """The first words of the question, whatever its script, and the day of the answer; never a path."""
    for asked, name in (
        ("Did Pask change his mind?", "did-pask-change-his-mind-2031-05-06.md"),
        ("../../Что сказал? ", "что-сказал-2031-05-06.md"),
        ("?!", "who-said-what-2031-05-06.md"),
        ("word " * 50, f"{'word-' * 10}2031-05-06.md"),
    ):
        assert file_name(asked, "2031-05-06T07:08:09+00:00", "md") == name


def test_json_holds_everything() -> None:
    """The answer with its standing, and each citation with its source and offsets."""
    told = json.loads(text_of("json"))
    assert (told["asked"], told["standing"], told["text"]) == ("What was said?", "grounded", ANSWER.text)
    (start, end), one = told["cited"][1]["spans"][0], told["cited"][1]
    assert ARTICLE.body[start:end] == "Grain, not guns" and one["source"]["outlet"] == "The Daily Lantern"


def test_the_page_of_its_own_shows_the_passages() -> None:
    """The cited sentences with the exact words marked, a mark leading to each, and a policy that lets nothing in."""
    page = text_of("html")
    assert "<blockquote>“<mark>Grain, not guns</mark>,” Velloren said.</blockquote>" in page
    assert '<a href="#s2">[2]</a>' in page and '<li id="s2" value="2">' in page
    assert "default-src 'none'" in page and "src=" not in page


@pytest.mark.parametrize("form", ["txt", "md", "csv", "json", "html"])
def test_untrusted_words_are_taken_away_as_words(form: str) -> None:
    """Markup in an article, a question or a name neither runs nor fetches where the file is opened."""
    article = article_of("a2", TRAP, f"{TRAP} said so.", outlet="=HYPERLINK(1)", url="javascript:alert(1)")
    answer = answer_of(f"{TRAP} [1]", said(article, TRAP, TRAP, f"{TRAP} said so.", TRAP))
    text = text_of(form, Exchange(TRAP, "", "answered", record_of(answer), ""))
    if form == "html":
        assert "<script" not in text and 'href="javascript' not in text
    if form == "md":
        assert "<script" not in text.replace("\\<", "") and not re.search(r"(?<!\\)(?:\]\(|`|\*\*c)", text)
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_what_cannot_be_taken_away_is_refused_with_a_reason() -> None:
    """A form that is none, and an exchange without an answer."""
    with pytest.raises(ValueError, match="no form 'exe'"):
        exported(EXCHANGE, "exe")
    with pytest.raises(ValueError, match="ask again"):
        exported(Exchange("q", "", "stopped", None, "So far"), "md")


@given(st.text(max_size=300))
def test_a_link_to_words_stays_on_its_page(words: str) -> None:
    """Whatever the words, the address before the fragment is untouched, and nothing of them acts in it."""
    url = at_words("https://x.example/a", words)
    before, _, after = url.partition("#:~:text=")
    assert before == "https://x.example/a"
    assert after.count(",") <= 1 and not set(after) & set("&-#\n <>\"'")
    url.encode("ascii")


def test_a_long_quotation_is_found_by_its_ends() -> None:
    """Browsers find a range by its first and last words."""
    words = [f"w{number}" for number in range(WHOLE + 1)]
    (first, last) = at_words("https://x.example", " ".join(words)).partition("=")[2].split(",")
    assert first.split("%20") == words[:ENDS] and last.split("%20") == words[-ENDS:]
