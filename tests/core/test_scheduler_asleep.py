"""A scheduler that was off for three days: what stands on its return is what would have stood had it run every hour."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from accounts import services as accounts
from core import escalation
from core.models import Duty, Entry
from core.rebuilding import rebuild
from custody import services as custody
from incidents import services as incidents
from law import clocks, questionnaires
from law.further import SETS
from risk import services as risk
from risk.states import POLICE
from safety_plans import services as plans

pytestmark = pytest.mark.django_db
HOURS = 72
# From when on it sleeps, in London: what lies in the three days after.
ASLEEP = {
    "Good Friday, Easter and the clocks going forward": datetime(2027, 3, 26, 1),
    "Easter Monday and the end of a month and a quarter": datetime(2027, 3, 29, 13),
    "the clocks going back": datetime(2026, 10, 24, 1),
    "Christmas": datetime(2026, 12, 24, 18),
    "29 February": datetime(2028, 2, 28, 12),
}


@pytest.fixture(params=ASLEEP.values(), ids=ASLEEP)
def asleep(request):
    """The moment from which the scheduler sleeps."""
    return request.param.replace(tzinfo=clocks.LONDON).astimezone(UTC)


@pytest.fixture
def at(asleep):
    """Half a day before: when everything of the case was done."""
    return asleep - timedelta(hours=12)


@pytest.fixture
def much(case, everybody, refer, at):
    """A case in which as much as possible comes about by the clock alone in the days to come."""
    officer, today = everybody["officer"], clocks.london_day(at)
    told_at = at - timedelta(hours=1)
    assess(case, everybody, at)
    refer()
    incidents.record_safe_contact(
        case_id=case.pk,
        channels={"PHONE": "07700 900123"},
        when_safe="Weekday mornings",
        never="Never leave a message",
        by=officer,
        at=at,
    )
    plans.propose_measure(
        case_id=case.pk,
        code="WELFARE_CALLS",
        owner_id=everybody["neighbourhood"].pk,
        due_on=today + timedelta(days=1),
        victim_agrees="YES",
        by=officer,
        at=at,
    )
    incidents.offer_case(case_id=case.pk, to_id=everybody["neighbourhood"].pk, must_know="Ring", by=officer, at=at)
    for kind, details in (
        ("ARRESTED", {}),
        ("DVPN_SERVED", {"conditions": [{"kind": "NO_CONTACT", "text": "Asha Vale"}]}),
        ("RELEASE_DATE_KNOWN", {"release_on": (today + timedelta(days=8)).isoformat()}),
        ("ORDER_MADE", {"order": "NON_MOLESTATION", "expires_on": (today + timedelta(days=1)).isoformat()}),
    ):
        custody.record_event(
            kind=kind,
            suspect_id=case.suspect_id,
            case_id=case.pk,
            effective_at=told_at,
            source="custody-suite",
            source_event_id=kind,
            details=details,
            by=officer,
            at=at,
        )
    risk.set_interval_policy(profile="SPAIN", from_on=today + timedelta(days=2), by=everybody["safeguarding"], at=at)
    accounts.record_absence(
        officer_id=everybody["sergeant"].pk,
        kind="LEAVE",
        from_at=at + timedelta(hours=40),
        deputy_id=everybody["other_sergeant"].pk,
        by=everybody["administrator"],
        at=at,
    )
    everybody["cru"].postings.update(until_at=at + timedelta(hours=30))
    return case


def assess(case, everybody, at):
    """Have the risk assessed and signed off."""
    started = risk.start_assessment(case_id=case.pk, by=everybody["officer"], at=at)
    made = risk.submit_assessment(
        assessment_id=started.pk,
        answers={item.code: "NO" for item in questionnaires.load(POLICE).items},
        children="NONE",
        left_out=dict.fromkeys(SETS, "She had to leave"),
        grade="MEDIUM",
        grade_reasons="What I saw",
        by=everybody["officer"],
        at=at,
    )
    risk.sign_off_assessment(assessment_id=made.pk, content_hash=made.content_hash, by=everybody["sergeant"], at=at)


def standing():
    """Return every duty as it stands, and every rung that was climbed, without the numbers of rows."""
    owed = Duty.objects.order_by("code", "started_at", "due_at", "level")
    rungs = Entry.objects.filter(event="core.duty_escalated").order_by("occurred_at", "facts__duty", "facts__level")
    return (
        [
            (each.code, each.started_at, each.due_at, each.owner_id, each.level, each.escalated_to_id, each.ended_as)
            for each in owed
        ],
        [(each.facts["duty"], each.facts["level"], each.facts["to"], each.occurred_at) for each in rungs],
        sorted(Entry.objects.exclude(event="core.duty_escalated").values_list("event", "occurred_at", "case_id")),
    )


def test_what_stands_after_three_days_without_a_scheduler_is_what_would_have_stood(much, asleep):
    found = []
    for hours in (range(HOURS + 1), [0, HOURS]):
        with transaction.atomic():
            for hour in hours:
                escalation.sweep(asleep + timedelta(hours=hour))
            found.append(standing())
            assert not any(rebuild(apply_changes=False).values())
            transaction.set_rollback(True)

    ran, slept = found
    for one, other in zip(ran, slept, strict=True):
        assert [each for each in one if each not in other] == []
        assert [each for each in other if each not in one] == []
