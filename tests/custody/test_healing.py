"""A reassessment that is missing is found and opened, whatever took it away."""

import pytest

from core.models import Duty, Entry
from custody import services, tasks
from risk import services as risk


@pytest.fixture
def lose():
    """Return a function that loses the duties of a code, as a rule that came later or a fault would."""
    return lambda code: Duty.objects.filter(code=code).delete()


def test_nothing_is_healed_where_nothing_is_missing(happened, at):
    happened("RELEASED")

    assert services.heal_reassessments(at) == 0


def test_a_missing_reassessment_is_opened_as_it_would_have_been(happened, lose, owed, at):
    happened("RELEASED")
    before = owed()["REASSESS_RELEASE"]
    lose("REASSESS_RELEASE")

    assert services.heal_reassessments(at) == 1

    after = owed()["REASSESS_RELEASE"]
    assert (after.pk, after.due_at, after.owner_id) == (before.pk, before.due_at, before.owner_id)
    assert services.heal_reassessments(at) == 0


def test_a_missing_reassessment_that_was_made_since_is_opened_as_done(
    happened, lose, owed, case, officer, sergeant, days
):
    happened("RELEASED")
    lose("REASSESS_RELEASE")
    risk.assess_from_record(
        case_id=case.pk, level="HIGH", assessed_on=days(0).date(), author=officer, supervisor=sergeant, at=days(0)
    )

    assert services.heal_reassessments(days(1)) == 1

    healed = Duty.objects.get(code="REASSESS_RELEASE")
    assert (healed.ended_as, healed.ended_by.event) == ("MET", "risk.assessment_signed_off")


def test_a_reassessment_of_a_withdrawn_event_is_not_owed_again(happened, lose, owed, officer, at):
    event = happened("RELEASED")
    services.withdraw_event(event_id=event.pk, reason="Another person", by=officer, at=at)
    lose("REASSESS_RELEASE")

    services.heal_reassessments(at)

    assert "REASSESS_RELEASE" not in owed()


def test_a_sentence_without_months_calls_for_none(happened, at):
    happened("SENTENCED", sentence="COMMUNITY")

    assert not Duty.objects.filter(code="REASSESS_SENTENCE").exists()
    assert services.heal_reassessments(at) == 0


def test_only_what_was_recorded_by_then_is_looked_at(happened, lose, days):
    happened("RELEASED")
    lose("REASSESS_RELEASE")

    assert services.heal_reassessments(days(-1)) == 0
    assert services.heal_reassessments(days(0)) == 1


def test_the_nightly_task_heals_and_takes_arguments_it_does_not_know(happened, lose):
    happened("RELEASED")
    lose("REASSESS_RELEASE")

    assert tasks.flag_reassessments(sent_at="x") == 1
    assert Entry.objects.filter(event="custody.released").count() == 1
