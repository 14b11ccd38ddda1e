"""A text and its checked claims -> what a reader takes away: text, Markdown, a page of its own. Pure."""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from assistant.answer import Citation
from assistant.claim import Claim
from assistant.page.english.check import CHECKED, NOTHING_NEAR, TAKE, VERDICTS
from assistant.page.escaping import escaped, followable, shortened
from assistant.page.exporting import bracketed, file_name, origin, page_html
from assistant.page.fragment import at_words
from assistant.page.markdown import inert
from assistant.pairing import in_marks
from index.sifting import without_tags

Voices = Callable[[Citation], Sequence[str]]

CARDS = 4  # places of a claim that are shown
SHOWN = 1_200  # characters of one


def takings_html(text: str, claims: Sequence[Claim], voices: Voices, moment: str) -> str:
    """The links that copy a checked text or keep it as a file (scripts/look.js): each holds what it gives."""
    forms = {"txt": as_text, "md": as_markdown, "html": as_page}
    told = {form: escaped(write(text, claims, voices)) for form, write in forms.items()}
    links = ""
    for form, keep, words in TAKE:
        name = escaped(file_name(f"{CHECKED} {text}", moment, form))
        kept = f'class="keep" href="#keep" data-name="{name}"' if keep else 'class="copy" href="#copy"'
        links += f'<a {kept} data-copy="{told[form]}">{words}</a>'
    return f'<p class="takings">{links}</p>'


def as_text(text: str, claims: Sequence[Claim], voices: Voices) -> str:
    parts = [CHECKED, text.strip()]
    for number, claim in enumerate(claims, 1):
        places = [f"- {told}: {words}{f', {url}' if url else ''}" for told, words, url in _places(claim, voices)]
        parts.append("\n".join([f"{number}. {_verdict(claim)}: {_words(claim)}", claim.reason, *places]))
    return "\n\n".join(parts) + "\n"


def as_markdown(text: str, claims: Sequence[Claim], voices: Voices) -> str:
    """Nothing in it is live but the links to the sources."""
    parts = [f"# {CHECKED}", "\n>\n".join(f"> {inert(line)}" for line in text.splitlines() if line.strip())]
    for number, claim in enumerate(claims, 1):
        places = [
            f"- {inert(told)}: {inert(words)}{f' {bracketed(url)}' if url else ''}"
            for told, words, url in _places(claim, voices)
        ]
        parts += [f"## {number}. {inert(_verdict(claim))}", f"> {inert(_words(claim))}", inert(claim.reason)]
        parts.append("\n".join(places) or NOTHING_NEAR)
    return "\n\n".join(parts) + "\n"


def as_page(text: str, claims: Sequence[Claim], voices: Voices) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    entries = ""
    for claim in claims:
        places = ""
        for told, words, url in _places(claim, voices):
            link = f' <a href="{escape(url)}" rel="noopener noreferrer">{escape(url)}</a>' if url else ""
            places += f"<blockquote>{escape(words)}</blockquote><p class=about>{escape(told)}{link}</p>"
        head = f"<p><strong>{escape(_verdict(claim))}</strong>: {escape(_words(claim))}</p>"
        entries += f"<li>{head}<p>{escape(claim.reason)}</p>{places or f'<p class=about>{NOTHING_NEAR}</p>'}</li>"
    return page_html(CHECKED, f"{lines}<ol>{entries}</ol>")


def shown(citation: Citation) -> str:
    """The words cited, without the tags of a page around them."""
    start, end = without_tags(citation.text, 0, len(citation.text))
    return citation.text[start : min(end, start + SHOWN)]


def _verdict(claim: Claim) -> str:
    return " ".join(VERDICTS[claim.verdict])


def _words(claim: Claim) -> str:
    return in_marks(" ".join(claim.text.split()))


def _places(claim: Claim, voices: Voices) -> Iterator[tuple[str, str, str]]:
    """For each place where it was found: whose and where, the words, the way to them on the web."""
    for citation in claim.citations[:CARDS]:
        source, words = citation.item.source, " ".join(shown(citation).split())
        url = at_words(source.url, words) if followable(source.url) else ""
        yield origin(voices(citation), source), shortened(in_marks(words), SHOWN), url
