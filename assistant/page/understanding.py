"""What was understood of a question -> chips above its answer, each to be removed or changed. Pure."""

from assistant.page.english.ask import ADD_FILTER, CHANGE, CHIPS, NAMES, REMOVE
from assistant.page.english.wording import period_words
from assistant.page.escaping import escaped
from assistant.page.record import Understood


def chips_html(understood: Understood) -> str:
    """A chip for each part that was understood, and the way to narrow further. Their links are what
    scripts/chips.js works on: ``#change?topic`` and ``#remove?topic``."""
    told = {
        "speakers": ", ".join(understood.speakers),
        "topic": understood.topic,
        "days": period_words(understood.since, understood.until),
        "outlets": ", ".join(understood.outlets),
    }
    chips = "".join(_chip_html(part, words) for part, words in told.items() if words)
    missing = [part for part, words in told.items() if not words]
    more = f'<a class="more" href="#change?{missing[0]}">{ADD_FILTER}</a>' if missing else ""
    return f'<span class="chips" role="group" aria-label="{CHIPS}">{chips}{more}</span>'


def _chip_html(part: str, words: str) -> str:
    name, value = escaped(NAMES[part]), escaped(words)
    change, remove = (f'<span class="ear">{escaped(text.format(name=NAMES[part]))}</span>' for text in (CHANGE, REMOVE))
    return (
        f'<span class="chip"><a class="change" href="#change?{part}"><span class="name">{name}</span> '
        f"{value}{change}</a>"
        f'<a class="remove" href="#remove?{part}"><span aria-hidden="true">×</span>{remove}</a></span>'
    )
