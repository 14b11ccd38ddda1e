"""A question that stands alone -> what kind it is, whose words it asks for, and how it asks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.clause import ADVERBS, BE, DID, REACH, VIEWS, Clause, clause_of
from assistant.mention import Mention
from assistant.question import QuestionKind
from assistant.verbs import DEEDS, plain_verb
from assistant.word import Word, blanked, quotations, word_set
from assistant.wording import is_quotation

_ASKING = word_set("what how why when where which who whom whose")
_CHANGES = word_set("""change changed changes changing shift shifted evolve evolved alter altered soften softened harden
    hardened move moved reverse reversed differ develop developed turned""")
_GIVEN = word_set("""reason reasons answer guarantee promise warning explanation opinion comment assurance response
    reply excuse advice account argument description figure estimate reaction message""")
_POSTS = word_set("role job position post title office occupation profession living")
_ANYONE = word_set("anyone anybody someone somebody")
_EVERYONE = word_set("people everyone everybody others critics commentators observers experts they")

_IS_REAL = re.compile(
    r"\b(?:is|are|was|were)\b.*\b(?:quot(?:e|ed|ation)s?|words?|sentence|line)\b.*"
    r"\b(?:real|genuine|authentic|true|accurate|correct|right|fake|false|made[ -]up|invented|exact)\b"
    r"|\b(?:real|genuine|authentic|true|accurate|correct|right|fake|false|made[ -]up|invented|exact)\s+"
    r"(?:quot(?:e|ation)s?|words?)\b|\b(?:did|has|have)\s+(?:any|some)(?:one|body)\s+(?:\w+\s+)?sa(?:y|id)\b"
    r"|\b(?:was|were)\s+(?:this|that|these|it)\s+(?:\w+\s+)?said\b",
    re.IGNORECASE,
)

SUCCEEDING = re.compile(
    r"\bwho (?:\w+ )?(?:succeed|replac|t(?:ook|akes?) over|c[oa]me (?:next|after|before)|bec[oa]me)", re.IGNORECASE
)
_BY_ALL = re.compile(r"\b(?:been|being|was|is) (?:said|written)\b|\breactions? (?:to|on)\b|\bcommented\b", re.I)
_STANCES = (  # ways to take a stand without a reporting verb
    (re.compile(r"\b(?:is|was|are|were|be|been|came out|spoke out|voted) against\b", re.I), "oppose"),
    (re.compile(r"\bin favou?r of\b|\b(?:is|was|are|were|came out|voted) for\b", re.I), "support"),
    (re.compile(r"\b(?:had|took|have|take|taken) a (?:go|dig|swipe|shot) at\b", re.I), "criticise"),
    (re.compile(r"\bus(?:e|es|ed) the (?:words?|phrase|term)\b", re.I), "call"),
    (
        re.compile(
            r"\b(?:make|makes|made) of\b|\b(?:have|has|had) to say\b|\breact\w*|\bput it\b"
            r"|\bc[oa]mes? (?:back|out|up) with\b|\b(?:gave|give|have) (?:a|an|the|some|her|his|\w+) (?:\w+ )?"
            r"(?:speech|lecture|talk|interview|statement)\b",
            re.I,
        ),
        "say",
    ),
)  # fmt: skip
_NEGATED = dict.fromkeys(("want", "support", "agree", "like", "approve", "back"), "oppose") | {
    "believe": "doubt", "think": "doubt", "accept": "reject",
}  # fmt: skip
_NEGATION = re.compile(r"n['’]t$|^not$")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a question asks: its kind, the verb asked about (plain form, or empty), the mentions whose words
    are wanted, the places of words that only say how it asks, and where the claim begins, if it has one."""

    kind: QuestionKind
    verb: str
    subjects: tuple[Mention, ...]
    frame: frozenset[int]
    claim: int | None


def recognised(text: str, words: Sequence[Word], mentions: Sequence[Mention]) -> Recognised:
    """The first kind in the table whose reading fits."""
    clause = clause_of(text, words, mentions)
    found = next(found for reading in _KINDS if (found := reading(clause)))
    nobody = found.subjects and not any(mention.people for mention in found.subjects)
    return _open(clause) if nobody and found.verb in DEEDS else found


def _is_real(clause: Clause) -> Recognised | None:
    """Is this quote real: "..."? Did anyone say "..."?"""
    quoted = quotations(clause.text)
    if clause.subjects or not any(is_quotation(clause.text[start:end]) for start, end in quoted):
        return None
    asking = _IS_REAL.search(blanked(clause.text, quoted))
    return Recognised("did-say", "say", (), _within(clause, asking), None) if asking else None


def _view(clause: Clause) -> Recognised | None:
    """How has X's view of T changed? Did X change his mind?"""
    frame = clause.has(VIEWS | _CHANGES)
    turned = clause.has(_CHANGES) and clause.has(VIEWS)
    return Recognised("view", "say", clause.subjects, frame, None) if turned and clause.subjects else None


def _first_said(clause: Clause) -> Recognised | None:
    """When did X first say T?"""
    if not (clause.subjects and clause.has(word_set("first earliest")) and clause.has(word_set("when time"))):
        return None
    frame = clause.has(word_set("first earliest time")) | _reporting(clause)
    return Recognised("first-said", clause.verb or "say", clause.subjects, frame, None)


def _who(clause: Clause) -> Recognised | None:
    """Who is X? Who is the finance minister? Who said T? Who won?"""
    at = min(clause.has(word_set("who whose") | _ANYONE), default=-1)
    if at < 0 or clause.subjects:
        return None
    if clause.folded(at) == "who" and clause.folded(at + 1) in BE:
        of = next((mention for mention in clause.mentions if _follows(clause, at + 2, mention)), None)
        if of is not None and (of.role or of.last >= len(clause.words) - 1):
            return Recognised("role" if of.role else "who-is", "", (), frozenset(), None)
    if succeeding := SUCCEEDING.search(clause.text):
        return Recognised("open", "", (), _within(clause, succeeding), None)
    return _who_said(clause, at)


def _follows(clause: Clause, place: int, mention: Mention) -> bool:
    """Whether a mention is next, but for an article."""
    return place <= mention.first and {clause.folded(n) for n in range(place, mention.first)} <= {"the", "a", "an"}


def _who_said(clause: Clause, at: int) -> Recognised | None:
    if clause.folded(at) == "whose" and clause.folded(at + 1) in VIEWS:
        return Recognised("who-said", "say", (), frozenset({at, at + 1}), None)
    place = at + 1
    while clause.folded(place) in ADVERBS | DID | BE | {"else"} and place <= at + 1 + REACH:
        place += 1
    verb = plain_verb(clause.folded(place))
    if not verb:
        verb, frame = _stance(clause)
        return Recognised("who-said", verb, (), frame, None) if verb else None
    if any(_NEGATION.search(clause.folded(between)) for between in range(at + 1, place)):
        verb = _NEGATED.get(verb, verb)
    return Recognised("who-said", verb, (), frozenset({place}), None)


def _which_said(clause: Clause) -> Recognised | None:
    """Which minister said T?"""
    at = min(clause.has(word_set("which")), default=-1)
    if at < 0 or any(subject.first != at + 1 for subject in clause.subjects):
        return None
    for place in range(at + 2, min(at + 9, len(clause.words))):
        if verb := plain_verb(clause.folded(place)):
            negated = any(_NEGATION.search(clause.folded(between)) for between in range(at, place))
            verb = _NEGATED.get(verb, verb) if negated else verb
            return Recognised("who-said", verb, (), frozenset({place}), None)
    return None


def _people(clause: Clause) -> Recognised | None:
    """What do people say about T? What has been said about T?"""
    everyone = clause.has(_EVERYONE)
    if clause.subjects or not clause.has(_ASKING):
        return None
    verb_after = next((place + 1 for place in everyone if plain_verb(clause.folded(place + 1))), None)
    if verb_after is None and not _BY_ALL.search(clause.text):
        return None
    frame = everyone | clause.has(word_set("reaction reactions written commented"))
    return Recognised("people", "say", (), frame | _reporting(clause), None)


def _role(clause: Clause) -> Recognised | None:
    """What is X's role? What position did X hold? What did X do for a living?"""
    posts = clause.has(_POSTS)
    does = clause.subjects and clause.folded(clause.subjects[-1].last) == "do" and clause.has(word_set("what"))
    whole = does and clause.subjects[-1].last == len(clause.words) - 1
    if clause.mentions and clause.has(word_set("what which")) and (whole or (posts and clause.verb in ("", "hold"))):
        return Recognised("role", "", (), posts | clause.has(word_set("hold held have")), None)
    return None


def _did_say(clause: Clause) -> Recognised | None:
    """Did X say T? Has X ever denied T? Is it true that X said T?"""
    if not clause.subjects or not clause.verb or clause.has(_ASKING) & set(range(clause.subjects[0].first)):
        return None
    opens = clause.folded(0) in DID | BE or clause.folded(clause.subjects[0].first - 1) in DID
    if not opens:
        return None
    after = clause.verb_at + 1
    claim = after + (clause.folded(after) == "that" and after + 1 < len(clause.words))
    return Recognised("did-say", clause.verb, clause.subjects, _reporting(clause), claim)


def _what_said(clause: Clause) -> Recognised | None:
    """What did X say about T? Why does X think T? X's view of T; according to X ..."""
    if not clause.subjects:
        return None
    start = clause.subjects[0].first
    given = {place for place in clause.has(_GIVEN) if place < start and clause.has(_ASKING)}
    stance, frame = ("", frozenset[int]()) if clause.verb else _stance(clause)
    verb = clause.verb or stance or ("say" if given else "")
    if not verb:
        return None
    return Recognised("what-said", verb, clause.subjects, _reporting(clause) | given | frame, None)


def _open(clause: Clause) -> Recognised:
    return Recognised("open", "", (), frozenset(), None)


def _stance(clause: Clause) -> tuple[str, frozenset[int]]:
    """The verb for a stand taken without one ("was against": oppose), and where it is."""
    taken = ((verb, pattern.search(clause.text)) for pattern, verb in _STANCES)
    return next(((verb, _within(clause, match)) for verb, match in taken if match), ("", frozenset()))


def _within(clause: Clause, match: re.Match[str]) -> frozenset[int]:
    """The places of the words that a match touches."""
    return frozenset(n for n, word in enumerate(clause.words) if word.start < match.end() and match.start() < word.end)


def _reporting(clause: Clause) -> frozenset[int]:
    return frozenset({clause.verb_at}) if clause.verb else frozenset()


_KINDS: tuple[Callable[[Clause], Recognised | None], ...] = (
    _is_real, _view, _did_say, _first_said, _who, _which_said, _people, _role, _what_said, _open,
)  # fmt: skip
