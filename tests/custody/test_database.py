"""What must never be cannot be: the database refuses it, whoever asks."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from custody.models import ContactOwner, CustodyEvent, EventCase, Notice, Position


def refused(run, error=IntegrityError):
    """Say that the database refuses something, and leave the transaction usable."""
    with pytest.raises(error), transaction.atomic():
        run()


@pytest.fixture
def event(happened):
    """A release."""
    return happened("RELEASED")


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "RECALLED"},
        {"details": {"route": "OTHER"}},
        {"effective_at": "2020-01-01T00:00:00Z"},
        {"source_event_id": "another"},
    ],
)
def test_an_event_is_never_changed(event, changes):
    refused(lambda: CustodyEvent.objects.filter(pk=event.pk).update(**changes))


def test_an_event_is_never_deleted(event):
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute("DELETE FROM custody_custodyevent WHERE id = %s", [event.pk]))


def test_a_withdrawal_names_who_and_why(event, at):
    refused(lambda: CustodyEvent.objects.filter(pk=event.pk).update(withdrawn_at=at))


def test_an_event_does_not_happen_after_we_heard_of_it(event, days):
    fresh = CustodyEvent(
        force=event.force,
        suspect=event.suspect,
        kind="ARRESTED",
        effective_at=days(1),
        received_at=days(0),
        source="x",
        source_event_id="1",
        digest="x",
        recorded_by=event.recorded_by,
    )

    refused(lambda: fresh.save(force_insert=True))


def test_bail_is_not_kept_with_half_of_the_victims_views(event, at):
    fresh = CustodyEvent(
        force=event.force,
        suspect=event.suspect,
        kind="BAIL_GRANTED",
        effective_at=at,
        received_at=at,
        source="x",
        source_event_id="1",
        digest="x",
        views_sought=True,
        recorded_by=event.recorded_by,
    )

    refused(lambda: fresh.save(force_insert=True))


def test_one_number_of_one_source_stands_once(event, at):
    twin = CustodyEvent(
        force=event.force,
        suspect=event.suspect,
        kind="RELEASED",
        effective_at=at,
        received_at=at,
        source=event.source,
        source_event_id=event.source_event_id,
        digest="x",
        recorded_by=event.recorded_by,
    )

    refused(lambda: twin.save(force_insert=True))


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "UNDER_INVESTIGATION", "conditions": [{"kind": "NO_CONTACT", "text": "Asha"}]},
        {"status": "NO_FURTHER_ACTION", "bail_ends_on": "2027-01-01"},
        {"status": "PRE_CHARGE_BAIL", "remanded": True},
        {"status": "SOMEWHERE"},
    ],
)
def test_a_position_never_shows_what_cannot_hold(event, case, changes):
    refused(lambda: Position.objects.filter(pk=case.pk).update(**changes))


@pytest.mark.parametrize("changes", [{"safe_how": ""}, {"what_said": ""}, {"method": "PIGEON"}])
def test_a_notice_says_how_it_was_safe_and_what_was_said(event, case, officer, at, changes):
    whole = {
        "event": event,
        "case": case,
        "told_at": at,
        "recorded_at": at,
        "method": "PHONE",
        "told_by": officer,
        "reached": True,
        "safe_how": "She chose it",
        "what_said": "He is out",
    }
    Notice.objects.create(**whole)

    refused(lambda: Notice.objects.create(**(whole | changes)))


@pytest.mark.parametrize("model", [EventCase, Notice, ContactOwner])
def test_what_was_told_and_to_which_case_is_only_ever_added(event, model):
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(f"DELETE FROM {model._meta.db_table}"), DatabaseError)


def test_a_case_that_was_not_told_of_an_event_cannot_be_committed(event, case, call, days):
    other = call(days(-1), people=[{"role": "victim", "given_name": "Mirela"}, {"role": "suspect", "unknown": True}])

    def concern():
        EventCase.objects.create(event=event, case=other.allegations.get().case)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    refused(concern)


def test_a_release_that_nobody_reassesses_cannot_be_committed(case, officer, at, monkeypatch):
    from custody import services
    from law import duties as rules

    monkeypatch.setattr(rules, "opened_by", lambda event, facts: [])

    def release():
        services.record_event(
            kind="RELEASED", suspect_id=case.suspect_id, case_id=case.pk, effective_at=at, by=officer, at=at
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    refused(release)
