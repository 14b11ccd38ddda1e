"""What the page makes of questions, answers and articles: HTML that says no more than its words."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.answer import Answer, Candidate
from assistant.page.english.wording import day_words, understood_words
from assistant.page.escaping import escaped, followable, in_lines
from assistant.page.highlighting import SHOWN, article_html
from assistant.page.marking import sources_of
from assistant.page.place import MARK, Place, place_of, read_place
from assistant.page.record import Exchange, record_of
from assistant.page.rendering import candidate_words, exchange_html, question_html, writing_html
from assistant.page.reporting import SHOWN_FAILURES, Model, sent_html, status_html, update_html
from assistant.page.update import Progress, Report, Trouble
from index.article import Article
from index.coverage import Failure
from index.filters import Filters
from tests.browser.desk import QueueDesk, answer_of, article_of, cited, said

ARTICLE = article_of(
    "a/1 & more",
    "Treaty signed",
    "“Grain, not guns,” Velloren said. Pask laughed.\n\nThe end.",
    url="https://x.example/a?b=1&c=2",
)
SENTENCE = "“Grain, not guns,” Velloren said."


def answer_html(answer: Answer, asked: str) -> str:
    """How the page shows an answer to what was asked."""
    return exchange_html(Exchange(asked, "", "answered", record_of(answer), ""))


class Seen(HTMLParser):
    """What a browser makes of HTML: the text, that of its marks, and every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.marked, self.tags = "", "", list[tuple[str, dict[str, str | None]]]()
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = self._inside or tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if self._inside else ""

    def links(self, kind: str) -> list[str]:
        return [fields["href"] or "" for tag, fields in self.tags if tag == "a" and fields.get("class") == kind]


printable = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
anything = st.text(st.characters())  # lone surrogates and control characters among them


@given(anything)
def test_escaped_words_hold_nothing_that_markdown_or_html_acts_on(words: str) -> None:
    """No ASCII punctuation stands in escaped text but that of numeric references; every length is kept."""
    html = escaped(words)
    seen = Seen(f"<p>{html}</p>")
    assert [tag for tag, _ in seen.tags] == ["p"]
    assert len(seen.text) == len(words)
    assert not set(html) & set("<>\"'`*_[]()!$\\{}~|^:/=+-.@%,?")
    html.encode("utf-8")


@given(printable)
def test_escaped_words_read_as_they_were(words: str) -> None:
    """A browser shows exactly the characters that went in."""
    assert Seen(escaped(words)).text == words


@given(anything)
@example("\ud800")  # half a character, which JSON can send and UTF-8 cannot carry
def test_a_bubble_is_one_line(words: str) -> None:
    """Markdown ends a block of HTML at a blank line: there is none to end it, whatever is asked or answered."""
    assert "\n" not in in_lines(words)
    assert "\n" not in question_html(words)
    assert "\n" not in writing_html(words)
    assert "\n" not in answer_html(answer_of(words), words)


@given(printable, st.data())
def test_the_marks_of_an_article_are_the_words_cut_from_its_body(text: str, data: st.DataObject) -> None:
    """For any text and any place, the marks joined are the exact words, line ends aside."""
    body = f"Headline\n\n{text}"
    offsets = st.integers(0, len(body))
    start, end = sorted((data.draw(offsets), data.draw(offsets)))
    article = Article(ARTICLE.source, body)
    seen = Seen(article_html(article, Place("a", ((start, end),), ((start, end),))))
    lines = [line for line in body.split("\n") if line.strip()]
    at = [body.index(line) for line in lines[:1]]
    shown = "".join(_overlap(body, line, start, end) for line in _line_spans(body))
    assert at == [0]
    assert seen.marked == shown


def _line_spans(body: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in body.split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _overlap(body: str, line: tuple[int, int], start: int, end: int) -> str:
    return body[max(line[0], start) : min(line[1], end)] if start < line[1] and end > line[0] else ""


def test_the_sentence_is_marked_lightly_and_the_words_strongly() -> None:
    """The cited sentence and the exact words inside it are told apart; nothing else is touched."""
    html = article_html(ARTICLE, place_of(record_of(answer_of("", cited(ARTICLE, SENTENCE, "Grain, not guns"))).cited))
    assert f'<span class="sentence">{escaped("“")}</span><mark>{escaped("Grain, not guns")}</mark>' in html
    assert f'<span class="sentence">{escaped(",” Velloren said.")}</span> Pask laughed' in html
    assert Seen(html).text.endswith("Pask laughed.The end.")


def test_an_article_shows_where_it_is_from() -> None:
    """Outlet, byline, day and a link that tells the other side nothing."""
    seen = Seen(article_html(ARTICLE, Place("a", (), ())))
    assert seen.text.startswith("The Daily LanternTreaty signedTracey Umber · 4 March 2031 · Original article")
    (link,) = [fields for tag, fields in seen.tags if tag == "a"]
    assert link == {"href": ARTICLE.source.url, "target": "_blank", "rel": "noopener noreferrer"}


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.example", "https:", "http://[", "", " x"],
)
def test_only_pages_on_the_web_are_linked(url: str) -> None:
    """Any other address is left out, in the panel and in what is copied."""
    article = Article(replace(ARTICLE.source, url=url), ARTICLE.body)
    assert not followable(url)
    assert "Original article" not in article_html(article, Place("a", (), ()))
    assert "On the web" not in answer_html(answer_of("Yes [1].", cited(article, SENTENCE)), "q")


def test_a_very_long_article_is_shown_around_the_place() -> None:
    """Megabytes would freeze the page: the part with the cited words is shown, and it says that it is a part."""
    article = article_of("long", "Long", "A line of it.\n" * 200_000 + "The point.\n" + "More.\n" * 200_000)
    html = article_html(article, place_of(record_of(answer_of("", cited(article, "The point.", "The point"))).cited))
    assert Seen(html).marked == "The point"
    assert "only the part around the citation" in html
    assert len(Seen(html).text) < SHOWN + 500


spans = st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=5).map(tuple)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), spans, spans)
def test_a_place_survives_its_link(
    article_id: str, sentences: tuple[tuple[int, int], ...], words: tuple[tuple[int, int], ...]
) -> None:
    """Whatever the id and the offsets, the link reads back as the same place."""
    place = Place(article_id, sentences, words)
    assert read_place(place.query) == place


@pytest.mark.parametrize("query", ["", "sentences=1-2", "id=a&words=1", "id=a&words=1-x", "id=a&words=-1-2"])
def test_a_query_that_is_no_place_is_refused(query: str) -> None:
    """Nothing is guessed from an address that somebody made up."""
    with pytest.raises(ValueError, match=r"id=|START-END"):
        read_place(query)


def test_each_label_given_is_a_link_to_its_place_and_no_other_label_is() -> None:
    """Marks lead to their citations; a label that nobody gave is only a number."""
    answer = answer_of(
        "Grain [2]. Guns [1][7].", cited(ARTICLE, "The end.", label=1), cited(ARTICLE, SENTENCE, "Grain", label=2)
    )
    seen = Seen(answer_html(answer, "the question"))
    grain, guns = (read_place(link.removeprefix(MARK)) for link in seen.links("cite"))
    assert ARTICLE.body[slice(*grain.words[0])] == "Grain"
    assert ARTICLE.body[slice(*guns.sentences[0])] == "The end."
    assert list(sources_of(record_of(answer))) == [2, 1]
    assert ("span", {"class": "cite pending"}) in seen.tags


def test_citations_that_share_a_label_are_one_place() -> None:
    """Two sentences under one label are one source, and are highlighted together."""
    answer = answer_of("Grain [1].", cited(ARTICLE, "The end.", "end"), cited(ARTICLE, SENTENCE, "Grain"))
    seen = Seen(answer_html(answer, "q"))
    (link,) = seen.links("source")
    assert len(read_place(link.removeprefix(MARK)).sentences) == 2


def test_a_source_names_the_speaker_of_a_statement() -> None:
    """Number, headline, speaker, outlet and day."""
    answer = answer_of("Yes [1].", said(ARTICLE, "Magda Velloren", "prime minister", SENTENCE, "Grain, not guns"))
    assert "Treaty signedMagda Velloren · The Daily Lantern · 4 March 2031" in Seen(answer_html(answer, "q")).text


def test_an_article_stands_once_among_the_sources() -> None:
    """With a mark for each citation of it, and with each speaker's marks where several speak; its address on the web
    names the words of all."""
    whole = said(ARTICLE, "Magda Velloren", "prime minister", SENTENCE, "Grain, not guns")
    other = said(ARTICLE, "Dorian Pask", "", "Pask laughed.", "laughed", label=2)
    html = answer_html(answer_of("Yes [1][2].", whole, other), "q")
    seen = Seen(html)
    assert len(seen.links("source")) == 2 and len(seen.links("headline")) == 1
    assert seen.links("headline")[0] == seen.links("source")[0]
    assert "Magda Velloren [1], Dorian Pask [2] · The Daily Lantern" in seen.text
    assert "#:~:text=Grain%2C%20not%20guns&text=laughed" in seen.links("original")[0]


def test_a_declining_answer_tells_once_how_much_was_searched() -> None:
    """In its words; the line below it tells how fresh the index is. What does not tell it is told."""
    searched = "Searched: 42 articles from 2031-01-14 to 2032-12-09."
    told = Seen(answer_html(answer_of(f"They do not say. {searched}", standing="declined"), "the question")).text
    assert "searched 42 articles" not in told and "index " in told
    assert "searched 42 articles" in Seen(answer_html(answer_of("No.", standing="declined"), "the question")).text


def test_words_that_stand_in_a_source_are_set_apart_and_others_are_not() -> None:
    """The look of a copied quotation is kept for words that stand in what the same paragraph cites."""
    answer = answer_of("She said “Grain, not guns” and “never guns” [1].", cited(ARTICLE, SENTENCE, "Velloren said"))
    html = answer_html(answer, "q")
    assert f'<span class="verbatim">{escaped("“Grain, not guns”")}</span>' in html
    copied = answer_html(answer_of(f"Post, 2031-03-04: {SENTENCE} [1]", cited(ARTICLE, SENTENCE, "Velloren said")), "q")
    assert f'<span class="verbatim">{escaped("“Grain, not guns,” ")}<span class="exact">Velloren said</span>' in copied
    assert f"and {escaped('“never guns”')}" in html
    apart = answer_of("Velloren said so.\n\nShe did [1].", cited(ARTICLE, SENTENCE, "Velloren said"))
    assert "verbatim" not in answer_html(apart, "q")


def test_the_outcome_is_the_headline_and_the_standing_steps_back() -> None:
    """Beside altered words no sign confirms anything; an answer that is not grounded is told as loudly as ever."""
    altered = answer_of("Not in these words [1].", cited(ARTICLE, SENTENCE, "Grain"), outcome="other_words")
    seen = Seen(answer_html(altered, "the question"))
    assert seen.text.startswith("≠ Not in these words: see the nearestsources: grounded") and "✓" not in seen.text
    assert "!Not grounded" in Seen(answer_html(replace(altered, standing="ungrounded"), "the question")).text
    assert "✓Grounded" in Seen(answer_html(replace(altered, outcome=None), "the question")).text


def test_an_answer_tells_how_it_stands_and_what_was_understood() -> None:
    """Outcome and standing in words, a chip for each part that was understood, how much was searched, how fresh the
    index is, and a warning where it is behind its files."""
    filters = Filters(("Magda Velloren",), date(2031, 1, 1), date(2031, 12, 31), ("HNA",))
    answer = answer_of("They do not say.", standing="declined", outcome="not_found", filters=filters)
    record = replace(record_of(answer, stale=3, failed=1), answered_at="2033-01-12T09:00:00+00:00")
    told = Seen(exchange_html(Exchange("And then?", "", "answered", record, ""))).text
    assert told.startswith("? No such statement founddeclined")
    for chip in ("Speaker Magda Velloren", "Topic the harbour treaty", "Days from 1 Jan 2031 to 31 Dec 2031", "HNA"):
        assert chip in told
    assert (
        "read as “the question” · searched 42 articles from 14 Jan 2031 to 9 Dec 2032 · "
        "index 2 days old (10 Jan 2033, 08:00 UTC)"
    ) in told
    assert "Not all is searched: 3 files changed since the index was made and 1 file could not be read." in told
    plain = Seen(answer_html(answer, "the question")).text
    assert "read as" not in plain and "Not all" not in plain


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), "“the harbour treaty”"),
        (Filters(since=date(2031, 1, 1)), "“the harbour treaty”, since 1 Jan 2031"),
        (Filters(until=date(2031, 1, 1)), "“the harbour treaty”, until 1 Jan 2031"),
        (Filters(since=date(2031, 1, 1), until=date(2031, 1, 1)), "“the harbour treaty”, on 1 Jan 2031"),
    ],
)
def test_periods_read_well(filters: Filters, words: str) -> None:
    """One day, two days, or one open end."""
    assert understood_words(answer_of("x", filters=filters).question) == words


def test_what_is_no_date_is_shown_as_it_stands() -> None:
    """An article's own words about its day are better than none."""
    assert (day_words("2031-03-04T09:00:00+01:00"), day_words("spring 2031")) == ("4 March 2031", "spring 2031")


def test_a_stopped_answer_says_that_it_was_not_checked() -> None:
    """What had been written stays, under a note."""
    html = exchange_html(Exchange("q", "", "stopped", None, "So far [1]"))
    assert "So far" in html and "nothing above has been checked" in html and "writing" not in html


def test_a_candidate_is_told_by_name_role_and_statements() -> None:
    """Enough to tell namesakes apart."""
    assert candidate_words(Candidate("Lena Oru", "nurse", 1)) == "Lena Oru, nurse (1 statement)"
    assert candidate_words(Candidate("Lena Oru", "", 1200)) == "Lena Oru (1,200 statements)"


def test_the_page_says_where_evidence_goes() -> None:
    """Nowhere by default; otherwise host and model are named."""
    assert "Nothing leaves this machine" in sent_html(None)
    told = Seen(sent_html(Model("m-1", "models.example"))).text
    assert told == "Questions and passages are sent to models.example (m-1)"


@pytest.mark.parametrize(("root", "invented"), [("/x/corpus/articles/", True), ("/x/corpus/articles2", False)])
def test_only_the_built_in_corpus_is_called_invented(root: str, invented: bool) -> None:
    """Real articles must not be called invented."""
    status = QueueDesk({"a": ARTICLE}, roots=(root,)).status()
    assert ("invented" in status_html(status)) is invented


def test_an_update_is_told_in_full() -> None:
    """Progress with its bar, a report with each failure and its reason, a trouble with its reason."""
    assert 'value="3" max="12"' in update_html(Progress("embedding", 3, 12))
    assert "<progress></progress>" in update_html(Progress("starting", 0, 0))
    failed = tuple(Failure(f"{number}.md", "<b>no text</b>") for number in range(SHOWN_FAILURES + 2))
    told = Seen(update_html(Report(1, 2, 3, 4, failed, 5, 6, 7, 8.04))).text
    assert "in 8.0 s: 1 added, 2 changed, 3 removed, 4 unchanged." in told
    assert "52 files could not be read" in told and "0.md <b>no text</b>" in told and "and 2 more" in told
    assert "no disk" in update_html(Trouble("no disk"))
    assert update_html(None) == ""
