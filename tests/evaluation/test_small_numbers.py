"""Nobody finds a small number in a report: neither printed, nor by taking what is printed from each other."""

from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as some

from risk.evaluation.report import GROUPS, band, report
from risk.states import RANK, Grade

LEAST = 10
# Sums are compared modulo a prime, far above any of them.
PRIME = 2**61 - 1
NAMES = {"sex": ("female", "male"), "age": ("25 to 39", "60 and over"), "children": ("with", "without")}
NAMES |= {"unit": ("Ward 1", "Ward 2", "Ward 3")}


def a_row(score, suggested, grade, final, outcome, sex, age, children, unit):
    """Return one assessment with what followed it."""
    return {
        "score": score, "suggested": suggested, "grade": grade, "final": final, "outcome": outcome,
        "sex": sex, "age": age, "children": children, "unit": unit,
    }  # fmt: skip


KINDS = some.builds(
    a_row,
    some.sampled_from((2, 9)),
    some.sampled_from(("", *Grade.values)),
    some.sampled_from(Grade.values),
    some.sampled_from(Grade.values),
    some.booleans(),
    *(some.sampled_from(names) for names in NAMES.values()),
)
# A few kinds of rows, each as often as a number around the least one, or well above it.
ROWS = some.lists(some.tuples(KINDS, some.sampled_from((1, 3, 8, 9, 10, 12, 40, 60))), min_size=1, max_size=9)


def published(found):
    """Return the counts that can be read off a report, each as the condition of the rows that it counts."""
    yield lambda row: True
    if found["outcomes"] is not None:
        yield lambda row: row["outcome"]
    calibration = found["calibration"]
    yield from rated(calibration["by grade that held"], lambda row: Grade(row["final"]).label)
    yield from rated(calibration["by answers of yes"], band)
    for name, (before, after) in {
        "author against the suggestion": ("suggested", "grade"),
        "sign-off and review against the author": ("grade", "final"),
    }.items():
        for line in found["overrides"][name]:
            yield from moved(line, before, after)
    for name, table in found["groups"].items():
        for line in table:
            yield from missed(line, name)


def rated(table, of):
    """Return what the lines of a calibration tell."""
    for line in table:
        if "number" in line:
            yield lambda row, group=line["group"]: of(row) == group
        if "outcome" in line:
            yield lambda row, group=line["group"]: of(row) == group and row["outcome"]


def moved(line, before, after):
    """Return what a line of overrides tells."""
    if "number" not in line:
        return
    grade = next(each for each in Grade if each.label == line["group"])
    for way in (-1, 0, 1):
        yield lambda row, way=way: row[before] == grade and sign(RANK[row[after]] - RANK[grade]) == way


def sign(number):
    """Return -1, 0 or 1."""
    return (number > 0) - (number < 0)


def missed(line, name):
    """Return what a line about a group tells."""
    group = line["group"]
    if "number" in line:
        yield lambda row: row[name] == group
    for part, outcome, grade in (("missed", True, "STANDARD"), ("graded_high_without_outcome", False, "HIGH")):
        if part in line:
            yield lambda row, o=outcome: row[name] == group and row["outcome"] is o
            yield lambda row, o=outcome, g=grade: row[name] == group and row["outcome"] is o and row["final"] == g


def sought():
    """Return every count that a table of the report is made of, as the condition of the rows that it counts."""
    yield lambda row: row["outcome"]
    yield lambda row: not row["outcome"]
    for grade, outcome in product(Grade.values, (True, False)):
        yield lambda row, g=grade, o=outcome: row["final"] == g and row["outcome"] is o
    for low, outcome in product((0, 8), (True, False)):
        yield lambda row, b=low, o=outcome: row["score"] // 4 * 4 == b and row["outcome"] is o
    for before, after in (("suggested", "grade"), ("grade", "final")):
        for one, other in product(("", *Grade.values), Grade.values):
            yield lambda row, b=before, a=after, x=one, y=other: row[b] == x and row[a] == y
        for one in ("", *Grade.values):
            yield lambda row, b=before, x=one: row[b] == x
    for name in GROUPS:
        for group in NAMES[name]:
            yield lambda row, n=name, x=group: row[n] == x
            for outcome, grade in ((True, "STANDARD"), (False, "HIGH")):
                for same in (True, False):
                    yield (
                        lambda row, n=name, x=group, o=outcome, g=grade, s=same: (
                            row[n] == x and row["outcome"] is o and (row["final"] == g) is s
                        )
                    )


def reduced(vector, basis):
    """Return what is left of a vector once every multiple of those of a basis is taken from it."""
    for place, other in basis:
        if times := vector[place]:
            vector = [(one - times * each) % PRIME for one, each in zip(vector, other, strict=True)]
    return vector


def basis_of(vectors):
    """Return the vectors, made independent, each with the place of its leading 1."""
    basis = []
    for vector in vectors:
        left = reduced(vector, basis)
        place = next((number for number, each in enumerate(left) if each), None)
        if place is not None:
            part = pow(left[place], -1, PRIME)
            basis.append((place, [each * part % PRIME for each in left]))
    return basis


def found_by_subtraction(kinds, told):
    """Return the small counts that follow from what is told, by adding and taking away alone.

    One who subtracts knows which kinds of rows there may be, and not how many there are of each.
    """
    basis = basis_of([[int(condition(row)) for row, _ in kinds] for condition in told])
    small = []
    for condition in sought():
        count = sum(number for row, number in kinds if condition(row))
        if 0 < count < LEAST and not any(reduced([int(condition(row)) for row, _ in kinds], basis)):
            small.append(count)
    return small


def every_kind(kinds):
    """Return the kinds of rows with how many there are, and with them kinds of which there is none.

    Without these, one who subtracts would know that every row is of one of a few kinds, which no report says.
    """
    grades = (*Grade.values,)
    others = [a_row(*each) for each in product((2, 9), ("", *grades), grades, grades, (True, False), *NAMES.values())]
    # Every seventeenth will do: the fewer there may be, the more one who subtracts can tell.
    return [*kinds, *((row, 0) for row in others[::17])]


PLAIN = {"score": 2, "suggested": "STANDARD", "grade": "STANDARD", "final": "STANDARD", "outcome": False}
PLAIN |= {name: names[0] for name, names in NAMES.items()}


def few(*changes):
    """Return kinds of rows that differ from a plain one, each with how many there are."""
    return [(PLAIN | change, number) for number, change in changes]


@given(ROWS)
@example(few((12, {"outcome": True}), (3, {"outcome": True, "final": "MEDIUM"}), (30, {"final": "HIGH"}), (60, {})))
@example(few((40, {}), (10, {"final": "MEDIUM"}), (2, {"final": "HIGH"}), (40, {"grade": "HIGH", "final": "HIGH"})))
@example(few((40, {}), (3, {"unit": "Ward 2"}), (4, {"unit": "Ward 3"})))
@settings(max_examples=120, deadline=None)
def test_no_small_number_is_found_by_subtraction(kinds):
    rows = [row for row, number in kinds for _ in range(number)]

    found = report(rows, least=LEAST)

    assert found_by_subtraction(every_kind(kinds), list(published(found))) == []


def test_where_everything_is_many_everything_is_said():
    rows = [
        a_row(2, grade, grade, grade, outcome, sex, "25 to 39", "with", "Ward 1")
        for grade, outcome, sex in product(Grade.values, (True, False), NAMES["sex"])
        for _ in range(20)
    ]

    found = report(rows, least=LEAST)

    assert found["outcomes"] == 120
    tables = [*found["calibration"].values(), *found["overrides"].values(), *found["groups"].values()]
    assert not any(line.get("left_out") for table in tables for line in table)
    assert all("outcome" in line for table in found["calibration"].values() for line in table)
    assert all("missed" in line for table in found["groups"].values() for line in table)


def test_where_the_whole_has_few_no_group_gives_them_away():
    """Twelve and three had a further report: the twelve stand in no group, or the three would be the rest."""
    rows = [row for row, number in few(
        (12, {"outcome": True}), (3, {"outcome": True, "final": "MEDIUM"}), (40, {"final": "HIGH"}), (60, {}),
        (30, {"outcome": True, "final": "HIGH"}),
    ) for _ in range(number)]  # fmt: skip

    found = report(rows, least=LEAST)

    assert found["outcomes"] == 45
    assert [set(line) for line in found["groups"]["sex"]] == [{"group", "number"}]
