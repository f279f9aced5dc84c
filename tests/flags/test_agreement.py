"""The flags kept up to date call by call, the full computation, and a slow reading of the rules: one answer."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Refused
from core.models import new_id
from incidents import flags
from incidents import services as incidents
from incidents.models import Allegation, Incident, Involvement
from law import clocks
from people import services as people
from people.models import Person, Relationship
from tests.flags import records

pytestmark = pytest.mark.django_db

KINDS = ["partner", "ex_partner", "parent", "child", "sibling", "grandparent", "relative", "friend", "neighbour"]
VIOLENCE = ["used", "threatened", "used_and_threatened", "none", "not_stated", None]
# An ordinary day, both ends of a leap February, and the day after it.
DAYS = [date(2026, 11, 23), date(2024, 2, 29), date(2025, 2, 28), date(2024, 3, 1), date(2023, 3, 1)]
CROWD = 5
ours = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
who = st.integers(0, CROWD - 1)
# Mostly the first two are reported for what they did to the others, so that patterns come about.
victims = st.lists(st.sampled_from([2, 3, 4, 2, 3, 4, 0]), min_size=1, max_size=2, unique=True)
suspects = st.lists(st.sampled_from([0, 0, 0, 0, 1, 3]), min_size=1, max_size=2, unique=True)
kinds = st.sampled_from(["partner", "ex_partner"] * 4 + KINDS)
bonds = st.tuples(*[st.tuples(kinds, st.just(0), st.just(victim)) for victim in (2, 3, 4)])
violence = st.sampled_from(["used", "threatened", *VIOLENCE])


def days_around(day):
    """Return a strategy of days that matter to a window ending on `day`: its edges, a day either side, and between."""
    edges = [day, clocks.months_before(day, 12), clocks.months_before(day, 36)]
    near = [edge + timedelta(days=step) for edge in edges for step in (-1, 0, 1) if edge + timedelta(days=step) <= day]
    leap = [date(2024, 2, 29)] if day >= date(2024, 2, 29) else []
    between = st.integers(0, 4 * 366).map(lambda back: day - timedelta(days=back))
    return st.one_of(st.sampled_from(near + leap), between)


def history_up_to(day):
    """Return a strategy of things that happen, in the order in which the record hears of them."""
    call = st.tuples(st.just("call"), victims, suspects, days_around(day), violence)
    link = st.tuples(st.just("link"), kinds, who, who)
    merge = st.tuples(st.just("merge"), who, who)
    unmerge = st.tuples(st.just("unmerge"), who)
    learn = st.tuples(st.just("learn"), st.integers(0, 9), st.sampled_from(VIOLENCE[:4]))
    known = bonds.map(lambda all_of_them: [("link", *bond) for bond in all_of_them])
    calls, others = st.lists(call, min_size=3, max_size=6), st.lists(st.one_of(link, merge, unmerge, learn), max_size=4)
    happens = st.tuples(calls, others).flatmap(lambda both: st.permutations([*both[0], *both[1]]))
    return st.builds(lambda before, after: [*before, *after], known, happens)


histories = st.sampled_from(DAYS).flatmap(lambda day: st.tuples(st.just(day), history_up_to(day)))


class Station:
    """Plays a history through the very services that people use, all on one day."""

    def __init__(self, operator, cru, day):
        self.operator, self.cru, self.day = operator, cru, day
        self.at = clocks.end_of_day(day) - timedelta(seconds=1)
        self.people = [
            people.register(
                given_name=f"Person {number}", born_on=f"{1990 + 4 * number}-02-28", by=operator, at=self.at
            )
            for number in range(CROWD)
        ]
        self.incidents = []

    def play(self, step):
        """Do one thing; what the service refuses leaves the record as it is."""
        try:
            with transaction.atomic():
                getattr(self, step[0])(*step[1:])
        except Refused:
            pass

    def call(self, victims, suspects, day, violence):
        """Log a call that was reported on an earlier day, or today."""
        rows = [{"role": "victim", "person_id": self.people[each].pk} for each in victims]
        rows += [{"role": "suspect", "person_id": self.people[each].pk} for each in suspects if each not in victims]
        moment = clocks.start_of_day(day)
        self.incidents.append(
            incidents.log_call(
                channel="101",
                people=rows,
                occurred_at=moment,
                reported_at=moment,
                facts={"violence": violence},
                by=self.operator,
                at=self.at,
            )
        )

    def link(self, kind, one, other):
        """Record how two people are connected."""
        people.link_people(
            kind=kind, of_id=self.people[one].pk, to_id=self.people[other].pk, by=self.operator, at=self.at
        )

    def merge(self, one, other):
        """Find that two records are one person."""
        people.merge_people(
            keep_id=self.people[one].pk, merge_id=self.people[other].pk, reason="One person", by=self.cru, at=self.at
        )

    def unmerge(self, one):
        """Find that they are not."""
        people.unmerge_people(person_id=self.people[one].pk, reason="Two people", by=self.cru, at=self.at)

    def learn(self, number, violence):
        """Learn more about an incident that was logged before."""
        if self.incidents:
            incident = self.incidents[number % len(self.incidents)]
            incidents.add_information(
                case_id=incident.allegations.first().case_id,
                kind="other",
                occurred_on=incident.reported_on,
                facts={"violence": violence},
                incident_id=incident.pk,
                by=self.operator,
                at=self.at,
            )


@settings(ours, max_examples=20)
@given(history=histories)
def test_call_by_call_the_full_computation_and_the_slow_reading_agree(everybody, history):
    day, steps = history
    with transaction.atomic():
        station = Station(everybody["operator"], everybody["cru"], day)

        for step in steps:
            station.play(step)

        slow = records.world().flags_on(day)
        assert records.computed(day) == slow
        assert records.stored() == slow
        assert flags.refresh(day) == []
        transaction.set_rollback(True)


reports = st.lists(st.tuples(victims, suspects, days_around(date(2026, 11, 23)), violence), min_size=3, max_size=14)
links = st.builds(lambda sure, others: [*sure, *others], bonds, st.lists(st.tuples(kinds, who, who), max_size=3))


@settings(ours, max_examples=80)
@given(reports=reports, links=links, merged=st.lists(st.tuples(who, who), max_size=2), back=st.integers(-2, 800))
def test_the_full_computation_agrees_on_any_day_of_the_past(force, reports, links, merged, back):
    day = date(2026, 11, 23) - timedelta(days=back)
    with transaction.atomic():
        crowd = write_people(links, merged)
        for number, report in enumerate(reports):
            write_report(force, number, crowd, *report)
        flags.derive()

        assert records.computed(day) == records.world().flags_on(day)

        transaction.set_rollback(True)


def write_people(links, merged):
    """Write people, who is related to whom, and who turned out to be whom."""
    crowd = []
    for number in range(CROWD):
        new = new_id()
        crowd.append(
            Person.objects.create(pk=new, identity_id=new, given_name=f"P{number}", born_on=date(2006 + number, 2, 28))
        )
    for one, other in merged:
        crowd[other].identity = crowd[one].identity
        crowd[other].save()
    for kind, of, to in links:
        if of != to:
            Relationship.objects.get_or_create(kind=kind, of=crowd[of], to=crowd[to], from_on=None)
    return crowd


def write_report(force, number, crowd, victims, suspects, day, violence):
    """Write one incident with its people and pairs, as an import does."""
    moment = clocks.start_of_day(day)
    incident = Incident.objects.create(
        pk=uuid4(),
        force=force,
        number=f"T-{number}",
        kind="DOMESTIC",
        occurred_at=moment,
        reported_at=moment,
        reported_on=day,
        facts={"violence": violence},
        violent=violence in records.VIOLENT,
    )
    suspects = [each for each in suspects if each not in victims]
    for role, members in (("victim", victims), ("suspect", suspects)):
        for each in members:
            Involvement.objects.create(incident=incident, person=crowd[each], role=role)
    for victim in victims:
        for suspect in suspects:
            Allegation.objects.create(
                incident=incident,
                victim=crowd[victim],
                suspect=crowd[suspect],
                reported_on=day,
                victim_identity=crowd[victim].identity,
                suspect_identity=crowd[suspect].identity,
            )
