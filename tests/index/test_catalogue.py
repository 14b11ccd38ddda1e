"""Filters over columns against the filters' own words; vectors in flat files against the same in memory."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.catalogue import catalogued
from index.filters import Filters
from index.vector_file import VectorFile

FIRST = date(2031, 1, 1)
OUTLETS = ("The Post", "THE POST", "Écho", "")

days = st.integers(0, 5).map(lambda n: FIRST + timedelta(days=n))
items = st.lists(st.tuples(st.none() | days, st.sampled_from(OUTLETS), st.sampled_from(("en", "de", ""))), max_size=20)
filters = st.builds(
    Filters,
    since=st.none() | days,
    until=st.none() | days,
    outlets=st.lists(st.sampled_from(("the post", "écho", "Nowhere")), max_size=2, unique=True).map(tuple),
    languages=st.lists(st.sampled_from(("en", "DE", "", "xx")), max_size=2, unique=True).map(tuple),
)


@given(items, filters)
def test_what_passes_is_what_the_filters_say(items: list[tuple[date | None, str, str]], filters: Filters) -> None:
    rows = [
        (3 * n, day.isoformat() if day else "", name, language, n, 0, 9)
        for n, (day, name, language) in enumerate(items)
    ]
    catalogue = catalogued(rows)
    wanted = {outlet.casefold() for outlet in filters.outlets}
    expected = [
        3 * n
        for n, (day, outlet, language) in enumerate(items)
        if not (filters.since and (day is None or day < filters.since))
        and not (filters.until and (day is None or day > filters.until))
        and not (wanted and outlet.casefold() not in wanted)
        and not (filters.languages and (language not in map(str.casefold, filters.languages) or not language))
    ]
    assert catalogue.passing(filters).tolist() == expected
    some = np.array([number for number, *_ in rows][::2], np.int64)
    assert catalogue.passing(filters, some).tolist() == [number for number in expected if number in some]


cuts = st.lists(st.integers(1, 30), max_size=5, unique=True).map(sorted)
spans = st.tuples(st.integers(0, 3), st.integers(0, 29), st.integers(1, 10))


@given(st.lists(cuts, max_size=3), st.lists(spans, max_size=5), st.randoms())
def test_what_holds_a_place_shares_a_character_with_it(
    articles: list[list[int]], told: list[tuple[int, int, int]], chance: Random
) -> None:
    """Whatever the order in which the items of an article were numbered."""
    items = [
        (article, start, end)
        for article, at in enumerate(articles)
        for start, end in zip((0, *at), (*at, 31), strict=True)
    ]
    chance.shuffle(items)
    catalogue = catalogued([(n, "", "", "", *item) for n, item in enumerate(items)])
    places = [(article, start, start + length) for article, start, length in told]
    expected = [
        n
        for n, (article, start, end) in enumerate(items)
        if any(article == a and start < last and end > first for a, first, last in places)
    ]
    assert catalogue.holding(np.array(places, np.int64).reshape(-1, 3)).tolist() == expected


def rows_of(numbers: range) -> dict[int, np.ndarray[tuple[int], np.dtype[np.float32]]]:
    return {number: np.array([number, 1, -number], np.float32) for number in numbers}


def test_vectors_are_compared_by_number(tmp_path: Path) -> None:
    """Numbers it does not have are left out; the file may be opened by others, and grow."""
    file = VectorFile(tmp_path, "passages")
    vector = np.array([1, 2, 0], np.float32)
    assert file.similarities(vector, np.array([4]))[0].tolist() == []
    file.append(rows_of(range(3, 9, 2)))
    file.append(rows_of(range(5, 12, 3)))  # 5 is there already
    for opened in (file, VectorFile(tmp_path, "passages")):
        assert len(opened) == 5
        found, similar = opened.similarities(vector, np.array([11, 2, 7, 5, 7]))
        assert found.tolist() == [5, 7, 11]
        assert similar.tolist() == [7, 9, 13]


def test_what_an_interrupted_run_left_halfway_is_written_over(tmp_path: Path) -> None:
    """Its vectors without their numbers, or half of a number."""
    file = VectorFile(tmp_path, "passages")
    file.append(rows_of(range(2)))
    with (tmp_path / "passages.vectors").open("ab") as rows:
        rows.write(b"\xff" * 17)
    with (tmp_path / "passages.numbers").open("ab") as numbers:
        numbers.write(b"\xff" * 5)
    file = VectorFile(tmp_path, "passages")
    assert len(file) == 2
    file.append(rows_of(range(4)))
    found, similar = VectorFile(tmp_path, "passages").similarities(np.array([1, 0, 0], np.float32), np.arange(9))
    assert found.tolist() == similar.tolist() == [0, 1, 2, 3]


def test_a_file_of_vectors_that_was_cut_off_is_no_file(tmp_path: Path) -> None:
    """Better an error, which the next update mends, than vectors of others."""
    VectorFile(tmp_path, "passages").append(rows_of(range(4)))
    rows = tmp_path / "passages.vectors"
    rows.write_bytes(rows.read_bytes()[:-4])
    with pytest.raises(ValueError, match="mmap"):
        VectorFile(tmp_path, "passages")
