"""What the tests of a death and of its review share: an arrest, a death, and an hour."""

from datetime import timedelta

import pytest

from custody import services as custody
from deaths import services
from law import clocks

HOUR = timedelta(hours=1)


@pytest.fixture
def arrested(case, officer, at):
    """The suspect is arrested, and the victim is to be told."""
    return custody.enter_event(case_id=case.pk, kind="ARRESTED", effective_at=at, by=officer, at=at)


@pytest.fixture
def die(case, officer, at):
    """Return a function that records the death of the victim; any keyword may be replaced."""

    def record(**changes):
        arguments = {
            "person_id": case.victim_id,
            "died_on": clocks.london_day(at),
            "factor": "MAY_BE",
            "circumstances": "Found at home by her sister",
            "by": officer,
            "at": at + HOUR,
        }
        return services.record_death(case_id=case.pk, **(arguments | changes))

    return record
