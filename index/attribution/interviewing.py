"""Interviews whose answers bear no name: every paragraph behind a question is the one person's who was asked."""

import re
from collections.abc import Iterator

from index.attribution.cast import Cast
from index.attribution.draft import Draft
from index.attribution.parsing import Line
from index.attribution.person import Mention, is_subject

_BOLD = re.compile(r"\s*(\*\*|__)\S.*\S\1\s*$")
_QUESTION = re.compile(r"[^\"“‘«>|].*\?[”\"’')*_\]]*\s*$")
_INTERVIEWING = re.compile(
    r"\b(?:interview(?:s|ed)?\b|sat down with|sp(?:oke|eaks) (?:with|to)|talk(?:ed|s) (?:with|to)"
    r"|answered .{0,20}question)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\s(?:on|about|regarding)\s")
_FIRST_PERSON = frozenset("i i'm i've we my our me us".split())
_FEWEST_QUESTIONS = 2
_LONGEST_QUESTION = 120  # words
_SHORTEST_ANSWER = 6  # words of a paragraph that goes on: shorter ones are captions, lists, or the other's remarks
_NEAR = 60  # characters between "interviewed" and the name: "Assistant Professor of Sport Management"
_LONG_ANSWER = 40  # words that nobody puts in between


def answers_of(lines: list[Line], cast: Cast) -> dict[int, Draft]:
    """A draft for each line of an article that answers a question; none where it is unclear whose answers they are."""
    questions = {number for number, line in enumerate(lines) if number and _asks(line.text)}
    if len(questions) < _FEWEST_QUESTIONS:
        return {}
    asked = _asked(lines, cast, min(questions))
    if asked is None or not _in_first_person(lines, questions):
        return {}
    return {
        number: Draft(
            lines[number], None, asked.tokens, lines[asked.line], [(lines[number].start, lines[number].end)],
            inherited=True, verbatim=True,
        )
        for number in _answers(lines, questions)
    }  # fmt: skip


def _asks(text: str) -> bool:
    if _BOLD.match(text):
        return "?" in text
    return bool(_QUESTION.match(text)) and len(text.split()) <= _LONGEST_QUESTION


def _in_first_person(lines: list[Line], questions: set[int]) -> bool:
    """Whether most questions are answered by an "I" or "we"; behind a writer's own questions nobody answers."""
    answers = [lines[n + 1].text for n in questions if n + 1 < len(lines) and n + 1 not in questions]
    return 2 * sum(not _FIRST_PERSON.isdisjoint(_words(text)) for text in answers) >= len(answers) > 0


def _words(text: str) -> list[str]:
    return text.casefold().replace("’", "'").split()


def _answers(lines: list[Line], questions: set[int]) -> Iterator[int]:
    """The paragraph behind each question, and those that go on with it."""
    going = True
    for number in range(min(questions) + 1, len(lines)):
        text = lines[number].text
        if number in questions:
            going = True
            continue
        words = _words(text)
        behind_question = number - 1 in questions
        goes_on = len(words) >= _LONG_ANSWER or (len(words) >= _SHORTEST_ANSWER and not _FIRST_PERSON.isdisjoint(words))
        going = going and not _BOLD.match(text) and (behind_question or goes_on)
        if going:
            yield number


def _asked(lines: list[Line], cast: Cast, first_question: int) -> Mention | None:
    """The one person whom the headline, or else a sentence of the introduction, tells of as interviewed."""
    intro = lines[:first_question]
    if not any(_INTERVIEWING.search(line.text) for line in intro):
        return None
    headline = _ABOUT.split(intro[0].text, maxsplit=1)[0]
    named = [m for m in _named(intro[0], 0, cast) if m.span[1] <= intro[0].start + len(headline)]
    for number in range(1, first_question):
        if named:
            break
        named = [m for m in _named(intro[number], number, cast) if _is_interviewed(m)]
    return named[0] if len({m.name for m in named}) == 1 else None


def _named(line: Line, number: int, cast: Cast) -> list[Mention]:
    """The people whom a line names in full outside of quotation marks."""
    here = (m for m in cast.in_lines(number, number) if " " in m.name)
    return [m for m in here if line.quoted[m.tokens.start] < 0]


def _is_interviewed(mention: Mention) -> bool:
    """Whether a sentence says it of a person: "we spoke to Ann Lee about ...", "Ann Lee answered our questions"."""
    sentence = mention.tokens.sent
    verb = _INTERVIEWING.search(sentence.text)
    if verb is None or any(token.lower_ in ("he", "she") and token.i < mention.tokens.start for token in sentence):
        return False  # "She spoke to our reporter Ida Crossley"
    at = mention.tokens.start_char - sentence.start_char
    if at < verb.start():
        passive = sentence.text[: verb.start()].rstrip().endswith((" is", " was"))
        return is_subject(mention.tokens) and (passive or not verb[0].startswith("interview"))
    between = sentence.text[verb.end() : at]
    return len(between) <= _NEAR and "," not in between and _ABOUT.search(between) is None
