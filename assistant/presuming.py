"""What a question takes for granted of the one whose words it asks for ("after she missed the penalty"), and whether
any article tells it. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.mention import Mention
from assistant.verbs import plain_verb
from assistant.word import Word, word_set, words_of
from index.passage import Passage
from index.sentencing import sentences

Terms = Callable[[str], Sequence[str]]

_HELD = 0.5  # share of what stands behind the verb that must stand at it

_THEN = word_set("after when once")
_THEY = word_set("he she")
_HELPING = word_set("had has have was were is got been being just first finally then also nearly almost publicly")
_LIGHT = word_set("became took got made went came did gave held kept left put began started")
_CLAUSE_END = re.compile(r"[,;:?!]")
_NOT = re.compile(r"\b(?:not|never|nor|without|denied|if|would|could|might)\b|n['’]t\b", re.IGNORECASE)


def presumed(text: str, words: Sequence[Word], speakers: Sequence[Mention], mentions: Sequence[Mention]) -> str:
    """The clause of a question that tells what the one who speaks did ("missed the penalty"), without its subject;
    empty where there is none, where its verb tells nothing by itself, or tells of the speaking that is looked for."""
    people = {mention.people for mention in speakers if mention.people}
    named = {mention.first: mention.last for mention in mentions if mention.people in people}
    alone = len(named) == len(mentions)  # else "he" may be another
    for place, word in enumerate(words):
        if word.folded in _THEN and (after := _behind_speaker(words, place + 1, named, alone)):
            verb = next((word for word in words[after:] if word.folded not in _HELPING), None)
            if verb and not verb.asks and verb.folded not in _LIGHT and not plain_verb(verb.folded):
                return _CLAUSE_END.split(text[words[after].start :])[0].strip(" .")
    return ""


def _behind_speaker(words: Sequence[Word], place: int, named: Mapping[int, int], alone: bool) -> int:
    """The place behind the speaker's name, or behind "she"; 0 where somebody or something else is next."""
    if alone and place < len(words) and words[place].folded in _THEY:
        return place + 1
    return named.get(place, 0)


def is_told(clause: str, speaker: str, passages: Iterable[Passage], terms: Terms) -> bool:
    """Whether a sentence that names the speaker, or follows one that does, has the verb of the clause in its very form
    ("resigned", not "should resign"), without a "not" or an "if", and half of what stands behind it."""
    verb, *behind = (word.told for word in words_of(clause) if word.folded not in _HELPING)
    surname = speaker.split()[-1].casefold()
    wanted = {*terms(" ".join(behind))}
    for passage in passages:
        before = passage.source.headline
        for start, end in sentences(passage.text):
            own = passage.text[start:end]
            around = f"{before}\n{own}"
            held = wanted & {*terms(around)}
            as_told = re.search(rf"\b{re.escape(verb)}\b", own, re.IGNORECASE) and not _NOT.search(own)
            if as_told and surname in around.casefold() and len(held) >= _HELD * len(wanted):
                return True
            before = own
    return False
