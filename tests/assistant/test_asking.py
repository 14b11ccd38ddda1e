"""Questions understood without a model: whose words, which days, what kind; and follow-ups that stand alone."""

from datetime import date

import pytest

from assistant.addressing import on_new_subject
from assistant.asking import understand
from assistant.directory import Directory
from assistant.question import Message, Question, QuestionKind, Turn
from index.filters import EVERYTHING, Filters
from index.person import Person, Tenure


def _person(name: str, aliases: tuple[str, ...], *roles: tuple[str, str, str], statements: int = 5) -> Person:
    tenures = tuple(Tenure(*role) for role in roles)
    return Person(name, aliases, tenures, statements, ("The Meridian Post",), "2031-01-02", "2032-12-09", ())


PEOPLE = (
    _person("Edric Hale", ("Mr Hale", "Hale"), ("finance minister", "2031-01-02", "2031-10-28"), statements=9),
    _person("Corin Hale", ("Hale",), ("finance minister", "2032-10-03", "2032-12-09")),
    _person("Petra Lindquay", ("Ms Lindquay", "Lindquay"), ("finance minister", "2031-10-28", "2032-10-03")),
    _person("Marta Kerrick", ("Mrs Kerrick", "Kerrick"), ("judge", "2031-11-20", "2032-06-18")),
    _person("Martin Kerrick", ("Mr Kerrick", "Kerrick"), ("chief engineer of Tarn Water", "2031-11-09", "2032-06-18")),
    _person("Kim Jong Un", ("Kim",), ("North Korean leader", "2031-06-19", "2031-06-19")),
    _person("Kim Gunn", ("Kim",), ("South Korean lawmaker", "2031-06-19", "2031-06-19")),
    _person("Philippa Gorse", ("Mrs Gorse", "Gorse"), ("chief executive of Tarn Water", "2031-11-09", "2032-06-17")),
    _person("Viktor Ostrov", ("Mr Ostrov",), ("director of the National Museum", "2031-07-15", "2032-07-05")),
    _person("Tarn Water", ()),
)
DIRECTORY = Directory(
    PEOPLE,
    ("The Meridian Post", "The Daily Lantern"),
    date(2032, 12, 9),
    day_of=lambda event: date(2032, 9, 12) if "election" in event else None,
)


def ask(text: str, *turns: str | tuple[str, str], by_hand: Filters = EVERYTHING) -> Question:
    told = tuple(Turn(turn, "") if isinstance(turn, str) else Turn(*turn) for turn in turns)
    return understand(Message(text, told, by_hand), DIRECTORY)


@pytest.mark.parametrize(
    ("text", "kind", "verb", "speakers", "topic"),
    [
        ("What did Edric Hale say about the port?", "what-said", "say", ["Edric Hale"], "port"),
        ("Why does Gorse think the dam was safe?", "what-said", "think", ["Philippa Gorse"], "dam safe"),
        ("What is Philippa Gorse's opinion of the report?", "what-said", "say", ["Philippa Gorse"], "report"),
        ("According to Viktor Ostrov, what was stolen?", "what-said", "say", ["Viktor Ostrov"], "stolen"),
        ("what did gorse say about floods", "what-said", "say", ["Philippa Gorse"], "floods"),
        ("whats gorse's line on floods", "what-said", "say", ["Philippa Gorse"], "floods"),
        ("wat did ostrof say bout the leak", "what-said", "say", ["Viktor Ostrov"], "leak"),
        ("what did viktor ostrof say about the leak", "what-said", "say", ["Viktor Ostrov"], "leak"),
        ("what does the gorge say about floods", "open", "", [], "gorge floods"),
        ("Can you tell me what Gorse promised?", "what-said", "promise", ["Philippa Gorse"], ""),
        ("What did Gorse and Viktor Ostrov say?", "what-said", "say", ["Philippa Gorse", "Viktor Ostrov"], ""),
        ("Who denied altering the log?", "who-said", "deny", [], "altering log"),
        ("Who was against the levy?", "who-said", "oppose", [], "levy"),
        ("Who did not believe the report?", "who-said", "doubt", [], "report"),
        ("Which engineer called it a plot?", "who-said", "call", [], "engineer plot"),
        ("Has Gorse ever denied the leak?", "did-say", "deny", ["Philippa Gorse"], "leak"),
        ("When did Gorse first mention the leak?", "first-said", "mention", ["Philippa Gorse"], "leak"),
        ("How has Gorse's view of the leak changed?", "view", "say", ["Philippa Gorse"], "leak"),
        ("What do people say about the dam?", "people", "say", [], "dam"),
        ("Who is Philippa Gorse?", "who-is", "", [], "Philippa Gorse"),
        ("What position did Gorse hold?", "role", "", [], "Gorse"),
        ("Who succeeded Edric Hale?", "open", "", [], "Edric Hale"),
        ("How high is the dam?", "open", "", [], "high dam"),
        ("Was Gorse warned about the dam?", "open", "", [], "Gorse warned dam"),
        ("When did Parliament approve the budget?", "open", "", [], "Parliament approve budget"),
        ("Was hat Gorse gesagt?", "open", "", [], "hat Gorse gesagt"),
    ],
)
def test_each_kind(text: str, kind: QuestionKind, verb: str, speakers: list[str], topic: str) -> None:
    """Each kind of question is told apart, with whose words it asks for and about what."""
    question = ask(text)
    assert (question.kind, question.verb, [*question.filters.speakers]) == (kind, verb, speakers)
    assert question.topic == topic


def test_quoted_words_and_claims_are_kept() -> None:
    """What stands between quotation marks is to be found as it stands; a claim is kept whole."""
    assert ask("Who said “silver has no memory”?").words == ("silver has no memory",)
    assert ask("Who said 'it isn't over'?").words == ("it isn't over",)
    assert ask("Did Gorse say that the dam was safe?").claim == "the dam was safe"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("What did Philipa Gorse say?", ["Philippa Gorse"]),
        ("What did Corin Hall say?", ["Corin Hale"]),
        ("What did Judge Kerrick say?", ["Marta Kerrick"]),
        ("What did Mr Kerrick say?", ["Martin Kerrick"]),
        ("What did the engineer Kerrick say?", ["Martin Kerrick"]),
        ("What did Kim Jong-un say?", ["Kim Jong Un"]),
        ("What did the head of the museum say?", ["Viktor Ostrov"]),
        ("What did the South Korean lawmaker say?", ["Kim Gunn"]),
        ("What did the finance minister say in March 2031?", ["Edric Hale"]),
        ("What did the finance minister say in March 2032?", ["Petra Lindquay"]),
        ("What did the finance minister say?", ["Corin Hale"]),
        ("What did the new finance minister say?", ["Corin Hale"]),
    ],
)
def test_people_by_title_role_and_slip(text: str, speakers: list[str]) -> None:
    """Misspellings, titles and roles lead to the one who is meant; a role to its holder of those days."""
    assert [*ask(text).filters.speakers] == speakers


@pytest.mark.parametrize("name", ["Hall", "Harald Hale", "Kim Jong Il", "Joe Biden", "the president of France"])
def test_nobody_else_is_made_of_a_stranger(name: str) -> None:
    """A name that is another's is never corrected into one the index knows."""
    question = ask(f"What did {name} say about the port?")
    assert question.unknown_people == (name,)
    assert question.filters.speakers == () and question.ambiguous == ()


def test_a_word_of_the_corpus_is_no_slip() -> None:
    """A name that the articles write is left alone, however near it is to a speaker's."""
    known = Directory(PEOPLE, (), None, frequency=lambda word: 1)
    assert understand(Message("What did Philipa Gorse say?", (), EVERYTHING), known).unknown_people == (
        "Philipa Gorse",
    )


def test_two_who_fit_are_both_offered() -> None:
    """When two people fit, neither is chosen, and both are told."""
    question = ask("What did Hale say about the port?")
    assert [person.name for person in question.ambiguous] == ["Edric Hale", "Corin Hale"]
    assert question.filters.speakers == ()


def test_who_is_spoken_of_does_not_speak() -> None:
    """A person in the topic is no speaker."""
    question = ask("What did Gorse say about Edric Hale?")
    assert question.filters.speakers == ("Philippa Gorse",)
    assert question.about == ("Edric Hale",)


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("before April 2031", None, "2031-03-31"),
        ("after March 2031", "2031-04-01", None),
        ("since the start of 2032", "2032-01-01", None),
        ("by the end of 2031", None, "2031-12-31"),
        ("in the spring of 2031", "2031-03-01", "2031-05-31"),
        ("on 4 March 2031", "2031-03-04", "2031-03-04"),
        ("on March 4, 2031", "2031-03-04", "2031-03-04"),
        ("until 2031-03-04", None, "2031-03-04"),
        ("between March and May 2031", "2031-03-01", "2031-05-31"),
        ("last May", "2032-05-01", "2032-05-31"),
        ("this year", "2032-01-01", "2032-12-31"),
        ("last week", "2032-11-29", "2032-12-05"),
        ("in the last two weeks", "2032-11-25", "2032-12-09"),
        ("since the election", "2032-09-12", None),
        ("two weeks before the election", "2032-08-29", "2032-09-12"),
        ("by 2050", None, None),
        ("in the 2022 final", None, None),
        ("on 31 June 2031", None, None),
    ],
)
def test_days(words: str, since: str | None, until: str | None) -> None:
    """Days are read as told, relative ones from the newest article; impossible and future ones narrow nothing."""
    filters = ask(f"What did Gorse say about the dam {words}?").filters
    told = [day.isoformat() if day else None for day in (filters.since, filters.until)]
    assert told == [since, until]


def test_an_event_without_a_day_stays_in_the_topic() -> None:
    """What cannot be dated is told, and searched for by its words."""
    question = ask("What did Gorse say after the flood?")
    assert question.event is not None and question.event.words == "the flood"
    assert question.topic == "flood" and question.filters.since is None


def test_an_outlet_narrows_only_when_asked_for() -> None:
    """ "In the Post" narrows; to speak about the Post does not."""
    assert ask("What did Gorse say in the Post?").filters.outlets == ("The Meridian Post",)
    assert ask("What did Gorse say about the Post?").filters.outlets == ()


HALE = "What did Edric Hale say about the tax in March 2031?"


@pytest.mark.parametrize(
    ("turns", "text", "speakers", "topic"),
    [
        ([HALE], "And what did he say about sanctions?", ["Edric Hale"], "sanctions"),
        ([HALE], "And the other Hale?", ["Corin Hale"], "tax"),
        ([HALE], "What about Gorse?", ["Philippa Gorse"], "tax"),
        ([HALE], "And about the dam?", ["Edric Hale"], "dam"),
        ([HALE], "Why?", ["Edric Hale"], "tax"),
        ([HALE], "Did he regret that?", ["Edric Hale"], "tax"),
        ([HALE], "What did Gorse say about the dam?", ["Philippa Gorse"], "dam"),
        (["Who called the pact an alliance?"], "Who disagreed?", [], "pact alliance"),
        ([("Who led the inquiry?", "Judge Marta Kerrick.")], "What did she promise?", ["Marta Kerrick"], "inquiry"),
        (["What did Kim say about the pact?"], "the lawmaker", ["Kim Gunn"], "pact"),
        (["What did Kim say about the pact?"], "the second one", ["Kim Gunn"], "pact"),
        (["Who won the election?"], "What was the turnout?", [], "turnout election"),
        ([HALE], "How high is the dam?", [], "high dam"),
    ],
)
def test_follow_ups_stand_alone(turns: list[str | tuple[str, str]], text: str, speakers: list[str], topic: str) -> None:
    """Who and what earlier turns meant is filled in; a change of subject takes nothing along."""
    question = ask(text, *turns)
    assert ([*question.filters.speakers], question.topic) == (speakers, topic)


def test_days_and_outlets_are_changed_by_a_fragment() -> None:
    """ "Only after May" keeps speaker and topic; what is carried is told."""
    later = ask("Only after May 2031", HALE)
    assert (later.filters.since, later.filters.until) == (date(2031, 6, 1), None)
    assert (later.filters.speakers, later.topic) == (("Edric Hale",), "tax")
    assert later.carried == ("Edric Hale", "tax")
    assert ask("And later?", HALE).filters.since == date(2031, 4, 1)
    assert ask("Only in the Lantern", HALE).filters.outlets == ("The Daily Lantern",)


def test_he_is_not_guessed_among_several() -> None:
    """When an answer named several who may be "he", they are offered, not chosen from."""
    question = ask("What did he say about it?", ("Who signed?", "Kim Gunn and Kim Jong Un."))
    assert {person.name for person in question.ambiguous} == {"Kim Gunn", "Kim Jong Un"}
    assert question.filters.speakers == ()


def test_filters_by_hand_overrule() -> None:
    """Speakers, days and outlets set by hand stand in place of those the words tell."""
    by_hand = Filters(("Kim Gunn",), date(2032, 1, 1), None, ("The Daily Lantern",))
    assert ask("What did Hale say in 2031 in the Post?", by_hand=by_hand).filters == by_hand


@pytest.mark.parametrize(
    "opening", ["Now something else:", "On a different subject -", "Okay, another question:", "Changing the subject,"]
)
def test_a_subject_that_is_said_to_be_new_takes_nothing_along(opening: str) -> None:
    """Neither the people nor the matter of the turns before, whatever pronouns follow."""
    alone = ask("What did it cost?")
    asked = ask(f"{opening} what did it cost?", ("What did Gorse say about the dam?", "Philippa Gorse: “It held” [1]"))
    assert (asked.topic, asked.filters, asked.carried) == (alone.topic, alone.filters, ())


@pytest.mark.parametrize("text", ["Something else?", "Another question of trust for the minister: the dam"])
def test_what_only_looks_like_a_new_subject_stays_whole(text: str) -> None:
    """No opening with a mark behind it."""
    assert on_new_subject(text) == ""


def test_who_else_asks_for_nobody_given_before() -> None:
    """Those under whose names words were given, in this answer and in those it went on from."""
    first = ("Who criticised the dam?", "Philippa Gorse (head of X), in The Meridian Post, 2031-11-09: “Bad” [1]")
    second = ("Anyone else?", "Viktor Ostrov, 2031-11-10: said “Bad” [1]")
    assert ask("Who else?", first).besides == ("Philippa Gorse",)
    assert ask("And who else criticised it?", first, second).besides == ("Philippa Gorse", "Viktor Ostrov")
    assert ask("Who praised it?", first, second).besides == ()


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("What did Gorse say in the CWN?", ("Coastal Wire News",)),  # as some articles write it
        ("What did Gorse say about the dam according to Coastal Wire News?", ("Coastal Wire News",)),
        ("What does the Record say about the dam?", ("The Harbour Record",)),
        ("What did Gorse say about the dam according to the UMT?", ("Upper Murn Tribune",)),  # none writes it so
        ("What did Gorse say about the dam according to the BEL?", ()),  # two outlets have these initials
    ],
)
def test_an_outlet_goes_by_its_initials_where_it_alone_has_them(text: str, outlets: tuple[str, ...]) -> None:
    """And is one outlet by whichever name articles give it."""
    names = "CWN,Coastal Wire News,The Harbour Record,Upper Murn Tribune,Bay Evening Lamp,Big East Ledger".split(",")
    directory = Directory(PEOPLE, tuple(names), None)
    assert understand(Message(text, (), EVERYTHING), directory).filters.outlets == outlets
