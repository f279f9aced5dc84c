"""Nobody turns an area under a curve back into a small number: neither one area, nor the difference of two."""

from itertools import product

import pytest
from hypothesis import example, given, settings

from risk.evaluation.report import area, report
from risk.states import RANK, Grade
from tests.evaluation.test_small_numbers import (
    LEAST,
    PLAIN,
    ROWS,
    every_kind,
    few,
    found_by_subtraction,
    published,
)

HELD, AUTHORS, ANSWERS = "grade that held", "author's grade", "answers of yes"
# In a unit of two hundred, three who were graded standard had a further report.
THREE_AT_STANDARD = few(
    (57, {}), (3, {"outcome": True}),
    (60, {"final": "MEDIUM"}), (20, {"final": "MEDIUM", "outcome": True}),
    (30, {"final": "HIGH"}), (30, {"final": "HIGH", "outcome": True}),
)  # fmt: skip
# Of those whom a supervisor raised from medium to high, three had a further report; every table by itself is large.
THREE_RAISED = few(
    (40, {"grade": "MEDIUM", "final": "MEDIUM"}), (20, {"grade": "MEDIUM", "final": "MEDIUM", "outcome": True}),
    (20, {"grade": "MEDIUM", "final": "HIGH"}), (3, {"grade": "MEDIUM", "final": "HIGH", "outcome": True}),
    (30, {"grade": "HIGH", "final": "HIGH"}), (25, {"grade": "HIGH", "final": "HIGH", "outcome": True}),
)  # fmt: skip


def rows_of(kinds):
    """Return every row."""
    return [row for row, number in kinds for _ in range(number)]


def by_grade(rows, name, outcome):
    """Return how many rows of each grade had this outcome."""
    return [sum(row[name] == grade and row["outcome"] is outcome for row in rows) for grade in Grade.values]


def turned_back(told, numbers, followed):
    """Return every (standard, medium, high) of those with the outcome for which the area is as it was told.

    Whoever tries knows how many were graded each way, and how many had the outcome.
    """
    found = []
    for standard, medium in product(range(numbers[0] + 1), range(numbers[1] + 1)):
        high = followed - standard - medium
        if not 0 <= high <= numbers[2]:
            continue
        tried = [
            {"final": grade, "outcome": outcome}
            for grade, number, had in zip(Grade.values, numbers, (standard, medium, high), strict=True)
            for outcome, count in ((True, had), (False, number - had))
            for _ in range(count)
        ]
        if area(tried, lambda row: RANK[row["final"]], 1) == told:
            found.append((standard, medium, high))
    return found


def test_an_area_that_is_worked_out_of_small_numbers_is_turned_back_into_them_and_so_is_not_said():
    rows = rows_of(THREE_AT_STANDARD)
    unguarded = area(rows, lambda row: RANK[row["final"]], LEAST)
    assert turned_back(unguarded, [60, 80, 60], 53) == [(3, 20, 30)], "the attack works"

    found = report(rows, least=LEAST)

    assert [found["discrimination"][name] for name in (HELD, AUTHORS)] == [None, None]
    assert found["outcomes"] == 53


def test_the_difference_of_two_areas_tells_of_those_who_were_raised_and_so_one_is_not_said():
    rows = rows_of(THREE_RAISED)
    held, authors = by_grade(rows, "final", True), by_grade(rows, "grade", True)
    assert [one - other for one, other in zip(held, authors, strict=True)] == [0, -3, 3]

    found = report(rows, least=LEAST)

    assert found["discrimination"][HELD] is not None
    assert found["discrimination"][AUTHORS] is None
    raised = next(line for line in found["overrides"]["sign-off and review against the author"])
    assert (raised["group"], raised["number"]) == ("Medium", 83)


@pytest.mark.parametrize(("count", "said"), [(9, False), (10, True), (11, True)])
def test_the_authors_area_is_said_where_no_small_number_was_raised(count, said):
    rows = rows_of(THREE_RAISED) + [PLAIN | {"grade": "MEDIUM", "final": "HIGH", "outcome": True}] * (count - 3)

    assert (report(rows, least=LEAST)["discrimination"][AUTHORS] is not None) is said


def test_of_two_scores_of_one_band_the_area_does_not_tell_which_is_which():
    """Three with the outcome scored nought and not three: the band is large, and the area is the same."""
    rest = [{"score": 3, "outcome": True}] * 17 + [{"score": 3}] * 40 + [{"score": 9, "outcome": True}] * 30
    rest += [{"score": 9}] * 20
    one, other = (
        report([PLAIN | each for each in [*rest, *[{"score": score, "outcome": True}] * 3]], least=LEAST)
        for score in (0, 3)
    )

    assert one["discrimination"][ANSWERS] == other["discrimination"][ANSWERS] is not None


def rebuilt(lines):
    """Return rows as a table tells them whole, in its order, with the place of their line."""
    rows = []
    for place, line in enumerate(lines):
        had = round(line["outcome"]["rate"] * line["number"])
        rows += [{"place": place, "outcome": number < had} for number in range(line["number"])]
    return rows


@given(ROWS)
@example(THREE_AT_STANDARD)
@example(THREE_RAISED)
@settings(max_examples=120, deadline=None)
def test_an_area_tells_nothing_that_the_tables_do_not_tell(kinds):
    found = report(rows_of(kinds), least=LEAST)
    areas, tables = found["discrimination"], found["calibration"]

    by_rank = sorted(
        tables["by grade that held"],
        key=lambda line: RANK[next(each for each in Grade if each.label == line["group"])],
    )
    for name, lines in ((HELD, by_rank), (ANSWERS, tables["by answers of yes"])):
        if areas[name] is not None:
            assert area(rebuilt(lines), lambda row: row["place"], LEAST) == areas[name]


@given(ROWS)
@example(THREE_AT_STANDARD)
@example(THREE_RAISED)
@settings(max_examples=120, deadline=None)
def test_with_all_that_the_authors_area_is_made_of_no_small_number_is_found(kinds):
    found = report(rows_of(kinds), least=LEAST)
    told = list(published(found))
    if found["discrimination"][AUTHORS] is not None:
        told += [
            lambda row, g=grade, o=outcome: row["grade"] == g and row["outcome"] is o
            for grade, outcome in product(Grade.values, (True, False))
        ]

    assert found_by_subtraction(every_kind(kinds), told) == []
    ways = product(Grade.values, Grade.values, (True, False))
    if found["discrimination"][AUTHORS] is not None:
        for grade, final, outcome in ways:
            count = sum(
                number
                for row, number in kinds
                if (row["grade"], row["final"], row["outcome"]) == (grade, final, outcome)
            )
            assert not 0 < count < LEAST
