"""What a view is to show, as its address tells it (``#articles?words=...``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from assistant.page.escaping import escaped
from assistant.page.talking import read_filters
from index.filters import Filters
from index.statement import Span

LONGEST = 2_000  # characters of a value
FIELDS = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """The fields of an address, in order. What is not there is empty."""

    fields: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.fields if key == name)

    def one(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def number(self, name: str, otherwise: int) -> int:
        """A count from 1 to a billion; `otherwise` where none stands there."""
        told = self.one(name)
        return max(1, int(told)) if told.isascii() and told.isdigit() and len(told) < 10 else otherwise

    def span(self, name: str) -> Span | None:
        """``12-34``."""
        start, _, end = self.one(name).partition("-")
        ok = all(part.isascii() and part.isdigit() and len(part) < 10 for part in (start, end))
        return (int(start), int(end)) if ok else None

    def filters(self, speakers: tuple[str, ...] = ()) -> Filters:
        """Days and outlet. Raises ValueError naming the field that cannot be read."""
        days = read_filters("", "", self.one("since"), self.one("until"))
        outlets = tuple(filter(None, self.all("outlet")))
        return Filters(speakers, days.since, days.until, outlets)

    def but(self, **changes: str | Iterable[str]) -> "Wanted":
        """With other values for some fields; the empty one takes a field away."""
        kept = tuple(pair for pair in self.fields if pair[0] not in changes)
        told = {name: (values,) if isinstance(values, str) else values for name, values in changes.items()}
        new = tuple((name, value) for name, values in told.items() for value in values if value)
        return Wanted(kept + new)

    def address(self, view: str) -> str:
        """The address of a view, escaped for an attribute."""
        return address(view, *self.fields)


def address(view: str, *fields: tuple[str, str]) -> str:
    """The address of a view that shows this, escaped for an attribute."""
    return escaped(f"#{view}?{urlencode(fields, errors='replace')}")


def read_wanted(query: str) -> Wanted:
    """Raises ValueError for more fields than any view has, or a longer one."""
    fields = tuple(parse_qsl(query, max_num_fields=FIELDS, errors="replace"))
    for name, value in fields:
        if len(value) > LONGEST:
            raise ValueError(f"{name} has {len(value):,} characters: send at most {LONGEST:,}")
    return Wanted(fields)
