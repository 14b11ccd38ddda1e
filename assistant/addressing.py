"""What is said to the one who is asked, and is no part of the question: "Can you tell me", "Speaking of bots,"."""

import re

_FILLER = r"(?:(?:and|but|so|then|also|now|well|oh|ok|okay|wow|yes|no|hi|hello|please|maybe)\b[\s,.!]*)*"
_OPENINGS = "|".join(
    (
        r"(?:speaking|talking) (?:again )?(?:about|of)|(?:going )?back to|in other words|in that case|of course",
        r"(?:can|could|would|will) you (?:please |also |just |maybe )*(?:clarify|explain|tell me|describe|give me|"
        r"name|summari[sz]e|provide|show me)(?: more)?(?: about)?",
        r"do you (?:know|think|mean|believe)(?: that)?|are you (?:saying|able to tell me)(?: that)?",
        r"(?:i|you) (?:mean|meant|see|wonder|guess|think|heard|said|mentioned)(?: that| if)?",
        r"tell me(?: more)?(?: about)?|i(?:'d| would)? (?:want|like) to know(?: more)?(?: about)?",
        r"thank(?:s| you)(?: for \w+)?|please|what do you mean by",
    )
)
_OPENING = re.compile(rf"(?:^|(?<=[,.;!?…])\s*){_FILLER}(?:{_OPENINGS})(?!\w)[\s,:]*", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?<![\s,])[\s,]*\b(?:here|again|then|too|right|please|thanks|thank you)(?=[\s?.!]*$|[?.!,])", re.IGNORECASE
)
_NEW_SUBJECT = re.compile(
    r"^\W*(?:(?:and|but|so|well|ok|okay|right|now|then|thanks|thank you)\b[\s,.!]*)*"
    r"(?:(?:(?:for|on to|to|onto) )?something (?:(?:else|completely|entirely|totally|quite|very) ?)*(?:different|new)?"
    r"|(?:(?:on|on to|to|here'?s|i have) )?(?:an?)?(?:other| different| new) (?:question|subject|topic|matter)"
    r"|(?:let'?s )?chang(?:e|ing) (?:of )?(?:the )?(?:subject|topic)|(?:new|different) (?:question|subject|topic)"
    r"|unrelated(?:ly)?)\s*[:,.;!–—-]\s*(?=\S)",
    re.IGNORECASE,
)
_MARKS = '"“”„«»‘'  # what is quoted stays as it is


_TYPED = {"wat": "what", "wot": "what", "wht": "what", "waht": "what", "whta": "what", "abt": "about", "abuot": "about",
          "bout": "about", "sya": "say", "siad": "said"}  # fmt: skip
_IN_HASTE = re.compile(
    r"(?<![\w\"“”„«»‘'’-])(?:(?:wat|wot|wht|waht|whta)(?= (?:did|does|do|has|have|is|are|was|were|about)\b)"
    r"|(?<=\bsay )bout|(?<=\bsaid )bout|abt|abuot|sya|siad)(?![\w'’-])"
)
_RUN_TOGETHER = re.compile(r"(?<![\w\"“”„«»‘'’])(what|who|where|when|how)(s|d|re)(?!\w)", re.IGNORECASE)
_SHORTENED = re.compile(r"^(\W*(?:what|who|where|when|how))['’](s|d|re)(?!\w)", re.IGNORECASE)
_APART = {"s": "is", "d": "did", "re": "are"}


def spelt_out(text: str) -> str:
    """The text with "whats" and "whod" as two words, as those who type without apostrophes mean them, and "who's" where
    it begins; and the words by which one asks as they are spelt ("wat did she say bout")."""
    text = _SHORTENED.sub(lambda match: f"{match[1]} {_APART[match[2].lower()]}", text)
    text = _IN_HASTE.sub(lambda match: _TYPED[match[0]], text)
    return _RUN_TOGETHER.sub(lambda match: f"{match[1]} {_APART[match[2].lower()]}", text)


def on_new_subject(text: str) -> str:
    """What a text asks that says it goes on to another matter ("Now something else: ..."); empty for any other."""
    told = _NEW_SUBJECT.match(text)
    return text[told.end() :] if told else ""


def unaddressed(text: str) -> str:
    """The text without what is only said to the one asked; as it is, when nothing else is left or it quotes."""
    if any(mark in text for mark in _MARKS):
        return text
    bare = _CLOSING.sub("", _OPENING.sub(" ", text)).strip(" ,;:")
    return bare if re.search(r"\w", bare) else text
