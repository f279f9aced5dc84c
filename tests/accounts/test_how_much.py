"""Before somebody's account is closed the page says how much they hold, and afterwards how much the deputy received."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import presenters, queries, services
from core.models import Duty
from safety_plans import services as plans
from witness_care import services as witness_care

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver(case, officer, at):
    """An officer with a case, a measure, a witness and what they owe."""
    plans.propose_measure(
        case_id=case.pk, code="EXIT_PLAN", owner_id=officer.pk, due_on=at.date() + timedelta(days=3), by=officer, at=at
    )
    witness_care.name_contact(case_id=case.pk, officer_id=officer.pk, must_know="She works nights", by=officer, at=at)
    return officer


def owed(officer):
    """How many open duties an officer owes."""
    return Duty.objects.filter(owner_id=officer.pk, ended_at=None).count()


def test_what_is_held_is_counted_kind_by_kind(leaver, at):
    counts = queries.held(leaver, at)

    assert {what: number for what, number in counts.items() if number} == {
        "cases": 1,
        "witnesses": 1,
        "measures": 1,
        "duties": owed(leaver),
    }


def test_the_page_says_how_much_before_and_the_message_how_much_the_deputy_received(
    leaver, neighbourhood, administrator, client_for
):
    browser, address = client_for(administrator), reverse("officer_deactivate", args=[leaver.pk])
    much = f"1 open case, 1 witness to care for, 1 safety measure to do and {owed(leaver)} duties"

    before = browser.get(address).content.decode()
    after = browser.post(address, {"deputy_id": str(neighbourhood.pk)}, follow=True).content.decode()

    assert f"{leaver} holds {much}." in before
    assert f"{neighbourhood} received {much}." in after
    given = client_for(neighbourhood).get(reverse("cover_acknowledge", args=[leaver.pk])).content.decode()
    assert f"You were given {much}." in given


def test_somebody_who_holds_nothing_is_said_to(cru, administrator, client_for):
    browser, address = client_for(administrator), reverse("officer_deactivate", args=[cru.pk])

    assert f"{cru} holds nothing that would have to go to a deputy." in browser.get(address).content.decode()
    assert "received" not in browser.post(address, {}, follow=True).content.decode()


def test_what_comes_back_after_an_absence_is_told_too(leaver, neighbourhood, administrator, client_for):
    now = timezone.now()
    absence = services.record_absence(
        officer_id=leaver.pk, kind="LEAVE", from_at=now, deputy_id=neighbourhood.pk, by=administrator, at=now
    )

    page = client_for(administrator).post(reverse("absence_return", args=[absence.pk]), {}, follow=True)

    assert f"{leaver} received 1 open case" in page.content.decode()
    assert f"{neighbourhood} received" not in page.content.decode()


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, ""),
        ({"cases": 0, "duties": 0}, ""),
        ({"cases": 1}, "1 open case"),
        ({"cases": 2, "duties": 1}, "2 open cases and 1 duty"),
        ({"cases": 2, "measures": 1, "duties": 3}, "2 open cases, 1 safety measure to do and 3 duties"),
    ],
)
def test_how_much_in_words(counts, said):
    assert presenters.much(counts) == said


def test_each_kind_that_is_held_has_words():
    assert list(queries.HELD) == list(presenters.WORDS)
