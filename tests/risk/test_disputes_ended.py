"""A dispute about a risk grade ends with the specialist's review that comes to the grade that was wanted."""

import pytest
from django.db import IntegrityError, transaction

from core.errors import Refused
from core.models import Duty, Entry
from core.rebuilding import rebuild
from risk import queries, services
from risk.models import Downgrade, GradeDispute

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(sign_off, everybody):
    """An assessment graded medium and signed off by the sergeant."""
    return sign_off(grade="MEDIUM", grade_reasons="He lost his work")


@pytest.fixture
def dispute(case, signed, neighbourhood, at):
    """Return a function by which the neighbourhood officer disputes the grade."""

    def disputed(wanted, by=neighbourhood):
        return services.dispute_grade(case_id=case.pk, wanted=wanted, reasons="Threats since then", by=by, at=at)

    return disputed


@pytest.fixture
def review(signed, cru, days):
    """Return a function by which the CRU reviews the grade, a day later."""

    def reviewed(grade, by=cru):
        return services.review_grade(assessment_id=signed.pk, grade=grade, reasons="Read it all", by=by, at=days(1))

    return reviewed


def owed():
    """Return the duty to decide the dispute."""
    return Duty.objects.get(code="DECIDE_DISPUTE")


def test_a_review_that_comes_to_the_wanted_grade_ends_the_dispute_and_its_duty(case, dispute, review, cru, days):
    raised, due_at = dispute("HIGH"), owed().due_at

    made = review("HIGH")

    raised.refresh_from_db()
    assert (raised.decided, raised.decided_at, raised.decided_by, raised.review) == ("HIGH", days(1), cru, made)
    assert (owed().ended_as, owed().ended_at, owed().due_at) == ("VOID", days(1), due_at)
    assert queries.current_grade(case.pk) == "HIGH"
    assert Entry.objects.get(event="risk.dispute_ended_by_review").facts == {"grade": "HIGH", "review": str(made.pk)}
    assert not any(rebuild(apply_changes=False).values())


def test_a_review_that_comes_to_another_grade_leaves_it_to_the_arbiter(case, dispute, review):
    raised, due_at = dispute("HIGH"), owed().due_at

    review("MEDIUM")

    raised.refresh_from_db()
    assert (raised.decided_at, owed().ended_at, owed().due_at) == (None, None, due_at)
    assert queries.current_grade(case.pk) == "HIGH"


def test_a_wanted_lower_grade_ends_it_as_well_and_still_waits_for_a_second_person(
    case, dispute, review, safeguarding, days
):
    dispute("STANDARD")

    review("STANDARD")

    assert owed().ended_as == "VOID"
    assert queries.current_grade(case.pk) == "MEDIUM"
    services.agree_downgrade(downgrade_id=Downgrade.objects.get().pk, by=safeguarding, at=days(1))
    assert queries.current_grade(case.pk) == "STANDARD"


def test_whoever_answers_for_the_grade_may_come_round_and_the_database_lets_nobody_else_of_the_two(
    case, dispute, review, cru, days
):
    review("MEDIUM")
    raised = dispute("HIGH")
    assert raised.grader == cru

    review("HIGH")

    raised.refresh_from_db()
    assert raised.decided_by == cru
    with pytest.raises(IntegrityError, match="decided_by_neither"), transaction.atomic():
        GradeDispute.objects.filter(pk=raised.pk).update(review=None)


def test_the_database_refuses_a_review_that_ended_a_dispute_about_another_grade(dispute, review):
    raised = dispute("HIGH")
    review("HIGH")

    with pytest.raises(IntegrityError, match="review_ends_as_wanted"), transaction.atomic():
        GradeDispute.objects.filter(pk=raised.pk).update(decided="STANDARD")


def test_afterwards_there_is_nothing_to_decide_and_the_grade_can_be_disputed_again(dispute, review, safeguarding, days):
    raised = dispute("HIGH")
    review("HIGH")

    with pytest.raises(Refused, match="decided already"):
        services.decide_dispute(dispute_id=raised.pk, grade="HIGH", reasons="Heard both", by=safeguarding, at=days(1))
    assert dispute("MEDIUM").stands == "HIGH"


def test_the_case_page_and_the_api_say_how_it_ended(case, dispute, review, officer, client_for, api_for):
    dispute("HIGH")
    made = review("HIGH")

    page = client_for(officer).get(f"/cases/{case.pk}/").content.decode()
    assert "Cru Example reviewed the grade and came to high as well, so it has ended." in page
    assert "a review came to high, the grade that was wanted" in page
    assert "Decide which grade holds" not in page
    found = api_for(officer).get(f"/api/v1/cases/{case.pk}/disputes/").json()
    assert [each["ended_by_review"] for each in found["results"]] == [str(made.pk)]
