"""Which assessments are read, how many by lot, how far grades agree, and what the lot would catch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import sampling, second_reads

PLAIN = {"grade": "STANDARD", "authors": "STANDARD", "suggested": "STANDARD"}
GRADES = st.sampled_from(["STANDARD", "MEDIUM", "HIGH"])


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, []),
        ({"suggested": ""}, []),
        ({"grade": "HIGH", "authors": "HIGH", "suggested": "HIGH"}, ["HIGH"]),
        ({"children": True}, ["CHILD"]),
        ({"phoned_in": True}, ["PHONED_IN"]),
        ({"suggested": "MEDIUM"}, ["DISAGREEMENT"]),
        ({"authors": "MEDIUM"}, ["DISAGREEMENT"]),
        ({"left_out": ["S_DASH"]}, ["LEFT_OUT"]),
    ],
)
def test_what_is_always_read_says_why(facts, codes):
    assert second_reads.grounds(PLAIN | facts) == codes


@pytest.mark.parametrize(
    ("agreed", "read", "percent"), [(0, 0, 30), (3, 3, 30), (50, 100, 30), (75, 100, 20), (90, 100, 10), (380, 400, 5)]
)
def test_the_lot_follows_the_low_end_of_what_was_measured(agreed, read, percent):
    assert second_reads.rate(agreed, read) == percent


@given(st.integers(0, 200), st.integers(0, 200))
def test_agreeing_more_never_means_more_reading(agreed, disagreed):
    read = agreed + disagreed

    assert second_reads.rate(min(agreed + 1, read), read) <= second_reads.rate(agreed, read)


def test_kappa_of_a_known_table():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: the example of many textbooks.
    pairs = [("HIGH", "HIGH")] * 20 + [("HIGH", "MEDIUM")] * 5 + [("MEDIUM", "HIGH")] * 10 + [("MEDIUM", "MEDIUM")] * 15

    found = second_reads.agreement(pairs)

    assert (found.pairs, found.agreed) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert (found.low, found.high) == (pytest.approx(0.146, abs=0.001), pytest.approx(0.654, abs=0.001))


@given(st.lists(st.tuples(GRADES, GRADES), min_size=5, max_size=60))
def test_kappa_lies_in_its_interval_and_does_not_mind_who_was_first(pairs):
    found = second_reads.agreement(pairs)
    turned = second_reads.agreement([(other, one) for one, other in pairs])

    assert found == turned
    if found.kappa is not None:
        assert -1 <= found.low <= found.kappa <= found.high <= 1


@pytest.mark.parametrize("count", [0, 4])
def test_few_pairs_say_nothing(count):
    assert second_reads.agreement([("HIGH", "HIGH"), ("HIGH", "MEDIUM")][:1] * count).kappa is None


@pytest.mark.parametrize("percent", [5, 10, 20, 30])
def test_planted_errors_are_caught_as_often_and_as_soon_as_the_statement_says(percent):
    """A team signs off 40 assessments a week that only the lot decides about; two of them are wrong."""
    errors_a_week, runs, promised = 2, 1500, second_reads.weeks_until_caught(2, percent)
    first_caught, in_one_week = [], 0
    for run in range(runs):
        week = 0
        while True:
            week += 1
            planted = [f"{run}/{week}/{number}" for number in range(errors_a_week)]
            if any(sampling.share(name, "lot") < percent / 100 for name in planted):
                break
        first_caught.append(week)
        in_one_week += week == 1

    in_time = sum(week <= promised for week in first_caught) / runs
    too_soon = sum(week <= promised - 1 for week in first_caught) / runs
    # Four standard deviations of 1,500 runs at 95 in 100 are about 0.023.
    assert in_time > 0.95 - 0.023
    assert too_soon < 0.95 + 0.023
    assert in_one_week / runs == pytest.approx(second_reads.caught(errors_a_week, percent), abs=0.05)


def test_where_nothing_is_drawn_nothing_is_promised():
    assert second_reads.weeks_until_caught(0, 30) is None
    assert second_reads.weeks_until_caught(2, 0) is None
    assert second_reads.weeks_until_caught(2, 100) == 1
