"""One assessment in each of its states, from the same answers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from law import questionnaires
from law.further import OF_A_CHILD, SETS
from risk import services
from risk.states import POLICE

SET = questionnaires.load(POLICE)
COUNTED = [item.code for item in SET.items if item.code not in (*SET.not_counted, *OF_A_CHILD)]


@pytest.fixture
def now(monkeypatch, at):
    """An hour after `at`, for every page."""
    later = at + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    return later


@pytest.fixture
def no_to_all():
    """An answer of no to each of the 27 questions."""
    return {item.code: "NO" for item in SET.items}


@pytest.fixture
def many_yes(no_to_all):
    """Return a function from a number to answers: so many counted questions, none of a child, are yes, the rest no."""
    return lambda count: no_to_all | dict.fromkeys(COUNTED[:count], "YES")


@pytest.fixture
def further():
    """Return a function from the code of a further set to an answer of no to each of its questions."""
    return lambda code: {item.code: "NO" for item in questionnaires.load(code).items}


@pytest.fixture
def draft(case, officer, at):
    """A draft of the officer in the case."""
    return services.start_assessment(case_id=case.pk, by=officer, at=at)


@pytest.fixture
def submit(draft, no_to_all, officer, at):
    """Return a function that submits the draft; any keyword may be replaced."""

    def submitted(**changes):
        arguments = {
            "assessment_id": draft.pk,
            "answers": no_to_all,
            "children": "NONE",
            "left_out": dict.fromkeys(SETS, "She had to leave for the hospital"),
            "grade": "STANDARD",
            "by": officer,
            "at": at,
        }
        return services.submit_assessment(**(arguments | changes))

    return submitted


@pytest.fixture
def sign_off(submit, sergeant, at):
    """Return a function that submits the draft with these keywords and has the sergeant sign it off."""

    def signed_off(**changes):
        submitted = submit(**changes)
        return services.sign_off_assessment(
            assessment_id=submitted.pk, content_hash=submitted.content_hash, by=sergeant, at=changes.get("at", at)
        )

    return signed_off


@pytest.fixture
def read_twice(everybody, safeguarding, at):
    """The force reads everything twice that a specialist reads."""
    return services.set_review_policy(twice_percent=100, by=safeguarding, at=at - timedelta(days=1))


@pytest.fixture
def signed(sign_off):
    """An assessment graded medium, signed off, and to be read twice."""
    return sign_off(grade="MEDIUM", grade_reasons="He lost his work")
