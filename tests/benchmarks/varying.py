"""As many articles as are wanted: those of digital.gov, then others made of their words.

A made article has the sentences of two real ones in another order, with a word in five drawn from the whole
corpus, so that none is a copy and words are as frequent as they are in real ones. Outlet, day, language and
speakers are spread so that filters let a half, a tenth, a hundredth or a thousandth through; what is not English is
made of a few sentences of our own.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from tests.benchmarks.places import Record, digitalgov

FIRST_DAY, DAYS = date(2029, 1, 1), 1_000
OUTLETS = {"The Half": 500, "The Tenth": 100, "The Hundredth": 10, "The Thousandth": 1}  # of a thousand articles
SPEAKERS = {"Hanna Half": 500, "Tobias Tenth": 100, "Hugo Hundredth": 10, "Theo Thousandth": 1}
LANGUAGES = {"de": 100, "fr": 10, "nl": 1}  # the rest is English
SENTENCES = {
    "de": "Der Rat hat gestern über die neue Brücke am Hafen beraten. Viele Leute kamen zur Sitzung und stellten "
    "Fragen. Die Bürgermeisterin sagte, dass die Arbeiten im nächsten Jahr beginnen sollen.",
    "fr": "Le conseil a discuté hier du nouveau pont sur la rivière. Beaucoup d'habitants sont venus poser des "
    "questions. Les travaux devraient commencer au printemps, selon la mairie de la ville.",
    "nl": "De raad heeft gisteren over de nieuwe brug bij de haven gesproken. Veel mensen kwamen naar de "
    "vergadering met vragen. Het werk zou volgend jaar moeten beginnen, zei de burgemeester.",
}
OTHERS = 40  # outlets and speakers of the rest, as many each
SAID = 2  # statements an article
_REPLACED = 0.2  # of a made article's words


def varied(count: int) -> Iterator[Record]:
    """`count` articles as the lines of a .jsonl have them; the same ones whenever it is called."""
    real = digitalgov()
    texts = [str(article["text"]) for article in real]
    words = " ".join(texts).split()
    for number in range(count):
        chance = random.Random(number)
        if number < len(real):
            text, headline = texts[number], str(real[number]["title"])
        else:
            text = _mixed(chance, texts, words)
            headline = " ".join(chance.choice(words) for _ in range(8)).capitalize()
        abroad = random.Random(f"language of {number}")
        if language := _one_of(abroad, LANGUAGES, ""):
            text = _foreign(abroad, SENTENCES[language].split(". "), len(text))
        said = [f'"{" ".join(_run(chance, words, 18))}," said {_one_of(chance, SPEAKERS, "Speaker")}.'
                for _ in range(SAID)]  # fmt: skip
        yield {
            "id": f"{number:06}",
            "headline": headline,
            "outlet": _one_of(chance, OUTLETS, "Outlet"),
            "published": str(FIRST_DAY + timedelta(chance.randrange(DAYS))),
            "text": "\n\n".join((text, *said)),
        }


def written(articles: Iterable[Record], file: Path) -> Path:
    """The articles as a .jsonl."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(f"{json.dumps(article, ensure_ascii=False)}\n" for article in articles)
    return file


def _mixed(chance: random.Random, texts: Sequence[str], words: Sequence[str]) -> str:
    """The paragraphs of two articles shuffled, cut to the length of one, with some words replaced."""
    one, other = chance.sample(texts, 2)
    paragraphs = [paragraph for paragraph in (one + "\n\n" + other).split("\n\n") if paragraph.strip()]
    chance.shuffle(paragraphs)
    wanted, length = [], 0
    for paragraph in paragraphs:
        if length < len(one):
            wanted.append(_replaced(chance, paragraph, words))
            length += len(paragraph)
    return "\n\n".join(wanted)


def _replaced(chance: random.Random, paragraph: str, words: Sequence[str]) -> str:
    return " ".join(chance.choice(words) if chance.random() < _REPLACED else word for word in paragraph.split())


def _run(chance: random.Random, words: Sequence[str], length: int) -> Iterator[str]:
    """Consecutive words that can stand between quotation marks."""
    start = chance.randrange(len(words) - 10 * length)
    plain = (word.strip("\"“”'’*_().,;:!?[]") for word in words[start : start + 10 * length])
    return islice(filter(str.isalpha, plain), length)


def _one_of(chance: random.Random, shares: dict[str, int], other: str) -> str:
    """One of the names by its share of a thousand; else one of many others, if there are any."""
    drawn = chance.randrange(1_000)
    for name, share in shares.items():
        if drawn < share:
            return name
        drawn -= share
    return f"{other} {chance.randrange(OTHERS):02}" if other else ""


def _foreign(chance: random.Random, sentences: Sequence[str], length: int) -> str:
    """Text of some length from these sentences, numbered so that no two passages are the same."""
    count = length // len(sentences[0]) + 1
    return ". ".join(f"{chance.choice(sentences).rstrip('.')} {chance.randrange(10_000)}" for _ in range(count)) + "."
