"""Which marks belong together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.attribution.marks import pair_marks

PAIRED = [
    ("straight", 'He said "yes, now" and left.', ["yes, now"]),
    ("curly", "He said “yes, now” and left.", ["yes, now"]),
    ("mixed", 'He said “yes, now" and left.', ["yes, now"]),
    ("doubled", "He said ''yes, now'' and left.", ["yes, now"]),
    ("latex", "He said ``yes, now'' and left.", ["yes, now"]),
    ("guillemets", "He said «yes, now» and left.", ["yes, now"]),
    ("low", "He said „yes, now” and left.", ["yes, now"]),
    ("single", "He said ‘yes, now’ and left.", ["yes, now"]),
    ("nested", "“She said ‘go’ and I went,” he said.", ["She said ‘go’ and I went,"]),
    ("nested in its own kind", "“I told “them” twice,” he said.", ["I told “them” twice,"]),
    ("nested British", "‘He said “go” and I went,’ she said.", ["He said “go” and I went,"]),
    ("plural possessive", "‘The miners’ pay is late,’ he said.", ["The miners’ pay is late,"]),
    ("apostrophes alone", "The miners’ pay hasn’t come since ’09.", []),
    ("inches", 'The 6" pipe burst.', []),
    ("closed by an opening mark", "An “expedited review“ of the pipe.", ["expedited review"]),
    (
        "forgotten closing mark",
        '"One thing, she said. "Another thing," she said.',
        ["One thing, she said. ", "Another thing,"],
    ),
    ("unclosed", "“It went on and on", ["It went on and on"]),
]


@pytest.mark.parametrize(("line", "inner"), [case[1:] for case in PAIRED], ids=[case[0] for case in PAIRED])
def test_marks_pair(line: str, inner: list[str]) -> None:
    """The words between the marks, and nothing else."""
    assert [line[slice(*quotation.inner)] for quotation in pair_marks(line)] == inner


@given(st.text(alphabet=st.sampled_from("\"“”„«»''`‘’ab ,."), max_size=80))
def test_quotations_are_slices_in_order(line: str) -> None:
    """Whatever the marks: inside the line, in order, none overlapping, the inner part inside the outer."""
    end = 0
    for quotation in pair_marks(line):
        assert end <= quotation.start <= quotation.inner[0] <= quotation.inner[1] <= quotation.end <= len(line)
        end = quotation.end
