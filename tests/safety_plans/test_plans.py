"""A plan holds what the menu asks or says why not; it is reviewed, and only a review ends it."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from core.errors import Refused
from core.models import Duty, Entry
from incidents import services as incidents
from incidents.models import Case
from safety_plans import queries, services
from safety_plans.models import Plan, PlanReview


@pytest.fixture
def agree(case, officer, at):
    """Return a function that agrees the plan with her wishes; any keyword may be replaced."""

    def agreed(**changes):
        arguments = {"case_id": case.pk, "victim_wishes": "She wants to stay at home", "by": officer, "at": at}
        return services.agree_plan(**(arguments | changes))

    return agreed


@pytest.fixture
def review(case, sergeant, at):
    """Return a function that reviews the plan; any keyword may be replaced."""

    def reviewed(**changes):
        arguments = {
            "case_id": case.pk,
            "outcome": "CONTINUE",
            "what_changed": "Nothing",
            "next_steps": "Call again on Friday",
            "by": sergeant,
            "at": at,
        }
        return services.review_plan(**(arguments | changes))

    return reviewed


def set_level(case, level):
    """Give the case a level of risk."""
    incidents.set_risk_level(case.pk, level)


def test_a_plan_with_everything_the_menu_asks_is_agreed(case, complete_set, agree, officer, at):
    set_level(case, "HIGH")
    complete_set("HIGH")

    plan = agree()

    assert (plan.state, plan.level, plan.agreed_by, plan.agreed_at) == ("AGREED", "HIGH", officer, at)
    assert plan.deviation_reason == ""


@pytest.mark.parametrize("level", ["STANDARD", "MEDIUM", "HIGH"])
def test_one_measure_short_of_the_menu_needs_a_reason(case, complete_set, agree, officer, at, level):
    set_level(case, level)
    missing = complete_set(level)[0]
    services.remove_measure(measure_id=missing.pk, reason="Not wanted", by=officer, at=at)

    with pytest.raises(Refused) as refused:
        agree()

    assert refused.value.field == "deviation_reason"
    assert queries.title_of(missing) in refused.value.sentence
    assert agree(deviation_reason="She declined it").deviation_reason == "She declined it"


def test_what_the_victim_does_not_want_does_not_count_as_held(case, complete_set, propose, agree, neighbourhood, at):
    set_level(case, "STANDARD")
    first = complete_set("STANDARD")[0]
    services.accept_measure(measure_id=first.pk, victim_agrees="NO", by=neighbourhood, at=at)

    with pytest.raises(Refused, match="not in the plan"):
        agree()


def test_a_plan_is_not_agreed_before_she_was_asked(case, complete_set, agree, propose, neighbourhood, at):
    set_level(case, "STANDARD")
    complete_set("STANDARD")
    unasked = propose(victim_agrees="NOT_ASKED_YET")

    with pytest.raises(Refused, match="victim not asked"):
        agree()

    services.accept_measure(measure_id=unasked.pk, victim_agrees="YES", by=neighbourhood, at=at)
    assert agree().state == "AGREED"


def test_a_plan_is_not_agreed_without_her_wishes(complete_set, agree):
    complete_set("STANDARD")

    with pytest.raises(Refused) as refused:
        agree(victim_wishes=" ")

    assert refused.value.field == "victim_wishes"


def test_there_must_be_a_plan_to_agree_or_review(agree, review):
    with pytest.raises(Refused, match="no plan"):
        agree()
    with pytest.raises(Refused, match="no plan"):
        review()


def test_wishes_written_down_first_stay_when_the_plan_is_agreed(case, complete_set, agree, officer, at):
    services.draft_plan(case_id=case.pk, victim_wishes="No letters to the house", by=officer, at=at)
    complete_set("STANDARD")

    assert agree(victim_wishes="").victim_wishes == "No letters to the house"


def test_wishes_are_brought_up_to_date_in_the_one_plan_of_the_case(case, officer, at):
    first = services.draft_plan(case_id=case.pk, victim_wishes="Stay", by=officer, at=at)
    second = services.draft_plan(case_id=case.pk, victim_wishes="Leave", by=officer, at=at)

    assert first.pk == second.pk
    assert Plan.objects.get().victim_wishes == "Leave"
    with pytest.raises(Refused):
        services.draft_plan(case_id=case.pk, victim_wishes="", by=officer, at=at)


@pytest.mark.parametrize(
    ("level", "who", "days_ahead"),
    [("HIGH", "safeguarding", 8), ("MEDIUM", "cru", 29), ("STANDARD", "sergeant", 91)],
)
def test_an_agreed_plan_owes_a_review_by_its_level(case, complete_set, agree, everybody, level, who, days_ahead, days):
    set_level(case, level)
    complete_set(level)

    agree()

    duty = Duty.objects.get(code="REVIEW_PLAN_PERIODIC", case_id=case.pk)
    assert duty.owner_id == everybody[who].pk
    assert duty.due_at == days(days_ahead).replace(hour=0)


def test_an_owner_who_is_of_the_team_that_reviews_reviews_the_plan_of_the_case(
    case, complete_set, agree, safeguarding, post, officer, at
):
    newer = post("newer", Role.SAFEGUARDING, "safeguarding", "constable", since=timedelta(days=1))
    offer = incidents.offer_case(case_id=case.pk, to_id=newer.pk, must_know="High risk", by=officer, at=at)
    incidents.accept_case(offer_id=offer.pk, by=newer, at=at)
    set_level(case, "HIGH")
    complete_set("HIGH")

    agree()

    assert Duty.objects.get(code="REVIEW_PLAN_PERIODIC", case_id=case.pk).owner_id == newer.pk


def test_agreeing_again_renews_the_review(complete_set, agree, at, days):
    complete_set("STANDARD")
    agree()

    agree(at=days(3))

    ended = Duty.objects.filter(code="REVIEW_PLAN_PERIODIC").order_by("due_at").values_list("ended_as", flat=True)
    assert list(ended) == ["RENEWED", ""]


def test_a_review_meets_what_was_owed_and_owes_the_next(complete_set, agree, review, days, owed):
    complete_set("STANDARD")
    agree()

    review(at=days(5))

    first, second = Duty.objects.filter(code="REVIEW_PLAN_PERIODIC").order_by("due_at")
    assert (first.ended_as, second.ended_at) == ("MET", None)
    assert Plan.objects.get().last_reviewed_at == days(5)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"what_changed": " "}, "what_changed"), ({"next_steps": ""}, "next_steps"), ({"outcome": "MAYBE"}, "outcome")],
)
def test_a_review_says_what_changed_and_what_is_next(measure, review, changes, field):
    with pytest.raises(Refused) as refused:
        review(**changes)

    assert refused.value.field == field
    assert PlanReview.objects.count() == 0
    assert review().outcome == "CONTINUE"


def test_who_cares_for_a_witness_may_not_review_a_plan_and_its_owner_may(
    complete_set, agree, review, witness_carer, officer
):
    complete_set("STANDARD")

    with pytest.raises(Refused, match="may not review safety plans"):
        review(by=witness_carer)
    assert agree().state == "AGREED"
    assert review(by=officer)


def test_a_plan_does_not_end_while_a_measure_is_still_to_be_done(accepted, review, neighbourhood, at):
    with pytest.raises(Refused, match="Still to be done: Welfare calls"):
        review(outcome="CLOSE")

    services.complete_measure(measure_id=accepted.pk, evidence_kind="VICTIM", evidence="Done", by=neighbourhood, at=at)
    assert review(outcome="CLOSE").outcome == "CLOSE"


def test_a_plan_does_not_end_with_a_measure_that_nobody_took_on(measure, review, neighbourhood, officer, at):
    services.decline_measure(measure_id=measure.pk, reason="On leave from Monday", by=neighbourhood, at=at)
    with pytest.raises(Refused, match="Still to be done: Welfare calls"):
        review(outcome="CLOSE")

    services.remove_measure(measure_id=measure.pk, reason="She does not want calls", by=officer, at=at)
    assert review(outcome="CLOSE").outcome == "CLOSE"


def test_a_plan_reviewed_for_closing_owes_no_regular_review_and_the_case_may_close(
    case, done, agree, review, owed, officer, at
):
    agree(deviation_reason="She wants calls only")
    assert queries.ready_to_close(case.pk, at, reader=officer) == (False, "")

    review(outcome="CLOSE")

    assert owed("REVIEW_PLAN") == []
    assert queries.ready_to_close(case.pk, at, reader=officer) == (True, "")


def test_what_is_still_to_do_is_named_to_whoever_wants_to_close(case, accepted, officer, at):
    assert queries.ready_to_close(case.pk, at, reader=officer) == (False, "Welfare calls or visits")


def test_a_review_that_lets_the_plan_go_on_does_not_allow_closing(case, done, review):
    review()

    assert queries.reviewed_since_last_event(case.pk) is False


def test_a_further_report_asks_for_another_review_before_closing(case, done, review, call, at):
    review(outcome="CLOSE")

    call(
        at, people=[{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}]
    )

    assert queries.reviewed_since_last_event(case.pk) is False


def test_a_measure_removed_after_the_review_asks_for_another(case, done, review, officer, days):
    review(outcome="CLOSE")

    services.remove_measure(measure_id=done.pk, reason="Calls stopped", by=officer, at=days(1))

    assert queries.reviewed_since_last_event(case.pk) is False


def test_a_case_closes_with_a_reviewed_plan_and_not_before(case, done, review, sergeant, owed, at):
    close = {"case_id": case.pk, "reason": "Safe for a year", "by": sergeant, "at": at}
    with pytest.raises(Refused, match="Review the safety plan first"):
        incidents.close_case(**close)
    review(outcome="CLOSE")
    Duty.objects.filter(case_id=case.pk, ended_at=None).exclude(code__startswith="REVIEW_PLAN").delete()

    incidents.close_case(**close)

    assert Case.objects.get(pk=case.pk).state == "CLOSED"


def test_the_page_says_before_anybody_tries_what_is_still_to_be_done(case, done, review, client_for, sergeant, at):
    def page():
        return client_for(sergeant).get(f"/cases/{case.pk}/close/").content.decode()

    before = page()
    review(outcome="CLOSE")
    Duty.objects.filter(case_id=case.pk, ended_at=None).delete()
    after = page()

    assert f'href="/cases/{case.pk}/plan/review/"' in before and "to be done first: " in before
    assert "/plan/review/" not in after and "to be done first" not in after


def test_the_plan_of_a_closed_case_is_left_alone(case, done, review, propose, sergeant, at):
    review(outcome="CLOSE")
    Duty.objects.filter(case_id=case.pk, ended_at=None).delete()
    incidents.close_case(case_id=case.pk, reason="Safe", by=sergeant, at=at)

    with pytest.raises(Refused, match="case is closed"):
        propose(code="ALARM")


def test_a_plan_from_a_record_is_in_place_and_agreed(case, officer, at, owed):
    plan = services.plan_from_record(
        case_id=case.pk, measures=["locks changed", "ALARM"], on=at.date(), by=officer, at=at
    )

    held = {(each.code, each.what, each.state) for each in plan.measures.all()}
    assert held == {("OTHER", "locks changed", "DONE"), ("ALARM", "", "DONE")}
    assert plan.state == "AGREED"
    assert owed("DO_MEASURE") == owed("ACCEPT_MEASURE") == []


def test_the_same_record_twice_puts_each_measure_in_place_once(case, officer, at, days):
    for moment in (at, days(30)):
        plan = services.plan_from_record(case_id=case.pk, measures=["locks changed"], by=officer, at=moment)

    assert plan.measures.count() == 1


def test_a_measure_that_a_record_removes_asks_for_a_new_assessment(case, officer, at, owed):
    services.plan_from_record(case_id=case.pk, measures=[], removed=["shelter"], by=officer, at=at)

    assert owed("REASSESS") == ["REASSESS_MEASURES_REMOVED"]
    assert Entry.objects.filter(event="safety_plans.plan_agreed").count() == 0
