"""A supervisor who signs below the author's grade: a reason, a specialist, and a day on which the author's returns."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from core.errors import Refused
from core.models import Duty, Entry
from risk import events, queries, services
from risk.models import Downgrade
from tests.risk.test_lowering import level

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign(submit, sergeant, at):
    """Return a function that hands in a medium assessment and has the sergeant sign it off as standard."""

    def signed(grade="STANDARD", note="Her brother moved in with her", **changes):
        row = submit(**({"grade": "MEDIUM", "grade_reasons": "He lost his work"} | changes))
        return services.sign_off_assessment(
            assessment_id=row.pk,
            content_hash=row.content_hash,
            grade=grade,
            note=note,
            by=sergeant,
            at=changes.get("at", at),
        )

    return signed


def review(signed, grade, by, at):
    return services.review_grade(assessment_id=signed.pk, grade=grade, reasons="Records read", by=by, at=at)


def test_it_holds_for_a_time_with_the_reason_and_both_grades_are_kept(sign, case, sergeant, at):
    signed = sign()

    lowered = Downgrade.objects.get()
    assert (signed.grade, signed.signed_off_grade, signed.held_grade, level(case)) == (
        "MEDIUM",
        "STANDARD",
        "MEDIUM",
        "STANDARD",
    )
    assert (lowered.state, lowered.until_on) == ("AGREED", at.date() + timedelta(days=28))
    assert (lowered.reason, lowered.decided_by) == ("Her brother moved in with her", sergeant)


def test_without_a_reason_it_is_refused_and_nothing_is_signed(sign, draft):
    with pytest.raises(Refused, match="Say why"):
        sign(note=" ")
    draft.refresh_from_db()
    assert (draft.signed_off_at, Downgrade.objects.exists()) == (None, False)


@pytest.mark.parametrize(("grade", "lowers"), [("STANDARD", True), ("MEDIUM", False), ("HIGH", False)])
def test_only_below_the_author_is_lowered(sign, case, grade, lowers):
    sign(grade)

    assert Downgrade.objects.exists() is lowers
    assert level(case) == grade


@pytest.mark.parametrize(("day", "holds"), [(27, "STANDARD"), (28, "MEDIUM"), (29, "MEDIUM")])
def test_on_its_day_the_authors_grade_returns_and_a_new_assessment_is_owed(sign, case, days, day, holds):
    sign()

    services.watch_downgrades(days(day))

    assert level(case) == holds
    assert Duty.objects.filter(code="REASSESS_DOWNGRADE_ENDED", ended_at=None).exists() is (holds == "MEDIUM")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "CRU_REVIEW_SIGNED_LOWER"),
        ({"children": "LISTED", "children_named": [{"given_name": "Ila"}]}, "CRU_REVIEW_CHILDREN"),
    ],
)
def test_a_specialist_owes_a_review_of_it_within_three_days(sign, at, changes, code):
    signed = sign(**changes)

    owed = Duty.objects.get(code__startswith="CRU_REVIEW", ended_at=None)
    assert (owed.code, owed.due_at, signed.needs_review) == (code, at + timedelta(hours=72), True)


@pytest.mark.parametrize(
    ("found", "holds", "lowered"),
    [("STANDARD", "STANDARD", "AGREED"), ("MEDIUM", "MEDIUM", None), ("HIGH", "HIGH", None)],
)
def test_the_specialist_is_the_second_person_where_they_find_no_less(
    sign, case, cru, sergeant, days, found, holds, lowered
):
    signed = sign()

    review(signed, found, cru, days(2))

    assert (level(case), Downgrade.objects.get(with_sign_off=True).state) == (holds, "OVERTAKEN")
    again = Downgrade.objects.filter(with_sign_off=False).first()
    assert (again and again.state) == lowered
    if again:
        assert (again.proposed_by, again.decided_by) == (sergeant, cru)
        assert again.until_on == days(30).date()


def test_once_it_has_run_out_the_supervisor_is_no_second_person_any_more(sign, case, cru, days):
    signed = sign()
    services.watch_downgrades(days(28))

    review(signed, "STANDARD", cru, days(29))

    assert (level(case), Downgrade.objects.get(with_sign_off=False).state) == ("MEDIUM", "PROPOSED")


def test_a_new_assessment_ends_it(sign, case, other_officer, sergeant, submit, days):
    sign()
    begun = services.start_assessment(case_id=case.pk, by=other_officer, at=days(3))
    newer = submit(assessment_id=begun.pk, grade="MEDIUM", grade_reasons="Fear", by=other_officer, at=days(3))
    services.sign_off_assessment(assessment_id=newer.pk, content_hash=newer.content_hash, by=sergeant, at=days(3))

    assert (level(case), Downgrade.objects.get().state) == ("MEDIUM", "OVERTAKEN")


def test_while_a_grade_is_disputed_nothing_is_lowered_with_a_sign_off(
    sign, sign_off, submit, case, officer, other_officer, cru, days
):
    sign_off(grade="MEDIUM", grade_reasons="Fear")
    services.dispute_grade(case_id=case.pk, wanted="HIGH", reasons="He waits at her work", by=cru, at=days(1))
    begun = services.start_assessment(case_id=case.pk, by=other_officer, at=days(2))

    sign(assessment_id=begun.pk, by=other_officer, at=days(2))

    assert (level(case), Downgrade.objects.exists()) == ("HIGH", False)


def test_the_case_says_who_signed_lower_why_and_until_when(sign, case, officer, sergeant, client_for):
    sign()

    page = client_for(officer).get(reverse("case", args=[case.pk])).content.decode()

    assert f"{sergeant} signed it off as standard, below the author" in page.replace("&#x27;", "'")
    assert "on 14 Dec 2026 it is medium again" in page
    assert "Her brother moved in with her" in page
    assert "until 14 Dec 2026" in page


def test_whoever_has_still_to_read_it_apart_is_not_told(read_twice, sign, case, cru, client_for):
    sign()

    page = client_for(cru).get(reverse("case", args=[case.pk])).content.decode()

    assert "Level withheld until your read is in" in page
    assert "below the author" not in page.replace("&#x27;", "'")
    assert "Her brother moved in with her" not in page


def test_the_timeline_keeps_that_it_was_below_and_until_when(sign):
    sign()

    facts = Entry.objects.get(event=events.SIGNED_OFF).facts
    assert (facts["grade"], facts["level"], facts["below_author"], facts["until"]) == (
        "STANDARD",
        "STANDARD",
        True,
        "2026-12-14",
    )


@pytest.mark.parametrize("change", [{"before": "HIGH"}, {"grade": "MEDIUM"}, {"state": "PROPOSED"}])
def test_the_database_lowers_with_no_other_sign_off(sign, case, change):
    sign()
    row = Downgrade.objects.get()
    Downgrade.objects.filter(pk=row.pk).update(state="OVERTAKEN", ended_at=row.proposed_at)
    row.pk = row.id = None
    row._state.adding = True

    with pytest.raises(DatabaseError), transaction.atomic():
        for name, value in change.items():
            setattr(row, name, value)
        row.save()


def test_the_database_keeps_the_authors_grade_to_return_to(submit, sergeant, at):
    row = submit(grade="MEDIUM", grade_reasons="Fear")

    with (
        pytest.raises(DatabaseError, match="no lower than the grade of the author"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE risk_assessment SET state = 'SIGNED_OFF', signed_off_at = %s, signed_off_by_id = %s, "
            "signed_off_grade = 'STANDARD', held_grade = 'STANDARD' WHERE id = %s",
            [at, sergeant.pk, row.pk],
        )


def test_the_level_that_holds_is_the_lower_one_until_its_day(sign, case):
    sign()

    assert queries.current_grade(case.pk) == "STANDARD"
