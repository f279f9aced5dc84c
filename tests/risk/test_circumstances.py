"""What changed for her asks for a new assessment, in the transaction in which the change is recorded."""

from datetime import timedelta

import pytest

from core.models import Duty
from incidents import services as incidents
from law import duties
from risk import services

pytestmark = pytest.mark.django_db


def owed(case):
    return set(
        Duty.objects.filter(case_id=case.pk, ended_at=None, code="REASSESS_INFORMATION").values_list("code", flat=True)
    )


@pytest.fixture
def add(case, officer, days):
    """Return a function that adds information to the case the day after its assessment."""

    def added(at=None):
        at = at or days(1)
        return incidents.add_information(
            case_id=case.pk, kind="contact", occurred_on=at.date(), text="She is pregnant", by=officer, at=at
        )

    return added


@pytest.mark.parametrize(("grade", "asks"), [("STANDARD", False), ("MEDIUM", True), ("HIGH", True)])
def test_a_medium_or_high_case_is_asked_about_again_when_something_is_added(sign_off, add, case, grade, asks):
    sign_off(grade=grade, grade_reasons="What I saw")
    add()
    assert bool(owed(case)) is asks


def test_it_is_owed_by_the_owner_within_a_day_of_each_report(sign_off, add, case, officer, days):
    sign_off(grade="MEDIUM", grade_reasons="What I saw")
    add()
    add(days(1) + timedelta(hours=2))
    duties = Duty.objects.filter(code="REASSESS_INFORMATION").order_by("due_at")
    assert {duty.owner_id for duty in duties} == {officer.pk}
    assert [duty.due_at for duty in duties] == [days(2), days(2) + timedelta(hours=2)]


@pytest.mark.parametrize(("asked", "met"), [(0, False), (1, True), (2, True)])
def test_only_an_assessment_of_the_day_of_the_change_or_later_meets_it(
    sign_off, add, submit, case, officer, sergeant, days, asked, met
):
    sign_off(grade="MEDIUM", grade_reasons="What I saw")
    add()
    again = services.start_assessment(case_id=case.pk, by=officer, at=days(2))
    submitted = submit(assessment_id=again.pk, grade_reasons="He left", assessed_at=days(asked), at=days(2))
    services.sign_off_assessment(assessment_id=again.pk, content_hash=submitted.content_hash, by=sergeant, at=days(2))
    assert bool(owed(case)) is not met


@pytest.mark.parametrize(
    ("event", "level", "codes"),
    [
        ("marac.case_referred", "MEDIUM", {"REASSESS_MARAC_REFERRAL"}),
        ("marac.case_referred", "", {"REASSESS_MARAC_REFERRAL"}),
        ("marac.case_referred", "HIGH", {"REASSESS_MARAC_REFERRAL_HIGH"}),
        ("safety_plans.measure_not_done", "STANDARD", {"REASSESS_MEASURE_NOT_DONE"}),
        ("safety_plans.measure_found_missing", "STANDARD", {"REASSESS_MEASURE_MISSING"}),
        ("incidents.information_added", "STANDARD", set()),
        ("incidents.information_added", "", set()),
    ],
)
def test_the_table_says_which_change_asks_again(event, level, codes):
    opened = {rule.code for rule in duties.opened_by(event, {"level": level, "asked_by_grade": False})}
    assert {code for code in opened if code.startswith("REASSESS")} == codes
