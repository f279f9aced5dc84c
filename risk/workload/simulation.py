"""A year of reviews, event by event: assessments come in, the most urgent waiting one goes to the next free desk.

Nobody is interrupted: a review that has begun when a shift ends is finished. The same seed gives the same year,
and two plans with the same seed meet the same arrivals, so that they can be compared.
"""

import heapq
from dataclasses import dataclass, field
from random import Random

from risk.workload import formula
from risk.workload.plans import HOURS, Unusable

DAY = 24 * 60
MOST = 500_000
ARRIVES, ENDS, TURNS = 0, 1, 2


@dataclass
class Tally:
    """What became of one stream; times in minutes."""

    came: int = 0
    reviewed: int = 0
    in_time: int = 0
    waiting: int = 0
    worked: float = 0.0
    waits: list = field(default_factory=list, repr=False)
    wrong: int = 0
    found: int = 0
    found_after: float = 0.0

    @property
    def missed(self):
        """Grades that were too low and that no review put right within the year."""
        return self.wrong - self.found

    @property
    def mean_wait(self):
        """Mean minutes until a review began, of those that began."""
        return sum(self.waits) / len(self.waits) if self.waits else 0.0

    def wait_of(self, share):
        """Return the wait in minutes that `share` of the reviews did not exceed."""
        ordered = sorted(self.waits)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0


@dataclass
class Year:
    """What a plan came to: a Tally for each stream in order, and the minutes that were staffed."""

    plan: object
    days: float
    tallies: list
    staffed: float

    @property
    def worked(self):
        """Minutes of review."""
        return sum(tally.worked for tally in self.tallies)

    @property
    def busy(self):
        """Share of the staffed time that was spent on reviews; above 1 where reviews ran past the end of shifts."""
        return self.worked / self.staffed if self.staffed else 0.0


def simulate(plan, *, days=365, seed=1, settle_days=0, draw=None):
    """Return the Year of a plan over `days`, after `settle_days` that count for nothing.

    `draw(random, mean)` gives the minutes of one review (exponential unless given). More than can be lived through
    while somebody waits is refused.
    """
    coming = sum(sum(formula.came(stream, days + settle_days)) for stream in plan.streams)
    if coming > MOST:
        raise Unusable(
            f"That is about {coming:,.0f} assessments, and at most {MOST:,} can be simulated. "
            "Give fewer a day, a longer interval, or cases that stay open for a shorter time."
        )
    return Run(plan, days + settle_days, seed, settle_days * DAY, draw or exponential).year()


def exponential(random, mean):
    """Return random minutes with this mean: most reviews are short, and a few are long."""
    return random.expovariate(1 / mean)


class Run:
    """One simulation: the clock, what waits, who is busy."""

    def __init__(self, plan, days, seed, counts_from, draw):
        self.plan, self.end, self.counts_from, self.draw = plan, days * DAY, counts_from, draw
        self.tallies = [Tally() for _ in plan.streams]
        self.work = [Random(f"{seed}/{stream.code}/work") for stream in plan.streams]
        self.events, self.waiting, self.busy, self.number = [], [], 0, 0
        for place, stream in enumerate(plan.streams):
            for moment, again in arrivals(stream, self.end, Random(f"{seed}/{stream.code}/arrivals")):
                heapq.heappush(self.events, (moment, ARRIVES, self.next_number(), (place, again)))
        staffing = plan.staffing.by_hour
        for hour in range(int(self.end // 60) + 1):
            if hour == 0 or staffing[hour % HOURS] != staffing[(hour - 1) % HOURS]:
                heapq.heappush(self.events, (hour * 60, TURNS, self.next_number(), None))

    def next_number(self):
        """Return the next number: what happens at one moment happens in the order in which it was foreseen."""
        self.number += 1
        return self.number

    def year(self):
        """Live through every event until the end and return what it came to."""
        while self.events and self.events[0][0] < self.end:
            moment, kind, _, about = heapq.heappop(self.events)
            if kind == ARRIVES:
                self.arrive(moment, *about)
            elif kind == ENDS:
                self.busy -= 1
            self.begin(moment)
        for place, came, *_ in self.waiting:
            self.tallies[place].waiting += came >= self.counts_from
        hours = range(int(self.counts_from // 60), int(self.end // 60))
        staffed = sum(self.plan.staffing.by_hour[hour % HOURS] for hour in hours) * 60
        return Year(self.plan, (self.end - self.counts_from) / DAY, self.tallies, staffed)

    def arrive(self, moment, place, again):
        """Take in one assessment: is its grade wrong, and is it among those that are reviewed?"""
        stream, random = self.plan.streams[place], self.work[place]
        wrong, chosen = random.random() < stream.wrong, random.random() < stream.sampled
        if moment >= self.counts_from:
            self.tallies[place].came += 1
            self.tallies[place].wrong += wrong
        if chosen:
            heapq.heappush(self.waiting, (place, moment, self.next_number(), again, wrong))

    def begin(self, moment):
        """Put waiting work on free desks."""
        desks = self.plan.staffing.by_hour[int(moment // 60) % HOURS]
        while self.waiting and self.busy < desks:
            place, came, _, again, wrong = heapq.heappop(self.waiting)
            self.busy += 1
            stream = self.plan.streams[place]
            minutes = self.draw(self.work[place], stream.again_minutes if again else stream.minutes)
            heapq.heappush(self.events, (moment + minutes, ENDS, self.next_number(), None))
            if came >= self.counts_from:
                self.count(place, came, moment, minutes, wrong)

    def count(self, place, came, moment, minutes, wrong):
        """Write down one review."""
        tally, stream = self.tallies[place], self.plan.streams[place]
        tally.reviewed += 1
        tally.worked += minutes
        tally.waits.append(moment - came)
        tally.in_time += moment + minutes - came <= stream.within_hours * 60
        if wrong and self.work[place].random() < self.plan.finds:
            tally.found += 1
            tally.found_after += moment + minutes - came


def arrivals(stream, end, random):
    """Give (moment, whether again) of the assessments of a stream: new cases at random, each again at its interval."""
    if not stream.per_day:
        return
    moment = random.expovariate(stream.per_day / DAY)
    while moment < end:
        yield moment, False
        for again in range(1, stream.again + 1):
            if (later := moment + again * stream.reassess_days * DAY) >= end:
                break
            yield later, True
        moment += random.expovariate(stream.per_day / DAY)
