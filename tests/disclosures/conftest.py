"""A request about the two people of the case, and its steps."""

from datetime import timedelta

import pytest

from disclosures import services


@pytest.fixture
def receive(case, safeguarding, at):
    """Return a function that records a request about the two people of the case; any keyword may be replaced."""

    def received(**changes):
        arguments = {
            "at_risk_id": case.victim_id,
            "subject_id": case.suspect_id,
            "route": "ASK",
            "applicant": "OTHER",
            "applicant_name": "Her sister",
            "concern": "He has moved in, and she no longer rings",
            "by": safeguarding,
            "at": at,
        }
        return services.receive_request(**(arguments | changes))

    return received


@pytest.fixture
def step(safeguarding, at):
    """Return a function that takes one step with a request, some hours later."""

    def taken(command, request, hours=1, **changes):
        arguments = {"by": safeguarding, "at": at + timedelta(hours=hours), "words": "As it was done"}
        return command(request_id=request.pk, **(arguments | changes))

    return taken


@pytest.fixture
def decided(receive, step):
    """Return a function that brings a request to a decision."""

    def to(decision, **changes):
        request = receive(**changes)
        step(services.record_checks, request)
        step(services.record_decision, request, 2, decision=decision, panel="D Ash, police\nR Lund, probation")
        return request

    return to


@pytest.fixture
def confirmed(sergeant):
    """Why a disclosure was not made, confirmed by a sergeant who had no part in it."""
    return {"why_not": "DECLINED", "confirmed_by_id": str(sergeant.pk), "read_through": True}
