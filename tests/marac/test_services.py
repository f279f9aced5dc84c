"""A referral to MARAC: who may, when it ends, and what is owed."""

from datetime import UTC, datetime, timedelta

import pytest

from core.errors import Absent, AlreadyDone, Refused
from core.models import Duty, Entry, new_id
from incidents import services as incidents
from marac import queries, services
from marac.models import Action, Referral
from risk import services as risk
from tests.incidents.test_transfers import ANSWER, SENT


def test_a_high_risk_owes_a_referral_and_the_referral_meets_it(case, refer, officer, sergeant, at, duty):
    risk.assess_from_record(
        case_id=case.pk, level="HIGH", assessed_on=at.date(), author=officer, supervisor=sergeant, at=at
    )
    assert duty("REFER_TO_MARAC").owner_id == officer.pk

    refer()

    assert duty("REFER_TO_MARAC").ended_as == "MET"


def test_a_second_high_risk_is_met_by_adding_to_the_referral_that_waits(case, refer, officer, sergeant, at, days, duty):
    refer()
    risk.assess_from_record(
        case_id=case.pk, level="HIGH", assessed_on=days(1).date(), author=officer, supervisor=sergeant, at=days(1)
    )
    assert duty("REFER_TO_MARAC").ended_at is None

    refer(at=days(1))

    assert duty("REFER_TO_MARAC").ended_as == "MET"
    assert Duty.objects.filter(code="LIST_CASE").count() == 1


@pytest.mark.parametrize(("already", "asks"), [(False, False), (True, True)])
def test_a_referral_at_high_risk_asks_for_a_new_assessment_unless_a_new_grade_had_asked_for_it(
    case, refer, officer, sergeant, marac_coordinator, at, days, already, asks
):
    """The referral that a grade asks for changes nothing; the next one, for whatever came up since, does."""
    risk.assess_from_record(
        case_id=case.pk, level="HIGH", assessed_on=at.date(), author=officer, supervisor=sergeant, at=at
    )
    first = refer()
    if already:
        services.withdraw_referral(referral_id=first.pk, reason="Wrong case", by=marac_coordinator, at=days(1))
        refer(at=days(2))

    owed = Duty.objects.filter(code="REASSESS_MARAC_REFERRAL_HIGH", ended_at=None)

    assert [each.owner_id for each in owed] == [officer.pk] * asks


def test_a_referral_owes_the_idva_and_the_listing(referral, marac_coordinator, at, duty):
    assert duty("CONTACT_BY_IDVA").due_at == at + timedelta(hours=24)
    assert duty("LIST_CASE").due_at == datetime(2026, 11, 24, tzinfo=UTC)
    assert {duty(code).owner_id for code in ("CONTACT_BY_IDVA", "LIST_CASE")} == {marac_coordinator.pk}


def test_an_attempt_of_the_idva_meets_the_duty_even_when_she_was_not_reached(referral, marac_coordinator, at, duty):
    services.record_idva_attempt(
        referral_id=referral.pk, attempted_at=at, method="Call at work", reached=False, by=marac_coordinator, at=at
    )

    assert duty("CONTACT_BY_IDVA").ended_as == "MET"
    assert queries.attempts_of(referral).get().reached is False


@pytest.mark.parametrize(("method", "later", "field"), [(" ", 0, "method"), ("Call", 1, "attempted_at")])
def test_an_attempt_needs_a_method_and_a_past_time(referral, officer, at, method, later, field):
    with pytest.raises(Refused) as refused:
        services.record_idva_attempt(
            referral_id=referral.pk,
            attempted_at=at + timedelta(minutes=later),
            method=method,
            reached=True,
            by=officer,
            at=at,
        )

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"victim_told": "NOT_SAFE_TO_TELL", "consent": "NOT_ASKED"}, "telling_note"),
        ({"consent": "DOES_NOT_AGREE"}, "telling_note"),
        ({"victim_told": "NOT_REACHED", "telling_note": "Twice"}, "consent"),
        ({"victim_told": ""}, "victim_told"),
        ({"consent": "PERHAPS"}, "consent"),
        ({"idva_told_at": datetime(2030, 1, 1, tzinfo=UTC)}, "idva_told_at"),
    ],
)
def test_a_referral_says_what_the_victim_knows(refer, changes, field):
    with pytest.raises(Refused) as refused:
        refer(**changes)

    assert refused.value.field == field
    assert refer().state == "SUBMITTED"


def test_she_need_not_agree_where_the_risk_justifies_sharing(refer):
    assert refer(consent="DOES_NOT_AGREE", telling_note="He threatened to kill").consent == "DOES_NOT_AGREE"


def test_the_same_form_sent_twice_refers_once(refer):
    command_id = new_id()
    first = refer(command_id=command_id)

    with pytest.raises(AlreadyDone) as again:
        refer(command_id=command_id)

    assert again.value.entry.subject_id == first.pk
    assert Entry.objects.filter(event__startswith="marac.").count() == 1


def test_an_action_is_completed_by_its_owner_or_the_coordinator_with_an_outcome_once(
    heard, neighbourhood, officer, marac_coordinator, held
):
    action = Action.objects.get()
    complete = {"action_id": action.pk, "outcome": "Visited", "at": held}

    with pytest.raises(Refused, match="Neighbourhood Example answers"):
        services.complete_action(**complete, by=officer)
    with pytest.raises(Refused) as refused:
        services.complete_action(**(complete | {"outcome": ""}), by=neighbourhood)
    assert refused.value.field == "outcome"
    services.complete_action(**complete, by=marac_coordinator)
    with pytest.raises(Refused, match="done already"):
        services.complete_action(**complete, by=neighbourhood)


STEPS = {
    "list": lambda row, meeting, by, at: services.list_case(referral_id=row.pk, meeting_id=meeting.pk, by=by, at=at),
    "withdraw": lambda row, meeting, by, at: services.withdraw_referral(referral_id=row.pk, reason="No", by=by, at=at),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_case_that_was_heard_is_neither_listed_nor_withdrawn(heard, meeting, marac_coordinator, held, step):
    with pytest.raises(Refused, match="cannot become"):
        STEPS[step](heard, meeting, marac_coordinator, held)

    assert Referral.objects.get().state == "ACTIONS_OPEN"


@pytest.mark.parametrize("step", STEPS)
def test_a_withdrawn_referral_is_final(referral, meeting, marac_coordinator, at, step):
    services.withdraw_referral(referral_id=referral.pk, reason="Wrong pair", by=marac_coordinator, at=at)

    with pytest.raises(Refused, match="cannot become"):
        STEPS[step](referral, meeting, marac_coordinator, at)


def test_a_case_that_is_not_listed_cannot_be_heard_nor_given_actions(referral, marac_coordinator, at, action):
    with pytest.raises(Refused, match="not listed"):
        services.record_outcome(referral_id=referral.pk, summary="Heard", by=marac_coordinator, at=at)
    with pytest.raises(Refused, match="not heard yet"):
        services.give_action(referral_id=referral.pk, **action, by=marac_coordinator, at=at)


def test_withdrawing_ends_the_listing_and_what_was_owed_for_it(listed, meeting, marac_coordinator, at, duty):
    services.withdraw_referral(referral_id=listed.pk, reason="Moved to another force", by=marac_coordinator, at=at)

    assert list(queries.agenda(meeting, reader=marac_coordinator)) == []
    assert duty("SEND_AGENDA").ended_as == "VOID"


@pytest.mark.parametrize(("after", "stands"), [(13, "WITHDRAWN"), (14, "WITHDRAWN"), (15, "LISTED")])
def test_a_case_that_a_force_outside_has_leaves_the_agenda_up_to_the_day_of_the_meeting(
    case, listed, meeting, marac_coordinator, officer, days, after, stands
):
    sent = incidents.send_transfer(case_id=case.pk, **SENT, by=officer, at=days(0))

    incidents.accept_transfer(
        transfer_id=sent.pk, **(ANSWER | {"accepted_at": days(1)}), stays=(), by=officer, at=days(after)
    )

    listed.refresh_from_db()
    assert listed.state == stands
    assert (list(queries.agenda(meeting, reader=marac_coordinator)) == []) == (stands == "WITHDRAWN")
    told = Duty.objects.filter(code="TELL_OFF_AGENDA", owner_id=marac_coordinator.pk, ended_at=None)
    assert told.exists() == (stands == "WITHDRAWN")
    assert not Duty.objects.filter(case_id=case.pk, ended_at=None).exists()


def test_withdrawing_before_the_listing_ends_the_duty_to_list(referral, marac_coordinator, at, duty):
    with pytest.raises(Refused) as refused:
        services.withdraw_referral(referral_id=referral.pk, reason=" ", by=marac_coordinator, at=at)
    assert refused.value.field == "reason"

    services.withdraw_referral(referral_id=referral.pk, reason="Sent back", by=marac_coordinator, at=at)
    assert duty("LIST_CASE").ended_as == "VOID"


def test_only_the_coordinator_runs_meetings_and_who_cares_for_a_witness_does_not_refer(
    referral, meeting, officer, witness_carer, refer, at
):
    with pytest.raises(Refused, match="may not run MARAC meetings"):
        services.list_case(referral_id=referral.pk, meeting_id=meeting.pk, by=officer, at=at)
    with pytest.raises(Refused, match="may not refer a case to MARAC"):
        refer(by=witness_carer)


def test_a_restricted_case_is_absent_for_the_coordinator_and_from_the_agenda(
    case, listed, meeting, officer, safeguarding, marac_coordinator, at
):
    incidents.restrict_case(case_id=case.pk, officers=[officer.pk], by=safeguarding, at=at)

    assert list(queries.agenda(meeting, reader=marac_coordinator)) == []
    assert queries.meetings(reader=marac_coordinator)[0].listed == 0
    with pytest.raises(Absent):
        services.withdraw_referral(referral_id=listed.pk, reason="No", by=marac_coordinator, at=at)
    with pytest.raises(Absent):
        queries.one(listed.pk, reader=marac_coordinator)


def test_entries_name_the_case_and_hold_no_words(heard, case):
    entries = Entry.objects.filter(event__startswith="marac.").exclude(event="marac.meeting_planned")

    assert set(entries.values_list("case_id", flat=True)) == {case.pk}
    for word in ("afraid", "rising", "Visit"):
        assert all(word not in str(entry.facts) for entry in entries)
