"""What a specialist recommends becomes a tracked measure, exactly once."""

import threading
from types import SimpleNamespace

import pytest
from django.db import connections, transaction

from core import outbox
from core.models import Delivery, Duty, Entry, new_id
from incidents import services as incidents
from risk import services as risk
from safety_plans import reactions, services
from safety_plans.models import Measure, Plan


@pytest.fixture
def recommendation(soon):
    """Return a function that makes one recommendation as a review holds it."""

    def made(**changes):
        row = {"pk": new_id(), "measure": "ALARM", "what": "", "owner": None, "due_on": soon}
        return SimpleNamespace(**(row | changes))

    return made


@pytest.fixture
def deliver(case, cru, at, monkeypatch):
    """Return a function that delivers the entry of a review with these recommendations."""

    def delivered(*recommendations, times=1):
        review = new_id()
        entry = SimpleNamespace(case_id=case.pk, by_id=cru.pk, recorded_at=at, facts={"review": str(review)})
        monkeypatch.setattr("risk.queries.recommendations_of", lambda asked: recommendations if asked == review else ())
        for _ in range(times):
            reactions.take_recommendations(entry, new_id())
        return review

    return delivered


def test_a_recommendation_becomes_a_proposed_measure_once_although_delivered_twice(recommendation, deliver, soon):
    row = recommendation()

    review = deliver(row, times=2)

    measure = Measure.objects.get()
    assert (measure.recommendation, measure.recommended_by_review) == (row.pk, review)
    assert (measure.code, measure.state, measure.due_on) == ("ALARM", "PROPOSED", soon)
    assert Entry.objects.filter(event="safety_plans.measure_proposed").count() == 1


def test_whoever_was_suggested_owns_it(recommendation, deliver, neighbourhood):
    deliver(recommendation(owner=neighbourhood))

    assert Measure.objects.get().owner == neighbourhood
    assert Duty.objects.get(code="ACCEPT_MEASURE").owner_id == neighbourhood.pk


def test_with_nobody_suggested_the_owner_of_the_case_does(recommendation, deliver, officer):
    deliver(recommendation())

    assert Measure.objects.get().owner == officer


def test_somebody_who_cannot_take_it_is_passed_over(recommendation, deliver, officer, auditor):
    deliver(recommendation(owner=auditor))

    assert Measure.objects.get().owner == officer


def test_every_recommendation_of_a_review_is_taken_even_beside_the_same_measure(recommendation, deliver, propose):
    propose(code="ALARM")

    deliver(recommendation(), recommendation(measure="OTHER", what="Speak with the landlord"))

    assert sorted(Measure.objects.values_list("code", "what")) == [
        ("ALARM", ""),
        ("ALARM", ""),
        ("OTHER", "Speak with the landlord"),
    ]
    assert Plan.objects.count() == 1


def test_a_removed_recommendation_is_not_proposed_again_by_a_late_delivery(recommendation, deliver, officer, at):
    row = recommendation()
    deliver(row)
    services.remove_measure(measure_id=Measure.objects.get().pk, reason="Not wanted", by=officer, at=at)

    deliver(row)

    assert Measure.objects.get().state == "REMOVED"


def test_a_restricted_case_is_served_although_the_reviewer_is_not_named(
    case, recommendation, deliver, safeguarding, officer, at
):
    incidents.restrict_case(case_id=case.pk, officers=[officer.pk], by=safeguarding, at=at)

    deliver(recommendation())

    assert Measure.objects.get().owner == officer


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_one_moment_make_one_measure(case, recommendation, cru, at):
    row, review, outcomes = recommendation(), new_id(), []

    def run():
        try:
            with transaction.atomic():
                made = services.propose_recommended(
                    case_id=case.pk, review_id=review, recommendations=[row], by=cru, at=at
                )
            outcomes.append(len(made))
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert Measure.objects.count() == 1
    assert outcomes.count(1) == 1, outcomes
    assert set(outcomes) <= {0, 1, "IntegrityError"}


def test_a_real_review_reaches_the_plan_through_the_outbox_once(case, officer, sergeant, cru, neighbourhood, at, soon):
    assessment = risk.assess_from_record(
        case_id=case.pk, level="HIGH", assessed_on=at.date(), author=officer, supervisor=sergeant, at=at
    )
    risk.review_grade(
        assessment_id=assessment.pk,
        grade="HIGH",
        reasons="He knows where she works",
        recommendations=[{"measure": "WORKPLACE_PLAN", "what": "", "owner_id": neighbourhood.pk, "due_on": soon}],
        by=cru,
        at=at,
    )
    delivery = Delivery.objects.get(name="take_recommendations")

    for _ in range(2):
        Delivery.objects.filter(pk=delivery.pk).update(done_at=None)
        assert outbox.deliver_one(delivery.pk, at) is True

    measure = Measure.objects.get()
    assert (measure.code, measure.owner, measure.proposed_by) == ("WORKPLACE_PLAN", neighbourhood, cru)
    assert Duty.objects.get(code="ACCEPT_MEASURE").owner_id == neighbourhood.pk
