"""People over HTTP: the API for machines and the pages for officers."""

import pytest
from django.urls import reverse

from core.models import Access
from people import services, wording
from people.models import Merge, Relationship

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted(person):
    """Somebody on record, brought by an import."""
    return person(
        "Catherine",
        "Orchard",
        born_on="1984-03",
        phones=["07700 900123"],
        postcode="CT16 1AA",
        source="import",
        external_id="p-17",
    )


def test_the_api_finds_people_with_score_and_reasons(wanted, api_for, operator):
    answer = api_for(operator).get("/api/v1/people/", {"q": "Kathryn Orchard", "phone": "07700900123"})

    assert answer.status_code == 200
    (found,) = answer.json()["results"]
    assert (found["id"], found["external_id"], found["name"]) == (str(wanted.pk), "p-17", "Catherine Orchard")
    assert found["born_on"] == "1984-03"
    assert 0.9 < found["score"] <= 1
    assert "Same phone number" in found["why"]


def test_the_api_gives_null_where_no_sender_named_the_person(person, api_for, operator):
    person("Asha", "Vale")

    (found,) = api_for(operator).get("/api/v1/people/", {"q": "asha vale"}).json()["results"]

    assert (found["external_id"], found["born_on"]) == (None, None)


@pytest.mark.parametrize("born_on", ["yesterday", "84"])
def test_the_api_names_the_field_of_a_date_that_is_none(api_for, operator, born_on):
    answer = api_for(operator).get("/api/v1/people/", {"q": "Orchard", "born_on": born_on})

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == ["born_on"]


def test_the_api_wants_to_know_who_asks_and_whether_they_may(api_for, client, administrator):
    assert client.get("/api/v1/people/?q=Orchard").status_code == 401
    assert api_for(administrator).get("/api/v1/people/?q=Orchard").status_code == 403


def test_the_search_page_finds_people_and_puts_no_name_in_an_address(wanted, client_for, operator):
    browser = client_for(operator)
    assert browser.get(reverse("people_search")).status_code == 200

    page = browser.post(reverse("people_search"), {"q": "Cathy Orchard", "born_on": "1984"})

    assert page.status_code == 200
    assert reverse("person", args=[wanted.pk]) in page.content.decode()
    assert "Short form of a name: Cathy / Catherine" in page.content.decode()
    (found,) = page.context["found"]
    assert f"<li>{found.sure}</li>" in page.content.decode(), "why, and how sure"


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (1.0, "Almost certainly meant"),
        (0.99, "Almost certainly meant"),
        (0.989, "Probably meant"),
        (0.9, "Probably meant"),
        (0.899, "Perhaps meant"),
        (0.3, "Perhaps meant"),
        (0.299, "Unlikely"),
        (0.0, "Unlikely"),
    ],
)
def test_how_sure_a_match_is_is_said_in_words(score, words):
    assert wording.how_sure(score) == words


def test_the_list_alone_is_sent_as_it_is_typed(wanted, client_for, operator):
    page = client_for(operator).post(reverse("people_search"), {"q": "Orchard"}, headers={"HX-Request": "true"})

    assert "Catherine Orchard" in page.content.decode()
    assert "<html" not in page.content.decode()


def test_a_date_that_is_none_is_explained_and_nothing_typed_is_lost(client_for, operator):
    page = client_for(operator).post(reverse("people_search"), {"q": "Orchard", "born_on": "in spring"})

    assert page.status_code == 422
    assert "Give the date of birth as 1984-03-07, 1984-03 or 1984." in page.content.decode()
    assert 'value="Orchard"' in page.content.decode()


def test_the_page_of_a_person_shows_what_is_known_and_is_noted(wanted, person, client_for, operator):
    child = person("Robin", "Orchard")
    services.link(kind="parent", of=wanted, to=child)

    page = client_for(operator).get(reverse("person", args=[wanted.pk])).content.decode()

    for text in ("Catherine Orchard", "Mar 1984", "+447700900123", "CT16 1AA", "Parent of", "Robin Orchard"):
        assert text in page
    assert Access.objects.get(what="person").subject_id == wanted.pk


def test_the_page_says_protected_to_those_who_may_not_see_where(wanted, client_for, operator, safeguarding, at):
    services.record_safe_address(person_id=wanted.pk, text="Safe house, 9 Elm Way", by=safeguarding, at=at)

    others = client_for(operator).get(reverse("person", args=[wanted.pk])).content.decode()
    theirs = client_for(safeguarding).get(reverse("person", args=[wanted.pk])).content.decode()

    assert "Protected" in others and "Elm Way" not in others
    assert "Elm Way" in theirs


def test_a_hidden_person_has_no_page(wanted, client_for, operator, hide):
    hide(wanted)

    assert client_for(operator).get(reverse("person", args=[wanted.pk])).status_code == 404


def test_records_are_merged_and_parted_on_their_pages(wanted, person, client_for, cru):
    other = person("Cathy", "Orchard", born_on="1984-03-07")
    browser = client_for(cru)
    assert str(other.pk) in browser.get(reverse("person_merge", args=[wanted.pk])).content.decode()

    merged = browser.post(
        reverse("person_merge", args=[wanted.pk]), {"choice": str(other.pk), "reason": "Same fingerprint"}
    )
    page = browser.get(reverse("person", args=[wanted.pk])).content.decode()
    parted = browser.post(reverse("person_unmerge", args=[other.pk]), {"reason": "Different prints"})

    assert merged.status_code == 302 and "Same fingerprint" in page and parted.status_code == 302
    assert Merge.objects.get().undone_at is not None


def test_a_connection_is_recorded_on_its_page(wanted, person, client_for, operator):
    other = person("Dorian", "Crane")

    answer = client_for(operator).post(
        reverse("person_link", args=[wanted.pk]), {"other_id": str(other.pk), "kind": "ex_partner"}
    )

    assert answer.status_code == 302
    link = Relationship.objects.get()
    assert (link.kind, link.of, link.to) == ("ex_partner", other, wanted)


def test_a_machine_records_reads_and_ends_a_connection_by_the_same_rules(
    wanted, person, hide, api_for, operator, auditor
):
    other, hidden = person("Dorian", "Crane"), person("Mirela", "Dusk")
    address = reverse("api_relationships", args=[wanted.pk])
    link = {"other_id": str(other.pk), "kind": "ex_partner", "from_on": "2020-05-01"}
    machine = api_for(operator)

    made = machine.post(address, link, headers={"Idempotency-Key": "link-1"})
    again = machine.post(address, link, headers={"Idempotency-Key": "link-1"})
    ended = machine.post(address, link | {"until_on": "2024-02-01"})
    machine.post(address, {"other_id": str(hidden.pk), "kind": "friend"})
    hide(hidden)

    assert (made.status_code, made.json()) == (again.status_code, again.json()) and ended.status_code == 201
    assert machine.get(address).json()["results"] == [
        {
            "id": made.json()["id"],
            "kind": "ex_partner",
            "of": str(other.pk),
            "to": str(wanted.pk),
            "from_on": "2020-05-01",
            "until_on": "2024-02-01",
            "personally_connected": True,
        }
    ]
    backwards = machine.post(address, link | {"until_on": "2019-01-01"})
    assert (backwards.status_code, backwards.json()["errors"][0]["field"]) == (422, "until_on")
    assert machine.post(address, link | {"other_id": str(hidden.pk)}).status_code == 404
    assert machine.get(reverse("api_relationships", args=[hidden.pk])).status_code == 404
    assert api_for(auditor).post(address, link).status_code == 403


def test_a_refusal_is_a_sentence_on_the_same_page(wanted, client_for, operator):
    answer = client_for(operator).post(
        reverse("person_link", args=[wanted.pk]), {"other_id": str(wanted.pk), "kind": "partner"}
    )

    assert answer.status_code == 409
    assert "Choose two different people" in answer.content.decode()
