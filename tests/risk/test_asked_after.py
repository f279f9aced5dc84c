"""A duty to assess anew is met only by somebody who asked after what had happened."""

from datetime import timedelta

import pytest

from core.models import Duty
from custody import services as custody
from incidents import services as incidents
from law import clocks
from risk import services

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def medium(sign_off):
    """The case is assessed at medium risk."""
    return sign_off(grade="MEDIUM", grade_reasons="What I saw")


@pytest.fixture
def assess_anew(case, officer, sergeant, submit, medium):
    """Return a function that hands in a second assessment, asked and signed off when it says."""

    def assessed(*, asked, signed, grade="MEDIUM"):
        draft = services.start_assessment(case_id=case.pk, by=officer, at=signed)
        handed_in = submit(
            assessment_id=draft.pk, grade=grade, grade_reasons="What I saw", assessed_at=asked, at=signed
        )
        return services.sign_off_assessment(
            assessment_id=handed_in.pk, content_hash=handed_in.content_hash, by=sergeant, at=signed
        )

    return assessed


def ended(code):
    return Duty.objects.get(code=code).ended_as


@pytest.mark.parametrize(("minutes", "met"), [(-180, ""), (-1, ""), (0, "MET"), (1, "MET")])
@pytest.mark.parametrize(("kind", "code"), [("ARRESTED", "REASSESS_ARREST"), ("RELEASED", "REASSESS_RELEASE")])
def test_what_was_asked_before_it_happened_does_not_meet_it_on_the_same_day(
    assess_anew, case, officer, days, kind, code, minutes, met
):
    happened = days(1) + 3 * HOUR
    custody.enter_event(case_id=case.pk, kind=kind, effective_at=happened, by=officer, at=happened)

    assess_anew(asked=happened + timedelta(minutes=minutes), signed=happened + HOUR)

    assert ended(code) == met


@pytest.mark.parametrize(("day", "met"), [(-1, ""), (0, "MET"), (1, "MET")])
def test_where_nobody_knows_the_hour_of_the_asking_the_day_decides(assess_anew, case, officer, days, day, met):
    happened = days(2) + 3 * HOUR
    custody.enter_event(case_id=case.pk, kind="ARRESTED", effective_at=happened, by=officer, at=happened)

    assess_anew(asked=clocks.london_day(happened + timedelta(days=day)), signed=days(5))

    assert ended("REASSESS_ARREST") == met


@pytest.mark.parametrize(
    ("hours", "met"), [(-1, ["", ""]), (0, ["MET", ""]), (1, ["MET", ""]), (24, ["MET", "MET"]), (25, ["MET", "MET"])]
)
@pytest.mark.parametrize("kind", ["AGENCY_REPORT", "SUICIDE_THREAT"])
def test_a_second_report_of_one_kind_is_met_only_by_what_was_asked_after_it(
    assess_anew, case, officer, days, kind, hours, met
):
    for reported in (days(1), days(2)):
        services.record_circumstance(
            case_id=case.pk, kind=kind, occurred_on=reported.date(), text="Again", by=officer, at=reported
        )

    assess_anew(asked=days(1) + hours * HOUR, signed=days(3))

    found = Duty.objects.filter(code=f"REASSESS_{kind}").order_by("started_at")
    assert [duty.ended_as for duty in found] == met


@pytest.mark.parametrize(("minutes", "left"), [(-1, ["second"]), (0, []), (1, [])])
def test_each_attended_incident_is_assessed_by_what_is_about_it_or_was_asked_afterwards(
    call, case, draft, incident, other_officer, submit, at, minutes, left
):
    arrived = at + 6 * HOUR
    both = [{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}]
    second = call(at + 5 * HOUR, people=both)
    incidents.record_attendance(
        incident_id=second.pk, arrived_at=arrived, by=other_officer, at=arrived, positive_action="Took an account"
    )

    submit(assessment_id=draft.pk, assessed_at=arrived + timedelta(minutes=minutes), at=at + 7 * HOUR)

    owed = Duty.objects.filter(case_id=case.pk, code="ASSESS", ended_at=None)
    assert [{incident.pk: "first", second.pk: "second"}[duty.subject_id] for duty in owed] == left
