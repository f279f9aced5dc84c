"""Warnings on people, addresses and numbers: seen wherever these appear, owned, and looked at again in time."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Absent, Refused
from core.models import Duty
from people import queries, services
from people.models import Marker
from people.states import MARKED, MarkerKind

pytestmark = pytest.mark.django_db
UNTIL = date(2027, 3, 1)


@pytest.fixture
def wanted(person):
    """Somebody with a number and an address."""
    return person("Dorian", "Crane", phones=["07700 900123"], address="14 Harbour Row", postcode="CT16 1AA")


@pytest.fixture
def mark(officer, at):
    """Return a function that sets a marker; any keyword may be replaced."""

    def marked(by=officer, at=at, **changes):
        arguments = {"kind": "WEAPONS", "reason": "Keeps a knife by the door; seen on 3 May", "expires_on": UNTIL}
        return services.set_marker(by=by, at=at, **(arguments | changes))

    return marked


@pytest.fixture
def shown(operator, at):
    """Return a function that gives the kinds of the markers shown, the gravest first."""
    return lambda people=(), address=None, phones=(), at=at: [
        each.kind for each in queries.markers_for(people, address, phones, operator, at)
    ]


def owed():
    """Return the open duties to review a marker."""
    return list(Duty.objects.filter(code="REVIEW_MARKER", ended_at=None))


def test_a_marker_is_shown_with_its_person_its_address_and_its_number(wanted, mark, shown):
    address = queries.address("14 Harbour Row", "CT16 1AA")
    mark(person_id=wanted.pk)
    mark(kind="DOG", address_id=address.pk)
    mark(kind="UNSAFE_TO_RING", number="07700 900123")

    assert shown(people=[wanted.pk]) == ["WEAPONS", "UNSAFE_TO_RING"]
    assert shown(address=address) == ["DOG"]
    assert shown(phones=["+44 7700 900123"]) == ["UNSAFE_TO_RING"]
    assert shown([wanted.pk], address, ["07700 900123"]) == ["WEAPONS", "DOG", "UNSAFE_TO_RING"]
    assert shown() == []


def test_a_marker_on_any_record_of_a_person_is_shown_with_each(wanted, person, mark, shown, cru, at):
    other = person("Dorien", "Crane")
    mark(person_id=other.pk)
    services.merge_people(keep_id=wanted.pk, merge_id=other.pk, reason="Same", by=cru, at=at)

    assert shown(people=[wanted.pk]) == shown(people=[other.pk]) == ["WEAPONS"]


def test_what_is_shown_says_all_that_is_needed(wanted, mark, officer, operator, at):
    mark(person_id=wanted.pk)

    (marker,) = queries.markers_for([wanted.pk], None, (), operator, at)

    assert (marker.words, marker.about, marker.of) == ("Weapons", "person", "Dorian Crane")
    assert marker.reason == "Keeps a knife by the door; seen on 3 May"
    assert (marker.identity_id, marker.owner) == (wanted.pk, str(officer))
    assert (marker.from_on, marker.expires_on, marker.unconfirmed) == (at.date(), UNTIL, False)


def test_a_hidden_person_hides_their_markers(wanted, mark, shown, hide):
    mark(person_id=wanted.pk)

    hide(wanted)

    assert shown(people=[wanted.pk]) == []


def test_the_markers_of_many_people_cost_one_statement(wanted, person, mark, operator, at):
    others = [person("Robin", str(number)) for number in range(5)]
    for each in (wanted, *others):
        mark(person_id=each.pk)

    with CaptureQueriesContext(connection) as asked:
        found = queries.markers_for([wanted.pk, *(each.pk for each in others)], None, (), operator, at)

    assert len(found) == 6
    assert len([query for query in asked if "people_marker" in query["sql"]]) == 1
    assert len(asked) <= 2


@pytest.mark.parametrize(("days_after", "unconfirmed"), [(-1, False), (0, False), (1, True)])
def test_from_the_day_after_its_last_day_a_marker_is_shown_as_not_confirmed(
    wanted, mark, operator, at, days_after, unconfirmed
):
    mark(person_id=wanted.pk, expires_on=UNTIL)
    then = at.replace(year=2027, month=3, day=1) + timedelta(days=days_after)

    (marker,) = queries.markers_for([wanted.pk], None, (), operator, then)

    assert marker.unconfirmed is unconfirmed


def test_its_owner_owes_its_review_by_the_end_of_its_last_day(wanted, mark, officer):
    mark(person_id=wanted.pk)

    (duty,) = owed()
    assert duty.owner_id == officer.pk
    assert duty.due_at.isoformat() == "2027-03-02T00:00:00+00:00"


def test_confirming_meets_the_review_and_opens_the_next_for_whoever_confirmed(wanted, mark, sergeant, days):
    marker = mark(person_id=wanted.pk)

    services.confirm_marker(
        marker_id=marker.pk, reason="Still there", expires_on=date(2027, 9, 1), by=sergeant, at=days(100)
    )

    (duty,) = owed()
    assert (duty.owner_id, duty.due_at.date()) == (sergeant.pk, date(2027, 9, 1))
    marker.refresh_from_db()
    assert (marker.owner, marker.reason) == (sergeant, "Still there")
    assert marker.history.count() == 2


def test_ending_meets_the_review_and_it_is_shown_no_more(wanted, mark, shown, officer, at):
    marker = mark(person_id=wanted.pk)

    services.end_marker(marker_id=marker.pk, reason="Handed in", by=officer, at=at)

    assert (owed(), shown(people=[wanted.pk])) == ([], [])


def test_ending_one_marker_leaves_the_review_of_another(wanted, mark, officer, at):
    marker, other = mark(person_id=wanted.pk), mark(person_id=wanted.pk, kind="VIOLENT")

    services.end_marker(marker_id=marker.pk, reason="Handed in", by=officer, at=at)

    assert [duty.subject_id for duty in owed()] == [other.pk]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"reason": " "}, "reason", "what is known"),
        ({"kind": "DOG"}, "kind", "marker for an address"),
        ({"number": "07700 900123"}, "about", "one person, one address or one telephone number"),
        ({"person_id": None}, "about", "one person, one address or one telephone number"),
        ({"expires_on": date(2026, 11, 15)}, "expires_on", "must not lie in the past"),
        ({"expires_on": date(2027, 11, 17)}, "expires_on", "within 12 months"),
        ({"from_on": date(2027, 3, 2)}, "expires_on", "must not lie in the past"),
    ],
)
def test_a_marker_is_refused_with_the_sentence_that_puts_it_right(wanted, mark, changes, field, words):
    with pytest.raises(Refused, match=words) as refusal:
        mark(**({"person_id": wanted.pk} | changes))

    assert refusal.value.field == field


@pytest.mark.parametrize("expires_on", [date(2026, 11, 16), date(2027, 11, 16)])
def test_today_and_the_same_day_next_year_are_the_bounds(wanted, mark, expires_on):
    assert mark(person_id=wanted.pk, expires_on=expires_on).expires_on == expires_on


def test_the_same_marker_stands_once(wanted, mark, officer, at):
    marker = mark(person_id=wanted.pk)

    with pytest.raises(Refused, match="stands already"):
        mark(person_id=wanted.pk)
    services.end_marker(marker_id=marker.pk, reason="Handed in", by=officer, at=at)

    assert mark(person_id=wanted.pk).pk != marker.pk


def test_what_was_ended_is_ended(wanted, mark, officer, at):
    marker = mark(person_id=wanted.pk)
    services.end_marker(marker_id=marker.pk, reason="Handed in", by=officer, at=at)

    with pytest.raises(Refused, match="was ended"):
        services.confirm_marker(marker_id=marker.pk, reason="There", expires_on=UNTIL, by=officer, at=at)


def test_the_owner_is_somebody_of_the_force_who_may_set_markers(wanted, mark, sergeant, auditor):
    assert mark(person_id=wanted.pk, owner_id=sergeant.pk).owner == sergeant

    with pytest.raises(Refused, match="may set markers"):
        mark(person_id=wanted.pk, kind="VIOLENT", owner_id=auditor.pk)


def test_only_those_who_may_set_markers(wanted, mark, auditor):
    with pytest.raises(Refused, match="may not set and review markers"):
        mark(person_id=wanted.pk, by=auditor)


@pytest.mark.parametrize(
    "broken",
    [
        {"number": "+447700900123"},
        {"person": None},
        {"reason": ""},
        {"expires_on": date(2026, 11, 1)},
        {"ended_at": "2026-11-17T10:00Z"},
    ],
)
def test_the_database_refuses_what_a_marker_cannot_be(wanted, mark, broken):
    marker = mark(person_id=wanted.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Marker.objects.filter(pk=marker.pk).update(**broken)


def test_the_database_keeps_one_standing_marker_of_a_kind(wanted, mark):
    marker = mark(person_id=wanted.pk)
    marker.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        Marker(**{f.attname: getattr(marker, f.attname) for f in Marker._meta.fields if f.name != "id"}).save()


def test_every_kind_says_what_it_may_be_about():
    assert set(MARKED) == set(MarkerKind)


def test_a_marker_on_an_address_is_opened_by_those_who_may_see_somebody_there(wanted, mark, operator, hide, at):
    marker = mark(kind="DOG", address_id=queries.address("14 Harbour Row", "CT16 1AA").pk)
    assert queries.marker(marker.pk, operator, at) == marker

    hide(wanted)

    with pytest.raises(Absent):
        queries.marker(marker.pk, operator, at)


def test_markers_stand_beside_the_people_found_on_the_page_and_in_the_api(
    wanted, person, mark, client_for, api_for, operator
):
    person("Doria", "Crane")
    mark(person_id=wanted.pk)
    mark(kind="UNSAFE_TO_RING", number="07700 900123")

    page = client_for(operator).post(reverse("people_search"), {"q": "dorian crane"}).content.decode()
    results = api_for(operator).get("/api/v1/people/", {"q": "dorian crane"}).json()["results"]

    assert page.count("Weapons") == 1
    assert [[each["kind"] for each in found["markers"]] for found in results] == [["WEAPONS", "UNSAFE_TO_RING"], []]


def test_markers_are_set_confirmed_and_ended_on_their_pages(wanted, client_for, officer, at):
    browser, page = client_for(officer), reverse("person", args=[wanted.pk])
    address = queries.address("14 Harbour Row", "CT16 1AA")
    form = browser.get(reverse("marker_set", args=[wanted.pk])).content.decode()
    assert f"address:{address.pk}" in form and "phone:+447700900123" in form
    day = {"expires_on_day": "1", "expires_on_month": "3", "expires_on_year": str(at.year + 1)}

    sent = {"about": f"address:{address.pk}", "kind": "DOG", "reason": "Large dog, loose", "command_id": ""} | day
    refused = browser.post(reverse("marker_set", args=[wanted.pk]), sent | {"kind": "VIOLENT"})
    done = browser.post(reverse("marker_set", args=[wanted.pk]), sent, follow=True).content.decode()

    assert refused.status_code == 409 and "Large dog, loose" in refused.content.decode()
    assert "Dangerous dog" in done and "14 Harbour Row" in done
    marker = Marker.objects.get()
    browser.post(reverse("marker_confirm", args=[marker.pk]), {"reason": "Still loose"} | day)
    assert "Still loose" in browser.get(page).content.decode()
    browser.post(reverse("marker_end", args=[marker.pk]), {"reason": "Dog gone"})
    assert "Dangerous dog" not in browser.get(page).content.decode()
