"""Text -> the lines that came along when an article was scraped: stored, searched, never quoted.

A line is marked only when it is all junk. Patterns are English; what they do not know stays unmarked.
"""

import re

from index.dating import iso_date
from index.statement import Span

_LINE = re.compile(r"[^\s].*")
_WORD = re.compile(r"\w+")
_NOT_A_WORD = re.compile(r"[\W_]+")
# A reader's comment below a story, under a handle: "helpful_reader: ...", "@anna92: ...".
_COMMENT = re.compile(r"@?[a-z][a-z]*[_\d][\w.-]*:\s")

# A label alone on its line, or before a colon: "ALSO READ: Troops cross the river", "Advertisement".
_LABELS = (
    r"also read|read (?:more|also|next|the full \w+)|see also|most read|trending|recommended|don't miss",
    r"related(?: (?:articles?|stories|coverage|events?|posts?))?|more (?:on this|stories|from \w+)",
    r"loading|load more|show more|copy link|back to top|(?:view|show) comments",
    r"cookie (?:policy|settings|notice)|privacy policy",
    r"watch(?: now| live)?|listen(?: now)?|advertise?ments?|sponsored|share(?: this)?|tags?|topics?|comments?|menu",
)
_LABEL = re.compile(rf"(?:{'|'.join(_LABELS)})(?:\W*$|\s*[:|»]\s*\S)", re.IGNORECASE)
# How lines begin that speak to the visitor of a page.
_PHRASES = (
    r"story continues below|article continues|continue reading|scroll (?:down )?to continue|skip to (?:main )?content",
    r"(?:please )?(?:subscribe|sign[ -]?up|log in|register)\b.{0,60}"
    r"\b(?:newsletter|account|e-?mail|inbox|updates?|today|now|here)\b",
    r"get (?:the|our)\b.{0,40}\bnewsletter|follow us\b|click here\b|download (?:our|the) app",
    r"share (?:this )?(?:article|story|post|page)",
    r"share (?:on|via|with)\b.{0,20}(?:facebook|twitter|whatsapp|email|linkedin)",
    r"(?:we|this (?:web)?site) uses? cookies|by (?:continuing|using)\b.{0,80}\bcookies|accept (?:all )?cookies",
    r"all rights reserved|(?:©|\(c\)|copyright)\s.{0,60}\b(?:19|20)\d\d",
    r"(?:\d{1,3}|one|two|three|four|five) min(?:ute)?s? read\W*$|estimated reading time\b|reading time:",
    r"this (?:article|story|report|post) (?:was |is |has been )?(?:first |originally |re)+(?:published|appeared)\b",
    r"(?:first|originally) (?:published|appeared) (?:by|on|at|in) [^.,]{2,60}\.?$|republished (?:from|with|under)\b",
    r"(?:manage|change|adjust) (?:your )?(?:cookies?|privacy) (?:settings|preferences)|we value your privacy\b",
    r"the (?:post|article) .{3,150} (?:appeared|was published) first on",
)
_PHRASE = re.compile("|".join(_PHRASES), re.IGNORECASE)
# "Photo: A. Name", "(AP Photo/A. Name)", "A minister in May. Image: A. Name."
_MEDIUM = "photo|image|picture|photograph|video|graphic|illustration"
_CREDIT = re.compile(
    rf"^\W*(?i:(?:file )?(?:{_MEDIUM})s?)(?:(?i: credits?| courtesy)?\s*[:/]| (?:by|courtesy of) [A-Z])"
    r"|\b(?:Photo|Image|Picture|Photograph|Credit)s?\s*:\s*[^.]{2,60}\.?$"
    r"|\((?:AP|AFP|Reuters|Getty)[^()]{0,60}\)$|^(?:[\w .]+/)?(?:AP|AFP|Reuters|Getty Images)$"
)
_BYLINE = re.compile(r"By (?:[A-Z][\w.'’-]*,?(?: and | & | of | for | in |, | |$)){1,10}$")
_ADDRESS = re.compile(r"(?:\w+=)?https?://\S+$|(?:<[^<>]+>\s*)+$")  # nothing but a link, a player's shortcode, tags
_TAG = r"</?[A-Za-z][^<>\n]{0,200}>"
_TAGS_BEFORE, _TAGS_BEHIND = re.compile(rf"(?:{_TAG}\s*)+"), re.compile(rf"(?:\s*{_TAG})+$")
# What a page's program is written in: "<script>ads.show('mid');</script>", "ads.push({});".
_PROGRAM = re.compile(
    r"<(?:script|style|iframe|noscript|svg)\b|(?=.*(?:\w\(|&&|=>|\w ?={1,3} ?\S)).*[;{}]$",
    re.IGNORECASE,
)
_NOTICE_LONGEST = 250  # characters; a caption may take a few sentences
_HEADING = re.compile(r"#{1,6}\s")
_LIST_ITEM = re.compile(r"[*+•●·>|–—-]|\(?\w{1,3}[.)]\s")
_QUOTATION = re.compile('["“”„«»‹›]|[‘](?=\\w)')
_SENTENCE_END = re.compile(r"""[.!?…:]["'”’»)\]*_]*$""")
# A line with one of these and an exclamation mark is a sentence someone may have meant.
_SAYS_SOMETHING = re.compile(
    r"\b(?:I|we|you|he|she|it|they|is|are|was|were|be|has|have|had|do|does|did|will|would|can|could|should|must)\b"
    r"|['’](?:s|m|re|ve|ll|t)\b",
    re.IGNORECASE,
)
_FACT = re.compile(r"\d|—|!.*!|:.*!")  # results, prices, lines of a chronology, lines of a dialogue
_SUBHEADING_LONGEST = 80  # characters, and words:
_SUBHEADING_WORDS = 12
_EXCLAMATION_WORDS = 6
_PARAGRAPH_SHORTEST = 100  # characters of a line taken for running text


def junk(text: str) -> list[Span]:
    """The lines of `text` that are no part of the story, as offsets, in order, without outer whitespace.

    Links to other stories, calls to subscribe, notices, credits and captions, bylines, time stamps, readers'
    comments, repetitions of the first line, and subheadings standing before running text.
    """
    lines = [(line.start(), line.start() + len(line[0].rstrip())) for line in _LINE.finditer(text)]
    texts = [text[start:end] for start, end in lines]
    first = _words(texts[0]) if texts else ""
    marked = []
    for at, line in enumerate(texts):
        after = texts[at + 1] if at + 1 < len(texts) else ""
        before = texts[at - 1] if at else ""
        page = _is_notice(line) or _is_subheading(line, before, after) or _COMMENT.match(line) or _PROGRAM.match(line)
        if at and (page or _words(line) in ("", first)):
            marked.append(lines[at])
    return marked


def without_tags(text: str, start: int, end: int) -> Span:
    """``text[start:end]`` without the tags of a page at its ends; as it was where nothing else stands there."""
    before = _TAGS_BEFORE.match(text, start, end)
    inner = before.end() if before else start
    behind = _TAGS_BEHIND.search(text[inner:end])
    return (inner, inner + behind.start() if behind else end) if inner < end else (start, end)


def _words(line: str) -> str:
    return _NOT_A_WORD.sub("", line).casefold()


def _is_notice(line: str) -> bool:
    """Whether the line is about the page rather than part of the story."""
    if len(line) > _NOTICE_LONGEST or _QUOTATION.match(line) or _LIST_ITEM.match(line):
        return False
    bare = line.strip("*_[]() ")
    if any(pattern.match(bare) for pattern in (_LABEL, _PHRASE, _BYLINE, _ADDRESS)) or _CREDIT.search(line):
        return True
    return len(bare) <= 60 and bool(re.search(r"\d{4}", bare)) and bool(iso_date(bare))


def _is_subheading(line: str, before: str, after: str) -> bool:
    """Whether the line is a title over what follows: marked up as one, or short, open-ended, before prose."""
    if _HEADING.match(line):
        return len(line) <= 2 * _SUBHEADING_LONGEST
    if len(line) > _SUBHEADING_LONGEST or len(_WORD.findall(line)) > _SUBHEADING_WORDS:
        return False
    if _QUOTATION.search(line) or _LIST_ITEM.match(line) or _FACT.search(line):
        return False
    if not _is_prose(after) or before.endswith(":"):
        return False
    if line.endswith("!"):
        return len(_WORD.findall(line)) <= _EXCLAMATION_WORDS and not _SAYS_SOMETHING.search(line)
    return not _SENTENCE_END.search(line) and line[-1] not in ",;-–—" and not line[0].islower()


def _is_prose(line: str) -> bool:
    return len(line) >= _PARAGRAPH_SHORTEST and not _LIST_ITEM.match(line)
