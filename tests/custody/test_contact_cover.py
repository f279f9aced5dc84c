"""Whoever keeps in touch with a victim while a sentence lasts is never a name behind which there is nobody."""

from datetime import timedelta

import pytest

from accounts import services as accounts
from accounts.models import Absence
from core import escalation
from core.errors import Refused
from core.models import Duty, Entry
from core.rebuilding import rebuild
from custody import queries, services
from custody.models import CustodyEvent
from dacase import story
from incidents import services as incidents
from incidents.models import Case
from tests.accounts.gone import away, disabled, gone

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(case, officer, safeguarding, sergeant, happened, at):
    """Somebody of safeguarding keeps in touch with the victim, and has done all that was owed for it."""
    happened("SENTENCED", sentence="CUSTODY", months=14)
    services.name_victim_contact_owner(
        case_id=case.pk, officer_id=safeguarding.pk, release_known="Prison asked", by=officer, at=at
    )
    incidents.record_act(case_id=case.pk, act="prison-contact", note="Spoke with her", by=safeguarding, at=at)
    Duty.objects.filter(owner_id=safeguarding.pk, ended_at=None).update(owner_id=officer.pk)
    return safeguarding


def alarm(case):
    """Return the open alarm that nobody can be reached who keeps in touch with the victim, or None."""
    return Duty.objects.filter(code="COVER_VICTIM_CONTACT", case_id=case.pk, ended_at=None).first()


def test_nobody_leaves_while_they_keep_in_touch_with_a_victim_although_they_owe_nothing(
    case, named, neighbourhood, administrator, at
):
    end = {"posting_id": named.postings.get().pk, "by": administrator, "at": at}
    with pytest.raises(Refused, match="still keeps in touch with 1 victim while a sentence lasts"):
        accounts.end_posting(**end)

    accounts.end_posting(**end, deputy_id=neighbourhood.pk)

    assert queries.contact_owner(case.pk).officer == neighbourhood


def test_whoever_named_somebody_else_first_leaves_without_a_deputy(case, named, officer, neighbourhood, post, at):
    services.name_victim_contact_owner(
        case_id=case.pk, officer_id=neighbourhood.pk, release_known="Prison asked", by=officer, at=at
    )

    assert services.contact_owners_held(named, at) is None


@pytest.mark.parametrize("happens", [gone, disabled, away])
@pytest.mark.parametrize(("seconds", "alarmed"), [(-1, False), (0, True), (1, True)])
def test_somebody_who_is_gone_anyway_is_an_alarm_from_that_moment(case, named, sergeant, at, happens, seconds, alarmed):
    moment = at + timedelta(minutes=5)
    happens(named, moment)

    escalation.sweep(moment + timedelta(seconds=seconds))

    # A closed account is gone from whenever it is asked.
    assert (alarm(case) is not None) is (alarmed or happens is disabled)


def test_the_alarm_sounds_once_counts_from_the_moment_they_were_gone_and_goes_to_a_sergeant(
    case, named, sergeant, at, days
):
    gone(named, days(1))

    assert [services.watch_contact_owners(moment) for moment in (days(2), days(3))] == [1, 0]

    found = alarm(case)
    assert (found.owner_id, found.started_at) == (sergeant.pk, days(1))
    assert found.due_at == days(1) + timedelta(hours=1)
    assert "cannot be reached" in story.sentence(Entry.objects.get(event="custody.victim_contact_unreachable"))
    assert story.way(found) == f"/cases/{case.pk}/custody/contact/"


def test_naming_somebody_who_is_there_ends_the_alarm(case, named, officer, neighbourhood, days):
    gone(named, days(1))
    services.watch_contact_owners(days(1))

    services.name_victim_contact_owner(
        case_id=case.pk, officer_id=neighbourhood.pk, release_known="Prison asked", by=officer, at=days(2)
    )

    assert alarm(case) is None
    assert services.watch_contact_owners(days(3)) == 0
    assert not any(rebuild(apply_changes=False).values())


def test_the_alarm_ends_when_they_are_back(case, named, days):
    away(named, days(1))
    services.watch_contact_owners(days(1))
    Absence.objects.update(until_at=days(2))

    services.watch_contact_owners(days(2) - timedelta(seconds=1))
    before = alarm(case)
    services.watch_contact_owners(days(2))

    assert before is not None and alarm(case) is None


@pytest.mark.parametrize("why", ["no sentence", "died"])
def test_where_nobody_is_to_be_kept_in_touch_with_there_is_no_alarm(case, named, officer, days, why):
    if why == "died":
        Case.objects.filter(pk=case.pk).update(victim_died=True, somebody_died=True)
    else:
        sentence = CustodyEvent.objects.get(kind="SENTENCED")
        services.withdraw_event(event_id=sentence.pk, reason="Another man", by=officer, at=days(0))
    gone(named, days(1))

    assert services.watch_contact_owners(days(1)) == 0


@pytest.mark.parametrize(("happens", "there"), [(None, True), (gone, False), (disabled, False), (away, False)])
def test_the_release_is_told_by_the_owner_of_the_case_where_whoever_keeps_in_touch_is_gone(
    case, named, officer, happened, at, happens, there
):
    if happens:
        happens(named, at - timedelta(minutes=1))

    happened("RELEASED", 0)

    owed = Duty.objects.get(code="TELL_VICTIM_RELEASE", ended_at=None)
    assert owed.owner_id == (named if there else officer).pk


def test_what_the_owner_of_the_case_tells_in_their_place_goes_with_the_case(
    case, named, officer, sergeant, neighbourhood, happened, at
):
    gone(named, at - timedelta(minutes=1))
    happened("RELEASED", 0)

    incidents.move_case(case_id=case.pk, to_id=neighbourhood.pk, reason="Shift", by=sergeant, at=at)

    assert Duty.objects.get(code="TELL_VICTIM_RELEASE", ended_at=None).owner_id == neighbourhood.pk


def test_whoever_is_named_then_tells_what_the_owner_of_the_case_still_owes(
    case, named, officer, neighbourhood, happened, at
):
    gone(named, at - timedelta(minutes=1))
    happened("RELEASED", 0)

    services.name_victim_contact_owner(
        case_id=case.pk, officer_id=neighbourhood.pk, release_known="Out", by=officer, at=at
    )

    assert Duty.objects.get(code="TELL_VICTIM_RELEASE", ended_at=None).owner_id == neighbourhood.pk
