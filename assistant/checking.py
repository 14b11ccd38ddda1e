"""A text of anybody's -> its claims, each with what the articles say to it. The same checks as a model's."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from assistant.answer import Citation
from assistant.asserting import asks, assertions, parted, without_labels
from assistant.assertion import Assertion
from assistant.checks import quoting
from assistant.claim import Claim
from assistant.evidence import Evidence
from assistant.finding import Finding
from assistant.judging import judged
from assistant.place import Place, Sense
from assistant.quotation import one_an_article
from assistant.resting import Rest
from assistant.warranting import Warrants
from index.article import Article, Source
from index.filters import EVERYTHING, Filters
from index.identifying import language_of
from index.ledger.rows import ItemKind
from index.passage import Passage
from index.searching import Searcher
from index.sentencing import sentences
from index.statement import Span, Statement

FOUND: Mapping[ItemKind, int] = {"passage": 6, "statement": 20}  # so many of each a claim may rest on
KEPT = 256  # articles whose statements are kept: the claims of a text mostly rest on few


class Attribute(Protocol):
    """The statements of a text, or of each of many."""

    def __call__(self, text: str) -> Sequence[Statement]: ...

    def each(self, texts: Sequence[str]) -> list[Sequence[Statement]]: ...


class Checker:
    """Checks texts against one store."""

    def __init__(self, searcher: Searcher, attribute: Attribute, sense: Callable[[], Sense]) -> None:
        self._searcher, self._attribute, self._sense = searcher, attribute, sense
        self._kept: OrderedDict[tuple[int, str], tuple[Statement, ...]] = OrderedDict()

    def check(self, text: str) -> list[Claim]:
        """Every claim of a text in its order. A source list at its end, as this program prints one, tells which
        article each label means."""
        return self.check_each([text])[0]

    def check_each(self, texts: Sequence[str]) -> list[list[Claim]]:
        """The claims of each text: many together are parsed and embedded quicker than one by one."""
        told = [parted(text) for text in texts]
        sense = self._sense()
        statements = self._attribute.each([without_labels(text) for text, _ in told])
        found = [assertions(text, own, sense.who) for (text, _), own in zip(told, statements, strict=True)]
        if wanted := list({words for some in found for one in some for words in _looked_up(one)}):
            self._searcher.embed(wanted)  # the searches find these vectors there
        claims = []
        for (text, listed), some in zip(told, found, strict=True):
            with self._searcher.steady():
                sources = {label: self._article(line) for label, line in listed.items()}
                claims.append([self._claim(text, one, sources, sense) for one in some if not asks(one)])
        return claims

    def warrants(self, evidence: Evidence) -> Warrants:
        """What tells whether a sentence of a reply may be shown, over the evidence of one question."""
        extents: dict[int, tuple[Article, Span]] = {}
        places: dict[int, list[Place]] = {}
        kept: dict[object, Place] = {}
        for label, hit in enumerate(evidence.hits, 1):
            article, item = evidence.article(hit.item), hit.item
            extents[label] = article, (item.sentences if isinstance(item, Statement) else (item.start, item.end))
            places[label] = []
            for span in sentences(article.body, *extents[label][1]):
                self._add(kept, article, span)
                places[label].append(kept[article.source.article_id, span])
        return Warrants(extents, places, _languages(evidence), self._attribute, self._sense())

    def _claim(self, text: str, assertion: Assertion, sources: Mapping[int, Article | None], sense: Sense) -> Claim:
        finding = self._finding(assertion, sources, sense)
        citations = tuple(_citation(label, rest) for label, rest in enumerate(_distinct(finding.rests), 1))
        start, end, reason = assertion.start, assertion.end, finding.reason
        if finding.verdict == "not_found":
            articles = self._searcher.coverage().articles
            reason += f" {articles} article{' was' if articles == 1 else 's were'} searched."
        return Claim(start, end, text[start:end], finding.verdict, reason, citations)

    def _finding(self, assertion: Assertion, sources: Mapping[int, Article | None], sense: Sense) -> Finding:
        unknown = [label for label in assertion.labels if sources and sources.get(label) is None]
        if unknown:
            return Finding("not_found", f"[{unknown[0]}] names no article of the index.", ())
        finding = self._judged(assertion, sense)
        cited = [article for label in assertion.labels if (article := sources.get(label))]
        if not cited or finding.verdict != "supported":
            return finding
        places = [place for article in cited for place in self._of_article(article)]
        in_cited = judged(assertion, places, sense)
        if in_cited.verdict == "supported":
            return in_cited
        true = finding.rests[0].place
        where = true.article.source.headline or true.article.source.path
        label = assertion.labels[0]
        return Finding("misattributed", f"[{label}] does not carry it; “{where}” does: “{true.text}”", finding.rests)

    # ------------------------------------------------------------------ where a claim may stand

    def _judged(self, assertion: Assertion, sense: Sense) -> Finding:
        """The verdict from all that is found. What statements carry needs no look at the passages."""
        places: dict[object, Place] = {}
        for telling in assertion.tellings:
            if telling.names:
                self._search(places, telling.words, "statement", Filters(speakers=tuple(sorted(telling.names))))
        self._search(places, assertion.plain, "statement")
        if assertion.tellings and self._add_quoted(places, assertion):
            finding = judged(assertion, [*places.values()], sense)
            if finding.verdict == "supported":
                return finding
        self._search(places, assertion.plain, "passage")
        if not self._add_quoted(places, assertion):
            for span in assertion.quotations:
                self._search(places, f'"{assertion.words(span)}"', "statement")
                self._search(places, f'"{assertion.words(span)}"', "passage")
            self._add_quoted(places, assertion)
        return judged(assertion, [*places.values()], sense)

    def _add_quoted(self, places: dict[object, Place], assertion: Assertion) -> bool:
        """Adds the sentences that hold the words between marks, so that it is seen whose they are; whether all
        of these words were found."""
        every = True
        for quotation in assertion.quotations:
            stands = False
            for place in one_an_article([*places.values()]):
                if spans := quoting.found(assertion.words(quotation), place.article.body):
                    stands = True
                    start, end = spans[0][0], spans[-1][1]
                    for span in sentences(place.article.body):
                        if span[0] < end and start < span[1]:
                            self._add(places, place.article, span)
            every = every and stands
        return every

    def _search(self, places: dict[object, Place], query: str, kind: ItemKind, filters: Filters = EVERYTHING) -> None:
        """Adds the sentences that a search finds."""
        for hit in self._searcher.search(query, FOUND[kind], filters, kind):
            article = self._searcher.article(hit.item.source.article_id)
            if article and isinstance(hit.item, Statement):
                self._add(places, article, hit.item.sentences)
            elif article:
                for span in sentences(article.body, hit.item.start, hit.item.end):
                    self._add(places, article, span)

    def _statements_in(self, article_id: str) -> tuple[Statement, ...]:
        key = self._searcher.generation, article_id
        if key not in self._kept:
            self._kept[key] = self._searcher.statements_in(article_id)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]

    def _of_article(self, article: Article) -> list[Place]:
        places: dict[object, Place] = {}
        for span in sentences(article.body):
            self._add(places, article, span)
        return list(places.values())

    def _add(self, places: dict[object, Place], article: Article, span: tuple[int, int]) -> None:
        start, end = span
        statements = self._statements_in(article.source.article_id)
        touching = tuple(s for s in statements if s.sentences[0] < end and start < s.sentences[1])
        place = Place(article, start, end, touching)
        places.setdefault(place.key, place)

    def _article(self, told: str) -> Article | None:
        """The article a line of a source list means: by its path, id or address, else by its headline."""
        for word in told.replace(",", " ").split():
            if article := self._searcher.article(word.strip("()[]<>.;")):
                return article
        headline = told.partition("\n")[0].strip()
        for hit in self._searcher.search(headline, FOUND["passage"]):
            source = hit.item.source
            if source.headline == headline or (source.url and source.url in told):
                return self._searcher.article(source.article_id)
        return None


def _languages(evidence: Evidence) -> frozenset[str]:
    """The languages a reply may be in: the question's where it can be told, else English and the articles'."""
    asked = language_of(evidence.question.text)
    return frozenset([asked] if asked else ["en", *(hit.item.source.language for hit in evidence.hits)])


def _looked_up(assertion: Assertion) -> list[str]:
    """The words that an assertion is searched by."""
    return [assertion.plain, *(telling.words for telling in assertion.tellings)]


def draft_of(text: str) -> Article:
    """A text as an article of its own, so that the rules that read articles read it."""
    return Article(Source("draft", "draft", "", "", "", "", "", "en", ""), text)


def _distinct(rests: Iterable[Rest]) -> list[Rest]:
    return list({(rest.place.key, rest.spans): rest for rest in rests}.values())


def _citation(label: int, rest: Rest) -> Citation:
    place = rest.place
    body = place.article.body
    start, end = min(place.start, rest.spans[0][0]), max(place.end, rest.spans[-1][1])
    item = rest.statement or Passage(place.article.source, start, end, body[start:end])
    return Citation(label, item, start, end, body[start:end], rest.spans)
