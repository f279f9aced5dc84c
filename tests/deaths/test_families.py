"""Whoever is there for a family is there: named in person, posted, and never lost with somebody who leaves."""

from datetime import timedelta

import pytest

from accounts import services as accounts
from core.errors import Refused
from core.models import Duty, Entry
from core.rebuilding import rebuild
from custody import services as custody
from dacase.owners import OWNERS
from deaths import queries, services
from deaths.models import Death
from incidents import services as incidents
from tests.look.page import on_paper

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
FAMILY = {"family": "Rowan Vale, her sister", "reached": "By telephone, never at work"}


@pytest.fixture
def later(at):
    """A day after."""
    return at + timedelta(days=1)


@pytest.fixture
def named(case, die, officer, other_officer, at):
    """The victim has died, and another response officer is there for the family."""
    die()
    death = Death.objects.get()
    services.name_family_contact(death_id=death.pk, officer_id=other_officer.pk, **FAMILY, by=officer, at=at + HOUR)
    return death


@pytest.fixture
def charged(case, officer):
    """Return a function by which the suspect is charged at a moment: her family is to be told."""

    def charge(at):
        custody.enter_event(case_id=case.pk, kind="CHARGED", effective_at=at, by=officer, at=at)
        return Duty.objects.get(case_id=case.pk, code="TELL_FAMILY", ended_at=None)

    return charge


def away(officer, deputy, by, at):
    """Record that an officer is away from now on."""
    return accounts.record_absence(officer_id=officer.pk, kind="SICK", from_at=at, deputy_id=deputy, by=by, at=at)


def test_telling_the_family_is_owed_by_whoever_is_there_for_it(named, charged, other_officer, later):
    assert charged(later).owner_id == other_officer.pk


def test_naming_somebody_else_gives_them_what_the_family_is_owed(named, charged, officer, later):
    told = charged(later)

    services.name_family_contact(death_id=named.pk, officer_id=officer.pk, **FAMILY, by=officer, at=later)

    told.refresh_from_db()
    assert told.owner_id == officer.pk


def test_nobody_leaves_and_takes_a_family_along(named, administrator, other_officer, sergeant, charged, later):
    told = charged(later)
    with pytest.raises(Refused, match="1 family"):
        accounts.end_posting(posting_id=other_officer.posting.pk, by=administrator, at=later)

    accounts.end_posting(posting_id=other_officer.posting.pk, deputy_id=sergeant.pk, by=administrator, at=later)

    told.refresh_from_db()
    contact = queries.family_contact(named)
    assert (contact.officer, contact.family, told.owner_id) == (sergeant, FAMILY["family"], sergeant.pk)
    assert Entry.objects.filter(event="accounts.cover_given", facts__families=1, facts__to=str(sergeant.pk)).exists()


def test_a_deputy_who_may_not_be_there_for_a_family_is_refused(
    named, administrator, other_officer, marac_coordinator, later
):
    with pytest.raises(Refused, match="cannot"):
        accounts.end_posting(
            posting_id=other_officer.posting.pk, deputy_id=marac_coordinator.pk, by=administrator, at=later
        )

    assert queries.family_contact(named).officer == other_officer


def test_a_family_comes_back_with_whoever_is_back(named, administrator, other_officer, sergeant, later):
    absence = away(other_officer, sergeant.pk, administrator, later)
    assert queries.family_contact(named).officer == sergeant

    accounts.return_from_absence(absence_id=absence.pk, by=administrator, at=later + HOUR)

    assert queries.family_contact(named).officer == other_officer


def test_of_a_death_recorded_by_mistake_nobody_holds_anything(named, officer, other_officer, later):
    services.withdraw_death(death_id=named.pk, words="Another woman of the name", by=officer, at=later)

    assert queries.count_held(other_officer, later) == 0


@pytest.mark.parametrize("gone", ["there", "away", "left", "another role"])
def test_whoever_is_not_there_owes_the_family_nothing_new(
    named, case, charged, officer, other_officer, unit, later, gone
):
    posting = other_officer.posting
    if gone == "away":
        other_officer.absences.create(
            kind="SICK", from_at=later, recorded_at=later, recorded_by=officer, started_at=later
        )
    elif gone == "left":
        other_officer.is_active = False
        other_officer.save()
    elif gone == "another role":
        posting.role = "AUDITOR"
        posting.save()

    assert charged(later).owner_id == (other_officer if gone == "there" else officer).pk


def test_the_duties_are_the_same_when_made_anew_from_what_happened(named, charged, officer, later):
    told = charged(later)
    services.name_family_contact(death_id=named.pk, officer_id=officer.pk, **FAMILY, by=officer, at=later)

    told.refresh_from_db()
    assert (told.owner_id, any(rebuild(apply_changes=False).values())) == (officer.pk, False)


def test_the_family_goes_with_the_case_where_nobody_is_there_for_it(
    case, die, charged, sergeant, other_sergeant, later
):
    die()
    told = charged(later)

    incidents.move_case(case_id=case.pk, to_id=sergeant.pk, reason="Cover", by=other_sergeant, at=later)

    told.refresh_from_db()
    assert told.owner_id == sergeant.pk
    assert "family_contact" in OWNERS


def test_what_the_family_was_told_stands_beside_it_and_how_it_is_reached_is_not_printed(named, officer, client_for, at):
    services.tell_family(death_id=named.pk, words="In person, at home", taken_at=at, by=officer, at=at + HOUR)

    page = client_for(officer).get(f"/deaths/{named.pk}/").content.decode()

    family, review = page.split("<h2")[1:3]
    assert "In person, at home" in family and "In person, at home" not in review
    assert f'dacase-no-print">{FAMILY["reached"]}' in family


def test_nothing_that_can_be_pressed_is_printed_with_a_death(named, safeguarding, client_for, at):
    said = {"death_id": named.pk, "by": safeguarding, "at": at + HOUR}
    services.make_recommendation(text="Ask of strangling", owner_id=safeguarding.pk, due_on=at.date(), **said)

    page = client_for(safeguarding).get(f"/deaths/{named.pk}/").content.decode()

    assert "<a " in page and "<a " not in on_paper(page)
