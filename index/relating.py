"""Sketched articles -> which are copies of one another, and which are later versions of the same story.

Every article is compared with those before it that share a band of their sketches, so the time grows with the number
of articles. The outcome does not depend on the order in which they were indexed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from index.kinship import Kinship, Relation, Sketched
from index.sketching import likeness, shared_bands

CARRIED = 0.27  # share of pairs of words: what another outlet carries; above the most alike columns of one outlet's
REPRINTED = 0.8  # what one outlet prints again
UPDATED = 0.6  # what one outlet prints again within days, and
UPDATED_DAYS = 3  # an update comes soon
CARRIED_DAYS = 7
SAME_ADDRESS = 0.2  # under one web address a story may be told anew; below it the address is somebody's front page
_CROWDED = 50  # articles sharing a band; more of them share a phrase, not a story
_LIKELY = 20  # compared in full: those with most bands in common


def kinships_of(articles: Iterable[Sketched]) -> tuple[list[Kinship], list[str]]:
    """Who stands under whom, each article at most once; and what is strange about their web addresses, in words."""
    ordered = sorted(articles, key=lambda article: article.when)
    by_number = {article.number: article for article in ordered}
    by_band: dict[int, list[int]] = defaultdict(list)
    by_url: dict[str, list[int]] = defaultdict(list)
    head: dict[int, int] = {}  # of a copy: who carried it first
    later: dict[int, int] = {}  # of a version: the next one
    notes: list[str] = []
    for article, bands in zip(ordered, shared_bands([article.sketch for article in ordered]), strict=True):
        same_url = by_url[article.url][-1:] if article.url else []
        for number in dict.fromkeys((*same_url, *_near(bands, by_band))):
            other = by_number[number]
            relation = _relation(other, article)
            if relation == "version":
                later[number] = article.number
            elif relation == "copy" and article.number not in head:
                head[article.number] = head.get(number, number)
            if number in same_url and (article.new or other.new):
                notes.append(_on_address(other, article, relation))
        if article.url:
            by_url[article.url].append(article.number)
        for band in bands:
            if len(by_band[band]) < _CROWDED:
                by_band[band].append(article.number)
    return _kinships(head, later), notes


def _near(bands: Sequence[int], by_band: Mapping[int, list[int]]) -> list[int]:
    """Earlier articles that share bands with this one, those that share most first."""
    shared = Counter(number for band in bands for number in by_band.get(band, ()))
    return [number for number, _ in shared.most_common(_LIKELY)]


def _kinships(head: dict[int, int], later: dict[int, int]) -> list[Kinship]:
    over = {number: _last(number, later) for number in later}
    found = [Kinship(number, shown, "version") for number, shown in over.items()]
    for number, first in head.items():
        shown = _last(first, later)
        if number not in over and root_of(shown, over) != number:
            over[number] = shown
            found.append(Kinship(number, shown, "copy"))
    return found


def root_of(number: int, over: Mapping[int, int]) -> int:
    """Who stands over all that an article stands under."""
    while number in over:
        number = over[number]
    return number


def _last(number: int, later: dict[int, int]) -> int:
    """The newest version of an article. Later ones come later in one order, so this ends."""
    while number in later:
        number = later[number]
    return number


def _relation(earlier: Sketched, article: Sketched) -> Relation | None:
    alike, days = likeness(earlier.sketch, article.sketch), _days_between(earlier, article)
    if earlier.url and earlier.url == article.url and alike >= SAME_ADDRESS:
        return "version" if earlier.published < article.published else "copy"
    if not (earlier.outlet and earlier.outlet == article.outlet):
        near = days is None or days <= CARRIED_DAYS
        return "copy" if alike >= CARRIED and (near or alike >= REPRINTED) else None
    if alike >= UPDATED and days is not None and days <= UPDATED_DAYS and earlier.published < article.published:
        return "version"
    return "copy" if alike >= REPRINTED else None


def _days_between(earlier: Sketched, article: Sketched) -> int | None:
    first, second = earlier.day, article.day
    return (second - first).days if first and second else None


def _on_address(earlier: Sketched, article: Sketched, relation: Relation | None) -> str:
    files = f"{earlier.path} and {article.path} have one web address, {article.url}"
    if relation == "version":
        return f"{files}: the later one is shown, the other listed under it"
    if relation == "copy":
        return f"{files}, and one story: it is shown once; take one away, or date the newer one"
    return f"{files}, but different stories: both are kept; mend the address of one"
