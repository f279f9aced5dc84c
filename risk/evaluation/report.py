"""From assessments with their outcomes to the report: plain data, in which no small number is left."""

from collections import Counter
from itertools import groupby

from risk.evaluation.statistics import Share, discrimination, shown
from risk.states import RANK, Grade

CAVEATS = (
    "An outcome is a further report that was made to us, not the harm itself.",
    "Protection that worked makes a high grade look wrong; what was never reported is not seen.",
    "One assessment counts for each case: the first of the period, so that no case counts twice.",
    "An area of 0.5 is chance. Published studies of such instruments find 0.65 to 0.75 at best.",
)
GROUPS = ("sex", "age", "children", "unit")


def report(rows, *, least):
    """Return the evaluation of rows {score, suggested, grade, final, outcome, sex, age, children, unit}.

    `grade` is the author's, `final` what held after sign-off and review. Groups of fewer than `least` are left out,
    and so is whatever else would give their number away by subtraction: an interval tells how many it is of.
    """
    rows = list(rows)
    return {
        "assessments": len(rows),
        "outcomes": sum(row["outcome"] for row in rows),
        "discrimination": {
            "answers of yes": area(rows, lambda row: row["score"], least),
            "author's grade": area(rows, lambda row: RANK[row["grade"]], least),
            "grade that held": area(rows, lambda row: RANK[row["final"]], least),
        },
        "calibration": {
            "by grade that held": rates(rows, lambda row: Grade(row["final"]).label, least),
            "by answers of yes": rates(rows, band, least),
        },
        "overrides": {
            "author against the suggestion": overrides(rows, "suggested", "grade", least),
            "sign-off and review against the author": overrides(rows, "grade", "final", least),
        },
        "groups": {name: errors(rows, name, least) for name in GROUPS},
        "caveats": CAVEATS,
    }


def area(rows, score, least):
    """Return the area under the curve of a score, with its interval, rounded; None where too few are of one kind."""
    followed = [score(row) for row in rows if row["outcome"]]
    others = [score(row) for row in rows if not row["outcome"]]
    found = discrimination(followed, others) if min(len(followed), len(others)) >= least else None
    return found and dict(zip(("auc", "low", "high"), (round(each, 3) for each in found), strict=True))


def band(row):
    """Return the band of answers of yes, in fours, as words that sort."""
    low = row["score"] // 4 * 4
    return f"{low:02d} to {low + 3:02d}"


def rates(rows, of, least):
    """Return for each group how many there are and how often the outcome followed, with its interval."""
    counts = Counter(map(of, rows))
    outcomes = Counter(of(row) for row in rows if row["outcome"])
    return [line(group, counts, {"outcome": outcomes}, least) for group in sorted(counts)]


def line(group, counts, parts, least):
    """Return one line of a table: the number, and each part of it as a share; left out where it is too small."""
    if shown(counts, least)[group] is None:
        return {"group": group, "left_out": True}
    said = {name: told(Share(found[group], counts[group])) for name, found in parts.items()}
    return {"group": group, "number": counts[group], **said}


def told(share):
    """Return a share as rounded numbers with its interval."""
    low, high = share.interval
    rate = share.rate
    return {"rate": None if rate is None else round(rate, 3), "low": round(low, 3), "high": round(high, 3)}


def overrides(rows, before, after, least):
    """Return how often a grade went up, down or stayed, by the grade before; rows without one are not counted."""
    graded = sorted((row for row in rows if row[before]), key=lambda row: RANK[row[before]])
    enough = shown(Counter(row[before] for row in graded), least)
    found = []
    for grade, same in groupby(graded, key=lambda row: row[before]):
        moves = [RANK[row[after]] - RANK[grade] for row in same]
        if enough[grade] is None:
            found.append({"group": Grade(grade).label, "left_out": True})
            continue
        ways = {"up": sum(move > 0 for move in moves), "down": sum(move < 0 for move in moves)}
        shares = {name: told(Share(count, len(moves))) for name, count in ways.items()}
        found.append({"group": Grade(grade).label, "number": len(moves), **shares})
    return found


def errors(rows, name, least):
    """Return by group: of those with the outcome how many were graded standard, of those without how many high.

    Both or neither: the number of the one is that of the group less the other.
    """
    counts = Counter(row[name] for row in rows)
    with_outcome = Counter(row[name] for row in rows if row["outcome"])
    without = Counter(row[name] for row in rows if not row["outcome"])
    missed = Counter(row[name] for row in rows if row["outcome"] and row["final"] == Grade.STANDARD)
    alarmed = Counter(row[name] for row in rows if not row["outcome"] and row["final"] == Grade.HIGH)
    fewest = {group: min(each[group] for each in (with_outcome, without) if each[group]) for group in counts}
    enough, both_enough = shown(counts, least), shown(fewest, least)
    found = []
    for group in sorted(counts):
        if enough[group] is None:
            found.append({"group": group, "left_out": True})
            continue
        said = {"group": group, "number": counts[group]}
        if both_enough[group] and with_outcome[group]:
            said["missed"] = told(Share(missed[group], with_outcome[group]))
        if both_enough[group] and without[group]:
            said["graded_high_without_outcome"] = told(Share(alarmed[group], without[group]))
        found.append(said)
    return found
