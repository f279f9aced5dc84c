"""What a death recorded by mistake had ended is owed again when it is put right: the same, once, by whoever owes it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import escalation, rebuilding
from core.duties import OWED_AGAIN
from core.errors import AlreadyDone
from core.models import Duty, Entry, Unseen, new_id
from core.rebuilding import SHAPE
from custody import services as custody
from dacase import ended
from deaths import services
from incidents import services as incidents
from tests.deaths.test_mistakes import rebuilt

__all__ = ["rebuilt"]
pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TELL = "TELL_VICTIM_ARREST"


@pytest.fixture
def owed(arrested):
    """What is owed to the victim: to tell her of the arrest, as it was before somebody recorded that she died."""
    return Duty.objects.get(code=TELL)


@pytest.fixture
def put_right(case, officer, at):
    """Return a function that withdraws the record of a death, two hours later."""

    def withdraw(death, by=officer, at=at + 2 * HOUR, **more):
        return services.withdraw_death(death_id=death.pk, words="She rang us herself", by=by, at=at, **more)

    return withdraw


def kept(duty):
    """Return what the journal decides of a duty, and its subject."""
    return Duty.objects.filter(pk=duty.pk).values("subject_id", *SHAPE).get()


def test_it_is_the_same_duty_with_its_source_its_clock_and_its_owner(owed, die, put_right):
    before = kept(owed)
    death = die()
    assert kept(owed)["ended_as"] == "VOID"

    put_right(death)

    assert kept(owed) == before
    assert Entry.objects.get(event=OWED_AGAIN, subject_id=owed.pk).facts["duty"] == TELL


def test_everything_that_was_owed_to_her_in_person_is_owed_again_and_nothing_else(case, arrested, die, put_right):
    theirs = {"case_id": case.pk, "ended_at": None}
    before = set(Duty.objects.filter(**theirs).values_list("code", "due_at"))
    death = die()
    left = set(Duty.objects.filter(**theirs).values_list("code", "due_at"))

    put_right(death)

    now = set(Duty.objects.filter(**theirs).values_list("code", "due_at"))
    assert before - left and before <= now
    assert {code for code, _ in now - before} == {"SPEAK_AFTER_MISTAKE"}


def test_whoever_owes_it_today_owes_it_and_whoever_owed_it_is_told_to_whom_it_went(
    case, owed, die, put_right, officer, neighbourhood, sergeant, at
):
    death = die(by=sergeant)
    made = incidents.offer_case(
        case_id=case.pk, to_id=neighbourhood.pk, must_know="Ring late", by=officer, at=at + HOUR
    )
    incidents.accept_case(offer_id=made.pk, by=neighbourhood, at=at + HOUR)

    put_right(death, by=sergeant)

    assert kept(owed)["owner_id"] == neighbourhood.pk
    [row] = Unseen.objects.filter(duty=owed)
    assert (row.officer_id, row.entry.event) == (officer.pk, OWED_AGAIN)
    rows = ended.first_unseen(officer, 100)
    [how] = [told["how"] for unseen, told in zip(rows, ended.told(rows, officer), strict=True) if unseen.pk == row.pk]
    assert how == "Given to Neighbourhood Example"


def test_nobody_is_told_any_more_that_it_is_not_owed(owed, die, put_right, sergeant, at):
    escalation.sweep(owed.due_at)
    death = die(by=sergeant, at=owed.due_at + HOUR)
    assert Unseen.objects.filter(duty=owed).exists()

    put_right(death, by=sergeant, at=owed.due_at + 2 * HOUR)

    assert not Unseen.objects.filter(duty=owed).exists()
    assert (kept(owed)["level"], kept(owed)["escalated_to_id"]) == (1, sergeant.pk)


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, True), (1, True)])
def test_it_is_late_by_its_own_clock_whether_the_mistake_was_put_right_before_or_after(
    owed, die, put_right, officer, sergeant, at, days, late
):
    death = die()
    moment = max(owed.due_at + timedelta(days=days), at + 2 * HOUR)
    put_right(death, at=moment)
    escalation.sweep(moment)

    found = kept(owed)
    assert found["due_at"] == owed.due_at and found["ended_at"] is None
    assert (found["level"] > 0) is late is (owed.due_at <= moment)


def test_put_right_twice_it_is_owed_once(case, owed, die, put_right, at):
    put_right(die())
    again = die(at=at + 3 * HOUR)
    assert kept(owed)["ended_at"] is not None
    command = new_id()
    put_right(again, at=at + 4 * HOUR, command_id=command)
    with pytest.raises(AlreadyDone):
        put_right(again, at=at + 5 * HOUR, command_id=command)

    assert Duty.objects.filter(code=TELL, case_id=case.pk).count() == 1
    assert kept(owed)["ended_at"] is None
    assert Entry.objects.filter(event=OWED_AGAIN, subject_id=owed.pk).count() == 2


def test_in_each_case_in_which_she_was_the_victim_it_is_owed_again(case, owed, die, put_right, call, officer, at):
    """The same woman is the victim of another man as well, and her death is on record in that case too."""
    incident = call(
        at,
        people=[
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "given_name": "Leo", "family_name": "Marsh", "born_on": "1984-02-03"},
        ],
    )
    other = incident.allegations.get().case
    death = die()
    assert death.others.filter(case=other).exists()
    assert Duty.objects.filter(case_id=other.pk, ended_by__event="core.duty_no_longer_owed").exists()

    put_right(death)

    assert kept(owed)["ended_at"] is None
    assert not Duty.objects.filter(case_id=other.pk, ended_by__event="core.duty_no_longer_owed").exists()


@pytest.mark.parametrize(("told", "again"), [(True, False), (False, True)])
def test_what_was_done_or_fell_away_meanwhile_is_not_owed_again(
    case, owed, arrested, die, put_right, officer, at, told, again
):
    death = die()
    if told:
        said = {"method": "PHONE", "safe_how": "She rang", "what_said": "Held", "exception_reason": "She rang"}
        custody.record_victim_told(event_id=arrested.pk, case_id=case.pk, **said, by=officer, at=at + 90 * HOUR / 60)

    put_right(death)

    assert (kept(owed)["ended_at"] is None) is again


def test_in_a_case_closed_meanwhile_is_owed_again_what_a_closed_case_owes(
    case, owed, die, put_right, sergeant, at, monkeypatch
):
    death = die()
    monkeypatch.setattr("incidents.services.cases.READY_TO_CLOSE", [])
    monkeypatch.setattr("incidents.services.cases.STILL_RUNS", [])
    incidents.close_case(case_id=case.pk, reason="She has died", by=sergeant, at=at + HOUR)

    put_right(death, by=sergeant)

    open_now = Duty.objects.filter(case_id=case.pk, ended_at=None)
    assert kept(owed)["ended_at"] is None
    assert not open_now.filter(code__startswith="KEEP_IN_TOUCH").exists()


def test_the_page_of_the_mistake_lists_what_it_had_ended_and_what_became_of_each(
    case, owed, arrested, die, put_right, officer, client_for, at
):
    death = die()
    put_right(death)
    browser, page = client_for(officer), reverse("death", args=[death.pk])

    before = " ".join(browser.get(page).content.decode().split())
    said = {"method": "PHONE", "safe_how": "She rang", "what_said": "Held", "exception_reason": "She rang"}
    custody.record_victim_told(event_id=arrested.pk, case_id=case.pk, **said, by=officer, at=at + 3 * HOUR)
    after = " ".join(browser.get(page).content.decode().split())

    what = "Tell the victim that the suspect was arrested"
    assert f"{what}: <strong>owed again</strong>, Officer Example," in before
    assert f"{what}: done, 16 Nov 2026, 13:00" in after
    assert "What it had ended" not in browser.get(reverse("death", args=[die(at=at + 4 * HOUR).pk])).content.decode()


def test_the_timeline_and_the_machines_say_that_it_is_owed_again(
    case, owed, die, put_right, officer, client_for, api_for
):
    put_right(die())

    page = client_for(officer).get(reverse("case", args=[case.pk])).content.decode()
    found = api_for(officer).get("/api/v1/duties/", {"case": str(case.pk)}).json()["results"]

    assert "Owed again, since a death was recorded by mistake: tell the victim that the suspect was arrested" in page
    assert [each["id"] for each in found if each["code"] == TELL] == [str(owed.pk)]


def test_a_rebuild_gives_the_same_and_puts_right_what_was_bent(owed, die, put_right):
    put_right(die())
    before = kept(owed)
    Duty.objects.filter(pk=owed.pk).update(owner_id=new_id())

    assert list(rebuilding.rebuild(apply_changes=True)["changed"]) == [owed.pk]
    assert kept(owed) == before
