"""Verdicts over a made article, whose words are as near to a claim as each test says."""

from collections.abc import Sequence
from math import log

import pytest

from assistant.asserting import assertions
from assistant.assertion import Assertion
from assistant.checks import likening
from assistant.checks.likening import Likeness
from assistant.finding import Finding
from assistant.judging import ANYWHERE, CARRIED, judged
from assistant.place import Place, Sense
from assistant.referring import meant
from assistant.wiring import Drafts
from index.article import Article, Source
from index.sentencing import sentences

PEOPLE = ("Karin Osk", "Jonas Brandl", "Mathilde Ferro")
attribute = Drafts()


def who(told: str) -> frozenset[str]:
    return frozenset(name for name in PEOPLE if name.split()[-1] in told)


def sense(echoed: float = 1.0) -> Sense:
    """Everything is near, and echoes so much of a claim."""

    def same(_: str, others: Sequence[str]) -> list[float]:
        return [echoed] * len(others)

    return Sense(str.split, same, same, lambda _, others: [0.5] * len(others), who)


def places(body: str) -> list[Place]:
    article = Article(Source("a", "a.md", "", "", "", "2041-05-06", "", "en", ""), body)
    statements = attribute(body)
    return [
        Place(article, a, b, tuple(s for s in statements if s.sentences[0] < b and a < s.sentences[1]))
        for a, b in sentences(body)
    ]


def asserted(text: str) -> list[Assertion]:
    return assertions(text, attribute(text), who)


def found(text: str, body: str, echoed: float = 1.0) -> Finding:
    """The verdict on the last sentence of a text."""
    return judged(asserted(text)[-1], places(body), sense(echoed))


def test_a_claim_that_names_nobody_must_be_more_like_its_place() -> None:
    """What is carried by somebody's words may rest on few; what may rest on any place must be nearer."""
    claim, body = "The ferry will sail twice a day", "Karin Osk said two boats were to leave each day."
    length = next(n / 100 for n in range(100) if CARRIED < _fit(n / 100, claim) < ANYWHERE)
    assert found(f"Karin Osk said {claim[0].lower()}{claim[1:]}.", body, length).verdict == "supported"
    plain = "The harbour office runs two boats each day."
    assert found(f"{claim}.", plain, length).verdict == "not_found"
    assert found(f"{claim}.", plain, length + 0.2).verdict == "supported"


def _fit(echoed: float, claim: str) -> float:
    return likening.fit(Likeness(0.5, echoed, log(len(claim.split()))))


@pytest.mark.parametrize(
    ("before", "pronoun", "person"),
    [
        ("Brandl met Osk.", "she", "Karin Osk"),
        ("Brandl opened the fair. It rained all day.", "he", "Jonas Brandl"),
        ("Karin Osk and Mathilde Ferro spoke.", "she", ""),
        ("Karin Osk spoke.", "he", ""),
        ("Brandl spoke.", "they", ""),
        ("", "he", ""),
    ],
)
def test_a_pronoun_stands_for_the_last_one_named_of_its_gender(before: str, pronoun: str, person: str) -> None:
    """Nobody, where several are named in one sentence or none fits."""
    assert meant(pronoun, before, who) == person


LETTER = "Jonas Brandl came to the fair on Monday. “The barn was full before noon,” he told the crowd."


def test_a_pronoun_is_never_the_wrong_speaker() -> None:
    """Whoever "he" is found to be is held against the article; where nobody is found, the words are."""
    quoted = "“The barn was full before noon,” he said."
    for before in ("", "It was a fine day.\n\n", "The report names Brandl, the miller.\n\n"):
        assert found(before + quoted, LETTER).verdict == "supported", before
    wrong = found(f"Ferro, the baker, opened the fair.\n\n{quoted.replace('he said', 'she said')}", LETTER)
    assert wrong.verdict == "misattributed" and "not Mathilde Ferro" in wrong.reason


OPEN = (
    "Mathilde Ferro spoke first and left early.\n\nThe crowd sang for an hour.\n\nThen rain came.\n\n"
    "A voice at the back called out.\n\n“Sell the mill before winter,” it said.\n\nKarin Osk closed the doors."
)


def test_open_words_may_be_those_of_somebody_beside_them() -> None:
    """Where an article leaves open who speaks, only whom the sentence or its neighbours name can have spoken."""
    near = found("“Sell the mill before winter,” Karin Osk said.", OPEN)
    far = found("“Sell the mill before winter,” Mathilde Ferro said.", OPEN)
    stranger = found("“Sell the mill before winter,” Ute Lenz said.", OPEN)
    assert near.verdict == "supported" and far.verdict == stranger.verdict == "not_found"
    assert all("does not name the speaker" in finding.reason for finding in (far, stranger))


@pytest.mark.parametrize(
    ("claim", "body", "told"),
    [
        ("The fair opened on 16 May.", "The fair opened on 6 May.", "says “6 May”, not “16 May”"),
        ("The fair opened on 16 May.", "The fair opened on Monday.", "of 6 May 2041, says “Monday”, not “16 May”"),
        ("The fair opened on 16 May.", "The fair opened early.", "of 6 May 2041, does not have “16 May”"),
        ("The fair drew 400 guests.", "The fair drew 300 guests and 12 dogs.", "says “300”, not “400”"),
        ("The fair drew 400 guests.", "The fair drew crowds.", "does not have “400”"),
    ],
)
def test_a_wrong_number_or_day_is_told_with_the_true_one(claim: str, body: str, told: str) -> None:
    """As the article writes it; a day that it does not write is told by its own."""
    finding = found(claim, body)
    assert finding.verdict == "contradicted" and told in finding.reason
