"""Evidence -> Answer with no language model: statements under their speakers, or the articles' own sentences."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Candidate, Citation, Outcome
from assistant.comparing import says_same, verbatim
from assistant.declining import declined, searched
from assistant.evidence import Evidence
from assistant.excerpting import excerpt
from assistant.nearing import PARTICULAR, made_so
from assistant.question import Question
from assistant.selecting import NEAREST
from assistant.verbs import cue_verb, family, past
from assistant.voicing import line, named, rest
from assistant.weighing import Terms
from assistant.wording import difference, is_quotation, likeness, stands_in
from index.statement import Statement

_ASKS_FOR_NAME = re.compile(r"^\W*(?:what|which)\b", re.IGNORECASE)

_LATER = "What was said on it later stands last."


def compose(evidence: Evidence, terms: Terms) -> Answer:
    """The answer that the evidence carries, or says that it carries none."""
    question = evidence.question
    if question.ambiguous:
        return _which_one(evidence)
    if question.unknown_people and not question.filters.speakers:
        names = " or ".join(question.unknown_people)
        if question.unknown_people[0] in ("he", "she"):
            return declined(
                evidence, f"Nobody spoken of so far is a “{names}”: whom do you mean?", _not_found(question)
            )
        nobody = f"Nobody called {names} is quoted" if " as " not in names else f"{names} is not quoted"
        return declined(evidence, f"{nobody} in the articles.", _not_found(question))
    if question.filters.speakers and _takes_for_granted(question):
        return _did_say(evidence, terms)
    statements = _statements(evidence)
    if statements and question.words and question.kind in ("who-said", "did-say"):
        return _in_those_words(evidence, statements)
    if statements and not evidence.granted:
        who = " and ".join(question.filters.speakers)
        opening = f"No article found tells in such words that {who} {question.presumed}. What {who} did say:"
        return _told(evidence, statements, opening, "other_words")
    if statements:
        return _told(evidence, statements, _opening(question, statements))
    if question.filters.speakers and question.kind not in ("open", "who-is", "role"):
        return declined(evidence, _nothing_by(question))
    if question.kind in ("who-said", "did-say", "people"):
        in_words = " in such words" if question.words else ""
        by_others = " by anybody else" if question.besides else ""
        return declined(evidence, f"The articles hold no such statement{in_words}{by_others}.", _not_found(question))
    return excerpt(evidence, terms) or declined(evidence)


# ---------------------------------------------------------------------- statements


def _told(evidence: Evidence, statements: Sequence[Statement], opening: str, outcome: Outcome | None = None) -> Answer:
    together = _by_sentence(statements)
    lines = [
        line(same[0], label, evidence.copies.get(same[0].statement_id, ())) for label, same in enumerate(together, 1)
    ]
    if evidence.more:
        lines.append(rest(evidence.more))
    return Answer(
        question=evidence.question,
        text="\n\n".join([opening, *lines] if opening else lines),
        citations=tuple(_cited(label, same) for label, same in enumerate(together, 1)),
        standing="grounded",
        outcome=outcome,
        candidates=(),
        coverage=evidence.coverage,
    )


def _did_say(evidence: Evidence, terms: Terms) -> Answer:
    """Three outcomes: said, other words on the same thing, nothing on it."""
    question, statements = evidence.question, _statements(evidence)
    evidence = replace(evidence, more=0)
    if statements and not any(_is_by(question.filters.speakers, statement) for statement in statements):
        whose = " and ".join(dict.fromkeys(map(named, statements)))
        return _told(evidence, statements, f"{_nothing_by(question)} The words are reported of {whose}:", "not_found")
    same = [
        statement
        for statement in statements
        if _is_said(question, statement, terms) and _in_that_way(question.verb, statement)
    ]
    if same:
        shown, later = _with_later(same, statements)
        opening = "Yes." if question.kind == "did-say" else ""
        return _told(evidence, shown, f"{opening} {_LATER}".strip() if later else opening, "said")
    if statements:
        shown, _ = _with_later(statements, statements)
        return _told(evidence, shown, _otherwise(question, statements), "other_words")
    return declined(evidence, _nothing_by(question), "not_found")


def _is_said(question: Question, statement: Statement, terms: Terms) -> bool:
    """Whether a statement has what is asked about: the quoted words as they are, or what the claim says."""
    if not statement.negated and is_quotation(quoted := " ".join(question.words)) and verbatim(quoted, statement.words):
        return True
    return says_same(_claim(question), " ".join(statement.words), statement.text, terms, statement.negated)


def _is_by(speakers: Sequence[str], statement: Statement) -> bool:
    return any(speaker.name in speakers for speaker in statement.speakers)


def _in_those_words(evidence: Evidence, statements: Sequence[Statement]) -> Answer:
    """Whose the quoted words are; where nobody said them so, whose they were before they were altered."""
    question = evidence.question
    same = [one for one in statements if stands_in(" ".join(question.words), " ".join(one.words))]
    if not same:
        return _told(evidence, statements, _otherwise(question, statements), "other_words")
    if question.kind == "did-say":
        return _told(evidence, same, "Yes.", "said")
    return _told(evidence, statements, _opening(question, statements))


def _otherwise(question: Question, statements: Sequence[Statement]) -> str:
    """A line before words that are not those asked about: how they differ, where they are nearly the same."""
    asked, said = " ".join(question.words), statements[0].words
    nearest = max(said, key=lambda words: likeness(asked, words), default="")
    differs = difference(asked, nearest) if asked else ""
    start = f"Not in these words: {differs}." if differs else "Not in these words."
    return f"{start} {_opening(question, statements)}".rstrip()


def _with_later(nearest: Sequence[Statement], on_it: Sequence[Statement]) -> tuple[list[Statement], bool]:
    """The nearest few, in order of time with the nearest that the speaker said on the matter later than all of them: a
    mind may have changed since. Where there is none, as they were; and whether there is one."""
    shown = list(nearest[:NEAREST])
    last = max(map(_day, shown))
    at_first_hand = sorted(on_it, key=lambda statement: bool(statement.via))
    later = next((statement for statement in at_first_hand if _day(statement) > last), None)
    if later is None or not all(map(_day, shown)):
        return shown, False
    return sorted([*shown[: NEAREST - 1], later], key=_day), True


def _day(statement: Statement) -> str:
    return statement.source.published[:10]


def _takes_for_granted(question: Question) -> bool:
    """Whether a question asks for words of somebody that are given in it: whether X said them, or why X called T
    that. "What did X call T?" gives none."""
    named = question.verb == "call" and not _ASKS_FOR_NAME.search(question.text)
    return question.kind == "did-say" or named or bool(question.words)


def _in_that_way(verb: str, statement: Statement) -> bool:
    """Whether a statement was made in the way asked about: to speak of an alliance is not yet to call something
    one, nor to deny it. A plain "say" asks for any."""
    if verb in ("", "say") or cue_verb(statement.cue) in family(verb):
        return True
    return statement.kind == "direct" if verb == "call" else verb == "deny" and statement.negated


def _claim(question: Question) -> str:
    """What someone is asked to have said: to ask why X called it Y takes for granted that X did."""
    return " ".join(question.words) or question.claim or question.topic


def _statements(evidence: Evidence) -> list[Statement]:
    return [hit.item for hit in evidence.hits if isinstance(hit.item, Statement)]


def _by_sentence(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements of one speaker in one sentence, shown as that sentence, are one line and one citation."""
    together: dict[object, list[Statement]] = {}
    for statement in statements:
        shown_whole = statement.kind != "direct" or statement.negated
        place = (statement.source.article_id, statement.sentences, statement.speakers)
        together.setdefault(place if shown_whole else statement.statement_id, []).append(statement)
    return list(together.values())


def _cited(label: int, same: Sequence[Statement]) -> Citation:
    start, end = same[0].sentences
    spans = sorted({span for statement in same for span in statement.spans})
    apart = [span for n, span in enumerate(spans) if n == 0 or span[0] >= spans[n - 1][1]]
    return Citation(label, same[0], start, end, same[0].text, tuple(apart))


# ---------------------------------------------------------------------- what is said around them


def _opening(question: Question, statements: Sequence[Statement]) -> str:
    """A line before the statements where their order or choice needs one."""
    asked_for_stand = question.kind == "who-said" and question.verb in PARTICULAR - {"call"} and not question.words
    if asked_for_stand and not any(made_so(question, statement) for statement in statements):
        nobody = "Nobody else" if question.besides else "Nobody"
        return f"{nobody} is reported in so many words to have {past(question.verb)} it. What was said on it:"
    who = " and ".join(question.filters.speakers)
    if question.kind == "did-say":
        return f"The nearest that {who or 'anybody'} is reported to have said:"
    if question.kind == "view":
        return f"{who or 'What was said'} on {question.topic}, in order of time:"
    return ""


def _nothing_by(question: Question) -> str:
    who = " or ".join(question.filters.speakers)
    about = (
        f" on {question.topic}" if question.topic and not question.words else " in such words" if question.words else ""
    )
    return f"The articles hold no statement by {who}{about}."


def _not_found(question: Question) -> Outcome | None:
    return "not_found" if question.kind == "did-say" else None


def _which_one(evidence: Evidence) -> Answer:
    people = evidence.question.ambiguous
    candidates = tuple(
        Candidate(person.name, person.roles[-1].role if person.roles else "", person.statements) for person in people
    )
    return Answer(
        question=evidence.question,
        text=f"More than one speaker fits. Which one do you mean? {searched(evidence)}",
        citations=(),
        standing="ambiguous",
        outcome=None,
        candidates=candidates,
        coverage=evidence.coverage,
    )
