"""Whether the words that answer a question stand among the first citations of the embedded default's answer.

On OneStopQA (30 articles at the advanced level), whose gold spans people have marked. The halves are those by the
first byte of sha1(id): what was fitted was fitted on the even one.
"""

import math
import statistics
from collections import defaultdict

from assistant.answer import Citation
from assistant.answering import Assistant
from assistant.question import Message
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings as read_index_settings
from index.wiring import UpdateOptions, update
from tests.benchmarks.places import WORK, Record, odd, onestopqa
from tests.benchmarks.varying import written

CITED = 3  # citations, and so many characters together:
CHARACTERS = 1_000
BETWEEN = 2  # characters at most between citations that follow one another
HELD = 0.8  # of a gold span must stand in one run, as the peers' scores have it


def measure(quick: bool) -> Record:
    """Shares of the questions, in all and by halves. Nothing is declined here that has no answer; what is declined
    counts as not found."""
    articles, questions = onestopqa()
    store = WORK / "answering"
    file = written(articles, store / "articles.jsonl")
    settings = read_index_settings({})
    update(store / "index", settings, [file], UpdateOptions(False, True), lambda *_: None)
    assistant = build_assistant(store / "index", read_settings({}), settings)
    found: dict[str, list[bool]] = defaultdict(list)
    lengths, declined = [], 0
    for question in questions[: 60 if quick else None]:
        citations, standing = _cited(assistant, str(question["question"]))
        held = holds(citations, question["evidence"][0]["text"])
        for half in ("all", "odd" if odd(question["id"]) else "even"):
            found[half].append(held)
        declined += standing == "declined"
        lengths.append(sum(len(citation.text) for citation in citations))
    return {
        "questions": len(lengths),
        **{half: round(statistics.mean(some), 3) for half, some in found.items()},
        "declined": declined,
        "mean_characters": round(statistics.mean(lengths)),
        "most_characters": max(lengths),
    }


def _cited(assistant: Assistant, question: str) -> tuple[tuple[Citation, ...], str]:
    answer = assistant.invoke(Message(question, (), EVERYTHING))
    return answer.citations[:CITED], answer.standing


def holds(citations: tuple[Citation, ...], gold: str) -> bool:
    """Whether the gold words, or a run of 80% of them, stand in one of the citations, or in neighbours together."""
    wanted = " ".join(gold.split())
    length = math.ceil(HELD * len(wanted))
    runs = [wanted[start : start + length] for start in range(len(wanted) - length + 1)]
    return any(run in text for text in _runs(citations) for run in runs)


def _runs(citations: tuple[Citation, ...]) -> list[str]:
    """The cited texts, those that follow one another in an article joined, cut where CHARACTERS are reached."""
    left, kept = CHARACTERS, []
    for citation in citations:
        kept.append((citation.item.source.article_id, citation.start, citation.text[: max(0, left)]))
        left -= len(citation.text)
    joined: list[tuple[str, int, str]] = []  # article, end, text
    for article, start, text in sorted(kept):
        end = start + len(text)
        if joined and joined[-1][0] == article and 0 <= start - joined[-1][1] <= BETWEEN:
            text = f"{joined.pop()[2]} {text}"
        joined.append((article, end, text))
    return [" ".join(text.split()) for _, _, text in joined]
