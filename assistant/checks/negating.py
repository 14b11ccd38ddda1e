"""Check 4, yes and no: a "not" added or dropped. Pure.

A paraphrase says no in its own way ("will not stay", "is going to leave"), so the number of words that say no tells
little by itself. What tells is the word that a "no" is about: where the other text has it too, it must say no to it.
"""

import re
from collections.abc import Iterator, Sequence

_NO = re.compile(
    r"\b(?:not(?! (?:only|just|merely))|never|no(?! (?:more|less|fewer|doubt|longer than|later than)\b)|none|nobody"
    r"|nothing(?! but\b)|neither|nor|without|cannot|hardly|barely|unable|"
    r"den(?:y|ies|ied|ying|ial)|refus(?:e|es|ed|ing|al)|reject(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|"
    r"fail(?:s|ed|ing|ures?)?|lack(?:s|ed|ing)?|declin(?:e|es|ed) to|dismiss(?:es|ed)?|disput(?:e|es|ed))\b"
    r"|n['’`´]t\b",
    re.IGNORECASE,
)
# Says no without any of these words: "to keep it from splitting", "unaware", "too small to see".
_QUIETLY = re.compile(
    r"\b(?:too|only|forg[eo]t\w*|doubt\w*|miss(?:es|ed)?|ignor\w+|stop(?:s|ped)?|prevent(?:s|ed)?|avoid(?:s|ed)?|keep(?:s|ing)?|kept|instead|rather|absent|few|little"
    r"|un(?!i[tvo]|der|til|less|cle|employ)[a-z]{3,}|[a-z]{3,}less)\b",
    re.IGNORECASE,
)
# Says in one word what another says with a "not": "bans children from working", "opposed the plan".
_PRIVATIVE = re.compile(
    r"\b(?:ban(?:s|ned|ning)?|bar(?:s|red|ring)|block(?:s|ed|ing)?|forb(?:id|ids|ade|idden)|prohibit\w*|prevent\w*|avoid\w*"
    r"|oppos(?:es?|ed|ing|ition)|object(?:s|ed|ions?)|unlike|withdr[ae]w\w*|dispens(?:e|es|ed|ing) with"
    r"|depriv\w+|s[ck]eptic\w*|rather than|instead of|(?:stay|kept|keep|away|apart|far) from"
    r"|im(?:possib|probab)\w+|illegal\w*|in(?:capab|adequa|accura|suffici)\w+"
    r"|dis(?:agree|allow|approv|believ|continu|lik|trust|pens)\w*|un(?:able|aware|clear|likely|willing|happy|known|certain)\w*"
    r"|questionabl[ey]|abandon\w*|scrap(?:s|ped)|cancel\w*|reluctan\w+)\b",
    re.IGNORECASE,
)
_TWICE = re.compile(
    r"\b(?:not|never|n['’`´]t)\s+(?:no|none|nothing|nobody|never|not|without)\b", re.IGNORECASE
)  # a yes
_WORD = re.compile(r"[^\W\d_]+(?:['’`´][^\W\d_]+)*")
_REACH = 5  # words behind a "no" among which are the two that it is about
_BEFORE = 4  # words before a word among which a "no" is about it
_STEM = 5  # letters in which words of one root agree
_ALIKE = 0.75  # share of a claim's telling words from which it is put in its source's own words
_SLIGHT = frozenset(
    "have been would will could should that this they them their there with from when what which were does being "
    "very more most much many some such than then also just even ever yet any all its his her our your".split()
)


def says_no(text: str) -> bool:
    """Whether a text says no: an odd number of words that do."""
    return len(_NO.findall(text)) % 2 == 1


def negated(text: str) -> bool:
    """Whether a text has any word that says no."""
    return _NO.search(text) is not None


def agree(claim: str, source: str, sense_of_denial: bool) -> bool:
    """Whether a claim says yes or no as its source does. `sense_of_denial`: one of the two is reported as denied."""
    claim, source = _TWICE.sub("", claim), _TWICE.sub("", source)
    stretch, alike = _shared(claim, source)
    if alike >= _ALIKE:
        return says_no(claim) ^ sense_of_denial == says_no(stretch) or _in_one_word(claim, stretch)
    if sense_of_denial:
        return says_no(claim) != says_no(source)
    ours, theirs = {*_denied(claim)}, {*_denied(source)}
    if any(_has_plainly(source, word) for word in ours - theirs):
        return False
    if not negated(claim) and any(_has_plainly(claim, word) for word in theirs):
        return False
    return not negated(claim) or negated(source) or _has_other(_QUIETLY, source, claim) or _in_one_word(claim, source)


def _in_one_word(claim: str, source: str) -> bool:
    """Whether the one says in a word of its own what the other says with a "not": "is not allowed", "is banned"."""
    if negated(claim) == negated(source):
        return False
    plain, denying = (claim, source) if negated(source) else (source, claim)
    return _has_other(_PRIVATIVE, plain, denying)


def _has_other(words: re.Pattern[str], text: str, other: str) -> bool:
    """Whether a text has one of these words that the other text has not: what both say, neither says with a "not"."""
    others = other.casefold().split()
    roots = (match[0].casefold()[: max(3, len(match[0]) - 3)] for match in words.finditer(text))  # "ban", "bans"
    return any(not any(word.startswith(root) for word in others) for root in roots)


def _shared(claim: str, source: str) -> tuple[str, float]:
    """The stretch of a source that holds the claim's telling words, with what may say no to it; and the share of
    these words that it holds. A "not" elsewhere is about something else."""
    wanted = {_stem(word) for word in _words(claim) if _tells(word)}
    words = [(_stem(match[0]), match.start(), match.end()) for match in _WORD.finditer(source)]
    places = [place for place, (stem, _, _) in enumerate(words) if stem in wanted]
    if not places:
        return "", 0.0
    begin, end = _shortest([(place, words[place][0]) for place in places])
    if 2 * (end - begin) > places[-1] - places[0]:
        begin, end = places[0], places[-1]
    first, last = words[max(0, begin - _BEFORE)], words[end]
    return source[first[1] : last[2]], len({words[place][0] for place in places}) / len(wanted)


def _shortest(held: Sequence[tuple[int, str]]) -> tuple[int, int]:
    """The first and last place of the shortest stretch that holds each of the stems, given by place in order."""
    needed, latest = len({stem for _, stem in held}), dict[str, int]()
    found: list[tuple[int, int]] = []
    for place, stem in held:
        latest[stem] = place
        if len(latest) == needed:
            found.append((min(latest.values()), place))
    return min(found, key=lambda span: span[1] - span[0])


def _denied(text: str) -> Iterator[str]:
    """The stems of the first two telling words behind each "no": what it is about."""
    for match in _NO.finditer(text):
        behind = _words(text[match.end() : match.end() + 80])[:_REACH]
        yield from [_stem(word) for word in behind if _tells(word)][:2]


def _has_plainly(text: str, stem: str) -> bool:
    """Whether a text has a word of this stem, and nowhere says no to it."""
    words = [(match[0], match.start()) for match in _WORD.finditer(text)]
    places = [place for place, (word, _) in enumerate(words) if _tells(word) and _stem(word) == stem]
    before = [text[words[max(0, place - _BEFORE)][1] : words[place][1]] for place in places]
    return bool(places) and not any(negated(words) or _PRIVATIVE.search(words) for words in before)


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(text)


def _tells(word: str) -> bool:
    return len(word) > 3 and word.casefold() not in _SLIGHT and not _NO.fullmatch(word)


def _stem(word: str) -> str:
    return word.casefold()[:_STEM]
