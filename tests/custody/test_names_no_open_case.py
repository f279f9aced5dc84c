"""A message that names a closed case, or none of the suspect's, is kept, and somebody looks at it the same day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Officer
from core import rebuilding
from core.errors import Absent
from core.models import Duty
from custody import queries, services
from custody.models import CustodyEvent, RefusedMessage
from incidents import services as incidents
from incidents.models import Case, CaseReader
from tests.look.page import Page


@pytest.fixture
def tells(operator, at, case):
    """Return a function by which a prison tells something and names a case, the first one unless another is given."""
    numbers = iter(range(9))

    def told(kind, names=case, **more):
        told = {"suspect_id": case.suspect_id, "source": "prison", "source_event_id": str(next(numbers))}
        told |= {"effective_at": at - timedelta(hours=1), "by": operator, "at": at} | more
        return services.record_event(kind=kind, case_id=names if names is None else getattr(names, "pk", names), **told)

    return told


@pytest.fixture(autouse=True)
def rebuilt(db):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.fixture
def place(everybody, at):
    """Return a function by which the CRU takes an event into a case, or says why into none."""
    who = {"by": everybody["cru"], "at": at + timedelta(minutes=5)}
    return lambda event, case=None, why="": services.place_event(
        event_id=event.pk, case_id=case and case.pk, reason=why, **who
    )


def waiting(event):
    """Return the open duty to find the case of an event."""
    return Duty.objects.get(subject_id=event.pk, code="PLACE_EVENT", ended_at=None)


@pytest.mark.parametrize("kind", ["RELEASED", "CHARGED"])
def test_what_names_a_closed_case_is_kept_and_the_referral_unit_looks_the_same_day(closed, tells, place, cru, kind):
    event = tells(kind)

    assert not event.concerns.exists()
    assert waiting(event).owner_id == cru.pk
    place(event, closed)
    closed.refresh_from_db()
    assert closed.state == "OPEN" and event.concerns.get().case_id == closed.pk
    assert not Duty.objects.filter(code="PLACE_EVENT", ended_at=None).exists()


def test_what_is_of_the_person_is_known_in_his_open_case_at_once_though_it_names_the_closed_one(
    closed, second_case, tells, place
):
    event = tells("RELEASED", details={"route": "LICENCE"})

    assert queries.position(second_case.pk).status == "ON_LICENCE"
    assert waiting(event)
    place(event, closed)
    assert queries.position(closed.pk).status == "ON_LICENCE"


def test_what_is_of_a_matter_goes_into_no_other_case_than_the_one_it_names(closed, second_case, tells):
    event = tells("CHARGED")

    assert not event.concerns.exists() and waiting(event)
    assert queries.position(second_case.pk).status == ""


def test_what_names_an_open_case_goes_there_alone_as_before(case, second_case, tells):
    assert [each.case_id for each in tells("RELEASED").concerns.all()] == [case.pk]


def test_what_names_no_case_of_his_steers_nothing_until_somebody_has_looked(case, tells, unknown, cru):
    event = tells("RELEASED", names=unknown)

    assert not event.concerns.exists()
    assert waiting(event).owner_id == cru.pk


@pytest.fixture
def unknown():
    """An identifier of nothing."""
    return "00000000-0000-4000-8000-000000000001"


def test_a_restricted_case_that_is_open_and_named_is_reached_though_the_sender_may_not_know_of_it(case, tells):
    Case.objects.filter(pk=case.pk).update(restricted=True)

    assert tells("REMANDED").concerns.get().case_id == case.pk


def test_a_restricted_closed_case_that_is_named_is_looked_for_by_somebody_who_may_know_of_it(
    closed, second_case, tells, officer
):
    Case.objects.filter(pk=closed.pk).update(restricted=True)
    CaseReader.objects.create(case=closed, officer=officer, named_at=closed.closed_at)

    owed = waiting(tells("CHARGED"))

    assert (owed.owner_id, owed.role) == (officer.pk, "")


@pytest.mark.parametrize("listed", [False, True])
def test_nobody_answers_for_a_named_case_of_which_they_may_not_know(
    closed, second_case, tells, place, officer, cru, client_for, listed
):
    Case.objects.filter(pk=closed.pk).update(restricted=True)
    for reader in (officer, cru) if listed else (officer,):
        CaseReader.objects.create(case=closed, officer=reader, named_at=closed.closed_at)
    event = tells("RELEASED", details={"route": "LICENCE"})
    where, browser = reverse("event_place", args=[event.pk]), client_for(cru)

    assert (where in browser.get(reverse("kept_events")).content.decode()) is listed
    assert browser.get(where).status_code == (200 if listed else 404)
    if not listed:
        with pytest.raises(Absent):
            place(event, why="A mistake")
        assert client_for(officer).get(where).status_code == 200
    assert waiting(event)


def test_where_nobody_may_know_of_the_named_case_whoever_is_asked_may_answer(closed, second_case, tells, client_for):
    Case.objects.filter(pk=closed.pk).update(restricted=True)
    event = tells("RELEASED", details={"route": "LICENCE"})
    where, asked = reverse("event_place", args=[event.pk]), Officer.objects.get(pk=waiting(event).owner_id)

    assert client_for(asked).get(where).status_code == 200
    assert where in client_for(asked).get(reverse("kept_events")).content.decode()


def test_a_correction_of_what_waits_waits_anew_and_is_known_in_the_open_case_as_well(
    closed, second_case, tells, operator, at
):
    event = tells("RELEASED")
    right = services.correct_by_number(
        source="prison",
        source_event_id="right",
        corrects=event.source_event_id,
        reason="Wrong hour",
        effective_at=at - timedelta(hours=2),
        by=operator,
        at=at + timedelta(minutes=1),
    )

    assert waiting(right) and right.concerns.get().case_id == second_case.pk
    assert not Duty.objects.filter(subject_id=event.pk, ended_at=None).exists()
    assert queries.named_for(right.pk) == str(closed.pk)


def test_the_page_says_which_case_it_names_and_the_list_shows_it(closed, second_case, tells, client_for, cru):
    event = tells("RELEASED")
    browser = client_for(cru)

    page = Page(browser.get(reverse("event_place", args=[event.pk])).content.decode())

    assert "It names the case of Asha Vale and" in page.words(page.one("body"))
    assert "which is closed" in page.words(page.one("body"))
    assert reverse("event_place", args=[event.pk]) in browser.get(reverse("kept_events")).content.decode()


def test_through_the_api_it_is_taken_once(closed, api_for, operator):
    now = timezone.now()
    body = {"source": "prison", "source_event_id": "1", "kind": "RELEASED", "suspect": str(closed.suspect_id)}
    body |= {"case": str(closed.pk), "effective_at": (now - timedelta(hours=1)).isoformat()}

    answers = [api_for(operator).post("/api/v1/custody-events/", body, format="json") for _ in range(2)]

    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json() == answers[1].json() and answers[0].json()["cases"] == []
    assert CustodyEvent.objects.count() == 1


@pytest.fixture
def takes_back(operator, at):
    """Return the ways in which a prison corrects or withdraws what it told under a number."""
    who = {"source": "prison", "reason": "Another man", "by": operator, "at": at + timedelta(minutes=5)}
    return {
        "withdraw": lambda number: services.withdraw_by_number(source_event_id=number, **who),
        "correct": lambda number: services.correct_by_number(
            source_event_id="right", corrects=number, effective_at=at - timedelta(hours=2), **who
        ),
    }


@pytest.mark.parametrize("way", ["withdraw", "correct"])
@pytest.mark.parametrize("restricted", [False, True])
def test_in_a_closed_case_nothing_is_taken_back_whether_or_not_the_sender_may_know_of_it(
    tells, takes_back, case, second_case, officer, request, way, restricted
):
    event = tells("REMANDED")
    closed = request.getfixturevalue("closed")
    Case.objects.filter(pk=closed.pk).update(restricted=restricted)
    CaseReader.objects.create(case=closed, officer=officer, named_at=closed.closed_at)

    kept = takes_back[way](event.source_event_id)

    assert isinstance(kept, RefusedMessage)
    assert ("closed" in kept.why) is not restricted
    event.refresh_from_db()
    assert event.withdrawn_at is None and queries.position(closed.pk).status == "CHARGED_REMANDED"
    owed = Duty.objects.get(subject_id=kept.pk)
    assert queries.refused(kept.pk, reader=Officer.objects.get(pk=owed.owner_id)) == kept, "whoever owes it may read it"


def test_the_page_offers_the_open_cases_too_where_the_one_named_is_none_of_his(case, tells, unknown, client_for, cru):
    page = client_for(cru).get(reverse("event_place", args=[tells("CHARGED", names=unknown).pk])).content.decode()

    assert "a number that is none of these" in page
    assert f'value="{case.pk}"' in page


@pytest.mark.parametrize("way", ["withdraw", "correct"])
@pytest.mark.parametrize("elsewhere", [True, False])
def test_what_was_taken_back_is_looked_for_by_nobody(
    closed, tells, takes_back, client_for, cru, request, way, elsewhere
):
    if elsewhere:
        request.getfixturevalue("second_case")
    event = tells("RELEASED", details={"route": "LICENCE"})
    browser, page = client_for(cru), reverse("kept_events")
    assert reverse("event_place", args=[event.pk]) in browser.get(page).content.decode()

    takes_back[way](event.source_event_id)

    listed = browser.get(page).content.decode()
    assert reverse("event_place", args=[event.pk]) not in listed
    assert ("it was taken back" in listed) is not elsewhere
    assert "The suspect has no case here" not in listed


def test_the_search_for_the_case_that_an_event_names_goes_on_when_another_of_his_is_opened_again(
    closed, second_case, tells, sergeant, monkeypatch, at
):
    monkeypatch.setattr("incidents.services.cases.READY_TO_CLOSE", [])
    incidents.close_case(case_id=second_case.pk, reason="Gone", by=sergeant, at=at - timedelta(minutes=10))
    event = tells("RELEASED", details={"route": "LICENCE"})

    incidents.reopen_case(case_id=second_case.pk, reason="He is back", by=sergeant, at=at + timedelta(minutes=5))
    assert queries.position(second_case.pk).status == "ON_LICENCE"
    assert waiting(event)

    incidents.reopen_case(case_id=closed.pk, reason="He is back", by=sergeant, at=at + timedelta(minutes=9))
    assert queries.position(closed.pk).status == "ON_LICENCE"
    assert not Duty.objects.filter(subject_id=event.pk, code="PLACE_EVENT", ended_at=None).exists()
