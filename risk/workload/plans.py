"""A plan: what comes in, which of it is reviewed how often, and who is there to do it. Plans are data."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from law import intervals

SHIPPED = Path(__file__).with_name("plans.toml")
HOURS = 24 * 7
MOST_A_DAY = 5_000


class Unusable(ValueError):
    """The plan cannot be simulated; the text says what is wrong and what would put it right."""


@dataclass(frozen=True)
class Stream:
    """One kind of assessment. Shares are 0 to 1.

    `wrong` of them are graded too low by their authors. `sampled` of them are reviewed. A case stays open for
    `open_days` and is assessed again every `reassess_days` (0: never); reviewing one of those takes `again_minutes`.
    """

    code: str
    words: str
    per_day: float
    minutes: float
    within_hours: float
    sampled: float = 1.0
    wrong: float = 0.0
    reassess_days: float = 0
    open_days: float = 0
    again_minutes: float = 10

    def __post_init__(self):
        if not 0 <= self.per_day <= MOST_A_DAY:
            raise Unusable(f"{self.words}: give 0 to {MOST_A_DAY} assessments a day.")
        if not (0 < self.minutes <= 24 * 60 and 0 < self.again_minutes <= 24 * 60):
            raise Unusable(f"{self.words}: a review takes more than 0 and at most 1,440 minutes.")
        if not (0 <= self.sampled <= 1 and 0 <= self.wrong <= 1):
            raise Unusable(f"{self.words}: give shares between 0 and 1.")
        if self.within_hours <= 0 or self.reassess_days < 0 or not 0 <= self.open_days <= 3660:
            raise Unusable(f"{self.words}: give times above 0, and at most ten years for an open case.")
        if self.reassess_days and self.open_days / self.reassess_days > 400:
            raise Unusable(f"{self.words}: that is more than 400 reassessments of one case. Make the interval longer.")

    @property
    def again(self):
        """How often one case is assessed again while it is open."""
        return int(self.open_days // self.reassess_days) if self.reassess_days else 0


@dataclass(frozen=True)
class Staffing:
    """How many reviewers are at their desks in each hour of a week that begins on Monday at midnight."""

    by_hour: tuple

    def __post_init__(self):
        if len(self.by_hour) != HOURS or not all(isinstance(n, int) and 0 <= n <= 500 for n in self.by_hour):
            raise Unusable("Give 0 to 500 reviewers for each of the 168 hours of a week.")
        if not any(self.by_hour):
            raise Unusable("Nobody is there to review. Put at least one reviewer at a desk for an hour a week.")

    @classmethod
    def of_shifts(cls, shifts):
        """Return the Staffing of shifts {days (0 is Monday), from_hour, until_hour (excluded), reviewers}, added up."""
        found = [0] * HOURS
        for shift in shifts:
            for day in shift["days"]:
                for hour in range(shift["from_hour"], shift["until_hour"]):
                    found[(day * 24 + hour) % HOURS] += shift["reviewers"]
        return cls(tuple(found))

    @property
    def hours_a_week(self):
        """Hours at desks a week, all reviewers together."""
        return sum(self.by_hour)


@dataclass(frozen=True)
class Plan:
    """A name, what comes in (the most urgent first), who is there, and the share of wrong grades a review finds."""

    name: str
    streams: tuple
    staffing: Staffing
    finds: float = 0.8
    source: str = ""

    def __post_init__(self):
        if not 0 <= self.finds <= 1:
            raise Unusable("Give the share of wrong grades that a review finds between 0 and 1.")

    def with_volumes(self, per_day):
        """Return the plan with other numbers a day for the streams named in {code: number}.

        Where a plan has no stream of its own for visible high risk, it comes in with all that is high.
        """
        if intervals.EXTREME in per_day and intervals.EXTREME not in {each.code for each in self.streams}:
            per_day = per_day | {"HIGH": per_day.get("HIGH", 0) + per_day[intervals.EXTREME]}
        streams = tuple(replace(each, per_day=per_day.get(each.code, each.per_day)) for each in self.streams)
        return replace(self, streams=streams)


def read(path=SHIPPED):
    """Return the plans of a TOML file, in its order; raise Unusable with a sentence."""
    try:
        tables = tomllib.loads(Path(path).read_text(encoding="utf-8"))["plan"]
        return [plan_of(table) for table in tables]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Unusable(f"{path} cannot be read as TOML: {error}") from None
    except (KeyError, TypeError) as error:
        raise Unusable(f"{path} is not a list of plans: {error} is missing or wrong. Compare plans.toml.") from None


def plan_of(table):
    """Return the Plan of one table."""
    profile = table.get("profile")
    if profile not in (None, *intervals.PROFILES):
        raise Unusable(f"There is no profile of intervals {profile}. Name one of {', '.join(intervals.PROFILES)}.")
    streams = tuple(Stream(**({"reassess_days": days(profile, each["code"])} | each)) for each in table["stream"])
    staffing = Staffing.of_shifts(table["shift"])
    return Plan(table["name"], streams, staffing, table.get("finds", 0.8), table.get("source", ""))


def days(profile, code):
    """Return after how many days a profile has a stream assessed anew: that of its level; 0 for never."""
    level, visible = {intervals.EXTREME: ("HIGH", True), "CHILD": ("STANDARD", False)}.get(code, (code, False))
    figure = profile and intervals.FIGURES.get(intervals.PROFILES[profile].interval(level, visible_high_risk=visible))
    if not figure:
        return 0
    return figure.latest.value / 24 if figure.unit == "hours" else figure.latest.value
