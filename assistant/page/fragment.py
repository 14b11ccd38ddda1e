"""A link into a page on the web, to the very words: ``https://...#:~:text=...``. Pure."""

from urllib.parse import quote

WHOLE = 12  # words up to which a text fragment holds all of them; longer ones name their ends
ENDS = 5  # words at each end


def at_words(url: str, words: str) -> str:
    """`url` with a text fragment for the first paragraph of `words`; unchanged when there are none."""
    told = words.strip().partition("\n")[0].split()
    if not told:
        return url
    parts = [told] if len(told) <= WHOLE else [told[:ENDS], told[-ENDS:]]
    text = ",".join(_encoded(" ".join(part)) for part in parts)
    return f"{url}{'' if '#' in url else '#'}:~:text={text}"


def _encoded(words: str) -> str:
    """Percent-encoded; the dash too, which has a meaning of its own in a text fragment."""
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
