"""The words that report: verbs, adjectives and nouns of saying and thinking, by the complement they take.

Drawn up from general English; forms are spelt out once, so that a look-up is one step and no lemmatiser runs.
"""

from functools import cache

from index.attribution.conjugating import forms


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs whose subject speaks or writes: they own an adjoining quotation, and take a clause.
SAYING = _words("""
    acknowledge add admit affirm allege announce answer argue ask assert assure attest aver boast brag caution
    claim clarify comment complain concede conclude confess confide confirm contend continue counter cry
    declare demand deny describe disclose divulge echo elaborate emphasise emphasize exclaim explain express
    grumble hint imply indicate inform inquire insist interject intimate joke lament lecture maintain marvel
    mention moan murmur muse mutter note notify object observe opine plead pledge point posit post predict
    proclaim profess promise pronounce propose protest quip reaffirm reason recall recite recommend recount
    reflect reiterate relate remark remind repeat reply report respond restate retort reveal say scoff shout
    shrug sigh snap specify speculate state stress suggest summarise summarize surmise swear tell testify text
    theorise theorize thunder tweet underline underscore urge vent volunteer vow warn whisper write yell
    advise request recollect rejoin read grouse gripe rant intone interrupt sob fume rage joked chant
    scream venture gush implore estimate forecast call blog email signal accuse
""")
# Verbs that report a thought, a wish, a stance or a finding, by what follows them.
THINKING = _words("""
    accept agree anticipate appreciate assume believe calculate conclude consider decide determine disagree
    discover doubt dream envisage expect fear feel figure find foresee guess hope imagine judge know learn
    notice pray presume realise realize reckon regret rule show sense suppose suspect think trust understand
    wonder worry demonstrate document prove concur hold maintain
""")
# They may stand inside or behind what they report, between commas ("..., the survey found"): the verbs that assert
# without vouching (think, suppose) and those of coming to know, which take a clause and let it go before.
INSERTED = _words("""
    assume believe conclude decide determine discover expect fear feel figure find guess hear hope imagine know
    learn note notice presume realise realize reckon recognise recognize see show suppose suspect think understand
""")
# Who does not know or notice a thing has no thought of it to report.
COMING_TO_KNOW = _words("discover find hear know learn notice realise realize")
# Who speaks with somebody about a thing is not told to have said anything of it.
CONVERSING = _words("speak talk chat")
# They say that something begins or lasts, and leave its speaker as he is: "continues to believe".
GOING_ON = _words("begin start commence continue keep proceed resume come go")
# Verbs of sending words: who gets them may stand right behind ("wrote the council").
MESSAGING = _words("write email text cable fax wire message post")
WITH_INFINITIVE = _words("""
    agree aim ask claim consent decide demand expect hope intend mean offer plan pledge
    prefer profess promise propose resolve seek swear threaten undertake vow want
    wish request
""")
APPEALING = _words("call push press appeal plead")
# The one who is to act stands between cue and infinitive, and belongs to the content.
WITH_ACTOR = _words("""
    advise ask beg challenge command encourage expect implore instruct invite order persuade press pressure
    request tell urge want warn recommend
""")
WITH_OBJECT = _words("""
    accuse acknowledge admire admit advocate allege announce applaud appreciate assail bemoan
    blame blast brand champion chide cite claim commend compare condemn confirm congratulate credit
    criticise criticize decry defend denounce deny deride detail dismiss dispute doubt echo emphasise
    emphasize endorse estimate explain express fault fear forecast hail highlight indicate insult label lament
    laud mock mourn oppose outline pledge praise predict promise propose question rebuke recommend recall
    recount refute regret reiterate reject repeat report reveal ridicule scold signal slam stress suggest
    support tout underline underscore urge voice vow welcome demand favour favor disclose expect suspect
    disavow repudiate prefer reaffirm rebut contradict
    admonish back berate castigate censure chastise commemorate compliment decry deplore disparage dispute
    eulogise eulogize extol fault lambast lambaste malign rebuke reprimand reproach ridicule salute scorn thank
    upbraid vilify want dedicate attribute ascribe
    affirm assert clarify concede confess declare describe discuss divulge mention note observe proclaim profess
    recite relate specify
""")
# They answer what has been said, and report only where their object is that: "accepted the recommendation".
ANSWERING = _words("accept adopt embrace share welcome withdraw repeat retract")
QUESTIONING = _words("ask inquire wonder doubt question query")
# They take a gerund as what they report: "denied having met him"; others take it as the manner ("tweeted using ...").
WITH_GERUND = _words("""
    acknowledge admit advise advocate confess consider contemplate deny describe discuss dispute envisage forget
    imagine mention oppose propose protest recall recollect recommend recount regret remember report suggest
""")
# Their infinitive is what is not done, and where that is to say something, nothing is said.
REFUSING = _words("decline refuse hesitate")
# What they do to somebody is done with words only where it is told for what: "attacked her for lying".
WITH_CHARGE = _words("attack hit")
# Verb and particle that take an object together: "ruled out a second cut".
WITH_PARTICLE = frozenset((("rule", "out"), ("lay", "out"), ("set", "out"), ("spell", "out"), ("play", "down"),
                           ("point", "out")))  # fmt: skip
# What they give goes to somebody, and the words do not tell it without him: "dedicated the win to the town".
GIVING = frozenset((("dedicate", "to"), ("attribute", "to"), ("ascribe", "to"), ("compare", "to"), ("liken", "to"),
                    ("credit", "with")))  # fmt: skip
# Their object and what they make of it stand side by side: "called the deal a betrayal", "described it as useless".
NAMING = _words("""
    brand call characterise characterize condemn consider criticise criticize decry deem denounce depict
    deride describe dismiss dub hail label liken mock perceive portray praise regard see slam view cite
    declare proclaim pronounce tout refer bill
""")
NAMING_ONLY_WITH_AS = _words(
    "bill refer see view regard perceive cite tout praise mock slam condemn criticise criticize"
)
WITH_PREPOSITION: dict[str, frozenset[str]] = {
    "accuse": _words("of"),
    "admit": _words("to"),
    "advise": _words("against"),
    "allude": _words("to"),
    "agree": _words("on with about"),
    "apologise": _words("for"),
    "apologize": _words("for"),
    "argue": _words("for against"),
    "ask": _words("about for"),
    "boast": _words("about of"),
    "brag": _words("about of"),
    "call": _words("for on"),
    "caution": _words("against about"),
    "comment": _words("on about"),
    "complain": _words("about of"),
    "confess": _words("to"),
    "disagree": _words("with on about"),
    "dream": _words("of"),
    "elaborate": _words("on"),
    "enthuse": _words("about over"),
    "fret": _words("about over"),
    "fume": _words("about at over"),
    "gripe": _words("about"),
    "grumble": _words("about at"),
    "hint": _words("at"),
    "hope": _words("for"),
    "inquire": _words("about"),
    "insist": _words("on"),
    "inform": _words("of"),
    "joke": _words("about"),
    "lament": _words("about"),
    "muse": _words("about on"),
    "object": _words("to"),
    "opine": _words("on"),
    "plead": _words("for"),
    "point": _words("to"),
    "press": _words("for"),
    "protest": _words("against"),
    "push": _words("for"),
    "rail": _words("against"),
    "rant": _words("about against at"),
    "rave": _words("about"),
    "remark": _words("on upon"),
    "remind": _words("of"),
    "speak": _words("of about"),
    "speculate": _words("about on"),
    "talk": _words("about of"),
    "tell": _words("of"),
    "testify": _words("about to"),
    "think": _words("of about"),
    "warn": _words("of about against"),
    "whine": _words("about"),
    "wonder": _words("about"),
    "worry": _words("about"),
    "write": _words("of about"),
}
# Their object is the hearer or a message, never the content by itself.
HEARER_OBJECT = _words("assure inform notify remind tell ask warn caution text email brief")

ATTITUDE_ADJECTIVES = _words("""
    adamant afraid angry anxious aware certain clear concerned confident convinced critical disappointed
    doubtful dismissive eager emphatic fearful glad grateful happy hopeful insistent optimistic pessimistic
    pleased positive proud reluctant sad satisfied sceptical skeptical sorry supportive sure surprised
    thankful uncertain unaware unconvinced unhappy unsure upset wary willing unwilling worried opposed
""")
# Nouns that report when somebody owns them: "his claim that ...", "Marsh's promise to ...".
REPORTING_NOUNS = _words("""
    accusation admission allegation announcement argument assertion assessment assumption belief claim comment
    complaint conclusion confession contention criticism declaration demand denial doubt estimate expectation
    fear forecast hope insistence observation opinion pledge prediction promise proposal recommendation remark
    report request statement suggestion suspicion testimony threat view vow warning
    advice answer appeal apology call charge concern explanation guarantee guess hint plea point reminder reply response
""")
# With one of these nouns they report: "made the claim that ...", "issued a warning that ...".
UTTERING = _words("make issue give raise offer release deliver file lodge send have")
# They lead to a quotation only where nothing but a comma or a colon stands between.
LEADING_CLOSELY = _words("continue read reflect call signal relate email text post blog point pronounce")


@cache
def _verb_forms() -> dict[str, str]:
    verbs = APPEALING | SAYING | THINKING | WITH_INFINITIVE | WITH_ACTOR | WITH_OBJECT | NAMING
    verbs |= (
        WITH_PREPOSITION.keys()
        | GOING_ON
        | MESSAGING
        | ANSWERING
        | WITH_CHARGE
        | INSERTED
        | QUESTIONING
        | REFUSING
        | WITH_GERUND
        | {verb for verb, _ in WITH_PARTICLE}
    )
    return {form: verb for verb in sorted(verbs | {"quote", "be", "put", "go"}) for form in forms(verb)}


def verb_of(word: str) -> str:
    """The reporting verb a lower-case word is a form of; empty when it is none."""
    return _verb_forms().get(word, "")


@cache
def _uttering_forms() -> frozenset[str]:
    return frozenset(form for verb in UTTERING for form in forms(verb))


def utters(word: str) -> bool:
    """Whether a lower-case verb lends its subject's voice to a reporting noun behind it."""
    return word in _uttering_forms()


def is_reporting_noun(word: str) -> bool:
    """Whether a lower-case noun, of one or many, names what somebody says: "claim", "promises"."""
    return word in REPORTING_NOUNS or (word.endswith("s") and word[:-1] in REPORTING_NOUNS)
