"""Who does what in a question: its words, the people found in them, and whose words it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.mention import Mention
from assistant.verbs import DEEDS, plain_verb
from assistant.word import Word, word_set

DID = word_set("did didn't does doesn't do don't has hasn't have haven't had hadn't will would can could should might")
BE = word_set("is isn't was wasn't are aren't were weren't be been being")
ADVERBS = word_set("""ever never also first last really actually even still once previously publicly exactly just then
    now already not himself herself themselves itself later finally recently often has have had been to personally
    the sometimes repeatedly openly""")
VIEWS = word_set("""view views opinion opinions position stance attitude reaction reactions response comment comments
    remark remarks words statement statements take thoughts quote quotes quotation quotations speech answer reply
    criticism mind tune line verdict assessment explanation argument arguments claim claims""")
_NOT_SPEAKING = BE | word_set("about on to with against for of")  # a person after one of these is told, or told of
_ATTITUDES = dict.fromkeys(("against", "opposed", "hostile", "critical"), "oppose") | {
    "sceptical": "doubt", "skeptical": "doubt", "doubtful": "doubt", "unsure": "doubt", "convinced": "believe",
    "confident": "believe", "certain": "believe", "hopeful": "hope", "worried": "worry", "concerned": "worry",
    "afraid": "fear", "sorry": "apologise",
}  # fmt: skip
_OF_VIEWS = word_set("exact precise own full actual original first last latest recent early public initial main")
_ANYTHING = word_set("anything something everything nothing")  # "anything from X on T"
_BELONGS = word_set("at of from in for")
_LONGEST_PLACE = 5  # words that tell where somebody belongs: "at the central bank"
REACH = 3  # words between one that asks and the verb


@dataclass(frozen=True, slots=True)
class Clause:
    """A question's words with the people found in them, and the first of these who does or says something."""

    text: str
    words: Sequence[Word]
    mentions: Sequence[Mention]
    subjects: tuple[Mention, ...]
    verb: str  # what the subject does, when it is to report
    verb_at: int

    def folded(self, place: int) -> str:
        return self.words[place].folded if 0 <= place < len(self.words) else ""

    def has(self, words: frozenset[str]) -> frozenset[int]:
        """The places of any of the words."""
        return frozenset(place for place, word in enumerate(self.words) if word.folded in words)


def clause_of(text: str, words: Sequence[Word], mentions: Sequence[Mention]) -> Clause:
    """The clause with its subjects: those asked about ("did X say") before those only said to report."""
    plain = Clause(text, words, mentions, (), "", -1)
    who_leads = bool(plain.has(word_set("who")))
    for asks in (_asked, _possessed) if who_leads else (_asked, _possessed, _reports):
        for place, mention in enumerate(mentions):
            verb, verb_at = asks(plain, mention)
            if verb_at >= 0:
                return Clause(text, words, mentions, _with_others(plain, place), verb, verb_at)
    return plain


def _asked(clause: Clause, mention: Mention) -> tuple[str, int]:
    """ "did X say", "has X ever denied", "is X saying"; not "was X told"."""
    if _owns(clause, mention):
        return "", -1
    owner = next((other for other in clause.mentions if other.last == mention.first and _owns(clause, other)), mention)
    before = owner.first - 1
    while clause.folded(before) in (ADVERBS | {"and"}) - DID:
        before -= 1
    if clause.folded(before) not in DID | BE:
        return "", -1
    last = _with_others(clause, clause.mentions.index(mention))[-1]
    verb, place = _verb_after(clause, last.last)
    if clause.folded(before) in BE and clause.folded(place) in _ATTITUDES:
        return _ATTITUDES[clause.folded(place)], place
    if clause.folded(before) in BE and clause.folded(place) in ("quoted", "cited"):
        return "say", place
    if clause.folded(before) in DID and not verb:
        verb, place = _verb_past_place(clause, place)
    passive = clause.folded(before) in BE and not clause.folded(place).endswith("ing")
    return ("", -1) if passive else (verb, place)


def _owns(clause: Clause, mention: Mention) -> bool:
    """Whether a mention only tells whose the next is: "Sable's lawyer"."""
    return clause.words[mention.last - 1].possessive and any(other.first == mention.last for other in clause.mentions)


def _possessed(clause: Clause, mention: Mention) -> tuple[str, int]:
    """ "X's view of", "the opinion of X", "according to X", "X on"."""
    if mention.first == 0 and clause.folded(mention.last) in ("on", "about"):
        return "say", mention.last
    owned = mention.last
    while clause.folded(owned) in _OF_VIEWS:
        owned += 1
    if clause.words[mention.last - 1].possessive and clause.folded(owned) in VIEWS:
        return "say", owned
    before = mention.first - 1
    while clause.folded(before) == "the":
        before -= 1
    link, noun = clause.folded(before), clause.folded(before - 1)
    if (link == "to" and noun == "according") or (link in ("of", "by", "from") and noun in VIEWS | _ANYTHING):
        return "say", before - 1
    return "", -1


def _reports(clause: Clause, mention: Mention) -> tuple[str, int]:
    """ "what X said", "the words X used"."""
    verb, place = _verb_after(clause, mention.last)
    before = mention.first - 1
    while clause.folded(before) == "the":
        before -= 1
    return (verb, place) if verb and clause.folded(before) not in _NOT_SPEAKING else ("", -1)


def _verb_after(clause: Clause, place: int) -> tuple[str, int]:
    """The reporting verb after a mention, and its place; of another verb the place alone."""
    start = place
    while clause.folded(place) in ADVERBS and place < start + REACH:
        place += 1
    return plain_verb(clause.folded(place)), min(place, len(clause.words))


def _verb_past_place(clause: Clause, place: int) -> tuple[str, int]:
    """The reporting verb after "at the central bank": what tells where somebody belongs stands before it."""
    if clause.folded(place) in _BELONGS:
        for behind in range(place + 2, min(place + 2 + _LONGEST_PLACE, len(clause.words))):
            verb = plain_verb(clause.folded(behind))
            if verb and verb not in DEEDS:
                return verb, behind
    return "", place


def _with_others(clause: Clause, place: int) -> tuple[Mention, ...]:
    """A subject with those that "and" adds to it on either side."""
    first = last = place
    mentions = clause.mentions
    while last + 1 < len(mentions) and _linked(clause, mentions[last], mentions[last + 1]):
        last += 1
    while first and _linked(clause, mentions[first - 1], mentions[first]):
        first -= 1
    return tuple(mentions[first : last + 1])


def _linked(clause: Clause, left: Mention, right: Mention) -> bool:
    return {clause.folded(place) for place in range(left.last, right.first)} <= {"and", "or", "the"} and any(
        clause.folded(place) in ("and", "or") for place in range(left.last, right.first)
    )
