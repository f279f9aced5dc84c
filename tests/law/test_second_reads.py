"""Which assessments are read, how many by lot, how far grades agree, and what the lot would catch."""

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import duties, second_reads

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


LEVELS, EITHER = ("STANDARD", "MEDIUM", "HIGH"), (False, True)


def test_whatever_is_to_be_reviewed_is_owed_by_a_time_for_every_combination_of_grounds():
    seen = set()
    for grade, authors, suggested, children, phoned_in, left_out, corrected, lowers, lowered in product(
        LEVELS, LEVELS, ("", *LEVELS), EITHER, EITHER, (0, 1, 4), EITHER, EITHER, EITHER
    ):
        said = {"grade": grade, "children": children, "phoned_in": phoned_in, "left_out": left_out}
        found = second_reads.grounds(
            said | {"authors": authors, "suggested": suggested, "corrected": corrected, "lowers": lowers}
        )
        below = LEVELS.index(grade) < LEVELS.index(authors)
        facts = said | {"lowered": lowered, "below_author": below, "needs_review": bool(found)}
        owed = [rule for rule in duties.opened_by("risk.assessment_signed_off", facts) if "CRU_REVIEW" in rule.code]

        # That a level fell, or that a supervisor signed below the author, is itself a ground.
        assert bool(owed) is bool(found) or (lowered and not lowers), (found, facts)
        seen.add(tuple(found))
    assert {code for found in seen for code in found} == {ground.code for ground in second_reads.ALWAYS}


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
    # Wilson's interval of 35 in 50 is 0.562 to 0.809, and half agree by chance.
    assert (found.low, found.high) == (pytest.approx(0.125, abs=0.001), pytest.approx(0.618, abs=0.001))


@pytest.mark.parametrize(("pairs", "low"), [(20, 0.67), (200, 0.96)])
def test_pairs_that_all_agree_make_no_certainty(pairs, low):
    found = second_reads.agreement([("HIGH", "HIGH"), ("MEDIUM", "MEDIUM")] * (pairs // 2))

    assert (found.kappa, found.high) == (1, 1)
    assert found.low == pytest.approx(low, abs=0.01)


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


WRONG = PLAIN | {"children": False, "phoned_in": False, "left_out": 0}
"""A grade that is too low, and nothing in the assessment says so: only the lot brings it to a specialist."""


@pytest.mark.parametrize("percent", [5, 10, 20, 30])
def test_planted_errors_are_caught_as_often_and_as_soon_as_the_statement_says(percent):
    """Two wrong grades a week go where every assessment goes; nothing but the lot can bring them to a reader."""
    errors_a_week, runs, promised = 2, 1500, second_reads.weeks_until_caught(2, percent)
    lots = Random(percent)
    first_caught, in_one_week = [], 0
    for _ in range(runs):
        week = 0
        while True:
            week += 1
            planted = [second_reads.read_because(WRONG, percent, lots.randrange(100)) for _ in range(errors_a_week)]
            if any(planted):
                break
        first_caught.append(week)
        in_one_week += week == 1

    in_time = sum(week <= promised for week in first_caught) / runs
    too_soon = sum(week <= promised - 1 for week in first_caught) / runs
    # Four standard deviations of 1,500 runs at 95 in 100 are about 0.023.
    assert in_time > 0.95 - 0.023
    assert too_soon < 0.95 + 0.023
    assert in_one_week / runs == pytest.approx(second_reads.caught(errors_a_week, percent), abs=0.05)


@pytest.mark.parametrize(
    "said", [{"suggested": "MEDIUM"}, {"authors": "MEDIUM"}, {"phoned_in": True}, {"children": True}, {"left_out": 1}]
)
def test_a_planted_error_that_something_gives_away_never_waits_for_the_lot(said):
    assert second_reads.read_because(WRONG | said, 0, 99) != []


def test_a_team_that_begins_to_err_is_read_more_until_its_errors_are_found():
    """Twenty good weeks of 40 a week, then one grade in four is wrong: what is found raises the rate."""
    lots, agreed, read, rates = Random(7), 60, 60, []
    for week in range(60):
        percent = second_reads.rate(agreed, read)
        rates.append(percent)
        for number in range(40):
            wrong = week >= 20 and number % 4 == 0
            if second_reads.read_because(WRONG, percent, lots.randrange(100)):
                read, agreed = read + 1, agreed + (not wrong)

    assert rates[19] == 5
    assert rates[-1] >= 10
    assert sorted(rates[20:]) == rates[20:]


def test_where_nothing_is_drawn_nothing_is_promised():
    assert second_reads.weeks_until_caught(0, 30) is None
    assert second_reads.weeks_until_caught(2, 0) is None
    assert second_reads.weeks_until_caught(2, 100) == 1
