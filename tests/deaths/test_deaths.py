"""Somebody has died: nobody is asked to reach them, the family is not left alone, and a review is owed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.errors import Refused
from core.models import Duty, Entry
from core.rebuilding import rebuild
from custody import services as custody
from dacase import story
from deaths import services
from deaths.models import Death
from incidents import services as incidents
from incidents.models import Case
from incidents.services import cases as closing
from law import clocks
from law.duties import TO_FAMILY, TO_VICTIM
from people import services as people_services

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def owed(case):
    """Return the codes of what is owed in a case."""
    return set(Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", flat=True))


def test_the_case_and_the_contact_page_say_that_the_victim_has_died_and_name_no_time_to_ring(
    case, die, officer, at, client_for
):
    channels = {"PHONE": "07700 900123"}
    incidents.record_safe_contact(
        case_id=case.pk, channels=channels, when_safe="Before noon", never="Leave no message", by=officer, at=at
    )
    read = lambda name: client_for(officer).get(reverse(name, args=[case.pk])).text  # noqa: E731
    assert "07700 900123" in read("contact") and "The victim has died" not in read("contact") + read("case")

    die()

    for name in ("case", "contact", "plan_agree", "contact_record"):
        assert "The victim has died." in read(name), name
    assert "07700 900123" not in read("contact") and "Now is a safe time" not in read("contact")


def test_nobody_is_asked_any_more_to_reach_or_tell_a_victim_who_has_died(case, arrested, die):
    assert owed(case) & TO_VICTIM >= {"TELL_VICTIM_ARREST", "ASK_SAFE_CONTACT"}

    die()

    assert not owed(case) & TO_VICTIM
    ended = Duty.objects.get(case_id=case.pk, code="TELL_VICTIM_ARREST")
    assert (ended.ended_as, ended.ended_by.event) == ("VOID", "core.duty_no_longer_owed")
    assert story.sentence(ended.ended_by).startswith("No longer owed, since the victim has died: ")


@pytest.mark.parametrize("in_this_case", [True, False])
def test_nor_in_a_case_that_is_closed(case, die, call, everybody, at, days, monkeypatch, in_this_case):
    monkeypatch.setattr(closing, "READY_TO_CLOSE", [])
    closed = case
    if not in_this_case:
        people = [{"role": "victim", "person_id": case.victim_id}]
        people.append({"role": "suspect", "given_name": "Ivo", "family_name": "Brand", "relation": "ex_partner"})
        closed = Case.objects.get(allegations__incident=call(days(-3), people=people))
    no = {"reason": "No line left", "investigated": False, "by": everybody["sergeant"], "at": at}
    incidents.close_case(case_id=closed.pk, **no)
    assert "TELL_VICTIM_NO_INVESTIGATION" in owed(closed)

    die()

    assert not owed(closed) & TO_VICTIM
    assert Case.objects.get(pk=closed.pk).state == "CLOSED"


def test_the_family_the_others_at_risk_and_the_review_are_owed_in_the_same_transaction(case, die, officer, at):
    die()

    opened = {"NAME_FAMILY_CONTACT", "LOOK_AFTER_DEATH", "TELL_PARTNERSHIP", "DEATH_REVIEW_DECIDED"}
    assert opened <= owed(case)
    assert Duty.objects.get(code="NAME_FAMILY_CONTACT").owner_id == officer.pk
    assert Duty.objects.get(code="DEATH_REVIEW_DECIDED").due_at == clocks.calendar_months(at + HOUR, 1)
    assert not any(rebuild(apply_changes=False).values())


def test_what_happens_to_the_suspect_afterwards_is_told_to_the_family_by_whoever_is_there_for_them(
    case, die, officer, neighbourhood, at
):
    death = die()
    services.name_family_contact(
        death_id=death.pk,
        officer_id=neighbourhood.pk,
        family="Her sister Mira",
        reached="By telephone in the evening, never at work",
        by=officer,
        at=at + 2 * HOUR,
    )

    event = custody.enter_event(
        case_id=case.pk, kind="CHARGED", effective_at=at, details={"offences": "Murder"}, by=officer, at=at + 3 * HOUR
    )

    duty = Duty.objects.get(code="TELL_FAMILY", ended_at=None)
    assert duty.owner_id == neighbourhood.pk
    assert not owed(case) & TO_VICTIM
    assert reverse("family_told", args=[death.pk]) in story.way(duty)
    services.tell_family(
        death_id=death.pk, of=event.pk, words="Told Mira at her home", by=neighbourhood, at=at + 4 * HOUR
    )
    duty.refresh_from_db()
    assert duty.ended_as == "MET"
    assert not any(rebuild(apply_changes=False).values())


def test_only_who_may_record_that_the_family_was_told_is_offered_and_taken_as_there_for_them(
    case, die, officer, auditor, at, client_for
):
    death = die()
    page = client_for(officer).get(reverse("family_contact", args=[death.pk])).text

    assert f'value="{officer}, ' in page and f'value="{auditor}, ' not in page
    with pytest.raises(Refused, match="cannot be there for the family: as auditor they may not record a death"):
        services.name_family_contact(
            death_id=death.pk, officer_id=auditor.pk, family="Mira", reached="At six", by=officer, at=at + 2 * HOUR
        )


def test_while_she_lives_she_is_told_and_her_family_is_not(case, arrested):
    assert "TELL_VICTIM_ARREST" in owed(case)
    assert not owed(case) & TO_FAMILY


def test_the_death_of_the_suspect_takes_nothing_from_the_victim(case, arrested, die):
    before = owed(case)

    die(person_id=case.suspect_id)

    assert before <= owed(case)
    assert "LOOK_AFTER_DEATH" not in owed(case)
    assert Case.objects.get(pk=case.pk).somebody_died


def test_every_case_of_the_victim_knows_and_the_words_stay_where_they_were_said(case, call, die, officer, operator, at):
    people = [
        {"role": "victim", "person_id": case.victim_id},
        {"role": "suspect", "given_name": "Gus", "family_name": "Lowe", "relation": "partner"},
    ]
    other = call(at, people=people).allegations.get().case

    die()

    assert not owed(other) & TO_VICTIM
    assert "LOOK_AFTER_DEATH" in owed(other)
    assert "DEATH_REVIEW_DECIDED" not in owed(other)
    assert "sister" not in Death.objects.get(case=other).circumstances


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_case_opened_the_day_before_the_death_that_day_or_the_day_after_owes_her_nothing_and_looks_at_others(
    case, call, die, officer, at, days
):
    people = [
        {"role": "victim", "person_id": case.victim_id},
        {"role": "suspect", "given_name": "Gus", "family_name": "Lowe", "relation": "partner"},
    ]
    died, moment = at + HOUR, at + HOUR + timedelta(days=days)
    for act in sorted([(died, 0), (moment, 1)]):
        call(moment, people=people) if act[1] else die()

    other = Case.objects.exclude(pk=case.pk).get()
    assert other.victim_died
    assert not owed(other) & TO_VICTIM
    assert "LOOK_AFTER_DEATH" in owed(other)
    custody.enter_event(case_id=other.pk, kind="ARRESTED", effective_at=moment, by=officer, at=moment + 2 * HOUR)
    assert "TELL_FAMILY" in owed(other) and not owed(other) & TO_VICTIM
    assert "sister" not in Death.objects.get(case=other).circumstances
    assert not any(rebuild(apply_changes=False).values())


def test_a_death_recorded_by_mistake_is_one_in_the_case_that_was_opened_after_it_as_well(case, call, die, officer, at):
    death = die()
    people = [
        {"role": "victim", "person_id": case.victim_id},
        {"role": "suspect", "given_name": "Gus", "family_name": "Lowe", "relation": "partner"},
    ]
    other = call(at + 2 * HOUR, people=people).allegations.get().case

    services.withdraw_death(death_id=death.pk, words="She rang us herself", by=officer, at=at + 3 * HOUR)

    assert "SPEAK_AFTER_MISTAKE" in owed(other) and not Case.objects.get(pk=other.pk).victim_died
    custody.enter_event(case_id=other.pk, kind="ARRESTED", effective_at=at, by=officer, at=at + 4 * HOUR)
    assert "TELL_VICTIM_ARREST" in owed(other)


def test_a_case_opened_again_after_the_death_knows_of_it(case, die, call, operator, at, monkeypatch):
    people = [
        {"role": "victim", "person_id": case.victim_id},
        {"role": "suspect", "given_name": "Gus", "family_name": "Lowe", "relation": "partner"},
    ]
    other = call(at, people=people).allegations.get().case
    other.state = "CLOSED"
    other.closed_at, other.closed_by, other.close_reason = at, operator, "Reviewed"
    other.ownerships.update(until_at=at, ended_by_closing=True)
    other.save()
    die()
    people[1] = {"role": "suspect", "person_id": other.suspect_id}

    call(at + 2 * HOUR, people=people)

    assert Case.objects.get(pk=other.pk).state == "OPEN"
    assert "LOOK_AFTER_DEATH" in owed(other)
    assert Death.objects.filter(case=other).exists()


def test_two_records_found_to_be_one_person_share_the_death_and_parted_again_she_lives(case, call, die, cru, at):
    other = call(at).allegations.get().case
    die()
    assert "SUPPORT_REFERRAL" in owed(other)

    people_services.merge_people(
        keep_id=case.victim_id, merge_id=other.victim_id, reason="The same fingerprints", by=cru, at=at + 2 * HOUR
    )

    assert not owed(other) & TO_VICTIM and "LOOK_AFTER_DEATH" in owed(other)
    people_services.unmerge_people(person_id=other.victim_id, reason="Another woman", by=cru, at=at + 3 * HOUR)
    assert "SPEAK_AFTER_MISTAKE" in owed(other) and "LOOK_AFTER_DEATH" not in owed(other)
    assert not Case.objects.get(pk=other.pk).victim_died and Case.objects.get(pk=case.pk).victim_died
    assert not any(rebuild(apply_changes=False).values())


def test_a_death_recorded_by_mistake_brings_back_who_speaks_with_her(case, die, officer, at):
    death = die()

    services.withdraw_death(death_id=death.pk, words="She rang us herself", by=officer, at=at + 2 * HOUR)

    assert "SPEAK_AFTER_MISTAKE" in owed(case)
    assert not owed(case) & {"NAME_FAMILY_CONTACT", "TELL_PARTNERSHIP", "DEATH_REVIEW_DECIDED"}
    custody.enter_event(case_id=case.pk, kind="ARRESTED", effective_at=at, by=officer, at=at + 3 * HOUR)
    assert "TELL_VICTIM_ARREST" in owed(case)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"circumstances": " "}, "Say what is known"),
        ({"died_on": date(2026, 11, 17)}, "in the future"),
        ({"factor": "SURE"}, "is or may be a factor"),
    ],
)
def test_a_death_without_words_or_day_is_not_recorded(case, die, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        die(**changes)

    assert not Case.objects.get(pk=case.pk).victim_died


def test_nobody_outside_the_case_and_nobody_twice(case, die, witness_carer):
    die()

    with pytest.raises(Refused, match="on record already"):
        die()
    with pytest.raises(Refused, match="may not"):
        die(by=witness_carer)


def test_the_pages_from_the_case_to_the_list_of_reviews(case, officer, safeguarding, client_for, at):
    browser = client_for(officer)
    assert reverse("death_record", args=[case.pk]) in browser.get(reverse("case", args=[case.pk])).content.decode()
    typed = {
        "person_id": str(case.victim_id),
        "died_on_day": "15",
        "died_on_month": "11",
        "died_on_year": "2026",
        "factor": "IS",
        "circumstances": "Found at home",
    }
    assert browser.post(reverse("death_record", args=[case.pk]), typed).status_code == 302
    death = Death.objects.get()

    assert "Nobody is named yet" in browser.get(reverse("case", args=[case.pk])).content.decode()
    assert "After a death" in client_for(safeguarding).get(reverse("deaths")).content.decode()
    for name in ("death", "family_contact", "family_told", "partnership_told", "death_decided", "recommend"):
        assert client_for(safeguarding).get(reverse(name, args=[death.pk])).status_code == 200, name


def test_a_machine_records_a_death_by_the_same_command(case, officer, api_for):
    sent = {"person_id": str(case.victim_id), "died_on": "2026-11-15", "factor": "IS", "circumstances": "Found"}

    answer = api_for(officer).post(f"/api/v1/cases/{case.pk}/deaths/", sent, format="json")

    assert answer.status_code == 201, answer.json()
    assert Entry.objects.filter(event="deaths.victim_died", case_id=case.pk).exists()
