"""Who is who across articles: what is put together, what is kept apart, and why."""

import sys
import time
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.candidate import Mention
from index.errors import UnreadableError
from index.fitting import fitting, nearest_names
from index.names import parse_name
from index.overrides import NONE, Overrides, parse_overrides
from index.people import identify
from index.person import Person

TraceFunction = Callable[[FrameType, str, Any], Any]

_OURS = str(Path(__file__).resolve().parents[2] / "index")


def mention(name: str, role: str = "", aliases: str = "") -> Mention:
    """A mention in an article of its own, unless `told` puts several into one."""
    return Mention("", name, (role,) if role else (), tuple(filter(None, aliases.split("; "))))


def names(*mentions: Mention, overrides: Overrides = NONE) -> list[str]:
    """The canonical name of each, every mention standing in another article."""
    told = [Mention(f"a{n}", one.name, one.roles, one.aliases) for n, one in enumerate(mentions)]
    found = identify(told, overrides)
    return [found[one.local].name for one in told]


def together(*articles: list[Mention]) -> list[list[str]]:
    """The canonical names of each article's speakers."""
    told = [[Mention(f"a{n}", m.name, m.roles, m.aliases) for m in some] for n, some in enumerate(articles)]
    found = identify([one for some in told for one in some], NONE)
    return [[found[one.local].name for one in some] for some in told]


def test_initials_titles_and_family_names_of_several_words_are_one_person() -> None:
    """The full name is shown wherever it was written in short."""
    forms = (
        "R. Pacheco Pardo",
        "Professor Pacheco Pardo",
        "Pacheco Pardo",
        "Ramon Pacheco Pardo",
        "RAMON PACHECO PARDO",
    )
    assert set(names(*map(mention, forms))) == {"Ramon Pacheco Pardo"}
    assert set(names(*map(mention, forms[:3]))) == {"R. Pacheco Pardo"}


@pytest.mark.parametrize("pair", [
    ("Kim Gunn", "Kim Jong Un"), ("Edric Hale", "Corin Hale"), ("Anne Smith", "Mary Anne Smith"),
    ("Jonas Hale", "Jonas Hale Jr."), ("George W. Bush", "George H. W. Bush"), 
    ("Bank of England", "Reserve Bank of England"),
    ("Labour Party", "Reform Labour Party"), ("Pope Francis", "Jane Francis"),
])  # fmt: skip
def test_two_full_names_are_never_one_person(pair: tuple[str, str]) -> None:
    """However much they share."""
    assert names(*map(mention, pair)) == list(pair)


def test_a_shorter_form_that_fits_two_people_stays_by_itself() -> None:
    """J. Hale may be Jonas or Jane; Jonas Hale may be Jonas P. or Jonas K."""
    assert names(mention("J. Hale"), mention("Jonas Hale"), mention("Jane Hale"))[0] == "J. Hale"
    assert names(mention("Jonas Hale"), mention("Jonas P. Hale"), mention("Jonas K. Hale"))[0] == "Jonas Hale"


def test_a_lone_family_name_goes_to_the_only_one_of_that_name() -> None:
    """Two of that name leave it open, unless a role or a title decides."""
    edric, corin = mention("Edric Hale", "finance minister", "Mr Hale"), mention("Corin Hale", "transport spokesman")
    assert names(edric, mention("Hale"))[1] == "Edric Hale"
    assert names(edric, corin, mention("Hale"))[2] == "Hale"
    assert names(edric, corin, mention("Hale", "finance minister"))[2] == "Edric Hale"
    tilda = mention("Tilda Hale", "striker", "Ms Hale")
    assert names(edric, tilda, mention("Hale", "", "Ms Hale"))[2] == "Tilda Hale"
    assert (
        names(edric, mention("Hale", "", "Ms Hale"))[1] == "Ms Hale" or names(edric, mention("Ms Hale"))[1] == "Ms Hale"
    )


def test_a_lone_first_name_is_nobody_elsewhere() -> None:
    """Gustav is Gustav Renn in his article only; Mr Kim is Kim Jong Un everywhere, where there is no other Kim."""
    assert names(mention("Gustav Renn", "mayor", "Gustav; Mr Renn"), mention("Gustav"))[1] == "Gustav"
    kim = mention("Kim Jong Un", "leader", "Mr Kim; Kim")
    assert names(kim, mention("Kim"))[1] == "Kim Jong Un"
    assert names(kim, mention("Kim Gunn", "lawmaker", "Kim"), mention("Kim"))[2] == "Kim"


def test_namesakes_are_told_apart_by_calling_and_company() -> None:
    """A striker and a judge of one name are two; one without a role goes where the same company is kept."""
    striker, judge, plain = (
        mention("Anna Berg", "striker of Rovers"),
        mention("Anna Berg", "judge"),
        mention("Anna Berg"),
    )
    coach = mention("Tim Lund", "coach")
    assert together([striker, coach], [judge], [plain, coach], [plain]) == [
        ["Anna Berg (striker)", "Tim Lund"], ["Anna Berg (judge)"], ["Anna Berg (striker)", "Tim Lund"], ["Anna Berg"],
    ]  # fmt: skip
    assert together([striker, coach], [judge, coach])[1][0] == "Anna Berg"


def test_people_who_change_their_work_stay_one() -> None:
    """A professor becomes minister, a minister a dentist: politics is open to every calling."""
    assert (
        names(mention("Lena Ostrov", "professor of law"), mention("Lena Ostrov", "foreign minister"))
        == ["Lena Ostrov"] * 2
    )
    assert names(mention("Kaspar Wynn", "health minister"), mention("Kaspar Wynn", "dentist")) == ["Kaspar Wynn"] * 2


def test_bodies_stand_under_one_name() -> None:
    """With and without "the" and "Inc.", and by the acronym that an article gives."""
    union = mention("Hospital Staff Union", "", "HSU")
    assert names(union, mention("the Hospital Staff Union"), mention("HSU")) == ["Hospital Staff Union"] * 3
    assert len(set(names(mention("Halcom"), mention("Halcom"), mention("Halcom Inc.")))) == 1
    assert len(set(names(mention("the health ministry"), mention("health ministry"), mention("Health Ministry")))) == 1
    assert names(mention("Hitachi Electric"), mention("General Electric"))[1] == "General Electric"


@pytest.mark.parametrize(
    "name",
    [
        "police",
        "residents",
        "the ministry",
        "two officials",
        "Critics of the treaty",
        "Both Drosia and the Greens",
        "a spokesman for Tarn Water",
        "prime minister",
    ],
)
def test_words_that_mean_somebody_in_one_article_only_are_not_listed(name: str) -> None:
    """They stay on the statement."""
    found = identify([Mention("a", name, (), ())], NONE)["a", name]
    assert (found.name, found.listed) == (name, False)


def test_every_name_put_together_has_its_reason() -> None:
    """An identity that is not the article's own name says why."""
    told = [Mention("a", "Jonas Hale", ("clerk",), ()), Mention("b", "J. Hale", (), ()), Mention("c", "Hale", (), ())]
    found = identify(told, NONE)
    assert [found[one.local].why for one in told] == ["", "an initial", "the only one of that name"]


def test_the_order_of_articles_changes_nothing() -> None:
    """All orders of mentions give the same people."""
    told = [
        Mention(f"a{n}", name, (), ())
        for n, name in enumerate(("Jonas Hale", "J. Hale", "Hale", "Jane Hale", "Jane P. Hale"))
    ]
    assert len({str(sorted(identify(some, NONE).items())) for some in permutations(told)}) == 1


@given(
    st.lists(
        st.builds(Mention, st.sampled_from("abc"), st.text(), st.tuples(st.text()), st.tuples(st.text())), max_size=8
    )
)
def test_any_text_for_a_name_is_borne(mentions: list[Mention]) -> None:
    """Every mention gets an identity; nobody's name is two people's."""
    found = identify({one.local: one for one in mentions}.values(), NONE)
    assert found.keys() == {one.local for one in mentions}


def test_ten_thousand_mentions_are_told_apart_within_seconds() -> None:
    """With many of one family name among them."""
    told = [Mention(f"a{n % 2_000}", f"Name{n % 3_000} Family{n % 300}", (), ()) for n in range(10_000)]
    told += [Mention(f"b{n}", f"Family{n % 300}", (), ()) for n in range(500)]
    started = time.process_time()
    identify(told, NONE)
    assert time.process_time() - started < 10


# ---------------------------------------------------------------------- people.toml


def test_aliases_put_together_what_rules_do_not() -> None:
    """Also namesakes that were told apart; lone names go to the name they are listed under."""
    overrides = parse_overrides(
        '[aliases]\n"Magda Velloren" = ["the Iron Lady", "M. Vellorin"]\n'
        '"Anna Berg" = ["Anna Berg (striker)", "Anna Berg (judge)"]'
    )
    assert set(
        names(*map(mention, ("Magda Velloren", "Iron Lady", "M. Vellorin", "Velloren")), overrides=overrides)
    ) == {"Magda Velloren"}
    assert (
        names(mention("Anna Berg", "striker"), mention("Anna Berg", "judge"), overrides=overrides) == ["Anna Berg"] * 2
    )


def test_pairs_are_kept_apart() -> None:
    """Two names, or two people of one name by a word of their roles."""
    overrides = parse_overrides(
        'never-merge = [["J. Hale", "Jonas Hale"], ["Anna Berg (minister)", "Anna Berg (mayor)"]]'
    )
    assert names(mention("J. Hale"), mention("Jonas Hale"), overrides=overrides) == ["J. Hale", "Jonas Hale"]
    berg = mention("Anna Berg", "minister"), mention("Anna Berg", "mayor of Greyfell")
    assert names(*berg) == ["Anna Berg"] * 2
    assert names(*berg, overrides=overrides) == ["Anna Berg (minister)", "Anna Berg (mayor)"]


def test_what_is_no_person_speaks_under_no_name() -> None:
    """Under whatever form it was written."""
    overrides = parse_overrides('not-a-person = ["Mill Lane"]')
    assert names(mention("Mill Lane"), mention("the Mill Lane"), overrides=overrides) == ["", ""]


@pytest.mark.parametrize(("text", "line", "told"), [
    ('never-merge = [\n["a b"]]', 1, "no pair"), ("\n\nnames = 1", 3, "'names' is not known"),
    ("a = [", 1, "not valid TOML"),
    ('[aliases]\n"A B" = "C"', 2, "no list"), ('[aliases]\n"A B" = ["C"]\n"D E" = ["C"]', 3, "keep one"),
    ("not-a-person = [3]", 1, "no name"), ('never-merge=[["A","B"]]\n[aliases]\n"A" = ["B"]', 1, "kept apart"),
])  # fmt: skip
def test_a_mistake_in_the_file_is_named_with_its_line(text: str, line: int, told: str) -> None:
    """And with the remedy."""
    with pytest.raises(UnreadableError, match=told) as error:
        parse_overrides(text)
    assert f"line {line}" in str(error.value)


@given(st.text())
def test_any_text_is_overrides_or_a_clear_error(text: str) -> None:
    """Nothing else is raised."""
    try:
        parse_overrides(text)
    except UnreadableError as error:
        assert "line" in str(error)


# ---------------------------------------------------------------------- asking for somebody


def person(name: str, *aliases: str) -> Person:
    return Person(name, aliases, (), 1, (), "", "", ())


def test_a_name_asked_for_fits_by_whole_name_then_by_alias_or_end() -> None:
    """Whole names win; a family name fits all who bear it; a qualifier chooses."""
    people = [person(name) for name in ("Corin Hale", "Hale", "Ramon Pacheco Pardo")]
    people += [person("Anna Berg (judge)"), person("Anna Berg (striker)"), person("Hospital Staff Union", "HSU")]
    people.insert(0, person("Edric Hale", "Mr Hale"))
    bergs = ["Anna Berg (judge)", "Anna Berg (striker)"]
    expected = {
        "mr EDRIC hale": ["Edric Hale"],
        "Hale": ["Hale"],
        "Pacheco Pardo": ["Ramon Pacheco Pardo"],
        "Anna Berg": bergs,
        "Anna Berg (judge)": bergs[:1],
        "hsu": ["Hospital Staff Union"],
        "Berg": bergs,
        "Union": [],
        "": [],
        "Nobody": [],
    }
    assert {name: [one.name for one in fitting(people, name)] for name in expected} == expected
    assert [one.name for one in fitting(people[:2], "Hale")] == ["Edric Hale", "Corin Hale"]


def test_the_nearest_names_are_offered_for_a_misspelt_one() -> None:
    """And none where nothing is near."""
    people = [person("Magda Velloren"), person("Bram Okell", "Mr Okell"), person("Space Office")]
    assert nearest_names(people, "Vellorin", 3) == ["Magda Velloren"]
    assert nearest_names(people, "Mr Okel", 3)[0] == "Bram Okell"
    assert nearest_names(people, "Pacheco", 3) == []


@given(st.text())
def test_any_text_is_parsed_as_a_name(text: str) -> None:
    """Words are folded and without spaces; parsing what was shown gives the same words."""
    name = parse_name(text)
    assert all(word and word == word.casefold() and not any(map(str.isspace, word)) for word in name.words)


def test_a_titled_name_is_none_of_those_its_article_names_in_full() -> None:
    """An article that has Orla Finch and "Judge Finch" speak means the judge whom other articles name."""
    one, other = [mention("Orla Finch", "baker"), mention("Judge Finch")], [mention("Berta Finch", "judge")]
    assert together(one, other) == [["Orla Finch", "Berta Finch"], ["Berta Finch"]]
    assert together(one) == [["Orla Finch", "Judge Finch"]]


def test_a_body_is_called_in_full_where_the_roles_of_one_person_name_it_both_ways() -> None:
    """The same office held in both tells it; another person's office in a body of a like name does not."""
    short, full = "Space Office director", "director of the Orrian Space Office"
    told = [mention("Space Office"), mention("Hana Ekwall", short), mention("Hana Ekwall", full)]
    assert names(*told)[0] == "Orrian Space Office"
    assert names(*told[:2], mention("Bo Ray", full))[0] == "Space Office"
    assert names(*told, mention("Hana Ekwall", "director of the Drosian Space Office"))[0] == "Space Office"


def test_work_grows_with_the_articles_that_name_one_person() -> None:
    """Twice the articles in which one name, of two callings, is borne: about twice the lines of our own that run."""

    def articles(count: int) -> list[Mention]:
        callings = [Mention(f"a{n}", "Jonas Hale", ("judge" if n % 2 else "striker",), ()) for n in range(count)]
        return callings + [Mention(f"a{n}", f"Ann {chr(65 + n % 26)}dan", (), ()) for n in range(count)]

    _lines_run(articles(10))  # what is remembered of a name is remembered now
    once, again = (_lines_run(articles(count)) for count in (200, 400))
    assert again < 2.5 * once


def _lines_run(mentions: list[Mention]) -> int:
    """How many lines of the index's own code run to tell who is who."""
    count = 0

    def step(frame: FrameType, event: str, argument: object) -> TraceFunction:
        nonlocal count
        count += event == "line"
        return step

    def enter(frame: FrameType, event: str, argument: object) -> TraceFunction | None:
        return step if frame.f_code.co_filename.startswith(_OURS) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        identify(mentions, NONE)
    finally:
        sys.settrace(before)
    return count
