"""What was given to somebody else, or had climbed to somebody, is told under done by others until it was seen."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import services as accounts
from core import escalation, rebuilding
from core.duties import ESCALATED, REASSIGNED
from core.errors import Absent
from core.journal import record
from core.models import Duty, Entry, Unseen
from custody import services as custody
from dacase import ended
from incidents import queries
from incidents import services as incidents
from people import services as people
from tests.accounts.conftest import away
from tests.desk.test_done_by_others import HOUR, PAGE, arrest, fresh, give, listed, rebuilt, shown
from tests.incidents.test_crossing import accept, offer, theirs

__all__ = ["accept", "arrest", "away", "offer", "rebuilt", "theirs"]
pytestmark = pytest.mark.django_db
TELL = "TELL_VICTIM_ARREST"
MACHINE = "/api/v1/duties/done-by-others/"
SECOND = timedelta(seconds=1)


@pytest.fixture
def duty(arrest):
    """What the officer owes: to tell the victim of the arrest."""
    return Duty.objects.get(code=TELL)


@pytest.fixture
def hand_on(case, duty, sergeant, at):
    """Return a function by which the sergeant gives it to another officer, an hour later."""
    return lambda to, by=sergeant, at=at + HOUR: record(
        REASSIGNED, about=duty, case_id=case.pk, by=by, at=at, owner=to.pk
    )


@pytest.fixture
def tell(case, arrest):
    """Return a function by which somebody tells the victim of the arrest, at a moment."""

    def told(by, at):
        how = {"method": "PHONE", "safe_how": "She chose this number", "exception_reason": "She rang us herself"}
        words = {"what_said": "He was arrested"}
        return custody.record_victim_told(event_id=arrest.pk, case_id=case.pk, **how, **words, by=by, at=at)

    return told


def became(officer):
    """Return {code: what became of it} as an officer is told of it now."""
    rows = ended.first_unseen(fresh(officer), 100)
    return {row.duty.code: each["how"] for row, each in zip(rows, ended.told(rows, fresh(officer)), strict=True)}


def test_what_a_sergeant_gives_to_a_colleague_is_told_to_whoever_owed_it_until_they_saw_it(
    hand_on, case, officer, neighbourhood, client_for
):
    hand_on(neighbourhood)

    browser = client_for(officer)
    page, seen = shown(browser)
    assert "<strong>Given to Neighbourhood Example</strong>, Sergeant Example" in page
    assert "Tell the victim that the suspect was arrested" in page and "16 Nov 2026, 11:00" in page
    assert f'href="{reverse("case", args=[case.pk])}"' in page
    assert listed(neighbourhood) == []

    browser.post(PAGE, {"unseen": seen})
    assert listed(officer) == []


def test_what_was_given_back_is_on_their_own_list_and_nothing_that_left_them(hand_on, officer, neighbourhood, at):
    hand_on(neighbourhood)
    hand_on(officer, at=at + 2 * HOUR)

    assert listed(officer) == []
    assert became(neighbourhood) == {TELL: "Given to Officer Example"}


def test_each_through_whose_hands_it_went_is_told_who_had_it_next(hand_on, officer, neighbourhood, cru, at):
    hand_on(neighbourhood)
    hand_on(cru, at=at + 2 * HOUR)

    assert became(officer) == {TELL: "Given to Neighbourhood Example"}
    assert became(neighbourhood) == {TELL: "Given to Cru Example"}


@pytest.mark.parametrize(("who", "told"), [("sergeant", True), ("officer", False), ("nobody", True)])
def test_whoever_gives_it_away_themselves_is_not_told_and_what_the_system_moved_is(
    hand_on, everybody, officer, neighbourhood, client_for, who, told
):
    hand_on(neighbourhood, by=everybody.get(who))

    assert (TELL in listed(officer)) is told
    assert ("the system" in shown(client_for(officer))[0] if listed(officer) else False) is (who == "nobody")


def test_what_ended_after_it_was_given_away_is_told_to_whom_it_was_owed_then_and_to_nobody_else(
    hand_on, tell, officer, neighbourhood, cru, at
):
    hand_on(neighbourhood)
    tell(cru, at + 2 * HOUR)

    assert became(neighbourhood) == {TELL: "Done"}
    assert became(officer) == {TELL: "Given to Neighbourhood Example"}


def test_what_came_back_and_ended_while_somebody_read_is_not_taken_off_unread(
    hand_on, tell, officer, neighbourhood, client_for, at
):
    hand_on(neighbourhood)
    browser = client_for(officer)
    _, seen = shown(browser)
    hand_on(officer, at=at + 2 * HOUR)
    tell(neighbourhood, at + 3 * HOUR)

    browser.post(PAGE, {"unseen": seen})

    assert became(officer) == {TELL: "Done"}


def test_all_that_goes_with_a_case_is_told_to_its_giver_in_one_line(
    case, arrest, officer, neighbourhood, client_for, at
):
    owed = Duty.objects.filter(case_id=case.pk, owner_id=officer.pk, ended_at=None, owed_by="case_owner")
    before = set(owed.values_list("code", flat=True))
    give(case, to=neighbourhood, by=officer, at=at + HOUR)

    page, _ = shown(client_for(officer))

    moved = {code for code, how in became(officer).items() if how == "Taken over"}
    assert moved == before and len(before) > 1
    assert page.count("<strong>Taken over</strong>, Neighbourhood Example") == 1


def test_whoever_is_back_is_told_what_stayed_with_others_and_not_what_came_back(
    arrest, away, tell, officer, administrator, sergeant, neighbourhood, at, days
):
    absence = away(at)
    gave = set(became(officer))
    tell(sergeant, at + HOUR)
    accounts.return_from_absence(absence_id=absence.pk, by=administrator, at=days(1))

    assert len(gave) > 1
    assert became(officer) == {TELL: "Given to Neighbourhood Example"}
    back = {code for code, how in became(neighbourhood).items() if how == "Given to Officer Example"}
    assert back == gave - {TELL}


def test_somebody_near_to_her_and_somebody_who_may_know_of_the_case_no_more_is_told_nothing(
    hand_on, case, officer, neighbourhood, at
):
    hand_on(neighbourhood)
    people.declare_tie(person_id=case.victim_id, kind="FRIEND", by=officer, at=at + HOUR)

    assert listed(officer) == []


def test_a_machine_reads_to_whom_it_was_given_and_says_that_it_was_seen(hand_on, officer, neighbourhood, api_for):
    hand_on(neighbourhood)
    machine = api_for(officer)

    [one] = machine.get(MACHINE).json()["results"]
    answer = machine.post("/api/v1/duties/seen/", {"unseen": [one["unseen"]]}, HTTP_IDEMPOTENCY_KEY="seen-2")

    assert (one["became"], one["by"], one["owner"]) == (
        "Given to Neighbourhood Example",
        "Sergeant Example",
        str(neighbourhood.pk),
    )
    assert one["ended_at"] is None and one["ended_as"] == ""
    assert answer.json() == {"seen": 1} and listed(officer) == []


def climbed(duty):
    """Return the officers to whom a duty has climbed, first to last."""
    return [entry.facts["to"] for entry in Entry.objects.filter(event=ESCALATED, subject_id=duty.pk).order_by("pk")]


@pytest.mark.parametrize(("late", "told"), [(-SECOND, False), (timedelta(0), True), (SECOND, True)])
def test_whoever_was_told_that_it_was_late_is_told_who_did_it(
    duty, tell, officer, sergeant, neighbourhood, client_for, late, told
):
    moment = duty.due_at + late
    escalation.sweep(moment)
    tell(neighbourhood, moment)

    assert (climbed(duty) == [str(sergeant.pk)]) is told
    assert became(sergeant) == ({TELL: "Done"} if told else {})
    if told:
        assert "<strong>Done</strong>, Neighbourhood Example" in shown(client_for(sergeant))[0]


def test_a_sweep_that_slept_tells_the_same_people(duty, tell, sergeant, neighbourhood):
    tell(neighbourhood, duty.due_at + HOUR)

    assert became(sergeant) == {TELL: "Done"}


def test_every_rung_is_told_but_whoever_ended_it_and_each_until_they_have_seen_it(
    duty, tell, everybody, officer, sergeant, client_for
):
    escalation.sweep(duty.due_at + timedelta(days=3))
    told = [next(each for each in everybody.values() if str(each.pk) == pk) for pk in climbed(duty)]
    assert len(told) == len(set(told)) > 1 and told[0] == sergeant
    assert Duty.objects.get(pk=duty.pk).climbed_to == [each.pk for each in told]

    tell(sergeant, duty.due_at + timedelta(days=4))

    assert TELL not in listed(sergeant)
    for each in [officer, *told[1:]]:
        browser = client_for(each)
        page, seen = shown(browser)
        assert "<strong>Done</strong>, Sergeant Example" in page
        browser.post(PAGE, {"unseen": seen})
        assert TELL not in listed(each)


def test_where_the_clock_ended_it_whoever_was_called_for_it_is_told(case, duty, arrest, officer, sergeant):
    escalation.sweep(duty.due_at)
    facts = {"of": arrest.pk, "kind": "ARRESTED"}
    record("custody.victim_told", about=arrest, case_id=case.pk, by=None, at=duty.due_at + HOUR, **facts)

    assert became(sergeant) == {TELL: "Done"}
    assert TELL not in listed(officer)


def test_one_who_was_told_and_owes_it_since_is_told_once_as_its_owner(duty, hand_on, tell, sergeant, neighbourhood):
    escalation.sweep(duty.due_at)
    hand_on(sergeant, by=neighbourhood, at=duty.due_at + HOUR)
    tell(neighbourhood, duty.due_at + 2 * HOUR)

    assert Unseen.objects.filter(duty=duty, officer_id=sergeant.pk).count() == 1
    assert became(sergeant) == {TELL: "Done"}


def test_what_went_to_another_force_is_told_to_whoever_owed_it_and_names_neither_case_nor_officer(
    case, arrest, accept, officer, theirs, client_for, api_for
):
    before = set(
        Duty.objects.filter(case_id=case.pk, owner_id=officer.pk, ended_at=None).values_list("code", flat=True)
    )
    accept()

    page, seen = shown(client_for(officer))
    found = api_for(officer).get(MACHINE).json()["results"]

    with pytest.raises(Absent):
        queries.case(case.pk, reader=officer)
    assert before and before <= {each["code"] for each in found}
    assert "Went along to another force with its case" in page and "In a case that is not yours" in page
    assert "Tell the victim that the suspect was arrested" in page
    told = page.split("<h2")[1] + str(found)
    for hidden in (
        case.pk,
        case.victim.family_name,
        case.suspect.family_name,
        theirs["receiver"],
        theirs["receiver"].pk,
    ):
        assert str(hidden) not in told
    client_for(officer).post(PAGE, {"unseen": seen})
    assert listed(officer) == []


def test_what_a_colleague_had_ended_before_the_case_went_is_not_lost_with_it(
    case, offer, tell, theirs, officer, neighbourhood, at
):
    tell(neighbourhood, at + HOUR / 2)
    incidents.accept_case(offer_id=offer.pk, by=theirs["receiver"], at=at + HOUR)

    assert became(officer)[TELL] == "Done"


def test_what_ends_in_the_other_force_is_told_to_nobody_of_the_old_one(case, tell, accept, officer, theirs, at):
    accept()
    tell(theirs["their_sergeant"], at + 2 * HOUR)

    assert became(officer)[TELL] == "Went along to another force with its case"
    assert became(theirs["receiver"])[TELL] == "Done"


@pytest.mark.parametrize(("hours", "told"), [(2, True), (0, False)])
def test_whoever_was_told_of_what_is_late_when_its_case_goes_hears_that_it_went_and_nothing_later(
    case, duty, offer, tell, sergeant, theirs, at, hours, told
):
    moment = duty.due_at + hours * HOUR if told else at + HOUR
    if told:
        escalation.sweep(moment)
    incidents.accept_case(offer_id=offer.pk, by=theirs["receiver"], at=moment)
    tell(theirs["their_sergeant"], moment + HOUR)

    assert became(sergeant).get(TELL) == ("Went along to another force with its case" if told else None)


def test_a_restricted_case_that_goes_tells_only_who_owed_something_there_at_that_moment(
    case, offer, tell, theirs, officer, neighbourhood, safeguarding, at
):
    tell(neighbourhood, at + HOUR / 4)
    incidents.restrict_case(case_id=case.pk, officers=[officer.pk], by=safeguarding, at=at + HOUR / 2)
    incidents.accept_case(offer_id=offer.pk, by=theirs["receiver"], at=at + HOUR)

    found = {row.duty.code: row.at for row in ended.first_unseen(fresh(officer), 100)}
    assert len(found) > 1 and TELL not in found
    assert set(found.values()) == {at + HOUR}


def test_a_rebuild_puts_right_what_is_to_be_seen_and_finds_the_same_rows(
    hand_on, tell, officer, neighbourhood, cru, at
):
    hand_on(neighbourhood)
    tell(cru, at + 2 * HOUR)
    rows = set(Unseen.objects.values_list())
    bent = Unseen.objects.get(officer_id=officer.pk)
    Unseen.objects.filter(pk=bent.pk).update(at=at)

    assert list(rebuilding.rebuild(apply_changes=False)["changed"]) == [bent.duty_id]
    rebuilding.rebuild(apply_changes=True)

    assert set(Unseen.objects.values_list()) == rows
