"""A measure always has an owner, a day, and in the end a proof."""

from datetime import UTC, datetime, timedelta

import pytest

from core import escalation, rebuilding
from core.errors import Absent, AlreadyDone, Refused
from core.models import Duty, Entry, new_id
from incidents import services as incidents
from law import clocks
from safety_plans import events, queries, services
from safety_plans.models import Measure


def duty(code, measure):
    """Return the one duty of a code about a measure."""
    return Duty.objects.get(code=code, subject_id=measure.pk)


def test_the_first_measure_opens_the_plan_and_the_second_joins_it(propose):
    first = propose()
    second = propose(code="ALARM")

    assert first.plan_id == second.plan_id
    assert first.plan.state == "DRAFT"


def test_proposing_gives_the_owner_a_day_to_accept(measure, neighbourhood, at):
    found = duty("ACCEPT_MEASURE", measure)

    assert (found.owner_id, found.due_at, found.ended_at) == (neighbourhood.pk, at + timedelta(hours=24), None)


def test_accepting_meets_that_duty_and_opens_one_until_the_end_of_the_due_day(accepted, neighbourhood):
    found = duty("DO_MEASURE", accepted)

    assert duty("ACCEPT_MEASURE", accepted).ended_as == "MET"
    assert (found.owner_id, found.due_at) == (neighbourhood.pk, datetime(2026, 11, 24, tzinfo=UTC))


def test_completing_with_proof_meets_the_duty_to_do_it(done, neighbourhood):
    assert duty("DO_MEASURE", done).ended_as == "MET"
    assert (done.state, done.done_by, done.evidence) == ("DONE", neighbourhood, "Called on Monday")


def test_one_measure_done_leaves_what_is_owed_for_another(propose, neighbourhood, at):
    first, second = (
        services.accept_measure(measure_id=propose(code=code).pk, by=neighbourhood, at=at) for code in ("ALARM", "CCTV")
    )

    services.complete_measure(measure_id=first.pk, evidence_kind="SEEN", evidence="Tested", by=neighbourhood, at=at)

    assert duty("DO_MEASURE", first).ended_as == "MET"
    assert duty("DO_MEASURE", second).ended_at is None


@pytest.mark.parametrize(("evidence", "kind", "field"), [(" ", "VICTIM", "evidence"), ("Tested", "", "evidence_kind")])
def test_done_without_proof_is_refused(accepted, neighbourhood, at, evidence, kind, field):
    with pytest.raises(Refused) as refused:
        services.complete_measure(
            measure_id=accepted.pk, evidence_kind=kind, evidence=evidence, by=neighbourhood, at=at
        )

    assert refused.value.field == field
    assert Measure.objects.get(pk=accepted.pk).state == "ACCEPTED"


def test_only_the_officer_asked_can_accept(measure, sergeant, at):
    with pytest.raises(Refused, match="proposed to Neighbourhood Example"):
        services.accept_measure(measure_id=measure.pk, by=sergeant, at=at)


def test_a_declined_measure_is_owned_by_its_proposer_from_that_instant(measure, neighbourhood, officer, at):
    services.decline_measure(measure_id=measure.pk, reason="On leave next week", by=neighbourhood, at=at)

    found = Measure.objects.get(pk=measure.pk)
    assert (found.state, found.owner) == ("DECLINED", officer)
    assert duty("ACCEPT_MEASURE", measure).ended_as == "MET"
    assert duty("REPLACE_DECLINED_MEASURE", measure).owner_id == officer.pk


def test_declining_without_a_reason_is_refused(measure, neighbourhood, at):
    with pytest.raises(Refused) as refused:
        services.decline_measure(measure_id=measure.pk, reason="  ", by=neighbourhood, at=at)

    assert refused.value.field == "reason"


def test_a_declined_measure_is_passed_on_and_waits_for_the_next_owner(
    measure, neighbourhood, officer, sergeant, at, soon
):
    services.decline_measure(measure_id=measure.pk, reason="On leave", by=neighbourhood, at=at)

    services.propose_again(measure_id=measure.pk, owner_id=sergeant.pk, due_on=soon, by=officer, at=at)

    waiting = Duty.objects.get(code="ACCEPT_MEASURE", subject_id=measure.pk, ended_at=None)
    assert waiting.owner_id == sergeant.pk
    assert duty("REPLACE_DECLINED_MEASURE", measure).ended_as == "MET"


def test_a_measure_that_nobody_declined_is_not_passed_on(measure, officer, sergeant, at, soon):
    with pytest.raises(Refused, match="was not declined"):
        services.propose_again(measure_id=measure.pk, owner_id=sergeant.pk, due_on=soon, by=officer, at=at)


def test_a_measure_not_done_stays_owed_until_somebody_does_it(accepted, neighbourhood, at):
    services.mark_not_done(measure_id=accepted.pk, reason="She moved away", by=neighbourhood, at=at)
    assert duty("DO_MEASURE", accepted).ended_at is None

    services.complete_measure(
        measure_id=accepted.pk, evidence_kind="VICTIM", evidence="Called at the new place", by=neighbourhood, at=at
    )
    assert duty("DO_MEASURE", accepted).ended_as == "MET"


def test_removing_a_measure_asks_for_a_new_assessment_and_ends_only_its_own_duties(propose, neighbourhood, officer, at):
    first, second = (
        services.accept_measure(measure_id=propose(code=code).pk, by=neighbourhood, at=at) for code in ("ALARM", "CCTV")
    )

    services.remove_measure(measure_id=first.pk, reason="Alarm returned", by=officer, at=at)

    reassess = duty("REASSESS_MEASURES_REMOVED", first)
    assert (reassess.owner_id, reassess.ended_at) == (officer.pk, None)
    assert duty("DO_MEASURE", first).ended_as == "VOID"
    assert duty("DO_MEASURE", second).ended_at is None


def test_removing_without_a_reason_is_refused(accepted, officer, at):
    with pytest.raises(Refused) as refused:
        services.remove_measure(measure_id=accepted.pk, reason="", by=officer, at=at)

    assert refused.value.field == "reason"


MOVES = {
    "accept": lambda measure, by, at: services.accept_measure(measure_id=measure.pk, by=by, at=at),
    "decline": lambda measure, by, at: services.decline_measure(measure_id=measure.pk, reason="No", by=by, at=at),
    "complete": lambda measure, by, at: services.complete_measure(
        measure_id=measure.pk, evidence_kind="VICTIM", evidence="Yes", by=by, at=at
    ),
    "not done": lambda measure, by, at: services.mark_not_done(measure_id=measure.pk, reason="No", by=by, at=at),
    "remove": lambda measure, by, at: services.remove_measure(measure_id=measure.pk, reason="No", by=by, at=at),
}
PATHS = {
    "PROPOSED": [],
    "ACCEPTED": ["accept"],
    "NOT_DONE": ["accept", "not done"],
    "DONE": ["complete"],
    "REMOVED": ["remove"],
}
ALLOWED = {
    "PROPOSED": {"accept", "decline", "complete", "remove"},
    "ACCEPTED": {"complete", "not done", "remove"},
    "NOT_DONE": {"complete", "remove"},
    "DONE": {"remove"},
    "REMOVED": set(),
}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("state", PATHS)
def test_a_measure_makes_only_the_moves_of_its_machine(measure, neighbourhood, at, state, move):
    for step in PATHS[state]:
        MOVES[step](measure, neighbourhood, at)
    entries = Entry.objects.count()

    if move in ALLOWED[state]:
        MOVES[move](measure, neighbourhood, at)
        assert Entry.objects.count() == entries + 1
    else:
        with pytest.raises(Refused, match="cannot become"):
            MOVES[move](measure, neighbourhood, at)
        assert Measure.objects.get(pk=measure.pk).state == state
        assert Entry.objects.count() == entries


@pytest.mark.parametrize(("days_ahead", "refused"), [(-1, True), (0, False), (1, False)])
def test_a_due_day_is_today_or_later(propose, at, days_ahead, refused):
    day = (at + timedelta(days=days_ahead)).date()

    if refused:
        with pytest.raises(Refused, match="has passed"):
            propose(due_on=day)
    else:
        assert propose(due_on=day).due_on == day


@pytest.mark.parametrize(("code", "what", "field"), [("UNICORN", "", "code"), ("OTHER", " ", "what")])
def test_a_measure_off_the_menu_needs_words(propose, code, what, field):
    with pytest.raises(Refused) as refused:
        propose(code=code, what=what)

    assert refused.value.field == field
    assert propose(code="OTHER", what="Dog moved to a friend").what == "Dog moved to a friend"


def test_the_same_measure_is_not_proposed_twice_while_it_waits(measure, propose, neighbourhood, at):
    with pytest.raises(Refused, match="in the plan already"):
        propose()

    services.complete_measure(measure_id=measure.pk, evidence_kind="VICTIM", evidence="Done", by=neighbourhood, at=at)
    assert propose().state == "PROPOSED"


def test_somebody_who_cannot_complete_a_measure_is_not_given_one(propose, auditor, operator):
    with pytest.raises(Refused) as refused:
        propose(owner_id=auditor.pk)

    assert refused.value.field == "owner_id"
    assert propose(owner_id=operator.pk).owner == operator


def test_a_measure_of_a_restricted_case_goes_only_to_somebody_who_may_see_it(
    case, propose, safeguarding, officer, neighbourhood, at
):
    incidents.restrict_case(case_id=case.pk, officers=[officer.pk, neighbourhood.pk], by=safeguarding, at=at)

    with pytest.raises(Refused, match="restricted"):
        propose(owner_id=case_outsider(officer).pk)
    assert propose().owner == neighbourhood


def case_outsider(officer):
    """Return an officer of the same force who is not named on the case."""
    return type(officer).objects.get(username="other-sergeant")


def test_a_colleague_who_works_on_plans_may_record_it_done_and_a_stranger_may_not(accepted, officer, witness_carer, at):
    with pytest.raises(Refused, match="owned by Neighbourhood Example"):
        services.complete_measure(
            measure_id=accepted.pk, evidence_kind="VICTIM", evidence="Seen", by=witness_carer, at=at
        )

    services.complete_measure(measure_id=accepted.pk, evidence_kind="VICTIM", evidence="Seen", by=officer, at=at)
    assert Measure.objects.get(pk=accepted.pk).done_by == officer


def test_a_measure_of_a_hidden_case_is_as_absent_as_a_missing_one(case, measure, safeguarding, cru, at):
    incidents.restrict_case(case_id=case.pk, officers=[], by=safeguarding, at=at)

    for pk in (measure.pk, new_id()):
        with pytest.raises(Absent):
            services.remove_measure(measure_id=pk, reason="No", by=cru, at=at)
        with pytest.raises(Absent):
            queries.measure(pk, reader=cru)


def test_the_same_form_sent_twice_proposes_once(propose):
    command_id = new_id()
    first = propose(command_id=command_id)

    with pytest.raises(AlreadyDone) as again:
        propose(command_id=command_id, code="ALARM")

    assert again.value.entry.subject_id == first.pk
    assert Measure.objects.count() == 1


def test_entries_name_the_case_and_hold_no_words(done, case):
    entries = Entry.objects.filter(event__startswith="safety_plans.")

    assert set(entries.values_list("case_id", flat=True)) == {case.pk}
    assert [each.event for each in entries.order_by("pk")] == [
        events.PLAN_DRAFTED,
        events.MEASURE_PROPOSED,
        events.MEASURE_ACCEPTED,
        events.MEASURE_DONE,
    ]
    assert all("Called" not in str(each.facts) for each in entries)


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (-1, None),
        (0, "sergeant"),
        (1, "sergeant"),
        (24 * 60 - 1, "sergeant"),
        (24 * 60, "control_supervisor"),
        (24 * 60 + 1, "control_supervisor"),
    ],
    ids=["in time", "as the day is over", "after it", "short of a day more", "a day more", "later"],
)
@pytest.mark.parametrize("code", ["ACCEPT_MEASURE", "DO_MEASURE"])
def test_what_nobody_accepts_or_does_climbs_to_the_sergeant_and_then_to_an_inspector(
    measure, neighbourhood, everybody, at, code, minutes, told
):
    if code == "DO_MEASURE":
        services.accept_measure(measure_id=measure.pk, by=neighbourhood, at=at)
    duty = Duty.objects.get(code=code)
    assert (
        duty.due_at
        == {
            "ACCEPT_MEASURE": at + timedelta(hours=24),
            "DO_MEASURE": clocks.end_of_day(measure.due_on),
        }[code]
    )

    escalation.sweep(duty.due_at + timedelta(minutes=minutes))

    duty.refresh_from_db()
    assert (duty.owner_id, duty.ended_at) == (neighbourhood.pk, None)
    assert duty.escalated_to_id == (told and everybody[told].pk)
    assert not any(rebuilding.rebuild(apply_changes=False).values())
