"""Articles that stand -> which belong together, and which passages are shown for others: a step of the write path.

Follows splitting; no model runs. Sketches are made once an article; who belongs to whom is found anew from them
whenever anything has changed (some milliseconds a thousand articles), so it is the same as if all had come at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from index.correcting import LONGEST_DAYS, corrected, is_notice
from index.folding import folds
from index.kinship import Kinship, Sketched
from index.ledger.ledger import Ledger
from index.ledger.register import Register
from index.relating import kinships_of, root_of
from index.sketching import SKETCH, sketch

RULES = f"1/{SKETCH}"  # goes up when the same articles would be put together otherwise


def group_articles(ledger: Ledger) -> tuple[str, ...]:
    """Notes which articles belong together; what is strange about their web addresses, in words."""
    if not ledger.pending() and ledger.fact("related by") == RULES:
        return ()
    unsketched = ledger.unsketched(RULES)
    ledger.keep_sketches(RULES, ((number, sketch(one.body), is_notice(one)) for number, one in unsketched))
    sketched = ledger.sketched()
    kinships, notes = kinships_of(one for one in sketched if not one.notice)
    ledger.keep_kin({*kinships, *_corrections(ledger, sketched)})
    _fold(ledger, Register(ledger))
    ledger.note("related by", RULES)
    return tuple(notes)


def _corrections(ledger: Ledger, sketched: Iterable[Sketched]) -> list[Kinship]:
    """What each notice corrects. What was found for one stays, unless it is gone or an article that may fit better
    has come."""
    by_outlet: dict[str, list[Sketched]] = defaultdict(list)
    for one in sketched:
        by_outlet[one.outlet].append(one)
    kept = {kin.other: kin for kin in ledger.kept_kin() if kin.relation == "correction"}
    known = ledger.fact("related by") == RULES
    found: list[Kinship] = []
    for notice in (one for some in by_outlet.values() for one in some if one.notice):
        others = [one for one in by_outlet[notice.outlet] if not one.notice and _may_correct(notice, one)]
        if known and not notice.new and not any(one.new for one in others):
            before = kept.get(notice.number)
            if before is None or before.article in {one.number for one in others}:
                found += [before] if before else []
                continue
        article = next(article for _, article in ledger.standing_articles([notice.number]))
        target = corrected(article, ledger.standing_articles([one.number for one in others]))
        if target is not None:
            found.append(Kinship(target, notice.number, "correction"))
    return found


def _may_correct(notice: Sketched, other: Sketched) -> bool:
    first, second = other.day, notice.day
    return not first or not second or timedelta(0) <= second - first <= timedelta(LONGEST_DAYS)


def _fold(ledger: Ledger, register: Register) -> None:
    """Which passages stand for others, in every group of articles of which any, or its passages, has changed."""
    kin = [one for one in ledger.kept_kin() if one.relation != "correction"]
    over = {one.article: one.other for one in kin}
    outdated = {one.article for one in kin if one.relation == "version"}
    touched = ledger.touched_kin()
    roots = {root_of(article, over) for article in touched}
    members = touched | roots | {article for article in over if root_of(article, over) in roots}
    passages = ledger.passages_of(sorted(members))
    groups: dict[int, int] = {}
    for article in sorted(members & over.keys()):
        # What a later version says otherwise, it says instead; what another outlet says otherwise stands beside.
        strictly = article not in outdated
        groups |= folds(passages.get(article, {}), passages.get(over[article], {}), strictly)
    firsts = {number: root_of(number, groups) for number in groups}
    numbers = sorted(number for some in passages.values() for number in some)
    register.keep_copies(numbers, firsts | {first: first for first in firsts.values()})
