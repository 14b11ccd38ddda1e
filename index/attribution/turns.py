"""Lines that open with their speaker: headlines ("Petrova: ..."), transcripts and interviews ("TAPPER: ...")."""

import re
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Span as Tokens

from index.attribution.cast import Cast
from index.attribution.frame import Frame
from index.attribution.naming import PARTICLES, name_words
from index.attribution.parsing import Line
from index.attribution.titles import BODIES, GROUPS, ROLES

_TURN = re.compile(
    r"[ \t>]*(?P<open>[*_]{0,3})(?P<name>[^\W\d_][\w.’'-]{0,30}(?: (?:[^\W\d_][\w.’'-]{0,30}|\([\w. ]{1,20}\))){0,4})"
    r"(?P<mark>[*_]{0,3}:[*_]{0,3})[ \t]+(?=\S)"
)
_LABELS = frozenset("q a question answer interviewer reporter journalist moderator".split())
_ASKING = frozenset("q question interviewer reporter journalist moderator".split())
_NOT_SPEAKERS = frozenset(
    "also read|read also|read more|see also|related|watch|watch live|listen|video|photo|photos|update|updated|breaking"
    "|correction|note|live|exclusive|source|sources|more|advertisement|transcript|abstract|full text|byline|dateline"
    "|copyright|editor's note|editor’s note|load-date|length|section|subject|here".split("|")
)
_REPORTS = frozenset("report poll study survey analysis".split())
_A_TURN_SAYS = 2  # a name that opens so many lines of an article is a transcript's
_MOST_WORDS = 5


def turns_of(lines: list[Line], cast: Cast) -> Iterator[tuple[int, Frame]]:
    """Number and frame of each line of the article that a known name, or a label that recurs, opens with a colon."""
    openings = [(number, line, found) for number, line in enumerate(lines) if (found := _TURN.match(line.text))]
    counts = Counter(found["name"].casefold() for _, _, found in openings)
    interview = counts["q"] + counts["a"] + counts["question"] + counts["answer"] >= _A_TURN_SAYS
    answering: tuple[Line, Tokens] | None = None
    for number, line, found in openings:
        name = found["name"]
        recurs = counts[name.casefold()] >= _A_TURN_SAYS
        if not _is_speaker(name, (number == 0, recurs, interview), cast):
            continue
        tokens = line.doc.char_span(found.start("name"), found.end("name"), alignment_mode="expand")
        if tokens is None or line.spoken(tokens[0]):
            continue
        if number and line.text.rstrip(" *_").endswith("?") and (found["open"] or name.casefold() in _ASKING):
            continue  # a question of the one who asks
        frame = _turn(line, tokens, found)
        frame.verbatim = number > 0
        if name.casefold() in ("a", "answer") and answering is not None:
            frame.subject_line, frame.subject = answering  # the answers are those of the one last named
        elif not found["open"] and cast.known(name):
            answering = (line, tokens)
        yield number, frame


def _turn(line: Line, tokens: Tokens, found: re.Match[str]) -> Frame:
    colon = line.start + found.start("mark") + found["mark"].index(":")
    content = (line.start + found.end(), line.end)
    return Frame(line, "colon", tokens[-1], (colon, colon + 1), ":", tokens, [content])


def _is_speaker(name: str, place: tuple[bool, bool, bool], cast: Cast) -> bool:
    headline, recurs, interview = place
    folded = name.casefold()
    if headline and (folded in _REPORTS or folded in GROUPS or folded in ROLES or folded in BODIES):
        return True
    if folded in _NOT_SPEAKERS:
        return False
    words = name_words(name)
    named = all(word[0].isupper() or word in PARTICLES for word in name.split())
    if not words or not named or len(name.split()) > _MOST_WORDS:
        return recurs and folded in _LABELS
    if folded in _LABELS:
        return recurs
    if headline and cast.bears(name):
        return True
    if cast.known(name):
        return recurs or name.isupper() or (interview and " " in name)
    return recurs and name.isupper() and len(name) > 2
