"""The pages and the API by which somebody says which case an event concerns that was told without one."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Duty
from custody import queries, services
from incidents.models import Case
from tests.look.page import Page

SECRET = "Betwyn of 5 Tannet Lane"  # noqa: S105
TERMS = {"by_court": True, "conditions": [{"kind": "NO_CONTACT", "text": SECRET}], "note": SECRET}


@pytest.fixture
def event(case, call, days, operator):
    """Court bail of a matter that was not named, of a man with two open cases."""
    people = [
        {"role": "victim", "given_name": "Mirela", "family_name": "Stone"},
        {"role": "suspect", "person_id": case.suspect_id, "relation": "ex_partner"},
    ]
    call(days(-3), people=people)
    return tell(case, operator, "BAIL_GRANTED", TERMS)


def tell(case, by, kind, details):
    """Let a court tell something of the suspect of a case, without a case."""
    now = timezone.now()
    told = {"source": "Kent magistrates", "source_event_id": "c-17", "details": details, "by": by, "at": now}
    return services.record_event(kind=kind, suspect_id=case.suspect_id, effective_at=now, **told)


def words(answer):
    """Return the text of a page."""
    page = Page(answer.content.decode())
    return page.words(page.one("body"))


def test_the_pages_name_kind_time_and_source_and_neither_the_terms_nor_the_other_case(
    client_for, officer, case, event, django_assert_max_num_queries
):
    client = client_for(officer)
    other = Case.objects.exclude(pk=case.pk).get()

    with django_assert_max_num_queries(15):
        asked = client.get(reverse("event_matter", args=[event.pk, case.pk]))
    pages = [asked, client.get(reverse("case", args=[case.pk])), client.get(reverse("work"))]

    for page in pages:
        assert "Kent magistrates" in words(page)
        assert "bail granted" in words(page).lower()
        assert SECRET not in page.content.decode()
        assert str(other.pk) not in page.content.decode()
    listed = client.get(reverse("custody_events")).content.decode()
    assert str(event.pk) not in listed


def test_on_the_page_the_owner_says_that_it_concerns_the_case(client_for, officer, case, event):
    answer = client_for(officer).post(
        reverse("event_matter", args=[event.pk, case.pk]), {"concerns": "yes"}, follow=True
    )

    assert "Your answer is recorded." in words(answer)
    assert SECRET in words(answer)
    assert queries.position(case.pk).status == "CHARGED_COURT_BAIL"


def test_a_no_without_a_reason_is_a_sentence_on_the_same_page(client_for, officer, case, event):
    answer = client_for(officer).post(reverse("event_matter", args=[event.pk, case.pk]), {"concerns": "no"})

    assert answer.status_code == 409
    assert "Say why it does not concern this case" in words(answer)


def test_what_was_answered_is_shown_with_its_reason(client_for, officer, case, event):
    client, path = client_for(officer), reverse("event_matter", args=[event.pk, case.pk])
    client.post(path, {"concerns": "no", "reason": "A theft in Deal"})

    assert "A theft in Deal" in words(client.get(path))


def test_a_machine_answers_for_a_case(api_for, officer, case, event):
    path = reverse("api_event_matter", args=[event.pk, case.pk])
    client = api_for(officer)

    refused = client.post(path, json.dumps({"concerns": False}), content_type="application/json")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "reason")
    answer = client.post(path, json.dumps({"concerns": True}), content_type="application/json")

    assert (answer.status_code, answer.json()["id"]) == (201, str(event.pk))
    assert event.concerns.get().case_id == case.pk


def test_the_sender_is_answered_with_no_case_while_it_is_asked(api_for, operator, case, event):
    body = {
        "source": "Kent magistrates",
        "source_event_id": "c-18",
        "kind": "CHARGED",
        "suspect": str(case.suspect_id),
        "effective_at": "2026-11-16T09:00:00Z",
    }

    answer = api_for(operator).post(reverse("api_custody_events"), json.dumps(body), content_type="application/json")

    assert (answer.json()["cases"], answer.json()["duties"]) == ([], [])


def test_the_referral_unit_finds_the_case_on_its_page(client_for, cru, operator, closed):
    event = tell(closed, operator, "RELEASED", {"note": SECRET})
    client = client_for(cru)

    work = client.get(reverse("work"))
    assert "released from custody" in words(work)
    assert reverse("event_place", args=[event.pk]) in work.content.decode()
    page = client.get(reverse("event_place", args=[event.pk]))
    assert "it is reopened, and you own it" in words(page)
    assert SECRET not in page.content.decode()
    listed = client.get(reverse("kept_events"))
    assert reverse("event_place", args=[event.pk]) in listed.content.decode()
    client.post(reverse("event_place", args=[event.pk]), {"case_id": str(closed.pk)})

    closed.refresh_from_db()
    assert closed.state == "OPEN"
    assert queries.position(closed.pk).status == "RELEASED"


def test_that_it_concerns_none_is_listed_with_its_reason(client_for, cru, operator, closed):
    event = tell(closed, operator, "RELEASED", {})
    client = client_for(cru)

    client.post(reverse("event_place", args=[event.pk]), {"case_id": "NONE", "reason": "A sentence of 2011"})

    assert "A sentence of 2011" in words(client.get(reverse("kept_events")))
    assert Duty.objects.get(code="PLACE_EVENT").ended_as == "MET"


def test_a_machine_says_which_case_it_is(api_for, cru, operator, closed):
    event = tell(closed, operator, "RELEASED", {})
    path = reverse("api_event_place", args=[event.pk])
    client = api_for(cru)

    refused = client.post(path, json.dumps({}), content_type="application/json")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "reason")
    answer = client.post(path, json.dumps({"case": str(closed.pk)}), content_type="application/json")

    assert answer.status_code == 201
    assert event.concerns.get().case_id == closed.pk
