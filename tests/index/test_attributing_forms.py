"""Where a statement begins and ends, and whose it is, in forms met in reading. The sentences are invented."""

from collections.abc import Iterator

import pytest

from index.article import Article, Source
from index.attributing import Attributor
from index.statement import Statement

_ATTRIBUTOR = Attributor()


def statements(body: str) -> list[Statement]:
    found: Iterator[list[Statement]] = _ATTRIBUTOR.attribute(
        [Article(Source("a1", "a1.txt", "", "", "", "", "", "", ""), body)]
    )
    return next(found)


def said(body: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(tuple(speaker.name for speaker in s.speakers), s.words) for s in statements(body)]


CASES = [
    (
        "a thing mentioned",
        "Orla Finch mentioned the broken bells of two villages.",
        [(("Orla Finch",), ("the broken bells of two villages",))],
    ),
    (
        "an insertion that opens with as",
        "The harvest, as Orla Finch says, was small.",
        [(("Orla Finch",), ("The harvest", "was small"))],
    ),
    (
        "told about",
        "Orla Finch tweeted about the flood in the mill.",
        [(("Orla Finch",), ("the flood in the mill",))],
    ),
    (
        "a verb that lends its voice to a noun",
        "Orla Finch has made the claim that the bells were sold twice.",
        [(("Orla Finch",), ("that the bells were sold twice",))],
    ),
    (
        "a colon before words without marks",
        "Orla Finch answered: no court would hear the case before spring.",
        [(("Orla Finch",), ("no court would hear the case before spring",))],
    ),
    (
        "written to somebody",
        "The ferry sails at dawn, and nobody has asked for a later boat, Orla Finch wrote Ben Adair.",
        [(("Orla Finch",), ("The ferry sails at dawn, and nobody has asked for a later boat",))],
    ),
    (
        "goes on before and behind the cue",
        'Although the harvest was late, Orla Finch said, "our ovens were never cold for a day."',
        [(("Orla Finch",), ("Although the harvest was late", "our ovens were never cold for a day"))],
    ),
    (
        "colon behind a name",
        'The longest letter came from Orla Finch: "We will plant the hill again."',
        [(("Orla Finch",), ("We will plant the hill again",))],
    ),
    (
        "released a statement",
        'In spring, Orla Finch released a statement saying, "Our choir sings on every Sunday."',
        [(("Orla Finch",), ("Our choir sings on every Sunday",))],
    ),
    (
        "a title is no speech",
        '"My garden is open to all," Orla Finch remarked before reading from "The Gatekeeper."',
        [(("Orla Finch",), ("My garden is open to all",))],
    ),
    (
        "a question repeated",
        '"Seven goats?" Orla Finch repeated.',
        [(("Orla Finch",), ("Seven goats?",))],
    ),
    (
        "referred to as",
        'Orla Finch referred to the new wall as "a gift to every farm in the valley".',
        [(("Orla Finch",), ('the new wall as "a gift to every farm in the valley',))],
    ),
    (
        "continue to show",
        "Orla Finch continues to believe that the dam will hold for another week.",
        [(("Orla Finch",), ("that the dam will hold for another week",))],
    ),
    (
        "blamed in the same breath",
        "Orla Finch admitted that the first loaves were late, and blamed a shortage of flour.",
        [(("Orla Finch",), ("that the first loaves were late",)), (("Orla Finch",), ("a shortage of flour",))],
    ),
    (
        "two numbers",
        "Orla Finch put the guests at forty and the goats at seven.",
        [(("Orla Finch",), ("the guests at forty and the goats at seven",))],
    ),
    (
        "by an estimate",
        "The fair cost the village 900 crowns, by Orla Finch's estimate.",
        [(("Orla Finch",), ("The fair cost the village 900 crowns",))],
    ),
    (
        "a view without a comma",
        "In Orla Finch's opinion the letters were genuine and came from the mill.",
        [(("Orla Finch",), ("the letters were genuine and came from the mill",))],
    ),
    (
        "denied ever",
        "Orla Finch denied ever selling the bell to a stranger.",
        [(("Orla Finch",), ("ever selling the bell to a stranger",))],
    ),
    (
        "asked somebody told apart",
        "Orla Finch asked everyone who had slept in the barn to bring their blankets back.",
        [(("Orla Finch",), ("everyone who had slept in the barn to bring their blankets back",))],
    ),
    (
        "verb and particle",
        "Orla Finch ruled out a second fair.",
        [(("Orla Finch",), ("a second fair",))],
    ),
    (
        "between a subject and its verb",
        "The fall of the mill, Orla Finch concludes, was neither sudden nor strange.",
        [(("Orla Finch",), ("The fall of the mill", "was neither sudden nor strange"))],
    ),
    (
        "cited a thing",
        "Orla Finch cited the nine ovens already built on the quay.",
        [(("Orla Finch",), ("the nine ovens already built on the quay",))],
    ),
    (
        "a clause about the speaker",
        "The bell was worth less than the rope, a man who had weighed both said.",
        [((), ("The bell was worth less than the rope",))],
    ),
    (
        "what another is to say",
        "Orla Finch expects the court to demand the sale of the orchard.",
        [(("Orla Finch",), ("the court to demand the sale of the orchard",))],
    ),
    (
        "a bound of a thing",
        "Orla Finch opposed any fence above two metres.",
        [(("Orla Finch",), ("any fence above two metres",))],
    ),
    (
        "a circumstance before the marks",
        'Because of the snow, "we baked in the dark," Orla Finch said of the winter.',
        [(("Orla Finch",), ("we baked in the dark",))],
    ),
    (
        "behind a colon",
        "The old mill has a secret: it ran all night in 1901, Orla Finch said.",
        [(("Orla Finch",), ("it ran all night in 1901",))],
    ),
    (
        "short for has",
        "Orla Finch is moving. While she's said she will stay until spring, the house is sold.",
        [(("Orla Finch",), ("she will stay until spring",))],
    ),
    (
        "a clause whose verb reads like a noun",
        "Orla Finch has said 18% of farmers aged over 60 admit to having sold a mill.",
        [(("Orla Finch",), ("18% of farmers aged over 60 admit to having sold a mill",))],
    ),
    (
        "an appeal for somebody to act",
        "Orla Finch called for schools to open their ovens to the village.",
        [(("Orla Finch",), ("schools to open their ovens to the village",))],
    ),
    (
        "a name before an aside",
        "Speaking for the bakers, Tom Arden, KC, said that, as the ovens were old, they should be spared.",
        [(("Tom Arden",), ("that, as the ovens were old, they should be spared",))],
    ),
    (
        "a hearer before the letter it was said in",
        "Orla Finch told Valley Radio in a letter that the mill was being mended.",
        [(("Orla Finch",), ("that the mill was being mended",))],
    ),
    (
        "as somebody said, at the head",
        "As Orla Finch said on Monday, the harvest was small.",
        [(("Orla Finch",), ("the harvest was small",))],
    ),
    (
        "inverted between a subject and its verb",
        "The failure, said Orla Finch, was no accident.",
        [(("Orla Finch",), ("The failure", "was no accident"))],
    ),
    (
        "in the words of",
        'The lamp was broken and, in the words of Orla Finch, "nobody cared to look for it."',
        [(("Orla Finch",), ("nobody cared to look for it",))],
    ),
    (
        "a conviction",
        "Orla Finch is convinced that the bridge will fall.",
        [(("Orla Finch",), ("that the bridge will fall",))],
    ),
    ("what is found is no thought", "Orla Finch found what she was looking for.", []),
    (
        "a body that it stands for",
        "The Harbour Board met on Monday. It said the quay would close.",
        [(("Harbour Board",), ("the quay would close",))],
    ),
    (
        "an apposition of the reporter's",
        "Orla Finch admitted that she had sold shares in Halden, one of the two mills under review.",
        [(("Orla Finch",), ("that she had sold shares in Halden",))],
    ),
    (
        "a court that hears behind the clause",
        "The miller paid for trips on which no one fished, a court in Halden was told on Monday.",
        [((), ("The miller paid for trips on which no one fished",))],
    ),
]


@pytest.mark.parametrize(("body", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_form_yields_its_words_under_its_speaker(
    body: str, wanted: list[tuple[tuple[str, ...], tuple[str, ...]]]
) -> None:
    """The form yields exactly these statements: their words, and who said them."""
    assert said(body) == wanted


def test_a_paper_that_reports_what_somebody_told_holds_the_whole() -> None:
    """ "X told investigators ..., the paper reported": the paper's statement is the whole, without its own cue."""
    found = statements("The minister told farmers she was taught by Orla Finch, the Valley Times reported Monday.")
    assert found[0].words == ("The minister told farmers she was taught by Orla Finch",)
    assert all("reported" not in words for s in found for words in s.words)


def test_a_verb_of_saying_inside_the_words_does_not_cut_them() -> None:
    """A verb that could report, inside what is reported, is the speaker's own word."""
    (statement,) = statements("The new baker has added raisins to the loaf, Orla Finch noted.")
    assert statement.words == ("The new baker has added raisins to the loaf",)


def test_a_verb_in_the_tense_of_the_cue_is_the_reporters() -> None:
    """What the speaker does next, told in the tense of the cue, is not among the words."""
    found = statements("Orla Finch said she likes the old bridge and left the hall by the back door.")
    assert found[0].words == ("she likes the old bridge",)


def test_what_he_did_while_speaking_is_not_said() -> None:
    """ ", he said, wiping his face": the participle is the reporter's."""
    found = statements("The boats were full, Orla Finch said, wiping the rain off her face.")
    assert found[0].words == ("The boats were full",)
