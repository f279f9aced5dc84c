"""Reaching the victim: the safe ways she told us, who may know them, and what keeps her from being lost sight of."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from core import escalation
from core.access import Withheld
from core.errors import Refused, Stale
from core.models import Access, Duty, Entry
from incidents import queries, services
from incidents.models import ContactAttempt
from incidents.services.contact import check_contacts
from people import services as people
from people.models import Person, SafeContact


def owed(case, code):
    """Return the open duty of a code in a case, or None."""
    return Duty.objects.filter(case_id=case.pk, code=code, ended_at=None).first()


def test_what_she_said_is_kept_in_versions_and_never_changed(told, case, at, days):
    first = told()
    second = told(days(1), seen=1, when_safe="At any time")

    assert [first.version, second.version] == [1, 2]
    assert queries.reach(case.victim, days(1)).contact == second
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SafeContact.objects.filter(pk=first.pk).update(when_safe="Never")


def test_two_officers_at_once_do_not_overwrite_each_other(told, days):
    told()

    with pytest.raises(Stale, match="after you opened the page"):
        told(days(1), seen=0)


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"channels": {}}, "at least one way", "phone"),
        ({"channels": {"PHONE": "none"}}, "not a telephone number", "phone"),
        ({"channels": {"EMAIL": "nobody"}}, "not an e-mail address", "email"),
        ({"when_safe": " "}, "when it is safe", "when_safe"),
        ({"never": ""}, "never be left", "never"),
    ],
)
def test_what_says_too_little_is_refused_with_what_would_put_it_right(told, changes, sentence, field):
    with pytest.raises(Refused, match=sentence) as refused:
        told(**changes)

    assert refused.value.field == field
    assert not SafeContact.objects.exists()


@pytest.mark.parametrize(
    ("channels", "field"),
    [
        ({"PHONE": "07700 900999"}, "phone"),
        ({"TEXT": "+44 7700 900999"}, "text"),
        ({"LETTER": "3 Mill Lane, CT16 2BB"}, "letter"),
        ({"IN_PERSON": "At 3 mill ln, by the back door"}, "in_person"),
        ({"THROUGH": "Her sister on 07700-900999"}, "through"),
        ({"THROUGH": "Crane, Dorian"}, "through"),
    ],
)
def test_a_way_that_the_suspect_shares_is_refused(told, case, channels, field):
    people.add_phone(case.suspect, "07700 900999")
    people.add_residence(case.suspect, "3 Mill Lane", "CT16 2BB")

    with pytest.raises(Refused, match="suspect") as refused:
        told(channels=channels)

    assert refused.value.field == field


@pytest.mark.parametrize(
    "channels",
    [
        {"PHONE": "07700 900998"},
        {"LETTER": "13 Mill Lane, CT16 2BB"},
        {"LETTER": "3 Mill Lane, ME1 1AA"},
        {"THROUGH": "Dorian's mother, Iris Lowe"},
    ],
)
def test_what_only_looks_like_the_suspects_is_taken(told, case, channels):
    people.add_phone(case.suspect, "07700 900999")
    people.add_residence(case.suspect, "3 Mill Lane", "CT16 2BB")

    assert told(channels=channels)


@pytest.mark.parametrize(
    "said",
    [
        "27 Kiln Lane, Tonbridge, TN9 3AB",
        "27, kiln lane TN93AB",
        "27 Kiln Ln",
        "27 TN9 3AB",
        "Tonbridge, 27 Kiln Lane",
    ],
)
def test_the_suspects_house_is_refused_however_it_is_written(told, case, said):
    people.add_residence(case.suspect, "27 Kiln Lane, Tonbridge", "TN9 3AB")

    with pytest.raises(Refused, match="address of the suspect.*Where it is another place, write its postcode"):
        told(channels={"LETTER": said})


@pytest.mark.parametrize("said", ["27 Kiln Lane, LS1 4AA", "29 Kiln Lane, TN9 3AB", "Tonbridge library"])
def test_another_house_is_taken_beside_that_of_the_suspect(told, case, said):
    people.add_residence(case.suspect, "27 Kiln Lane, Tonbridge", "TN9 3AB")

    assert told(channels={"LETTER": said})


def test_flats_with_one_number_are_not_taken_for_each_other(told, case):
    people.add_residence(case.suspect, "Flat 2, 27 Kiln Lane, Tonbridge", "TN9 3AB")

    assert told(channels={"LETTER": "Flat 2, 8 Mill Street, Dover"})


def test_the_number_of_a_suspect_of_another_case_of_hers_is_refused_too(told, call, case, at):
    call(
        at,
        people=[
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "given_name": "Percy", "family_name": "Stone", "phone": "07700 900777"},
        ],
    )

    with pytest.raises(Refused, match="belongs to the suspect"):
        told(channels={"PHONE": "07700 900777"})


def test_a_way_becomes_unsafe_when_the_suspect_turns_out_to_use_it_and_one_duty_opens(told, case, at, days, officer):
    contact = told()
    people.add_phone(case.suspect, "07700 900123")

    first = check_contacts([case.suspect_id], by=officer, at=days(1))
    again = check_contacts([case.suspect_id], by=officer, at=days(1))

    assert (first, again) == (1, 0)
    assert list(queries.reach(case.victim, days(1)).unsafe) == ["PHONE"]
    assert owed(case, "REPLACE_UNSAFE_CONTACT").due_at == days(1) + timedelta(hours=4)
    assert Entry.objects.get(event="incidents.safe_contact_compromised").subject_id == contact.pk


def test_a_call_that_names_a_shared_number_is_noticed_in_its_own_transaction(told, call, case, cru, at, days):
    told()
    call(
        days(1),
        people=[
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "given_name": "Percy", "family_name": "Stone", "phone": "07700 900123"},
        ],
    )

    assert owed(case, "REPLACE_UNSAFE_CONTACT")


def test_a_merge_with_somebody_who_has_that_number_is_noticed(told, case, cru, at, days):
    told()
    other = people.register(given_name="D", family_name="Crane", phones=["07700 900123"], by=cru, at=at)

    people.merge_people(keep_id=case.suspect_id, merge_id=other.pk, reason="Same fingerprints", by=cru, at=days(1))

    assert owed(case, "REPLACE_UNSAFE_CONTACT")


def test_a_merge_moves_no_safe_contact(told, case, cru, at, days):
    told()
    other = people.register(given_name="Asha", family_name="Vale", by=cru, at=at)

    people.merge_people(keep_id=other.pk, merge_id=case.victim_id, reason="Same woman", by=cru, at=days(1))

    assert queries.reach(Person.objects.get(pk=other.pk), days(1)) is None
    assert queries.reach(case.victim, days(1)).contact.version == 1


def test_the_nightly_comparison_finds_what_no_page_told(told, case, days):
    told()
    people.add_phone(case.suspect, "07700 900123")

    healed = services.heal_contacts(at=days(1))

    assert healed == {"SAFE_CONTACT": 1}


@pytest.mark.parametrize(("count", "stale"), [(29, False), (30, False), (31, True)])
def test_what_she_said_is_trusted_for_thirty_days(told, case, days, count, stale):
    told()

    assert queries.reach(case.victim, days(count)).stale is stale
    assert owed(case, "CONFIRM_SAFE_CONTACT").due_at == queries.reach(
        case.victim, days(1)
    ).contact.confirmed_at.replace(hour=0) + timedelta(days=31)


@pytest.mark.parametrize(("count", "level"), [(29, 0), (30, 0), (31, 1)])
def test_what_she_said_thirty_days_ago_and_nobody_confirmed_goes_up_with_the_day_on_which_it_is_stale(
    told, case, everybody, days, count, level
):
    told()

    escalation.sweep(days(count))

    duty = owed(case, "CONFIRM_SAFE_CONTACT")
    assert (duty.level, duty.escalated_to_id) == (level, everybody["sergeant"].pk if level else None)
    assert queries.reach(case.victim, days(count)).stale is bool(level)


def test_confirming_it_makes_a_new_version_of_the_same_words(told, case, officer, days):
    told()

    services.confirm_safe_contact(case_id=case.pk, seen=1, by=officer, at=days(20))

    found = queries.reach(case.victim, days(49))
    assert (found.contact.version, found.contact.code_word, found.stale) == (2, "Library book", False)
    assert owed(case, "CONFIRM_SAFE_CONTACT").due_at.date() == days(51).date()


def test_a_way_that_is_shared_cannot_be_confirmed(told, case, officer, days):
    told()
    people.add_phone(case.suspect, "07700 900123")

    with pytest.raises(Refused, match="shared with the suspect"):
        services.confirm_safe_contact(case_id=case.pk, seen=1, by=officer, at=days(1))


def test_attendance_asks_for_a_safe_way_and_recording_one_meets_it(told, case):
    assert owed(case, "ASK_SAFE_CONTACT")

    told()

    assert owed(case, "ASK_SAFE_CONTACT") is None


@pytest.mark.parametrize("name", ["other_officer", "neighbourhood", "other_sergeant"])
def test_without_a_part_in_the_case_it_is_withheld(told, case, everybody, name, at):
    told()

    found = queries.safe_contact(case, reader=everybody[name], at=at)

    assert found == Withheld("safe contact")
    assert not Access.objects.filter(what="safe contact", officer_id=everybody[name].pk).exists()


def test_with_an_offer_of_the_case_it_is_shown_and_noted(told, case, officer, everybody, at):
    told()
    services.offer_case(case_id=case.pk, to_id=everybody["neighbourhood"].pk, must_know="High risk", by=officer, at=at)

    found = queries.safe_contact(case, reader=everybody["neighbourhood"], at=at)

    assert found.contact.code_word == "Library book"
    assert Access.objects.filter(what="safe contact", officer_id=everybody["neighbourhood"].pk).exists()


def test_a_role_without_the_permission_never_sees_it(told, case, everybody, at):
    told()

    for name in ("auditor", "marac_coordinator"):
        assert queries.safe_contact(case, reader=everybody[name], at=at) == Withheld("safe contact")


def test_somebody_without_a_part_cannot_record_it_either(told, everybody):
    with pytest.raises(Refused, match="no part in this case"):
        told(by=everybody["other_officer"])


def test_only_a_conversation_keeps_us_in_touch(told, case, attempt, days):
    case.risk_level = "HIGH"
    case.save()
    told()
    attempt()
    due = owed(case, "KEEP_IN_TOUCH_HIGH").due_at

    attempt(days(3), outcome="NO_ANSWER", what_said="")

    assert owed(case, "KEEP_IN_TOUCH_HIGH").due_at == due
    attempt(days(4))
    assert owed(case, "KEEP_IN_TOUCH_HIGH").due_at > due


@pytest.mark.parametrize(("level", "count"), [("HIGH", 7), ("MEDIUM", 28), ("STANDARD", 90)])
def test_a_victim_nobody_has_spoken_with_is_flagged_at_the_figure_of_her_level(told, case, attempt, days, level, count):
    case.risk_level = level
    case.save()
    told()
    attempt()

    assert queries.out_of_touch(case, days(count - 1)) is None
    assert queries.out_of_touch(case, days(count + 1)).code == f"KEEP_IN_TOUCH_{level}"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"safe_how": " "}, "made sure that it was safe"),
        ({"what_said": ""}, "what was said"),
        ({"channel": "LETTER"}, "did not name this way"),
    ],
)
def test_an_attempt_that_says_too_little_is_refused(told, attempt, changes, sentence):
    told()

    with pytest.raises(Refused, match=sentence):
        attempt(**changes)


def test_a_way_she_did_not_name_needs_a_reason_that_stays(told, attempt):
    told()

    made = attempt(channel="IN_PERSON", exception_reason="She came to the front counter")

    assert (made.safe_contact, made.exception_reason) == (None, "She came to the front counter")


def test_a_stale_way_needs_a_reason(told, attempt, days):
    told()

    with pytest.raises(Refused, match="too old to be trusted"):
        attempt(days(31))


def test_the_database_refuses_a_conversation_without_words_or_a_way(case, officer, at):
    for changes in ({"what_said": ""}, {"exception_reason": ""}, {"safe_how": ""}):
        row = {
            "outcome": "REACHED",
            "what_said": "All well",
            "exception_reason": "None known",
            "safe_how": "Alone",
        } | changes
        with pytest.raises(IntegrityError), transaction.atomic():
            ContactAttempt.objects.create(
                case=case, tried_at=at, tried_by=officer, recorded_at=at, channel="PHONE", **row
            )


def test_what_ends_with_the_case_does_not_hold_it_open_unless_it_is_late(told, case, officer, days):
    from dacase.leaving import duties_left

    told()
    Duty.objects.filter(case_id=case.pk).exclude(code="CONFIRM_SAFE_CONTACT").delete()

    assert duties_left(case.pk, days(29), reader=officer) == (True, "")
    assert "confirm with the victim" in duties_left(case.pk, days(31), reader=officer)[1]
