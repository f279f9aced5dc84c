"""The victim is told by a person, safely, of each thing by its own telling."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts import services as accounts
from core.errors import Absent, Refused
from core.models import Duty, Entry
from custody import queries, services
from incidents import services as incidents

SAFE = "She chose this number and said that she was alone"


@pytest.fixture
def tell(case, officer, at):
    """Return a function that tells the victim of an event; any keyword may be replaced."""

    def told(event, **changes):
        arguments = {
            "event_id": event.pk,
            "case_id": case.pk,
            "method": "PHONE",
            "safe_how": SAFE,
            "what_said": "He is out and may not come near her",
            "exception_reason": "She rang us herself",
            "by": officer,
            "at": at,
        }
        return services.record_victim_told(**(arguments | changes))

    return told


@pytest.fixture
def named_way(case, officer, at):
    """The victim named one way, and the mornings as the only safe time."""
    incidents.record_safe_contact(
        case_id=case.pk,
        channels={"PHONE": "07700 900123"},
        when_safe="Mornings",
        safe_times=(((1, 2, 3, 4, 5, 6, 7), MORNING.time(), NOON.time()),),
        never="Never write",
        by=officer,
        at=at - timedelta(days=1),
    )


MORNING, NOON = datetime(2026, 11, 20, 9, tzinfo=UTC), datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("method", "when", "sentence"),
    [
        ("PHONE", MORNING, None),
        ("LETTER", MORNING, "did not name this way"),
        ("VIDEO", MORNING, "did not name this way"),
        ("PHONE", NOON - timedelta(minutes=1), None),
        ("PHONE", NOON, "none of the times"),
    ],
)
def test_a_way_or_a_time_that_she_did_not_name_is_a_telling_only_with_a_reason(
    happened, tell, named_way, method, when, sentence
):
    event = happened("ARRESTED", 30 * 24)
    told = {"method": method, "at": when, "exception_reason": ""}

    if sentence:
        with pytest.raises(Refused, match=sentence) as refused:
            tell(event, **told)
        assert refused.value.field == "exception_reason"
        told["exception_reason"] = "She asked for it in person"

    assert tell(event, **told).exception_reason == told["exception_reason"]


def test_the_contact_log_shows_every_telling_and_why_another_way_was_used(case, officer, happened, tell, client_for):
    tell(happened("ARRESTED", 3), exception_reason="She rang us from her mother's")

    page = client_for(officer).get(f"/cases/{case.pk}/contact/").content.decode()

    assert "Told the victim: Arrested" in page
    assert "He is out and may not come near her" in page and "She rang us from her mother&#x27;s" in page
    assert "Nobody has tried" not in page


def test_telling_her_of_one_event_meets_just_that_one(happened, tell, owed):
    arrest, charge = happened("ARRESTED", 3), happened("CHARGED", 2)

    tell(charge)

    assert set(owed("TELL_VICTIM")) == {"TELL_VICTIM_ARREST"}
    assert owed("TELL_VICTIM")["TELL_VICTIM_ARREST"].subject_id == arrest.pk


def test_telling_her_leaves_the_reassessment_owed(happened, tell, owed):
    event = happened("RELEASED")
    tell(event)

    assert set(owed(about=event)) == {"REASSESS_RELEASE", "REVIEW_PLAN_RELEASE"}


def test_an_attempt_that_did_not_reach_her_is_kept_and_meets_nothing(happened, tell, owed, case):
    event = happened("RELEASED")

    tell(event, reached=False, what_said="")

    assert "TELL_VICTIM_RELEASE" in owed()
    assert [each.reached for each in queries.notices(case.pk)] == [False]
    assert [duty.code for duty in queries.not_told(case)] == ["TELL_VICTIM_RELEASE"]


def test_the_duty_keeps_which_entry_met_it(happened, tell):
    tell(happened("ARRESTED"))

    duty = Duty.objects.get(code="TELL_VICTIM_ARREST")
    assert (duty.ended_as, duty.ended_by.event) == ("MET", "custody.victim_told")


def test_the_journal_keeps_no_word_of_what_was_said(happened, tell):
    tell(happened("ARRESTED"))

    assert "near her" not in str(Entry.objects.get(event="custody.victim_told").facts)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"safe_how": " "}, "safe_how"), ({"what_said": ""}, "what_said"), ({"told_at": "later"}, "told_at")],
)
def test_a_telling_that_does_not_say_how_it_was_safe_or_what_was_said_is_refused(happened, tell, at, changes, field):
    event = happened("ARRESTED")
    if "told_at" in changes:
        changes = {"told_at": at + timedelta(minutes=1)}

    with pytest.raises(Refused) as refusal:
        tell(event, **changes)

    assert refusal.value.field == field


def test_the_victim_of_another_case_is_not_told_by_mistake(happened, tell, call, days):
    event = happened("ARRESTED")
    other = call(
        days(-2),
        people=[
            {"role": "victim", "given_name": "Mirela", "family_name": "Stone"},
            {"role": "suspect", "given_name": "Piotr", "family_name": "Reed"},
        ],
    ).allegations.get()

    with pytest.raises(Absent):
        tell(event, case_id=other.case_id)


# Christmas Day 2026 is a Friday; Boxing Day's bank holiday is Monday the 28th.
@pytest.mark.parametrize(
    ("arrested", "due"),
    [
        ("2026-12-22T15:00", "2026-12-24T00:00"),
        ("2026-12-23T23:59", "2026-12-25T00:00"),
        ("2026-12-24T00:00", "2026-12-30T00:00"),
        ("2026-12-25T12:00", "2026-12-30T00:00"),
        ("2026-12-28T12:00", "2026-12-30T00:00"),
        ("2026-12-29T09:00", "2026-12-31T00:00"),
    ],
)
def test_she_is_told_within_one_working_day_past_christmas(case, officer, arrested, due):
    arrested = datetime.fromisoformat(arrested).replace(tzinfo=UTC)

    services.record_event(kind="ARRESTED", suspect_id=case.suspect_id, effective_at=arrested, by=officer, at=arrested)

    duty = Duty.objects.get(code="TELL_VICTIM_ARREST")
    assert duty.due_at == datetime.fromisoformat(due).replace(tzinfo=UTC)
    assert duty.basis.startswith("TELL_VICTIM@")


def test_a_release_heard_of_late_was_due_on_the_day_of_the_release(happened, owed):
    happened("RELEASED", hours_ago=50)

    assert owed()["TELL_VICTIM_RELEASE"].due_at == datetime(2026, 11, 15, tzinfo=UTC)


def test_prison_asks_for_a_contact_owner_and_naming_one_meets_it(happened, owed, case, officer, safeguarding, at):
    happened("SENTENCED", sentence="CUSTODY", months=14)
    assert {"NAME_VICTIM_CONTACT_OWNER", "REFER_TO_VICTIM_CONTACT_SCHEME"} <= set(owed())

    services.name_victim_contact_owner(
        case_id=case.pk, officer_id=safeguarding.pk, release_known="Not before June; prison asked", by=officer, at=at
    )

    assert "NAME_VICTIM_CONTACT_OWNER" not in owed()
    assert queries.contact_owner(case.pk).officer == safeguarding


def test_whoever_is_named_to_keep_in_touch_owes_the_first_contact_and_hands_it_to_whoever_is_named_next(
    case, officer, safeguarding, other_officer, happened, at
):
    happened("SENTENCED", sentence="CUSTODY", months=14)
    for named in (safeguarding, other_officer):
        services.name_victim_contact_owner(
            case_id=case.pk, officer_id=named.pk, release_known="Prison asked", by=officer, at=at
        )
        assert [each.owner_id for each in Duty.objects.filter(code="BEGIN_PRISON_CONTACT", ended_at=None)] == [named.pk]

    note = "Spoke with her on the telephone; every second Monday"
    incidents.record_act(case_id=case.pk, act="prison-contact", note=note, by=other_officer, at=at)

    assert not Duty.objects.filter(code="BEGIN_PRISON_CONTACT", ended_at=None).exists()


@pytest.mark.parametrize(("months", "asked"), [(11, False), (12, True), (13, True)])
def test_twelve_months_of_prison_ask_for_the_victim_contact_scheme(happened, owed, months, asked):
    happened("SENTENCED", sentence="CUSTODY", months=months)

    assert ("REFER_TO_VICTIM_CONTACT_SCHEME" in owed()) is asked


@pytest.mark.parametrize(("kind", "liaison"), [("VCS_REFERRED", True), ("VCS_NOT_QUALIFYING", False)])
def test_a_referral_or_the_reason_for_none_meets_the_scheme_duty(happened, owed, kind, liaison):
    happened("SENTENCED", 2, sentence="CUSTODY", months=14)
    happened(kind)

    assert "REFER_TO_VICTIM_CONTACT_SCHEME" not in owed()
    assert ("VICTIM_LIAISON_CONTACT" in owed()) is liaison


@pytest.mark.parametrize(
    ("sentenced", "who", "sentence"), [(False, "officer", "No sentence"), (True, "auditor", "cannot keep")]
)
def test_a_contact_owner_needs_a_sentence_and_somebody_who_may(
    happened, case, officer, auditor, at, sentenced, who, sentence
):
    if sentenced:
        happened("SENTENCED", sentence="CUSTODY", months=14)

    with pytest.raises(Refused, match=sentence):
        services.name_victim_contact_owner(
            case_id=case.pk,
            officer_id={"officer": officer, "auditor": auditor}[who].pk,
            release_known="June",
            by=officer,
            at=at,
        )


def test_whoever_kept_in_touch_with_a_victim_does_so_again_after_an_absence(
    case, officer, safeguarding, neighbourhood, administrator, happened, at, days
):
    happened("SENTENCED", sentence="CUSTODY", months=14)
    services.name_victim_contact_owner(
        case_id=case.pk, officer_id=safeguarding.pk, release_known="Prison asked", by=officer, at=at
    )
    away = {"kind": "LEAVE", "from_at": days(1), "deputy_id": neighbourhood.pk}
    absence = accounts.record_absence(officer_id=safeguarding.pk, **away, by=administrator, at=days(1))
    assert queries.contact_owner(case.pk).officer == neighbourhood

    accounts.return_from_absence(absence_id=absence.pk, by=administrator, at=days(2))

    assert queries.contact_owner(case.pk).officer == safeguarding
    owed = Duty.objects.filter(code="BEGIN_PRISON_CONTACT", ended_at=None)
    assert [each.owner_id for each in owed] == [safeguarding.pk]
