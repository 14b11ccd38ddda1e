"""Lines -> the places that name people: what the model found, mended by titles, first names and surnames."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from index.attribution.frame import Frame
from index.attribution.parsing import Line
from index.attribution.titles import (
    BODIES,
    NOT_PEOPLE,
    PLACES_BEGIN,
    ROLES,
    TITLES,
    Gender,
    gender_of_first_name,
    gender_of_title,
)

PARTICLES = frozenset("van von de der den del della di da dos du la le bin ibn al el ben abu ter ten".split())
_NAME_WORD = re.compile(r"[^\W\d_][\w.’'‑-]*\.?")
_JOINED = re.compile(r"(?:al|el|ul|ar|as|ash|at|an|ad|az)[-‑](?=[^\W\d_])", re.IGNORECASE)
_TITLE = 4  # letters of "miss"; longer ones ("spokesman") may stand before anything
_HYPHENS = ("-", "‑")
_SHORT = 4  # letters; so short a word is all name
_MOST_SURNAMES = 2
_LONGEST_NAME = 3
_CALLING_WITHIN = 4  # tokens behind the comma: "a former finance minister"
_PLACES = frozenset(("GPE", "LOC", "FAC", "DATE", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"))


def name_words(text: str) -> list[str]:
    """The words of a name without titles, possessive ending and particles that cannot open it."""
    text = re.sub(r"['’]s?$", "", text.strip())
    words = _NAME_WORD.findall(text)
    titled = [i for i, word in enumerate(words[:-1]) if word.casefold().rstrip(".") in TITLES]
    words = words[titled[-1] + 1 :] if titled else words  # "Beaten PM Magda Velloren"
    owned = [i for i, word in enumerate(words[:-1]) if word.endswith(("'s", "’s"))]
    words = words[owned[-1] + 1 :] if owned else words  # "Acme's Tom Bell"
    while words and (words[0].casefold().rstrip(".") in TITLES or _is_small(words[0])):
        words.pop(0)
    while words and (_is_small(words[-1]) or words[-1].casefold().rstrip(".") in TITLES):
        words.pop()
    return words


def without_particle(word: str) -> str:
    """ "Sabbagh" for "al-Sabbagh": articles write either."""
    return _JOINED.sub("", word, count=1) if len(word) > _SHORT else word


def _is_small(word: str) -> bool:
    """Whether a word is no capitalised one; "al-Sabbagh" is."""
    return not without_particle(word)[0].isupper()


def candidates(line: Line, frames: list[Frame]) -> list[Tokens]:
    """What the model holds for people; and who speaks, has two names and is introduced like a person."""
    found = [_with_last_word(entity) for entity in line.doc.ents if entity.label_ == "PERSON" and _plausible(entity)]
    held = {token.i for entity in found for token in entity}
    for token in line.doc:
        name = _behind_title(token)
        if name is not None and held.isdisjoint(word.i for word in name):
            found.append(name)
            held.update(word.i for word in name)
    for name in (*_followed_by_calling(line), *_followed_by_pronoun(line, held)):
        if held.isdisjoint(word.i for word in name):
            found.append(name)
            held.update(word.i for word in name)
    for frame in frames:
        if frame.subject is not None and held.isdisjoint(token.i for token in frame.subject):
            name = _introduced(frame.subject)
            if name is not None:
                found.append(name)
                held.update(token.i for token in name)
    return found


def _behind_title(token: Token) -> Tokens | None:
    """The name behind "Mr" or "Ms", or behind a first name that everybody knows, whatever the model made of it."""
    doc, start = token.doc, token.i + 1
    titled = token.pos_ == "PROPN" and bool(gender_of_title(token.text)) and len(token.text.rstrip(".")) <= _TITLE
    first_name = token.pos_ == "PROPN" and token.text.istitle() and bool(gender_of_first_name(token.text))
    if not (titled or first_name) or start >= len(doc) or (token.lower_ in TITLES and not titled):
        return None
    end = start
    while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper() and end - start < _MOST_SURNAMES:
        end += 1
    name = doc[start:end] if titled else doc[token.i : end]
    if end == start or any(word.ent_type_ in _PLACES for word in name) or not _plausible(name):
        return None
    return name if doc[end - 1].is_alpha or "-" in doc[end - 1].text else None


def _followed_by_calling(line: Line) -> Iterator[Tokens]:
    """Two or three capitalised words that a calling or "who" follows: "Ann Lee, director of ...", "Ann Lee, who"."""
    doc = line.doc
    for comma in doc[2:-1]:
        if comma.lower_ not in (",", "is", "was") or not _tells_of_a_person(doc, comma.i + 1):
            continue
        start = comma.i
        while start > comma.sent.start and doc[start - 1].pos_ == "PROPN" and doc[start - 1].text.istitle():
            start -= 1
        name = doc[start : comma.i]
        if 2 <= len(name) <= _LONGEST_NAME and not any(word.ent_type_ in _PLACES for word in name) and _plausible(name):
            yield name


def _followed_by_pronoun(line: Line, held: set[int]) -> Iterator[Tokens]:
    """A subject of two names that the model holds for a body or for nothing, and that the line calls "he" or
    "she" before it names a person: a body would be "it"."""
    subject: Tokens | None = None
    for token in line.doc:
        if token.i in held:
            subject = None
        elif token.dep_ == "nsubj" and token.pos_ == "PROPN" and not line.spoken(token):
            start = token.i
            while start > token.sent.start and line.doc[start - 1].pos_ == "PROPN":
                start -= 1
            name = line.doc[start : token.i + 1]
            named = len(name) == 2 and all(w.text.istitle() and w.is_alpha and w.ent_type_ not in _PLACES for w in name)
            subject = name if named and _plausible(name) and name[0].lower_ not in TITLES | ROLES else None
        elif subject is not None and token.lower_ in ("he", "she") and not line.spoken(token):
            yield subject
            subject = None


def _tells_of_a_person(doc: Doc, at: int) -> bool:
    if doc[at].lower_ == "who":
        return True
    for token in doc[at : at + _CALLING_WITHIN]:
        if token.is_punct or token.pos_ in ("VERB", "AUX", "ADP", "PROPN"):
            return False
        if token.lower_ in ROLES:
            return True
    return False


def _introduced(subject: Tokens) -> Tokens | None:
    """The name in a speaker's mention that has a role beside it: "Mason Richey, an associate professor"."""
    head = subject.root
    first = head.i
    while first > subject.start and head.doc[first - 1].pos_ == "PROPN" and head.doc[first - 1].lower_ not in TITLES:
        first -= 1
    name = head.doc[first : head.i + 1]
    if head.pos_ != "PROPN" or len(name) < 2 or not all(token.text[0].isupper() for token in name):
        return None
    roles = [child.lower_ for child in head.children if child.dep_ == "appos" and child.i > head.i]
    before = head.doc[first - 1].lower_ if first > head.sent.start else ""
    return name if any(role in ROLES for role in roles) or before in TITLES or before in ROLES else None


def _with_last_word(entity: Tokens) -> Tokens:
    """A name with the last word that the model left out of it ("Kim Ju | Ae", "Karim | al-Amr")."""
    doc, end = entity.doc, entity.end
    if end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text[0].islower():
        last = end
        while last + 2 < len(doc) and not doc[last].whitespace_ and doc[last + 1].text in _HYPHENS:
            last += 2
        joined = doc[end : last + 1]
        return doc[entity.start : last + 1] if without_particle(joined.text) != joined.text else entity
    if end < len(doc) and doc[end].pos_ == "PROPN" and not doc[end].ent_type_ and doc[end].text.istitle():
        named = doc[end].is_alpha and doc[end].lower_ not in TITLES and not doc[end].is_sent_start
        return doc[entity.start : end + 1] if named else entity
    return entity


def _plausible(entity: Tokens) -> bool:
    words = name_words(entity.text)
    begun = entity.start > 0 and entity.doc[entity.start - 1].pos_ == "PROPN"
    if begun and words and words[0].casefold() in BODIES:
        return False  # "Old River | Fund Drosia"
    if not words or words[-1].casefold() in NOT_PEOPLE or words[0].casefold().rstrip(".") in PLACES_BEGIN:
        return False
    return all(not _is_small(word) or word.casefold() in PARTICLES for word in words)


def with_first_names(
    line: Line, candidates: list[Tokens], alone: set[str], pairs: set[tuple[str, str]]
) -> list[Tokens]:
    """The candidates, and the full names of people whom the model knows by their surnames only ("Mr Pask"),
    whom it knows at other places, or whose surname another bears. `alone` holds the names found alone, `pairs` the
    last two words of those found in full."""
    surnames = {last for _, last in pairs}
    doc = line.doc
    held = {token.i: entity for entity in candidates for token in entity}
    full = []
    for token in doc[1:]:
        first = doc[token.i - 1]
        known = token.lower_ in alone or (first.lower_, token.lower_) in pairs
        known = known or (token.lower_ in surnames and _one_entity(first, token))
        if not known or len(held.get(token.i, ())) > 1:
            continue
        named = first.pos_ == "PROPN" and first.is_alpha and first.text[0].isupper() and first.i not in held
        if named and first.lower_ not in TITLES and first.lower_ not in PLACES_BEGIN:
            full.append(doc[first.i : token.i + 1])
    taken = {token.i for name in full for token in name}
    return full + [entity for entity in candidates if taken.isdisjoint(token.i for token in entity)]


def _one_entity(first: Token, last: Token) -> bool:
    """Whether the model holds two words for one name, whatever of, or the first is a first name."""
    together = first.ent_iob_ == "B" and last.ent_iob_ == "I" and (last.is_sent_end or last.nbor().ent_iob_ != "I")
    return (together and first.ent_type_ not in _PLACES) or bool(gender_of_first_name(first.text))


def named_in(line: Line, candidates: list[Tokens], surnames: set[str]) -> list[Tokens]:
    """Every place of a line that names a person: the model's, and known surnames it took for something else."""
    found = {entity.start: entity for entity in candidates}
    held = {token.i for entity in found.values() for token in entity}
    for token in line.doc:
        if token.i in held or token.lower_ not in surnames or token.pos_ != "PROPN" or not token.text[0].isupper():
            continue
        entity_alone = token.ent_iob_ == "O" or token.ent_iob_ == "" or _only_name_in_entity(token)
        follows = token.i + 1 < len(line.doc) and line.doc[token.i + 1].pos_ == "PROPN"
        if entity_alone and not follows:
            found[token.i] = line.doc[token.i : token.i + 1]
    return [found[start] for start in sorted(found)]


def _only_name_in_entity(token: Token) -> bool:
    entity = next((e for e in token.sent.ents if e.start <= token.i < e.end), None)
    return entity is None or name_words(entity.text) == [token.text]


def gender_beside(tokens: Tokens) -> Gender:
    """What the title in or before a mention tells."""
    inside: Gender = next((gender for token in tokens if (gender := gender_of_title(token.text))), "")
    before = tokens.doc[tokens.start - 1].text if tokens.start else ""
    return inside or gender_of_title(before)
