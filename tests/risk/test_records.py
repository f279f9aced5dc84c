"""Assessments known only from an older record."""

from datetime import date, timedelta

import pytest

from core.errors import Refused
from core.models import Duty
from risk import queries, services
from risk.models import Downgrade

pytestmark = pytest.mark.django_db


def from_record(case, officer, sergeant, at, **changes):
    arguments = {
        "case_id": case.pk,
        "level": "MEDIUM",
        "assessed_on": at.date(),
        "reasons": "She looked frightened",
        "author": officer,
        "supervisor": sergeant,
        "at": at,
    }
    return services.assess_from_record(**(arguments | changes))


def test_a_record_of_a_level_becomes_an_assessment_in_which_nothing_was_asked(case, officer, sergeant, at):
    entered = from_record(case, officer, sergeant, at)

    case.refresh_from_db()
    assert (entered.state, entered.from_record, case.risk_level) == ("SIGNED_OFF", True, "MEDIUM")
    assert set(queries.values_of(entered).values()) == {"NOT_ASKED"}
    assert (entered.yes_count, entered.range_low, entered.range_high) == (0, 0, 24)
    assert not Duty.objects.filter(code__in=["ASSESS", "SUPERVISE_ASSESSMENT"], ended_at=None).exists()


def test_a_record_has_two_officers(case, officer, sergeant, at):
    with pytest.raises(Refused, match="may not sign off|Someone else"):
        from_record(case, officer, officer, at)
    assert queries.latest_signed_off(case.pk) is None
    assert queries.draft(case.pk, officer) is None


def test_a_record_of_a_day_before_the_instrument_is_refused(case, officer, sergeant, at):
    with pytest.raises(Refused, match="No version"):
        from_record(case, officer, sergeant, at, assessed_on=date(2008, 12, 31))
    assert from_record(case, officer, sergeant, at, assessed_on=date(2009, 1, 1)).state == "SIGNED_OFF"


def test_a_recorded_level_is_lowered_by_two_people_like_any_other(case, officer, sergeant, cru, safeguarding, at):
    entered = from_record(case, officer, sergeant, at)
    services.review_grade(
        assessment_id=entered.pk, grade="STANDARD", reasons="First incident, says the record", by=cru, at=at
    )
    case.refresh_from_db()
    assert case.risk_level == "MEDIUM"
    services.agree_downgrade(downgrade_id=Downgrade.objects.get().pk, by=safeguarding, at=at)
    case.refresh_from_db()
    assert case.risk_level == "STANDARD"


def test_two_records_of_one_day_hold_in_the_order_in_which_they_were_entered(case, officer, sergeant, at):
    from_record(case, officer, sergeant, at)
    second = from_record(case, officer, sergeant, at + timedelta(hours=1), level="HIGH")
    assert queries.latest_signed_off(case.pk).pk == second.pk
