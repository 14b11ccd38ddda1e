"""What an index holds -> questions to begin with: about its most quoted speakers, and what they speak of most."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import cycle, islice

from index.filters import Filters
from index.searching import Searcher
from index.stopwords import STOPWORDS

SPEAKERS = 5  # most quoted ones that are asked about
LOOKED_AT = 200  # statements of each, for what they are about
TWICE = 2  # statements that a topic stands in at least: what is said once is no topic

_WORD = r"[a-z][a-z-]{4,}"  # shorter ones are rather adjectives: "the sick"
_TOPIC = re.compile(
    rf"\bthe (?:{_WORD} )?{_WORD}(?=(?P<next> [\w'’-]+)?)"
)  # "the harbour treaty", as a sentence has it
_ASKED = ("What did {who} say about {topic}?", "What did {who} first say about {topic}?")  # in turn


def suggested(searcher: Searcher) -> tuple[str, ...]:
    """Questions that this index has an answer to, none where nobody is quoted; other ones after each update."""
    everybody = searcher.people()
    roles = {word for person in everybody for tenure in person.roles for word in tenure.role.casefold().split()}
    people = sorted(everybody, key=lambda person: (-person.statements, person.name))[:SPEAKERS]
    questions: list[str] = []
    told: list[list[str]] = []  # the sentences of each
    asked_about: set[str] = set()
    for person, asked in zip(people, cycle(_ASKED), strict=False):
        said = searcher.leaf_of_statements(Filters(speakers=(person.name,)), (), 0, LOOKED_AT).items
        told.append([statement.text for statement in said])
        words = " ".join(words for statement in said for words in statement.words)
        topics = (topic for topic in topics_of(told[-1]) if topic.split()[-1] not in roles)
        fresh = [topic for topic in topics if topic not in asked_about and topic.split()[-1] in words]
        asked_about.update(fresh[:1])
        questions.append(asked.format(who=person.name, topic=fresh[0]) if fresh else f"What did {person.name} say?")
    topics = (topic for topic in topics_of([text for texts in told for text in texts]) if _speakers(topic, told) > 1)
    shared = (topic for topic in topics if topic.split()[-1] not in roles)
    return (*questions, *(f"Who spoke about {topic}?" for topic in islice(shared, 1)))


def _speakers(topic: str, told: list[list[str]]) -> int:
    return sum(any(topic in text for text in texts) for texts in told)


def topics_of(texts: Sequence[str]) -> list[str]:
    """What several of the texts speak of, the most frequent first; of the same number, what tells more."""
    held = Counter(topic for text in texts for topic in {_whole(match) for match in _TOPIC.finditer(text)} if topic)
    often = [(topic, count) for topic, count in held.items() if count >= TWICE]
    return [topic for topic, _ in sorted(often, key=lambda one: (-one[1] * len(one[0].split()), one[0]))]


def _whole(match: re.Match[str]) -> str:
    """The topic, or nothing where the match may be cut: it ends where punctuation or a word of no weight follows."""
    words = match[0].split()
    whole = not match["next"] or match["next"].strip().lower() in STOPWORDS
    return match[0] if whole and not STOPWORDS & {*words[1:]} else ""
