"""The rules of the history flags, read slowly and plainly: what the computation in SQL must always equal.

It starts from what was reported (incidents, the people in them, relationships, who is whom) and looks at
nothing that was derived. No window function, no index, no cleverness: every sentence of the rule is a line.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

FAMILY = {"partner", "ex_partner", "parent", "child", "sibling", "grandparent", "relative"}
PARTNERS = {"partner", "ex_partner"}


@dataclass
class Report:
    """One incident: its id, the London day of its report, whether violence was used or threatened, who was in it."""

    id: object
    day: date
    violent: bool
    victims: list = field(default_factory=list)
    suspects: list = field(default_factory=list)


@dataclass
class World:
    """Everything reported. `identity` says which person a record is; `born` is a date of birth by person.

    `silent` says from which day the reports of a victim and a suspect label nobody, since each accuses the other.
    """

    identity: dict
    links: list
    reports: list
    born: dict = field(default_factory=dict)
    silent: dict = field(default_factory=dict)

    def kinds_between(self, one, other):
        """Return every kind of relationship recorded between two people, whichever way round."""
        found = set()
        for kind, of, to in self.links:
            if {self.identity[of], self.identity[to]} == {one, other} and one != other:
                found.add(kind)
        return found

    def people(self):
        """Return everybody, once."""
        return sorted(set(self.identity.values()), key=str)

    def pairs(self, report):
        """Return the people who stand as victim and suspect in a report."""
        found = {(self.identity[v], self.identity[s]) for v in report.victims for s in report.suspects if v != s}
        return {pair for pair in found if pair not in self.silent or report.day < self.silent[pair]}

    def flags_on(self, day):
        """Return {(flag, variant, person, since, because)} for the flags that hold on a day."""
        found = set()
        for person in self.people():
            for flag, variant, rule in RULES:
                held = rule(self, person, day)
                if held:
                    found.add((flag, variant, person, *held))
        return found


def same_day_before(day, months):
    """Return the same day of the month so many months before; the month's last day where there is none."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def oldest_first(reports):
    """Return reports by day, then by id."""
    return sorted(reports, key=lambda report: (report.day, str(report.id)))


def ids(reports):
    """Return the ids of reports, oldest first."""
    return tuple(str(report.id) for report in oldest_first(reports))


def first_day(reports, holds):
    """Return the first day of a report by which `holds` is true of all reports up to and including that day."""
    for day in sorted({report.day for report in reports}):
        if holds([report for report in reports if report.day <= day]):
            return day
    return None


def repeat_victim(world, person, day):
    """Two or more incidents reported in 12 months, each with a suspect to whom the victim is connected."""
    counted = [
        report
        for report in world.reports
        if same_day_before(day, 12) <= report.day <= day
        and any(v == person and world.kinds_between(v, s) & FAMILY for v, s in world.pairs(report))
    ]
    return len(counted) >= 2 and (oldest_first(counted)[1].day, ids(counted))


def serial_acpo(world, person, day):
    """Violence against two or more partners, some two of them with no recorded relationship, in 3 years."""

    def partners(reports):
        return {
            v
            for report in reports
            for v, s in world.pairs(report)
            if s == person and world.kinds_between(v, s) & PARTNERS
        }

    def holds(reports):
        victims = partners(reports)
        return any(not world.kinds_between(one, other) for one in victims for other in victims if one != other)

    counted = [
        report
        for report in world.reports
        if same_day_before(day, 36) <= report.day <= day and report.violent and partners([report])
    ]
    since = first_day(counted, holds)
    return since and (since, ids(counted))


def serial_matac(world, person, day):
    """On more than one record, with two or more victims, partners or family, aged 16 or over, in 3 years."""

    def victims(reports):
        return {
            v
            for report in reports
            for v, s in world.pairs(report)
            if s == person and world.kinds_between(v, s) & FAMILY
        }

    def grown(report):
        born = world.born.get(person)
        return born is None or report.day >= same_day_before(date(born.year + 16, born.month, born.day), 0)

    counted = [
        report
        for report in world.reports
        if same_day_before(day, 36) <= report.day <= day and grown(report) and victims([report])
    ]
    since = first_day(counted, lambda reports: len(reports) > 1 and len(victims(reports)) > 1)
    return since and (since, ids(counted))


def repeat_ordinary(world, person, day):
    """Two or more incidents against the same connected victim, whenever."""
    again = {}
    for victim in world.people():
        if world.kinds_between(victim, person) & FAMILY:
            against = [r for r in world.reports if r.day <= day and (victim, person) in world.pairs(r)]
            if len(against) > 1:
                again[victim] = oldest_first(against)
    counted = {report.id: report for against in again.values() for report in against}
    return again and (min(against[1].day for against in again.values()), ids(counted.values()))


RULES = (
    ("REPEAT_VICTIM", "", repeat_victim),
    ("SERIAL_PERPETRATOR", "ACPO_2009", serial_acpo),
    ("SERIAL_PERPETRATOR", "NORTHUMBRIA_MATAC", serial_matac),
    ("REPEAT_PERPETRATOR", "ORDINARY", repeat_ordinary),
)
