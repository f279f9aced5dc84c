"""A supervisor looks whether what is recorded as done is in place, and the plan shows what has changed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core.errors import Refused
from core.models import Duty
from custody import services as custody
from incidents import services as incidents
from safety_plans import queries, services
from safety_plans.models import Measure


@pytest.fixture
def done(case, officer, at):
    """A measure that its owner recorded as done."""
    measure = services.propose_measure(
        case_id=case.pk, code="EXIT_PLAN", owner_id=officer.pk, due_on=at.date(), victim_agrees="YES", by=officer, at=at
    )
    services.accept_measure(measure_id=measure.pk, by=officer, at=at)
    return services.complete_measure(
        measure_id=measure.pk, evidence_kind="VICTIM", evidence="Talked it through on Monday", by=officer, at=at
    )


def test_what_is_in_place_is_checked_once(done, sergeant, days):
    services.check_measure(measure_id=done.pk, in_place=True, note="Rang her, she has the bag", by=sergeant, at=days(1))

    done.refresh_from_db()
    assert (done.state, done.checked_by) == ("DONE", sergeant)
    assert queries.sample_to_check(reader=sergeant, at=days(1)) == []


def test_what_is_missing_is_owed_again_within_a_day_and_climbs(done, officer, sergeant, days):
    services.check_measure(measure_id=done.pk, in_place=False, note="She knows of no plan", by=sergeant, at=days(1))

    done.refresh_from_db()
    duty = Duty.objects.get(code="RESTORE_MEASURE", ended_at=None)
    assert (done.state, done.not_done_reason) == ("NOT_DONE", "She knows of no plan")
    assert (duty.owner_id, duty.due_at) == (officer.pk, days(1) + timedelta(hours=24))


def test_what_is_missing_asks_for_a_new_assessment_and_what_is_in_place_does_not(done, officer, sergeant, days):
    """She had been thought to be protected by it."""
    asked = Duty.objects.filter(code="REASSESS_MEASURE_MISSING", ended_at=None)
    services.check_measure(measure_id=done.pk, in_place=True, note="Rang her, she has the bag", by=sergeant, at=days(1))
    assert not asked.exists()

    services.check_measure(measure_id=done.pk, in_place=False, note="The bag is gone", by=sergeant, at=days(2))

    assert asked.get().owner_id == officer.pk


def test_doing_it_again_meets_the_duty(done, officer, sergeant, days):
    services.check_measure(measure_id=done.pk, in_place=False, note="She knows of no plan", by=sergeant, at=days(1))

    services.complete_measure(
        measure_id=done.pk, evidence_kind="VICTIM", evidence="Packed with her", by=officer, at=days(1)
    )

    assert Duty.objects.get(code="RESTORE_MEASURE").ended_as == "MET"


def test_nobody_checks_what_they_did_themselves(done, officer, sergeant, days):
    with pytest.raises(Refused, match="As response officer you may not"):
        services.check_measure(measure_id=done.pk, in_place=True, note="Looked", by=officer, at=days(1))
    Measure.objects.filter(pk=done.pk).update(done_by=sergeant)

    with pytest.raises(Refused, match="Somebody else must check"):
        services.check_measure(measure_id=done.pk, in_place=True, note="Looked", by=sergeant, at=days(1))


def test_the_database_refuses_a_check_by_whoever_did_it(done, officer, at):
    with pytest.raises(IntegrityError, match="measure_checked_by_another"), transaction.atomic():
        Measure.objects.filter(pk=done.pk).update(checked_by=officer, checked_at=at, check_note="Looked")


def test_a_check_says_what_was_found(done, sergeant, days):
    with pytest.raises(Refused, match="what you found"):
        services.check_measure(measure_id=done.pk, in_place=True, note=" ", by=sergeant, at=days(1))


def test_the_lot_is_the_same_for_everybody_in_a_week(done, sergeant, safeguarding, days):
    first, second = (queries.sample_to_check(reader=each, at=days(1)) for each in (sergeant, safeguarding))

    assert first == second == [done]


def test_the_lot_leaves_out_what_the_reader_may_not_see(case, done, sergeant, safeguarding, days):
    incidents.restrict_case(case_id=case.pk, officers=[], by=safeguarding, at=days(1))

    assert queries.sample_to_check(reader=sergeant, at=days(1)) == []


def test_the_plan_shows_what_has_changed_since_it_was_agreed(case, done, officer, call, client_for, at, days):
    services.agree_plan(
        case_id=case.pk, victim_wishes="To stay", deviation_reason="Begun today", by=officer, at=days(1)
    )
    assert not any(queries.changed_since(case, queries.of_case(case.pk))[name] for name in ("entries", "measures"))

    services.remove_measure(measure_id=done.pk, reason="She moved", by=officer, at=days(2))

    changed = queries.changed_since(case, queries.of_case(case.pk))
    assert [each.event for each in changed["entries"]] == ["safety_plans.measure_removed"]
    assert [state for _, state in changed["measures"]] == ["Removed"]
    assert "What has changed since" in client_for(officer).get(f"/cases/{case.pk}/plan/").content.decode()


@pytest.mark.parametrize(("level", "name"), [("HIGH", "safeguarding"), ("MEDIUM", "neighbourhood")])
def test_who_usually_answers_follows_the_risk(case, everybody, level, name, at):
    case.risk_level = level

    assert queries.usual_owners(case, at, case.risk_level) == {"": everybody[name].pk}


def test_the_page_lists_the_lot_and_takes_the_answer(done, sergeant, client_for):
    browser = client_for(sergeant)
    assert "Plan for leaving in a hurry" in browser.get("/measures/to-check/").content.decode()

    answer = {"in_place": "yes", "note": "Rang her, she has the bag"}
    saved = browser.post(f"/measures/{done.pk}/check/", answer, follow=True).content.decode()

    assert "The check is recorded." in saved


@pytest.mark.parametrize(("kind", "words"), [("DVPN_SERVED", "violence"), ("DAPN_SERVED", "abuse")])
def test_a_notice_served_and_an_order_made_are_among_what_has_changed(
    case, done, officer, client_for, days, kind, words
):
    services.agree_plan(case_id=case.pk, victim_wishes="Stay", deviation_reason="New", by=officer, at=days(1))
    services.review_plan(case_id=case.pk, what_changed="Nothing", outcome="CLOSE", by=officer, at=days(1))
    assert queries.reviewed_since_last_event(case.pk)

    authority = {
        "conditions": [{"kind": "NO_CONTACT", "text": ""}],
        "authorised_by_name": "Ruth Ames",
        "authorised_rank": "SUPERINTENDENT",
    }
    custody.enter_event(case_id=case.pk, kind=kind, effective_at=days(2), details=authority, by=officer, at=days(2))
    custody.record_order(
        case_id=case.pk,
        order="NON_MOLESTATION",
        effective_at=days(3),
        court="Dover Family Court",
        conditions=[{"kind": "STAY_AWAY", "text": "Harbour Row"}],
        views_sought=True,
        victim_views="She asked for it herself",
        by=officer,
        at=days(3),
    )

    assert [each.event for each in queries.changed_since(case, queries.of_case(case.pk))["entries"]] == [
        f"custody.{kind.lower()}",
        "custody.order_made",
    ]
    page = client_for(officer).get(f"/cases/{case.pk}/plan/").text
    assert f"Domestic {words} protection notice served." in page
    assert "Non-molestation order made." in page
    assert not queries.reviewed_since_last_event(case.pk)


@pytest.mark.parametrize("kind", ["ARRESTED", "CHARGED", "NO_FURTHER_ACTION", "RECALLED", "WANTED"])
def test_where_the_suspect_is_is_among_what_has_changed_and_a_review_for_closing_falls(case, done, officer, days, kind):
    services.agree_plan(case_id=case.pk, victim_wishes="Stay", deviation_reason="New", by=officer, at=days(1))
    services.review_plan(case_id=case.pk, what_changed="Nothing", outcome="CLOSE", by=officer, at=days(1))

    custody.enter_event(case_id=case.pk, kind=kind, effective_at=days(2), details={}, by=officer, at=days(2))

    changed = queries.changed_since(case, queries.of_case(case.pk))
    assert [each.event for each in changed["entries"]] == [f"custody.{kind.lower()}"]
    assert not queries.reviewed_since_last_event(case.pk)
