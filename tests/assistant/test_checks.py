"""The checks, one by one, without an index."""

from datetime import date
from pathlib import Path

import pytest

from assistant.checks import figuring, likening, mentioning, negating, quoting, speaking
from assistant.checks.likening import Likeness
from assistant.judging import CARRIED
from index.settings import read_settings
from index.wiring import open_searcher

BODY = (
    "Head\nHe said: “We built it – on time – and the river’s still there.” It cost 340 million crowns, two thirds more."
)


def test_words_are_found_typography_aside_and_nothing_else() -> None:
    """Kinds of marks, dashes and space may differ, and words may be left out; a changed word is not found."""
    for words in ("We built it - on time", "the river's  still there,", "we built it ... still there"):
        spans = quoting.found(words, BODY)
        assert spans and all(BODY[start:end] for start, end in spans)
    assert quoting.found("We built it - too late", BODY) == ()
    score, (start, end) = quoting.nearest("We built it - too late - and the river's still there", BODY)
    assert score >= quoting.NEARLY and "river’s still there" in BODY[start:end]


def test_the_true_words_of_an_altered_quotation_begin_and_end_where_they_stand() -> None:
    """However many words were put in or left out, nothing of what stands beside them is taken in."""
    true = "The harbour belongs to the town and not to a bank"
    body = f"He spoke at noon before a large crowd of people, then said: “{true}.” She left the hall without a word."
    for altered in (
        "The harbour belongs to the whole of the old town and not to any foreign bank",
        "The harbour belongs to the town, not a bank",
        "The quay belongs to the town and never to a bank",
    ):
        start, end = quoting.nearest(altered, body)[1]
        assert body[start:end] == true


def test_one_speech_may_be_quoted_without_who_is_told_to_speak_between() -> None:
    """Two sentences of one speech stand as one quotation; of two speeches, or with other words, they do not."""
    body = (
        "“I have no quarrel with the players,” he said. “My quarrel is with the board.” Later he wrote: “I am sorry.”"
    )
    assert len(quoting.found("I have no quarrel with the players. My quarrel is with the board.", body)) == 2
    assert quoting.found("My quarrel is with the board. I have no quarrel with the players.", body) == ()
    assert quoting.found("I have no quarrel with the players. I am sorry.", body) == ()
    assert quoting.found("I have no quarrel with the players. My quarrel is with the cook.", body) == ()


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("It cost 340 million crowns", ""),
        ("It cost 340m crowns", ""),
        ("It cost 430 million crowns", "430 million"),
        ("on 4 March 2031 it cost 340 million", ""),
        ("on 5 April 2031 it cost 340 million", "5 April 2031"),
        ("on Tuesday", ""),
        ("on Friday", "Friday"),
    ],
)
def test_every_number_and_day_stands_in_the_article(claim: str, missing: str) -> None:
    """However it is written; the day of publication counts as told."""
    assert figuring.missing(claim, BODY, date(2031, 3, 4)) == missing


@pytest.mark.parametrize(
    ("claim", "article", "missing"),
    [
        ("It took a year and a half", "It took eighteen months", ""),
        ("It took 90 minutes", "It took an hour and a half", ""),
        ("It took 2.5 years", "It took two years and a half", ""),
        ("It took two years", "It took eighteen months", "two"),
        ("It cost 2.5 million crowns", "It cost two and a half million crowns", ""),
        ("More than 300 boats came", "340 boats came", ""),
        ("More than 300 boats came", "440 boats came", "300"),
        ("More than 300 boats came", "290 boats came", "300"),
        ("Over 6 per cent of it", "6.5 per cent of it", ""),
        ("The fee tripled", "The fee is three times what it was", ""),
        ("Half of them came", "A half of them came", ""),
        ("It took the wall and a half of the quay", "It took the wall and a third of the quay", "a half"),
    ],
)
def test_a_number_may_be_told_in_another_way(claim: str, article: str, missing: str) -> None:
    """In another unit of time, by halves, or as what the true one exceeds, rounded down to its first digit."""
    assert figuring.missing(claim, article, None) == missing


@pytest.mark.parametrize(
    ("claim", "source", "same"),
    [
        ("the road would close", "the road would close", True),
        ("the road would not close", "the road would close", False),
        ("the road would close", "the road would not close", False),
        ("it concerns his generals", "he speaks to his generals, not to his neighbours", True),
        ("he never saw the road", "he did not see the road", True),
        ("the town has never forgotten the flood", "the town remembers the flood", False),
        ("nobody had not told him", "nobody had told him", False),
        ("she paid no more than ten crowns", "she paid ten crowns", True),
        ("they talked of ships", "they talked about nothing but ships", True),
    ],
)
def test_yes_and_no_agree(claim: str, source: str, same: bool) -> None:
    """A "not" in another clause is about something else."""
    assert negating.agree(claim, source, sense_of_denial=False) is same
    assert negating.agree(claim, source, sense_of_denial=True) is not same or "generals" in claim


def test_a_paraphrase_says_no_in_its_own_way() -> None:
    """A "not" about a word that the other text lacks tells nothing; one about a word that it has does."""
    assert not negating.agree("this shows not no planning", "you did not have any planning", sense_of_denial=False)
    assert negating.agree("the young will leave the town", "the young will not stay", sense_of_denial=False)
    assert not negating.agree("the young will stay for good", "they will not stay", sense_of_denial=False)
    assert not negating.agree("no train will stop in the town", "every train halts there", sense_of_denial=False)


@pytest.mark.parametrize(
    ("claim", "source", "same"),
    [
        ("the law does not allow barges on the lake", "the law bans barges from the lake", True),
        ("the law bans barges from the lake", "the law does not allow barges on the lake", True),
        ("the law does not ban barges on the lake", "the law bans barges from the lake", False),
        ("many do not want the bridge", "a number of shopkeepers opposed the bridge", True),
        ("the shopkeepers did not oppose the bridge", "a number of shopkeepers opposed the bridge", False),
        ("the quay will not be built", "the quay will be built by spring", False),
    ],
)
def test_one_word_may_say_no(claim: str, source: str, same: bool) -> None:
    """What is banned is not allowed; a word that both texts have excuses no "not" beside it."""
    assert negating.agree(claim, source, sense_of_denial=False) is same


def test_a_not_in_another_sentence_of_a_speech_is_about_something_else() -> None:
    """A word of the claim may stand there too: what counts is where the words stand together."""
    speech = "The ferry was not our idea. The mayor asked three firms, and each of them wanted a larger ferry."
    assert negating.agree("each of the firms wanted a larger ferry", speech, sense_of_denial=False)
    assert not negating.agree("each of the firms never wanted a larger ferry", speech, sense_of_denial=False)


def test_a_statement_is_by_whom_it_names_and_by_nobody_else(small_store: Path) -> None:
    """By canonical name where the index knows whom the words mean; else as the statement's article calls them."""
    searcher = open_searcher(small_store, read_settings({}))
    statement = next(s for s in searcher.statements() if "340 million" in s.text)
    assert speaking.is_by(statement, "the minister", frozenset(["Odile Farrant"]))
    assert not speaking.is_by(statement, "Odile Farrant", frozenset(["Tobias Wrenn"]))
    assert speaking.is_by(statement, "Ms Farrant", frozenset())
    assert not speaking.is_by(statement, "Corin Farrant", frozenset())
    assert speaking.named(statement) == "Odile Farrant"


def test_what_is_more_alike_fits_better() -> None:
    """Nearness and echo count for a claim, its length against it: there is more of it to be carried. The same words are
    carried, words that share nothing are not."""
    signs = [Likeness(0.6, 0.5, 3.0), Likeness(0.6, 0.5, 2.0), Likeness(0.7, 0.5, 2.0), Likeness(0.7, 0.6, 2.0)]
    fits = [likening.fit(one) for one in signs]
    assert fits == sorted(fits) and len({*fits}) == len(fits)
    assert likening.fit(Likeness(0.95, 1.0, 3.0)) > CARRIED > likening.fit(Likeness(0.1, 0.1, 2.0))


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("Odile Farrant has resigned", ""),
        ("Elvira Kong has resigned", "Elvira"),
        ("Farrant met Kong", "Kong"),
        ("Farrant resigned on a Friday in May", ""),
        ("A minister met Drosian farmers", ""),
        ("Nobody resigned", ""),
        ("The PM has resigned", ""),
        ("The UN has resigned", "UN"),
    ],
)
def test_every_name_stands_in_the_article(claim: str, missing: str) -> None:
    """In some form of it; days are no names, and the first word of a sentence is one only where it means somebody."""
    source = "Odile Farrant, prime minister of Drosia, has seen farmers."
    assert mentioning.missing(
        claim, source, lambda told: frozenset({"Odile Farrant"} if "Farrant" in told else ())
    ) == (missing)


def test_what_one_did_another_did_not() -> None:
    """A sentence about other people is nobody's else; one that names nobody may be about anybody."""
    one, other, nobody = frozenset({"Odile Farrant"}), frozenset({"Lucan Abara"}), frozenset[str]()
    assert mentioning.of_others(one, other)
    assert not mentioning.of_others(one, one | other)
    assert not mentioning.of_others(one, nobody) and not mentioning.of_others(nobody, other)
