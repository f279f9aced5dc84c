"""Whoever was named to investigate does, or somebody else does, or a supervisor is told: never a name alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import services as accounts
from accounts.models import Absence, Officer
from core import escalation
from core.errors import Refused
from core.models import Duty, Entry
from core.rebuilding import rebuild
from dacase import story
from incidents import queries, services
from incidents.models import Allocation, Case
from tests.accounts.gone import away, disabled, gone

pytestmark = pytest.mark.django_db


@pytest.fixture
def detective(case, officer, post, sergeant, at):
    """Somebody who investigates the case of another and owes nothing."""
    found = post("detective", "NEIGHBOURHOOD", "ward-1")
    services.allocate_investigation(case_id=case.pk, route="RESPONSE", investigator_id=found.pk, by=sergeant, at=at)
    return found


def investigator(case):
    """Return who investigates a case now."""
    return queries.allocation_of(case.pk).investigator


def alarm(case):
    """Return the open alarm that nobody who investigates can be reached, or None."""
    return Duty.objects.filter(code="NAME_INVESTIGATOR", case_id=case.pk, ended_at=None).first()


def test_nobody_leaves_while_they_investigate_and_the_deputy_does_by_the_same_decision(
    case, detective, neighbourhood, sergeant, administrator, at, days
):
    end = {"posting_id": detective.postings.get().pk, "by": administrator, "at": days(1)}
    with pytest.raises(Refused, match="still investigates 1 open case"):
        accounts.end_posting(**end)

    accounts.end_posting(**end, deputy_id=neighbourhood.pk)

    stands = queries.allocation_of(case.pk)
    assert (stands.investigator, stands.decided_by, stands.decided_at) == (neighbourhood, sergeant, at)
    assert stands.moved_at == days(1)
    entry = Entry.objects.get(event="incidents.investigator_moved")
    assert (entry.case_id, story.sentence(entry)) == (case.pk, "Another officer investigates, by the same decision.")


def test_whoever_investigated_does_so_again_after_an_absence(case, detective, neighbourhood, administrator, days):
    leave = {"kind": "LEAVE", "from_at": days(1), "deputy_id": neighbourhood.pk}
    absence = accounts.record_absence(officer_id=detective.pk, **leave, by=administrator, at=days(1))
    assert investigator(case) == neighbourhood

    accounts.return_from_absence(absence_id=absence.pk, by=administrator, at=days(2))

    assert investigator(case) == detective


def test_what_a_supervisor_decided_meanwhile_stays(
    case, detective, neighbourhood, officer, sergeant, administrator, days
):
    leave = {"kind": "LEAVE", "from_at": days(1), "deputy_id": neighbourhood.pk}
    absence = accounts.record_absence(officer_id=detective.pk, **leave, by=administrator, at=days(1))
    decided = {"case_id": case.pk, "route": "RESPONSE", "by": sergeant, "at": days(1.5)}
    services.allocate_investigation(**decided, investigator_id=neighbourhood.pk)

    accounts.return_from_absence(absence_id=absence.pk, by=administrator, at=days(2))

    assert investigator(case) == neighbourhood


def test_where_the_deputy_may_not_know_of_the_case_its_owner_investigates(
    case, detective, officer, neighbourhood, safeguarding, sergeant, administrator, at, days
):
    named = [officer.pk, sergeant.pk, detective.pk]
    services.restrict_case(case_id=case.pk, officers=named, by=safeguarding, at=at)

    accounts.end_posting(
        posting_id=detective.postings.get().pk, deputy_id=neighbourhood.pk, by=administrator, at=days(1)
    )

    assert investigator(case) == officer


def test_a_deputy_whose_role_does_not_investigate_is_refused(case, detective, auditor, administrator, days):
    end = {"posting_id": detective.postings.get().pk, "by": administrator, "at": days(1)}

    with pytest.raises(Refused, match="cannot investigate a case: as auditor"):
        accounts.end_posting(**end, deputy_id=auditor.pk)


def test_a_decision_that_names_nobody_keeps_nobody_in_post(case, detective, sergeant, administrator, days):
    Allocation.objects.update(investigator=None)
    assert services.investigations_held(detective, days(1)) is None
    Allocation.objects.update(investigator=detective)
    assert services.investigations_held(detective, days(1))


@pytest.mark.parametrize("happens", [gone, disabled, away])
@pytest.mark.parametrize(("seconds", "alarmed"), [(-1, False), (0, True), (1, True)])
def test_an_investigator_who_is_gone_anyway_is_an_alarm_from_that_moment(
    case, detective, at, happens, seconds, alarmed
):
    moment = at + timedelta(minutes=5)
    happens(detective, moment)

    escalation.sweep(moment + timedelta(seconds=seconds))

    # A closed account is gone from whenever it is asked.
    assert (alarm(case) is not None) is (alarmed or happens is disabled)


def test_the_alarm_sounds_once_counts_from_the_moment_they_were_gone_and_ends_when_somebody_is_named(
    case, detective, neighbourhood, sergeant, days
):
    gone(detective, days(1))
    assert [services.watch_investigators(moment) for moment in (days(2), days(3))] == [1, 0]
    found = alarm(case)
    assert (found.owner_id, found.started_at) == (sergeant.pk, days(1))
    assert story.way(found) == reverse("investigation_allocate", args=[case.pk])

    decided = {"case_id": case.pk, "route": "RESPONSE", "by": sergeant, "at": days(3)}
    services.allocate_investigation(**decided, investigator_id=neighbourhood.pk)

    assert alarm(case) is None
    assert services.watch_investigators(days(4)) == 0
    assert not any(rebuild(apply_changes=False).values())


def test_the_alarm_ends_when_they_are_back(case, detective, days):
    away(detective, days(1))
    services.watch_investigators(days(1))
    Absence.objects.update(until_at=days(2))

    services.watch_investigators(days(2) - timedelta(seconds=1))
    before = alarm(case)
    services.watch_investigators(days(2))

    assert before is not None and alarm(case) is None


def test_a_case_that_goes_to_another_force_is_investigated_by_nobody_of_the_old_one(
    case, detective, officer, post, at, days
):
    far = accounts.found_force(code="far", name="Far", units={"far": "Far"}).units.get()
    there = accounts.enrol(username="far", first_name="Far", last_name="Example", rank="constable")
    accounts.post(officer=there, role="RESPONSE", unit=far, from_at=days(-900))
    chief = accounts.enrol(username="far-sergeant", first_name="Chief", last_name="Example", rank="sergeant")
    accounts.post(officer=chief, role="SERGEANT", unit=far, from_at=days(-900))
    offer = services.offer_case(case_id=case.pk, to_id=there.pk, must_know="Moved", by=officer, at=at)

    services.accept_case(offer_id=offer.pk, by=Officer.objects.get(pk=there.pk), at=days(1))

    assert Case.objects.get(pk=case.pk).force_id == far.force_id
    assert investigator(case) is None
    assert alarm(case).owner_id == chief.pk
    assert services.investigations_held(detective, days(1)) is None
    assert services.watch_investigators(days(2)) == 0 and alarm(case)


def test_the_page_says_who_decided_and_since_when_another_investigates(
    case, detective, neighbourhood, sergeant, administrator, days, client_for
):
    accounts.end_posting(
        posting_id=detective.postings.get().pk, deputy_id=neighbourhood.pk, by=administrator, at=days(1)
    )
    client = client_for(sergeant)

    page = client.get(reverse("case", args=[case.pk])).content.decode()
    decide = client.get(reverse("investigation_allocate", args=[case.pk])).content.decode()

    assert "This officer took over" in page
    assert f"{neighbourhood} since" in decide
