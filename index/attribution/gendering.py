"""Whether the people of an article are men or women, as far as it tells: pronouns need that."""

from collections import Counter, defaultdict

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.naming import gender_beside
from index.attribution.parsing import Line
from index.attribution.person import Mention, Person, is_subject
from index.attribution.titles import Gender, gender_of_first_name

_PRONOUNS: dict[str, Gender] = {
    "he": "male", "his": "male", "him": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_SURE_VOTES = 3


def infer_genders(people: dict[str, Person], mentions: list[Mention], lines: list[Line]) -> None:
    """From titles first, then the article's own pronouns, then the first name."""
    votes: dict[str, Counter[Gender]] = defaultdict(Counter)
    by_sentence: dict[tuple[int, int], list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_sentence[mention.line, mention.tokens.sent.start].append(mention)
        if mention.name and (gender := gender_beside(mention.tokens)):
            people[mention.name].gender = gender
    for own in by_sentence.values():
        if len({mention.name for mention in own}) == 1 and own[0].name:
            line = lines[own[0].line]
            for token in _pronouns_behind(line, own[0].tokens):
                votes[own[0].name][_PRONOUNS[token.lower_]] += 1
            taken_up = _taken_up(line, own[0].tokens)
            if taken_up:
                votes[own[0].name][taken_up] += _SURE_VOTES
    for name, person in people.items():
        if person.gender:
            continue
        first = gender_of_first_name(name.split()[0]) if " " in name else ""
        ranked = votes[name].most_common(2)
        lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0) if ranked else 0
        person.gender = ranked[0][0] if lead >= _SURE_VOTES or (lead and not first) else first


def _taken_up(line: Line, tokens: Tokens) -> Gender:
    """The gender of the pronoun that begins the sentence behind the one whose subject is a name."""
    end = tokens.sent.end
    first = line.doc[end] if end < len(line.doc) else None
    known = first is not None and is_subject(tokens) and first.dep_ == "nsubj" and not line.spoken(first)
    return _PRONOUNS.get(first.lower_, "") if known and first is not None else ""


def _pronouns_behind(line: Line, tokens: Tokens) -> list[Token]:
    sentence = tokens.sent
    rest = line.doc[tokens.end : sentence.end]
    return [token for token in rest if token.lower_ in _PRONOUNS and not line.spoken(token)]
