"""Marks around copied words: each has its other one, and the words stay as they stand in the article."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.pairing import in_marks, paired

PAIRS = {"“": "”", "‘": "’", "«": "»", "„": "“"}
texts = st.text(alphabet="ab .,“”", min_size=1, max_size=30)
mixed = st.text(alphabet='ab .,“”„«»"', min_size=1, max_size=30)  # marks of several kinds may cross


def well_formed(text: str) -> bool:
    """Whether every curly or pointed mark that opens is closed in turn, and no straight one is left over."""
    awaited: list[str] = []
    for mark in text:
        if awaited and mark == awaited[-1]:
            awaited.pop()
        elif mark in PAIRS:
            awaited.append(PAIRS[mark])
        elif mark in PAIRS.values():
            return False
        elif mark == '"':
            awaited.append('"')
    return not awaited


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("We go", "“We go”"),
        ("“We go", "“We go”"),  # a speech of several paragraphs: each begins with a mark, only the last ends with one
        ("We go”", "“We go”"),
        ("“We go”", "“We go”"),
        ("I never said “yes” to it", "‘I never said “yes” to it’"),
        ("„Wir gehen“", "„Wir gehen“"),
        ("“We go,” she said. “Now.”", "“We go,” she said. “Now.”"),
    ],
)
def test_copied_words_stand_in_one_pair_of_marks(words: str, shown: str) -> None:
    """Never in two, and never in half a pair."""
    assert in_marks(words) == shown


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("She said: “We go.", "She said: “We go.”"),
        ("We go,” she said.", "“We go,” she said."),
        ('He said "no" and left.', 'He said "no" and left.'),
        ('"We go, he said.', '"We go, he said."'),
        ("„Idziemy”, he said.", "„Idziemy”, he said."),
        ("“We go. “We stay. “We win.”", "‘“We go. “We stay. “We win.”’"),
    ],
)
def test_a_sentence_gets_the_marks_it_lacks(sentence: str, shown: str) -> None:
    """Before it and after it; what is in order stays as it is."""
    assert paired(sentence) == shown


@given(texts)
def test_every_mark_has_its_other_one(text: str) -> None:
    """Whatever opens and closes where; marks in disorder stand as they were, between single ones."""
    assert well_formed(paired(text)) or paired(text) == f"‘{text}’"
    assert well_formed(in_marks(text)) or in_marks(text)[1:-1] in text


@given(mixed)
def test_between_marks_stands_nothing_but_the_article(text: str) -> None:
    """No mark that was added stands within another pair."""
    for shown in (paired(text), in_marks(text)):
        assert all(words in text for words in re.findall("“([^”]*)”|«([^»]*)»", shown) for words in words)


@given(mixed)
def test_no_character_of_the_article_changes(text: str) -> None:
    """A text stands whole within what is shown; between marks all of it but a loose mark at an end."""
    assert text in paired(text)
    assert text.strip('“”„«»" ') in in_marks(text)
