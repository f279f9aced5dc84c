"""Words and rows for what a plan of review comes to."""

from risk.workload import expected

HOUR = 60
COLUMNS = {
    "words": "Kind",
    "came": "Came in",
    "reviewed": "Reviewed",
    "hours": "Hours",
    "mean_wait_hours": "Mean wait, hours",
    "nine_in_ten_within_hours": "Nine in ten within, hours",
    "in_time": "In time",
    "still_waiting": "Still waiting",
    "graded_too_low": "Graded too low",
    "missed": "Not found",
}


def row(stream, tally):
    """Return what became of one stream, as plain numbers: hours to one place, shares from 0 to 1."""
    return {
        "code": stream.code,
        "words": stream.words,
        "came": tally.came,
        "reviewed": tally.reviewed,
        "hours": round(tally.worked / HOUR),
        "mean_wait_hours": round(tally.mean_wait / HOUR, 1),
        "nine_in_ten_within_hours": round(tally.wait_of(0.9) / HOUR, 1),
        "in_time": round(tally.in_time / tally.reviewed, 3) if tally.reviewed else None,
        "still_waiting": tally.waiting,
        "graded_too_low": tally.wrong,
        "found": tally.found,
        "missed": tally.missed,
        "found_after_hours": round(tally.found_after / tally.found / HOUR, 1) if tally.found else None,
    }


def summary(year):
    """Return the whole of a simulated time: the rows, the hours, how busy the reviewers are, and a sentence."""
    rows = [row(stream, tally) for stream, tally in zip(year.plan.streams, year.tallies, strict=True)]
    formula = expected(year.plan, year.days)
    return {
        "plan": year.plan.name,
        "source": year.plan.source,
        "days": round(year.days),
        "hours": round(year.worked / HOUR),
        "hours_staffed": round(year.staffed / HOUR),
        "busy": round(year.busy, 3),
        "hours_a_week": round(year.worked / HOUR / (year.days / 7), 1),
        "hours_a_week_staffed": year.plan.staffing.hours_a_week,
        "missed": sum(each["missed"] for each in rows),
        "graded_too_low": sum(each["graded_too_low"] for each in rows),
        "reviewers": max(year.plan.staffing.by_hour),
        "by_formula": {
            "hours_a_week": round(formula.hours_a_week, 1),
            "hours_a_week_in_the_long_run": round(formula.settled_hours_a_week, 1),
            "reviewers_needed": formula.desks,
            "busy": round(formula.busy, 3),
            "missed": round(formula.missed),
        },
        "rows": rows,
        "columns": list(COLUMNS.values()),
        "verdict": verdict(year, rows),
    }


def cells(told):
    """Return the table of a summary as texts: for each row [(the column in words, the text)]."""
    return [[(words, text(row[key])) for key, words in COLUMNS.items()] for row in told["rows"]]


def text(value):
    """Return a figure as text; a dash where there is none."""
    return "-" if value is None else str(value)


def cards(told):
    """Return what a plan costs, needs and misses, each with what the formula says: title, value, check, more."""
    formula = told["by_formula"]
    return [
        {
            "title": "Hours a week",
            "value": told["hours_a_week"],
            "check": formula["hours_a_week"],
            "more": f"In the long run, once as many cases close as open: {formula['hours_a_week_in_the_long_run']}. "
            f"Staffed: {told['hours_a_week_staffed']}.",
        },
        {
            "title": "Hours busy, of a hundred staffed",
            "value": round(100 * told["busy"]),
            "check": round(100 * formula["busy"]),
            "more": f"Staff needed: {formula['reviewers_needed']} at their desks in every staffed hour. With fewer the "
            f"queue grows. You gave {told['reviewers']}.",
        },
        {
            "title": "Wrong grades missed in the year",
            "value": told["missed"],
            "check": formula["missed"],
            "more": f"Of {told['graded_too_low']} that were too low.",
        },
    ]


def verdict(year, rows):
    """Say in one sentence whether these reviewers can keep up with the plan."""
    behind = sum(each["still_waiting"] for each in rows)
    late = [each["words"].lower() for each in rows if each["in_time"] is not None and each["in_time"] < 0.95]
    if behind > max(50, 0.01 * sum(each["came"] for each in rows)):
        return f"These reviewers do not keep up: {behind} assessments still wait at the end, and the queue grows."
    if late:
        return f"They keep up, but more than one in twenty is late: {', '.join(late)}."
    return f"They keep up, and are busy for {round(100 * year.busy)} of a hundred hours."
