"""One article in every form a newsroom keeps it in, written by other tools than ours, read back to the same."""

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document
from feedgen.feed import FeedGenerator
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from index.article import Article
from index.coverage import Failure
from index.reading import archives, news_xml
from index.reading.articles import read_file
from index.reading.formats import FORMATS
from index.sifting import junk

HEADLINE = "Reservoir plan divides Calder Vale"
OUTLET = "The Vale Courier"
BYLINE = "Ines Morrow"
PUBLISHED = "2041-05-02T18:20:00+01:00"
URL = "https://vale-courier.example/reservoir"
PARAGRAPHS = (
    "Water minister Odile Farrant said on Friday that the Calder Vale reservoir would cost 340 million crowns, a "
    "third more than her ministry had told parliament in the spring, and that no cheaper site could be found.",
    "“We will not drown a single farm,” Farrant told reporters at Brinmoor town hall. She denied that the plan had "
    "been drawn up in secret, and promised that every household in the valley would be heard before the summer.",
    "Farmers' leader Tobias Wrenn called the plan “a betrayal of the valley”. He said his members would block the "
    "road to the dam until the minister came to see them, café or no café.",
)
TEXT = "\n\n".join(PARAGRAPHS)
FIELDS = {"headline": HEADLINE, "outlet": OUTLET, "byline": BYLINE, "published": PUBLISHED, "url": URL}


def page() -> bytes:
    """A page as publishing systems make them, in an old encoding that it declares."""
    linked = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": OUTLET},
            {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": PUBLISHED,
             "author": [{"@type": "Person", "name": BYLINE}], "publisher": {"@type": "Organization", "name": OUTLET}},
        ],
    }  # fmt: skip
    paragraphs = "".join(f"<p>{text}</p>\n" for text in PARAGRAPHS)
    markup = f"""<!DOCTYPE html><html lang="en"><head><meta charset="windows-1252">
<title>{HEADLINE} | {OUTLET}</title><link rel="canonical" href="{URL}">
<script type="application/ld+json">{json.dumps(linked)}</script></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<div class="cookie-banner">This website uses cookies. <button>Accept all</button></div>
<main><article><h1>{HEADLINE}</h1><div class="share"><button>Share</button></div>
{paragraphs}</article><aside><h3>Most read</h3><ul><li><a href="/2">Ten gardens to see</a></li></ul></aside></main>
<footer>© 2041 {OUTLET}. All rights reserved.</footer></body></html>"""
    return markup.encode("cp1252")


def pdf() -> bytes:
    """Written by reportlab, its lines broken and justified as in print."""
    styles = getSampleStyleSheet()
    out = io.BytesIO()
    story = [Paragraph(HEADLINE, styles["Title"]), Paragraph("Published: 2 May 2041", styles["Normal"]), Spacer(1, 12)]
    story += [piece for text in PARAGRAPHS for piece in (Paragraph(text, styles["BodyText"]), Spacer(1, 6))]
    SimpleDocTemplate(out, title=HEADLINE, author=BYLINE).build(story)
    return out.getvalue()


def word_file() -> bytes:
    """Written by python-docx, with the template's wrong dates in it."""
    document = Document()
    document.core_properties.title, document.core_properties.author = HEADLINE, BYLINE
    document.add_heading(HEADLINE, 0)
    document.add_paragraph("Published: 2 May 2041")
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail() -> bytes:
    """Written by Python's own library, quoted-printable, with HTML beside it."""
    message = EmailMessage()
    message["Subject"], message["From"] = HEADLINE, f"{BYLINE} <i.morrow@vale-courier.example>"
    message["Date"], message["Organization"] = "Thu, 02 May 2041 18:20:00 +0100", OUTLET
    message["Archived-At"] = f"<{URL}>"
    message.set_content(TEXT, cte="quoted-printable")
    message.add_alternative("".join(f"<p>{text}</p>" for text in PARAGRAPHS), subtype="html")
    return message.as_bytes()


def feed(atom: bool) -> Callable[[], bytes]:
    """Written by feedgen: full text as escaped HTML, and a summary beside it."""

    def write() -> bytes:
        made = FeedGenerator()
        made.load_extension("dc")
        made.id("https://vale-courier.example/feed")
        made.title(OUTLET)
        made.link(href="https://vale-courier.example/")
        made.description("News of the vale")
        made.language("en")
        entry = made.add_entry()
        entry.id(URL)
        entry.title(HEADLINE)
        entry.link(href=URL)
        entry.published(PUBLISHED)
        entry.updated(PUBLISHED)
        entry.description(PARAGRAPHS[0][:90], isSummary=True)
        entry.content("".join(f"<p>{text}</p>" for text in PARAGRAPHS), type="html" if atom else "CDATA")
        entry.author({"name": BYLINE, "email": "i.morrow@vale-courier.example"})
        if not atom:
            entry.dc.dc_creator(BYLINE)
        return bytes(made.atom_str() if atom else made.rss_str())

    return write


def nitf() -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" xml:lang="en"><head><title>{HEADLINE}</title>
<docdata><doc-id id-string="vc-1"/><date.issue norm="20410502T182000+0100"/>
<doc.copyright holder="{OUTLET}" year="2041"/></docdata><pubdata ex-ref="{URL}"/></head>
<body><body.head><hedline><hl1>{HEADLINE}</hl1></hedline><byline>By <person>{BYLINE}</person></byline></body.head>
<body.content><media media-type="image"><media-caption>A caption</media-caption></media>{paragraphs}</body.content>
<body.end/></body></nitf>""".encode()


def newsml() -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2041-05-02T18:21:00Z</sent></header><itemSet>
<newsItem guid="urn:newsml:vale:1" version="1" xml:lang="en"><itemMeta><provider><name>{OUTLET}</name></provider>
<versionCreated>2041-05-02T19:00:00+01:00</versionCreated><link rel="irel:seeAlso" href="{URL}"/></itemMeta>
<contentMeta><contentCreated>{PUBLISHED}</contentCreated><creator><name>{BYLINE}</name></creator>
<language tag="en"/><headline>{HEADLINE}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>{HEADLINE}</title></head><body>{paragraphs}</body></html></inlineXML></contentSet></newsItem>
</itemSet></newsMessage>""".encode()


def ninjs() -> bytes:
    """As the standard's second version has it."""
    return json.dumps(
        {
            "uri": URL,
            "versioncreated": PUBLISHED,
            "headlines": [{"role": "main", "value": HEADLINE}],
            "infosources": [{"name": OUTLET}],
            "by": BYLINE,
            "language": "en",
            "bodies": [{"contenttype": "text/html", "value": "".join(f"<p>{text}</p>" for text in PARAGRAPHS)}],
        }
    ).encode()


def table() -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["ID", "Title", "Source", "Author", "Publish Date", "URL", "Content"])
    writer.writerow(["7", HEADLINE, OUTLET, BYLINE, PUBLISHED, URL, TEXT])
    return out.getvalue().encode("cp1252")


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("news/a.jsonl", json.dumps({"id": "7", "text": TEXT} | FIELDS))
        made.writestr("__MACOSX/news/._a.jsonl", "\x00")
        made.writestr("logo.png", b"\x89PNG")
    return out.getvalue()


SAMPLES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a.html": (page, "a.html"),
    "a.pdf": (pdf, "a.pdf"),
    "a.docx": (word_file, "a.docx"),
    "a.eml": (mail, "a.eml"),
    "a.rss": (feed(atom=False), f"a.rss#{URL}"),
    "b.xml": (feed(atom=True), f"b.xml#{URL}"),
    "c.xml": (nitf, "c.xml"),
    "d.xml": (newsml, "d.xml#urn:newsml:vale:1"),
    "a.json": (ninjs, "a.json"),
    "a.csv": (table, "a.csv#7"),
    "a.zip": (archive, "a.zip#news/a.jsonl#7"),
}
PAPER = ("a.pdf", "a.docx")  # forms that tell neither outlet nor address


def read(folder: Path, name: str, raw: bytes) -> list[Article | Failure]:
    (folder / name).write_bytes(raw)
    return list(read_file(folder / name, folder))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_form_is_read_back_to_the_same_article(tmp_path: Path, name: str) -> None:
    """Body, headline, outlet, byline, time with its zone, address and language come out as they went in."""
    write, path = SAMPLES[name]
    (article,) = read(tmp_path, name, write())
    assert isinstance(article, Article), article
    source = article.source
    quoted = [line for line in article.body.split("\n") if line and not line.startswith("Published:")]
    assert quoted == [HEADLINE, *PARAGRAPHS]
    assert (source.path, source.headline, source.byline, source.language) == (path, HEADLINE, BYLINE, "en")
    if name in PAPER:
        assert (source.outlet, source.url, source.published) == ("", "", "2041-05-02")
    else:
        assert (source.outlet, source.url) == (OUTLET, URL)
        assert source.published in (PUBLISHED, "2041-05-02T18:20+01:00", "2041-05-02T17:20:00+00:00")


def test_the_line_that_told_the_day_is_never_quoted(tmp_path: Path) -> None:
    """What a PDF tells of its publication stays in the body and is marked as no part of the story."""
    (article,) = read(tmp_path, "a.pdf", pdf())
    assert isinstance(article, Article)
    assert [article.body[start:end] for start, end in junk(article.body)] == ["Published: 2 May 2041"]


def test_what_is_attached_to_a_mail_is_read_too(tmp_path: Path) -> None:
    """A press office sends three lines and a Word file; both are articles, the second under the name of its file."""
    message = EmailMessage()
    message["Subject"], message["From"] = "Press release", "Press office <press@water.example>"
    message.set_content("Please find our statement on the reservoir attached.")
    message.add_attachment(word_file(), maintype="application", subtype="octet-stream", filename="statement 1.docx")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    first, second = read(tmp_path, "a.eml", message.as_bytes())
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert second.source.path.startswith("a.eml#statement")
    assert second.source.headline == HEADLINE


def test_a_list_of_articles_in_json_costs_a_bad_one_only(tmp_path: Path) -> None:
    """Wherever the list lies; a bad entry is named by its place."""
    entries = [{"title": "One", "content": TEXT}, 5, {"title": "No text"}, {"_id": "x", "_source": {"text": TEXT}}]
    one, number, none, last = read(tmp_path, "a.json", json.dumps({"response": {"docs": entries}}).encode())
    assert isinstance(one, Article)
    assert isinstance(number, Failure)
    assert isinstance(none, Failure)
    assert isinstance(last, Article)
    assert [one.source.path, number.path, none.path, last.source.path] == [f"a.json#{i}" for i in (1, 2, 3, "x")]


# ---------------------------------------------------------------------- bounds


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("bomb.txt", b"a " * 20_000_000)
        made.writestr("../../etc/evil.txt", TEXT)
        made.writestr("inner.zip", archive())
        made.writestr("good.txt", f"{HEADLINE}\n\n{TEXT}")
    return out.getvalue()


def test_a_zip_bomb_is_not_unpacked_and_the_rest_goes_on(tmp_path: Path) -> None:
    """What grows as only a bomb does, leads out of the archive, or is one itself is refused by name."""
    grown, out, inner, good = read(tmp_path, "a.zip", bomb())
    assert isinstance(grown, Failure)
    assert isinstance(out, Failure)
    assert isinstance(inner, Failure)
    assert "bomb" in grown.reason
    assert "out of the archive" in out.reason
    assert "archive in an archive" in inner.reason
    assert isinstance(good, Article)


def test_an_archive_that_lies_about_a_size_is_found_out(tmp_path: Path) -> None:
    """A file that is larger or other than its archive tells is a Failure, not a truncated article."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", TEXT * 50)
    raw = out.getvalue()
    lying = raw.replace(len((TEXT * 50).encode()).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != raw
    (failure,) = read(tmp_path, "a.zip", lying)
    assert isinstance(failure, Failure)


@pytest.mark.parametrize("ending", ["xml", "rss"])
def test_an_entity_bomb_is_refused(tmp_path: Path, ending: str) -> None:
    """A billion laughs are not laughed."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    feed = "<rss><channel><title>&l9;</title></channel></rss>"
    raw = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>{feed}'
    (failure,) = read(tmp_path, f"a.{ending}", raw.encode())
    assert isinstance(failure, Failure)
    assert "entities" in failure.reason


def test_nothing_outside_the_file_is_fetched(tmp_path: Path) -> None:
    """A document type that points to a file of the machine brings nothing of it into an article."""
    (tmp_path / "secret.txt").write_text("the hoard")
    place = (tmp_path / "secret.txt").as_uri()
    item = f"<item><guid>1</guid><description>{TEXT} &x;</description></item>"
    raw = f'<!DOCTYPE rss SYSTEM "{place}"><rss><channel>{item}</channel></rss>'
    told = read(tmp_path, "a.xml", raw.encode())
    assert isinstance(told[0], Article)
    assert "hoard" not in told[0].body


def test_a_broken_feed_gives_what_can_be_read_and_says_where_it_broke(tmp_path: Path) -> None:
    """Entries before a fault are articles; the fault is told with its line."""
    item = f"<item><guid>{{}}</guid><title>T</title><description>{TEXT}</description></item>\n"
    raw = f"<rss><channel><title>{OUTLET}</title>\n{item.format(1)}{item.format(2)}<item><title>cut"
    *articles, failure = read(tmp_path, "a.rss", raw.encode())
    assert [each.source.path for each in articles if isinstance(each, Article)] == ["a.rss#1", "a.rss#2"]
    assert isinstance(failure, Failure)
    assert "line " in failure.reason


def test_an_endless_feed_is_cut_where_the_limit_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many entries are read, then one line says that there are more."""
    monkeypatch.setattr(news_xml, "ENTRIES", 50)
    item = f"<item><guid>{{}}</guid><title>T</title><description>{TEXT}</description></item>\n"
    raw = "<rss><channel>" + "".join(item.format(n) for n in range(60)) + "</channel></rss>"
    *articles, failure = read(tmp_path, "a.rss", raw.encode())
    assert len(articles) == 50
    assert isinstance(failure, Failure)
    assert "50 entries" in failure.reason


def test_a_file_too_large_to_hold_is_refused_unread(tmp_path: Path) -> None:
    """Two gigabytes called a PDF cost no memory; the reason names size and limit."""
    for ending in ("pdf", "txt", "html", "docx", "eml", "json"):
        path = tmp_path / f"a.{ending}"
        with path.open("wb") as stream:
            stream.truncate(2_000_000_000)
        (failure,) = read_file(path, tmp_path)
        assert isinstance(failure, Failure)
        assert "2,000,000,000 bytes" in failure.reason


def test_a_table_with_a_quotation_mark_that_never_closes_ends_there(tmp_path: Path) -> None:
    """The rows before it are read, and the Failure names its row."""
    raw = f'id,text\n1,"{PARAGRAPHS[0]}"\n2,"never closed ' + "word, " * 1_000_000
    first, failure = read(tmp_path, "a.csv", raw.encode())
    assert isinstance(first, Article)
    assert isinstance(failure, Failure)
    assert "row" in failure.reason


def test_thousands_of_bad_records_are_counted_not_listed(tmp_path: Path) -> None:
    """A file that is no list of articles does not fill the report."""
    told = read(tmp_path, "a.jsonl", b"no json\n" * 5_000)
    assert len(told) == 1_001
    assert isinstance(told[-1], Failure)
    assert "4,000 more" in told[-1].reason


@pytest.mark.parametrize("date", ["2041-13-45", "yesterday", "0000-00-00", "32 May 2041", "99999999999999999999"])
def test_a_date_that_is_none_is_unknown(tmp_path: Path, date: str) -> None:
    """The article is kept, its day is not made up."""
    (article,) = read(tmp_path, "a.json", json.dumps({"text": TEXT, "date": date}).encode())
    assert isinstance(article, Article)
    assert article.source.published == ""


def test_a_body_of_one_character_is_an_article(tmp_path: Path) -> None:
    """However little, it is what the file says."""
    (article,) = read(tmp_path, "a.txt", b"x")
    assert isinstance(article, Article)
    assert article.body == "x"


BROKEN = [*SAMPLES, "e.txt", "e.md", "e.jsonl", "e.tsv", "e.htm"]


def damaged(name: str, seed: int, blows: int) -> bytes:
    """A real sample with bytes changed, cut out or doubled anywhere, so many times."""
    chance = random.Random(seed)
    raw = bytearray(_sample(name))
    for _ in range(blows):
        at = chance.randrange(len(raw) + 1)
        length = chance.choice((0, 1, 1, 1, 8, 200))
        raw[at : at + length] = chance.choice((b"", chance.randbytes(length), b"<", b"\x00", b"&", bytes(raw[:length])))
    return bytes(raw)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BROKEN), st.integers(0, 2**32), st.integers(1, 40))
def test_a_damaged_file_gives_articles_or_failures(
    tmp_path_factory: pytest.TempPathFactory, name: str, seed: int, blows: int
) -> None:
    """Bytes changed, cut out or doubled anywhere in a real sample: an article or a reason, never an exception."""
    for each in read(tmp_path_factory.mktemp("damaged"), name, damaged(name, seed, blows)):
        if isinstance(each, Article):
            each.body.encode()
            assert each.body.split("\n")[0].startswith(each.source.headline)
        else:
            assert each.reason


_WRITTEN: dict[str, bytes] = {}


def _sample(name: str) -> bytes:
    if name not in _WRITTEN:
        _WRITTEN[name] = SAMPLES[name][0]() if name in SAMPLES else f"---\nheadline: a\n---\n{TEXT}".encode()
    return _WRITTEN[name]


def test_limits_are_in_proportion() -> None:
    """A member may be as large as an archive, and every form has a reader."""
    assert archives.RATIO > 100
    assert set(FORMATS) >= {f".{name.split('.')[1]}" for name in SAMPLES}
