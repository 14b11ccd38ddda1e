"""Any text against a small index: every claim, its verdict, and the words it rests on."""

import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.__main__ import main
from assistant.answering import Assistant
from assistant.claim import Claim
from assistant.settings import Settings
from assistant.wiring import build_assistant
from index.settings import read_settings


@pytest.fixture(scope="module")
def assistant(small_store: Path) -> Assistant:
    return build_assistant(small_store, Settings("", "", "", 20.0), read_settings({}))


def only(assistant: Assistant, text: str) -> Claim:
    claims = assistant.check(text)
    assert len(claims) == 1, claims
    return claims[0]


SUPPORTED = [
    "Odile Farrant said the Calder Vale reservoir would cost 340 million crowns.",
    "“We will not drown a single farm”, Odile Farrant said.",
    '"We will not drown ... farm," Odile Farrant told reporters.',
    "“We will not drown [any] farm”, Odile Farrant said.",
    "Tobias Wrenn called the plan “a betrayal of the valley”.",
    "Farmers' leader Tobias Wrenn called the plan 'a betrayal of the valley'.",
    "Lucan Abara said “I have no quarrel with the players”. “My quarrel is with the board,” he added.",
    "Lucan Abara has resigned. “I have no quarrel with the players. My quarrel is with the board”, he said.",
    "The reservoir is to hold 90 million cubic metres.",
]


@pytest.mark.parametrize("text", SUPPORTED)
def test_what_the_articles_carry_is_supported(assistant: Assistant, text: str) -> None:
    """Quotations over sentences, in part, with words left out or put in; speakers by name and by pronoun; each
    citation is an exact slice of its article."""
    claims = assistant.check(text)
    assert claims and {claim.verdict for claim in claims} == {"supported"}, claims
    for citation in (citation for claim in claims for citation in claim.citations):
        article = assistant.article(citation.item.source.article_id)
        assert article and article.body[citation.start : citation.end] == citation.text


@pytest.mark.parametrize(
    ("text", "verdict", "told"),
    [
        ("“We will not drown a single house”, Odile Farrant said.", "misquoted", "We will not drown a single farm"),
        ("“We will not drown a single farm”, Tobias Wrenn said.", "misattributed", "Odile Farrant"),
        ("Tobias Wrenn said the orchestra had lost 2.4 million crowns last season.", "misattributed", "Sundqvist"),
        ("Odile Farrant said the reservoir would cost 430 million crowns.", "contradicted", "430 million"),
        ("Odile Farrant said on Monday that the reservoir would cost 340 million crowns.", "contradicted", "Monday"),
        ("Odile Farrant said the reservoir would not cost 340 million crowns.", "contradicted", "opposite"),
        ("The orchestra had lost 2.4 million crowns last season.", "opinion-as-fact", "Petra Sundqvist"),
        ("Odile Farrant said she would learn to play the trombone.", "not_found", "searched"),
        ("Tobias Wrenn promised five thousand jobs in the valley.", "not_found", "searched"),
        ("The chief conductor called the plan “a betrayal of the valley”.", "misattributed", "Tobias Wrenn"),
        ("“We will not drown a single farm”, Tobias Wrenn said, promising 5,000 jobs.", "misattributed", "5,000"),
    ],
)
def test_a_verdict_tells_why(assistant: Assistant, text: str, verdict: str, told: str) -> None:
    """The true words, the true speaker, the number, the day, whose opinion it is, or how much was searched."""
    claim = only(assistant, text)
    assert claim.verdict == verdict and told in claim.reason, claim
    assert verdict == "not_found" or claim.citations


def test_a_label_must_carry_its_claim(assistant: Assistant) -> None:
    """With a source list, a claim is held against the article its label names."""
    claim, sources = (
        "Odile Farrant said the Calder Vale reservoir would cost 340 million crowns",
        (
            "[1] Reservoir plan divides Calder Vale\n    The Vale Courier, 2041-05-02, reservoir.md\n"
            "[2] Conductor leaves Brinmoor orchestra after a row\n    The Vale Courier, 2041-07-19, orchestra.md"
        ),
    )
    assert only(assistant, f"{claim} [1].\n\n{sources}").verdict == "supported"
    wrong = only(assistant, f"{claim} [2].\n\n{sources}")
    assert wrong.verdict == "misattributed" and "[2]" in wrong.reason
    assert only(assistant, f"{claim} [2].").verdict == "supported"  # no list: nothing is known of the label


PIECES = st.sampled_from(
    [*SUPPORTED, "“", "”", '"', "'", "[1]", "[99]", "<b>", "</p>", "\n\n", " ", "he said", "Farrant said", "a" * 300,
     "...", "\ud800", "\u2028", "ﬁ", "İ", "\0", "not", "340 million", "?", "[1] x\n"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=20), max_size=8).map("".join))
@settings(max_examples=25)
def test_claims_are_exact_slices_in_order(assistant: Assistant, text: str) -> None:
    """Whatever the text: marks unpaired, labels, markup, no spaces; nothing overlaps and nothing fails."""
    at = 0
    for claim in assistant.check(text):
        assert text[claim.start : claim.end] == claim.text and at <= claim.start < claim.end
        assert claim.reason
        at = claim.end


def test_a_text_without_any_space_is_checked(assistant: Assistant) -> None:
    """A hundred thousand letters in a row, and as many marks."""
    for text in ("x" * 100_000, "“" * 20_000, '"[1]' * 5_000):
        for claim in assistant.check(text):
            assert text[claim.start : claim.end] == claim.text


def test_the_command_checks_files_lines_and_what_is_piped_in(
    small_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line of JSON for each line read, in order, a broken one with its error and exit status 1; 2 for a file that
    is not there."""
    file = tmp_path / "draft.txt"
    file.write_text(SUPPORTED[0], encoding="utf-8")
    store = ["--store", str(small_store)]
    assert main(["check", str(file), "--json", *store]) == 0
    (claim,) = json.loads(capsys.readouterr().out)["claims"]
    assert [*claim] == ["start", "end", "text", "verdict", "reason", "citations"] and claim["verdict"] == "supported"
    assert main([*store, "check", str(file)]) == 0
    assert capsys.readouterr().out.startswith(f"supported: {SUPPORTED[0]}")
    assert main(["check", str(tmp_path / "absent.txt"), *store]) == 2
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(SUPPORTED * 5)]
    lines[3:3] = ["{", json.dumps({"id": "no text"}), "[1]"]
    batch = tmp_path / "texts.jsonl"
    batch.write_text("\n".join(lines), encoding="utf-8")
    assert main(["check", "--batch", str(batch), *store]) == 1
    printed = capsys.readouterr()
    given = [json.loads(line) for line in printed.out.splitlines()]
    assert [one["id"] for one in given] == [0, 1, 2, None, "no text", None, *range(3, 45)]
    assert [n for n, one in enumerate(given) if "error" in one] == [3, 4, 5] and "line 4" in printed.err
    assert all(one["claims"][0]["verdict"] == "supported" for one in given if "error" not in one)


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_the_command_checks_what_is_piped_in(
    arguments: list[str], small_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Like a file, also where it is no UTF-8 throughout; nothing at all holds no claims, which is no failure."""
    for piped, verdicts in ((SUPPORTED[0].encode() + b" \xff", ["supported"]), (b"", []), (b" \n", [])):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped)))
        assert main(["check", *arguments, "--json", "--store", str(small_store)]) == 0
        printed = capsys.readouterr()
        given = json.loads(printed.out)
        assert [claim["verdict"] for claim in given["claims"]] == verdicts and not printed.err


def test_what_the_command_cannot_do_is_told_in_a_line(
    small_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, with exit status 2 for wrong usage and 1 for an index that is not there."""
    file = tmp_path / "draft.txt"
    file.write_text(SUPPORTED[0], encoding="utf-8")
    with pytest.raises(SystemExit) as usage:
        main(["check", str(file), "--batch", str(file), "--store", str(small_store)])
    assert usage.value.code == 2 and not capsys.readouterr().out
    assert main(["check", str(file), "--store", str(tmp_path / "none")]) == 1
    printed = capsys.readouterr()
    assert not printed.out and printed.err.startswith("error: ") and printed.err.count("\n") == 1
