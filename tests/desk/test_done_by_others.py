"""Done by others: what somebody else ended of what an officer owed stands there until the officer has seen it."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import services as accounts
from core import rebuilding
from core.duties import REASSIGNED
from core.journal import record
from core.models import Duty, Unseen
from custody import services as custody
from dacase import ended, work
from deaths import services as deaths
from incidents import services as incidents
from law import clocks
from people import services as people
from safety_plans import services as plans
from tests.accounts.conftest import away
from tests.incidents.test_counter import accuse, counter, look, sign
from tests.incidents.test_crossing import offer, theirs

__all__ = ["accuse", "away", "counter", "look", "offer", "sign", "theirs"]
pytestmark = pytest.mark.django_db
PAGE = reverse("done_by_others")
HOUR = timedelta(hours=1)
BEFORE_BAIL_ENDS = "DECIDE_BEFORE_BAIL_ENDS"


@pytest.fixture(autouse=True)
def rebuilt(db):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.fixture
def arrest(case, officer, at):
    """The suspect is arrested: the officer owes it to the victim to tell her."""
    return custody.enter_event(case_id=case.pk, kind="ARRESTED", effective_at=at - HOUR, by=officer, at=at)


@pytest.fixture
def tell(case, arrest, at):
    """Return a function by which somebody tells the victim of the arrest, an hour later."""

    def told(by):
        return custody.record_victim_told(
            event_id=arrest.pk,
            case_id=case.pk,
            method="PHONE",
            safe_how="She chose this number",
            what_said="He was arrested",
            exception_reason="She rang us herself",
            by=by,
            at=at + HOUR,
        )

    return told


def listed(officer):
    """Return the codes of what others ended, as an officer is told of it now, newest first."""
    return [row.duty.code for row in ended.first_unseen(fresh(officer), 100)]


def fresh(officer):
    """Return an officer as the next request reads them."""
    return type(officer).objects.get(pk=officer.pk)


def counted(officer, at):
    """Return how many the work list of an officer says there are."""
    return work.counts(fresh(officer), at)["ended"]


def shown(browser):
    """Return the text of the page, and the value of its hidden input."""
    answer = browser.get(PAGE)
    return " ".join(answer.content.decode().split()), answer.context["form"]["unseen"].value()


def test_whoever_owed_it_reads_that_a_colleague_told_her_who_it_was_when_and_in_which_case(
    case, tell, officer, neighbourhood, client_for
):
    before = client_for(officer).get(reverse("work")).content.decode()
    tell(neighbourhood)

    page, _ = shown(client_for(officer))

    assert "Tell the victim that the suspect was arrested" in before
    assert (
        "Tell the victim that the suspect was arrested" in page
        and "<strong>Done</strong>, Neighbourhood Example" in page
    )
    assert "16 Nov 2026, 11:00" in page and "Victim told" in page
    assert f'href="{reverse("case", args=[case.pk])}"' in page
    assert (
        "Tell the victim that the suspect was arrested" not in client_for(officer).get(reverse("work")).content.decode()
    )


@pytest.mark.parametrize(("who", "told"), [("neighbourhood", True), ("officer", False)])
def test_nobody_is_told_of_what_they_did_themselves(tell, everybody, officer, at, who, told):
    tell(everybody[who])

    assert ("TELL_VICTIM_ARREST" in listed(officer)) is told
    assert (counted(officer, at) > 0) is told


@pytest.mark.parametrize(("who", "told"), [("neighbourhood", True), (None, False)])
def test_nobody_is_told_of_what_the_clock_ended(case, arrest, everybody, officer, at, who, told):
    by = everybody[who] if who else None
    record("custody.victim_told", about=arrest, case_id=case.pk, by=by, at=at + HOUR, of=arrest.pk)

    assert Duty.objects.get(code="TELL_VICTIM_ARREST").ended_as == "MET"
    assert ("TELL_VICTIM_ARREST" in listed(officer)) is told


def test_a_measure_that_somebody_else_marked_as_done_is_told_with_its_name(
    case, officer, neighbourhood, safeguarding, client_for, at
):
    due = clocks.london_day(at) + timedelta(days=7)
    agreed = {"case_id": case.pk, "code": "WELFARE_CALLS", "owner_id": neighbourhood.pk, "victim_agrees": "YES"}
    measure = plans.propose_measure(**agreed, due_on=due, by=officer, at=at)
    plans.accept_measure(measure_id=measure.pk, by=neighbourhood, at=at)
    proof = {"evidence_kind": "VICTIM", "evidence": "Called on Monday"}
    plans.complete_measure(measure_id=measure.pk, by=safeguarding, at=at + HOUR, **proof)

    page, _ = shown(client_for(neighbourhood))

    assert "Safeguarding Example" in page and "elfare calls" in page
    assert "Called on Monday" not in page


@pytest.mark.parametrize(("given", "told"), [(True, True), (False, False)])
def test_what_a_later_one_replaces_is_told_only_to_whom_the_later_one_is_not_owed(
    case, officer, neighbourhood, sergeant, at, given, told
):
    bail(case, "BAIL_GRANTED", 28, by=officer, at=at)
    duty = Duty.objects.get(code=BEFORE_BAIL_ENDS)
    if given:
        record(REASSIGNED, about=duty, case_id=case.pk, by=sergeant, at=at, owner=neighbourhood.pk)

    bail(case, "BAIL_VARIED", 56, by=sergeant, at=at + HOUR)

    duty.refresh_from_db()
    assert duty.ended_as == "RENEWED"
    assert Duty.objects.get(code=BEFORE_BAIL_ENDS, ended_at=None).owner_id == officer.pk
    assert (BEFORE_BAIL_ENDS in listed(neighbourhood)) is told
    assert (BEFORE_BAIL_ENDS in listed(officer)) is given


def bail(case, kind, days, *, by, at):
    """Record what a custody system says of bail and its last day."""
    details = {"bail_ends_on": str(clocks.london_day(at) + timedelta(days=days)), "conditions": ["Not to contact her"]}
    custody.record_event(
        kind=kind,
        suspect_id=case.suspect_id,
        effective_at=at,
        source="custody-suite",
        source_event_id=kind,
        details=details,
        by=by,
        at=at,
    )


def test_in_a_case_that_was_hidden_since_it_waits_unseen_until_they_may_know_of_it_again(
    case, tell, officer, neighbourhood, safeguarding, client_for, at
):
    tell(neighbourhood)
    _, seen = shown(client_for(officer))
    give(case, to=neighbourhood, by=officer, at=at + HOUR)
    incidents.restrict_case(case_id=case.pk, officers=[neighbourhood.pk], by=safeguarding, at=at + HOUR)

    page = client_for(officer).get(PAGE).content.decode()

    assert listed(officer) == [] and counted(officer, at) == 0
    assert str(case.victim) not in page and "Nothing that you owed, or were told of," in page
    client_for(officer).post(PAGE, {"unseen": seen})
    incidents.restrict_case(case_id=case.pk, officers=[officer.pk], by=safeguarding, at=at + HOUR)
    assert "TELL_VICTIM_ARREST" in listed(officer)


def give(case, *, to, by, at):
    """Have a case offered and accepted."""
    made = incidents.offer_case(case_id=case.pk, to_id=to.pk, must_know="Ring after six", by=by, at=at)
    incidents.accept_case(offer_id=made.pk, by=to, at=at)


def test_somebody_near_to_her_is_not_told_what_became_of_it(case, tell, officer, neighbourhood, at):
    tell(neighbourhood)
    people.declare_tie(person_id=case.victim_id, kind="FRIEND", by=officer, at=at + HOUR)

    assert listed(officer) == [] and counted(officer, at) == 0


def test_with_a_death_goes_what_was_owed_to_her_and_its_owner_is_told_why(
    case, arrest, officer, safeguarding, client_for, at
):
    deaths.record_death(
        case_id=case.pk,
        person_id=case.victim_id,
        died_on=clocks.london_day(at),
        factor="MAY_BE",
        circumstances="Found at home by her sister",
        by=safeguarding,
        at=at + HOUR,
    )

    page, _ = shown(client_for(officer))

    assert "TELL_VICTIM_ARREST" in listed(officer)
    assert "<strong>No longer owed</strong>, Safeguarding Example" in page
    assert "since the victim has died: tell the victim that the suspect was arrested" in page
    assert "Found at home" not in page


def test_what_ends_with_the_closing_of_a_case_is_told_to_whom_it_was_owed_by(
    case, officer, sergeant, neighbourhood, monkeypatch, at
):
    monkeypatch.setattr("incidents.services.cases.READY_TO_CLOSE", [])
    open_before = set(Duty.objects.filter(case_id=case.pk, owner_id=officer.pk, ended_at=None).values_list("pk"))
    incidents.close_case(case_id=case.pk, reason="She moved away", by=sergeant, at=at + HOUR)

    gone = Duty.objects.filter(case_id=case.pk, owner_id=officer.pk, ended_by__event="incidents.case_closed")

    assert gone.exists() and open_before
    assert set(gone.values_list("code", flat=True)) <= set(listed(officer))


def test_a_deputy_is_told_of_what_ended_while_they_covered_and_whoever_is_back_is_not(
    case, arrest, tell, away, officer, neighbourhood, sergeant, administrator, at, days
):
    absence = away(at)
    tell(sergeant)

    accounts.return_from_absence(absence_id=absence.pk, by=administrator, at=days(1))

    ended_it = {row.officer_id for row in Unseen.objects.filter(duty__code="TELL_VICTIM_ARREST", at=at + HOUR)}
    assert "TELL_VICTIM_ARREST" in listed(neighbourhood)
    assert ended_it == {neighbourhood.pk}


def test_what_ended_before_they_went_waits_for_whoever_comes_back(
    case, tell, away, officer, neighbourhood, administrator, at, days
):
    tell(neighbourhood)
    absence = away(at + 2 * HOUR)

    accounts.return_from_absence(absence_id=absence.pk, by=administrator, at=days(1))

    assert "TELL_VICTIM_ARREST" in listed(officer)


def test_two_records_that_a_colleague_decided_on_are_told_in_no_case(everybody, operator, client_for, at):
    asha = {"given_name": "Asha", "family_name": "Vale", "born_on": "1990-04-05"}
    one, _ = (people.register(**asha, by=operator, at=at) for _ in range(2))
    duty = Duty.objects.get(code="REVIEW_DUPLICATE")
    owner, other = sorted((everybody["cru"], everybody["other_cru"]), key=lambda each: each.pk != duty.owner_id)
    people.decide_same(duplicate_id=duty.subject_id, keep=one.pk, reason="The same day of birth", by=other, at=at)

    page, _ = shown(client_for(owner))

    assert listed(owner) == ["REVIEW_DUPLICATE"]
    assert "In no case" in page and f"<strong>Done</strong>, {other}" in page
    assert "Vale" not in page.split("<h2")[1]


def test_an_offer_of_another_force_that_was_withdrawn_is_told_without_a_name_of_the_case(
    case, offer, theirs, officer, client_for, at
):
    receiver = theirs["receiver"]
    incidents.withdraw_offer(offer_id=offer.pk, by=officer, at=at + HOUR)

    page, _ = shown(client_for(receiver))

    assert listed(receiver) == ["ACCEPT_CASE"]
    assert "Offer of the case withdrawn." in page and "In a case that is not yours" in page
    assert case.victim.family_name not in page and str(case.pk) not in page


def test_what_ended_it_is_withheld_where_it_is_about_something_hidden(case, tell, officer, neighbourhood, monkeypatch):
    """A duty of the case, ended by an entry about what this reader may not know of."""
    tell(neighbourhood)
    unseen = ended.first_unseen(fresh(officer), 1)[0]
    kind = unseen.entry.subject_type
    monkeypatch.setattr("dacase.sight.kept_from_some", lambda: {kind: lambda reader: type(case).objects.none()})

    row = ended.told([unseen], fresh(officer))[0]
    as_json = ended.told_json([unseen], fresh(officer))[0]

    assert row["by"] == row["said"] == ended.WHAT_ENDED_IT
    assert as_json["said"] == as_json["by"] == {"withheld": "what ended it"}
    assert "Neighbourhood" not in json.dumps(as_json, default=str)


def test_of_one_duty_an_officer_never_has_two_things_to_see(tell, officer, neighbourhood):
    tell(neighbourhood)
    row = ended.first_unseen(fresh(officer), 1)[0]

    with pytest.raises(IntegrityError, match="unseen_once"), transaction.atomic():
        Unseen.objects.create(
            id=uuid.uuid4(), duty=row.duty, officer_id=officer.pk, entry=row.entry, at=row.at, case_id=row.case_id
        )
