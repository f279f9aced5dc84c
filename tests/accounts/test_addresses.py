"""An owner who cannot be told by e-mail is an alarm: somebody above them owes the address until it is there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import services
from accounts.models import Officer
from core import escalation
from core.errors import Refused
from core.models import Duty, Entry
from core.rebuilding import rebuild

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(case, officer):
    """The owner of the case, whose address is gone without the house having been asked."""
    Officer.objects.filter(pk=officer.pk).update(email="")
    return officer


def alarms():
    """Return the open alarms about addresses."""
    return Duty.objects.filter(code="RECORD_ADDRESS", ended_at=None)


def test_the_sweep_tells_the_sergeant_once_and_names_who(silent, sergeant, at):
    escalation.sweep(at)
    escalation.sweep(at + timedelta(minutes=1))

    assert alarms().get().owner_id == sergeant.pk
    assert alarms().get().subject_id == silent.pk
    assert Entry.objects.filter(event="accounts.address_missing").count() == 1


def test_an_address_ends_the_alarm_and_the_next_removal_opens_it_in_its_own_transaction(silent, sergeant, at):
    escalation.sweep(at)

    services.record_address(officer_id=silent.pk, email="ida@example.org", by=sergeant, at=at + timedelta(minutes=1))

    assert not alarms().exists()
    services.record_address(officer_id=silent.pk, email="", by=sergeant, at=at + timedelta(minutes=2))
    assert alarms().get().started_at == at + timedelta(minutes=2)
    assert not any(rebuild(apply_changes=False).values())


def test_nobody_is_told_of_themselves(case, sergeant, at):
    Officer.objects.filter(pk=sergeant.pk).update(email="")
    Duty.objects.filter(case_id=case.pk, ended_at=None).update(owner_id=sergeant.pk)

    escalation.sweep(at)

    assert alarms().get().owner_id != sergeant.pk


@pytest.mark.parametrize(("seconds", "told"), [(-1, False), (0, True)])
def test_an_address_that_is_not_recorded_in_a_day_climbs_to_an_inspector(silent, at, seconds, told):
    escalation.sweep(at)

    escalation.sweep(at + timedelta(hours=24, seconds=seconds))

    assert bool(alarms().get().level) is told


def test_whoever_answers_for_nothing_is_left_in_peace(case, auditor, at):
    Officer.objects.filter(pk=auditor.pk).update(email="")

    escalation.sweep(at)

    assert not alarms().exists()


def test_what_is_no_address_is_refused_in_a_sentence(case, officer, at):
    with pytest.raises(Refused, match="not an e-mail address"):
        services.record_address(officer_id=officer.pk, email="ida at home", by=officer, at=at)


def test_the_sergeant_records_it_on_a_page_to_which_the_cover_page_leads(silent, sergeant, client_for):
    browser = client_for(sergeant)
    way = reverse("officer_address", args=[silent.pk])
    assert way in browser.get(reverse("cover")).content.decode()

    assert browser.post(way, {"email": "ida@example.org"}).status_code == 302

    assert Officer.objects.get(pk=silent.pk).email == "ida@example.org"
