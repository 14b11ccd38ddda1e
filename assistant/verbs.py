"""Verbs by which words are reported, in families of like meaning: data, and their forms.

A question's verb is one of these, in its plain form. An answer to "Who opposed it?" looks for cues of the
same family: `family("oppose")` holds criticise, reject, condemn ...
"""

from collections.abc import Iterator

from assistant.word import word_set

FAMILIES: dict[str, frozenset[str]] = {
    name: frozenset(verbs.split())
    for name, verbs in {
        "say": """say tell state add note remark mention comment observe declare announce claim assert maintain
            insist reply answer respond retort explain argue write tweet post stress emphasise emphasize
            reiterate repeat report speak talk describe recall remind testify joke reveal disclose suggest hint
            imply ask wonder quip blurt outline""",
        "call": "call describe label brand term dub compare liken",
        "deny": "deny dispute refute dismiss reject contradict disclaim disown",
        "oppose": """oppose criticise criticize condemn attack blast slam denounce reject object disagree
            protest resist fault blame lambast ridicule mock complain doubt question deplore disapprove
            dislike contest warn fear""",
        "support": """support back favour favor welcome endorse praise applaud hail approve defend
            advocate agree champion like commend want""",
        "believe": """believe think feel consider reckon suspect guess hold regard see doubt hope
            expect predict forecast fear worry wish prefer want intend mean regret conclude estimate""",
        "promise": "promise pledge vow swear guarantee commit undertake assure threaten",
        "admit": "admit concede acknowledge confess accept apologise apologize confirm",
        "warn": "warn caution threaten alert",
        "accuse": "accuse blame allege",
        "demand": "demand urge call appeal request recommend propose advise invite ask suggest insist want",
    }.items()
}

VERBS = frozenset().union(*FAMILIES.values())

DEEDS = word_set(  # as often done as said: "When did parliament approve the budget?" asks for nobody's words
    """accept announce appeal approve attack back commit contest demand deny dismiss disown dispute endorse favour
    favor object oppose plan protest reject request resist reveal support threaten urge welcome undertake see"""
)

_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "spoke": "speak", "spoken": "speak",
    "thought": "think", "felt": "feel", "saw": "see", "seen": "see", "meant": "mean", "swore": "swear",
    "sworn": "swear", "undertook": "undertake", "undertaken": "undertake",
}  # fmt: skip
_DOUBLED = {"admit", "commit", "label", "regret", "dub", "slam"}  # regretted


def _forms(verb: str) -> Iterator[str]:
    stem = verb[:-1] if verb.endswith("e") else verb + verb[-1] if verb in _DOUBLED else verb
    yield verb
    if verb.endswith("y") and verb[-2] not in "aeou":
        yield from (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    else:
        yield verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
        yield from (stem + "ed", stem + "ing")


_PAST = {"say": "said", "tell": "told", "write": "wrote", "speak": "spoke", "think": "thought", "feel": "felt",
         "see": "saw", "mean": "meant", "swear": "swore", "undertake": "undertook"}  # fmt: skip
_PLAIN = {form: verb for verb in sorted(VERBS) for form in _forms(verb)} | _IRREGULAR


def plain_verb(word: str) -> str:
    """The plain form of a reporting verb ("denied" -> "deny"); empty for any other word."""
    return _PLAIN.get(word, "")


def cue_verb(cue: str) -> str:
    """The plain form of the reporting verb in a cue ("had flatly denied" -> "deny"); empty if it has none."""
    return next(filter(None, map(plain_verb, cue.casefold().split())), "")


def family(verb: str) -> frozenset[str]:
    """The plain forms that mean much the same as `verb`: all families it is in; itself if in none."""
    return frozenset({verb}).union(*(verbs for verbs in FAMILIES.values() if verb in verbs))


def past(verb: str) -> str:
    """The past of a reporting verb: "deny" -> "denied"."""
    return _PAST.get(verb) or next(form for form in _forms(verb) if form.endswith("ed"))
