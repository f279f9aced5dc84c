"""From assessments with their outcomes to the report: plain data, in which no small number is left."""

from collections import Counter

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
    and so is every share of fewer, also of the whole, and whatever else would give their number away by subtraction:
    a rate with its interval tells how many it is of.
    """
    rows = list(rows)
    followed = sum(row["outcome"] for row in rows)
    return {
        "assessments": len(rows),
        "outcomes": shown({True: followed, False: len(rows) - followed}, least)[True],
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
    parts = {group: fewest(outcomes[group], counts[group] - outcomes[group]) for group in counts}
    enough, shares = shown(counts, least), shown(parts, least)
    found = []
    for group in sorted(counts):
        if enough[group] is None:
            found.append({"group": group, "left_out": True})
            continue
        said = {"outcome": told(Share(outcomes[group], counts[group]))} if shares[group] is not None else {}
        found.append({"group": group, "number": counts[group], **said})
    return found


def fewest(*counts):
    """Return the smallest of some counts that is not nought; nought where all are."""
    return min((count for count in counts if count), default=0)


def told(share):
    """Return a share as rounded numbers with its interval."""
    low, high = share.interval
    rate = share.rate
    return {"rate": None if rate is None else round(rate, 3), "low": round(low, 3), "high": round(high, 3)}


def overrides(rows, before, after, least):
    """Return how often a grade went up, down or stayed, by the grade before; rows without one are not counted.

    Left out is also a grade that a few more or fewer have afterwards: that number stands in another table.
    """
    graded = [row for row in rows if row[before]]
    afterwards = Counter(row[after] for row in graded)
    moves = {
        grade: Counter(
            (RANK[row[after]] > RANK[grade]) - (RANK[row[after]] < RANK[grade])
            for row in graded
            if row[before] == grade
        )
        for grade in sorted({row[before] for row in graded}, key=RANK.get)
    }
    parts = {grade: fewest(*ways.values(), abs(ways.total() - afterwards[grade])) for grade, ways in moves.items()}
    enough = shown(parts, least)
    found = []
    for grade, ways in moves.items():
        if enough[grade] is None:
            found.append({"group": Grade(grade).label, "left_out": True})
            continue
        shares = {name: told(Share(ways[way], ways.total())) for name, way in (("up", 1), ("down", -1))}
        found.append({"group": Grade(grade).label, "number": ways.total(), **shares})
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
    parts = {
        group: fewest(
            *(missed[group], with_outcome[group] - missed[group], with_outcome[group]),
            *(alarmed[group], without[group] - alarmed[group], without[group]),
        )
        for group in counts
    }
    enough, both_enough = shown(counts, least), shown(parts, least)
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
