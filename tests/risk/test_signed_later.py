"""What was handed in before the level rose does not lower it by being signed later: that takes a second person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from core.models import Duty
from core.rebuilding import rebuild
from law import clocks
from risk import queries, services
from risk.models import Assessment, Downgrade
from risk.states import RANK
from tests.risk.test_always import FEW, GRADES, attempt, each_apart
from tests.risk.test_lowering import level

pytestmark = pytest.mark.django_db


@pytest.fixture
def hand_in(case, submit):
    """Return a function by which an officer hands in an assessment of their own: hand_in(author, grade, at)."""

    def handed_in(author, grade, at, **changes):
        waiting = queries.draft(case.pk, author)
        started = waiting or services.start_assessment(case_id=case.pk, by=author, at=at)
        reasons = {"grade_reasons": "Judged so"} | changes
        return submit(assessment_id=started.pk, by=author, grade=grade, at=at, assessed_at=at, **reasons)

    return handed_in


def sign(assessment, by, at, **changes):
    """Sign an assessment off."""
    found = {"assessment_id": assessment.pk, "content_hash": assessment.content_hash, "by": by, "at": at}
    return services.sign_off_assessment(**found | changes)


@pytest.fixture
def two(hand_in, officer, other_officer, days):
    """Two assessments that wait, nothing signed yet: high, and asked a day later standard."""
    high = hand_in(officer, "HIGH", days(0))
    return high, hand_in(other_officer, "STANDARD", days(1))


def test_what_was_handed_in_before_the_level_rose_is_not_signed_lower_without_a_reason(two, sergeant, case, days):
    high, standard = two
    sign(high, sergeant, days(1))

    with pytest.raises(Refused, match="rose to High after this was handed in"):
        sign(standard, sergeant, days(1), note=" ")
    assert level(case) == "HIGH"
    assert Assessment.objects.get(pk=standard.pk).state == "SUBMITTED"


def test_with_a_reason_it_waits_for_a_second_person_and_the_level_stays(two, sergeant, safeguarding, case, days):
    high, standard = two
    sign(high, sergeant, days(1))

    signed = sign(standard, sergeant, days(1), note="He left the country")

    lowered = Downgrade.objects.get()
    assert (level(case), signed.signed_off_grade, signed.held_grade) == ("HIGH", "STANDARD", "HIGH")
    assert (lowered.state, lowered.before, lowered.grade) == ("PROPOSED", "HIGH", "STANDARD")
    assert (lowered.reason, lowered.proposed_by) == ("He left the country", sergeant)
    assert lowered.until_on == clocks.london_day(days(1)) + timedelta(days=28)
    assert Duty.objects.get(code="DECIDE_DOWNGRADE", ended_at=None).owner_id == safeguarding.pk
    assert Duty.objects.filter(code__startswith="CRU_REVIEW_", case_id=case.pk, ended_at=None).exists()

    services.agree_downgrade(downgrade_id=lowered.pk, by=safeguarding, at=days(1))
    assert level(case) == "STANDARD"
    services.watch_downgrades(days(1 + 27))
    assert level(case) == "STANDARD"
    services.watch_downgrades(days(1 + 28))
    assert level(case) == "HIGH"
    assert Duty.objects.filter(code="REASSESS_DOWNGRADE_ENDED", ended_at=None).exists()
    assert not any(rebuild(apply_changes=False).values())


def test_a_specialist_who_finds_no_less_is_the_second_person(two, sergeant, cru, case, days):
    high, standard = two
    sign(high, sergeant, days(1))
    signed = sign(standard, sergeant, days(1), note="He left the country")

    services.review_grade(assessment_id=signed.pk, grade="STANDARD", reasons="Records", by=cru, at=days(1))

    lowered = Downgrade.objects.get(state="AGREED")
    assert (level(case), lowered.proposed_by, lowered.decided_by) == ("STANDARD", sergeant, cru)


def test_in_the_other_order_the_author_was_asked_and_it_lowers_as_before(
    hand_in, officer, other_officer, sergeant, case, days
):
    sign(hand_in(officer, "HIGH", days(0)), sergeant, days(0))
    standard = hand_in(other_officer, "STANDARD", days(1), grade_reasons="He left the country")

    sign(standard, sergeant, days(1))

    assert (level(case), Downgrade.objects.exists()) == ("STANDARD", False)


def test_the_author_explained_it_beside_the_level_of_that_day_and_no_higher_one(
    hand_in, officer, other_officer, neighbourhood, sergeant, case, days
):
    sign(hand_in(officer, "MEDIUM", days(0)), sergeant, days(0))
    standard = hand_in(other_officer, "STANDARD", days(2))
    sign(hand_in(neighbourhood, "HIGH", days(1)), sergeant, days(2))

    with pytest.raises(Refused, match="rose to High"):
        sign(standard, sergeant, days(2))


def test_what_is_asked_earlier_and_lower_and_signed_later_lowers_nothing_and_needs_no_reason(
    hand_in, officer, other_officer, sergeant, case, days
):
    standard = hand_in(officer, "STANDARD", days(0))
    sign(hand_in(other_officer, "HIGH", days(1)), sergeant, days(1))

    sign(standard, sergeant, days(1))

    assert (level(case), Downgrade.objects.exists()) == ("HIGH", False)


def test_one_that_a_review_raised_meanwhile_is_the_same(hand_in, officer, other_officer, sergeant, cru, case, days):
    first = sign(hand_in(officer, "MEDIUM", days(0)), sergeant, days(0))
    standard = hand_in(other_officer, "STANDARD", days(1))
    services.review_grade(assessment_id=first.pk, grade="HIGH", reasons="A knife", by=cru, at=days(1))

    with pytest.raises(Refused, match="rose to High"):
        sign(standard, sergeant, days(1))


def test_a_supervisor_who_raises_it_to_the_level_is_asked_nothing_more(two, sergeant, case, days):
    high, standard = two
    sign(high, sergeant, days(1))

    sign(standard, sergeant, days(1), grade="HIGH", note="He has a knife")

    assert (level(case), Downgrade.objects.exists()) == ("HIGH", False)


def test_the_page_says_so_before_they_try_and_a_machine_hears_it(two, sergeant, client_for, api_for, days):
    high, standard = two
    sign(high, sergeant, days(1))
    page = reverse("assessment_sign_off", args=[standard.pk])
    words = "The level of this case rose to High after this was handed in"

    assert words in client_for(sergeant).get(page).content.decode()
    refused = client_for(sergeant).post(page, {"grade": "STANDARD", "content_hash": standard.content_hash})
    told = api_for(sergeant).post(
        f"/api/v1/assessments/{standard.pk}/sign-off/", {"content_hash": standard.content_hash}
    )

    assert (refused.status_code, told.status_code) == (409, 422)
    assert words in told.json()["detail"]


ORDERS = st.lists(
    st.tuples(st.sampled_from(["hand in", "sign", "sign", "agree"]), st.integers(0, 3), GRADES, st.booleans()),
    max_size=10,
)


@FEW
@given(ORDERS)
def test_in_whatever_order_they_are_asked_and_signed_a_level_falls_only_with_a_reason_beside_it(
    hand_in, officer, other_officer, neighbourhood, sergeant, safeguarding, case, days, tries
):
    """Either the author of what holds was asked beside that level, or a second person agreed, with an end."""
    authors = [officer, other_officer, neighbourhood]

    def step(what, place, grade, says_why, number):
        waiting = list(Assessment.objects.filter(case=case, state="SUBMITTED").order_by("pk"))
        proposed = Downgrade.objects.filter(case=case, state="PROPOSED").first()
        if what == "hand in":
            attempt(
                hand_in, author=authors[place % 3], grade=grade, at=days(number) - timedelta(days=place, hours=place)
            )
        elif what == "sign" and waiting:
            row = waiting[place % len(waiting)]
            attempt(sign, assessment=row, by=sergeant, at=days(number), grade=row.grade, note="So" if says_why else "")
        elif what == "agree" and proposed:
            attempt(services.agree_downgrade, downgrade_id=proposed.pk, by=safeguarding, at=days(number))

    def example():
        for number, each in enumerate(tries):
            before = level(case)
            step(*each, number)
            now, holds = level(case), queries.latest_signed_off(case.pk)
            assert now == queries.current_grade(case.pk)
            if RANK[now] < RANK[before]:
                agreed = Downgrade.objects.filter(case=case, state="AGREED").exclude(reason="").exists()
                assert agreed or RANK[holds.level_before] >= RANK[before] and holds.grade_reasons

    each_apart(example)
