"""A text and its checked claims -> HTML: each marked with its verdict, what the articles say a click away. Pure."""

from collections import Counter
from collections.abc import Sequence

from assistant.answer import Citation
from assistant.claim import Claim
from assistant.page.english.check import CLAIM, CLICK, NOTHING, NOTHING_NEAR, VERDICTS
from assistant.page.english.wording import counted, day_words
from assistant.page.escaping import escaped, shortened
from assistant.page.look.checked import CARDS, SHOWN, Voices, shown
from assistant.page.look.quotes import NAME, speaker_html
from assistant.page.look.taking import source_html
from assistant.page.look.wanted import address
from index.statement import Span

NAMED = 160  # characters of a claim above what is said of it


def verdicts_html(text: str, claims: Sequence[Claim], voices: Voices) -> str:
    """The text line by line. Joined, the texts of its lines but for the badges are those of the text.

    `voices` tells who speaks in the words cited."""
    if not claims:
        return f'<p class="told" role="status">{NOTHING}</p>'
    counts = Counter(claim.verdict for claim in claims)
    told = ", ".join(
        f"{counts[verdict]} {words.casefold()}" for verdict, (_, words) in VERDICTS.items() if counts[verdict]
    )
    lines, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(_line_html(text, (start, start + len(line)), claims, voices))
        start += len(line) + 1
    return (
        f'<p class="told" role="status">{escaped(counted(len(claims), "claim"))}: {escaped(told)}. {CLICK}</p>'
        f'<div class="draft">{"".join(lines)}</div>'
    )


def _line_html(text: str, line: Span, claims: Sequence[Claim], voices: Voices) -> str:
    pieces, cards, reached = [], "", line[0]
    for number, claim in enumerate(claims):
        start, end = max(claim.start, reached), min(claim.end, line[1])
        if start >= end or claim.end <= line[0]:
            continue
        begins = claim.start >= line[0]
        opened = len(claims) == 1  # nobody need look for what a single quotation comes to
        pieces += [escaped(text[reached:start]), _claim_html(number, claim, text[start:end], begins, opened)]
        cards += _card_html(number, claim, voices, opened) if begins else ""
        reached = end
    pieces.append(escaped(text[reached : line[1]]))
    return f"<p>{''.join(pieces)}</p>{cards}"


def _claim_html(number: int, claim: Claim, words: str, begins: bool, opened: bool) -> str:
    sign, name = VERDICTS[claim.verdict]
    badge = f'<span class="badge"><span aria-hidden="true">{sign}</span> {name}</span> ' if begins else ""
    badge = f'<span class="number">{number + 1}</span> {badge}' if begins else ""
    return (
        f'<span class="claim {claim.verdict}" role="button" tabindex="0" aria-expanded="{str(opened).lower()}" '
        f'aria-controls="card-{number}">{badge}<span class="asserted">{escaped(words)}</span></span>'
    )


def _card_html(number: int, claim: Claim, voices: Voices, opened: bool) -> str:
    """Of which claim, why, and the places in the articles; hidden until it is asked for, unless it is `opened`."""
    places = (
        "".join(_place_html(one, voices(one)) for one in claim.citations[:CARDS])
        or f'<p class="facts">{NOTHING_NEAR}</p>'
    )
    reason = escaped(shortened(claim.reason, SHOWN))
    words = escaped(shortened(" ".join(claim.text.split()), NAMED))
    title = f'<h3 class="of"><b>{CLAIM.format(number + 1)}</b> <span class="asserted">{words}</span></h3>'
    hidden = "" if opened else " hidden"
    return f'<div class="card" id="card-{number}"{hidden}>{title}<p class="reason">{reason}</p>{places}</div>'


def _place_html(citation: Citation, speakers: Sequence[str]) -> str:
    source = citation.item.source
    names = ", ".join(map(speaker_html, speakers))
    facts = [day_words(source.published), source.outlet]
    line = " · ".join(f"<bdi>{escaped(shortened(fact, NAME))}</bdi>" for fact in facts if fact)
    link = address("articles", ("read", source.article_id), ("at", f"{citation.start}-{citation.end}"))
    text = shown(citation)
    return (
        f'<article class="quote">{f"<h3>{names}</h3>" if names else ""}<blockquote>{escaped(text)}</blockquote>'
        f'<p class="facts">{line}</p>{source_html(source, link, [text], speakers)}</article>'
    )
