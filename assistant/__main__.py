"""`python -m assistant "question"`: one cited answer, or a line of JSON for each of many questions."""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError, SettingsError
from assistant.question import Message, Turn
from assistant.settings import read_settings
from index.commands.options import (
    add_filters,
    add_question,
    new_parser,
    print_json,
    read_filters,
    run_batch,
    run_together,
    take_command,
)
from index.errors import IndexingError
from index.errors import SettingsError as IndexSettingsError
from index.reporting import kin_words
from index.settings import read_settings as read_index_settings

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.answering import Assistant
    from assistant.claim import Claim
    from assistant.reporting import Kindred

# Heavy rooms are imported when a question is answered, so that --help comes at once.

ABOUT = """\
Answers a question from the indexed articles, every claim cited to exact words. Bring the index up to date
with `python -m index`. With ASSISTANT_MODEL set, questions and the passages found are sent to that model's
server; without it nothing leaves this machine.

  python -m assistant "What did the minister say about the reservoir?" --since 2031-05-01
  python -m assistant --batch questions.jsonl > answers.jsonl
  python -m assistant check draft.txt        checks a text against the articles; see check --help

A line of a batch is {"id", "question"}, optionally with earlier "turns": [{"question", "answer"}].
"""

CHECKING = """\
Checks a text (a draft, a rival's story, a model's answer) against the indexed articles: for every claim and
quotation whether it is supported, misquoted, misattributed, contradicted, an opinion told as fact, or not found,
with the words it rests on. No language model is asked, and nothing leaves this machine.

  python -m assistant check draft.txt
  python -m assistant "Who called it a betrayal?" | python -m assistant check
  python -m assistant check --batch texts.jsonl > verdicts.jsonl
"""

TOGETHER = 32  # texts of a batch that are checked together; more is hardly quicker

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # escape sequences; what UTF-8 cannot write


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; the exit status. Answers go to standard output, everything else to standard error."""
    checks, rest = take_command(sys.argv[1:] if arguments is None else arguments, ("check",))
    options = _check_options(rest) if checks else _options(rest)
    try:
        return _check(options) if checks else _run(options)
    except (SettingsError, IndexSettingsError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except (AssistantError, IndexingError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 1


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = new_parser("python -m assistant", ABOUT)
    add_question(parser, "question")
    add_filters(parser)
    parser.add_argument("--all", action="store_true", help="show up to 100 statements, not only the closest")
    parser.add_argument("--speaker", metavar="S", help="only statements of this speaker")
    return parser.parse_args(arguments)


def _check_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = new_parser("python -m assistant check", CHECKING)
    group = parser.add_mutually_exclusive_group()
    group.add_argument("file", nargs="?", metavar="FILE", help="the text; standard input where none is named, or -")
    group.add_argument("--batch", type=Path, metavar="FILE", help='JSON lines of {"id", "text"}; a line for each')
    return parser.parse_args(arguments)


def _check(options: argparse.Namespace) -> int:
    from assistant.reporting import check_fields
    from assistant.wiring import build_assistant

    text = "" if options.batch else _text(options.file)
    # A check needs no model: the settings are read all the same, so that an unknown one is told.
    assistant = build_assistant(options.store, replace(read_settings(), model=""), read_index_settings())
    if options.batch:

        def checked(records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
            every = assistant.check_each([record["text"] for record in records])
            return [
                check_fields(record.get("id"), claims, _kin(assistant, claims))
                for record, claims in zip(records, every, strict=True)
            ]

        return run_together(options.batch, "text", checked, TOGETHER)
    claims = assistant.check(text)
    if options.json:
        print_json(check_fields(None, claims, _kin(assistant, claims)))
    else:
        print("\n\n".join(map(claim_as_text, claims)) or "No claims.")
    return 0


def _text(file: str | None) -> str:
    if file in (None, "-"):
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        return Path(str(file)).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}; name a file of plain text") from error


def claim_as_text(claim: "Claim") -> str:
    """A claim, its verdict and what it rests on, for a terminal."""
    lines = [f"{claim.verdict}: {claim.text}", f"    {claim.reason}"]
    for citation in claim.citations:
        source = citation.item.source
        origin = ", ".join(filter(None, (source.outlet, source.published[:10], source.path)))
        lines.append(f"    [{citation.label}] {source.headline or '(no headline)'} ({origin})")
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", "\n".join(lines))


def _run(options: argparse.Namespace) -> int:
    from assistant.reporting import answer_fields
    from assistant.wiring import build_assistant

    settings, filters = read_settings(), read_filters(options)
    if settings.host:
        print(f"evidence is sent to {settings.host} ({settings.model})", file=sys.stderr)
    assistant = build_assistant(options.store, settings, read_index_settings())
    if options.batch:

        def answered(record: dict[str, Any]) -> dict[str, Any]:
            message = Message(record["question"], _turns(record.get("turns")), filters, options.all)
            answer = assistant.invoke(message)
            return answer_fields(record.get("id"), record["question"], answer, _kin(assistant, [answer]))

        return run_batch(options.batch, "question", answered)
    answer = assistant.invoke(Message(options.question, (), filters, options.all))
    if options.json:
        print_json(answer_fields(None, options.question, answer, _kin(assistant, [answer])))
    else:
        print(as_text(answer, _kin(assistant, [answer])))
    return 0


def as_text(answer: "Answer", kin: "Kindred") -> str:
    """An answer with its sources and what belongs to them, for a terminal: what could steer one is replaced."""
    lines = [answer.text]
    lines += [f"  - {person.name}{f' ({person.role})' if person.role else ''}" for person in answer.candidates]
    if answer.citations:
        lines.append("")
    for citation in answer.citations:
        source = citation.item.source
        origin = ", ".join(filter(None, (source.outlet, source.published[:10], source.path, source.url)))
        lines.append(f"[{citation.label}] {source.headline or '(no headline)'}\n    {origin}")
        lines += (f"    {told}" for told in kin_words(kin.get(source.article_id, ())))
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", "\n".join(lines))


def _kin(assistant: "Assistant", cited: "Sequence[Answer | Claim]") -> "Kindred":
    """What belongs to the articles that some answers or claims cite."""
    from assistant.reporting import cited_ids

    return assistant.kin(cited_ids(cited))


def _turns(value: object) -> tuple[Turn, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(turn, dict) for turn in value):
        raise ValueError('"turns" is a list of objects with "question" and "answer"')
    return tuple(Turn(str(turn.get("question") or ""), str(turn.get("answer") or "")) for turn in value)


if __name__ == "__main__":
    sys.exit(main())
