"""Who said what, form by form. The sentences are invented; each stands for a form that news is written in."""

from collections.abc import Iterator

import pytest

from index.article import Article, Source
from index.attributing import Attributor, as_quotes
from index.statement import Statement

_ATTRIBUTOR = Attributor()


def article(body: str, language: str = "") -> Article:
    return Article(Source("a1", "a1.txt", "", "", "", "", "", language, ""), body)


def statements(body: str, language: str = "") -> list[Statement]:
    return next(iter(_ATTRIBUTOR.attribute([article(body, language)])))


def said(body: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Speakers and words of every statement, in order."""
    return [(tuple(speaker.name for speaker in s.speakers), s.words) for s in statements(body)]


ONE_SPEAKER = [
    ("straight", '"The dam held all night," Orla Finch said.', "Orla Finch", ["The dam held all night"]),
    ("curly", "“The dam held all night,” said Orla Finch.", "Orla Finch", ["The dam held all night"]),
    ("doubled", "''The dam held all night,'' Orla Finch said.", "Orla Finch", ["The dam held all night"]),
    ("latex", "``The dam held all night,'' Orla Finch said.", "Orla Finch", ["The dam held all night"]),
    ("single", "‘The dam held all night,’ said Orla Finch.", "Orla Finch", ["The dam held all night"]),
    ("guillemets", "«The dam held all night», said Orla Finch.", "Orla Finch", ["The dam held all night"]),
    (
        "apostrophes",
        "‘The keepers’ hut wasn’t touched,’ said Orla Finch.",
        "Orla Finch",
        ["The keepers’ hut wasn’t touched"],
    ),
    (
        "interrupted",
        '"The dam," Orla Finch said, "held all night long."',
        "Orla Finch",
        ["The dam", "held all night long"],
    ),
    (
        "continued",
        '"The dam held," Orla Finch said. "We slept beside it on the wall."',
        "Orla Finch",
        ["The dam held", "We slept beside it on the wall"],
    ),
    (
        "indirect",
        "Orla Finch said that the dam would hold for another week.",
        "Orla Finch",
        ["that the dam would hold for another week"],
    ),
    (
        "hearer",
        "Orla Finch told Reuters the dam would hold for another week.",
        "Orla Finch",
        ["the dam would hold for another week"],
    ),
    (
        "inserted",
        "The dam, Orla Finch said, would hold for another week.",
        "Orla Finch",
        ["The dam", "would hold for another week"],
    ),
    (
        "according",
        "According to Orla Finch, an engineer, the dam would hold for another week.",
        "Orla Finch",
        ["the dam would hold for another week"],
    ),
    (
        "belief",
        "Orla Finch believes that the dam will hold for another week.",
        "Orla Finch",
        ["that the dam will hold for another week"],
    ),
    (
        "called",
        'Orla Finch called the new wall "a gift to every farm in the valley".',
        "Orla Finch",
        ['the new wall "a gift to every farm in the valley'],
    ),
    ("criticised", "Orla Finch criticised the delay of the works.", "Orla Finch", ["the delay of the works"]),
    (
        "signed",
        "Letters came in all week.\n\n“The wall is an eyesore and always was.” — Orla Finch",
        "Orla Finch",
        ["The wall is an eyesore and always was"],
    ),
    (
        "paragraphs",
        "Orla Finch said: “The dam held.\n\n“Nobody slept.\n\n“Now we rebuild the road.”",
        "Orla Finch",
        ["The dam held", "Nobody slept", "Now we rebuild the road"],
    ),
    (
        "unclosed",
        '"The dam held all night, Orla Finch said.\n\nThe road was closed on Monday.',
        "Orla Finch",
        ["The dam held all night"],
    ),
    (
        "headline",
        "Finch: Dam will hold for another week\n\nOrla Finch, the chief engineer, spoke on Monday.",
        "Orla Finch",
        ["Dam will hold for another week"],
    ),
    (
        "pronoun",
        "Orla Finch came out of the control room at noon. She said the dam would hold.",
        "Orla Finch",
        ["the dam would hold"],
    ),
    (
        "role",
        'Orla Finch, the engineer, came out at noon. "It will hold," the engineer said.',
        "Orla Finch",
        ["It will hold"],
    ),
]


@pytest.mark.parametrize(
    ("body", "speaker", "words"), [case[1:] for case in ONE_SPEAKER], ids=[case[0] for case in ONE_SPEAKER]
)
def test_one_statement_under_its_speaker(body: str, speaker: str, words: list[str]) -> None:
    """The form yields exactly one statement: its words, and the full name of who said them."""
    assert said(body) == [((speaker,), tuple(words))]


SILENT = [
    "The library bought three copies of “The Long Road North” and a recording of “Blue Water” last week.",
    "The so-called “miracle wall” was torn down in June, and the firm’s “experts” have left.",
    "Little was said about the dam, and no one said anything when the gates closed.",
    "ALSO READ: Minister Warns Of Floods\nThe road was closed on Monday.\nALSO READ: Engineers Say Dam Is Safe",
]


@pytest.mark.parametrize("body", SILENT)
def test_titles_scare_quotes_and_links_are_not_speech(body: str) -> None:
    """Nothing is put into anybody's mouth where nobody speaks."""
    assert [names for names, _ in said(body) if names] == []


def test_two_people_of_one_name_stay_apart() -> None:
    """A bare surname goes to the person the article is speaking of, never to both."""
    body = (
        "Marta Voss opened the meeting in Riga on Monday.\n"
        "Edwin Voss, a Latvian painter, criticised the plan.\n"
        "However, Voss believes that the hall will be built."
    )
    assert said(body)[-1][0] == ("Edwin Voss",)


def test_two_speakers_share_a_statement() -> None:
    """What two people said together stands under both."""
    assert said("Orla Finch and Ben Adair said the dam would hold for a week.")[0][0] == ("Orla Finch", "Ben Adair")


def test_denial_is_marked() -> None:
    """Somebody who denied saying it is not made to have said it."""
    (statement,) = statements("Orla Finch denied that the dam had leaked.")
    assert statement.negated
    assert statement.cue == "denied"


def test_a_relayed_statement_names_both() -> None:
    """ "A said that B had told him": B's statement came via A, and counts once among the quotes."""
    found = statements("Ben Adair said Orla Finch had told him the dam was lost.")
    assert [(s.speakers[0].name, s.via) for s in found] == [("Ben Adair", ""), ("Orla Finch", "Ben Adair")]
    assert len(as_quotes(found)) == 1


def test_nobody_is_named_where_the_article_names_nobody() -> None:
    """An unnamed official keeps the mention, and no name."""
    (statement,) = statements('"There is no plan," said a senior official who asked not to be named.')
    assert statement.speakers == ()
    assert statement.how == "none"
    assert statement.text[slice(*statement.speaker_spans[0])] == "a senior official"


def test_the_role_the_article_states_is_kept() -> None:
    """A speaker carries what the article says he is."""
    (statement,) = statements("Orla Finch, the chief engineer of the valley, said the dam would hold.")
    assert statement.speakers[0].role == "chief engineer of the valley"


def test_what_somebody_once_did_is_no_part_of_the_role() -> None:
    """The apposition ends where ", who ..." begins."""
    (statement,) = statements("Orla Finch, director of the Strait Institute, who once dug wells, said it would hold.")
    assert statement.speakers[0].role == "director of the Strait Institute"


def test_an_article_in_another_language_has_no_statements() -> None:
    """Only English is attributed."""
    assert statements("„Der Damm hält“, sagte Orla Finch.", language="de") == []


def test_articles_come_back_in_order_and_as_a_stream() -> None:
    """The first article's statements are there before the last article is read."""
    taken: list[int] = []

    def endless() -> Iterator[Article]:
        number = 0
        while True:
            taken.append(number)
            yield article(f"Orla Finch said the dam number {number} would hold.")
            number += 1

    stream = _ATTRIBUTOR.attribute(endless())
    words = [next(stream)[0].words[0] for _ in range(3)]
    assert words == [f"the dam number {n} would hold" for n in range(3)]
    assert len(taken) < 1_000
