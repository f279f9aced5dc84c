"""A system corrects and withdraws by its own numbers what it told; what cannot be taken in is heard by a person."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import rebuilding
from core.errors import Absent, AlreadyDone, Refused
from core.models import Duty, Entry
from custody import events, queries, services
from custody.models import CustodyEvent, RefusedMessage
from incidents.models import Case

NO_CONTACT = {"kind": "NO_CONTACT", "text": "Asha Vale"}
WHY = "The custody record was that of another man"


@pytest.fixture
def tells(case, operator, at):
    """Return a function by which the court tells something of the suspect under a number."""

    def told(number, kind, hours_ago=3, **details):
        return services.record_event(
            kind=kind,
            suspect_id=case.suspect_id,
            effective_at=at - timedelta(hours=hours_ago),
            source="court",
            source_event_id=number,
            details=details,
            by=operator,
            at=at,
        )

    return told


@pytest.fixture
def correct(operator, at):
    """Return a function by which the court corrects what it told under number 1; any keyword may be replaced."""

    def corrected(**changes):
        said = {"source": "court", "source_event_id": "2", "corrects": "1", "reason": "Wrong hour"}
        who = {"by": operator, "at": at + timedelta(minutes=5)}
        return services.correct_by_number(**(said | {"effective_at": at - timedelta(hours=2)} | who | changes))

    return corrected


@pytest.fixture
def withdraw(operator, at):
    """Return a function by which the court withdraws what it told under a number."""

    def withdrawn(number="1", **changes):
        said = {"source": "court", "source_event_id": number, "reason": WHY}
        return services.withdraw_by_number(**(said | {"by": operator, "at": at + timedelta(minutes=5)} | changes))

    return withdrawn


@pytest.fixture(autouse=True)
def rebuilt(db):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def open_codes(subject):
    """Return the codes of what is owed about an event or a message."""
    return set(Duty.objects.filter(subject_id=subject.pk, ended_at=None).values_list("code", flat=True))


def test_a_correction_takes_the_place_of_what_was_told(tells, correct, case, at):
    wrong = tells("1", "REMANDED")

    right = correct()

    wrong.refresh_from_db()
    assert (right.corrects_id, right.source, right.source_event_id) == (wrong.pk, "court", "2")
    assert wrong.withdrawn_at and right.effective_at == at - timedelta(hours=2)
    assert queries.position(case.pk).since == right.effective_at
    assert "TELL_VICTIM_REMAND" in open_codes(right)
    assert open_codes(wrong) == set()


def test_details_that_are_left_out_stay_and_those_that_are_sent_are_the_whole(tells, correct):
    tells("1", "COURT_HEARD", result="ADJOURNED", court="Dover")

    kept = correct()
    changed = correct(source_event_id="3", corrects="2", details={"result": "ACQUITTED"})

    assert kept.details == {"result": "ADJOURNED", "court": "Dover"}
    assert changed.details == {"result": "ACQUITTED"}


def test_the_same_correction_again_changes_nothing_also_after_another_one(tells, correct):
    tells("1", "REMANDED")
    first = correct()
    correct(source_event_id="3", corrects="2", effective_at=first.effective_at - timedelta(minutes=30))

    with pytest.raises(AlreadyDone) as again:
        correct()

    assert again.value.entry.subject_id == first.pk
    assert CustodyEvent.objects.filter(withdrawn_at=None).get().source_event_id == "3"
    assert not RefusedMessage.objects.exists()


def test_a_listing_keeps_the_reference_of_its_hearing(tells, correct, at):
    tells("1", "HEARING_LISTED", hearing="TRIAL", hearing_at="2027-01-12T10:00:00Z", court="Dover")

    right = correct(details={"hearing": "TRIAL", "hearing_at": "2027-01-13T10:00:00Z", "court": "Dover"})

    assert right.details["hearing_ref"] == "1"


def test_a_withdrawal_voids_what_the_event_asked_for_and_is_done_once(tells, withdraw, case):
    event = tells("1", "REMANDED")

    withdraw()
    with pytest.raises(AlreadyDone):
        withdraw()

    assert open_codes(event) == set()
    assert queries.position(case.pk).status == ""
    assert Entry.objects.filter(event=events.EVENT_WITHDRAWN, subject_id=event.pk).count() == 1


def test_what_reached_no_case_is_withdrawn_and_nobody_looks_for_its_case_any_more(closed, tells, withdraw):
    event = tells("1", "RELEASED")
    assert open_codes(event) == {"PLACE_EVENT"}

    withdraw()

    assert open_codes(event) == set()


def test_what_reached_no_case_is_corrected_and_looked_for_anew(closed, tells, correct):
    event = tells("1", "RELEASED")

    right = correct()

    assert open_codes(event) == set()
    assert open_codes(right) == {"PLACE_EVENT"}


@pytest.mark.parametrize(
    ("kind", "details", "changes", "why"),
    [
        ("BAIL_GRANTED", {"by_court": True}, {"details": {"by_court": True, "conditions": [NO_CONTACT]}}, "her views"),
        (
            "BAIL_GRANTED",
            {"conditions": []},
            {"details": {"bail_ends_on": "2026-01-01"}},
            "whether the victim was asked",
        ),
        (
            "ORDER_MADE",
            {"order": "DVPO", "expires_on": "2026-12-10"},
            {"details": {"order": "DVPO"}},
            "whether the victim",
        ),
        ("DVPN_SERVED", {}, {"details": {"authorised_rank": "SERGEANT", "authorised_by_name": "K"}}, "superintendent"),
        ("REMANDED", {}, {"effective_at": "the same"}, "Nothing is different"),
        ("REMANDED", {}, {"effective_at": "tomorrow"}, "in the future"),
        ("REMANDED", {}, {"details": {"hearing_at": "noon"}}, "must be a time"),
        ("REMANDED", {}, {"corrects": "7"}, "told of nothing under the number 7"),
        ("REMANDED", {}, {"source_event_id": "1"}, "another event under the number 1"),
        ("REMANDED", {}, {"reason": " "}, "what was wrong"),
    ],
)
def test_what_the_page_would_refuse_is_kept_and_changes_nothing(
    tells, correct, case, officer, at, kind, details, changes, why
):
    event = tells("1", kind, **details)
    moments = {"the same": event.effective_at, "tomorrow": at + timedelta(days=1)}
    changes = {name: moments.get(str(value), value) for name, value in changes.items()}

    kept = correct(**changes)

    event.refresh_from_db()
    assert event.withdrawn_at is None
    assert why in kept.why or why == "her views" and "whether the victim was asked" in kept.why
    (owed,) = Duty.objects.filter(subject_id=kept.pk)
    assert owed.due_at == datetime(2026, 11, 17, 0, 0, tzinfo=UTC)
    assert (owed.code, owed.owner_id) == (
        ("PLACE_REFUSED_MESSAGE", owed.owner_id) if changes.get("corrects") else ("HEAR_REFUSED_MESSAGE", officer.pk)
    )


def test_the_same_refused_message_again_is_heard_once(tells, correct):
    tells("1", "REMANDED")
    first = correct(reason=" ")

    assert correct(reason=" ") == first
    assert Duty.objects.filter(code="HEAR_REFUSED_MESSAGE").count() == 1


def test_with_her_views_and_a_rank_that_may_bail_is_corrected_by_number(tells, correct, sergeant, at):
    tells("1", "BAIL_GRANTED", conditions=[])

    right = correct(
        details={"conditions": [NO_CONTACT], "bail_ends_on": "2027-02-01"},
        views_sought=True,
        victim_views="She wants no contact",
        authorised_by_id=sergeant.pk,
    )

    assert isinstance(right, CustodyEvent)
    assert (right.victim_views, right.authorised_by_id) == ("She wants no contact", sergeant.pk)


def test_what_an_officer_put_right_before_is_not_overruled_by_a_machine(tells, correct, withdraw, everybody, at):
    event = tells("1", "REMANDED")
    services.correct_event(
        event_id=event.pk, reason="Hour", effective_at=at - timedelta(hours=1), by=everybody["sergeant"], at=at
    )

    assert "withdrawn before" in correct().why
    assert "withdrawn before" in withdraw().why


def test_in_a_closed_case_nothing_is_taken_back_and_the_referral_unit_hears_of_it(tells, withdraw, cru, request):
    event = tells("1", "REMANDED")
    request.getfixturevalue("closed")

    kept = withdraw()

    assert "Reopen it first" in kept.why
    assert Duty.objects.get(subject_id=kept.pk).owner_id == cru.pk
    assert queries.sent_event(event.pk).withdrawn_at is None


def test_another_account_that_may_not_know_of_the_case_puts_nothing_right(tells, correct, case, everybody):
    tells("1", "REMANDED")
    Case.objects.filter(pk=case.pk).update(restricted=True)

    assert "told of nothing" in correct(by=everybody["cru"]).why
    assert isinstance(correct(), CustodyEvent), "whoever told it may"


def test_it_is_settled_once_with_what_was_done(tells, correct, officer, at):
    tells("1", "REMANDED")
    kept = correct(reason=" ")
    said = {"refused_id": kept.pk, "by": officer, "at": at + timedelta(minutes=9)}

    with pytest.raises(Refused, match="Say what you did"):
        services.settle_message(how=" ", **said)
    services.settle_message(how="The court was asked: nothing was wrong", **said)

    assert open_codes(kept) == set()
    with pytest.raises(Refused, match="looked at this message before"):
        services.settle_message(how="Again", **said)


def test_who_may_not_know_of_the_case_does_not_read_the_message(tells, correct, case, everybody):
    tells("1", "REMANDED")
    kept = correct(reason=" ")
    Case.objects.filter(pk=case.pk).update(restricted=True)

    with pytest.raises(Absent):
        queries.refused(kept.pk, reader=everybody["cru"])


def test_who_may_not_record_custody_corrects_nothing(tells, correct, auditor):
    tells("1", "REMANDED")

    with pytest.raises(Refused, match="may not record custody"):
        correct(by=auditor)


def test_the_page_shows_both_and_asks_what_was_done(tells, correct, officer, client_for):
    tells("1", "REMANDED", court="Dover")
    kept = correct(reason=" ", details={"court": "Margate"})
    browser, address = client_for(officer), reverse("refused_message", args=[kept.pk])

    page = browser.get(address).content.decode()
    assert "Dover" in page and "Margate" in page and kept.why.split(",")[0] in page
    browser.post(address, {"how": "Asked the court"})

    kept.refresh_from_db()
    assert (kept.settled_how, kept.settled_by) == ("Asked the court", officer)


@pytest.fixture
def post(api_for, operator):
    """Return a function that posts to the doors of a system: post(path below custody-events, body)."""
    client = api_for(operator)
    return lambda path, body, **more: client.post(f"/api/v1/custody-events/{path}", body, format="json", **more)


def test_through_the_api_a_correction_and_a_withdrawal_are_taken_in_once(case, post):
    now = timezone.now()
    told = {"source": "court", "kind": "REMANDED", "suspect": str(case.suspect_id)}
    post("", told | {"source_event_id": "1", "effective_at": (now - timedelta(hours=2)).isoformat()})
    right = {
        "source": "court",
        "source_event_id": "2",
        "corrects": "1",
        "reason": "Wrong hour",
        "effective_at": (now - timedelta(hours=1)).isoformat(),
    }

    first, again = post("corrections/", right), post("corrections/", right)

    assert (first.status_code, first.json()["taken_in"], first.json()["source_event_id"]) == (201, True, "2")
    assert again.json()["id"] == first.json()["id"]
    back = {"source": "court", "source_event_id": "2", "reason": WHY}
    assert [post("withdrawals/", back).status_code for _ in range(2)] == [201, 201]
    assert queries.position(case.pk).status == ""


def test_through_the_api_what_cannot_be_taken_in_is_said_so_and_settled(case, post):
    body = {"source": "court", "source_event_id": "9", "reason": WHY}

    answer = post("withdrawals/", body, headers={"Idempotency-Key": "w-1"})
    again = post("withdrawals/", body, headers={"Idempotency-Key": "w-1"})

    assert (answer.status_code, answer.json()["taken_in"]) == (202, False)
    assert "told of nothing under the number 9" in answer.json()["why"]
    assert (again.status_code, again.json()) == (202, answer.json())
    settled = post(f"refused/{answer.json()['id']}/", {"how": "The court was asked"})
    assert settled.status_code == 201
    assert RefusedMessage.objects.get().settled_how == "The court was asked"


def test_a_correction_without_its_number_or_zone_is_refused_in_its_shape(post):
    body = {"source": "court", "source_event_id": "2", "corrects": "1", "reason": "x"}

    assert post("corrections/", body | {"corrects": ""}).status_code == 400
    assert post("corrections/", body | {"effective_at": "2026-11-16T10:00:00"}).status_code == 400
    assert not RefusedMessage.objects.exists()
