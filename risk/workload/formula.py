"""What a plan comes to by formula, on the average of many years: the measure that stands beside a simulated one.

Work is counted that comes in, done or not: where the desks are too few, a simulated year has less.
"""

from dataclasses import dataclass

HOUR = 60
WEEK = 7


@dataclass(frozen=True)
class Expected:
    """The minutes of review and the grades missed that are to be expected of a time, and the desks for the long run."""

    days: float
    minutes: float
    missed: float
    settled_hours_a_week: float
    desks: int
    busy: float

    @property
    def hours_a_week(self):
        """Hours of review a week, while the cases that are assessed anew still add up."""
        return self.minutes / HOUR / (self.days / WEEK)


def expected(plan, days):
    """Return what a plan is expected to come to in so many days that begin with no open case."""
    minutes = sum(minutes_of(stream, days) for stream in plan.streams)
    settled = sum(settled_hours(stream) for stream in plan.streams)
    open_hours = sum(1 for desks in plan.staffing.by_hour if desks)
    return Expected(
        days=days,
        minutes=minutes,
        missed=sum(missed_of(stream, days, plan.finds) for stream in plan.streams),
        settled_hours_a_week=settled,
        desks=int(settled // open_hours) + 1,
        busy=minutes / HOUR / (plan.staffing.hours_a_week * days / WEEK),
    )


def came(stream, days):
    """Return how many assessments of a stream come in: (of new cases, of cases assessed anew)."""
    anew = sum(max(0.0, days - again * stream.reassess_days) for again in range(1, stream.again + 1))
    return stream.per_day * days, stream.per_day * anew


def minutes_of(stream, days):
    """Return the minutes of review that a stream brings."""
    new, anew = came(stream, days)
    return stream.sampled * (new * stream.minutes + anew * stream.again_minutes)


def missed_of(stream, days, finds):
    """Return how many grades of a stream are too low and not found: not drawn, or read and not seen."""
    return sum(came(stream, days)) * stream.wrong * (1 - stream.sampled * finds)


def settled_hours(stream):
    """Return the hours a week that a stream brings once as many cases are closed as opened."""
    return stream.sampled * stream.per_day * (stream.minutes + stream.again * stream.again_minutes) * WEEK / HOUR
