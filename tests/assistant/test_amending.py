"""What a reader puts right in how a question was understood."""

from datetime import date

import pytest

from assistant.amending import amended
from assistant.question import AS_UNDERSTOOD, Amendments, Event, Question, QuestionKind
from index.filters import Filters
from index.person import Person

FILTERS = Filters(("Magda Velloren",), date(2031, 1, 1), date(2031, 12, 31), ("HNA",))
PERSON = Person("Lena Oru", (), (), 2, ("HNA",), "2031-01-01", "2031-02-01", ())
SAID = Question("What did Velloren say about grain?", "what-said", "grain", FILTERS)


def test_a_part_that_nobody_touched_stands() -> None:
    """Nothing put right, nothing changed."""
    assert amended(SAID, AS_UNDERSTOOD) is SAID


def test_without_its_speaker_a_question_asks_who_spoke() -> None:
    """The topic stays, and so does everything else."""
    now = amended(SAID, Amendments(speakers=()))
    assert (now.kind, now.topic, now.filters) == (
        "who-said",
        "grain",
        Filters((), FILTERS.since, FILTERS.until, ("HNA",)),
    )


@pytest.mark.parametrize("kind", ["open", "who-said", "people"])
def test_with_a_speaker_it_asks_what_was_said(kind: QuestionKind) -> None:
    """Whatever it asked before; and nobody is ambiguous or unknown any more."""
    asked = Question("Who spoke of grain?", kind, "grain", Filters(), ambiguous=(PERSON,), unknown_people=("Oru",))
    now = amended(asked, Amendments(speakers=("Lena Oru",)))
    assert (now.kind, now.filters.speakers, now.ambiguous, now.unknown_people) == ("what-said", ("Lena Oru",), (), ())


def test_days_and_outlets_are_taken_away_or_set() -> None:
    """The day of an event goes with the days it gave."""
    told = Question("before the vote", "what-said", "grain", FILTERS, event=Event("before", "the vote"))
    now = amended(told, Amendments(days=(None, None), outlets=("The Lantern",)))
    assert (now.filters.since, now.filters.until, now.filters.outlets, now.event) == (
        None,
        None,
        ("The Lantern",),
        None,
    )
    assert now.kind == "what-said"


def test_another_topic_is_searched_for_instead() -> None:
    """The words of the old one no longer count, nor a claim made of them; with none left, all that was said is asked
    for."""
    claimed = Question("Did Velloren say grain is cheap?", "did-say", "grain cheap", FILTERS, claim="grain is cheap")
    now = amended(claimed, Amendments(topic="guns"))
    assert (now.kind, now.text, now.topic, now.claim) == ("did-say", "guns", "guns", "guns")
    none = amended(claimed, Amendments(topic=""))
    assert (none.kind, none.topic, none.claim) == ("what-said", "", "")
