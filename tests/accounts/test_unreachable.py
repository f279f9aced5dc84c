"""A duty whose owner has left, has no posting or is away is an alarm in itself: somebody named is told at once."""

from datetime import timedelta

import pytest

from accounts.models import Officer
from core import escalation
from core.models import Duty, Entry
from core.rebuilding import rebuild
from dacase import story
from tests.accounts.gone import away, disabled
from tests.accounts.gone import gone as left

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(case, officer, neighbourhood):
    """A duty of the case that somebody else than its owner owes, due in the days to come."""
    of_others = Duty.objects.filter(case_id=case.pk, ended_at=None, role="").exclude(owed_by="case_owner")
    duty = of_others.latest("due_at")
    Duty.objects.filter(pk=duty.pk).update(owner_id=neighbourhood.pk)
    return duty


def told(duty):
    """Return who was told of a duty, or None."""
    return Duty.objects.get(pk=duty.pk).escalated_to_id


@pytest.mark.parametrize("happened", [left, disabled, away])
def test_a_supervisor_is_told_at_once_and_once(owed, neighbourhood, at, happened):
    happened(neighbourhood, at + timedelta(minutes=1))

    escalation.sweep(at + timedelta(minutes=1))
    first = told(owed)
    escalation.sweep(at + timedelta(minutes=2))

    assert first is not None
    assert first != neighbourhood.pk
    assert Entry.objects.filter(event="core.duty_escalated", subject_id=owed.pk).count() == 1


@pytest.mark.parametrize(("seconds", "alarm"), [(-1, False), (0, True), (1, True)])
def test_the_alarm_sounds_from_the_moment_on_at_which_the_officer_is_gone(owed, neighbourhood, at, seconds, alarm):
    gone = at + timedelta(minutes=5)
    left(neighbourhood, gone)

    escalation.sweep(gone + timedelta(seconds=seconds))

    assert (told(owed) is not None) is alarm


def test_whoever_is_there_is_left_in_peace_and_so_is_the_list_of_a_team(owed, neighbourhood, cru, at):
    Duty.objects.filter(pk=owed.pk).update(role="NEIGHBOURHOOD")
    left(neighbourhood, at)

    escalation.sweep(at + timedelta(minutes=1))

    assert not Entry.objects.filter(event="core.duty_escalated", facts__early=True).exists()


def test_the_story_says_why(case, owed, neighbourhood, at):
    left(neighbourhood, at)
    escalation.sweep(at + timedelta(minutes=1))
    entry = Entry.objects.get(event="core.duty_escalated", subject_id=owed.pk)

    assert story.sentence(entry).startswith("Its owner cannot be reached: ")
    assert entry.occurred_at == at + timedelta(minutes=1)


@pytest.mark.parametrize("happened", [left, disabled, away])
def test_what_stands_at_the_top_of_its_ladder_is_told_again_once_when_whoever_was_told_is_gone(
    case, everybody, post, control_supervisor, days, happened
):
    second = post("second-inspector", "SAFEGUARDING", "safeguarding", "inspector", since=timedelta(days=10))
    duty = Duty.objects.get(code="RECORD_CRIME")
    escalation.sweep(days(5))
    duty.refresh_from_db()
    assert (duty.escalated_to_id, duty.next_mark_at, duty.level) == (control_supervisor.pk, None, 2)
    happened(control_supervisor, days(6))

    escalation.sweep(days(6) - timedelta(seconds=1))
    before = told(duty)
    escalation.sweep(days(6) + timedelta(minutes=1))
    escalation.sweep(days(7))

    duty.refresh_from_db()
    assert (before, duty.escalated_to_id, duty.level) in [
        (control_supervisor.pk, second.pk, 2),
        # A disabled account is gone from whenever it is asked.
        (second.pk, second.pk, 2),
    ]
    again = Entry.objects.filter(event="core.duty_escalated", subject_id=duty.pk, facts__again=True)
    assert "whoever was told cannot be reached" in story.sentence(again.get())
    assert not any(rebuild(apply_changes=False).values())


def test_where_nobody_else_holds_the_last_rung_it_stays_where_it_is(case, control_supervisor, sergeant, days):
    duty = Duty.objects.get(code="RECORD_CRIME")
    escalation.sweep(days(5))
    for each in Officer.objects.all():
        away(each, days(6))

    escalation.sweep(days(7))

    assert told(duty) == control_supervisor.pk
    assert not Entry.objects.filter(facts__again=True).exists()
