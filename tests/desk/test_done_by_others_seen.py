"""The list of what others ended, by page and by API: what it shows, and how it is said that it was seen."""

import uuid
from datetime import timedelta

import pytest

from accounts import services as accounts
from core.duties import SEEN
from core.journal import record
from core.models import Duty, Entry, Unseen
from dacase import ended
from tests.desk.test_done_by_others import HOUR, PAGE, arrest, listed, rebuilt, shown, tell

__all__ = ["arrest", "rebuilt", "tell"]
pytestmark = pytest.mark.django_db


def test_one_press_takes_off_what_was_shown_and_nothing_that_ended_since(
    case, tell, officer, neighbourhood, client_for, at
):
    browser = client_for(officer)
    tell(neighbourhood)
    _, seen = shown(browser)
    record("incidents.support_referred", about=case, case_id=case.pk, by=neighbourhood, at=at + HOUR)

    answer = browser.post(PAGE, {"unseen": seen, "command_id": uuid.uuid4()}, follow=True)

    assert "What you saw is off the list." in answer.content.decode()
    assert "TELL_VICTIM_ARREST" not in listed(officer)
    assert listed(officer) == ["SUPPORT_REFERRAL"]


def test_pressed_twice_it_is_written_down_once(tell, officer, neighbourhood, client_for):
    browser = client_for(officer)
    tell(neighbourhood)
    _, seen = shown(browser)
    sent = {"unseen": seen, "command_id": uuid.uuid4()}

    answers = [browser.post(PAGE, sent), browser.post(PAGE, sent), browser.post(PAGE, {"unseen": seen})]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    entry = Entry.objects.get(event=SEEN)
    assert (entry.by_id, entry.case_id, entry.facts) == (officer.pk, None, {"unseen": seen.split()})


def test_nobody_takes_anything_off_the_list_of_somebody_else(tell, officer, neighbourhood, at):
    tell(neighbourhood)
    found = list(Unseen.objects.values_list("pk", flat=True))

    assert ended.say_seen(unseen=found, by=neighbourhood, at=at) == 0

    assert "TELL_VICTIM_ARREST" in listed(officer)
    assert not Entry.objects.filter(event=SEEN).exists()


@pytest.mark.parametrize("sent", ["", "all", "01a22e5e-eaec-7000-afea-51d8021bffb4 and more"])
def test_what_names_no_duties_is_refused_in_a_sentence_beside_the_list_as_it_is(
    tell, officer, neighbourhood, client_for, sent
):
    tell(neighbourhood)

    answer = client_for(officer).post(PAGE, {"duties": sent})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This names nothing that was shown" in page and "Tell the victim that the suspect was arrested" in page
    assert answer.context["form"]["unseen"].value()


def test_where_there_is_nothing_it_says_so_and_offers_no_button(neighbourhood, case, client_for):
    page = client_for(neighbourhood).get(PAGE).content.decode()

    assert "Nothing that you owed, or were told of, was ended" in page
    assert "I have seen these" not in page


def test_somebody_without_a_posting_is_told_why_there_is_no_list(client_for, force):
    nobody = accounts.enrol(username="nobody", first_name="Ida", last_name="Example")

    assert "You have no posting now" in client_for(nobody).get(PAGE).content.decode()


def test_of_more_than_a_hundred_the_newest_are_shown_and_the_others_follow(case, officer, client_for, at):
    like = Duty.objects.filter(case_id=case.pk, ended_at=None).first()
    entry = Entry.objects.filter(case_id=case.pk).first()
    kept = {field.attname: getattr(like, field.attname) for field in Duty._meta.fields if field.name != "id"}
    kept |= {"owner_id": officer.pk, "ended_as": "MET", "ended_by_id": entry.pk}
    rows = [
        Duty(**kept | {"scope_id": uuid.uuid4(), "ended_at": at + timedelta(minutes=number)}) for number in range(103)
    ]
    Duty.objects.bulk_create(rows)
    unseen = [
        Unseen(id=uuid.uuid4(), duty=row, officer_id=officer.pk, entry=entry, at=row.ended_at, case_id=row.case_id)
        for row in rows
    ]
    Unseen.objects.bulk_create(unseen)
    browser = client_for(officer)

    page, seen = shown(browser)
    newest = {str(row.pk) for row in unseen[3:]}

    assert "Only the newest 100 are shown" in page and set(seen.split()) == newest
    browser.post(PAGE, {"unseen": seen})
    page, seen = shown(browser)
    assert "Only the newest" not in page and seen.split() == [str(row.pk) for row in unseen[2::-1]]
    Duty.objects.filter(pk__in=[row.pk for row in rows]).delete()


def test_a_machine_reads_the_same_and_says_that_it_was_seen(case, tell, officer, neighbourhood, api_for):
    tell(neighbourhood)
    machine = api_for(officer)

    found = machine.get("/api/v1/duties/done-by-others/").json()
    [one] = [each for each in found["results"] if each["code"] == "TELL_VICTIM_ARREST"]
    key = {"HTTP_IDEMPOTENCY_KEY": "seen-1"}
    answers = [machine.post("/api/v1/duties/seen/", {"unseen": [one["unseen"]]}, **key) for _ in range(2)]

    assert found["more"] is False
    assert one["by"] == "Neighbourhood Example" and one["ended_as"] == "MET" and one["said"].startswith("Victim told")
    assert one["case"] == str(case.pk) and one["what"].startswith("Tell the victim that the suspect was arrested")
    assert [answer.json() for answer in answers] == [{"seen": 1}, {"seen": 1}]
    assert "TELL_VICTIM_ARREST" not in listed(officer)


@pytest.mark.parametrize("body", [{}, {"unseen": []}, {"unseen": ["all"]}, {"unseen": "all"}])
def test_a_machine_that_names_no_duties_is_told_so(case, officer, api_for, body):
    answer = api_for(officer).post("/api/v1/duties/seen/", body)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"].startswith("unseen")
