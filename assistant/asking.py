"""A message and the turns before it -> a question that stands alone. No model; a millisecond or two.

What only addresses the one asked is left out (addressing), what earlier turns meant is filled in (carrying,
completing), and the whole is construed. What was set by hand overrules what the words say.
"""

from dataclasses import replace

from assistant.addressing import on_new_subject, spelt_out, unaddressed
from assistant.amending import amended
from assistant.carrying import Earlier, in_full, remembered
from assistant.construing import construed
from assistant.directory import Directory
from assistant.question import Message, Question
from index.filters import Filters

_LONGEST = 2_000  # characters of a message that are read; a question is shorter
_REMEMBERED = 8  # turns before the message that are read


def understand(message: Message, directory: Directory) -> Question:
    """What a message asks."""
    earlier: Earlier | None = None
    for turn in message.turns[-_REMEMBERED:]:
        earlier = remembered(_asked(turn.question, earlier, directory), turn.answer, earlier, directory)
    question = overruled(_asked(message.text, earlier, directory), message.filters)
    return amended(question, message.amendments)


def _asked(text: str, earlier: Earlier | None, directory: Directory) -> Question:
    """What a text asks after earlier turns, or as the first; one that changes the subject takes nothing along."""
    text = spelt_out(text[:_LONGEST].strip())
    if bare := on_new_subject(text):
        text, earlier = bare, None
    text = unaddressed(text)
    return construed(text, directory) if earlier is None else in_full(text, earlier, directory)


def overruled(question: Question, by_hand: Filters) -> Question:
    """The question with the filters that were set by hand in place of those its words tell. The days of a
    question after a fact tell when it happened, which is seldom when it was printed: they narrow nothing."""
    told = question.filters if question.kind != "open" else replace(question.filters, since=None, until=None)
    days = by_hand if by_hand.since or by_hand.until else told
    filters = Filters(
        by_hand.speakers or told.speakers, days.since, days.until, by_hand.outlets or told.outlets, by_hand.languages
    )
    if by_hand.speakers:
        question = replace(question, ambiguous=(), unknown_people=())
    return replace(question, filters=filters)
