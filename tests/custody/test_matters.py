"""What happened in a matter that was not named goes into no case before somebody says that it concerns it."""

from datetime import UTC, datetime, timedelta

import pytest

from core import rebuilding
from core.errors import Absent, AlreadyDone, Refused
from core.models import Duty, Entry
from custody import events, queries, services
from custody.models import CustodyEvent
from custody.states import OF_THE_PERSON, Kind
from incidents import services as incidents
from incidents.models import Case

NOT_OURS = "The court says that it is another charge"
BETWYN = [{"kind": "NO_CONTACT", "text": "Betwyn"}, {"kind": "STAY_AWAY", "text": "5 Tannet Lane"}]


@pytest.fixture
def other_case(second_case, everybody, days):
    """Another open case against the same man, restricted, whose owner is a neighbourhood officer."""
    found = second_case
    incidents.take_over(found, officer=everybody["neighbourhood"], by=everybody["neighbourhood"], at=days(-3))
    incidents.restrict_case(case_id=found.pk, officers=[], by=everybody["safeguarding"], at=days(-3))
    found.refresh_from_db()
    return found


@pytest.fixture
def tells(other_case, sends):
    """Return a function by which a system tells something of the suspect of two cases, without a case."""
    return sends


@pytest.fixture
def answer(case, other_case, everybody, at):
    """Return a function that answers for one of the two cases, as its owner."""
    owners = {case.pk: everybody["officer"], other_case.pk: everybody["neighbourhood"]}

    def answered(event, of, concerns, reason=NOT_OURS, **more):
        who = {"by": owners[of.pk], "at": at + timedelta(minutes=5)} | more
        return services.answer_matter(event_id=event.pk, case_id=of.pk, concerns=concerns, reason=reason, **who)

    return answered


@pytest.fixture(autouse=True)
def rebuilt(db):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def codes(case, event, **more):
    """Return the codes of the open duties of a case about an event."""
    found = Duty.objects.filter(case_id=case.pk, subject_id=event.pk, ended_at=None, **more)
    return set(found.values_list("code", flat=True))


def test_bail_of_a_matter_not_named_leaves_the_conditions_of_the_other_as_they_are(bail, tells, case):
    bail(by_court=True, bail_ends_on=None)
    before = queries.position(case.pk).conditions

    event = tells("BAIL_GRANTED", by_court=True, conditions=BETWYN)

    assert queries.position(case.pk).conditions == before
    assert codes(case, event) == {"WHICH_MATTER"}
    assert not event.concerns.exists()


def test_no_further_action_in_a_matter_not_named_ends_no_bail_and_is_told_to_nobody(bail, tells, case):
    bail()

    event = tells("NO_FURTHER_ACTION")

    assert queries.position(case.pk).status == "PRE_CHARGE_BAIL"
    assert not Duty.objects.filter(subject_id=event.pk, code__startswith="TELL_VICTIM").exists()


def test_the_owner_of_each_case_is_asked_once_by_the_end_of_the_day(tells, case, other_case, everybody):
    event = tells("CHARGED")

    asked = Duty.objects.filter(subject_id=event.pk).order_by("code")
    assert {(duty.case_id, duty.owner_id, duty.code) for duty in asked} == {
        (case.pk, everybody["officer"].pk, "WHICH_MATTER"),
        (other_case.pk, everybody["neighbourhood"].pk, "WHICH_MATTER"),
    }
    assert {duty.due_at for duty in asked} == {datetime(2026, 11, 17, 0, 0, tzinfo=UTC)}
    assert Entry.objects.filter(event=events.MATTER_ASKED, subject_id=event.pk).count() == 2


def test_what_comes_days_late_is_to_be_answered_on_the_day_on_which_it_came(tells):
    event = tells("CHARGED", hours_ago=100)

    due = Duty.objects.filter(subject_id=event.pk).values_list("due_at", flat=True)
    assert set(due) == {datetime(2026, 11, 17, 0, 0, tzinfo=UTC)}


def test_the_same_message_again_asks_nobody_again(tells, case, operator, at):
    first = tells("CHARGED")

    again = {"kind": "CHARGED", "suspect_id": case.suspect_id, "effective_at": first.effective_at, "by": operator}
    with pytest.raises(AlreadyDone):
        services.record_event(**again, source="court", source_event_id="0", at=at)

    assert Duty.objects.filter(code="WHICH_MATTER").count() == 2


@pytest.mark.parametrize("kind", list(Kind))
def test_what_happens_to_the_person_goes_into_every_case_and_what_happens_in_a_matter_into_none(tells, kind):
    event = tells(kind)

    assert event.concerns.count() == (2 if kind in OF_THE_PERSON else 0)
    assert event.questions.count() == (0 if kind in OF_THE_PERSON else 2)


def test_with_one_open_case_it_goes_there_as_before(case, officer, at):
    event = services.record_event(
        kind="CHARGED",
        suspect_id=case.suspect_id,
        effective_at=at,
        source="court",
        source_event_id="1",
        by=officer,
        at=at,
    )

    assert queries.position(case.pk).status == "CHARGED_UNCONDITIONAL"
    assert not event.questions.exists()


def test_a_yes_takes_it_in_as_if_it_had_just_been_told_from_when_it_took_effect(tells, answer, case, other_case):
    event = tells("BAIL_GRANTED", hours_ago=30, by_court=True, conditions=BETWYN)

    answer(event, other_case, True)

    position = queries.position(other_case.pk)
    assert (position.status, position.since, position.conditions) == ("CHARGED_COURT_BAIL", event.effective_at, BETWYN)
    assert {"TELL_VICTIM_COURT_BAIL", "REASSESS_BAIL"} <= codes(other_case, event)
    assert "WHICH_MATTER" not in codes(other_case, event)
    assert Entry.objects.get(event=events.BAIL_GRANTED).occurred_at == event.effective_at
    assert codes(case, event) == {"WHICH_MATTER"}


def test_it_may_concern_both(tells, answer, case, other_case):
    event = tells("CHARGED")

    answer(event, case, True)
    answer(event, other_case, True)

    assert event.concerns.count() == 2


def test_what_had_moved_the_position_since_still_stands_after_a_yes(bail, tells, answer, case):
    event = tells("CHARGED", hours_ago=5)
    bail(effective_at=event.effective_at + timedelta(hours=2), by_court=True, bail_ends_on=None)

    answer(event, case, True)

    assert queries.position(case.pk).status == "CHARGED_COURT_BAIL"


def test_a_no_needs_its_reason_and_leaves_the_case_as_it_is(tells, answer, case):
    event = tells("CHARGED")

    with pytest.raises(Refused, match="does not concern this case") as refusal:
        answer(event, case, False, reason=" ")
    assert refusal.value.field == "reason"
    answer(event, case, False)

    assert codes(case, event) == set()
    assert queries.position(case.pk).status == ""
    assert event.questions.get(case=case).reason == NOT_OURS


def test_after_the_last_no_the_referral_unit_finds_out_the_same_day(tells, answer, case, other_case, cru):
    incidents_open = Case.objects.filter(pk=other_case.pk)
    incidents_open.update(restricted=False)
    event = tells("CHARGED")

    answer(event, case, False)
    assert not Duty.objects.filter(code="PLACE_EVENT").exists()
    answer(event, other_case, False)

    (owed,) = Duty.objects.filter(code="PLACE_EVENT")
    assert (owed.case_id, owed.subject_id, owed.owner_id, owed.role) == (None, event.pk, cru.pk, "CRU")
    assert owed.due_at == datetime(2026, 11, 17, 0, 0, tzinfo=UTC)


def test_after_a_yes_the_others_no_asks_nobody(tells, answer, case, other_case):
    event = tells("CHARGED")

    answer(event, other_case, True)
    answer(event, case, False)

    assert not Duty.objects.filter(code="PLACE_EVENT").exists()


def test_it_is_answered_once(tells, answer, case):
    event = tells("CHARGED")
    answer(event, case, False)

    with pytest.raises(Refused, match="answered before"):
        answer(event, case, True)


def test_nobody_answers_for_a_case_of_which_they_may_not_know(tells, answer, other_case, operator):
    event = tells("CHARGED")

    with pytest.raises(Absent):
        answer(event, other_case, True, by=operator)


def test_who_may_not_record_custody_does_not_answer(tells, answer, case, auditor):
    event = tells("CHARGED")

    with pytest.raises(Refused, match="may not record custody"):
        answer(event, case, True, by=auditor)


@pytest.mark.parametrize("kind", ["BAIL_GRANTED", "RELEASED_UNDER_INVESTIGATION", "NO_FURTHER_ACTION"])
def test_who_went_free_in_another_matter_is_under_arrest_in_no_case(tells, answer, case, kind):
    tells("ARRESTED", hours_ago=9)
    event = tells(kind, hours_ago=2)

    answer(event, case, False)

    position = queries.position(case.pk)
    assert (position.status, position.since, position.conditions) == ("RELEASED", event.effective_at, [])
    released = CustodyEvent.objects.get(kind="RELEASED")
    assert "TELL_VICTIM_RELEASE" in codes(case, released)
    assert [each.case_id for each in released.concerns.all()] == [case.pk]


def test_an_arrest_of_this_case_alone_does_not_end_with_another_matter(happened, tells, answer, case):
    happened("ARRESTED", hours_ago=9)
    event = tells("NO_FURTHER_ACTION", hours_ago=2)

    answer(event, case, False)

    assert queries.position(case.pk).status == "ARRESTED"


def test_an_arrest_after_it_stands(tells, answer, case):
    event = tells("NO_FURTHER_ACTION", hours_ago=9)
    tells("ARRESTED", hours_ago=2)

    answer(event, case, False)

    assert queries.position(case.pk).status == "ARRESTED"


def test_what_is_withdrawn_in_one_case_is_asked_of_nobody_any_more(tells, answer, case, other_case, neighbourhood, at):
    event = tells("CHARGED")
    answer(event, other_case, True)

    services.withdraw_event(event_id=event.pk, reason="Another man", by=neighbourhood, at=at + timedelta(minutes=10))

    assert codes(case, event) == set()
    with pytest.raises(Refused, match="withdrawn"):
        answer(event, case, True)


def test_what_is_corrected_is_asked_anew_of_who_had_not_answered(tells, answer, case, other_case, neighbourhood, at):
    event = tells("CHARGED")
    answer(event, other_case, True)

    right = services.correct_event(
        event_id=event.pk,
        reason="Wrong hour",
        effective_at=event.effective_at - timedelta(hours=1),
        by=neighbourhood,
        at=at + timedelta(minutes=10),
    )

    assert codes(case, event) == set()
    assert codes(case, right) == {"WHICH_MATTER"}
    assert "TELL_VICTIM_CHARGE" in codes(other_case, right)
