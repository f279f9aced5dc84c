"""A plan with one measure, proposed by the response officer to the neighbourhood officer."""

from datetime import timedelta

import pytest

from core.models import Duty
from law import clocks, measures
from safety_plans import services


@pytest.fixture
def soon(at):
    """The London day one week after `at`."""
    return clocks.london_day(at) + timedelta(days=7)


@pytest.fixture
def propose(case, officer, neighbourhood, at, soon):
    """Return a function that proposes welfare calls to the neighbourhood officer; any keyword may be replaced."""

    def proposed(**changes):
        arguments = {
            "case_id": case.pk,
            "code": "WELFARE_CALLS",
            "owner_id": neighbourhood.pk,
            "due_on": soon,
            "victim_agrees": "YES",
            "by": officer,
            "at": at,
        }
        return services.propose_measure(**(arguments | changes))

    return proposed


@pytest.fixture
def measure(propose):
    """A measure that waits for its owner's answer."""
    return propose()


@pytest.fixture
def accepted(measure, neighbourhood, at):
    """A measure that its owner accepted."""
    return services.accept_measure(measure_id=measure.pk, by=neighbourhood, at=at)


@pytest.fixture
def done(accepted, neighbourhood, at):
    """A measure that is done, with proof."""
    return services.complete_measure(
        measure_id=accepted.pk, evidence_kind="VICTIM", evidence="Called on Monday", by=neighbourhood, at=at
    )


@pytest.fixture
def complete_set(propose):
    """Return a function that proposes everything that the menu asks at a level."""
    return lambda level: [propose(code=each.code) for each in measures.minimum_set(level)]


@pytest.fixture
def owed(case):
    """Return a function that gives the codes of the duties open in the case, of one beginning where given."""

    def codes(beginning=""):
        found = Duty.objects.filter(case_id=case.pk, ended_at=None, code__startswith=beginning)
        return sorted(found.values_list("code", flat=True))

    return codes
