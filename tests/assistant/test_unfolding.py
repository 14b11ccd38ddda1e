"""Claims as JSON become prose with labels while they stream, however they are cut and whatever they hold."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.structuring import response_format
from assistant.unfolding import Unfolding

TWO = {
    "answer": {
        "answerable": True,
        "claims": [
            {"text": "Ann Lee said “the bridge 🐝 is 3.5 m wide”.", "sources": [1, 12]},
            {"text": "Bo Ek denied it", "sources": [2]},
        ],
    }
}
PROSE = "Ann Lee said “the bridge 🐝 is 3.5 m wide” [1][12]. Bo Ek denied it [2]. "


def unfolded(text: str, cuts: list[int]) -> tuple[str, Unfolding]:
    """A reply that comes in pieces, cut at these places."""
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    unfolding = Unfolding()
    pieces = [text[a:b] for a, b in pairwise(places)]
    return "".join([*map(unfolding.feed, pieces), unfolding.finish()]), unfolding


@pytest.mark.parametrize("ascii_only", [True, False])
@given(cuts=st.lists(st.integers(0, 400), max_size=40))
def test_claims_are_prose_with_labels_however_they_are_cut(ascii_only: bool, cuts: list[int]) -> None:
    """Escapes and characters of two code units too; the label stands before the full stop."""
    text, unfolding = unfolded(json.dumps(TWO, ensure_ascii=ascii_only), cuts)
    assert text == PROSE
    assert unfolding.spoke and not unfolding.prose and not unfolding.declines


def test_words_come_before_their_claim_ends() -> None:
    """So that the first of them are there early."""
    unfolding = Unfolding()
    assert unfolding.feed('{"answer": {"answerable": true, "claims": [{"text": "Ann Lee said') == "Ann Lee said"
    assert unfolding.feed(" it was. ") == " it was"  # what may be the end waits for the labels
    assert unfolding.feed('Bo", "sources": [1') == ". Bo"
    assert unfolding.feed("2]}") == " [12]. "


@pytest.mark.parametrize(
    ("reply", "prose"),
    [
        ('```json\n{"claims": ["A said x.", "B said y"]}\n``` “trailing”', "A said x. B said y. "),
        ('{"answer": "It is so.", "sources": "[3]"}', "It is so [3]. "),
        ('{"sources": ["passage 1"], "text": "A said\\nso."}', "A said so [1]. "),
        ("Plain “prose” [1].", "Plain “prose” [1]."),
        ('{"answer": {"claims": [{"text": "A said', "A said. "),
        ('{"text": "\\ud83d", "sources": [1]}', ""),
    ],
)
def test_other_shapes_are_read_too(reply: str, prose: str) -> None:
    """A server that knows no schema lets a model put its claims where it likes, or write none at all."""
    assert unfolded(reply, [])[0] == prose


def test_a_refusal_is_told() -> None:
    """The passages do not answer."""
    text, unfolding = unfolded('{"answer": {"answerable": false}}', [3, 20])
    assert (text, unfolding.declines, unfolding.spoke) == ("", True, False)


@given(st.text(alphabet='{}[]":,\\ux12.tf e“', max_size=80), st.lists(st.integers(0, 80), max_size=9))
def test_nothing_it_reads_can_break_it(reply: str, cuts: list[int]) -> None:
    """And what it gives does not depend on the cuts."""
    assert unfolded(reply, cuts)[0] == unfolded(reply, [])[0]


def test_the_schema_asks_for_labels_that_were_given() -> None:
    """At least one for each claim, and nothing beside them: two kinds of answer to choose from."""
    wanted = response_format("json_schema", 3)
    assert wanted is not None
    claims, refusal = wanted["json_schema"]["schema"]["properties"]["answer"]["anyOf"]
    sources = claims["properties"]["claims"]["items"]["properties"]["sources"]
    assert (sources["items"]["enum"], sources["minItems"]) == ([1, 2, 3], 1)
    assert [*refusal["properties"]] == ["answerable"]
    assert response_format("prose", 3) is None
