"""A server that lies in every way, in any pieces and in any form: whatever it says, nothing wrong reaches the reader.

Judged from outside: what is shown is held against facts written down here and against the articles' own words, never
against the product's checks. Sixty runs by default, a thousand by `make slow`.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.question import Message
from assistant.settings import Settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings
from index.wiring import UpdateOptions, update
from tests.conftest import ARTICLES
from tests.openai_server import OpenAIServer, Words

RUNS, SLOW_RUNS = 60, 1_000
NAMESAKE = """---
headline: Oven cracks at the harbour bakery
outlet: The Vale Courier
published: 2041-06-11
---
Baker Ivo Farrant said on Monday that a new oven would cost 9,000 crowns.

“We will not bake a single loaf before June,” Ivo Farrant said. His sister, Mila Farrant, said the customers were \
patient.
"""


@dataclass(frozen=True, slots=True)
class Fact:
    """What `speaker` said: `words` stand so in the article, between marks where it is `quoted`. `article` is known by
    how its headline begins; `others` spoke in it too."""

    speaker: str
    words: str
    quoted: bool
    article: str
    others: tuple[str, ...]

    def said(self, speaker: str = "", words: str = "") -> str:
        told = words or self.words
        return f"{speaker or self.speaker} said " + (f"“{told}”" if self.quoted else f"that {told}")


FACTS = (
    Fact("Odile Farrant", "the Calder Vale reservoir would cost 340 million crowns", False, "Reservoir",
         ("Tobias Wrenn",)),
    Fact("Odile Farrant", "We will not drown a single farm", True, "Reservoir", ("Tobias Wrenn",)),
    Fact("Tobias Wrenn", "his members would block the road", False, "Reservoir", ("Odile Farrant",)),
    Fact("Lucan Abara", "I have no quarrel with the players", True, "Conductor", ("Petra Sundqvist",)),
    Fact("Lucan Abara", "My quarrel is with the board, which reads balance sheets and not scores", True, "Conductor",
         ("Petra Sundqvist",)),
    Fact("Petra Sundqvist", "the orchestra had lost 2.4 million crowns last season", False, "Conductor",
         ("Lucan Abara",)),
    Fact("Yusuf Dahl", "The city is warmer than the fields, and nobody sprays the lime trees", True, "Bees", ()),
    Fact("Hanne Brandt", "the ferry to Tarn Harbour would stop", False, "Undated", ()),
    Fact("Ivo Farrant", "a new oven would cost 9,000 crowns", False, "Oven", ("Mila Farrant",)),
    Fact("Ivo Farrant", "We will not bake a single loaf before June", True, "Oven", ("Mila Farrant",)),
    Fact("Mila Farrant", "the customers were patient", False, "Oven", ("Ivo Farrant",)),
)  # fmt: skip
NAMESAKES = {"Odile Farrant": "Ivo Farrant", "Ivo Farrant": "Odile Farrant", "Mila Farrant": "Odile Farrant"}
ALTERED = {"farm": "factory", "players": "singers", "scores": "dreams", "fields": "mountains", "loaf": "cake"}
OPINIONS = ("The plan is a betrayal of the valley", "The board reads balance sheets and not scores")
INVENTED = (
    "{} said that the police had searched three offices on Tuesday",
    "{} said that the king would open a hospital for horses",
    "{} said “the election was stolen by the church”",
    "{} promised to give every child a violin",
)
Kind = Literal["speaker", "namesake", "words", "number", "negation", "label", "fact", "invented"]


def lies(fact: Fact) -> dict[str, str]:
    """Every lie that can be made of a fact, without a label."""
    made = {"fact": random.Random(fact.words).choice(OPINIONS), "words": "", "number": "", "negation": ""}
    made["invented"] = random.Random(fact.words).choice(INVENTED).format(fact.speaker)
    if fact.others:
        made["speaker"] = fact.said(speaker=fact.others[0])
    if fact.speaker in NAMESAKES:
        made["namesake"] = fact.said(speaker=NAMESAKES[fact.speaker])
    for true, false in ALTERED.items():
        if fact.quoted and re.search(rf"\b{true}\b", fact.words):
            made["words"] = fact.said(words=re.sub(rf"\b{true}\b", false, fact.words))
    if re.search(r"\d", fact.words):
        made["number"] = fact.said(words=re.sub(r"\d+", lambda number: str(int(number[0]) + 37), fact.words, count=1))
    if re.search(r"\bwould\b|\bhad\b|\bwere\b", fact.words):
        made["negation"] = fact.said(words=re.sub(r"\b(would|had|were)\b", r"\1 not", fact.words))
    return {kind: lie for kind, lie in made.items() if lie}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store's articles and one of a namesake."""
    folder = tmp_path_factory.mktemp("told")
    for name, text in {**ARTICLES, "oven.md": NAMESAKE}.items():
        (folder / name).write_text(text, encoding="utf-8")
    update(folder / "store", read_settings({}), [folder], UpdateOptions(False, True), lambda *_: None)
    return folder / "store"


@pytest.fixture(scope="module")
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server


@pytest.fixture(scope="module")
def assistants(store: Path, server: OpenAIServer) -> tuple[Assistant, Assistant]:
    """One that waits for a server, and one that does not."""
    patient, hasty = (
        build_assistant(store, Settings("m", server.url, "", timeout), read_settings({})) for timeout in (20.0, 0.2)
    )
    return patient, hasty


def pieces(text: str, chance: random.Random) -> tuple[str, ...]:
    """The text cut at random places, in labels and marks too; now and then letter by letter."""
    if chance.random() < 0.1:
        return tuple(text)
    cuts = sorted(chance.sample(range(1, len(text)), min(len(text) - 1, chance.randint(0, 40))))
    return tuple(text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))


def written(sentences: list[tuple[str, list[int]]], chance: random.Random) -> str:
    """A reply in one of the forms that servers give: by schema, loosely as JSON, or prose with labels anywhere."""
    form = chance.choice(["schema", "json", "prose", "prose"])
    if form == "prose":
        ways = ("{0} {1}. ", "{0}. {1} ", "{0} {1}.\n\n")
        labelled = (("".join(f"[{label}]" for label in labels), text) for text, labels in sentences)
        told = "".join(chance.choice(ways).format(text, labels) for labels, text in labelled)
        return told.replace(" .", ".")
    claims = [{"text": f"{text}.", "sources": labels} for text, labels in sentences]
    reply = {"answer": {"answerable": True, "claims": claims}} if form == "schema" else {"claims": claims}
    return json.dumps(reply, ensure_ascii=chance.random() < 0.5, indent=chance.choice([None, 1]))


def bare(text: str) -> str:
    """Letters and digits only: what is left of a sentence without labels, marks and its full stop."""
    return re.sub(r"[\W_]+", " ", re.sub(r"\[\d+\]", "", text)).casefold().strip()


def judge(shown: str, answer: Answer, told: str, lied: dict[str, str], fact: Fact, assistant: Assistant) -> None:
    """What may not be, whatever the server said."""
    for words in re.findall("“([^”]*)”", shown):
        assert words in told, f"a quotation that stands nowhere: {words}"
    for kind, lie in lied.items():
        assert bare(lie) not in bare(shown), f"a lie ({kind}): {lie}"
    cited = {citation.label: citation for citation in answer.citations}
    for citation in cited.values():
        article = assistant.article(citation.item.source.article_id)
        assert article and citation.text == article.body[citation.start : citation.end]
    for sentence in re.findall(rf"{re.escape(fact.said())}[^.]*\.?(?: ?\[\d+\])*", shown):
        labels = [int(label) for label in re.findall(r"\[(\d+)\]", sentence)]
        if "composed without it" not in answer.text and shown == answer.text:
            texts = [cited[label].text for label in labels]
            assert any(fact.words in text for text in texts), f"labels that do not carry it: {sentence}"


def run(number: int, assistants: tuple[Assistant, Assistant], server: OpenAIServer, told: str) -> bool:
    """One question to a server that tells a truth among lies; whether the truth was shown."""
    chance = random.Random(number)
    fact = chance.choice(FACTS)
    possible = lies(fact)
    lied = {kind: possible[kind] for kind in chance.sample(sorted(possible), min(2, len(possible)))}
    labels = chance.choice([[1], [1], [1, 2], [2], [77], [3, 99], []])
    sentences = [(lie, [chance.choice([1, 1, 2, 40])]) for lie in lied.values()]
    sentences.insert(chance.randint(0, len(sentences)), (fact.said(), labels))
    endings = ["done"] * 12 + ["closed", "malformed", "length", "silent"]
    first, second = chance.choice(endings), chance.choice(endings)
    reply = written(sentences, chance)
    whole = chance.random() < 0.9
    cut = pieces(reply if whole else reply[: chance.randint(1, len(reply))], chance)
    server.replies.clear()
    server.replies.append(Words(cut, 0.0, first, silence=0.6))  # type: ignore[arg-type] # chosen from a list
    server.replies.extend([Words(pieces(reply, chance), 0.0, second, silence=0.6)] * 2)  # type: ignore[arg-type]
    assistant = assistants["silent" in (first, second)]
    *streamed, answer = assistant.stream(Message(f"What did {fact.speaker} say?", (), EVERYTHING))
    assert isinstance(answer, Answer)
    for shown in ("".join(map(str, streamed)), answer.text):
        try:
            judge(shown, answer, told, lied, fact, assistant)
        except AssertionError as error:
            raise AssertionError(f"run {number}: {error}\n{sentences}\n{shown}") from error
    assert {int(label) for label in re.findall(r"\[(\d+)\]", answer.text)} <= {c.label for c in answer.citations}
    return bare(fact.said()) in bare(answer.text)


@pytest.fixture(scope="module")
def told(store: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in store.parent.iterdir() if file.is_file())


def test_no_lie_reaches_the_reader(assistants: tuple[Assistant, Assistant], server: OpenAIServer, told: str) -> None:
    """No wrong quotation, speaker, number or label; and the truths among the lies mostly get through."""
    shown = [run(number, assistants, server, told) for number in range(RUNS)]
    assert sum(shown) > 0.6 * RUNS


@pytest.mark.slow
def test_no_lie_reaches_the_reader_in_a_thousand_runs(
    assistants: tuple[Assistant, Assistant], server: OpenAIServer, told: str
) -> None:
    """The same at length, with other cuts."""
    shown = [run(number, assistants, server, told) for number in range(RUNS, RUNS + SLOW_RUNS)]
    assert sum(shown) > 0.6 * SLOW_RUNS
