"""Whoever comes back from an absence holds again what had moved because of it, as far as it can and may come back."""

from datetime import timedelta

from accounts import services
from core.models import Duty
from incidents import queries
from incidents import services as incidents
from safety_plans import services as plans


def owner(case):
    """Return who owns a case now."""
    return queries.owner_of(case.pk)


def test_coming_back_brings_back_what_had_moved_and_nothing_else(
    case, call, away, officer, neighbourhood, administrator, at, days
):
    absence = away()
    incidents.record_attendance(
        incident_id=call(at, people=STRANGERS).pk, arrived_at=at, positive_action="Spoke", by=neighbourhood, at=at
    )

    services.return_from_absence(absence_id=absence.pk, by=administrator, at=days(3))

    assert owner(case) == officer
    assert queries.held_by(neighbourhood, days(3)) == 1
    assert Duty.objects.filter(code="ACKNOWLEDGE_COVER", owner_id=officer.pk, ended_at=None).count() <= 1


def test_measures_and_duties_come_back_with_the_case(case, away, officer, neighbourhood, administrator, at, days):
    due = at.date() + timedelta(days=5)
    measure, done = (
        plans.propose_measure(case_id=case.pk, code=code, owner_id=officer.pk, due_on=due, by=officer, at=at)
        for code in ("ADDRESS_MARKER", "EXIT_PLAN")
    )
    absence = away(at + timedelta(hours=1))
    proof = {"evidence_kind": "VICTIM", "evidence": "Called on Monday"}
    plans.complete_measure(measure_id=done.pk, by=neighbourhood, at=days(1), **proof)

    services.return_from_absence(absence_id=absence.pk, by=administrator, at=days(3))

    measure.refresh_from_db()
    done.refresh_from_db()
    assert (measure.owner, done.owner) == (officer, neighbourhood)
    assert set(Duty.objects.filter(subject_id=measure.pk, ended_at=None).values_list("owner_id")) == {(officer.pk,)}
    assert not Duty.objects.filter(case_id=case.pk, owner_id=neighbourhood.pk, ended_at=None).exists()


def test_an_offer_made_to_the_deputy_stays_with_the_deputy_when_the_other_comes_back(
    case, call, away, other_officer, neighbourhood, administrator, at, days
):
    absence = away()
    logged = call(at, people=STRANGERS)
    incidents.record_attendance(incident_id=logged.pk, arrived_at=at, positive_action="Spoke", by=other_officer, at=at)
    theirs = logged.allegations.get().case
    incidents.offer_case(
        case_id=theirs.pk, to_id=neighbourhood.pk, must_know="Ring at six", by=other_officer, at=days(1)
    )

    services.return_from_absence(absence_id=absence.pk, by=administrator, at=days(3))

    assert queries.waiting_offer(theirs.pk).to == neighbourhood


def test_whoever_comes_back_to_no_posting_leaves_the_cases_with_the_deputy(
    case, away, officer, neighbourhood, administrator, force, at, days
):
    absence = away()
    services.end_posting(posting_id=officer.posting.pk, by=administrator, at=days(1))

    services.return_from_absence(absence_id=absence.pk, by=administrator, at=days(3))

    assert owner(case) == neighbourhood
    assert queries.uncovered_minutes(at=days(4)) == 0


STRANGERS = [
    {"role": "victim", "given_name": "Bea", "family_name": "Lowe"},
    {"role": "suspect", "given_name": "Gus", "family_name": "Lowe", "relation": "partner"},
]


def test_what_the_deputy_gave_on_does_not_come_back(case, away, neighbourhood, other_officer, administrator, days):
    absence = away()
    services.deactivate_officer(officer_id=neighbourhood.pk, deputy_id=other_officer.pk, by=administrator, at=days(1))

    services.return_from_absence(absence_id=absence.pk, by=administrator, at=days(3))

    assert owner(case) == other_officer
