"""How she is reached: what she said of it, and an attempt."""

import pytest

from incidents import services


@pytest.fixture
def told(case, officer, at):
    """Return a function that records what she said; any keyword may be replaced."""

    def record(moment=at, by=officer, **changes):
        arguments = {
            "channels": {"PHONE": "07700 900123"},
            "when_safe": "Weekdays between nine and three",
            "never": "A message on the machine",
            "code_word": "Library book",
        }
        return services.record_safe_contact(case_id=case.pk, by=by, at=moment, **(arguments | changes))

    return record


@pytest.fixture
def attempt(case, officer, at):
    """Return a function that records an attempt to reach her; any keyword may be replaced."""

    def record(moment=at, by=officer, **changes):
        arguments = {
            "channel": "PHONE",
            "outcome": "REACHED",
            "safe_how": "She gave the code word and was alone",
            "what_said": "She has seen nobody and has the new locks",
        }
        return services.record_contact(case_id=case.pk, by=by, at=moment, **(arguments | changes))

    return record
