"""Words of looking back, and the trend of a theme as a table and as a picture."""

from django.urls import reverse

from law import sampling
from law import thresholds as figures
from law.quality import BY_CODE
from oversight import events, queries

SENTENCES = {
    events.ROUND_BEGUN: lambda facts: "A month of looking back began.",
    events.SAMPLE_DRAWN: lambda facts: f"A sample was drawn: {BY_CODE[facts['theme']].title.lower()}.",
    events.CHECK_SCORED: lambda facts: "A record of the sample was looked at.",
    events.ROUND_FINISHED: lambda facts: "The whole sample was looked at.",
    events.FEEDBACK_READ: lambda facts: "Feedback was read.",
}
WAYS = {
    events.ROUND_FINISHED: lambda duty: reverse("quality_round", args=[duty.subject_id]),
    events.FEEDBACK_READ: lambda duty: reverse("feedback_read", args=[duty.subject_id]),
}
WIDTH, HEIGHT, LEFT = 600, 200, 40


def answered(check):
    """Return the questions of a record with the answers in words."""
    words = {"YES": "Yes", "NO": "No", "NOT_APPLICABLE": "Does not apply"}
    return [(question.text, words.get(check.answers.get(question.code), "")) for question in theme_of(check).questions]


def theme_of(check):
    """Return the theme of a record of a sample."""
    return BY_CODE[check.round.theme]


def trend(theme_code, *, reader):
    """Return the months of a theme: how many answers were yes, of how many, with the interval; small numbers apart.

    An answer that does not apply counts nowhere. Fewer records than the figure give no share.
    """
    least = figures.SMALL_NUMBER.latest.value
    months = {}
    for month, answers in queries.answers_of(theme_code, reader=reader):
        row = months.setdefault(month, {"month": month, "records": 0, "yes": 0, "of": 0})
        row["records"] += 1
        row["yes"] += sum(answer == "YES" for answer in answers.values())
        row["of"] += sum(answer in ("YES", "NO") for answer in answers.values())
    for row in months.values():
        row["small"] = row["records"] < least or not row["of"]
        low, high = sampling.interval(row["yes"], row["of"])
        row["share"] = None if row["small"] else round(100 * row["yes"] / row["of"])
        row["low"], row["high"] = round(100 * low), round(100 * high)
    return list(months.values())


def picture(rows):
    """Return where to draw each month that has a share: the point, its interval, and the name below."""
    shown = [row for row in rows if row["share"] is not None]
    step = (WIDTH - LEFT) / max(len(shown), 1)
    place = lambda percent: round(HEIGHT - 20 - percent * (HEIGHT - 40) / 100)  # noqa: E731
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "lines": [(percent, place(percent)) for percent in (0, 50, 100)],
        "points": [
            {
                "x": round(LEFT + step * (number + 0.5)),
                "y": place(row["share"]),
                "low": place(row["low"]),
                "high": place(row["high"]),
                "month": row["month"],
            }
            for number, row in enumerate(shown)
        ],
    }
