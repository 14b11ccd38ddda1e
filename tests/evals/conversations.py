"""Whether the embedded default finds the evidence in the last turn of a conversation.

    python -m tests.evals.conversations [--misses]

The 40 two- and three-turn conversations of `conversations.jsonl`, over the project's own corpus. Judged as
the single questions are (tests/evals/answering.py); beside the last turn as it was asked, the question that
a human wrote to stand alone, which tells what following up loses.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from assistant.answering import Assistant
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.settings import read_settings as read_index_settings
from tests.evals.answering import HERE, ask, build_store, found, read_questions, wrong_speaker
from tests.evals.telling import tell

CONVERSATIONS = HERE / "conversations.jsonl"


def measure(assistant: Assistant) -> dict[str, Any]:
    """Right answers to the last turns and to the questions that stand alone, and a line for each miss."""
    conversations = [_with_kind(conversation) for conversation in read_questions(CONVERSATIONS)]
    answerable = [conversation for conversation in conversations if conversation["answerable"]]
    right = alone = declined = wrong = 0
    misses = []
    for conversation in conversations:
        answer = ask(assistant, conversation)
        misnamed = wrong_speaker(conversation, answer)
        wrong += misnamed
        if conversation["answerable"]:
            good = found(conversation, answer)
            right += good
            stands = ask(assistant, {"question": conversation["standalone"]})
            alone += found(conversation, stands)
        else:
            good = answer.standing == "declined"
            declined += good
        if not good or misnamed:
            misses.append(_told(conversation, answer.question.text, f"{answer.standing} {answer.text[:300]!r}"))
    return {
        "answerable": len(answerable),
        "right words in first three citations": right,
        "the same, asked as a human's stand-alone question": alone,
        "unanswerable": len(conversations) - len(answerable),
        "declined": declined,
        "wrong speaker": wrong,
        "misses": misses,
    }


def _with_kind(conversation: dict[str, Any]) -> dict[str, Any]:
    """With what the human's question asks for: of those who ask "Who ...?" several may have spoken."""
    asks_who = conversation["standalone"].startswith("Who ")
    return {**conversation, "kind": "who-said" if asks_who else "what-said"}


def _told(conversation: dict[str, Any], understood: str, gave: str) -> str:
    turns = " / ".join(turn["question"] for turn in conversation["turns"])
    return (
        f"{conversation['id']} {turns} / {conversation['question']}\n    understood {understood!r}\n"
        f"    wanted {conversation['words'][:2]}\n    gave {gave}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="show what went wrong")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build_store(Path(folder))
        figures = measure(build_assistant(Path(folder), read_settings({}), read_index_settings({})))
    misses = figures.pop("misses")
    tell(figures, misses, options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
