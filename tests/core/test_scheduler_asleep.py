"""A scheduler that was off for three days: what stands on its return is what would have stood had it run every hour."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts import services as accounts
from core import escalation
from core.models import Delivery, Duty, Entry
from core.rebuilding import rebuild
from custody import services as custody
from custody.models import CustodyEvent
from incidents import services as incidents
from incidents.models import Offer
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


def live(asleep, swept, done=None):
    """Let three days go by, swept at some hours and with what is done half an hour after others; return what stands."""
    with transaction.atomic():
        for hour in range(HOURS + 1):
            if hour in swept:
                escalation.sweep(asleep + timedelta(hours=hour))
            if act := (done or {}).get(hour):
                act(asleep + timedelta(hours=hour, minutes=30))
        found = standing()
        assert not any(rebuild(apply_changes=False).values())
        transaction.set_rollback(True)
    return found


def assert_same(ran, slept):
    """Fail with what stands in one of two lives only."""
    for one, other in zip(ran, slept, strict=True):
        assert [each for each in one if each not in other] == []
        assert [each for each in other if each not in one] == []


def test_what_stands_after_three_days_without_a_scheduler_is_what_would_have_stood(much, asleep):
    assert_same(live(asleep, range(HOURS + 1)), live(asleep, [0, HOURS]))


@pytest.fixture
def done(much, everybody):
    """What people do meanwhile, each by its hour: they meet, withdraw, hand over and give away what is late."""
    officer, other = everybody["officer"], everybody["neighbourhood"]
    events = {event.kind: event for event in CustodyEvent.objects.all()}

    def tell(at, of="DVPN_SERVED"):
        told = {
            "method": "PHONE",
            "safe_how": "She rang",
            "what_said": "What he may not do",
            "exception_reason": "Rang",
        }
        custody.record_victim_told(event_id=events[of].pk, case_id=much.pk, by=officer, at=at, **told)

    def accept(at):
        incidents.accept_case(offer_id=Offer.objects.get(answered_at=None).pk, by=other, at=at)

    def withdraw(at):
        custody.withdraw_event(event_id=events["ARRESTED"].pk, reason="Another man", by=other, at=at)

    def decide(at):
        who = {"suspect_id": much.suspect_id, "case_id": much.pk, "by": other, "at": at}
        custody.record_event(kind="ORDER_REFUSED", effective_at=at, details={"order": "DVPO"}, **who)

    def cover(at):
        away = {"kind": "LEAVE", "from_at": at, "deputy_id": officer.pk}
        accounts.record_absence(officer_id=other.pk, by=everybody["administrator"], at=at, **away)

    return {26: tell, 40: accept, 50: withdraw, 60: decide, 66: cover}


def test_what_was_met_or_moved_late_meanwhile_has_climbed_as_if_the_scheduler_had_run(done, asleep):
    ran, slept = live(asleep, range(HOURS + 1), done), live(asleep, [0, HOURS], done)

    assert_same(ran, slept)
    ended = {(code, how) for code, *_, level, _, how in slept[0] if level}
    assert {("TELL_VICTIM_NOTICE", "MET"), ("ACCEPT_CASE", "MET"), ("REASSESS_ARREST", "VOID")} <= ended


@pytest.mark.parametrize(("minutes", "rungs"), [(-1, 0), (0, 1), (1, 1), (24 * 60, 2)])
def test_a_duty_that_is_met_late_has_climbed_what_it_would_have_by_then(done, everybody, at, minutes, rungs):
    owed = Duty.objects.get(code="TELL_VICTIM_ARREST")
    sent = Delivery.objects.count()

    done[26](owed.due_at + timedelta(minutes=minutes), of="ARRESTED")

    climbed = Entry.objects.filter(event="core.duty_escalated", subject_id=owed.pk).order_by("pk")
    assert [each.occurred_at for each in climbed] == [owed.due_at, owed.due_at + timedelta(days=1)][:rungs]
    owed.refresh_from_db()
    assert (owed.level, owed.ended_as) == (rungs, "MET")
    assert all(each.pk < owed.ended_by_id for each in climbed)
    assert Delivery.objects.count() == sent, "nobody is called for what is done"


@pytest.mark.parametrize(("minutes", "late"), [(-1, False), (0, True), (1, True)])
def test_only_what_is_met_late_costs_statements_more(done, minutes, late):
    owed = Duty.objects.get(code="TELL_VICTIM_ARREST")

    with CaptureQueriesContext(connection) as asked:
        done[26](owed.due_at + timedelta(minutes=minutes), of="ARRESTED")

    said = [each["sql"] for each in asked]
    assert any("UPDATE core_duty d SET level" in each for each in said) is late
    assert (sum('FROM "core_duty"' in each for each in said), sum("core_entry" in each for each in said)) == (
        1,
        1,
    ) or late


def test_what_was_opened_late_and_is_met_at_once_climbs_nowhere(much, everybody, at):
    owed = Duty.objects.filter(case_id=much.pk, code="REASSESS_ARREST").get()
    Duty.objects.filter(pk=owed.pk).update(next_mark_at=at - timedelta(hours=1))

    custody.withdraw_event(event_id=owed.subject_id, reason="Another man", by=everybody["officer"], at=at)

    assert not Entry.objects.filter(event="core.duty_escalated", subject_id=owed.pk).exists()
