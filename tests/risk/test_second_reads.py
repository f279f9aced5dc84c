"""Two specialists read apart: when, by whom, and what follows once both are in."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts.permissions import Role
from core import rebuilding
from core.errors import Absent, AlreadyDone, Refused
from core.models import Duty, Entry
from law import second_reads
from marac import services as marac
from risk import services
from risk.models import Assessment, Read, Review, Selection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_twice")]

WITH_A_CHILD = {"children": "LISTED", "children_named": [{"given_name": "Oren", "family_name": "Vale"}]}


def read(assessment, by, at, grade="MEDIUM", **changes):
    """Hand in a read."""
    arguments = {"grade": grade, "reasons": "Records read", **changes}
    return services.read_assessment(assessment_id=assessment.pk, by=by, at=at, **arguments)


def level(assessment):
    """Return the level of the case."""
    return Assessment.objects.get(pk=assessment.pk).case.risk_level


@pytest.mark.parametrize("grade", ["STANDARD", "MEDIUM"])
def test_a_first_read_that_is_not_higher_changes_nothing_but_asks_for_the_second(
    signed, cru, other_cru, case, at, grade
):
    read(signed, cru, at, grade=grade)

    case.refresh_from_db()
    assert case.risk_level == "MEDIUM"
    assert not Entry.objects.filter(event="risk.read_raised").exists()
    assert not Review.objects.exists()
    duty = Duty.objects.get(code="SECOND_READ")
    assert (duty.owner_id, duty.due_at) == (other_cru.pk, at + timedelta(hours=24))
    assert Duty.objects.get(code="CRU_REVIEW_MEDIUM").ended_at is None
    assert Entry.objects.get(event="risk.read_in").facts == {"assessment": str(signed.pk), "place": 1}


def test_a_first_read_that_is_higher_holds_in_the_case_at_once(signed, cru, case, officer, at):
    read(signed, cru, at, grade="HIGH")

    case.refresh_from_db()
    assert (case.risk_level, Review.objects.exists(), Selection.objects.get().opened_at) == ("HIGH", False, None)
    owed = Duty.objects.filter(case_id=case.pk, ended_at=None)
    refer = owed.get(code="REFER_TO_MARAC_READ")
    assert (refer.owner_id, refer.due_at) == (officer.pk, at + timedelta(hours=24))
    assert owed.filter(code="KEEP_IN_TOUCH_HIGH").exists() and owed.filter(code="MAKE_SAFETY_PLAN").exists()
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_a_first_read_above_standard_holds_at_medium_and_a_higher_second_one_until_the_arbiter(
    sign_off, cru, other_cru, safeguarding, at
):
    signed = sign_off(grade="STANDARD", grade_reasons="Settled", **WITH_A_CHILD)

    read(signed, cru, at, grade="MEDIUM")
    assert level(signed) == "MEDIUM"
    read(signed, other_cru, at, grade="HIGH")
    assert level(signed) == "HIGH"
    services.arbitrate(assessment_id=signed.pk, grade="MEDIUM", reasons="Heard both", by=safeguarding, at=at)

    assert level(signed) == "MEDIUM"
    assert not any(rebuilding.rebuild(apply_changes=False).values())


@pytest.mark.parametrize(("grade", "holds"), [("HIGH", "HIGH"), ("MEDIUM", "MEDIUM"), ("STANDARD", "MEDIUM")])
def test_what_holds_by_a_first_read_holds_until_the_arbiter_has_decided(
    signed, cru, other_cru, safeguarding, at, grade, holds
):
    read(signed, cru, at, grade="HIGH")
    read(signed, other_cru, at + timedelta(hours=23), grade="MEDIUM")
    assert level(signed) == "HIGH"

    services.arbitrate(assessment_id=signed.pk, grade=grade, reasons="Heard both", by=safeguarding, at=at)

    assert level(signed) == holds


def test_a_referral_that_a_first_read_asked_for_is_not_asked_for_again(signed, cru, other_cru, case, officer, at):
    read(signed, cru, at, grade="HIGH")
    more = {"judgement_reasons": "Fear", "victim_told": "TOLD", "consent": "AGREES", "idva_told_at": at}
    marac.refer_case(case_id=case.pk, **more, by=officer, at=at)

    read(signed, other_cru, at + timedelta(hours=1), grade="HIGH")

    assert not Duty.objects.filter(case_id=case.pk, code__startswith="REFER_TO_MARAC", ended_at=None).exists()


def test_a_read_that_is_handed_in_twice_raises_once(signed, cru, at):
    command_id = "3f2b8c1e-1111-4c58-9a7e-d0a17c0de002"
    read(signed, cru, at, grade="HIGH", command_id=command_id)
    with pytest.raises(AlreadyDone):
        read(signed, cru, at, grade="HIGH", command_id=command_id)

    assert Entry.objects.filter(event="risk.read_raised").count() == 1


def test_whoever_answers_for_her_is_told_why_the_level_is_higher_and_the_second_reader_is_not(
    signed, cru, other_cru, officer, case, client_for, at
):
    read(signed, cru, at, grade="HIGH")
    page = reverse("case", args=[case.pk])

    told = client_for(officer).get(page).content.decode()
    withheld = client_for(other_cru).get(page).content.decode()

    assert "High risk" in told and "A specialist read the assessment as higher than it was signed off" in told
    assert "High risk" not in withheld and "as higher than" not in withheld


def test_two_reads_that_agree_are_the_review(signed, cru, other_cru, case, at):
    read(signed, cru, at, grade="HIGH")
    read(signed, other_cru, at + timedelta(hours=1), grade="HIGH")

    case.refresh_from_db()
    assert case.risk_level == "HIGH"
    review = Review.objects.get()
    assert (review.reviewer, review.grade, review.before) == (other_cru, "HIGH", "MEDIUM")
    assert Selection.objects.get().settled_as == "AGREED"
    codes = ("SECOND_READ", "CRU_REVIEW_MEDIUM")
    assert set(Duty.objects.filter(code__in=codes).values_list("ended_as", flat=True)) == {"MET"}
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_two_reads_that_disagree_go_to_an_arbiter_with_a_clock(signed, cru, other_cru, safeguarding, case, at):
    read(signed, cru, at, grade="HIGH")
    read(signed, other_cru, at, grade="STANDARD")
    case.refresh_from_db()
    assert case.risk_level == "HIGH"
    duty = Duty.objects.get(code="ARBITRATE")
    assert (duty.owner_id, duty.due_at) == (safeguarding.pk, at + timedelta(hours=24))

    services.arbitrate(assessment_id=signed.pk, grade="HIGH", reasons="He has a knife", by=safeguarding, at=at)

    case.refresh_from_db()
    assert case.risk_level == "HIGH"
    assert Duty.objects.get(code="ARBITRATE").ended_as == "MET"
    assert Selection.objects.get().settled_as == "ARBITER"


def test_what_cannot_wait_opens_at_once_and_is_counted_apart(signed, cru, case, at):
    read(signed, cru, at, grade="HIGH", urgent=True)

    case.refresh_from_db()
    assert case.risk_level == "HIGH"
    assert Selection.objects.get().settled_as == "URGENT"


def test_what_a_sealed_read_recommends_is_recommended_once_both_are_in(signed, cru, other_cru, at):
    asked = [{"measure": "WELFARE_CALLS", "what": "", "owner_id": None, "due_on": at.date() + timedelta(days=3)}]
    read(signed, cru, at, recommendations=asked)
    assert not Review.objects.exists()

    read(signed, other_cru, at)

    assert [row.measure for row in Review.objects.get().recommendations.all()] == ["WELFARE_CALLS"]


@pytest.mark.parametrize(
    ("who", "changes", "sentence"),
    [
        ("cru", {}, "Your read is in, and sealed"),
        ("other_cru", {"urgent": True}, "The other read is in"),
        ("other_cru", {"reasons": " "}, "why this is the grade"),
        ("sergeant", {}, "you may not review"),
    ],
)
def test_a_second_read_that_cannot_be_is_refused(signed, cru, everybody, at, who, changes, sentence):
    read(signed, cru, at)

    with pytest.raises(Refused, match=sentence):
        read(signed, everybody[who], at, **changes)


def test_an_ordinary_review_is_refused_while_the_reads_are_sealed(signed, cru, at):
    with pytest.raises(Refused, match="Two specialists read this"):
        services.review_grade(assessment_id=signed.pk, grade="HIGH", reasons="Fear", by=cru, at=at)


def test_the_arbiter_waits_for_both_and_is_neither_reader(signed, cru, other_cru, safeguarding, at, post):
    arguments = {"assessment_id": signed.pk, "grade": "HIGH", "reasons": "Fear", "at": at}
    read(signed, cru, at, grade="HIGH")
    with pytest.raises(Refused, match="Both reads must be in"):
        services.arbitrate(**arguments, by=safeguarding)
    read(signed, other_cru, at, grade="STANDARD")
    other_cru.postings.update(role="SAFEGUARDING")

    with pytest.raises(Refused, match="Somebody else must decide"):
        services.arbitrate(**arguments, by=type(other_cru).objects.get(pk=other_cru.pk))


def test_what_is_not_read_twice_has_no_such_page(sign_off, safeguarding, cru, at):
    services.set_review_policy(twice_percent=0, by=safeguarding, at=at - timedelta(hours=1))
    signed = sign_off(grade="MEDIUM", grade_reasons="He lost his work")

    with pytest.raises(Absent):
        read(signed, cru, at)


@pytest.mark.parametrize(("lot", "grounds", "twice"), [(9, ["SAMPLE"], True), (10, ["SAMPLE"], False), (30, [], False)])
def test_a_force_that_set_nothing_draws_by_the_figures_of_the_law(
    submit, sergeant, at, monkeypatch, lot, grounds, twice
):
    monkeypatch.setattr(services.reading, "draw_lot", lambda: lot)
    monkeypatch.setattr(services.reading.reading, "policy_of", lambda force_id, at: None)
    submitted = submit()
    services.sign_off_assessment(assessment_id=submitted.pk, content_hash=submitted.content_hash, by=sergeant, at=at)

    selection = Selection.objects.get()
    assert (selection.grounds, selection.twice) == (grounds, twice)


@pytest.mark.parametrize(("left", "twice"), [(2, True), (1, False), (0, False)])
def test_nothing_is_read_twice_where_there_are_not_two_to_read_it(sign_off, everybody, left, twice):
    readers = [each for each in everybody.values() if each.posting.role == Role.CRU]
    for each in readers[left:]:
        each.is_active = False
        each.save()

    assert sign_off(grade="MEDIUM", grade_reasons="He lost his work").selection.twice is twice


def test_what_only_an_older_record_knows_is_neither_drawn_nor_read_twice(case, officer, sergeant, at, monkeypatch):
    monkeypatch.setattr(services.reading, "draw_lot", lambda: 0)
    for level in ("STANDARD", "HIGH"):
        services.assess_from_record(
            case_id=case.pk, level=level, assessed_on=at.date(), author=officer, supervisor=sergeant, at=at
        )

    assert set(Selection.objects.values_list("percent", "twice")) == {(0, False)}
    assert Selection.objects.count() == 2


def test_the_lot_decides_only_about_what_nothing_else_brings(submit, sergeant, at, monkeypatch):
    monkeypatch.setattr(services.reading, "draw_lot", lambda: 29)
    submitted = submit()
    services.sign_off_assessment(assessment_id=submitted.pk, content_hash=submitted.content_hash, by=sergeant, at=at)

    selection = Selection.objects.get()
    assert (selection.grounds, selection.percent, selection.lot) == (["SAMPLE"], 30, 29)
    assert Duty.objects.filter(code="CRU_REVIEW_SAMPLE").count() == 1


def test_above_the_rate_nothing_is_drawn(submit, sergeant, at, monkeypatch):
    monkeypatch.setattr(services.reading, "draw_lot", lambda: 30)
    submitted = submit()
    services.sign_off_assessment(assessment_id=submitted.pk, content_hash=submitted.content_hash, by=sergeant, at=at)

    assert Selection.objects.get().grounds == []
    assert not Duty.objects.filter(code__startswith="CRU_REVIEW").exists()


def test_the_database_keeps_a_read_and_refuses_a_third(signed, cru, at):
    read(signed, cru, at)

    for change in (
        "UPDATE risk_read SET grade = 'STANDARD'",
        "DELETE FROM risk_read",
        "INSERT INTO risk_read (id, place, grade, reasons, recommendations, at, reader_id, selection_id) "
        "SELECT gen_random_uuid(), 3, grade, reasons, recommendations, at, reader_id, selection_id FROM risk_read",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_a_specialist_reads_by_page_and_machines_by_the_api(signed, cru, other_cru, client_for, api_for):
    browser = client_for(cru)
    led = browser.get(reverse("assessment_review", args=[signed.pk]))
    assert led.url == reverse("assessment_read", args=[signed.pk])
    page = browser.get(led.url).content.decode()
    assert "each without knowing" in page and "checked" not in page

    sealed = browser.post(led.url, {"grade": "HIGH", "reasons": "Fear"})
    other = api_for(other_cru).post(f"/api/v1/assessments/{signed.pk}/reads/", {"grade": "HIGH", "reasons": "Records"})

    assert (sealed.status_code, other.status_code) == (302, 201)
    assert "grade" not in other.json()
    assert [row.place for row in Read.objects.order_by("place")] == [1, 2]
    assert level(signed) == "HIGH"


def test_agreement_and_the_policy_have_a_page(signed, cru, other_cru, client_for, safeguarding, sergeant, at):
    read(signed, cru, at)
    read(signed, other_cru, at)
    browser = client_for(safeguarding)

    said = browser.get(reverse("review_agreement")).content.decode()

    for words in ("Response team 1", "1 of 1", "Too few to say", second_reads.WORDS["PHONED_IN"]):
        assert words in said
    assert browser.post(reverse("review_agreement"), {"twice_percent": "101"}).status_code == 422
    assert browser.post(reverse("review_agreement"), {"twice_percent": "25"}).status_code == 302
    assert client_for(sergeant).get(reverse("review_agreement")).status_code == 403


def test_a_dispute_is_not_decided_past_two_reads_that_are_still_sealed(case, sign_off, cru, safeguarding, at):
    first = sign_off(grade="MEDIUM", grade_reasons="He lost his work")
    Selection.objects.filter(assessment=first).update(twice=False)
    dispute = services.dispute_grade(case_id=case.pk, wanted="HIGH", reasons="Threats", by=cru, at=at)
    Selection.objects.filter(assessment=first).update(twice=True)

    with pytest.raises(Refused, match="Two specialists read this"):
        services.decide_dispute(dispute_id=dispute.pk, grade="HIGH", reasons="Heard both", by=safeguarding, at=at)
