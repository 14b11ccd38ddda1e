"""How many lies a check finds, and how many true sentences it takes for lies.

    python -m tests.evals.corruption [--misses]

True sentences: those of `statements.jsonl` as a reporter would write them down, hand-written paraphrases that share few
words with their source (`paraphrases.jsonl`), and some made at run time from `../shared/corpora/wikinews`. From each
the code makes corrupted twins of seven kinds; the eighth, true-sounding sentences that nobody said, are written by
hand (`inventions.jsonl`). All go through `python -m assistant check --batch`; a twin is detected when any of its claims
is not supported. Half of everything, by a hash of its id, is held out: rules are never looked at against it.
"""

import argparse
import contextlib
import hashlib
import io
import json
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.__main__ import main as assistant_main
from index.article import Source
from index.names import parse_name
from index.settings import read_settings
from index.statement import Statement
from index.wiring import UpdateOptions, open_searcher, update
from tests.evals.telling import tell

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus" / "articles"
WIKINEWS = HERE.parents[2] / "shared" / "corpora" / "wikinews"
FROM_GOLD, FROM_WIKINEWS = 230, 100
KINDS = ("speaker", "namesake", "words", "number", "negation", "label", "fact", "invented")
TARGETS = {"speaker": 0.98, "namesake": 0.98, "words": 0.98, "label": 0.98, "number": 0.9, "negation": 0.9,
           "fact": 0.8, "invented": 0.8, "true_rejected": 0.05}  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.,])(\d+(?:,\d{3})*)((?:\.\d+)?)(?![\w,]|\.\d)")
_WORDS_OF_NUMBER = {"two": "five", "three": "eight", "four": "nine", "five": "two", "six": "eleven", "seven": "three",
                    "eight": "four", "nine": "six", "ten": "seven", "twelve": "five", "twenty": "thirty",
                    "thirty": "fifty", "forty": "sixty", "hundred": "thousand", "thirds": "fifths"}  # fmt: skip
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = """January February March April May June July August September October November December""".split()
_AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|could|should|had|has|have|can|may|must)\b(?! not|n)", re.I)
_NOT = re.compile(r"\b(do|does|did|is|are|was|were|will|would|could|should|had|has|have|can) not\b|\bnever\b", re.I)
_OPENERS = frozenset("The A An It He She They There His Her Their In At On No This That".split())
_SEED = 20311

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A true sentence: ``{before}{content}{after}``; `content` is what is said, `quoted` between marks."""

    id: str
    path: str
    speaker: str
    text: str
    content: str
    form: str  # quoted, indirect, paraphrase


@dataclass(frozen=True, slots=True)
class Case:
    """A text to be checked, and what it is: "true", or a kind of corruption."""

    id: str
    kind: str
    text: str


# ---------------------------------------------------------------------- true sentences


def from_gold() -> list[Sentence]:
    """Sentences that a reporter would write from the gold statements: "X said that ...", "“...”, X said."."""
    lines = (HERE / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    made = []
    for number, record in enumerate(map(json.loads, lines)):
        if isinstance(record["speaker"], str) and not record["negated"] and not record["via"]:
            sentence = _sentence(f"g{number}", record["path"], record["speaker"], record["words"], record["kind"])
            made += [sentence] if sentence else []
    random.Random(_SEED).shuffle(made)
    return sorted(made[:FROM_GOLD], key=lambda one: one.id)


def from_statements(statements: Iterable[Statement], most: int) -> list[Sentence]:
    """The same, from the statements of an index."""
    made = []
    for number, s in enumerate(statements):
        if len(s.speakers) == 1 and not s.negated and not s.via and len(parse_name(s.speakers[0].name).words) > 1:
            sentence = _sentence(f"w{number}", s.source.path, s.speakers[0].name, s.words, s.kind)
            made += [sentence] if sentence else []
    random.Random(_SEED).shuffle(made)
    return sorted(made[:most], key=lambda one: one.id)


def paraphrases() -> list[Sentence]:
    lines = (HERE / "paraphrases.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Sentence(f"p{n}", r["path"], r["speaker"] or "", r["text"], _said(r["text"], r["speaker"] or ""), "paraphrase")
        for n, r in enumerate(map(json.loads, lines))
    ]


def _sentence(id: str, path: str, speaker: str, words: Sequence[str], kind: str) -> Sentence | None:
    text = " ".join(words)
    if not 4 <= len(text.split()) <= 45 or "\n" in text:
        return None
    if kind == "direct" and not re.search("[\"“”„«»‘]|(?<!\\w)'|'(?!\\w)", text):
        quoted = words[0].rstrip(",.; ")
        if len(quoted.split()) < 3:
            return None
        return Sentence(id, path, speaker, f"“{quoted}”, {speaker} said.", quoted, "quoted")
    finite = re.search(r"\b(is|are|was|were|will|would|could|should|had|has|have|can|may|must|\w+ed)\b", text)
    if kind == "indirect" and len(words) == 1 and finite and text.split()[0].lower() not in ("to", "of", "for", "as"):
        first = text.split()[0]
        content = text if first not in _OPENERS else text[0].lower() + text[1:]
        return Sentence(
            id, path, speaker, f"{speaker} said that {content.rstrip('.')}.", content.rstrip("."), "indirect"
        )
    return None


def _said(text: str, speaker: str) -> str:
    """What is said in "X said (that) ..."; empty where the sentence has another form."""
    match = re.match(rf"{re.escape(speaker)} (?:\w+ )?(?:said|thinks|believes|reckons|warned|argued|insisted|noted|"
                     r"observed|stressed|expects|predicted|explained|testified|maintained|judged) (?:that )?(.+)\.$",
                     text) if speaker else None  # fmt: skip
    return match[1] if match else ""


# ---------------------------------------------------------------------- their corrupted twins


def twins(sentences: Sequence[Sentence], sources: dict[str, Source]) -> Iterator[Case]:
    """Every twin that can be made of true sentences, the same each time."""
    by_path: dict[str, set[str]] = defaultdict(set)
    for one in sentences:
        by_path[one.path].add(one.speaker)
    everybody = sorted({one.speaker for one in sentences if one.speaker})
    vocabulary = sorted({w for one in sentences for w in re.findall(r"\b[a-z]{5,9}\b", one.content)})
    for one in sentences:
        chance = random.Random(f"{_SEED}{one.id}")
        others = sorted(by_path[one.path] - {one.speaker, ""})
        if one.speaker and others:
            yield _twin(one, "speaker", one.text.replace(one.speaker, chance.choice(others)))
        for other in everybody:
            if one.speaker and other != one.speaker and other.split()[-1] == one.speaker.split()[-1]:
                yield _twin(one, "namesake", one.text.replace(one.speaker, other))
        if one.form == "quoted":
            yield _twin(one, "words", one.text.replace(one.content, _reworded(one.content, vocabulary, chance)))
        elif changed := _negated(one):
            yield _twin(one, "negation", changed)
        if changed := _renumbered(one.text, chance):
            yield _twin(one, "number", changed)
        if (
            one.form != "quoted"
            and one.content
            and re.search(r"\b(?:is|are|was|were|will|would|has|had|have|can)\b", one.content)
        ):
            yield _twin(one, "fact", f"{one.content[0].upper()}{one.content[1:]}.")
        yield from _labelled(one, sources, chance)


def _twin(one: Sentence, kind: str, text: str) -> Case:
    return Case(f"{one.id}-{kind}", kind, text)


def _reworded(quoted: str, vocabulary: Sequence[str], chance: random.Random) -> str:
    words = [*re.finditer(r"\b[A-Za-z]{4,}\b", quoted)] or [*re.finditer(r"\b\w+\b", quoted)]
    old = chance.choice(words)
    new = chance.choice([word for word in vocabulary if word not in quoted])
    return quoted[: old.start()] + new + quoted[old.end() :]


def _renumbered(text: str, chance: random.Random) -> str:
    if numbers := [*_NUMBER.finditer(text)]:
        match = chance.choice(numbers)
        whole = int(match[1].replace(",", ""))
        new = whole + chance.choice([1, 2, 3, 7]) * max(1, 10 ** (len(str(whole)) - 2))
        return text[: match.start()] + (f"{new:,}" if "," in match[1] else str(new)) + match[2] + text[match.end() :]
    for old, new_word in _WORDS_OF_NUMBER.items():
        if re.search(rf"\b{old}\b", text):
            return re.sub(rf"\b{old}\b", new_word, text, count=1)
    for names in (_DAYS, _MONTHS):
        for name in names:
            if re.search(rf"\b{name}\b", text):
                return text.replace(name, names[(names.index(name) + 3) % len(names)], 1)
    return ""


def _negated(one: Sentence) -> str:
    """A "not" dropped where there is one, else added."""
    content = one.content or one.text
    if match := _NOT.search(content):
        changed = content[: match.start()] + (match[1] or "always") + content[match.end() :]
    elif match := _AUXILIARY.search(content):
        changed = f"{content[: match.end()]} not{content[match.end() :]}"
    else:
        said = f"{one.speaker} said"
        return one.text.replace(said, f"{one.speaker} did not say", 1) if one.text.startswith(said) else ""
    return one.text.replace(content, changed, 1)


def _labelled(one: Sentence, sources: dict[str, Source], chance: random.Random) -> Iterator[Case]:
    """The sentence with a label and a source list, true; and with the label of another article."""
    paths = sorted(set(sources) - {one.path})
    if one.path not in sources or not paths:
        return
    listed = [one.path, *chance.sample(paths, min(2, len(paths)))]
    ending = "\n".join(f"[{n}] {_source(sources[path])}" for n, path in enumerate(listed, 1))
    body = one.text.rstrip(".")
    yield Case(f"{one.id}-labelled", "true", f"{body} [1].\n\n{ending}")
    yield Case(f"{one.id}-label", "label", f"{body} [2].\n\n{ending}")


def _source(source: Source) -> str:
    origin = ", ".join(filter(None, (source.outlet, source.published[:10], source.path, source.url)))
    return f"{source.headline or '(no headline)'}\n    {origin}"


def inventions() -> list[Case]:
    lines = (HERE / "inventions.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(f"i{n}-invented", "invented", record["text"]) for n, record in enumerate(map(json.loads, lines))]


# ---------------------------------------------------------------------- running


def cases(articles: Path, store: Path, own: bool) -> list[Case]:
    """All texts over one folder of articles, which is indexed into `store`."""
    settings = read_settings({})
    update(store, settings, [articles], UpdateOptions(False, True), lambda *_: None)
    searcher = open_searcher(store, settings)
    statements = searcher.statements()
    sources = {statement.source.path: statement.source for statement in statements}
    sentences = [*from_gold(), *paraphrases()] if own else from_statements(statements, FROM_WIKINEWS)
    searcher.close()
    true = [Case(f"{one.id}-true", "true", one.text) for one in sentences]
    return [*true, *twins(sentences, sources), *(inventions() if own else [])]


def rejected(every: Sequence[Case], store: Path, folder: Path) -> dict[str, Record]:
    """What `check --batch` gave for each text, by id."""
    texts = folder / "texts.jsonl"
    texts.write_text("".join(json.dumps({"id": c.id, "text": c.text}) + "\n" for c in every), encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as output:
        assistant_main(["check", "--batch", str(texts), "--store", str(store)])
    return {given["id"]: given for given in map(json.loads, output.getvalue().splitlines())}


def is_held_out(id: str) -> bool:
    return hashlib.sha256(id.partition("-")[0].encode()).digest()[0] % 2 == 1


def measure(only: frozenset[str] = frozenset()) -> Record:
    """The shares, of all and of the half held out, and a line for each text of the other half that went wrong."""
    count: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    misses, seconds = [], 0.0
    for articles, own in ((CORPUS, True), (WIKINEWS, False)):
        if not articles.is_dir():
            continue
        with tempfile.TemporaryDirectory() as folder:
            store = Path(folder) / "store"
            every = [case for case in cases(articles, store, own) if not only or case.kind in only]
            began = time.perf_counter()
            given = rejected(every, store, Path(folder))
            seconds += time.perf_counter() - began
        for case in every:
            bad = [claim for claim in given[case.id]["claims"] if claim["verdict"] != "supported"]
            held, name = is_held_out(case.id), "corpus" if own else "wikinews"
            for part in ("all", "held out" if held else "seen", name):
                count[part, case.kind][0] += bool(bad)
                count[part, case.kind][1] += 1
            if not held and bool(bad) == (case.kind == "true"):
                told = f"{bad[0]['verdict']}: {bad[0]['reason'][:200]}" if bad else "supported"
                misses.append(f"{case.kind} {case.id}: {case.text.partition(chr(10))[0]}\n    {told}")
    figures: Record = {}
    for part in ("all", "held out", "corpus", "wikinews"):
        shares = {
            _name(kind): round(hit / total, 4) for (of, kind), (hit, total) in sorted(count.items()) if of == part
        }
        if shares:
            figures[part] = shares
    counts = {_name(kind): total for (of, kind), (_, total) in sorted(count.items()) if of == "all"}
    return {
        **figures.get("all", {}),
        "texts": counts,
        "texts a second": round(sum(counts.values()) / max(seconds, 1e-9), 1),
        **{k: v for k, v in figures.items() if k != "all"},
        "misses": misses,
    }


def _name(kind: str) -> str:
    return "true_rejected" if kind == "true" else kind


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="show what went wrong, but nothing held out")
    parser.add_argument("--only", default="", help="kinds, parted by commas")
    options = parser.parse_args()
    figures = measure(frozenset(filter(None, options.only.split(","))))
    misses = figures.pop("misses")
    tell(figures, misses, options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
