"""No grade is lowered by one person: whatever is tried, a lower level has two people, a reason and an end."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from law import clocks
from law.grading import LEVELS
from risk import queries, services
from risk.models import Assessment, Downgrade, GradeDispute, Review
from risk.states import RANK, DowngradeState
from tests.risk.test_always import FEW, GRADES, attempt, each_apart

pytestmark = pytest.mark.django_db

DEEDS = st.sampled_from(["review", "propose", "agree", "refuse", "dispute", "decide", "wait", "correct", "sign"])


@pytest.fixture
def signed(everybody, sign_off, many_yes):
    """An assessment graded high by judgement, signed off."""
    return sign_off(answers=many_yes(13), grade="HIGH")


@pytest.fixture
def twice(everybody, safeguarding, at):
    """The force reads twice whatever a specialist reads."""
    return services.set_review_policy(twice_percent=100, by=safeguarding, at=at - timedelta(days=1))


def level(case):
    case.refresh_from_db()
    return case.risk_level


def read(assessment, by, at, grade, **changes):
    arguments = {"grade": grade, "reasons": "Records read", "by": by, "at": at}
    return services.read_assessment(assessment_id=assessment.pk, **(arguments | changes))


def test_two_readers_who_agree_on_less_lower_it_for_a_time(twice, signed, case, cru, other_cru, at):
    read(signed, cru, at, "MEDIUM")
    assert level(case) == "HIGH"
    read(signed, other_cru, at, "MEDIUM")

    lowered = Downgrade.objects.get()
    assert (level(case), lowered.state, lowered.until_on) == ("MEDIUM", "AGREED", at.date() + timedelta(days=28))
    assert (lowered.proposed_by, lowered.decided_by) == (cru, other_cru)
    assert "Records read" in lowered.reason
    assert (Review.objects.get().grade, queries.latest_signed_off(case.pk).held_grade) == ("MEDIUM", "HIGH")


def test_one_urgent_read_lowers_nothing_alone(twice, signed, case, cru, at):
    read(signed, cru, at, "MEDIUM", urgent=True)
    assert (level(case), Downgrade.objects.get().state) == ("HIGH", "PROPOSED")


@pytest.mark.parametrize(
    ("decided", "state", "holds"), [("MEDIUM", "AGREED", "MEDIUM"), ("STANDARD", "PROPOSED", "HIGH")]
)
def test_an_arbiter_lowers_with_a_reader_who_was_for_it_and_never_alone(
    twice, signed, case, cru, other_cru, safeguarding, at, decided, state, holds
):
    read(signed, cru, at, "HIGH")
    read(signed, other_cru, at, "MEDIUM")
    services.arbitrate(assessment_id=signed.pk, grade=decided, reasons="Both heard", by=safeguarding, at=at)
    assert (level(case), Downgrade.objects.get().state) == (holds, state)


def test_a_review_that_was_raised_is_not_lowered_by_the_next_one(sign_off, case, cru, other_cru, at):
    signed = sign_off(grade="MEDIUM", grade_reasons="Fear")
    review = {"assessment_id": signed.pk, "reasons": "Records", "at": at}
    services.review_grade(grade="HIGH", by=cru, **review)
    services.review_grade(grade="STANDARD", by=other_cru, **review)
    assert (level(case), Downgrade.objects.get().before) == ("HIGH", "HIGH")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE incidents_case SET risk_level = 'MEDIUM' WHERE id = %(case)s", "two people lower the level"),
        ("UPDATE incidents_case SET risk_level = '' WHERE id = %(case)s", "two people lower the level"),
        ("UPDATE risk_assessment SET held_grade = 'MEDIUM' WHERE id = %(signed)s", "only rises"),
        ("UPDATE risk_assessment SET held_grade = '' WHERE id = %(signed)s", "only rises"),
    ],
)
def test_the_database_lowers_nothing_either(signed, case, statement, words):
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, {"case": case.pk, "signed": signed.pk})


def test_the_database_signs_no_lower_grade_over_an_authors_high_one(submit, sergeant, many_yes, at):
    submitted = submit(answers=many_yes(13), grade="HIGH")
    signing = {"state": "SIGNED_OFF", "signed_off_at": at, "signed_off_by": sergeant}
    for grade in ("MEDIUM", "STANDARD"):
        with pytest.raises(DatabaseError, match="one person alone"), transaction.atomic():
            Assessment.objects.filter(pk=submitted.pk).update(**signing, signed_off_grade=grade, held_grade=grade)


@FEW
@given(st.lists(st.tuples(DEEDS, GRADES, st.booleans()), max_size=8))
def test_whatever_is_tried_in_whatever_order_a_lower_level_has_two_people_a_reason_and_an_end(
    signed, submit, everybody, officer, sergeant, case, days, tries
):
    """An assessment made anew counts as two people: its author, who says why, and who signs it off."""
    reviewers, deciders = everybody["cru"], everybody["safeguarding"]

    def do(what, grade, first, at):
        held = queries.latest_signed_off(case.pk) or signed
        by = reviewers if first else everybody["other_cru"]
        live = Downgrade.objects.filter(case=case, state="PROPOSED").first()
        dispute = GradeDispute.objects.filter(case=case, decided_at=None).first()
        ways = {
            "review": lambda: attempt(
                services.review_grade, assessment_id=held.pk, grade=grade, reasons="Judged so", by=by, at=at
            ),
            "propose": lambda: attempt(
                services.propose_downgrade,
                assessment_id=held.pk,
                grade=grade,
                reason="Judged so",
                until_on=clocks.london_day(at) + timedelta(days=9),
                by=by,
                at=at,
            ),
            "agree": lambda: live and attempt(services.agree_downgrade, downgrade_id=live.pk, by=deciders, at=at),
            "refuse": lambda: (
                live and attempt(services.refuse_downgrade, downgrade_id=live.pk, note="No", by=deciders, at=at)
            ),
            "dispute": lambda: attempt(
                services.dispute_grade, case_id=case.pk, wanted=grade, reasons="Judged so", by=by, at=at
            ),
            "decide": lambda: (
                dispute
                and attempt(
                    services.decide_dispute, dispute_id=dispute.pk, grade=grade, reasons="So", by=deciders, at=at
                )
            ),
            "wait": lambda: services.watch_downgrades(at),
            "correct": lambda: attempt(
                services.correct_assessment,
                assessment_id=held.pk,
                reason="Wrong",
                grade=grade,
                grade_reasons="Judged so",
                observations=str(at),
                by=officer,
                at=at,
            ),
            "sign": lambda: [
                attempt(
                    services.sign_off_assessment,
                    assessment_id=row.pk,
                    content_hash=row.content_hash,
                    grade=grade,
                    note="Judged so",
                    by=sergeant,
                    at=at,
                )
                for row in Assessment.objects.filter(case=case, state="SUBMITTED")
            ],
        }
        ways[what]()

    def example():
        for number, (what, grade, first) in enumerate(tries):
            at = days(3 * number)
            before = level(case)
            do(what, grade, first, at)
            now, holds = level(case), queries.latest_signed_off(case.pk)
            assert now == queries.current_grade(case.pk)
            if holds:
                assert RANK[holds.held_grade] >= max(RANK[holds.signed_off_grade], RANK[holds.reviewed_grade])
                assert holds.grade != "HIGH" or holds.signed_off_grade == "HIGH"
            if RANK[now] >= RANK[before] or (holds and now == holds.held_grade):
                continue
            lowered = Downgrade.objects.get(case=case, state=DowngradeState.AGREED)
            # With a sign-off below the author's grade, the author and the supervisor are the two.
            first = lowered.assessment.author_id if lowered.with_sign_off else lowered.proposed_by_id
            assert first != lowered.decided_by_id and lowered.reason
            assert 0 < (lowered.until_on - clocks.london_day(at)).days <= 28
            assert LEVELS.index(lowered.grade) <= LEVELS.index(now)

    each_apart(example)
