"""What keeping an index costs: building it, finding nothing new, one changed article, one taken down, and memory.

python -m tests.benchmarks --only keeping

Articles of digital.gov, a file each, with statements. Every update is a process of its own, and its seconds count
from that process's start to its end, the loading of models included.
"""

import json
import re
import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from index.embedding import MiniLM
from index.ledger.ledger import Ledger
from index.minilm.finding import find_weights
from tests.benchmarks.measured import python, updated
from tests.benchmarks.places import WORK, Record, digitalgov

FOLDER = WORK / "keeping"
FEW = 200  # articles of the small index, beside all 1,781
ADDED = ("The herons have left the pond", "Nobody oils the tower clock", "Our cellar floods each spring")
ROUNDS = len(ADDED)
SAMPLE = 4  # every fourth passage is embedded alone: the same mixture of lengths in a quarter of the time
LONG = 5_000_000  # characters of one body
SHORTEST = 8  # letters of a word, or else it may stand in a file by chance
NEEDLES = 600  # strings looked for in every file of the store

_MODELS = """
from index.article import Article, Source
from index.attributing import Attributor
from index.embedding import MiniLM
from index.minilm.finding import find_weights
text = '"The ferry is late," said Anna Berg.'
MiniLM(find_weights("")).embed([text])
source = Source("", "", "", "", "", "", "", "en", "")
list(Attributor().attribute([Article(source, text)]))
"""


def measure(quick: bool) -> Record:
    """All on one index with every article, but for what its memory is compared with; `quick`: on some."""
    articles = digitalgov(60 if quick else None)
    many, few = _written("many", articles), _written("few", articles[: len(articles) // 3 if quick else FEW])
    build, report = updated(_store("many"), many)
    bare_s = _bare(_store("many"))
    unchanged = [updated(_store("many"), many)[0].seconds for _ in range(ROUNDS)]
    models_s = min(python("-c", _MODELS).seconds for _ in range(ROUNDS))
    changed = [_changed(many, number) for number in range(ROUNDS)]
    start_s, changed_s = statistics.median(unchanged), statistics.median(changed)
    small, _ = updated(_store("few"), few)
    return {
        "articles": report["articles"],
        "passages": report["passages"],
        "statements": report["statements"],
        "build_s": round(build.seconds, 1),
        "bare_s": round(bare_s, 1),
        "build / bare": round(build.seconds / bare_s, 2),
        "unchanged_s": [round(seconds, 2) for seconds in unchanged],
        "unchanged / build": round(start_s / build.seconds, 4),
        "changed_s": [round(seconds, 2) for seconds in changed],
        "models_s": round(models_s, 2),
        "changed - unchanged": round(changed_s - start_s, 2),
        "changed - models": round(changed_s - models_s, 2),
        "forget": _forgotten(many, few),
        "few": len(list(few.iterdir())),
        "peak_mb": [build.peak_mb, small.peak_mb],
        "peak / peak of few": round(build.peak_mb / small.peak_mb, 2),
        "long": _long(articles, LONG // (20 if quick else 1)),
    }


def _written(name: str, articles: list[Record]) -> Path:
    """A new folder with a file for each article, and no index of it."""
    folder = FOLDER / name / "articles"
    shutil.rmtree(FOLDER / name, ignore_errors=True)
    folder.mkdir(parents=True)
    for article in articles:
        (folder / f"{article['id']}.json").write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    return folder


def _store(name: str) -> Path:
    return FOLDER / name / "index"


def _bare(store: Path) -> float:
    """Seconds that the model alone takes for the passages of a store, reckoned from a sample; loading not counted."""
    ledger = Ledger(store)
    texts = [row.item.text for row in ledger.rows_after("passage", 0)]
    ledger.close()
    model = MiniLM(find_weights(""))
    model.embed(texts[:1])
    sample = texts[::SAMPLE]
    started = time.perf_counter()
    model.embed(sample)
    return (time.perf_counter() - started) * sum(map(len, texts)) / sum(map(len, sample))


def _changed(articles: Path, number: int) -> float:
    """Seconds of an update after one article has got another sentence, each time another article."""
    file = _file(articles, number)
    article = _read(file)
    article["text"] += f'\n\n"{ADDED[number]}," said Quirina Vandermolen, who counts them.'
    file.write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    taken, report = updated(_store("many"), articles)
    if (report["changed"], report["added"], report["removed"]) != (1, 0, 0):
        raise RuntimeError(f"one article was changed, and the update tells of {report}")
    return taken.seconds


def _read(file: Path) -> Record:
    return cast(Record, json.loads(file.read_text(encoding="utf-8")))


def _file(articles: Path, number: int) -> Path:
    """Files far from each other."""
    files = sorted(articles.iterdir())
    return files[(number + 1) * len(files) // (ROUNDS + 2)]


# ------------------------------------------------------------------ an article taken down


def _forgotten(folder: Path, few: Path) -> Record:
    """How many strings that only one article has stand in any file of the store, before and after it is taken down.
    It is one that was changed: what it said before must go too. What the small index holds is no article's alone:
    SQLite keeps the words that made its tables."""
    file = _file(folder, ROUNDS - 1)
    if (few / file.name).exists():
        raise RuntimeError(f"{file.name} is in the small index too: forget another")
    rest = "\n".join(str(text) for other in folder.iterdir() if other != file for text in _read(other).values())
    needles = sorted({*_distinctive(_read(file), rest.encode().lower() + _held(few.parent))})
    needles = needles[:: max(1, len(needles) // NEEDLES)]
    before = _standing(needles)
    taken = python("-m", "index", "forget", "--store", str(_store("many")), "--json", file.name)
    return {
        "strings": len(needles),
        "before": before,
        "after": _standing(needles),
        "seconds": round(taken.seconds, 2),
        "gone": len(json.loads(taken.printed)["forgotten"]),
    }


def _distinctive(article: Record, rest: bytes) -> Iterator[bytes]:
    """Words, and three words in a row, of headline, address, name and body, which no other article has."""
    for text in (article["title"], article["url"], article["id"], article["text"]):
        words = list(re.finditer(r"\S+", text))
        runs = [text[one.start() : three.end()] for one, three in zip(words, words[2:], strict=False)]
        for some in {*re.findall(r"\w+", text), *runs, text[:80]}:
            needle = some.encode().lower()
            if len(some) >= SHORTEST and needle not in rest:
                yield needle


def _standing(needles: list[bytes]) -> int:
    """How many of them stand in any file of the store, in whatever case."""
    held = _held(_store("many"))
    return sum(needle in held for needle in needles)


def _held(folder: Path) -> bytes:
    return b"\n".join(file.read_bytes().lower() for file in folder.rglob("*") if file.is_file())


# ------------------------------------------------------------------ one long body


def _long(articles: list[Record], length: int) -> Record:
    """One article of so many characters: the bodies of others, one after the other."""
    body = "\n\n".join(article["text"] for article in articles)[:length]
    folder = _written("long", [{"id": "long", "title": "A long one", "text": body}])
    taken, report = updated(_store("long"), folder, "--no-statements")
    if report["failed"]:
        raise RuntimeError(f"a body of {len(body)} characters was not built: {report['failed']}")
    return {
        "characters": len(body),
        "passages": report["passages"],
        "seconds": round(taken.seconds, 1),
        "peak_mb": taken.peak_mb,
    }
