"""Outlets that are one, however their articles write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.mastheads import is_outlet, one_name


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["The Vale Courier", "the vale courier", "The  Vale Courier", "VALE COURIER"], {"The Vale Courier"}),
        (["NWA", "Northern Wire Agency"], {"Northern Wire Agency"}),
        (["NWA", "Northern Wire Agency", "New West Argus"], {"NWA", "Northern Wire Agency", "New West Argus"}),
        (["BoN", "Bank of News"], {"BoN", "Bank of News"}),  # no abbreviation: not of capitals
        (["Post", "Morning Post"], {"Post", "Morning Post"}),
    ],
)
def test_an_outlet_has_one_name(names: list[str], shown: set[str]) -> None:
    """Case, spaces and "the" make no other outlet; nor does an abbreviation, where one name alone fits it."""
    assert {*one_name(names).values()} == shown


@pytest.mark.parametrize(
    ("name", "outlet", "same"),
    [
        ("Lantern", "The Vale Lantern", True),
        ("the vale lantern", "The Vale Lantern", True),
        ("Vale", "The Vale Lantern", False),
        ("Evening Lantern", "The Vale Lantern", False),
        ("Lantern", "", False),
    ],
)
def test_an_outlet_is_called_by_its_last_words(name: str, outlet: str, same: bool) -> None:
    """Its first alone, or another's name with the same end, are not its name."""
    assert is_outlet(name, outlet) is same


@given(st.sets(st.text(max_size=12)))
def test_every_outlet_is_named(names: set[str]) -> None:
    """By one of the names there are, which stands for itself, whatever they are."""
    shown = one_name(names)
    assert shown.keys() == names
    assert all(name in names and shown[name] == name for name in shown.values())
