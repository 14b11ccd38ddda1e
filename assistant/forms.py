"""The forms that answers take, each beside the questions that ask for it: data for assistant/expecting.py."""

import re

_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozen|hundred|thousand|million|billion"
    "|half|third|quarter|once|twice|none|no one|nobody"
)
_FIGURE = rf"(?:(?<![\w-])\d[\d.,]*|\b(?:{_NUMBERS})s?)"  # of its own; one in a name ("Tern-2") counts nothing
_CURRENCIES = "crowns?|dollars?|euros?|pounds?|francs?|yen|yuan|rupees?|pesos?|cents?|pence|times"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SEASONS = (
    "spring|summer|autumn|winter|morning|noon|afternoon|evening|night|midnight|dawn|yesterday|today|tomorrow|Christmas"
)
_COUNTED_UNITS = "day|week|weekend|month|year|hour|minute|decade"


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_LENGTH = (
    rf"{_FIGURE}[\w -]{{0,12}}?(?:metres?|meters?|m|cm|mm|km|centi\w+|kilomet\w+|miles?|feet|foot|ft|inch(?:es)?|yards?"
    r"|acres?|hectares?|square|cubic|storeys?|floors?|litres?)\b"
)
_DURATION = (
    rf"(?:{_FIGURE}|\b(?:an?|several|few|many))[\w -]{{0,12}}?(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?"
    r"|years?|decades?|centur(?:y|ies)|terms?)\b|\b(?:until|since|overnight|forever|life)\b"
)
_MARGIN = (
    rf"\bby (?:\w+ ){{0,3}}?{_FIGURE}|{_FIGURE}[\w ]*? to {_FIGURE}|\d+ ?[-–] ?\d+"
    rf"|{_FIGURE} (?:votes?|seats?|points?|goals?)"
)
_SUM = rf"[$€£¥]\s?\d|{_FIGURE}(?:[ -](?:hundred|thousand|million|billion|trillion|m|bn))*[ -](?:{_CURRENCIES})\b"
_WEIGHT = rf"{_FIGURE}[\w -]{{0,12}}?(?:kilo(?:gram(?:me)?)?s?|kg|tonnes?|tons?|pounds?|ounces?|gram(?:me)?s?|stone)\b"
_SHARE = (
    rf"{_FIGURE} ?(?:%|per ?cent)|\b(?:half|majority|most)\b|{_FIGURE} (?:out )?of\b"
    r"|\b(?:third|quarter|fifth|tenth)s?\b"
)
_SPEED = rf"{_FIGURE}[\w -]{{0,14}}?(?:km/h|kph|mph|knots?|(?:an|per) hour|(?:a|per) second)"
_OFTEN = (
    r"\b(?:every|each|once|twice|times|daily|weekly|monthly|yearly|annual(?:ly)?|always|never|regularly)\b"
    rf"|\ba (?:{_COUNTED_UNITS})\b|{_FIGURE}"
)
_YEAR = r"\b(?:1\d|2[01])\d\d\b|\b\d0s\b|\b(?:this|last|next) year\b|\byears? (?:ago|later|earlier)\b"
_CLOCK = r"\b\d{1,2}[.:]\d\d\b|\d ?[ap]\.?m\b|o['’]clock|\b(?:noon|midnight|dawn|dusk|sunrise|sunset|hours?|minutes?)\b"
_TIME = re.compile(
    rf"\b(?:{_MONTHS}|{_DAYS})\b|\b(?:1\d|2[01])\d\d\b|\d ?[ap]\.?m\b|\b\d{{1,2}}[.:]\d\d\b|\b(?i:{_SEASONS})\b"
    rf"|(?i:\b(?:next|last|this|a|an|each|every|{_NUMBERS}|\d+)[ -](?:{_COUNTED_UNITS})s?\b)"
)

# What measures: "9 million cubic metres" is no number of people.
_MEASURES = (
    r"(?:square|cubic|centi\w+|kilo\w*|metres?|mm|cm|m|km|kg|miles?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?"
    rf"|litres?|tonnes?|tons?|grams?|ounces?|stone|(?:{_COUNTED_UNITS}|second|centur)(?:y|ies|s)?|{_CURRENCIES}|degrees?"
    r"|per ?cent|percentage|points?|mph|kph|knots?|[ap]\.?m)\b"
)
_COUNT = (
    rf"(?<![$€£¥:.])(?<![$€£¥] )(?<!\d[ -])(?:(?<![\w-])\d[\d.,]*+|\b(?:{_NUMBERS})s?)(?!\w| ?[%°]|:\d)"
    rf"(?!(?:[ -](?:hundred|thousand|million|billion|and a half))*[ -]?{_MEASURES})"
)
_ASKS_COUNT = _any_case(
    rf"\bhow many (?!(?:\w+ )?{_MEASURES})|\b(?:number|count) of (?!(?:\w+ )?{_MEASURES})|\bdeath toll\b"
)
_ASKS_SUM = _any_case(
    r"\b(?:how much|what)\b.*\b(?:costs?|pays?|paid|paying|earns?|earned|spen[dt]s?|worth|fined?)\b"
    r"(?!.*\b(?:rises?|rose|raised?|increased?|gr[oe]w|f[ae]ll|cut|drop(?:ped)?|up|down)\b)"
    r"|\b(?:what|which) (?:price|fee|fine|salary|rent|wage|sum)\b"
    r"|\bwhat (?:was|is) the (?:\w+ )?(?:price|cost|fee|fine)\b|\bhow (?:much money|expensive)\b"
)
_ASKS_SHARE = _any_case(
    r"\b(?:what|which) (?:share|percentage|proportion|portion|per ?cent)\b"
    r"|\b(?:what|how high) (?:is|was) (?:the )?(?:\w+ )?(?:turnout|rate)\b"
)
_ASKS_DURATION = _any_case(
    r"\bhow long\b(?! (?:is|was|are|were) (?:the|an?|its) \w+\W*$)|\bfor how many (?:days|weeks|months|years|hours)\b"
)
_ASKS_NUMBER = _any_case(
    r"\bhow (?:many|much|old|hard)\b|\b(?:what|which|the) (?:\w+ )?(?:number|sum|amount|age|total|toll|count)\b"
)

# What a question looks like -> what a sentence that answers it holds; the first that fits decides. A form of None is a
# name that the question has not.
FORMS: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (_ASKS_SUM, _any_case(_SUM)),
    (_any_case(r"\bhow heavy\b|\bhow much\b.*\bweigh(?:s|ed)?\b|\bwhat\b.*\bweight\b"), _any_case(_WEIGHT)),
    (_ASKS_SHARE, _any_case(_SHARE)),
    (_any_case(r"\b(?:what|which) (?:\w+ )?(?:margin|majority)\b"), _any_case(_MARGIN)),
    (
        _any_case(r"\bwhat (?:was|were|is) the (?:\w+ )?(?:score|result)s?\b|\bwhat score\b"),
        _any_case(rf"{_MARGIN}|\d+ ?[-–:] ?\d+|\w \d+, [\w ]+ \d+"),
    ),
    (_any_case(r"\bhow fast\b|\b(?:what|which) speed\b"), _any_case(_SPEED)),
    (_any_case(r"\bhow (?:hot|cold|warm)\b|\b(?:what|which) temperature\b"), _any_case(rf"{_FIGURE} ?(?:degrees?|°)")),
    (_any_case(r"\bhow (?:often|frequently)\b"), _any_case(_OFTEN)),
    (_ASKS_DURATION, _any_case(_DURATION)),
    (_any_case(r"\bhow (?:tall|far|high|deep|wide|big|large|long)\b"), _any_case(f"{_LENGTH}|{_FIGURE}")),
    (_ASKS_COUNT, _any_case(_COUNT)),
    (_ASKS_NUMBER, _any_case(_FIGURE)),
    (_any_case(r"\b(?:what|which) year\b"), _any_case(_YEAR)),
    (_any_case(r"\b(?:what|which) (?:time|hour)\b"), _any_case(_CLOCK)),
    (_any_case(r"\bwhen\b.*\?|\b(?:what|which) (?:day|date|month)\b"), _TIME),
    (_any_case(r"^\W*(?:who|whose|whom)\b|\bname of\b|\bnamed?\?$"), None),
)

# What is to come, as questions ask for it and as articles tell of it. Of the fifteen such questions of OneStopQA's even
# half that were answered, none with its answer in the first citation lacked the second there.
ASKS_AHEAD = _any_case(r"\b(?:will|shall|(?:is|are) going to)\b")
AHEAD = _any_case(
    r"\b(?:will|shall|won['’]t|would|could|should|may|might|must|next|soon|tomorrow|upcoming|future|ahead|going to"
    r"|plan(?:s|ned|ning)?|expect(?:s|ed|ing)?|hope[sd]?|aim(?:s|ed)?|intend(?:s|ed)?|forecasts?|predict(?:s|ed)?"
    r"|propos(?:es?|ed|als?)|promis(?:es?|ed)|likely|due|scheduled|until|(?:set )?to (?:be|become))\b|['’]ll\b"
)

# The whole of a count, as questions ask for it and as articles tell it.
ASKS_WHOLE = _any_case(
    r"\b(?:final|total|overall|eventual|ultimate) (?:\w+ )?(?:number|count|toll|figure|sum|amount|cost|price|bill)\b"
    r"|\bin (?:all|total)\b|\baltogether\b|\bin the end\b|\b(?:end|ended) up (?:paying|costing)\b|\beventually\b"
)
TELLS_WHOLE = _any_case(
    r"\b(?:totals?|totall?ed|totall?ing|toll|altogether|overall|final (?:\w+ )?(?:number|count|figure|sum|bill|cost)"
    r"|in (?:all|total|the end))\b"
)

# What was, as questions ask for it, and sentences that tell of nothing but what is to come. Of OneStopQA's questions
# for what was, one was answered by such a sentence, and wrongly.
ASKS_BACK = _any_case(r"^\W*(?:what|which|whom?|whose|when|where|why|how)\b[^,?]*?\b(?:did|was|were)\b")
_SET_AHEAD = r"going to|would|meant to|supposed to|due|plan\w*|hope\w*|expect\w*|intend\w*|to be"
ASKS_OF_PLANS = _any_case(rf"\b(?:will|shall|{_SET_AHEAD})\b")
WILL_BE = _any_case(r"\b(?:will|shall|won['’]t)\b|['’]ll\b")
_PAST = (
    "was were had did said told went came made took got gave found knew thought saw became left felt put brought began"
    " kept held wrote stood heard let meant set met ran paid sat spoke led grew lost fell sent built drew broke spent"
    " cut rose drove bought won has have"
)
HAS_BEEN = _any_case(rf"\b(?:{'|'.join(_PAST.split())})\b|(?<!\bbe )(?<!\bbeen )(?<!\bis )(?<!\bare )\b[a-z]{{2,}}ed\b")

# The thing of which a sum, a weight or a duration is asked, in the place between "does" and the verb.
THING_MEASURED = _any_case(
    r"\bhow (?:much|long|tall|heavy|many \w+) (?:does|do|did|will|would) (.+?) (?:cost|weigh|last|measure|earn)\b"
)
