"""A link into a page on the web, to the very words: ``https://...#:~:text=...``. Pure."""

from urllib.parse import quote

WHOLE = 12  # words up to which a text fragment holds all of them; longer ones name their ends
ENDS = 5  # words at each end
MOST = 8  # places that one address names: servers and browsers refuse very long ones


def at_words(url: str, *several: str) -> str:
    """`url` with a text fragment for the first paragraph of each of `several` words; unchanged when there are none."""
    texts = "&".join(f"text={_fragment(told)}" for words in several[:MOST] if (told := _first(words)))
    return f"{url}{'' if '#' in url else '#'}:~:{texts}" if texts else url


def _first(words: str) -> list[str]:
    return words.strip().partition("\n")[0].split()


def _fragment(told: list[str]) -> str:
    parts = [told] if len(told) <= WHOLE else [told[:ENDS], told[-ENDS:]]
    return ",".join(_encoded(" ".join(part)) for part in parts)


def _encoded(words: str) -> str:
    """Percent-encoded; the dash too, which has a meaning of its own in a text fragment."""
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
