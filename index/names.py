"""A name as an article writes it, opened into what can be compared. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from index.attribution.titles import BODIES, GROUPS, ROLES, TITLES, gender_of_first_name, gender_of_title


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTICLES = _words("van von de der den del della di da dos du la le bin ibn al el ben abu ter ten")
_GENERATIONS = _words("jr sr ii iii iv")
_LEGAL = _words("inc ltd corp corporation plc co llc llp gmbh ag sa nv bv spa oy ab")
_MORE_TITLES = _words("pm mp ceo di dci pc sgt cllr rt hon")
# These belong to the name they stand before: Pope Francis is no Mr Francis.
_REGNAL = _words("king queen prince princess pope saint st sister brother father lord lady")
_HONORIFICS = _words("mr mrs ms miss mx sir dame madam")
_COMMON = ROLES | GROUPS | BODIES | TITLES  # words that name nobody by themselves
_LINKS = _words("of for at from in on with to who and")
_QUANTITIES = _words("both some many several most few all other one two three")
_QUALIFIED = re.compile(r"(.*\S)\s*\(([^()]+)\)")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Name:
    """`words` are folded (case, accents, dots and hyphens gone), without titles, "the", "Inc." and "Jr";
    `titles` are those that stood before them; `generation` is "jr", "iii" or empty.
    `qualifier` is what follows in brackets: "Anna Berg (striker)" is the Anna Berg who is a striker."""

    text: str  # as written, without "the" and possessive; without titles where two words or more are left
    words: tuple[str, ...]
    titles: tuple[str, ...]
    generation: str
    qualifier: str

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for the same name written twice."""
        return (*self.words, self.generation) if self.generation else self.words

    @property
    def family(self) -> str:
        return self.words[-1]

    @property
    def gender(self) -> str:
        """What the titles tell: "male", "female" or nothing."""
        return next(filter(None, map(gender_of_title, self.titles)), "")

    @property
    def office(self) -> str:
        """The title that is a role ("judge", "mayor"); empty for "Mr" and the like."""
        return " ".join(title for title in self.titles if title not in _HONORIFICS)

    @property
    def is_body(self) -> bool:
        """Whether the name itself tells that it is no person's: it holds "of", "union" or "ministry"."""
        return any(word in _LINKS or word in BODIES for word in self.words)

    @property
    def is_acronym(self) -> bool:
        return len(self.words) == 1 and len(self.text) > 1 and self.text.isupper()


def parse_name(text: str) -> Name:
    """Any text gives a Name; one without a single word gives one without words."""
    text = re.sub(r"['’]s?$", "", " ".join(text.split()))
    found = _QUALIFIED.fullmatch(text)
    text, qualifier = (found[1], folded(found[2])) if found else (text, "")
    parts = text.split()
    if len(parts) > 1 and parts[0] in ("the", "a", "an"):
        parts = parts[1:]
    first = _after_titles(parts)
    titles = tuple(word for part in parts[:first] for word in words_of(part))
    rest = parts[first:]
    if len(rest) > 1 and folded(rest[0]) == "the":
        rest = rest[1:]
    words = [word for part in rest for word in _words_of_part(part, len(rest) > 1)]
    generation = words.pop() if len(words) > 1 and words[-1] in _GENERATIONS else ""
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    shown = parts[first:] if len(words) > 1 else parts  # "President Lasko" says more than "Lasko"
    return Name(" ".join(shown).rstrip(","), tuple(words), titles, generation, qualifier)


def folded(text: str) -> str:
    """Without case and accents, so that Zoë is Zoe."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))


def words_of(text: str) -> list[str]:
    """The folded words of a text; an apostrophe inside a word (O'Neill) does not part it."""
    return _WORD.findall(re.sub(r"(?<=\w)['’.](?=\w)", "", folded(text)))


def _words_of_part(part: str, among_others: bool) -> list[str]:
    """ "J.R." before a name is two initials; "D.C." alone is one word."""
    return list(folded(part.replace(".", ""))) if among_others and _INITIALS.fullmatch(part) else words_of(part)


def is_listed(name: Name) -> bool:
    """Whether a name tells who speaks across articles. "Police", "residents" or "the ministry" do so only
    inside one article; "the health ministry" and whatever bears a name of its own do everywhere."""
    parts = name.text.split()
    head = _head(parts)
    if not name.words or not head or folded(parts[0]) in _QUANTITIES:
        return False
    if head != parts[-1] and folded(head) in ROLES | GROUPS:
        return False  # "Critics of the treaty", "Leader of the Greens"
    if head[0].islower():
        return len(name.words) > 1 and folded(head) in BODIES
    own = any(word not in _COMMON for word in name.words)
    return own or name.is_acronym or (len(name.words) > 1 and name.family in BODIES)


def same_person(shorter: Name, longer: Name) -> str:
    """Why two names of two words or more may be one person's; empty when they are two people's.

    "J. Hale" may be Jonas Hale, "Jonas Hale" may be Jonas P. Hale, "Pacheco Pardo" may be R. Pacheco Pardo.
    """
    if shorter.family != longer.family or shorter.generation != longer.generation or longer.is_body:
        return ""
    if shorter.words == longer.words:
        return ""  # namesakes: what told them apart is not undone here
    is_family = shorter.words[0] in PARTICLES or not _is_given(shorter.words[0])
    if is_family and longer.words[-len(shorter.words) :] == shorter.words != longer.words:
        return "a family name of several words"
    if not _fits(shorter.words[0], longer.words[0]):
        return ""
    middle, other = shorter.words[1:-1], longer.words[1:-1]
    initials = any(len(word) == 1 for word in shorter.words[:-1] + longer.words[:-1])
    if not middle or not other:
        return "an initial" if initials and len(middle) == len(other) else "a middle name left out"
    if len(middle) == len(other) and all(map(_fits, middle, other)):
        return "an initial"
    return ""


def _head(parts: list[str]) -> str:
    """The word a noun phrase is built around: "office" in "the office of Halla Brisk"."""
    end = next((place for place, part in enumerate(parts) if place and folded(part) in _LINKS), len(parts))
    return parts[end - 1] if parts else ""


def _fits(word: str, other: str) -> bool:
    """Equal, or one the initial of the other."""
    return word == other or (min(len(word), len(other)) == 1 and word[0] == other[0])


def _is_given(word: str) -> bool:
    return len(word) == 1 or gender_of_first_name(word) != ""


def _after_titles(parts: list[str]) -> int:
    """Where the name begins behind its titles: "Prime Minister Magda Velloren" begins at the third word. A
    title before two words or more ends what is none of the name ("Beaten PM Magda Velloren")."""
    titles = [place for place, part in enumerate(parts) if _is_title(part)]
    first = 0
    while first in titles and first < len(parts) - 1 and folded(parts[first + 1]) not in _LINKS:
        first += 1
    if first in titles and first < len(parts) - 1:
        first = 0  # "Chief Justice of Halvenia" is a role, all of it
    behind = [place + 1 for place in titles if place < len(parts) - 2]
    named = not any(folded(part) in BODIES | _LINKS for part in parts)
    return max([first, *behind]) if named else first


def _is_title(part: str) -> bool:
    words = words_of(part)
    return bool(words) and all(word in TITLES | _MORE_TITLES and word not in _REGNAL for word in words)
