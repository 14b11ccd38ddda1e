"""Whose a statement is where the article names its speaker elsewhere, or nowhere. The sentences are invented."""

from collections.abc import Iterator

import pytest

from index.article import Article, Source
from index.attributing import Attributor
from index.statement import Statement

_ATTRIBUTOR = Attributor()


def statements(body: str, outlet: str = "") -> list[Statement]:
    found: Iterator[list[Statement]] = _ATTRIBUTOR.attribute(
        [Article(Source("a1", "a1.txt", "", outlet, "", "", "", "", ""), body)]
    )
    return next(found)


def whose(body: str, words: str, outlet: str = "") -> tuple[str, ...]:
    """The speakers of the one statement that holds `words`."""
    (statement,) = [s for s in statements(body, outlet) if words in " ".join(s.words)]
    return tuple(speaker.name for speaker in statement.speakers)


def test_a_body_goes_by_the_name_that_the_article_gives_it_anywhere() -> None:
    """ "The ministry" is the ministry of the article, though it is named in full without speaking."""
    body = "A letter lay at the harvest ministry for a year.\n\nThe ministry said that it had read the letter twice."
    assert whose(body, "read the letter") == ("harvest ministry",)


def test_a_body_stays_unnamed_where_there_are_two() -> None:
    """Of two ministries "the ministry" may be either."""
    body = (
        "Letters lay at the harvest ministry and at the river ministry.\n\nThe ministry said that it read the letter."
    )
    assert whose(body, "read the letter") == ()


def test_a_report_is_its_inquirys() -> None:
    """What "the report" says is said by the one body of the article that inquires."""
    body = "The Millbrook inquiry sat for a year.\n\nThe report says that the wheel had never turned."
    assert whose(body, "never turned") == ("Millbrook inquiry",)


def test_a_headlines_quotation_has_the_speaker_of_the_same_words() -> None:
    """The words are said again in the story, under a name."""
    body = "'We bake for the birds': a valley goes hungry\n\n'We bake for the birds,' Orla Finch said on Monday."
    assert [tuple(s.name for s in one.speakers) for one in statements(body)] == [("Orla Finch",), ("Orla Finch",)]


def test_a_headlines_quotation_that_nobody_says_is_nobodys() -> None:
    """Words that the story does not repeat take no speaker from it."""
    body = (
        "'Nobody bakes for the birds': a valley goes hungry\n\n'We bake at dawn every day,' Orla Finch said on Monday."
    )
    assert [one.words for one in statements(body) if one.start < 40 and one.speakers] == []


def test_what_a_court_hears_is_a_statement_of_nobody_named() -> None:
    """ "The court heard", "a jury was told": the words are kept, and no name is put to them."""
    for body in ("The court heard that the wheel had never turned.", "The wheel had never turned, a jury was told."):
        (statement,) = statements(body)
        assert "the wheel had never turned" in statement.words[0].casefold()
        assert statement.speakers == ()


def test_a_role_that_a_stranger_holds_is_nobody_elses() -> None:
    """After "a travelling baker" the baker is that one, not the person named beside him."""
    body = "Orla Finch has denied selling a travelling baker the mill.\n\nThe baker said that he had paid in flour."
    assert whose(body, "paid in flour") == ()


def test_a_titled_name_that_is_none_of_those_introduced_later_keeps_its_title() -> None:
    """ "Judge Finch" before Orla Finch the baker is named in full is another Finch."""
    body = (
        "The hearing was short.\n\nIt was about bread.\n\n'Is there any left?' Judge Finch asked.\n\n"
        "Orla Finch, the baker, said that there was none."
    )
    assert whose(body, "any left") == ("Judge Finch",)
    assert whose(body, "there was none") == ("Orla Finch",)


def test_to_accept_an_award_is_no_statement_but_to_accept_a_claim_is() -> None:
    """A verb that answers reports only where its object is something said."""
    assert statements("Orla Finch accepted the golden spoon.") == []
    assert whose("Orla Finch accepted every recommendation of the jury.", "every recommendation") == ("Orla Finch",)


def test_a_name_between_commas_behind_a_role_speaks() -> None:
    """Whatever noun stands nearest: the party's leader, one of a team."""
    assert whose("The leader of Latvia's river party, Orla Finch, said that the ice would hold.", "the ice") == (
        "Orla Finch",
    )
    assert whose("Governor of Washington Ben Adair said that the ice would hold.", "the ice") == ("Ben Adair",)
    assert whose("The wife of Orla Finch's son said that the ice would hold.", "the ice") == ()
    assert whose("One of the crew, Orla Finch, said that the ice would hold.", "the ice") == ("Orla Finch",)


def test_a_body_with_of_keeps_its_whole_name() -> None:
    """A second ministry is not the first one again."""
    body = (
        "The river ministry spoke first.\n\nThe ice will hold, the river ministry said.\n\n"
        "The ferries were stopped, according to the Ministry of the Harbour."
    )
    assert whose(body, "ferries") == ("Ministry of the Harbour",)


def test_what_tells_only_which_thing_is_meant_is_no_statement() -> None:
    """To express, allow or know a thing reports nothing; nor does what "you" or nobody says."""
    for body in (
        "There are groups which express the symmetry of a crystal.",
        "The council passed a rule, allowing its farmers to burn straw.",
        "Visitors are now aware of the old harbour wall.",
        "There are machines for everything you asked them to remember.",
        "It is like saying that the moon is a loaf.",
        "Hackers attack the website of a bakery.",
        "The photographs show people expressing various moods.",
        "Orla Finch talked the bank into promising a loan.",
    ):
        assert statements(body) == [], body


def test_brackets_behind_the_closing_mark_are_the_reporters() -> None:
    """A note on the language is none of the words."""
    (statement,) = statements('Orla Finch said, "we bake until the snow has gone" (in Latvian).')
    assert statement.words == ("we bake until the snow has gone",)


def test_a_lawyers_client_is_the_person_the_lawyer_speaks_for() -> None:
    """Whether the lawyer is named or not; where nobody tells whose lawyer it is, the client is nobody."""
    named = "Rosa Finch wept.\n\nAnn Lee, a lawyer for Rosa Finch, said her client denied taking the flour."
    assert [tuple(s.name for s in one.speakers) for one in statements(named)] == [("Ann Lee",), ("Rosa Finch",)]
    unnamed = "Tom Bell wept.\n\nMr Bell's solicitor said her client denied taking the flour."
    assert [tuple(s.name for s in one.speakers) for one in statements(unnamed)] == [(), ("Tom Bell",)]
    nobodys = "Tom Bell wept.\n\nIt rained.\n\nA lawyer said her client denied taking the flour."
    assert [one.speakers for one in statements(nobodys)] == [()]


def test_nobody_is_his_own_solicitor() -> None:
    """Who is named to tell whose solicitor, mother or neighbour speaks is not the one who speaks."""
    for kin in ("solicitor", "mother", "spokesman"):
        assert whose(f"Tom Bell wept.\n\nMr Bell's {kin} said that the flour was gone.", "flour was gone") == ()
    named = (
        "It rained.\n\nThe mill burned.\n\nThe head of Orra's river service, Tom Bell, said that the flour was gone."
    )
    assert whose(named, "flour was gone") == ("Tom Bell",)


def test_a_person_behind_the_name_of_a_company_goes_by_his_own() -> None:
    """The company's name is no part of his."""
    assert whose("Acmoria's Tom Bell said that the wheel would turn.", "would turn") == ("Tom Bell",)


def test_a_body_goes_by_its_full_name_and_without_its_letters() -> None:
    """What stands in brackets behind it, and what an article leaves out the second time, makes no other body."""
    body = "The Orrian Space Office built a rocket.\n\nThe Space Office said that it had flown."
    assert whose(body, "had flown") == ("Orrian Space Office",)
    body = "The Orrian Wheel Control Board (OWCB) said that the wheel had turned."
    assert whose(body, "had turned") == ("Orrian Wheel Control Board",)
    two = "The Orrian Space Office and the Drosian Space Office met.\n\nThe Space Office said that it had flown."
    assert whose(two, "had flown") == ("Space Office",)


def test_a_surname_with_an_arabic_article_is_part_of_the_name() -> None:
    """Karim al-Amr, Mr al-Amr, Al-Amr and Amr are one man."""
    body = (
        "Karim al-Amr, director of the mill, said the wheel had stopped. “It was old,” Mr al-Amr said.\n\n"
        "“It was dry,” Al-Amr said on Monday. Amr added that the river would come back."
    )
    assert [tuple(s.name for s in one.speakers) for one in statements(body)] == [("Karim al-Amr",)] * 4
    both = "Ahmed al-Sayed and Omar el-Din said they had left the mill."
    assert whose(both, "had left") == ("Ahmed al-Sayed", "Omar el-Din")


def test_the_headline_of_a_source_is_nobodys_statement() -> None:
    """A list of sources names papers and days; a pull quote is a sentence, and said by its signer."""
    assert statements('It rained.\n\n"Bridge closed for a year after flood" — The Orrian Post, 3 May 2031') == []
    assert whose('It rained.\n\n"I will never leave the valley." — Ann Lee, 2031', "never leave") == ("Ann Lee",)


def test_what_is_done_is_no_statement() -> None:
    """To volunteer for work and to call an office by telephone report no words."""
    assert statements("Members of the public volunteer to befriend the old.") == []
    assert statements("After calling the office by phone to speak with his mother, Tom Bell left.") == []


@pytest.mark.parametrize(
    "body",
    [
        "Orra refuses to reopen the old mill.",
        "Tom Bell declined to comment.",
        "Tom Bell refused to say when the wheel was last oiled.",
        "Police arrested and questioned the student.",
        "The rain was blamed on Tom Bell for denying them flour.",
        "People were encouraged to send drawings and suggest what the wheel should mean.",
        "The mill is old, so the taxes requested in May fall under the old law.",
        "The miller does not know which sacks belong here.",
        "Tom Bell spoke with Ann Lee about the state of the mill.",
        "The men pretend to be millers.",
    ],
)
def test_what_is_refused_or_done_by_others_is_no_statement(body: str) -> None:
    """A refusal tells no words; who is invited to suggest something, or blamed for denying it, is not the reporter's
    subject."""
    assert statements(body) == []


def test_a_gerund_of_manner_is_not_what_is_said() -> None:
    """How somebody writes is none of his words; what he denies is."""
    (one,) = statements('Tom Bell tweeted using his old telephone: "The wheel will turn again in the spring."')
    assert one.words == ("The wheel will turn again in the spring",)
    assert whose("Tom Bell denied having sold the wheel.", "sold the wheel") == ("Tom Bell",)


def test_the_articles_own_outlet_goes_by_its_name() -> None:
    """ "The Lantern" in The Orrian Lantern; another paper, and a person of that name, keep theirs."""
    body = "The Lantern asked for the accounts of the mill in October."
    assert whose(body, "accounts", outlet="The Orrian Lantern") == ("The Orrian Lantern",)
    assert whose(body, "accounts", outlet="The Orrian Post") == ("Lantern",)
    body = "Ann Lantern runs the mill. Lantern said that the wheel would turn."
    assert whose(body, "would turn", outlet="The Orrian Lantern") == ("Ann Lantern",)


def test_who_is_asked_between_commas_answers_and_does_not_ask() -> None:
    """ "Tom Bell, asked whether ..., said ...": the question is nobody's, the answer his."""
    body = "Tom Bell, asked whether he had ever baked, said that he owned a mill."
    assert whose(body, "ever baked") == ()
    assert whose(body, "owned a mill") == ("Tom Bell",)


def test_a_name_between_commas_behind_an_office_is_the_holders() -> None:
    """However long the office is."""
    for office in ("head of Orra's river service", "head of Orra’s prison and probation service"):
        body = f"It rained.\n\nThe mill burned.\n\nThe {office}, Tom Bell, announced in May that the mill would open."
        assert whose(body, "mill would open") == ("Tom Bell",)


def test_two_countries_that_speak_together_are_two_speakers() -> None:
    """As two people are."""
    assert whose("North Korea and Russia pledged that they would help each other.", "help") == ("North Korea", "Russia")
    assert whose("Russia pledged that it would help the mill.", "would help") == ("Russia",)


def test_what_has_befallen_somebody_is_no_role() -> None:
    """ "Beaten PM Orla Finch" is the prime minister, whatever came over her."""
    (statement,) = statements("Beaten PM Orla Finch said the bridge would hold.")
    assert [speaker.role for speaker in statement.speakers] == ["PM"]


@pytest.mark.parametrize("people", ["Danish officials", "Norwegian police"])
def test_a_people_is_known_where_its_name_opens_the_only_sentence_that_has_it(people: str) -> None:
    """No other word of the line has a capital, and "Danish" is tagged there as any adjective is."""
    assert whose(f"{people} said that the ice would hold until spring.", "the ice") == (people,)
