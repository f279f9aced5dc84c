"""The specialist's second look."""

import re
from datetime import timedelta

import pytest

from core.errors import Refused
from core.models import Duty, Entry
from risk import events, queries, services
from risk.models import Downgrade

pytestmark = pytest.mark.django_db


def review(assessment, by, at, **changes):
    arguments = {"assessment_id": assessment.pk, "grade": "HIGH", "reasons": "Records read", "by": by, "at": at}
    return services.review_grade(**(arguments | changes))


def level(case):
    case.refresh_from_db()
    return case.risk_level


def test_a_review_meets_its_duty_and_sets_the_level(sign_off, cru, case, at):
    signed = sign_off(grade="MEDIUM", grade_reasons="He lost his work")

    done = review(signed, cru, at + timedelta(hours=5))

    case.refresh_from_db()
    assert (done.before, done.grade, done.raised, case.risk_level) == ("MEDIUM", "HIGH", True, "HIGH")
    assert Duty.objects.get(code="CRU_REVIEW_MEDIUM").ended_as == "MET"
    assert Duty.objects.filter(code="REFER_TO_MARAC_REVIEWED", ended_at=None).exists()
    assert queries.current_grade(case.pk) == "HIGH"
    facts = Entry.objects.get(event=events.REVIEWED).facts
    assert (facts["changed"], facts["raised"], facts["level"]) == (True, True, "HIGH")


def test_an_assessment_by_a_specialist_is_reviewed_by_another(case, cru, other_cru, sergeant, at):
    services.assess_from_record(
        case_id=case.pk, level="HIGH", assessed_on=at.date(), author=cru, supervisor=sergeant, at=at
    )

    assert Duty.objects.get(code="CRU_REVIEW_HIGH").owner_id == other_cru.pk


def test_the_first_grade_is_never_overwritten(sign_off, cru, other_cru, at):
    signed = sign_off(grade="MEDIUM", grade_reasons="He lost his work")
    review(signed, cru, at)
    review(signed, other_cru, at + timedelta(hours=1), grade="MEDIUM", reasons="He was remanded")

    kept = queries.latest_signed_off(signed.case_id)
    assert (kept.grade, kept.signed_off_grade, kept.reviewed_grade) == ("MEDIUM", "MEDIUM", "MEDIUM")
    assert [(each.before, each.grade) for each in queries.reviews_of(kept)] == [("MEDIUM", "HIGH"), ("HIGH", "MEDIUM")]


@pytest.mark.parametrize("grade", ["STANDARD", "MEDIUM"])
def test_a_review_gives_reasons(sign_off, cru, at, grade):
    signed = sign_off(grade="MEDIUM", grade_reasons="He lost his work")
    with pytest.raises(Refused, match="why this is the grade"):
        review(signed, cru, at, grade=grade, reasons=" ")


def test_a_review_cannot_lower_visible_high_risk(sign_off, many_yes, cru, at):
    signed = sign_off(answers=many_yes(14), grade="HIGH")
    with pytest.raises(Refused, match="visible high risk"):
        review(signed, cru, at, grade="MEDIUM", reasons="First report")
    assert review(signed, cru, at).grade == "HIGH"


def test_a_review_that_is_lower_is_proposed_to_a_second_person_and_returns_by_itself(
    sign_off, many_yes, cru, safeguarding, case, at, days
):
    signed = sign_off(answers=many_yes(13), grade="HIGH")
    review(signed, cru, at, grade="MEDIUM", reasons="He is in prison for a year")

    assert (level(case), queries.current_grade(case.pk)) == ("HIGH", "HIGH")
    proposed = Downgrade.objects.get()
    assert (proposed.state, proposed.before, proposed.grade) == ("PROPOSED", "HIGH", "MEDIUM")
    assert (proposed.reason, proposed.until_on) == ("He is in prison for a year", days(28).date())
    assert Duty.objects.get(code="DECIDE_DOWNGRADE").owner_id == safeguarding.pk

    services.agree_downgrade(downgrade_id=proposed.pk, by=safeguarding, at=at)
    assert level(case) == "MEDIUM"
    assert [services.watch_downgrades(days(day)) for day in (27, 28, 29)] == [0, 1, 0]
    assert level(case) == "HIGH"


def test_no_sergeant_alone_signs_off_lower_than_an_author_who_said_high(submit, sergeant, at, many_yes):
    submitted = submit(answers=many_yes(13), grade="HIGH")
    arguments = {"assessment_id": submitted.pk, "content_hash": submitted.content_hash, "by": sergeant, "at": at}
    with pytest.raises(Refused, match="one person alone does not lower") as refused:
        services.sign_off_assessment(grade="MEDIUM", note="First report", **arguments)
    assert refused.value.field == "grade"
    assert services.sign_off_assessment(grade="HIGH", **arguments).signed_off_grade == "HIGH"


def test_a_later_lower_assessment_says_why_and_lowers_with_its_sign_off(
    sign_off, submit, case, other_officer, sergeant, days
):
    sign_off(grade="HIGH", grade_reasons="Fear")
    newer = services.start_assessment(case_id=case.pk, by=other_officer, at=days(1))
    with pytest.raises(Refused, match="The level of this case is High. Say why it is lower now"):
        submit(assessment_id=newer.pk, by=other_officer, at=days(1))
    newer = submit(assessment_id=newer.pk, by=other_officer, at=days(1), grade_reasons="He has moved to Leeds")
    assert level(case) == "HIGH"
    services.sign_off_assessment(assessment_id=newer.pk, content_hash=newer.content_hash, by=sergeant, at=days(1))
    assert level(case) == "STANDARD"


def test_nobody_reviews_own_assessment(case, cru, submit, draft, safeguarding, at, post, sergeant):
    signed = submit(grade="HIGH", grade_reasons="Fear")
    signed = services.sign_off_assessment(assessment_id=signed.pk, content_hash=signed.content_hash, by=sergeant, at=at)
    signed.author.postings.update(role="CRU")
    author = type(cru).objects.get(pk=signed.author_id)

    with pytest.raises(Refused, match="Someone else must review"):
        review(signed, author, at)
    assert review(signed, cru, at).reviewer_id == cru.pk


def test_only_what_is_signed_off_is_reviewed(submit, cru, at):
    submitted = submit(grade="HIGH", grade_reasons="Fear")
    with pytest.raises(Refused, match="not signed off yet"):
        review(submitted, cru, at)


def test_a_response_officer_does_not_review(sign_off, other_officer, at):
    signed = sign_off(grade="HIGH", grade_reasons="Fear")
    with pytest.raises(Refused, match="may not review"):
        review(signed, other_officer, at)


@pytest.mark.parametrize(
    ("changes", "waits"),
    [
        ({"grade": "HIGH", "grade_reasons": "Fear"}, True),
        ({"grade": "MEDIUM", "grade_reasons": "Fear"}, True),
        ({"children": "LISTED", "children_named": [{"given_name": "Ila"}]}, True),
        ({}, False),
    ],
)
def test_the_list_holds_every_high_every_medium_and_every_case_with_children(sign_off, cru, changes, waits):
    sign_off(**changes)
    assert bool(queries.waiting_for_review(cru)) is waits


def test_a_reviewed_assessment_leaves_the_list(sign_off, cru, at):
    signed = sign_off(grade="HIGH", grade_reasons="Fear")
    review(signed, cru, at)
    assert not queries.waiting_for_review(cru)


def test_a_newer_lower_assessment_does_not_take_an_unreviewed_high_one_off_the_list(
    sign_off, submit, case, other_officer, sergeant, cru, days
):
    high = sign_off(grade="HIGH", grade_reasons="Fear")
    newer = services.start_assessment(case_id=case.pk, by=other_officer, at=days(1))
    newer = submit(assessment_id=newer.pk, grade_reasons="Calm now", by=other_officer, at=days(1))
    newer = services.sign_off_assessment(
        assessment_id=newer.pk, content_hash=newer.content_hash, by=sergeant, at=days(1)
    )

    waiting = list(queries.waiting_for_review(cru))
    assert [(each.pk, each.worst, each.waiting_since) for each in waiting] == [(newer.pk, "HIGH", days(0))]
    with pytest.raises(Refused, match="newer assessment"):
        review(high, cru, days(1))

    review(newer, cru, days(1), grade="MEDIUM")
    assert not queries.waiting_for_review(cru)


def test_the_list_is_ordered_by_consequence_and_then_by_age(
    call, cru, officer, sergeant, no_to_all, at, days, everybody
):
    def assessed(name, grade, day):
        incident = call(
            days(-2),
            people=[
                {"role": "victim", "given_name": name, "family_name": "Vale"},
                {"role": "suspect", "given_name": name, "family_name": "Crane", "relation": "ex_partner"},
            ],
        )
        case_id = incident.allegations.get().case_id
        started = services.start_assessment(case_id=case_id, by=officer, at=days(day))
        submitted = services.submit_assessment(
            assessment_id=started.pk,
            answers=no_to_all,
            children="NONE",
            grade=grade,
            grade_reasons="Fear",
            by=officer,
            at=days(day),
        )
        return services.sign_off_assessment(
            assessment_id=started.pk, content_hash=submitted.content_hash, by=sergeant, at=days(day)
        ).pk

    medium, late, early = assessed("Ada", "MEDIUM", 0), assessed("Bea", "HIGH", 2), assessed("Cleo", "HIGH", 1)

    assert [each.pk for each in queries.waiting_for_review(cru)] == [early, late, medium]


def test_nothing_is_recommended_to_somebody_whose_role_completes_no_measure(sign_off, cru, auditor, at, client_for):
    row = {"measure": "EXIT_PLAN", "owner_id": auditor.pk, "due_on": at.date()}
    assessment = sign_off()

    page = client_for(cru).get(f"/assessments/{assessment.pk}/review/").text

    offered = "".join(re.findall(r"<option[^>]*>", page))
    assert str(cru) in offered and str(auditor) not in offered
    with pytest.raises(Refused, match="whose role may complete one"):
        services.review_grade(
            assessment_id=assessment.pk, grade="HIGH", reasons="Read", recommendations=[row], by=cru, at=at
        )


def test_recommendations_are_kept_in_order(sign_off, cru, neighbourhood, at):
    signed = sign_off(grade="MEDIUM", grade_reasons="Fear")
    done = review(
        signed,
        cru,
        at,
        recommendations=[
            {"measure": "ADDRESS_MARKER", "owner_id": neighbourhood.pk, "due_on": at.date()},
            {"measure": "OTHER", "what": "Change the lock", "due_on": at.date()},
        ],
    )
    kept = list(queries.recommendations_of(done.pk).values_list("measure", "what", "owner_id"))
    assert kept == [("ADDRESS_MARKER", "", neighbourhood.pk), ("OTHER", "Change the lock", None)]


@pytest.mark.parametrize(
    "row",
    [
        {"measure": "NO_SUCH_MEASURE"},
        {"measure": "OTHER", "what": " "},
        {"measure": "ADDRESS_MARKER", "due_on": None},
        {"measure": "ADDRESS_MARKER", "days": -1},
    ],
)
def test_a_recommendation_that_cannot_be_carried_out_is_refused(sign_off, cru, at, days, row):
    signed = sign_off(grade="MEDIUM", grade_reasons="Fear")
    row = {"due_on": days(row.pop("days", 1)).date()} | row
    with pytest.raises(Refused) as refused:
        review(signed, cru, at, recommendations=[row])
    assert refused.value.field == "recommendations"
    assert queries.waiting_for_review(cru)
