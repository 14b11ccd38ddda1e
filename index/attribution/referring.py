"""Whom "he" or "she" stands for: somebody of that gender, near, a subject, often the last speaker."""

from collections import Counter

from spacy.tokens import Token

from index.attribution.cast import Cast
from index.attribution.holding import DEFINITE, Offices, singular
from index.attribution.naming import gender_beside
from index.attribution.parsing import Line
from index.attribution.person import Mention, is_subject
from index.attribution.subject import mention
from index.attribution.titles import ROLES, Gender, gender_of_title
from index.statement import Span

HE_OR_SHE: dict[str, Gender] = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
_MENTIONS_LOOKED_AT = 25
_SENTENCES_BACK = 9  # a pronoun farther from a name stands for somebody else
_PER_SENTENCE = 0.8
_SAME_PARAGRAPH = 1.0
_CLOSE = 0.1  # two candidates nearer than this cannot be told apart
_NOBODY_KNOWN = "?"  # stands among the candidates for a mention or a role whose bearer is not known


def person_of(pronoun: Token, line: Line, content: list[Span], cast: Cast, offices: Offices, spoke_last: str) -> str:
    """The name of the person a pronoun outside of `content` stands for; empty when it is not clear."""
    gender = HE_OR_SHE[pronoun.lower_]
    here = line.start + pronoun.idx
    sentence = cast.sentence_at(here)
    near = cast.before(here, _MENTIONS_LOOKED_AT)
    counts = Counter(candidate.name for candidate in near)
    scores: dict[str, float] = {}
    for candidate in near:
        back = sentence - candidate.sentence
        if back > _SENTENCES_BACK or any(a <= candidate.span[0] < b for a, b in content):
            continue
        name = candidate.name or _NOBODY_KNOWN
        known = cast.people[name].gender if candidate.name else gender_beside(candidate.tokens)
        if known not in ("", gender):
            continue
        score = _standing(candidate) - _PER_SENTENCE * back + 0.1 * min(5, counts[candidate.name])
        score += 0.5 if known else -0.1
        score += 0.0 if not candidate.name or cast.acts(candidate.name) else -0.8
        score += 0.8 if name == spoke_last else 0.0
        score += _SAME_PARAGRAPH if candidate.span[0] >= line.start else 0.0
        scores[name] = max(scores.get(name, -99.0), score)
    role = _role_before(pronoun, line)
    if role is not None:
        named = offices.holder(singular(role.lower_), mention(role), line, gender) or _NOBODY_KNOWN
        scores[named] = max(scores.get(named, -99.0), 2.5 - _PER_SENTENCE + _SAME_PARAGRAPH)
    ranked = sorted(scores, key=lambda name: -scores[name])
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _CLOSE:
        return ""
    return ranked[0] if ranked and ranked[0] != _NOBODY_KNOWN else ""


def _role_before(pronoun: Token, line: Line) -> Token | None:
    """The role noun that is the subject of the sentence before: "The minister came. She said ..."."""
    start = pronoun.sent.start
    before = line.doc[start - 1].sent if start > 0 else pronoun.sent
    for token in before:
        role = token.dep_ in ("nsubj", "nsubjpass") and singular(token.lower_) in ROLES and not line.spoken(token)
        fits = gender_of_title(token.lower_) in ("", HE_OR_SHE[pronoun.lower_])
        if role and fits and token.i < pronoun.i and token.tag_ != "NNS" and mention(token)[0].lower_ in DEFINITE:
            return token
    return None


def _standing(candidate: Mention) -> float:
    """How prominent the place of a mention is."""
    root = candidate.tokens.root
    score = 2.0 if is_subject(candidate.tokens) else {"poss": -1.0, "pobj": -0.5, "dobj": -0.5}.get(root.dep_, 0.0)
    leads = candidate.tokens.root.head.dep_ == "ROOT"
    return score + (0.4 if " " in candidate.form else 0.0) + (0.3 if leads else 0.0)
