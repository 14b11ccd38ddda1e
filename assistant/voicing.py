"""A statement -> the line that shows it: who, where, when, how, and the exact words. Pure."""

import re
from collections.abc import Sequence

from assistant.pairing import in_marks, paired
from assistant.verbs import cue_verb
from index.article import Source
from index.mastheads import one_name
from index.statement import Statement

_NOT = re.compile(r"^(?:not|never)$|n['’]t$", re.IGNORECASE)
_NEAR = 3  # words before a cue that may say no to it: "has not once denied"
_LONGEST = 600  # characters of a sentence shown whole; of a longer one the words alone


def line(statement: Statement, label: int, copies: Sequence[Source]) -> str:
    """``Name (role), in Outlet, day: said “words” [n]``; a paraphrase is the article's own sentence."""
    carried = (
        f" (carried by {len(outlets)} outlets)" if len(outlets := carriers((statement.source, *copies))) > 1 else ""
    )
    return f"{_who(statement)}{_where(statement.source)}: {_words(statement)} [{label}]{carried}"


def rest(more: int) -> str:
    """The last line of an answer that shows some of what there is: ``and 5 more``."""
    return f"and {more} more"


def is_rest(told: str) -> bool:
    return re.fullmatch(r"and \d+ more", told) is not None


def named(statement: Statement) -> str:
    """The speakers by name; "an unnamed source" where the article does not tell."""
    names = [speaker.name for speaker in statement.speakers]
    return " and ".join(names) if names else "an unnamed source"


def denies(statement: Statement) -> bool:
    """Whether it is told as a denial: "denied that ...", not "did not rule out ..." nor "has not denied ..."."""
    if not statement.negated or statement.cue_span is None or cue_verb(statement.cue) != "deny":
        return False
    before = statement.text[: statement.cue_span[0] - statement.sentences[0]].split()[-_NEAR:]
    return not any(_NOT.search(word) for word in before)


def _who(statement: Statement) -> str:
    roles = [f"{speaker.name} ({speaker.role})" if speaker.role else speaker.name for speaker in statement.speakers]
    return " and ".join(roles) if roles else "Not named"


def _where(source: Source) -> str:
    place = f", in {source.outlet}" if source.outlet else ""
    return f"{place}, {source.published[:10]}" if source.published else place


def _words(statement: Statement) -> str:
    """Direct words between marks with their cue; anything else as the article has it, and marked as such."""
    notes = []
    if statement.via:
        notes.append(f"second-hand, through {statement.via}")
    if statement.kind != "direct":
        notes.append("paraphrase" if statement.kind == "indirect" else "partly paraphrase")
    if denies(statement):
        notes.append("denied")
    note = f"({'; '.join(notes)}) " if notes else ""
    if statement.kind == "direct" and not statement.negated:
        return f"{note}{_cue(statement)}{_marked(statement)}"
    if len(statement.text) <= _LONGEST:
        return f"{note}{paired(statement.text)}"
    return f"{note}{statement.cue} {' ... '.join(map(paired, statement.words))}"


def _cue(statement: Statement) -> str:
    """The cue as it stands before words: nobody is told here, so "told" gives way to "said"."""
    if not re.search(r"\w", statement.cue):
        return ""
    return "said " if statement.cue.casefold() == "told" else f"{statement.cue} "


def _marked(statement: Statement) -> str:
    return " ... ".join(map(in_marks, statement.words))


def carriers(sources: Sequence[Source]) -> list[str]:
    """The outlets of some articles, each once, however articles write it."""
    names = [source.outlet or source.path for source in sources]
    shown = one_name(names)
    return list(dict.fromkeys(shown[name] for name in names))
