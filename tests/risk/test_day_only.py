"""Of an assessment only the day is known: no hour is invented, and it never passes for older or younger."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.forms import ValidationError
from django.urls import reverse

from core.errors import Refused
from core.fields import MomentParts
from law import clocks
from risk import queries, services
from risk.models import Assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(at):
    """The London day of the tests."""
    return clocks.london_day(at)


@pytest.fixture
def another(case, other_officer, no_to_all, at):
    """Return a function that hands in a second assessment of the case, by another officer."""

    def handed_in(**changes):
        begun = services.start_assessment(case_id=case.pk, by=other_officer, at=at)
        sent = {"answers": no_to_all, "children": "NONE", "grade": "STANDARD", "by": other_officer, "at": at}
        return services.submit_assessment(**(sent | {"assessment_id": begun.pk} | changes))

    return handed_in


def test_a_bare_day_is_kept_and_told_as_a_day(submit, api_for, officer, client_for, today):
    submitted = submit(assessed_at=today)

    told = api_for(officer).get(f"/api/v1/assessments/{submitted.pk}/").json()
    page = client_for(officer).get(reverse("assessment", args=[submitted.pk])).content.decode()

    assert (submitted.asked, told["assessed_at"]) == (today, today.isoformat())
    assert f"{today.day} {today:%b %Y}</dd>" in page


def test_a_moment_is_still_told_as_a_moment(submit, api_for, officer, at):
    submitted = submit(assessed_at=at)

    assert api_for(officer).get(f"/api/v1/assessments/{submitted.pk}/").json()["assessed_at"][:4] == str(at.year)
    assert (submitted.asked, submitted.assessed_day_only) == (at, False)


@pytest.mark.parametrize("other", [-1, 0, 1])
def test_a_bare_day_beside_another_of_the_same_day_asks_for_the_time(submit, another, days, other):
    """The day before and the day after, the days alone say which is the later; on the day itself nobody can."""
    another(assessed_at=days(3 + other), at=days(5))

    if other:
        assert submit(assessed_at=clocks.london_day(days(3)), at=days(5)).state == "SUBMITTED"
    else:
        with pytest.raises(Refused, match="Give the time at which you asked too") as refused:
            submit(assessed_at=clocks.london_day(days(3)), at=days(5))
        assert refused.value.field == "assessed_at"
        assert submit(assessed_at=days(3) + timedelta(hours=1), at=days(5)).state == "SUBMITTED"


def test_two_bare_days_of_one_day_are_refused_too(submit, another, today):
    another(assessed_at=today)

    with pytest.raises(Refused, match="Another assessment of this case was asked on"):
        submit(assessed_at=today)


def test_a_draft_that_was_never_handed_in_does_not_stand_in_the_way(case, submit, other_officer, today, at):
    services.start_assessment(case_id=case.pk, by=other_officer, at=at)

    assert submit(assessed_at=today).state == "SUBMITTED"


def test_what_is_handed_in_later_of_the_same_day_with_its_hour_is_the_later_one(
    case, sign_off, another, sergeant, today, at
):
    sign_off(assessed_at=today, grade="HIGH", grade_reasons="Fear")
    later = another(assessed_at=at, grade_reasons="He left the country")
    services.sign_off_assessment(assessment_id=later.pk, content_hash=later.content_hash, by=sergeant, at=at)

    assert queries.latest_signed_off(case.pk).pk == later.pk


def test_a_correction_keeps_that_only_the_day_was_known(sign_off, officer, today, at):
    signed = sign_off(assessed_at=today)

    corrected = services.correct_assessment(
        assessment_id=signed.pk, reason="The wrong answer", answers={"animals": "YES"}, by=officer, at=at
    )

    assert (corrected.asked, corrected.assessed_day_only) == (today, True)


def test_of_an_older_record_only_the_day_is_told(case, officer, sergeant, today, at):
    kept = services.assess_from_record(
        case_id=case.pk, level="HIGH", assessed_on=today, author=officer, supervisor=sergeant, at=at
    )

    assert kept.asked == today


@pytest.mark.parametrize(
    ("day", "starts"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 0, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 0, tzinfo=UTC)),
        (date(2026, 3, 30), datetime(2026, 3, 29, 23, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 24, 23, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 26, 0, tzinfo=UTC)),
    ],
)
def test_a_bare_day_is_its_own_london_day_where_the_clocks_change(day, starts):
    row = Assessment(assessed_at=clocks.start_of_day(day), assessed_day_only=True)

    assert (row.assessed_at, row.asked) == (starts, day)


def test_the_api_takes_a_bare_day_and_refuses_one_that_is_none(draft, officer, api_for, no_to_all, today):
    sent = {"grade": "STANDARD", "answers": no_to_all, "children": "NONE"}
    address = f"/api/v1/assessments/{draft.pk}/submit/"

    refused = api_for(officer).post(address, sent | {"assessed_at": "2026-02-30"}, format="json")
    taken = api_for(officer).post(address, sent | {"assessed_at": today.isoformat()}, format="json")

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "assessed_at")
    assert (taken.status_code, taken.json()["assessed_at"]) == (200, today.isoformat())


def test_the_page_lets_the_time_stay_empty_and_keeps_it_so(draft, officer, client_for, no_to_all, today, at):
    services.save_answers(assessment_id=draft.pk, answers=no_to_all, children="NONE", by=officer, at=at)
    boxes = {"day": today.day, "month": today.month, "year": today.year, "time": ""}
    typed = {f"assessed_at_{part}": value for part, value in boxes.items()}
    address = reverse("assessment_submit", args=[draft.pk])

    assert client_for(officer).post(address, {"grade": "STANDARD", **typed}).status_code == 302

    draft.refresh_from_db()
    assert draft.asked == today
    assert MomentParts(day_will_do=True).widget.decompress(draft.asked)[-1] == ""


def test_elsewhere_a_moment_without_its_time_is_still_refused():
    with pytest.raises(ValidationError, match="must include a time"):
        MomentParts(label="When").clean(["1", "2", "2026", ""])
