"""The pages of MARAC: what they show to whom, and what becomes of what is typed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Access
from incidents import services as incidents
from law import clocks, duties
from marac import events, presenters, services
from marac.models import Action, IdvaAttempt, Meeting, Referral, Sending

REFERRAL = {"judgement_reasons": "She is afraid", "victim_told": "TOLD", "consent": "AGREES"}


@pytest.fixture
def next_week():
    """The London day a week from now: pages go by the clock on the wall."""
    return clocks.london_day(timezone.now()) + timedelta(days=7)


def day(value, name):
    """Return a day as the boxes of a form send it."""
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def test_every_event_has_a_sentence():
    named = {value for name, value in vars(events).items() if name.isupper()}
    facts = {"criteria": ["REPEAT"], "meeting_on": "2026-12-07", "agency": "POLICE", "reached": True}

    assert set(presenters.SENTENCES) == named
    assert all(sentence(facts).endswith(".") for sentence in presenters.SENTENCES.values())


def test_every_duty_that_marac_meets_has_a_page_on_which_to_meet_it(case, referral):
    met = {event for rule in duties.RULES for event in rule.met_by if event.startswith("marac.")}
    duty = type("Duty", (), {"case_id": case.pk, "subject_id": referral.pk, "code": "X"})

    assert met <= set(presenters.WAYS)
    assert all(way(duty).startswith("/") for way in presenters.WAYS.values())


def test_the_referral_page_shows_what_matches_and_why_before_anything_is_typed(case, officer, again, at, client_for):
    empty = client_for(officer).get(reverse("marac_refer", args=[case.pk]))
    again(at)
    again(at)

    full = client_for(officer).get(reverse("marac_refer", args=[case.pk]))

    assert "No count speaks for a referral" in empty.text
    assert "3 reports in the last 12 months" in full.text


def test_a_case_is_referred_through_the_page_and_everybody_concerned_can_read_it(case, officer, client_for):
    sent = client_for(officer).post(reverse("marac_refer", args=[case.pk]), REFERRAL)

    referral = Referral.objects.get()
    assert sent.url == reverse("marac_referral", args=[referral.pk])
    page = client_for(officer).get(sent.url)
    assert "She is afraid" in page.text
    assert Access.objects.filter(officer_id=officer.pk, case_id=case.pk, what="marac referral").exists()


def test_a_refusal_keeps_what_was_typed(case, officer, client_for):
    page = client_for(officer).post(
        reverse("marac_refer", args=[case.pk]),
        REFERRAL | {"judgement_reasons": "", "victim_told": "TOLD", "telling_note": "Kept"},
    )

    assert page.status_code == 409
    assert "No count speaks for a referral" in page.text
    assert "Kept" in page.text


def test_a_referral_that_waits_already_is_shown_before_more_is_added(case, referral, officer, client_for):
    page = client_for(officer).get(reverse("marac_refer", args=[case.pk]))

    assert "What you write is added to that referral" in page.text


def test_the_list_of_marac_shows_what_waits_and_offers_listing_to_the_coordinator_only(
    referral, meeting, officer, marac_coordinator, client_for
):
    address = reverse("marac_list", args=[referral.pk])

    assert address in client_for(marac_coordinator).get(reverse("marac")).text
    assert address not in client_for(officer).get(reverse("marac")).text
    assert client_for(officer).get(address).status_code == 403


def test_a_case_goes_from_the_list_to_the_last_action_through_the_pages(
    case, referral, marac_coordinator, neighbourhood, client_for, monkeypatch, next_week
):
    coordinator = client_for(marac_coordinator)
    coordinator.post(reverse("meeting_new"), {"place": "County Hall", "chair": "Chair", **day(next_week, "held_on")})
    meeting = Meeting.objects.get()

    coordinator.post(reverse("marac_list", args=[referral.pk]), {"meeting_id": str(meeting.pk)})
    agenda = coordinator.get(reverse("meeting", args=[meeting.pk]))
    assert "Asha Vale" in agenda.text
    assert "She is afraid to speak" in agenda.text
    coordinator.post(reverse("agenda_sent", args=[meeting.pk]), {"sent_to": "All agencies", "read_through": "on"})

    that_day = datetime(next_week.year, next_week.month, next_week.day, 15, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: that_day)
    coordinator, owner = client_for(marac_coordinator), client_for(neighbourhood)
    sent = coordinator.post(
        reverse("marac_outcome", args=[referral.pk]),
        {
            "summary": "High and rising",
            "what_1": "Change the locks",
            "agency_1": "HOUSING",
            "owner_id_1": str(neighbourhood.pk),
            **day(next_week + timedelta(days=7), "due_on_1"),
        },
    )
    assert sent.status_code == 302
    coordinator.post(reverse("actions_sent", args=[meeting.pk]), {"sent_to": "Housing", "read_through": "on"})
    action = Action.objects.get()
    owner.post(reverse("marac_action_done", args=[action.pk]), {"outcome": "Locks changed"})

    assert Referral.objects.get().state == "ACTIONS_CLOSED"
    assert Sending.objects.count() == 2
    assert "Locks changed" in owner.get(reverse("marac_referral", args=[referral.pk])).text


@pytest.mark.parametrize("name", ["agenda_sent", "actions_sent"])
def test_what_was_sent_is_recorded_on_a_page_that_says_of_which_meeting(listed, marac_coordinator, client_for, name):
    meeting = Meeting.objects.get()

    page = client_for(marac_coordinator).get(reverse(name, args=[meeting.pk])).content.decode()

    assert f"{meeting.held_on.day} {meeting.held_on:%b %Y}</strong>, {meeting.place}" in page


def test_an_action_half_filled_in_names_what_is_missing(listed, marac_coordinator, client_for):
    page = client_for(marac_coordinator).post(
        reverse("marac_outcome", args=[listed.pk]), {"summary": "Heard", "what_2": "Change the locks"}
    )

    assert page.status_code == 422
    for missing in ("choose the agency", "name the officer who answers for it", "give the day by which it is done"):
        assert f"Action 2 is not complete: {missing}." in page.text
    assert "say what is to be done" not in page.text
    assert "Change the locks" in page.text


@pytest.mark.parametrize(
    "name", ["marac_list", "marac_outcome", "marac_action", "marac_idva", "marac_withdraw", "marac_referral"]
)
def test_every_page_about_a_referral_opens_and_a_hidden_one_is_absent(
    case, referral, officer, safeguarding, marac_coordinator, at, client_for, name
):
    client, address = client_for(marac_coordinator), reverse(name, args=[referral.pk])
    assert client.get(address).status_code == 200

    incidents.restrict_case(case_id=case.pk, officers=[officer.pk], by=safeguarding, at=at)

    assert client.get(address).status_code == 404


def test_an_attempt_of_the_idva_is_recorded_through_the_page(referral, officer, at, client_for):
    client_for(officer).post(
        reverse("marac_idva", args=[referral.pk]),
        {
            **day(at, "attempted_at"),
            "attempted_at_time": "09:30",
            "method": "Call at work",
            "reached": "False",
        },
    )

    found = IdvaAttempt.objects.get()
    assert (found.reached, found.method) == (False, "Call at work")


def test_reading_an_agenda_is_written_down_for_each_case_on_it(case, listed, meeting, officer, client_for):
    client_for(officer).get(reverse("meeting", args=[meeting.pk]))

    assert Access.objects.filter(officer_id=officer.pk, case_id=case.pk, what="marac agenda").count() == 1


def test_a_meeting_of_another_force_is_absent(meeting, auditor, client_for, db):
    from accounts.models import Force

    Meeting.objects.filter(pk=meeting.pk).update(force=Force.objects.create(code="other", name="Another force"))

    assert client_for(auditor).get(reverse("meeting", args=[meeting.pk])).status_code == 404


def test_the_panel_says_when_a_case_was_never_referred_and_flags_it_for_a_year_afterwards(
    case, officer, refer, at, days
):
    assert presenters.panel(case, officer, at)["cards"] == []

    refer()

    assert presenters.panel(case, officer, days(365))["flagged"] is not None
    assert presenters.panel(case, officer, days(366))["flagged"] is None


def test_an_action_is_late_only_after_its_day_and_offered_to_its_owner(case, heard, neighbourhood, officer, days):
    def row(reader, moment):
        return presenters.panel(case, reader, moment)["cards"][0]["actions"][0]

    assert [row(officer, days(count))["late"] for count in (20, 21, 22)] == [False, False, True]
    assert row(neighbourhood, days(20))["href"]
    assert not row(officer, days(20))["href"]
    services.complete_action(action_id=Action.objects.get().pk, outcome="Visited", by=neighbourhood, at=days(20))
    assert not row(neighbourhood, days(22))["late"]
