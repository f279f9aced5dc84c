"""What waits for sign-off stands in the unit of its case, wherever the case goes, and no list shows anything else."""

import random
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from accounts import services as accounts
from accounts.permissions import Permission, Role, Scope, scope_of
from core.errors import Absent, Refused
from incidents import queries as incidents
from incidents import services as incident_services
from incidents.models import Case, Offer
from incidents.services.cases import take_over
from people import services as people
from risk import queries, services
from risk.models import Assessment, Conflict
from risk.states import State

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
THEIRS = {"receiver": Role.NEIGHBOURHOOD, "their_sergeant": Role.SERGEANT, "their_inspector": Role.CONTROL_SUPERVISOR}
MOVE = "UPDATE incidents_case SET unit_id = %s WHERE id = %s"


@pytest.fixture
def theirs(at):
    """The people of another force of this house: {name: officer}."""
    force = accounts.found_force(code="essex", name="Essex (demonstration)", units={"ward-9": "Ward 9"})
    found = {}
    for name, role in THEIRS.items():
        found[name] = accounts.enrol(username=name, first_name=name.title(), last_name="Example", rank="inspector")
        accounts.post(officer=found[name], role=role, unit=force.units.get(), from_at=at - timedelta(days=900))
    return found


@pytest.fixture
def hand_over(case, at):
    """Return a function that gives the case to another officer, who accepts it."""

    def handed(to, hours=1):
        when = at + hours * HOUR
        owner = incidents.owner_of(case.pk)
        offer = incident_services.offer_case(case_id=case.pk, to_id=to.pk, must_know="Ring first", by=owner, at=when)
        return incident_services.accept_case(offer_id=offer.pk, by=to, at=when)

    return handed


def by_definition(reader):
    """Return what waits for this reader, worked out without any index: the rule of the list, read aloud."""
    if scope_of(reader, Permission.RISK_SIGN_OFF) != Scope.OWN_UNIT:
        return []
    seen = set(incidents.visible_to(reader).filter(unit=reader.posting.unit_id).values_list("pk", flat=True))
    close = set(Conflict.objects.filter(officer=reader).values_list("case_id", flat=True))
    rows = [row for row in Assessment.objects.filter(state=State.SUBMITTED) if row.case_id in seen - close]
    rows = [row for row in rows if reader.pk not in (row.author_id, row.typed_by_id)]
    return [row.pk for row in sorted(rows, key=lambda row: (row.grade, row.submitted_at, row.pk))]


def shown(reader):
    """Return what the list of this reader shows."""
    return [row.pk for row in queries.waiting_for_sign_off(reader)]


def written(sql, *values):
    """Write past the services, and let what the database defers speak."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


# Where the case goes, what waits goes.


def test_what_was_handed_in_before_is_on_the_list_of_the_unit_that_took_the_case_over(
    submit, hand_over, sergeant, other_sergeant, other_officer
):
    submitted = submit()
    assert (shown(sergeant), shown(other_sergeant)) == ([submitted.pk], [])

    hand_over(other_officer)

    assert (shown(sergeant), shown(other_sergeant)) == ([], [submitted.pk])


def test_what_was_begun_before_is_on_the_list_of_the_unit_in_which_the_case_is_when_it_is_handed_in(
    draft, submit, hand_over, sergeant, other_sergeant, other_officer
):
    hand_over(other_officer)
    assert Assessment.objects.get(pk=draft.pk).waits_in_id is None

    submitted = submit()

    assert (shown(sergeant), shown(other_sergeant)) == ([], [submitted.pk])


def test_it_goes_along_where_a_supervisor_moves_the_case(case, submit, sergeant, other_sergeant, other_officer, days):
    submitted = submit()

    incident_services.move_case(case_id=case.pk, to_id=other_officer.pk, reason="Long shift", by=sergeant, at=days(1))

    assert (shown(sergeant), shown(other_sergeant)) == ([], [submitted.pk])


def test_it_goes_along_where_all_cases_of_somebody_who_is_away_move_and_comes_back_with_them(
    submit, officer, other_officer, sergeant, other_sergeant, days
):
    submitted = submit()

    absence = accounts.record_absence(
        officer_id=officer.pk, kind="SICK", from_at=days(1), deputy_id=other_officer.pk, by=sergeant, at=days(1)
    )
    assert (shown(sergeant), shown(other_sergeant)) == ([], [submitted.pk])

    accounts.return_from_absence(absence_id=absence.pk, by=officer, at=days(2))
    assert (shown(sergeant), shown(other_sergeant)) == ([submitted.pk], [])


def test_it_goes_to_another_force_with_its_case_and_back(case, submit, hand_over, officer, sergeant, theirs):
    submitted = submit()

    hand_over(theirs["receiver"])
    assert (shown(sergeant), shown(theirs["their_sergeant"])) == ([], [submitted.pk])

    hand_over(officer, hours=2)
    assert (shown(sergeant), shown(theirs["their_sergeant"])) == ([submitted.pk], [])


def test_what_no_longer_waits_stands_in_no_unit_and_nor_does_the_history_of_anything(
    case, submit, sign_off, hand_over, sergeant, other_officer, at
):
    submitted = submit()
    services.return_assessment(assessment_id=submitted.pk, reason="Say more", by=sergeant, at=at)
    assert Assessment.objects.get().waits_in_id is None

    signed = sign_off()
    hand_over(other_officer)

    assert Assessment.objects.get(pk=signed.pk).waits_in_id is None
    assert not hasattr(signed.history.first(), "waits_in_id")


def test_a_correction_waits_where_the_case_is_now(
    sign_off, hand_over, many_yes, officer, other_officer, other_sergeant, days
):
    signed = sign_off()
    hand_over(other_officer)

    correction = services.correct_assessment(
        assessment_id=signed.pk, reason="A wrong box", answers={"injury": "YES"}, by=officer, at=days(1)
    )

    assert shown(other_sergeant) == [correction.pk]


# What the database keeps, whoever writes.


def test_whatever_moves_a_case_takes_along_what_waits_in_it(case, submit, other_sergeant):
    submitted = submit()

    assert written(MOVE, other_sergeant.posting.unit_id, case.pk) == 1

    assert shown(other_sergeant) == [submitted.pk]


def test_it_stands_in_no_other_unit_than_that_of_its_case(submit, sergeant, other_sergeant):
    submitted = submit()

    with pytest.raises(DatabaseError, match="assessment_waits_where_its_case_is"), transaction.atomic():
        written(
            "UPDATE risk_assessment SET waits_in_id = %s WHERE id = %s", other_sergeant.posting.unit_id, submitted.pk
        )
    assert written("UPDATE risk_assessment SET waits_in_id = NULL WHERE id = %s", submitted.pk) == 1
    assert shown(sergeant) == [submitted.pk]


def test_a_row_that_was_read_before_its_case_moved_is_not_saved(case, submit, other_sergeant):
    submit()
    stale = Assessment.objects.get()
    written(MOVE, other_sergeant.posting.unit_id, case.pk)

    with pytest.raises(DatabaseError, match="assessment_waits_where_its_case_is"), transaction.atomic():
        stale.save()


def test_nothing_else_of_what_was_handed_in_changes_with_the_unit(case, submit, other_sergeant):
    submitted = submit()

    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        written(
            "UPDATE risk_assessment SET waits_in_id = %s, observations = 'Other' WHERE id = %s",
            other_sergeant.posting.unit_id,
            submitted.pk,
        )


# In whatever world.


class World:
    """Some cases of two forces, and officers who do to them whatever is allowed, one thing after another."""

    def __init__(self, seed, call, everybody, theirs, answers, at):
        self.lot, self.at, self.answers = random.Random(seed), at, answers
        self.officers = [*everybody.values(), *theirs.values()]
        self.close_to = [everybody[name] for name in ("sergeant", "other_sergeant", "control_supervisor")]
        self.authors = [everybody[name] for name in ("officer", "other_officer", "sergeant", "neighbourhood")]
        self.owners = [*self.authors, everybody["other_sergeant"], everybody["safeguarding"], *theirs.values()]
        self.specialist = everybody["cru"]
        self.cases = [self.new_case(call, number) for number in range(4)]

    def new_case(self, call, number):
        people = [
            {"role": "victim", "given_name": f"Ada{number}", "family_name": "Vale", "born_on": f"197{number}-04-05"},
            {"role": "suspect", "given_name": f"Ivo{number}", "family_name": "Crane", "born_on": f"196{number}-01-30"},
        ]
        case = call(self.at - HOUR, people=people).allegations.get().case
        take_over(case, officer=self.authors[number], by=self.authors[number], at=self.at)
        return case.pk

    def step(self):
        """Do something; what is not allowed does not happen."""
        self.at += timedelta(minutes=7)
        todo = self.lot.choice(
            [self.begin, self.begin, self.submit, self.submit, self.submit, self.decide, self.give]
            + [self.move, self.move, self.accept, self.restrict, self.say_close, self.merge]
        )
        try:
            with transaction.atomic():
                todo()
        except (Refused, Absent):
            return ""
        return todo.__name__

    def any_of(self, rows):
        rows = list(rows)
        if not rows:
            raise Refused("There is nothing to do.")
        return self.lot.choice(rows)

    def begin(self):
        typist, author = self.lot.choice(self.authors), self.lot.choice([None, *self.authors])
        case_id, for_id = self.lot.choice(self.cases), author and author != typist and author.pk
        services.start_assessment(case_id=case_id, for_officer_id=for_id or None, by=typist, at=self.at)

    def submit(self):
        row = self.any_of(Assessment.objects.filter(state__in=["DRAFT", "RETURNED"]).order_by("pk"))
        grade = self.lot.choice(["STANDARD", "MEDIUM", "HIGH"])
        sent = {"answers": self.answers, "children": "NONE", "grade": grade, "grade_reasons": "Judged so"}
        services.submit_assessment(assessment_id=row.pk, **sent, by=row.typed_by or row.author, at=self.at)

    def decide(self):
        row = self.any_of(Assessment.objects.filter(state=State.SUBMITTED).order_by("pk"))
        by = self.lot.choice(self.close_to)
        if self.lot.random() < 0.5:
            services.return_assessment(assessment_id=row.pk, reason="Say more", by=by, at=self.at)
        else:
            services.sign_off_assessment(assessment_id=row.pk, content_hash=row.content_hash, by=by, at=self.at)

    def give(self):
        case_id, to = self.lot.choice(self.cases), self.lot.choice(self.owners)
        owner = incidents.owner_of(case_id)
        incident_services.offer_case(case_id=case_id, to_id=to.pk, must_know="Ring first", by=owner, at=self.at)

    def accept(self):
        offer = self.any_of(Offer.objects.filter(state="WAITING").order_by("pk"))
        incident_services.accept_case(offer_id=offer.pk, by=offer.to, at=self.at)

    def move(self):
        case_id, to, by = self.lot.choice(self.cases), self.lot.choice(self.owners), self.lot.choice(self.owners)
        incident_services.move_case(case_id=case_id, to_id=to.pk, reason="Long shift", by=by, at=self.at)

    def restrict(self):
        if self.lot.random() < 0.3:
            named, by = [self.lot.choice(self.owners).pk], self.lot.choice(self.owners)
            incident_services.restrict_case(case_id=self.lot.choice(self.cases), officers=named, by=by, at=self.at)

    def say_close(self):
        row = self.any_of(Assessment.objects.filter(state=State.SUBMITTED).order_by("pk"))
        if self.lot.random() < 0.3:
            by = self.lot.choice(self.close_to)
            services.declare_conflict(assessment_id=row.pk, reason="My cousin", by=by, at=self.at)

    def merge(self):
        one, other = Case.objects.filter(pk__in=self.lot.sample(self.cases, 2))
        found = {"keep_id": one.victim_id, "merge_id": other.victim_id, "reason": "The same date of birth"}
        people.merge_people(**found, by=self.specialist, at=self.at)


@pytest.mark.parametrize("seed", [0, 4, 5, 6])
def test_every_list_shows_what_its_rule_says_in_whatever_world(seed, call, everybody, theirs, no_to_all, at):
    world, done, waited = World(seed, call, everybody, theirs, no_to_all, at), set(), 0

    for _ in range(60):
        done.add(world.step())
        rows = Assessment.objects.select_related("case")
        for row in rows:
            assert row.waits_in_id == (row.case.unit_id if row.state == State.SUBMITTED else None)
        for officer in world.officers:
            assert shown(officer) == by_definition(officer), officer
            waited += len(shown(officer))

    assert {"begin", "submit"} <= done and done & {"move", "accept"} and waited
