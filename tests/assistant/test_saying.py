"""What people said, in every form of question and every form of answer, over a small corpus of its own."""

import re
from datetime import date

import pytest

from assistant import selecting
from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.question import Message, Turn
from assistant.reporting import answer_fields
from index.filters import EVERYTHING, Filters
from index.statement import Statement

ARTICLES = {
    "tunnel.md": """---
headline: Bay tunnel to cost nine billion
outlet: The Quay Gazette
published: 2040-01-10
---
Transport minister Ada Brandt said on Tuesday that the tunnel under Orlen Bay would cost nine billion florins.

“We will dig for eight years and not a day longer,” Brandt told reporters. She denied that any homes would be flooded.

Ivo Marlow, the mayor of Skerry, called the tunnel “a drain with a ribbon”. Union leader Tess Marlow said her members \
would welcome the work.

Silvia Noll, the painter, watched from the quay and was asked nothing.
""",
    "tunnel-wire.md": """---
headline: Minister unveils tunnel
outlet: The Evening Lamp
published: 2040-01-11
---
“We will dig for eight years and not a day longer,” Transport minister Ada Brandt told reporters.
""",
    "delay.md": """---
headline: Tunnel will take eleven years
outlet: The Evening Lamp
published: 2040-09-03
---
“I was wrong about the tunnel,” Ada Brandt, the transport minister, said on Monday. “It will take eleven years.”

Engineer Rhys Calder said that Ada Brandt had told him the tunnel was a hole in the budget.

Tess Marlow, the union leader, said her members opposed any night shifts in the tunnel. Lena Voss, who \
owns the café across the water, said she heard the night shifts in the tunnel on the opposite bank.
""",
    "shuffle.md": """---
headline: Pike takes transport
outlet: The Quay Gazette
published: 2041-02-14
---
Joren Pike, the new transport minister, said on Thursday that buses would be free for pupils by summer.

“A tunnel is a promise with two ends,” Pike said.
""",
    "carnival.md": """---
headline: Carnival opens without its giants
outlet: The Quay Gazette
published: 2041-03-01
---
“The giants have moths,” said Ivo Marlow, the mayor of Skerry. He hoped the puppets would be mended by next year.

Opposition leader Vera Oss said on the same evening that the tunnel would leak.
""",
}


def ask(assistant: Assistant, text: str, *turns: Turn, filters: Filters = EVERYTHING, all: bool = False) -> Answer:
    return assistant.invoke(Message(text, turns, filters, all))


def words(answer: Answer) -> str:
    return " ".join(citation.text for citation in answer.citations)


def speakers(answer: Answer) -> set[str]:
    items = [citation.item for citation in answer.citations]
    return {speaker.name for item in items if isinstance(item, Statement) for speaker in item.speakers}


@pytest.mark.parametrize(
    ("text", "said", "by"),
    [
        ("What did Ada Brandt say about the tunnel before March 2040?", "nine billion florins", "Ada Brandt"),
        ("What did Brandt say about the tunnel after March 2040?", "I was wrong about the tunnel", "Ada Brandt"),
        ("What did Brandt say about the tunnel in the Evening Lamp?", "I was wrong about the tunnel", "Ada Brandt"),
        ("Ada Brand on the price of the tunnel", "nine billion florins", "Ada Brandt"),
        ("What did the mayor of Skerry say about the puppets?", "The giants have moths", "Ivo Marlow"),
        ("What did the transport minister say about buses in 2041?", "buses would be free", "Joren Pike"),
        ("Who called the tunnel a drain?", "a drain with a ribbon", "Ivo Marlow"),
        ("Who denied that homes would be flooded?", "denied that any homes", "Ada Brandt"),
        ("Who opposed night shifts?", "opposed any night shifts", "Tess Marlow"),
        ("Who said “a promise with two ends”?", "promise with two ends", "Joren Pike"),
        ("Who said 'dig for eight years and not one day longer'?", "dig for eight years", "Ada Brandt"),
    ],
)
def test_each_form_of_question_gives_the_words(assistant: Assistant, text: str, said: str, by: str) -> None:
    """By speaker, role, slip, day, outlet, verb and exact or nearly exact words."""
    answer = ask(assistant, text)
    assert answer.standing == "grounded"
    assert said in words(answer)
    assert speakers(answer) == {by}


@pytest.mark.parametrize(
    ("text", "outcome", "told"),
    [
        ("Is this quote real: “A tunnel is a promise with two ends”?", "said", "Yes."),
        ("Did anyone say “a tunnel is a promise with three ends”?", "other_words", "‘three’ for “two”"),
        ("Has anybody ever said 'we will dig for eighty years and not a day longer'?", "other_words", "for “eight”"),
        ("Who said “a tunnel is always a promise with two ends”?", "other_words", "‘always’ is added"),
        ("Is that a genuine quotation: “The ferries will be painted green by May”?", "not_found", "no such statement"),
    ],
)
def test_whether_words_are_anybodys_is_told_with_what_differs(
    assistant: Assistant, text: str, outcome: str, told: str
) -> None:
    """The true words under their speaker where they were altered; nothing where nobody said the like."""
    answer = ask(assistant, text)
    assert answer.outcome == outcome
    assert told in answer.text
    if outcome != "not_found":
        assert len(speakers(answer)) == 1 and speakers(answer) <= {"Joren Pike", "Ada Brandt"}


def test_a_line_tells_who_where_when_how_and_the_words(assistant: Assistant) -> None:
    """Name (role), in Outlet, date: cue “words” [n]."""
    answer = ask(assistant, "What did Joren Pike say about the tunnel?")
    told = r"Joren Pike(?: \([^)]*minister\))?, in The Quay Gazette, 2041-02-14: said “A tunnel is a promise.*” \[1\]"
    assert re.search(told, answer.text)


def test_a_paraphrase_is_marked_and_a_denial_kept(assistant: Assistant) -> None:
    """What nobody quoted is no quotation."""
    answer = ask(assistant, "What did Ada Brandt say about homes being flooded?")
    line = next(line for line in answer.text.splitlines() if "homes" in line)
    assert "paraphrase" in line and "denied" in line and "“" not in line


def test_second_hand_words_are_told_as_such(assistant: Assistant) -> None:
    """Who relayed them stands beside them."""
    answer = ask(assistant, "What did Ada Brandt say about the budget?")
    line = next(line for line in answer.text.splitlines() if "hole in the budget" in line)
    assert "second-hand, through Rhys Calder" in line


def test_copies_are_one_line_that_names_the_earliest(assistant: Assistant) -> None:
    """However many outlets carried a statement."""
    answer = ask(assistant, "What did Ada Brandt say about digging for eight years?")
    lines = [line for line in answer.text.splitlines() if "dig for eight years" in line]
    assert len(lines) == 1
    assert "The Quay Gazette, 2040-01-10" in lines[0] and "carried by 2 outlets" in lines[0]


def test_a_view_is_told_in_order_of_time(assistant: Assistant) -> None:
    """How has it changed?"""
    answer = ask(assistant, "How has Ada Brandt's view of the tunnel changed?")
    days = [citation.item.source.published[:10] for citation in answer.citations]
    assert days == sorted(days) and len(set(days)) > 1


def test_a_view_is_shown_from_its_first_day_to_its_last(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few are shown; all of them stand in order too."""
    monkeypatch.setattr(selecting, "SHOWN", 2)
    asked = "How has Ada Brandt's view of the tunnel changed?"
    few, every = (
        [citation.item.source.published[:10] for citation in ask(assistant, asked, all=one).citations]
        for one in (False, True)
    )
    assert every == sorted(every) and len(every) > len(few)
    assert few == [every[0], every[-1]]


def test_the_first_time_is_the_first(assistant: Assistant) -> None:
    """When did X first say?"""
    answer = ask(assistant, "When did Ada Brandt first mention the tunnel?")
    assert answer.citations[0].item.source.published.startswith("2040-01-10")


def test_people_on_a_topic_are_many_voices(assistant: Assistant) -> None:
    """One statement of each."""
    answer = ask(assistant, "What do people say about the tunnel?")
    assert {"Ada Brandt", "Ivo Marlow"} <= speakers(answer)


@pytest.mark.parametrize(
    ("text", "outcome", "standing"),
    [
        ("Did Ada Brandt say that the tunnel would cost nine billion florins?", "said", "grounded"),
        ("Did Ada Brandt say she was wrong about the tunnel?", "said", "grounded"),
        ("Did Ada Brandt say that the tunnel would cost seven billion florins?", "other_words", "grounded"),
        ("Did Ada Brandt say that the tunnel would not take eleven years?", "other_words", "grounded"),
        ("Did Joren Pike say that orchestras should be paid in herring?", "not_found", "declined"),
        ("Did Silvia Noll say that the tunnel was ugly?", "not_found", "declined"),
    ],
)
def test_three_outcomes(assistant: Assistant, text: str, outcome: str, standing: str) -> None:
    """Said, other words, not found; a changed number, or yes for no, is other words."""
    answer = ask(assistant, text)
    assert (answer.outcome, answer.standing) == (outcome, standing)
    assert speakers(answer) <= {"Ada Brandt"}


def test_not_found_tells_how_much_was_searched(assistant: Assistant) -> None:
    """How many articles, from when to when; narrowed when the question was."""
    answer = ask(assistant, "Did Joren Pike say that orchestras should be paid in herring?")
    assert "5 articles from 2040-01-10 to 2041-03-01" in answer.text
    narrowed = ask(assistant, "Did Joren Pike say that orchestras should be paid in herring in 2041?")
    assert "2 articles from 2041-02-14 to 2041-03-01" in narrowed.text


@pytest.mark.parametrize(
    "text",
    [
        "What did Silvia Noll say about the tunnel?",
        "What did Silvia Noll say?",
        "What did Rhys Calder say about the carnival?",
        "What did Joren Pike say about flooded homes?",
        "What did Harold Quist say about the tunnel?",
        "Who opposed the tunnel to Vexholm?",
        "What did Ivo Marlow say about the tunnel as transport minister?",
        "What did Ada Brandt say about the tunnel to Vexholm?",
    ],
)
def test_nobody_is_given_words_they_never_said(assistant: Assistant, text: str) -> None:
    """Not the one only mentioned, not the one who never touched the topic though others did, not the stranger."""
    answer = ask(assistant, text)
    assert answer.standing == "declined" and not answer.citations


def test_two_who_fit_are_offered_with_role_and_count(assistant: Assistant) -> None:
    """Unless the topic fits one of them only."""
    answer = ask(assistant, "What did Marlow say?")
    assert answer.standing == "ambiguous" and not answer.citations
    candidates = {one["name"]: one for one in answer_fields(None, "", answer, {})["candidates"]}
    assert candidates.keys() == {"Ivo Marlow", "Tess Marlow"}
    assert all(one["role"] and one["count"] >= 2 for one in candidates.values())
    assert speakers(ask(assistant, "What did Marlow say about the moths in the giants?")) == {"Ivo Marlow"}


def test_a_description_that_fits_nobody_known_is_asked_back(assistant: Assistant) -> None:
    """ "The bearded leader" may be any leader: none is chosen, whatever each said."""
    answer = ask(assistant, "What did the bearded leader say about the leak in the tunnel?")
    assert answer.standing == "ambiguous"
    assert {candidate.name for candidate in answer.candidates} == {"Tess Marlow", "Vera Oss"}


def test_what_was_understood_is_told(assistant: Assistant) -> None:
    """coverage.filters holds speakers, topic, days and outlets."""
    answer = ask(assistant, "What did Ada Brandt say about the tunnel before March 2040 in the Quay Gazette?")
    assert answer_fields(None, "", answer, {})["coverage"]["filters"] == {
        "speakers": ["Ada Brandt"],
        "topic": "tunnel",
        "since": None,
        "until": "2040-02-29",
        "outlets": ["The Quay Gazette"],
    }


def test_filters_by_hand_overrule_the_words(assistant: Assistant) -> None:
    """--speaker, --since, --until and --outlet."""
    by_hand = Filters(("Tess Marlow",), date(2040, 2, 1), None, ("The Evening Lamp",))
    answer = ask(assistant, "What did Ada Brandt say about the tunnel in 2041?", filters=by_hand)
    assert speakers(answer) == {"Tess Marlow"} and "night shifts" in words(answer)


def test_all_gives_every_statement_of_a_speaker(assistant: Assistant) -> None:
    """When no topic is given; in order of time, copies as one."""
    answer = ask(assistant, "What did Ada Brandt say?", all=True)
    assert speakers(answer) == {"Ada Brandt"}
    for said in ("nine billion", "eight years", "any homes", "wrong about the tunnel", "hole in the budget"):
        assert words(answer).count(said) == 1
    days = [citation.item.source.published[:10] for citation in answer.citations]
    assert days == sorted(days)


def test_a_role_that_was_held_changes_nothing(assistant: Assistant) -> None:
    """Only one that was never held makes the question another's."""
    answer = ask(assistant, "What did Ivo Marlow say about the tunnel as mayor?")
    assert "drain with a ribbon" in words(answer)


def test_who_succeeded_somebody_is_found_by_the_role(assistant: Assistant) -> None:
    """The next who is called what the other was called."""
    answer = ask(assistant, "Who succeeded Ada Brandt as transport minister?")
    assert "Joren Pike" in words(answer)


TUNNEL = Turn("What did Ada Brandt say about the tunnel?", "“We will dig for eight years and not a day longer” [1]")


@pytest.mark.parametrize(
    ("text", "said", "by"),
    [
        ("And what did she say about homes?", "any homes", "Ada Brandt"),
        ("Only after May 2040", "wrong about the tunnel", "Ada Brandt"),
        ("And Joren Pike?", "promise with two ends", "Joren Pike"),
        ("What did Ivo Marlow say about the giants?", "giants have moths", "Ivo Marlow"),
        ("Who opposed it?", "opposed any night shifts", "Tess Marlow"),
    ],
)
def test_a_conversation_goes_on(assistant: Assistant, text: str, said: str, by: str) -> None:
    """Whom and what is meant carries over; a change of subject drags nothing along."""
    answer = ask(assistant, text, TUNNEL)
    assert said in words(answer)
    assert speakers(answer) == {by}


def test_who_disagreed_with_somebody_is_somebody_else(assistant: Assistant) -> None:
    """Not the one disagreed with, though their name need not stand in the words."""
    answer = ask(assistant, "Who disagreed with Ivo Marlow about night shifts in the tunnel?")
    assert speakers(answer) == {"Tess Marlow"}


def test_where_nobody_took_the_stand_it_says_so(assistant: Assistant) -> None:
    """Those who only spoke of something are not told as having opposed it."""
    answer = ask(assistant, "Who disagreed with the free buses?")
    assert speakers(answer) == {"Joren Pike"}
    assert answer.text.startswith("Nobody is reported in so many words to have disagreed")


@pytest.mark.parametrize(
    "text",
    [
        "Who opposed the tram?",
        "Who supported the new airport?",
        "Who complained about the school meals?",
        "What do people say about whales?",
        "Who said anything about football?",
    ],
)
def test_nobody_is_quoted_on_what_nobody_spoke_of(assistant: Assistant, text: str) -> None:
    """Somebody's words on another matter, though they took such a stand there, are no answer."""
    assert ask(assistant, text).standing == "declined"


def test_what_somebody_called_a_thing_is_told_without_a_word_on_their_exact_words(assistant: Assistant) -> None:
    """Nobody asked whether he said certain words; the name he gave comes first."""
    answer = ask(assistant, "What did Ivo Marlow call the tunnel?")
    assert (answer.standing, answer.outcome) == ("grounded", None)
    assert "these words" not in answer.text
    assert "a drain with a ribbon" in answer.citations[0].text


def test_why_somebody_called_a_thing_so_still_tells_whether_they_did(assistant: Assistant) -> None:
    """The name given in the question is held against the words."""
    assert ask(assistant, "Why did Ivo Marlow call the tunnel a drain?").outcome == "said"
    assert ask(assistant, "Why did Ivo Marlow call the tunnel a triumph?").outcome == "other_words"


def test_whoever_else_spoke_is_somebody_not_given_yet(assistant: Assistant) -> None:
    """Each "Anyone else?" goes on from all whose words were given, until nobody is left."""
    turns: list[Turn] = []
    given: list[set[str]] = []
    question = "Who said anything about the tunnel?"
    while (answer := ask(assistant, question, *turns)).standing == "grounded" and len(turns) < 6:
        given.append(speakers(answer))
        turns.append(Turn(question, answer.text))
        question = "Anyone else?"
    assert given and answer.standing == "declined"
    assert "by anybody else" in answer.text
    assert sum(map(len, given)) == len(set().union(*given))


def test_a_later_word_of_the_same_speaker_stands_with_an_early_one(assistant: Assistant) -> None:
    """Whoever is asked to have said something may have thought better of it: both, the earlier first."""
    answer = ask(assistant, "Did Ada Brandt say the tunnel would cost nine billion florins?")
    days = [citation.item.source.published for citation in answer.citations]
    assert answer.outcome == "said"
    assert "nine billion florins" in answer.citations[0].text
    assert "I was wrong about the tunnel" in answer.citations[-1].text
    assert days == sorted(days)
    assert "2040-01-10" in answer.text
    assert "2040-09-03" in answer.text


def test_what_somebody_thinks_is_told_in_order_of_time(assistant: Assistant) -> None:
    """The view of today stands last, and is there."""
    answer = ask(assistant, "What does Ada Brandt think of the tunnel?")
    days = [citation.item.source.published for citation in answer.citations]
    assert days == sorted(days)
    assert days[-1].startswith("2040-09-03")
