"""Whoever writes a guess at a protected address learns nothing: right or wrong, all that they can see is the same."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import queries as accounts_queries
from accounts import services as accounts
from accounts.permissions import Role
from core import journal_queries, outbox
from core.models import Access, Delivery, Duty, Entry
from custody import queries, services
from custody.models import AddressLook
from custody.services import addresses
from dacase import story
from deaths import services as deaths
from incidents.models import Case
from incidents.services import cases as closing
from tests.custody.addresses import LOOK, NAMES_IT, NAMES_IT_NOT, TELL, looked_for, owed, protect, terms

__all__ = ["protect"]

# What is another each time: identifiers, tokens of forms, and marks by which a page knows a term.
MARK = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[A-Za-z0-9]{64}\b|nonce=\S+|\b[0-9a-f]{16}\b")


class Undo(Exception):
    """Ends one world, so that the next begins where it began."""


def plain(text, guess):
    """Return the pieces of what somebody reads, the guess and every random mark made the same.

    In a fixed order: what is due at one time stands in the order of random identifiers.
    """
    return sorted(re.split(r"[\n<{]", MARK.sub("#", text.replace(guess, "the guess"))))


def seen(browser, api, case, guess):
    """Return all that somebody can see of a case after they wrote a guess, each by its address."""
    pages = [
        reverse("case", args=[case.pk]),
        reverse("case_story", args=[case.pk]),
        reverse("custody_events"),
        reverse("orders"),
        reverse("contact", args=[case.pk]),
        reverse("bail_vary", args=[case.pk]),
        f"{reverse('custody_event', args=[case.pk])}?kind=BREACHED",
        reverse("case_close", args=[case.pk]),
        *(f"{reverse('work')}?list={which}" for which in ("mine", "team", "told")),
    ]
    found = {path: browser.get(path) for path in pages}
    for path in (
        f"/api/v1/cases/{case.pk}/timeline/",
        f"/api/v1/duties/?case={case.pk}&open=true",
        f"/api/v1/duties/?case={case.pk}",
        "/api/v1/orders/",
    ):
        found[path] = api.get(path)
    return {path: (answer.status_code, plain(answer.content.decode(), guess)) for path, answer in found.items()}


def begin_at(number):
    """Let the journal count on from a number, as if nothing had been recorded since, and incidents from one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('incident_running_number', 5000)")
        cursor.execute("SELECT setval(pg_get_serial_sequence('core_entry', 'id'), %s)", [number])


@pytest.fixture
def world(case, client_for, api_for, monkeypatch, at):
    """Return a function that writes a guess by some door, does what comes after, and returns all that is seen.

    Each world begins at the same moment, with the same number of the journal.
    """
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(minutes=5))

    def lived(who, guess, write, then=lambda: None):
        told = {}
        try:
            with transaction.atomic():
                begin_at(journal_queries.latest())
                before = Access.objects.count()
                told["answer"] = plain(str(write(guess)), guess)
                then()
                told |= seen(client_for(who), api_for(who), case, guess)
                told["who looked"] = Access.objects.count() - before
                looks.append(AddressLook.objects.filter(case=case).count())
                raise Undo
        except Undo:
            return told

    looks = lived.looks = []
    return lived


def differs(right, wrong):
    """Return the names of what differs between two worlds."""
    return {name for name in right if right[name] != wrong[name]}


@pytest.fixture
def doors(case, officer, operator, happened, bail, client_for, api_for, at):
    """The doors by which somebody can write a guess: {name: function}."""

    def by_page(guess):
        when = {"day": at.day, "month": at.month, "year": at.year, "time": "09:00"}
        data = {f"effective_at_{name}": part for name, part in when.items()} | {"note": guess, "voluntary": "no"}
        path = f"{reverse('custody_event', args=[case.pk])}?kind=INTERVIEWED"
        answer = client_for(officer).post(path, data)
        assert answer.status_code == 302, answer.content.decode()
        return answer.status_code, answer["Location"], "".join(answer.cookies)

    def by_api(guess):
        body = {
            "source": "court",
            "source_event_id": "c-1",
            "kind": "BAIL_GRANTED",
            "suspect": str(case.suspect_id),
            "effective_at": "2026-11-16T09:00:00Z",
            "details": {"conditions": terms(guess), "by_court": True},
        }
        answer = api_for(officer).post("/api/v1/custody-events/", json.dumps(body), content_type="application/json")
        assert answer.status_code == 201, answer.content.decode()
        return answer.status_code, answer.content.decode()

    def by_correction(guess):
        event = happened("BAIL_GRANTED", conditions=terms("Park"), by_court=True)
        details = {"conditions": terms(guess), "by_court": True}
        said = {"views_sought": True, "victim_views": "She agrees"}
        corrected = services.correct_event(
            event_id=event.pk, reason="Wrong", details=details, **said, by=officer, at=at
        )
        return corrected.kind

    def by_bail(guess):
        return bail(conditions=terms(guess)).kind

    return {"page": by_page, "API": by_api, "correction": by_correction, "bail": by_bail}


@pytest.mark.parametrize("door", ["page", "API", "correction", "bail"])
@pytest.mark.parametrize("reader", ["officer", "sergeant"])
def test_a_right_guess_and_a_wrong_one_look_the_same_to_those_who_may_not_see_the_address(
    case, protect, world, doors, everybody, door, reader
):
    protect()

    right, wrong = (world(everybody[reader], guess, doors[door]) for guess in (NAMES_IT, NAMES_IT_NOT))

    assert world.looks == [1, 0]
    assert differs(right, wrong) == set()


def test_a_guess_that_is_taken_back_or_written_again_tells_nothing_either(
    case, protect, world, happened, everybody, at
):
    protect()
    officer = everybody["officer"]

    def write(guess):
        event = happened("ARRESTED", note=guess)
        happened("INTERVIEWED", hours_ago=0, note=guess)
        return services.withdraw_event(event_id=event.pk, reason="No", by=officer, at=at + timedelta(minutes=1)).kind

    right, wrong = (world(officer, guess, write) for guess in (NAMES_IT, NAMES_IT_NOT))

    assert world.looks == [1, 0]
    assert differs(right, wrong) == set()


def test_what_comes_of_a_look_at_a_guess_that_the_suspect_never_had_is_not_seen_either(
    case, protect, world, happened, everybody, safeguarding, at
):
    protect()

    def closed():
        for look in AddressLook.objects.filter(case=case):
            services.close_address_look(
                look_id=look.pk, outcome="NOT_THAT", done="A guess", seen=1, by=safeguarding, at=at
            )

    right, wrong = (
        world(everybody["officer"], guess, lambda guess: happened("ARRESTED", note=guess).kind, closed)
        for guess in (NAMES_IT, NAMES_IT_NOT)
    )

    assert differs(right, wrong) == set()


def test_whoever_may_see_the_address_does_see_a_difference(case, protect, world, doors, everybody):
    protect()

    right, wrong = (world(everybody["safeguarding"], guess, doors["bail"]) for guess in (NAMES_IT, NAMES_IT_NOT))

    assert reverse("case", args=[case.pk]) in differs(right, wrong)


def test_a_wrong_guess_leaves_as_many_numbers_of_the_journal_out_as_a_right_one_uses(case, protect, happened, officer):
    protect()

    def used(guess):
        happened("ARRESTED", note=guess)
        first = Entry.objects.filter(event="custody.arrested").latest("pk").pk
        happened("INTERVIEWED", hours_ago=0)
        return Entry.objects.filter(event="custody.interviewed").latest("pk").pk - first

    assert used(NAMES_IT) == used(NAMES_IT_NOT)


def test_an_event_without_words_is_not_read_at_all(case, protect, happened, django_assert_num_queries, at, officer):
    protect()
    event = happened("ARRESTED")

    with django_assert_num_queries(0):
        addresses.seek(event, by=officer, at=at)


def test_a_right_guess_and_a_wrong_one_cost_alike(case, protect, happened, at, officer, django_assert_max_num_queries):
    protect()
    right, wrong = happened("ARRESTED", note=NAMES_IT), happened("INTERVIEWED", hours_ago=0, note=NAMES_IT_NOT)

    with django_assert_max_num_queries(3):
        addresses.seek(wrong, by=officer, at=at)
    with django_assert_max_num_queries(6):
        addresses.seek(right, by=officer, at=at)


@pytest.mark.parametrize("name", ["officer", "operator", "sergeant", "auditor", "witness_carer", "marac_coordinator"])
def test_the_look_its_duty_and_its_entries_are_known_only_to_those_who_may_see_the_address(
    case, protect, happened, everybody, client_for, name
):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    reader, look = everybody[name], looked_for(case)

    known = journal_queries.known_to(reader, Duty.objects.filter(case_id=case.pk))

    assert not known.filter(code=LOOK).exists()
    assert "custody.address_named" not in {each.event for each in journal_queries.entries(case.pk, reader=reader)}
    assert not queries.looks_visible_to(reader).exists()
    paths = [reverse(page, args=[look.pk]) for page in ("address_look", "address_told")]
    nowhere = [reverse(page, args=[case.pk]) for page in ("address_look", "address_told")]
    browser = client_for(reader)
    assert {browser.get(path).status_code for path in paths} == {browser.get(path).status_code for path in nowhere}


@pytest.mark.parametrize("name", ["safeguarding", "cru", "neighbourhood"])
def test_those_who_may_see_the_address_have_it_on_their_case_page(case, protect, happened, everybody, client_for, name):
    protect()
    happened("ARRESTED", note=NAMES_IT)

    page = client_for(everybody[name]).get(reverse("case", args=[case.pk])).content.decode()

    assert "An address that is kept safe stands in what was written of the suspect" in page
    assert reverse("address_look", args=[looked_for(case).pk]) in page


def test_an_officer_of_another_force_finds_nothing(case, protect, happened, client_for, at):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    force = accounts.found_force(code="essex", name="Essex (demonstration)", units={"ward-9": "Ward 9"})
    stranger = accounts.enrol(username="theirs", first_name="Their", last_name="Example", rank="constable")
    unit = force.units.get()
    accounts.post(officer=stranger, role=Role.SAFEGUARDING, unit=unit, from_at=at - timedelta(days=900))

    answer = client_for(stranger).get(reverse("address_look", args=[looked_for(case).pk]))

    assert answer.status_code == 404


def test_a_case_can_be_closed_by_whoever_may_not_know_of_the_look_and_the_look_goes_on(
    case, protect, happened, everybody, at
):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    Duty.objects.filter(case_id=case.pk).exclude(code=LOOK).delete()
    left = closing.READY_TO_CLOSE[-1]

    assert left(case.pk, at, reader=everybody["sergeant"]) == (True, "")
    assert left(case.pk, at, reader=everybody["safeguarding"])[1].startswith("an address that is kept safe")


def test_only_whoever_owes_the_look_gets_a_message_that_says_nothing(case, protect, happened, safeguarding, mailoutbox):
    safeguarding.email = "s@example.org"
    safeguarding.save()
    protect()
    happened("ARRESTED", note=NAMES_IT)
    named = Entry.objects.get(event="custody.address_named")

    for each in Delivery.objects.filter(entry=named):
        outbox.deliver_one(each.pk, each.next_attempt_at)

    (message,) = mailoutbox
    assert message.to == ["s@example.org"] and "address" not in message.body


def test_what_is_owed_to_a_victim_who_has_died_by_mistake_is_not_said_to_those_who_may_not_know(
    case, protect, happened, everybody, safeguarding, officer, client_for, at
):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    look = looked_for(case)
    services.close_address_look(look_id=look.pk, outcome="KNOWN", done="He has it", seen=1, by=safeguarding, at=at)
    assert owed(case, TELL)
    said = {"died_on": at.date(), "factor": "MAY_BE", "circumstances": "Found by a neighbour"}
    death = deaths.record_death(
        case_id=case.pk, person_id=case.victim_id, **said, by=officer, at=at + timedelta(minutes=1)
    )
    assert owed(case, TELL) == []
    deaths.withdraw_death(death_id=death.pk, words="Another woman", by=officer, at=at + timedelta(minutes=5))

    def told(reader):
        found = Case.objects.get(pk=case.pk)
        return {each["code"] for each in story.owed_again(found, everybody[reader])}

    assert TELL in told("safeguarding")
    assert TELL not in told("officer")


def test_how_much_the_safeguarding_officer_holds_tells_no_supervisor_of_the_look(
    case, protect, world, doors, everybody, safeguarding, client_for
):
    protect()
    supervisor = everybody["control_supervisor"]

    def held(guess):
        doors["bail"](guess)
        return client_for(supervisor).get(reverse("absence_record", args=[safeguarding.pk])).content.decode()

    right, wrong = (world(supervisor, guess, held) for guess in (NAMES_IT, NAMES_IT_NOT))

    assert world.looks == [1, 0]
    assert any("holds" in piece for piece in right["answer"])
    assert differs(right, wrong) == set()


def test_what_went_to_another_than_the_deputy_is_not_said_of_a_look(case, protect, happened, everybody, at):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    (duty,) = owed(case)
    absence = accounts.record_absence(
        officer_id=duty.owner_id,
        kind="LEAVE",
        from_at=at,
        deputy_id=everybody["officer"].pk,
        by=everybody["administrator"],
        at=at,
    )

    (duty,) = owed(case)
    assert duty.owner_id == everybody["cru"].pk, "the deputy may not see the address"
    assert accounts_queries.went_elsewhere([absence.pk]) == {}
