"""Publication dates: as much as was told, and nothing more."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dating import iso_date


@pytest.mark.parametrize(
    ("told", "iso"),
    [
        ("2031-05-04", "2031-05-04"),
        ("20310504", "2031-05-04"),
        ("March 4, 2031", "2031-03-04"),
        ("Wed 4 Mar 2031", "2031-03-04"),
        ("May 4th, 2031", "2031-05-04"),
        ("Published: May 4, 2031", "2031-05-04"),
        ("March 4, 2031 at 10:15 am", "2031-03-04T10:15"),
        ("Updated 9:05 PM EDT, Tue March 4, 2031", "2031-03-04T21:05"),
        ("2031-05-04T10:15+02:00", "2031-05-04T10:15+02:00"),
        ("2031-05-04T00:00:00Z", "2031-05-04T00:00:00+00:00"),
        ("Sun, 04 May 2031 10:15:00 GMT", "2031-05-04T10:15:00+00:00"),
        ("May 4, 2031 10:15 UTC+3", "2031-05-04T10:15+03:00"),
        ("1577836800", "2020-01-01T00:00:00+00:00"),
        ("1577836800000", "2020-01-01T00:00:00+00:00"),
        ("13/05/2031", "2031-05-13"),
    ],
)
def test_a_told_day_becomes_iso(told: str, iso: str) -> None:
    """What outlets write as a day, with or without a time, is understood."""
    assert iso_date(told) == iso


@pytest.mark.parametrize(
    "told",
    [
        *("", "2031", "May 2031", "May 4", "Monday", "10:15", "12", "today", "soon", "\x00", "9" * 15, "x" * 5_000),
        *("March 32, 2031", "2031-02-30", "0000-01-01", "2031-05-04T25:00", "2031-05-04T10:15:00+99:00"),
    ],
)
def test_what_was_not_told_stays_empty(told: str) -> None:
    """No day is filled in from today, and what is no date is no date."""
    assert iso_date(told) == ""


@pytest.mark.parametrize("told", ["04/05/2031", "4.5.2031", "May 4, '31", "13/5/31"])
def test_a_day_that_can_be_read_two_ways_stays_empty(told: str) -> None:
    """Day and month that could change places, or a year without its century, are not guessed."""
    assert iso_date(told) == ""


@given(st.text(max_size=120))
def test_any_text_is_read_without_an_error(told: str) -> None:
    """Whatever stands where a date should stand, reading does not fail on it."""
    assert isinstance(iso_date(told), str)


@given(st.datetimes(datetime(1000, 1, 1)), st.none() | st.integers(-1_439, 1_439))
def test_an_iso_date_is_kept(moment: datetime, minutes: int | None) -> None:
    """The ISO form of a moment comes back as it was, with its zone."""
    if minutes is not None:
        moment = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert datetime.fromisoformat(iso_date(moment.isoformat())) == moment
