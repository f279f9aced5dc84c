"""Helpers that speak of a witness: charge the suspect, list a hearing, see what is owed."""

from datetime import timedelta

import pytest

from core.models import Duty
from custody import services as custody

SAFE = "The victim rang from a friend's telephone"
# One conversation where no safe way is known yet; what was said is replaced where it matters.
SPOKEN = {"method": "PHONE", "said": "Not to see him", "safe_how": SAFE, "exception_reason": "She rang us herself"}


@pytest.fixture
def owed(case):
    """Return a function that gives the one open duty of a code in the case, or None."""
    return lambda code: Duty.objects.filter(case_id=case.pk, code=code, ended_at=None).first()


@pytest.fixture
def charge(case, officer, at):
    """Charge the suspect an hour before `at`."""
    return custody.enter_event(case_id=case.pk, kind="CHARGED", effective_at=at - timedelta(hours=1), by=officer, at=at)


@pytest.fixture
def listed(case, officer, at):
    """Return a function that lists a hearing so many days ahead, as a court system would tell it."""

    def told(days, hearing="TRIAL", number="L-1", ref="H-7", minutes_ago=60, **details):
        return custody.record_event(
            kind="HEARING_LISTED",
            suspect_id=case.suspect_id,
            case_id=case.pk,
            effective_at=at - timedelta(minutes=minutes_ago),
            source="court-lists",
            source_event_id=number,
            details={
                "hearing": hearing,
                "hearing_ref": ref,
                "hearing_at": at + timedelta(days=days),
                "court": "Dover",
                **details,
            },
            by=officer,
            at=at,
        )

    return told
