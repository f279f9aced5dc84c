"""A merge undone, however much later, leaves the record as if it had never been: the same rows, to the byte."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from core.models import Duty, Entry
from incidents import services as incidents
from incidents.models import Case, Flag
from people import services
from people.models import Person

pytestmark = pytest.mark.django_db

# What only grows, what says that there was a merge at all, and what a supervisor was shown while it stood.
GROWING = (
    "historical",
    "people_merge",
    "people_possibleduplicate",
    "people_duplicatesearch",
    "incidents_watch",
    "incidents_hit",
)
# The review of the very pair that is decided, and what a supervisor was asked to look at while it stood.
ABOUT_IT = ("REVIEW_DUPLICATE", "SUPERVISE_INCIDENT")
# Of a duty, what does not follow from the identifiers of the entries in which it was opened.
TERMS = "code case_id scope_id subject_id started_at due_at basis owed_by owner_id role unit_id level".split()


def tables():
    """Return the tables of people and incidents whose rows may change."""
    names = connection.introspection.table_names()
    return sorted(
        name
        for name in names
        if name.startswith(("people_", "incidents_")) and not any(each in name for each in GROWING)
    )


def rows_of(table):
    """Return {key: the whole row as text} of a table."""
    with connection.cursor() as cursor:
        key = "word" if table == "people_namecount" else "id"
        cursor.execute(f"SELECT {key}::text, row::text FROM {table} row")
        return dict(cursor.fetchall())


def dump(of=None):
    """Return everything that stands on record: {table: rows}, all or only the rows that another dump has."""
    found = {table: rows_of(table) for table in tables()}
    if of:
        found = {table: {key: rows.get(key) for key in of[table]} for table, rows in found.items()}
    return found


def owed(case_ids):
    """Return the terms of every open duty of some cases, but for those about the decision itself."""
    found = Duty.objects.filter(case_id__in=case_ids, ended_at=None).exclude(code__in=ABOUT_IT)
    return sorted(map(str, found.values_list(*TERMS)))


PAIRS = [("Asha", "Dorian"), ("Aisha", "Dorian"), ("Robin", "Dorian"), ("Asha", "Dorien"), ("Asha", "Kit")]
reports = some.lists(
    some.tuples(
        some.sampled_from(PAIRS),
        some.integers(1, 500),
        some.sampled_from(["used", "threatened", "none"]),
        some.sampled_from(["ex_partner", "partner", "sibling"]),
    ),
    min_size=1,
    max_size=5,
)
merged_pairs = some.sampled_from([("Asha", "Aisha"), ("Asha", "Robin"), ("Dorian", "Dorien"), ("Kit", "Dorian")])


class World:
    """A few people and what was reported of them."""

    def __init__(self, operator, at, reported):
        self.operator, self.people = operator, {}
        for (victim, suspect), days_ago, violence, kind in sorted(reported, key=lambda each: -each[1]):
            self.report(victim, suspect, at - timedelta(days=days_ago), violence, kind)

    def person(self, name, at):
        """Return the record of a person, made with the first report."""
        if name not in self.people:
            self.people[name] = services.register(given_name=name, look=False, by=self.operator, at=at)
        return self.people[name]

    def report(self, victim, suspect, then, violence="used", kind="ex_partner"):
        """Log a call about two of them."""
        people = [
            {"role": "victim", "person_id": self.person(victim, then).pk},
            {"role": "suspect", "person_id": self.person(suspect, then).pk, "relation": kind},
        ]
        incidents.log_call(channel="999", people=people, facts={"violence": violence}, by=self.operator, at=then)


def meanwhile(operator, at):
    """Let something happen to strangers, and the nightly sweep run."""
    World(operator, at, [(("Iris", "Noel"), 1, "used", "partner"), (("Iris", "Noel"), 2, "threatened", "partner")])
    incidents.heal_flags(at=at)


# An example is a world of its own, so a failing one is shown as it is: making it smaller would take minutes.
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(reported=reports, pair=merged_pairs, months=some.integers(0, 14))
def test_a_merge_undone_months_later_leaves_the_identical_state(everybody, at, reported, pair, months):
    operator, cru = everybody["operator"], everybody["cru"]
    later = at + timedelta(days=31 * months)
    with transaction.atomic():
        world = World(operator, at, reported)
        keep, merged = (world.person(name, at) for name in pair)
        before, cases = dump(), list(Case.objects.values_list("pk", flat=True))

        without = transaction.savepoint()
        meanwhile(operator, later)
        incidents.heal_flags(at=later)
        expected, expected_duties = dump(before), owed(cases)
        flags = list(
            Flag.objects.filter(person__in=[each.pk for each in world.people.values()]).order_by("pk").values()
        )
        transaction.savepoint_rollback(without)

        services.merge_people(keep_id=keep.pk, merge_id=merged.pk, reason="Same fingerprint", by=cru, at=at)
        meanwhile(operator, later)
        services.unmerge_people(person_id=merged.pk, reason="Different prints", by=cru, at=later)
        incidents.heal_flags(at=later)

        assert dump(before) == expected
        assert owed(cases) == expected_duties
        mine = [each.pk for each in world.people.values()]
        assert list(Flag.objects.filter(person__in=mine).order_by("pk").values()) == flags
        transaction.set_rollback(True)


@pytest.fixture
def two_series(everybody, at):
    """Two records of one suspect, each with one former partner: together a serial perpetrator, apart none."""
    return World(
        everybody["operator"],
        at,
        [(("Asha", "Dorian"), 30, "used", "ex_partner"), (("Robin", "Dorien"), 20, "used", "ex_partner")],
    )


def reviews():
    """Return the open duties to review a series."""
    return list(Duty.objects.filter(code="REVIEW_FLAG_SERIAL_PERPETRATOR", ended_at=None))


def test_a_series_that_only_a_merge_shows_is_told_and_parting_ends_its_duty(two_series, cru, at, days):
    keep, merged = two_series.people["Dorian"], two_series.people["Dorien"]

    services.merge_people(keep_id=keep.pk, merge_id=merged.pk, reason="Same", by=cru, at=at)
    told = len(reviews())
    services.unmerge_people(person_id=merged.pk, reason="Not", by=cru, at=days(90))

    assert told == 2
    assert reviews() == []
    ended = Duty.objects.filter(code="REVIEW_FLAG_SERIAL_PERPETRATOR")
    assert {(duty.ended_as, duty.ended_by.event) for duty in ended} == {("VOID", "incidents.flag_withdrawn")}


def test_a_series_reviewed_before_the_merge_is_not_asked_about_again(everybody, at, days):
    cru = everybody["cru"]
    world = World(
        everybody["operator"],
        at,
        [(("Asha", "Dorian"), 30, "used", "ex_partner"), (("Robin", "Dorian"), 20, "used", "ex_partner")],
    )
    other = world.person("Dorien", at)
    for duty in reviews():
        incidents.record_act(
            case_id=duty.case_id, act="review-flag", note="Looked at", flag="SERIAL_PERPETRATOR", by=cru, at=at
        )
    assert reviews() == []

    services.merge_people(keep_id=other.pk, merge_id=world.people["Dorian"].pk, reason="Same", by=cru, at=at)
    services.unmerge_people(person_id=world.people["Dorian"].pk, reason="Not", by=cru, at=days(90))

    assert reviews() == []
    assert not Entry.objects.filter(event="incidents.flag_raised", facts__identity=True).exists()


def test_a_protected_address_never_moves_with_a_merge_or_its_undoing(person, everybody, at, days):
    keep, merged = person("Asha", "Vale"), person("Asha", "Crane")
    services.record_safe_address(person_id=merged.pk, text="Safe house", by=everybody["safeguarding"], at=at)
    before = rows_of("people_safeaddress")

    services.merge_people(keep_id=keep.pk, merge_id=merged.pk, reason="Same", by=everybody["cru"], at=at)
    while_one = rows_of("people_safeaddress")
    services.unmerge_people(person_id=merged.pk, reason="Not", by=everybody["cru"], at=days(90))

    assert before == while_one == rows_of("people_safeaddress")


def test_the_dump_sees_a_changed_row_and_would_fail(person, everybody, at):
    somebody = person("Asha", "Vale")
    before = dump()

    Person.objects.filter(pk=somebody.pk).update(sex="F")

    assert dump(before) != before
