"""Statements -> the names they stand under in the whole corpus, the list of people, and what is a copy of what.

A step of the write path, after statements are written and before words and vectors follow. No model runs: an
edited people.toml is honoured by the next update, whatever else has changed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from pathlib import Path

from index.candidate import Local, Mention
from index.coverage import Failure
from index.errors import UnreadableError
from index.filters import EVERYTHING
from index.ledger.ledger import Ledger
from index.ledger.register import Naming, Register, Standing
from index.listing import Spoken, list_people
from index.overrides import FILE, Overrides, combined, find_overrides, parse_overrides
from index.people import TOLD, Identity, identify
from index.recurring import Recurrence, groups_of
from index.statement import Statement

RULES = "4"  # goes up when the same statements would be named or grouped otherwise
_LARGEST = 1_000_000  # bytes of people.toml: a longer one is no list that somebody keeps


def name_speakers(ledger: Ledger) -> None:
    """Brings names, people and copies up to the statements that stand, if those or people.toml have changed."""
    texts = [_overrides_text(ledger, root) for root in ledger.roots()]
    fingerprint = blake2b(repr((RULES, texts)).encode(), digest_size=16).hexdigest()
    if not ledger.pending() and ledger.fact("named by") == fingerprint:
        return
    register = Register(ledger)
    overrides = combined([parse_overrides(text) for text in texts if text])
    identities = _rename(register, overrides)
    _group(ledger, register, everything=ledger.fact("grouped by") != RULES)
    groups = register.copies()
    register.keep_people(list_people([_spoken(one, groups) for one in register.standing()], identities))
    ledger.note("grouped by", RULES)
    ledger.note("named by", fingerprint)


def _rename(register: Register, overrides: Overrides) -> dict[Local, Identity]:
    standing = register.standing()
    identities = identify(_mentions(standing), overrides)
    for one in standing:
        own = one.article_id, one.outlet
        if own in identities and identities[own].why != TOLD:  # an article's own outlet is no person
            identities[own] = replace(identities[own], listed=False)
    namings: list[Naming] = []
    for one in standing:
        names = tuple(identities[one.article_id, speaker.name].name for speaker in one.speakers)
        via_name = identities[one.article_id, one.via].name if one.via else ""
        if (names, via_name) != (one.names, one.via_name):
            namings.append(Naming(one.number, names, via_name))
    register.rename(namings)
    return identities


def _mentions(standing: Sequence[Standing]) -> list[Mention]:
    """One mention a speaker and article, with all the roles and aliases its statements there have. Who relays
    another's words has spoken too."""
    roles: dict[Local, set[str]] = defaultdict(set)
    aliases: dict[Local, set[str]] = defaultdict(set)
    for one in standing:
        for speaker in one.speakers:
            roles[one.article_id, speaker.name].update(filter(None, (speaker.role,)))
            aliases[one.article_id, speaker.name].update(speaker.aliases)
        if one.via:
            roles[one.article_id, one.via].update(())
    return [Mention(*local, tuple(sorted(roles[local])), tuple(sorted(aliases[local]))) for local in sorted(roles)]


def _group(ledger: Ledger, register: Register, everything: bool) -> None:
    """Groups anew the statements of those speakers of whom any statement has come, gone or changed its name."""
    names = register.changed_names()
    if everything:
        names |= {name or "" for one in register.standing() for name in one.names or ("",)} | {""}
    numbers = register.spoken_by(names)
    rows = ledger.rows(numbers, EVERYTHING, ledger.generation + 1)
    statements = [(number, row.item) for number, row in rows.items() if isinstance(row.item, Statement)]
    register.keep_copies(numbers, groups_of(_recurrence(number, one) for number, one in statements))


def _recurrence(number: int, statement: Statement) -> Recurrence:
    said = (tuple(sorted(speaker.name for speaker in statement.speakers)), statement.negated)
    day: date | None = statement.source.day
    return Recurrence(number, said, " ".join(statement.words), day.toordinal() if day else None)


def _spoken(one: Standing, groups: dict[int, int]) -> Spoken:
    group = groups.get(one.number, one.number)
    return Spoken(group, one.article_id, one.outlet, one.day, one.speakers)


def _overrides_text(ledger: Ledger, root: str) -> str:
    """The text of a root's people.toml. One that cannot be used is reported as failed, and the last one that
    could is used in its place."""
    known, failures = f"people.toml of {root}", list[Failure]()
    path = find_overrides(root)
    text = "" if Path(root).exists() else ledger.fact(known)  # a root out of sight is not one without a file
    try:
        if path is not None:
            text = _read(path)
            parse_overrides(text)
        ledger.note(known, text)
    except UnreadableError as error:
        failures.append(Failure(FILE, str(error)))
        text = ledger.fact(known)
    ledger.finish_file(root, FILE, None, failures)
    return text


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()
        if len(content) > _LARGEST:
            raise UnreadableError(f"it has {len(content)} bytes; {_LARGEST} are the most that is read: shorten it")
        return content.decode("utf-8")
    except OSError as error:
        raise UnreadableError(f"it cannot be opened, {error.strerror or error}: allow reading it") from None
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableError(f"line {line}: it is not UTF-8 text; save it as UTF-8") from None
