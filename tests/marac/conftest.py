"""A case referred to MARAC, a meeting, and the steps from one to the other."""

from datetime import timedelta

import pytest

from core.models import Duty
from law import clocks
from marac import services


@pytest.fixture
def soon(at):
    """The London day two weeks after `at`."""
    return clocks.london_day(at) + timedelta(days=14)


@pytest.fixture
def referral(refer):
    """A referral that waits to be listed."""
    return refer()


@pytest.fixture
def meeting(marac_coordinator, at, soon):
    """A meeting two weeks from `at`."""
    return services.plan_meeting(
        held_on=soon, place="County Hall", chair="Detective inspector", by=marac_coordinator, at=at
    )


@pytest.fixture
def listed(referral, meeting, marac_coordinator, at):
    """The referral, listed for that meeting."""
    return services.list_case(referral_id=referral.pk, meeting_id=meeting.pk, by=marac_coordinator, at=at)


@pytest.fixture
def held(days):
    """The moment after the meeting."""
    return days(14)


@pytest.fixture
def action(neighbourhood, soon):
    """One action as the meeting gives it."""
    return {
        "what": "Visit the suspect",
        "agency": "POLICE",
        "owner_id": neighbourhood.pk,
        "due_on": soon + timedelta(days=7),
    }


@pytest.fixture
def heard(listed, marac_coordinator, held, action):
    """The referral, heard, with one action."""
    return services.record_outcome(
        referral_id=listed.pk, summary="High and rising", actions=[action], by=marac_coordinator, at=held
    )


@pytest.fixture
def duty(case):
    """Return a function that gives the newest duty of a code in the case."""
    return lambda code: Duty.objects.filter(case_id=case.pk, code=code).order_by("started_at", "pk").last()


@pytest.fixture
def again(call, case):
    """Return a function that logs a further call between the same two people."""
    people = [{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}]
    return lambda moment, **changes: call(moment, people=people, **changes)
