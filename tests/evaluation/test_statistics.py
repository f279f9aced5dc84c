"""The statistics against plain counting and published figures."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as some

from risk.evaluation import discrimination, wilson
from risk.evaluation.report import report
from risk.evaluation.statistics import shown

scores = some.lists(some.integers(0, 27), min_size=1, max_size=30)


@given(scores, scores)
def test_the_area_is_the_share_of_pairs_in_the_right_order(with_outcome, without):
    pairs = [(one > other) + (one == other) / 2 for one in with_outcome for other in without]

    auc, low, high = discrimination(with_outcome, without)

    assert isclose(auc, sum(pairs) / len(pairs))
    assert low <= auc <= high


def test_a_score_that_tells_all_apart_has_an_area_of_one():
    assert discrimination([5, 6, 7], [1, 2, 3]) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(("with_outcome", "without"), [([], [1]), ([1], [])])
def test_an_area_needs_cases_of_both_kinds(with_outcome, without):
    assert discrimination(with_outcome, without) is None


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)]
)
def test_intervals_are_those_of_wilson(part, whole, low, high):
    found = wilson(part, whole)

    assert isclose(found[0], low, abs_tol=5e-4)
    assert isclose(found[1], high, abs_tol=5e-4)


def test_of_nothing_nothing_is_known():
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("count", "left_out"), [(9, True), (10, False), (11, False)])
def test_a_number_is_left_out_below_the_least(count, left_out):
    assert (shown({"one": count, "two": 9, "three": 9}, 10)["one"] is None) is left_out


def test_a_single_group_that_is_left_out_takes_the_next_smallest_with_it():
    assert shown({"a": 100, "b": 3, "c": 20}, 10) == {"a": 100, "b": None, "c": None}


def test_nought_is_shown():
    assert shown({"a": 100, "b": 0}, 10) == {"a": 100, "b": 0}


def row(**changes):
    """Return one assessment with what followed it."""
    plain = {
        "score": 8, "suggested": "STANDARD", "grade": "STANDARD", "final": "STANDARD", "outcome": False,
        "sex": "female", "age": "25 to 39", "children": "without children", "unit": "Ward 1",
    }  # fmt: skip
    return plain | changes


def test_the_report_says_for_whom_the_instrument_fails():
    rows = [row(outcome=True)] * 12 + [row()] * 12
    rows += [row(sex="male", outcome=True, final="HIGH")] * 12 + [row(sex="male")] * 12

    groups = {line["group"]: line for line in report(rows, least=10)["groups"]["sex"]}

    assert groups["female"]["missed"]["rate"] == 1.0
    assert groups["male"]["missed"]["rate"] == 0.0


def test_the_report_counts_overrides_in_both_directions():
    rows = [row(grade="MEDIUM")] * 12 + [row()] * 12 + [row(suggested="HIGH", grade="HIGH", final="MEDIUM")] * 12

    found = report(rows, least=10)["overrides"]

    assert found["author against the suggestion"][0]["up"]["rate"] == 0.5
    lowered = {line["group"]: line.get("down") for line in found["sign-off and review against the author"]}
    assert lowered["High"]["rate"] == 1.0
    assert lowered["Standard"]["rate"] == 0.0
    assert lowered["Medium"]["rate"] == 1.0


def test_no_small_number_is_in_the_report():
    rows = [row()] * 40 + [row(unit="Ward 2")] * 9 + [row(unit="Ward 3")] * 12

    units = {line["group"]: line for line in report(rows, least=10)["groups"]["unit"]}

    assert units["Ward 2"] == {"group": "Ward 2", "left_out": True}
    assert units["Ward 3"]["left_out"]
    assert units["Ward 1"]["number"] == 40


@pytest.mark.parametrize(("count", "said"), [(9, False), (10, True), (11, True)])
def test_an_area_is_said_only_of_enough_cases_of_both_kinds(count, said):
    rows = [row(outcome=True, score=9)] * count + [row()] * 40

    found = report(rows, least=10)["discrimination"]

    assert {name: each is not None for name, each in found.items()} == dict.fromkeys(found, said)


def test_how_many_were_overridden_cannot_be_found_by_subtraction():
    rows = [row()] * 40 + [row(grade="MEDIUM")] * 20 + [row(grade="HIGH", final="HIGH")] * 3

    lines = report(rows, least=10)["overrides"]["sign-off and review against the author"]

    assert [line["group"] for line in lines if line.get("left_out")] == ["Medium", "High"]
    assert next(line for line in lines if not line.get("left_out"))["number"] == 40


def test_of_a_group_both_errors_are_said_or_neither_so_that_no_number_can_be_found_by_subtraction():
    rows = [row(outcome=True)] * 9 + [row()] * 30
    rows += [row(unit="Ward 2", outcome=True)] * 12 + [row(unit="Ward 2")] * 20
    rows += [row(unit="Ward 3", outcome=True)] * 25 + [row(unit="Ward 3")] * 25

    units = {line["group"]: set(line) for line in report(rows, least=10)["groups"]["unit"]}

    assert units == {
        "Ward 1": {"group", "number"},
        "Ward 2": {"group", "number"},
        "Ward 3": {"group", "number", "missed", "graded_high_without_outcome"},
    }


def test_a_group_without_any_outcome_still_says_how_many_were_graded_high():
    rows = [row(final="HIGH")] * 30 + [row(unit="Ward 2", outcome=True)] * 20 + [row(unit="Ward 2")] * 20

    units = {line["group"]: line for line in report(rows, least=10)["groups"]["unit"]}

    assert units["Ward 1"]["graded_high_without_outcome"]["rate"] == 1.0
    assert "missed" not in units["Ward 1"]


@pytest.mark.parametrize(
    ("followed", "others", "said"),
    [(0, 40, 0), (1, 40, None), (9, 40, None), (10, 40, 10), (40, 9, None), (40, 10, 40), (40, 0, 40)],
)
def test_how_many_of_the_whole_had_a_further_report_is_left_out_where_they_or_the_others_are_few(
    followed, others, said
):
    rows = [row(outcome=True)] * followed + [row()] * others

    found = report(rows, least=10)

    assert (found["outcomes"], found["assessments"]) == (said, followed + others)
    rate = found["calibration"]["by grade that held"][0].get("outcome")
    assert (rate is None) is (said is None)


def test_the_rate_of_a_grade_cannot_be_found_from_the_whole_and_the_other_grades():
    rows = [row(outcome=True)] * 3 + [row()] * 40
    rows += [row(final="MEDIUM", outcome=True)] * 12 + [row(final="MEDIUM")] * 40
    rows += [row(final="HIGH", outcome=True)] * 30 + [row(final="HIGH")] * 30

    found = report(rows, least=10)

    lines = {line["group"]: "outcome" in line for line in found["calibration"]["by grade that held"]}
    assert (lines, found["outcomes"]) == ({"Standard": False, "Medium": False, "High": True}, 45)


@pytest.mark.parametrize(("raised", "left_out"), [(9, True), (10, False), (11, False)])
def test_few_that_were_overridden_are_left_out_with_the_grade_that_would_give_them_away(raised, left_out):
    rows = [row()] * 40 + [row(final="HIGH")] * raised + [row(grade="HIGH", final="HIGH")] * 30

    lines = report(rows, least=10)["overrides"]["sign-off and review against the author"]

    assert [bool(line.get("left_out")) for line in lines] == [left_out, left_out]


@pytest.mark.parametrize(("missed", "said"), [(0, True), (9, False), (10, True), (21, False), (20, True), (30, True)])
def test_few_that_were_missed_or_not_missed_are_left_out(missed, said):
    rows = [row(outcome=True)] * missed + [row(outcome=True, final="MEDIUM")] * (30 - missed) + [row()] * 30

    line = report(rows, least=10)["groups"]["sex"][0]

    assert ("missed" in line) is said
