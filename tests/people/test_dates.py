"""What a caller says of a date of birth is used as far as it can be so."""

import pytest

from people import dates


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1984-03-07", "1984-03-07"),
        ("7/3/1984", "1984-03-07"),
        ("1984-13-07", "1984-07-13"),
        ("31/2/1984", "1984-02"),
        ("29/2/1985", "1985-02"),
        ("29/2/1984", "1984-02-29"),
        ("1861-88-11", "1861"),
        ("1861-00-00", "1861"),
        ("1861-88-88", "1861"),
        ("1984", "1984"),
    ],
)
def test_a_day_that_never_was_counts_as_far_as_it_can(said, meant):
    assert dates.heard(said).text == meant


@pytest.mark.parametrize("said", ["tomorrow", "84", "0000-01-01", "12", "1984-3-7-1", "１９８４"])
def test_what_is_no_date_is_refused(said):
    with pytest.raises(ValueError, match="date of birth|calendar"):
        dates.heard(said)


def test_for_the_record_a_day_that_never_was_is_refused():
    with pytest.raises(ValueError, match="not a day in the calendar"):
        dates.read("31/2/1984")
