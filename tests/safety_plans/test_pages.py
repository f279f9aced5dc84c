"""The pages of a plan: what they show to whom, and what becomes of what is typed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Access, Entry
from incidents import services as incidents
from law import clocks, duties
from safety_plans import events, presenters, services
from safety_plans.models import Measure, Plan, PlanReview


@pytest.fixture
def next_week():
    """The London day a week from now: pages go by the clock on the wall."""
    return clocks.london_day(timezone.now()) + timedelta(days=7)


def names(module):
    """Return every event that a module names."""
    return {value for name, value in vars(module).items() if name.isupper()}


def day(value, name="due_on"):
    """Return a day as the boxes of a form send it."""
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def test_every_event_has_a_sentence_without_a_name():
    assert set(presenters.SENTENCES) == names(events)
    for sentence in presenters.SENTENCES.values():
        assert sentence({"code": "ALARM"}).endswith(".")


def test_every_duty_that_a_plan_meets_has_a_page_on_which_to_meet_it(case, measure):
    met = {event for rule in duties.RULES for event in rule.met_by if event.startswith("safety_plans.")}

    assert met <= set(presenters.WAYS)
    for way in presenters.WAYS.values():
        assert str(measure.pk) in way(duty_of(case, measure)) or str(case.pk) in way(duty_of(case, measure))


def duty_of(case, measure):
    """Return something with the case and subject of a duty."""
    return type("Duty", (), {"case_id": case.pk, "subject_id": measure.pk, "code": "X"})


def test_an_empty_plan_says_so_and_leads_to_the_first_measure(case, officer, client_for):
    page = client_for(officer).get(reverse("plan", args=[case.pk]))

    assert page.status_code == 200
    assert "There is no plan yet" in page.text
    assert reverse("safe_contact_record", args=[case.pk]) in page.text
    assert reverse("measure_propose", args=[case.pk]) in page.text


def test_the_plan_shows_owner_day_state_proof_and_wishes_and_the_look_is_recorded(case, done, officer, client_for):
    page = client_for(officer).get(reverse("plan", args=[case.pk]))

    due = f"{done.due_on.day} {done.due_on:%b %Y}"
    for words in ("Welfare calls or visits", "Neighbourhood Example", due, "Accepted", "Done", "Called on Monday"):
        assert words in page.text
    assert Access.objects.filter(officer_id=officer.pk, case_id=case.pk, what="safety plan").exists()


def test_the_printed_plan_holds_the_same_and_nothing_to_press(case, measure, officer, client_for):
    page = client_for(officer).get(reverse("plan_print", args=[case.pk]))

    assert "Welfare calls or visits" in page.text
    assert reverse("measure_remove", args=[measure.pk]) not in page.text


def test_a_reader_who_may_not_write_sees_no_way_to(case, measure, auditor, client_for):
    page = client_for(auditor).get(reverse("plan", args=[case.pk]))

    assert page.status_code == 200
    assert reverse("measure_propose", args=[case.pk]) not in page.text
    assert client_for(auditor).get(reverse("measure_propose", args=[case.pk])).status_code == 403


def test_a_hidden_case_has_no_plan_page(case, measure, safeguarding, cru, at, client_for):
    incidents.restrict_case(case_id=case.pk, officers=[], by=safeguarding, at=at)

    assert client_for(cru).get(reverse("plan", args=[case.pk])).status_code == 404
    assert client_for(cru).get(reverse("measure_remove", args=[measure.pk])).status_code == 404


def test_a_measure_is_proposed_accepted_and_done_through_the_pages(case, officer, neighbourhood, next_week, client_for):
    theirs, mine = client_for(officer), client_for(neighbourhood)
    plan = reverse("plan", args=[case.pk])

    sent = theirs.post(
        reverse("measure_propose", args=[case.pk]),
        {"code": "ALARM", "owner_id": str(neighbourhood.pk), "victim_agrees": "YES", **day(next_week)},
    )
    assert (sent.status_code, sent.url) == (302, plan)
    measure = Measure.objects.get()

    for name, data in (
        ("measure_accept", {}),
        ("measure_done", {"evidence_kind": "SEEN", "evidence": "Tested with the control room"}),
    ):
        page = mine.get(reverse(name, args=[measure.pk]))
        assert page.status_code == 200
        assert "Personal alarm" in page.text
        assert mine.post(reverse(name, args=[measure.pk]), data).url == plan
    assert Measure.objects.get().state == "DONE"


@pytest.mark.parametrize("name", ["measure_decline", "measure_not_done", "measure_remove", "measure_again"])
def test_every_page_about_a_measure_opens(measure, neighbourhood, client_for, name):
    page = client_for(neighbourhood).get(reverse(name, args=[measure.pk]))

    assert page.status_code == 200
    assert "Welfare calls or visits" in page.text


def test_a_refusal_keeps_what_was_typed_and_says_why(case, measure, officer, neighbourhood, next_week, client_for):
    page = client_for(officer).post(
        reverse("measure_propose", args=[case.pk]),
        {
            "code": "WELFARE_CALLS",
            "what": "Every Monday",
            "owner_id": str(neighbourhood.pk),
            "victim_agrees": "YES",
            **day(next_week),
        },
    )

    assert page.status_code == 409
    assert "in the plan already" in page.text
    assert "Every Monday" in page.text


def test_the_same_form_sent_twice_proposes_once(case, officer, neighbourhood, next_week, client_for):
    data = {
        "command_id": "0192f0c4-7b1a-7cc3-98c4-dc0c0c07398f",
        "code": "ALARM",
        "owner_id": str(neighbourhood.pk),
        "victim_agrees": "YES",
        **day(next_week),
    }
    client = client_for(officer)

    for _ in range(2):
        assert client.post(reverse("measure_propose", args=[case.pk]), data).status_code == 302

    assert Measure.objects.count() == 1


def test_the_agreement_page_names_what_is_missing_before_the_officer_tries(case, officer, client_for):
    page = client_for(officer).get(reverse("plan_agree", args=[case.pk]))

    assert "Safe way and time of contact" in page.text


def test_proposing_what_is_missing_opens_beside_the_agreement_page_so_that_nothing_typed_there_is_lost(
    case, officer, client_for
):
    page = client_for(officer).get(reverse("plan_agree", args=[case.pk])).text

    links = [link for link in page.split("<a ") if "?code=" in link]
    assert links and all('target="_blank" rel="noopener"' in link and "in a new tab" in link for link in links)


def test_a_plan_is_agreed_and_reviewed_through_the_pages(case, done, officer, sergeant, client_for):
    agreed = client_for(officer).post(
        reverse("plan_agree", args=[case.pk]),
        {"victim_wishes": "She wants calls", "deviation_reason": "She wants nothing else"},
    )
    reviewed = client_for(sergeant).post(
        reverse("plan_review", args=[case.pk]), {"what_changed": "Nothing", "outcome": "CLOSE"}
    )

    assert agreed.status_code == reviewed.status_code == 302
    assert Plan.objects.get().state == "AGREED"
    assert PlanReview.objects.get().outcome == "CLOSE"
    page = client_for(sergeant).get(reverse("plan", args=[case.pk]))
    assert "Reviewed for closing" in page.text


def test_wishes_are_written_down_through_the_page_and_escaped_when_shown(case, officer, client_for):
    client = client_for(officer)

    client.post(reverse("plan_wishes", args=[case.pk]), {"victim_wishes": "<b>No letters</b>"})

    assert "&lt;b&gt;No letters&lt;/b&gt;" in client.get(reverse("plan", args=[case.pk])).text
    assert "No letters" not in str(Entry.objects.order_by("-pk").first().facts)


def test_a_usual_measure_that_was_declined_is_passed_on_and_not_proposed_beside(
    case, measure, officer, neighbourhood, at, client_for
):
    def proposed_anew(name):
        return f'{reverse("measure_propose", args=[case.pk])}?code={measure.code}"' in read(name)

    def read(name):
        return client_for(officer).get(reverse(name, args=[case.pk])).text

    case.risk_level = "MEDIUM"
    case.save()
    services.decline_measure(measure_id=measure.pk, reason="On leave", by=neighbourhood, at=at)
    assert "(declined)" in read("plan")
    assert "(declined)" in read("plan_agree")
    assert not proposed_anew("plan")

    services.remove_measure(measure_id=measure.pk, reason="Another way was found", by=officer, at=at)
    assert proposed_anew("plan")
    assert proposed_anew("plan_agree")


def test_the_work_list_says_which_measure_each_duty_is_about(propose, neighbourhood, client_for):
    propose(code="ALARM")
    propose(code="OTHER", what="Neighbours asked to ring " * 20)

    page = client_for(neighbourhood).get(reverse("work"))

    assert "decline it with a reason: Personal alarm that calls the control room<" in page.text
    assert "decline it with a reason: Neighbours asked to ring Neighbours" in page.text
    assert "asked to ring …<" in page.text


def test_the_panel_shows_what_is_still_to_do_and_offers_it_only_to_its_owner(
    case, measure, neighbourhood, sergeant, at
):
    def offered(reader):
        found = presenters.panel(case, reader, at)
        return [words for card in found["to_do"] for words, _ in card["actions"]]

    assert {"Accept", "Decline"} <= set(offered(neighbourhood))
    assert not {"Accept", "Decline"} & set(offered(sergeant))


def test_a_measure_is_late_only_after_its_day(case, accepted, sergeant, days):
    def late(moment):
        return presenters.panel(case, sergeant, moment)["to_do"][0]["late"]

    assert [late(days(count)) for count in (6, 7, 8)] == [False, False, True]
