"""An address that a victim keeps safe and that is written into conditions is looked at the same day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Posting
from core.escalation import sweep
from custody import queries, services
from custody.models import AddressLook, AddressNaming
from custody.services import recording
from incidents import services as incidents
from law import clocks
from people import services as people
from tests.custody.addresses import (
    NAMES_IT,
    NAMES_IT_NOT,
    looked_for,
    owed,
    protect,
    terms,
)

__all__ = ["protect"]


def named(case):
    """Return the kinds of the events in which the open look of a case found the address, in order."""
    return [event.kind for event, _ in queries.found_in(looked_for(case))]


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        ("BAIL_GRANTED", {"conditions": terms(NAMES_IT), "by_court": True}),
        ("ORDER_MADE", {"conditions": terms(NAMES_IT), "order": "RESTRAINING"}),
        ("SENTENCED", {"conditions": terms(NAMES_IT), "sentence": "COMMUNITY"}),
        ("RELEASED", {"conditions": terms(NAMES_IT), "route": "LICENCE"}),
        ("BREACHED", {"breach_of": "BAIL", "breached_terms": terms(NAMES_IT), "arrested": True}),
        ("ARRESTED", {"note": "He stood before Nightjar Lodge"}),
        ("ARRESTED", {"place_of_arrest": "Mill Lane"}),
    ],
)
def test_an_event_that_names_it_opens_a_look_for_the_safeguarding_team_due_the_same_day(
    case, protect, happened, safeguarding, at, kind, details
):
    protect()

    happened(kind, **details)

    (duty,) = owed(case)
    assert (duty.owner_id, duty.role) == (safeguarding.pk, "SAFEGUARDING")
    assert duty.due_at == clocks.start_of_day(at.date() + timedelta(days=1))
    assert named(case) == [kind]


def test_what_names_another_place_and_what_has_no_words_open_nothing(case, protect, happened):
    protect()

    happened("BAIL_GRANTED", hours_ago=2, conditions=terms(NAMES_IT_NOT), by_court=True)
    happened("ARRESTED")

    assert owed(case) == [] and not AddressLook.objects.exists()


def test_a_victim_who_keeps_no_address_safe_is_no_reason_to_look(case, happened):
    happened("BAIL_GRANTED", conditions=terms(NAMES_IT), by_court=True)

    assert owed(case) == []


def test_her_views_and_a_variation_are_read_as_well(case, protect, bail, at, sergeant):
    protect()
    bail(victim_views="She is at Nightjar Lodge now")
    services.vary_bail(
        case_id=case.pk,
        conditions=terms(NAMES_IT),
        reason="She asked",
        views_sought=True,
        victim_views="She agrees",
        read_at=queries.position(case.pk).bail_event_id,
        effective_at=at - timedelta(hours=1),
        by=sergeant,
        at=at,
    )

    assert len(owed(case)) == 1, "one look in a case at a time"
    assert named(case) == ["BAIL_GRANTED", "BAIL_VARIED"]


def test_a_message_of_a_system_is_read_as_what_is_typed(case, protect, sends):
    protect()

    sends("BAIL_GRANTED", conditions=terms(NAMES_IT), by_court=True)

    assert named(case) == ["BAIL_GRANTED"]


def test_a_message_that_reaches_no_case_yet_is_looked_at_in_the_case_of_whom_it_names(
    case, second_case, protect, sends
):
    protect()

    sends("BAIL_GRANTED", conditions=terms(NAMES_IT), by_court=True)

    assert len(owed(case)) == 1 and owed(second_case) == []


def test_what_is_written_in_the_case_of_another_victim_is_looked_at_in_hers(case, second_case, protect, at, officer):
    protect()

    services.record_event(
        kind="BAIL_GRANTED",
        suspect_id=second_case.suspect_id,
        case_id=second_case.pk,
        effective_at=at - timedelta(hours=1),
        details={"conditions": terms(NAMES_IT), "by_court": True},
        by=officer,
        at=at,
    )

    assert len(owed(case)) == 1 and owed(second_case) == []


@pytest.mark.parametrize("days_later", [0, 1])
def test_an_address_that_becomes_protected_afterwards_is_looked_for_in_the_same_transaction(
    case, protect, happened, days_later, at
):
    happened("BAIL_GRANTED", conditions=terms(NAMES_IT), by_court=True)
    later = at + timedelta(days=days_later)

    protect(at=later)

    (duty,) = owed(case)
    assert duty.due_at == clocks.start_of_day(later.date() + timedelta(days=1))


def test_what_was_taken_back_before_is_not_looked_at(case, protect, happened, officer, at):
    event = happened("BAIL_GRANTED", conditions=terms(NAMES_IT), by_court=True)
    services.withdraw_event(event_id=event.pk, reason="Another man", by=officer, at=at)

    protect(at=at + timedelta(minutes=1))

    assert owed(case) == []


def test_a_merge_that_brings_the_address_has_it_looked_for(case, protect, happened, cru, at):
    happened("BAIL_GRANTED", conditions=terms(NAMES_IT), by_court=True)
    other = people.register(given_name="Asha", family_name="Vale", by=cru, at=at)
    protect(person_id=other.pk)
    assert owed(case) == []

    people.merge_people(keep_id=case.victim_id, merge_id=other.pk, reason="The same woman", by=cru, at=at)

    assert named(case) == ["BAIL_GRANTED"]


def test_a_merge_of_the_suspect_has_what_was_written_of_the_other_record_looked_through(
    case, protect, cru, officer, at
):
    protect()
    other = people.register(given_name="Dorian", family_name="Crane", by=cru, at=at)
    services.record_event(
        kind="BAIL_GRANTED",
        suspect_id=other.pk,
        effective_at=at - timedelta(hours=1),
        details={"conditions": terms(NAMES_IT), "by_court": True},
        by=officer,
        at=at,
    )
    assert owed(case) == []

    people.merge_people(keep_id=case.suspect_id, merge_id=other.pk, reason="The same man", by=cru, at=at)

    assert named(case) == ["BAIL_GRANTED"]


def test_in_a_closed_case_it_is_looked_for_all_the_same(case, protect, happened, request):
    happened("BAIL_GRANTED", conditions=terms(NAMES_IT), by_court=True)
    request.getfixturevalue("closed")

    protect()

    assert len(owed(case)) == 1


def test_a_case_that_is_opened_hears_of_what_was_written_of_the_suspect_before(case, happened, protect, call, cru, at):
    happened("BAIL_GRANTED", conditions=terms(NAMES_IT), by_court=True)
    other = people.register(given_name="Betwyn", family_name="Stone", by=cru, at=at)
    protect(person_id=other.pk)

    incident = call(
        at,
        people=[
            {"role": "victim", "person_id": other.pk},
            {"role": "suspect", "person_id": case.suspect_id, "relation": "ex_partner"},
        ],
    )

    assert len(owed(incident.allegations.get().case)) == 1 and owed(case) == []


def test_where_nobody_of_the_safeguarding_team_is_there_the_next_who_may_see_it_owes_the_look(
    case, protect, happened, everybody, safeguarding, administrator, at
):
    protect()
    safeguarding.postings.update(until_at=at)

    happened("ARRESTED", note=NAMES_IT)

    (duty,) = owed(case)
    assert duty.role == "CRU"


def test_in_a_restricted_case_it_is_owed_by_one_who_is_named_and_may_see_it(
    case, protect, happened, officer, safeguarding, post, at
):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    other = post("other-safeguarding", "SAFEGUARDING", safeguarding.posting.unit.code)
    Posting.objects.filter(officer=other).update(from_at=at - timedelta(days=1))
    assert owed(case)[0].owner_id == safeguarding.pk

    incidents.restrict_case(case_id=case.pk, officers=[officer.pk], by=other, at=at)

    (duty,) = owed(case)
    assert duty.owner_id == other.pk, "never the owner of the case, from whom it is hidden"


def test_one_that_is_late_goes_up_to_somebody_who_may_see_it(case, protect, happened, everybody, days):
    protect()
    happened("ARRESTED", note=NAMES_IT)

    sweep(days(2))

    (duty,) = owed(case)
    told = next(each for each in everybody.values() if each.pk == duty.escalated_to_id)
    assert told.may("SAFE_ADDRESS_SEE") is None and told.pk != duty.owner_id


def test_the_database_holds_one_open_look_in_a_case_and_none_that_is_closed_by_half(case, protect, happened, at):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    look = looked_for(case)

    with pytest.raises(IntegrityError), transaction.atomic():
        AddressLook.objects.create(case=case, opened_at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        AddressLook.objects.filter(pk=look.pk).update(closed_at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        naming = look.namings.get()
        AddressNaming.objects.create(look=look, event=naming.event, person=naming.person, found_at=at)


def test_what_was_written_before_anybody_looked_is_found_at_night_once(case, protect, happened, monkeypatch, at):
    protect()
    monkeypatch.setattr(recording, "seek", lambda event, *, by, at: None)
    happened("ARRESTED", note=NAMES_IT)
    assert owed(case) == []

    assert [services.heal_addresses(at) for _ in range(2)] == [1, 0]

    assert len(owed(case)) == 1
