"""From assessments with their outcomes to the report: plain data, in which no small number is left."""

from collections import Counter
from functools import partial

from risk.evaluation.statistics import Share, discrimination, left_out, safe
from risk.states import RANK, Grade

CAVEATS = (
    "An outcome is a further report that was made to us, not the harm itself.",
    "Protection that worked makes a high grade look wrong; what was never reported is not seen.",
    "One assessment counts for each case: the first of the year, so that no case counts twice.",
    "Give out one report of a year: one that is made later differs by the few cases that were recorded meanwhile.",
    "An area is said only where no small number could be found from it; that of the answers is one of their bands.",
    "An area of 0.5 is chance. Published studies of such instruments find 0.65 to 0.75 at best.",
)
# So few cases have many answers of yes that bands beyond would mostly be left out, and the area with them.
OPEN = 16
GROUPS = ("sex", "age", "children", "unit")


def report(rows, *, least):
    """Return the evaluation of rows {score, suggested, grade, final, outcome, sex, age, children, unit}.

    `grade` is the author's, `final` what held after sign-off and review. No count of fewer than `least` is in it, of a
    group or of the whole, or can be found by taking one number from another: a rate with its interval tells how many
    it is of. What is left out comes to no small number together, and the errors by group, whose sums are those of the
    whole, are said only where each of the whole is.

    An area under a curve is made of the numbers of a table, and can be turned back into them: by trying each table that
    has this area, or from the difference of two. So it is worked out of a table that is told whole, and tells nothing
    that is not there; that of the author's grade, which no table tells, only where no small number went any one way.
    """
    rows = list(rows)
    followed = sum(row["outcome"] for row in rows)
    banded = [row | {"band": band(row)} for row in rows]
    by_final, by_band = rates(rows, "final", least), rates(banded, "band", least)
    whole, ways = told_whole(by_final), Counter((row["grade"], row["final"], row["outcome"]) for row in rows)
    held = moves(rows, "grade", "final", {line["key"] for line in by_final if "number" in line}, least)
    graded = {line["key"] for line in held if "number" in line}
    return {
        "assessments": len(rows),
        "outcomes": followed if safe((followed, len(rows) - followed), least) else None,
        "discrimination": {
            "answers of yes": area(banded, lambda row: row["band"], least) if told_whole(by_band) else None,
            "author's grade": area(rows, lambda row: RANK[row["grade"]], least) if safe(ways.values(), least) else None,
            "grade that held": area(rows, lambda row: RANK[row["final"]], least) if whole else None,
        },
        "calibration": {
            "by grade that held": named(by_final),
            "by answers of yes": plain(by_band),
        },
        "overrides": {
            "author against the suggestion": named(moves(rows, "suggested", "grade", graded, least)),
            "sign-off and review against the author": named(held),
        },
        "groups": {name: errors(rows, name, least, whole=whole) for name in GROUPS},
        "caveats": CAVEATS,
    }


def named(lines):
    """Return the lines of a table by grade with the grades in words."""
    return [{"group": Grade(line["key"]).label} | without_key(line) for line in lines]


def plain(lines):
    """Return the lines of a table whose groups are words."""
    return [{"group": line["key"]} | without_key(line) for line in lines]


def without_key(line):
    """Return a line without what it is filed under."""
    return {name: value for name, value in line.items() if name != "key"}


def area(rows, score, least):
    """Return the area under the curve of a score, with its interval, rounded; None where too few are of one kind."""
    followed = [score(row) for row in rows if row["outcome"]]
    others = [score(row) for row in rows if not row["outcome"]]
    found = discrimination(followed, others) if min(len(followed), len(others)) >= least else None
    return found and dict(zip(("auc", "low", "high"), (round(each, 3) for each in found), strict=True))


def told_whole(lines):
    """Say whether a table leaves out none of its numbers."""
    return all("outcome" in line for line in lines)


def band(row):
    """Return the band of answers of yes, in fours and from 16 on in one, as words that sort."""
    low = row["score"] // 4 * 4
    return f"{low:02d} to {low + 3:02d}" if low < OPEN else f"{OPEN} and more"


def rates(rows, by, least):
    """Return for each group how many there are and how often the outcome followed, with its interval."""
    counts = Counter(row[by] for row in rows)
    outcomes = Counter(row[by] for row in rows if row["outcome"])
    unnumbered = left_out({group: (count,) for group, count in counts.items()}, least)
    cells = {group: (outcomes[group], counts[group] - outcomes[group]) for group in counts}
    unrated = left_out(cells, least, out=unnumbered)
    found = []
    for group in sorted(counts):
        if group in unnumbered:
            found.append({"key": group, "left_out": True})
            continue
        said = {} if group in unrated else {"outcome": told(Share(outcomes[group], counts[group]))}
        found.append({"key": group, "number": counts[group], **said})
    return found


def told(share):
    """Return a share as rounded numbers with its interval."""
    low, high = share.interval
    rate = share.rate
    return {"rate": None if rate is None else round(rate, 3), "low": round(low, 3), "high": round(high, 3)}


def moves(rows, before, after, known, least):
    """Return how often a grade went up, down or stayed, by the grade before; rows without one are not counted.

    Of those grades afterwards that are `known`, another table says how many there are: what is left out must come to
    no small number for any of them.
    """
    steps = {grade: Counter(row[after] for row in rows if row[before] == grade) for grade in {r[before] for r in rows}}
    cells = {grade: [ways[each] for each in Grade.values] for grade, ways in steps.items()}
    hidden = left_out(cells, least, out=("",), seen=partial(told_of, known))
    found = []
    for grade in sorted((each for each in steps if each), key=RANK.get):
        if grade in hidden:
            found.append({"key": grade, "left_out": True})
            continue
        ways, number = steps[grade], steps[grade].total()
        up = sum(count for each, count in ways.items() if RANK[each] > RANK[grade])
        down = sum(count for each, count in ways.items() if RANK[each] < RANK[grade])
        found.append({"key": grade, "number": number, "up": told(Share(up, number)), "down": told(Share(down, number))})
    return found


def told_of(known, counts):
    """Return counts by grade as another table tells them: each known one, and the rest together."""
    by_grade = dict(zip(Grade.values, counts, strict=True))
    rest = sum(count for grade, count in by_grade.items() if grade not in known)
    return [*(by_grade[grade] for grade in sorted(known)), rest]


def errors(rows, name, least, *, whole):
    """Return by group: of those with the outcome how many were graded standard, of those without how many high.

    Both or neither: the number of the one is that of the group less the other. Neither where the errors of the
    `whole` are not said, which are the sums of these.
    """
    counts = Counter(row[name] for row in rows)
    kinds = {group: Counter(map(kind, (row for row in rows if row[name] == group))) for group in counts}
    unnumbered = left_out({group: (count,) for group, count in counts.items()}, least)
    cells = {group: [of[each] for each in KINDS] for group, of in kinds.items()}
    unsaid = left_out(cells, least, out=unnumbered) if whole else set(counts)
    found = []
    for group in sorted(counts):
        if group in unnumbered:
            found.append({"group": group, "left_out": True})
            continue
        said = {} if group in unsaid else shares(*cells[group])
        found.append({"group": group, "number": counts[group], **said})
    return found


# With the outcome: graded standard, or more. Without: graded high, or less.
KINDS = ((True, True), (True, False), (False, True), (False, False))


def kind(row):
    """Return of which of the four kinds a row is: whether the outcome followed, and whether the grade was wrong."""
    return row["outcome"], row["final"] == (Grade.STANDARD if row["outcome"] else Grade.HIGH)


def shares(missed, seen, alarmed, calm):
    """Return both errors of a group as shares, each where there is anybody of whom it could be one."""
    said = {}
    if missed + seen:
        said["missed"] = told(Share(missed, missed + seen))
    if alarmed + calm:
        said["graded_high_without_outcome"] = told(Share(alarmed, alarmed + calm))
    return said
