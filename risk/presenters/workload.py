"""Words and rows for what a plan of review comes to."""

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
    return {
        "plan": year.plan.name,
        "source": year.plan.source,
        "days": round(year.days),
        "hours": round(year.worked / HOUR),
        "hours_staffed": round(year.staffed / HOUR),
        "busy": round(year.busy, 3),
        "missed": sum(each["missed"] for each in rows),
        "rows": rows,
        "columns": list(COLUMNS.values()),
        "verdict": verdict(year, rows),
    }


def cells(told):
    """Return the table of a summary as texts: one list a row, in the order of the columns."""
    return [["-" if each[key] is None else str(each[key]) for key in COLUMNS] for each in told["rows"]]


def verdict(year, rows):
    """Say in one sentence whether these reviewers can keep up with the plan."""
    behind = sum(each["still_waiting"] for each in rows)
    late = [each["words"].lower() for each in rows if each["in_time"] is not None and each["in_time"] < 0.95]
    if behind > max(50, 0.01 * sum(each["came"] for each in rows)):
        return f"These reviewers do not keep up: {behind} assessments still wait at the end, and the queue grows."
    if late:
        return f"They keep up, but more than one in twenty is late: {', '.join(late)}."
    return f"They keep up, and are busy for {round(100 * year.busy)} of a hundred hours."
