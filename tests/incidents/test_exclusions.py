"""Nobody opens a case in which they are themselves, or somebody near to them: not by any list, duty or reason."""

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from accounts.models import Officer
from core.errors import Absent, Refused
from core.models import Duty
from dacase import work
from incidents import queries, services
from incidents.queries import supervision as watches
from people import services as people
from people.models import OfficerTie

REASON = "She is on the line and in danger now"


@pytest.fixture
def tie(case, other_officer, at):
    """Return a function that ties the other officer to somebody and reads the officer anew, as a request does."""

    def declare(person, kind="SELF", by=other_officer, **changes):
        people.declare_tie(person_id=person.pk, kind=kind, by=by, at=at, **changes)
        return Officer.objects.get(pk=other_officer.pk)

    return declare


def sees(reader, case):
    """Say whether a reader may know of a case."""
    return queries.visible_to(reader).filter(pk=case.pk).exists()


@pytest.mark.parametrize("kind", ["SELF", "FAMILY", "HOUSEHOLD", "FRIEND", "OTHER"])
@pytest.mark.parametrize("side", ["victim", "suspect"])
def test_a_declared_tie_closes_the_case_from_the_next_click_on(case, other_officer, tie, kind, side):
    assert sees(other_officer, case)

    reader = tie(getattr(case, side), kind)

    assert not sees(reader, case)
    with pytest.raises(Absent):
        queries.case(case.pk, reader=reader)


def stranger(by, at, **details):
    """Record somebody who is in no case."""
    return people.register(given_name="Owen", family_name="Field", by=by, at=at, **details)


def test_kin_as_recorded_closes_it_and_friends_do_not(case, tie, operator, at):
    myself = stranger(operator, at)
    reader = tie(myself)
    people.link(kind="friend", of=myself, to=case.victim)
    assert sees(reader, case)

    people.link(kind="sibling", of=myself, to=case.victim)

    assert not sees(reader, case)


def test_the_same_number_closes_it(case, tie, operator, at):
    reader = tie(stranger(operator, at, phones=["07700 900555"]))
    assert sees(reader, case)

    people.add_phone(case.suspect, "07700 900555")

    assert not sees(reader, case)


def test_the_same_address_closes_it_while_both_live_there(case, tie, operator, at):
    reader = tie(stranger(operator, at, address="9 Quay Street", postcode="CT17 9AA"))
    assert sees(reader, case)

    home = people.add_residence(case.suspect, "9 Quay Street", "CT17 9AA")
    assert not sees(reader, case)

    home.until_on = at.date()
    home.save()
    assert sees(reader, case)


def test_a_merge_closes_it_too(case, tie, cru, operator, at):
    myself = stranger(operator, at)
    reader = tie(myself)

    people.merge_people(keep_id=case.victim_id, merge_id=myself.pk, reason="Same person", by=cru, at=at)

    assert not sees(reader, case)


def test_neither_a_list_nor_a_reason_opens_it(case, tie, safeguarding, at):
    reader = tie(case.suspect)
    services.restrict_case(case_id=case.pk, officers=[reader.pk], by=safeguarding, at=at)

    assert not sees(reader, case)
    with pytest.raises(Refused, match="There is no case of this number"):
        services.open_restricted_case(case_id=case.pk, reason=REASON, by=reader, at=at)


def test_a_reason_given_before_no_longer_counts(case, tie, other_officer, safeguarding, at):
    services.restrict_case(case_id=case.pk, officers=[], by=safeguarding, at=at)
    services.open_restricted_case(case_id=case.pk, reason=REASON, by=other_officer, at=at)
    assert queries.visible_to(other_officer, at).filter(pk=case.pk).exists()

    reader = tie_hidden(case, other_officer, safeguarding, at)

    assert not queries.visible_to(reader, at).filter(pk=case.pk).exists()


def tie_hidden(case, officer, by, at):
    """Tie an officer to the suspect through somebody who may see him."""
    Officer.objects.filter(pk=by.pk).update(rank="sergeant")
    OfficerTie.objects.create(officer=officer, person=case.suspect, kind="SELF", recorded_at=at, recorded_by=by)
    Officer.objects.filter(pk=officer.pk).update(tied=True)
    return Officer.objects.get(pk=officer.pk)


@pytest.mark.parametrize("way", ["offer", "move"])
def test_such_a_case_cannot_be_given_to_them(case, tie, officer, sergeant, at, way):
    reader = tie(case.victim)

    with pytest.raises(Refused, match="cannot own this case"):
        if way == "offer":
            services.offer_case(case_id=case.pk, to_id=reader.pk, must_know="Ring after six", by=officer, at=at)
        else:
            services.move_case(case_id=case.pk, to_id=reader.pk, reason="Nearer", by=sergeant, at=at)


def test_an_owner_who_turns_out_to_be_near_is_an_alarm_at_once(case, officer, sergeant, at):
    people.declare_tie(person_id=case.victim_id, kind="FRIEND", by=officer, at=at)

    assert Duty.objects.get(code="COVER_CASE", ended_at=None).owner_id == sergeant.pk
    assert queries.owner_of(case.pk) == officer, "somebody owns it until it is moved"


def test_only_who_may_declares_it_for_a_colleague(case, tie, sergeant, neighbourhood, other_officer):
    with pytest.raises(Refused, match="colleague"):
        tie(case.victim, by=neighbourhood, officer_id=other_officer.pk)

    assert not sees(tie(case.victim, by=sergeant, officer_id=other_officer.pk), case)


def test_a_tie_is_never_taken_back_quietly(case, tie):
    tie(case.victim)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        OfficerTie.objects.all().delete()


def test_a_duty_of_a_case_that_was_restricted_leaves_the_list_of_those_who_may_not_see_it(
    case, officer, cru, safeguarding, at
):
    Duty.objects.filter(case_id=case.pk, code="ASSESS").update(owner_id=cru.pk)
    assert work.duties_of(cru, "mine").filter(case_id=case.pk).exists()

    services.restrict_case(case_id=case.pk, officers=[], by=safeguarding, at=at)

    assert not work.duties_of(cru, "mine").filter(case_id=case.pk).exists()
    assert work.duties_of(officer, "mine").filter(case_id=case.pk, code="ASSESS").exists()


def test_what_is_owed_in_a_restricted_case_is_owed_by_somebody_who_may_see_it(
    case, officer, sergeant, other_sergeant, safeguarding, at
):
    services.restrict_case(case_id=case.pk, officers=[other_sergeant.pk], by=safeguarding, at=at)
    incident_id = case.allegations.get().incident_id

    services.record_crime(
        incident_id=incident_id, number="46/99999/26", offence_code="COMMON_ASSAULT", by=officer, at=at
    )

    assert Duty.objects.get(code="ALLOCATE_INVESTIGATION", case_id=case.pk).owner_id == other_sergeant.pk


def test_where_nobody_of_the_role_may_see_it_its_owner_owes_it(case, officer, safeguarding, at):
    services.restrict_case(case_id=case.pk, officers=[], by=safeguarding, at=at)
    incident_id = case.allegations.get().incident_id

    services.record_crime(
        incident_id=incident_id, number="46/99999/26", offence_code="COMMON_ASSAULT", by=officer, at=at
    )

    assert Duty.objects.get(code="ALLOCATE_INVESTIGATION", case_id=case.pk).owner_id == officer.pk


def test_the_page_lets_an_officer_declare_it_and_says_what_follows(case, other_officer, client_for):
    browser = client_for(other_officer)

    done = browser.post(f"/people/{case.victim_id}/tie/", {"kind": "FRIEND"}, follow=True).content.decode()

    assert "No case of this person can be opened" in done
    assert browser.get(f"/cases/{case.pk}/").status_code == 404


def test_the_board_does_not_show_an_incident_with_somebody_near_to_the_reader(case, incident, tie, other_officer, at):
    assert [watch.incident for watch in watches.board(reader=other_officer, at=at)] == [incident]

    reader = tie(case.suspect)

    assert list(watches.board(reader=reader, at=at)) == []
    assert watches.eyes(reader=reader, at=at) == []
