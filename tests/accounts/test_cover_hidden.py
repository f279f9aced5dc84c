"""Somebody leaves, and the deputy may not know of all their cases: nothing is left with nobody, and nothing is told."""

from datetime import timedelta

import pytest

from accounts import services
from core import access
from core.errors import Refused
from core.models import Duty, Entry
from core.rebuilding import rebuild
from incidents import services as incidents
from incidents.models import Offer
from incidents.services.cases import take_over
from marac import services as marac
from safety_plans import services as plans


@pytest.fixture
def leaver(case, everybody):
    """The neighbourhood officer, who has things to do in cases of others."""
    return everybody["neighbourhood"]


@pytest.fixture
def measure(case, leaver, officer, at):
    """A measure in the case, accepted by the leaver."""
    due = at.date() + timedelta(days=3)
    found = plans.propose_measure(case_id=case.pk, code="EXIT_PLAN", owner_id=leaver.pk, due_on=due, by=officer, at=at)
    return plans.accept_measure(measure_id=found.pk, by=leaver, at=at)


@pytest.fixture
def action(case, leaver, officer, everybody, at):
    """A MARAC action in the case, which the leaver answers for."""
    coordinator, day = everybody["marac_coordinator"], at.date()
    told = {"judgement_reasons": "She is afraid", "victim_told": "TOLD", "consent": "AGREES", "idva_told_at": at}
    referral = marac.refer_case(case_id=case.pk, **told, by=officer, at=at)
    meeting = marac.plan_meeting(held_on=day, place="County Hall", chair="Inspector", by=coordinator, at=at)
    marac.list_case(referral_id=referral.pk, meeting_id=meeting.pk, by=coordinator, at=at)
    given = {"what": "Change the locks", "agency": "POLICE", "owner_id": leaver.pk, "due_on": day + timedelta(days=9)}
    marac.record_outcome(referral_id=referral.pk, summary="Heard", actions=[given], by=coordinator, at=at)
    return referral.actions.get()


@pytest.fixture
def restrict(case, everybody, leaver, at):
    """Return a function that restricts the case to its owner, the leaver and some more."""

    def restricted(*more):
        readers = [each.pk for each in (leaver, *more)]
        incidents.restrict_case(case_id=case.pk, officers=readers, by=everybody["safeguarding"], at=at)

    return restricted


@pytest.fixture
def leave(leaver, everybody, administrator, at):
    """Return a function that closes the account of the leaver; the deputy is of another team."""

    def left(deputy=None, when=None):
        deputy = deputy or everybody["other_officer"]
        services.deactivate_officer(officer_id=leaver.pk, deputy_id=deputy.pk, by=administrator, at=when or at)

    return left


def owed_in(case):
    """Return {code: owners} of the open duties of a case."""
    found = {}
    for code, owner in Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", "owner_id"):
        found.setdefault(code, set()).add(owner)
    return found


def test_a_measure_and_an_action_in_a_case_hidden_from_the_deputy_go_to_its_owner(
    case, measure, action, restrict, leave, leaver, officer
):
    restrict()

    leave()

    measure.refresh_from_db()
    action.refresh_from_db()
    assert (measure.owner, action.owner) == (officer, officer)
    assert owed_in(case)["DO_MEASURE"] == owed_in(case)["DO_MARAC_ACTION"] == {officer.pk}
    assert not Duty.objects.filter(owner_id=leaver.pk, ended_at=None).exists()
    assert not any(rebuild(apply_changes=False).values())


def test_they_go_to_a_deputy_who_may_see_the_case(case, measure, action, restrict, leave, everybody):
    deputy = everybody["other_officer"]
    restrict(deputy)

    leave(deputy)

    measure.refresh_from_db()
    action.refresh_from_db()
    assert (measure.owner, action.owner) == (deputy, deputy)
    assert owed_in(case)["DO_MEASURE"] == owed_in(case)["DO_MARAC_ACTION"] == {deputy.pk}


def test_what_a_reason_opened_for_an_hour_makes_nobody_a_deputy(case, measure, restrict, leave, everybody, officer, at):
    deputy = everybody["other_officer"]
    restrict()
    access.break_glass(deputy, case_id=case.pk, reason="She is at the counter and asks for help", at=at)

    leave(deputy, at + timedelta(minutes=5))

    measure.refresh_from_db()
    assert measure.owner == officer


def test_a_duty_of_a_team_goes_to_somebody_of_the_team_who_may_see_the_case(case, restrict, leave, leaver, post, at):
    named = post("third-cru", "CRU", "cru")
    restrict(named)
    duty = Duty.objects.filter(case_id=case.pk, code="ASSESS").get()
    Duty.objects.filter(pk=duty.pk).update(owner_id=leaver.pk, owed_by="cru", role="CRU")

    leave()

    duty.refresh_from_db()
    assert duty.owner_id == named.pk


def test_in_a_restricted_case_that_nobody_else_knows_of_the_deputy_who_gets_it_owes_what_their_role_may_not_do(
    case, restrict, leave, leaver, everybody, at
):
    take_over(case, officer=leaver, by=leaver, at=at)
    incidents.restrict_case(case_id=case.pk, officers=[leaver.pk], by=everybody["safeguarding"], at=at)
    duty = Duty.objects.filter(case_id=case.pk, owner_id=leaver.pk, ended_at=None).first()
    Duty.objects.filter(pk=duty.pk).update(code="CRU_REVIEW_HIGH", owed_by="cru", role="CRU")

    leave()

    duty.refresh_from_db()
    deputy = everybody["other_officer"]
    assert case.ownerships.get(until_at=None).officer == deputy
    assert duty.owner_id == deputy.pk


def test_without_anybody_who_may_take_it_the_whole_is_refused_and_says_how_many(
    case, measure, action, restrict, leave, leaver, everybody, call, at
):
    own = call(at, people=STRANGERS).allegations.get().case
    take_over(own, officer=leaver, by=leaver, at=at)
    restrict()
    case.ownerships.filter(until_at=None).update(until_at=at + timedelta(minutes=1), ended_by_closing=True)
    closed = {"state": "CLOSED", "closed_at": at, "closed_by": leaver, "close_reason": "Ended"}
    type(case).objects.filter(pk=case.pk).update(**closed)

    with pytest.raises(Refused, match="1 of the measures cannot go to .* Choose another deputy") as refused:
        leave()

    assert refused.value.field == "deputy_id" and "restricted" not in refused.value.sentence
    measure.refresh_from_db()
    assert measure.owner == leaver
    assert own.ownerships.get(until_at=None).officer == leaver
    assert not Entry.objects.filter(event="accounts.cover_given").exists()


def test_what_the_deputy_owes_in_a_restricted_case_that_went_back_is_not_left_where_nobody_sees_it(
    case, leaver, everybody, administrator, days, at
):
    """Their own role may not review either: but whoever owns the case finds somebody, and a deputy cannot open it."""
    deputy, of = everybody["other_officer"], {"owed_by": "reviewer", "role": "CRU"}
    take_over(case, officer=leaver, by=leaver, at=at)
    incidents.restrict_case(case_id=case.pk, officers=[leaver.pk], by=everybody["safeguarding"], at=at)
    before, meanwhile = Duty.objects.filter(case_id=case.pk, owner_id=leaver.pk, ended_at=None)[:2]
    Duty.objects.filter(pk=before.pk).update(code="CRU_REVIEW_HIGH", **of)
    told = {"kind": "LEAVE", "from_at": at, "deputy_id": deputy.pk, "by": administrator, "at": at}
    absence = services.record_absence(officer_id=leaver.pk, **told)
    assert owed_in(case)["CRU_REVIEW_HIGH"] == {deputy.pk}
    Duty.objects.filter(pk=meanwhile.pk).update(code="LIST_CASE", owed_by="marac_coordinator", role="MARAC")

    services.return_from_absence(absence_id=absence.pk, by=leaver, at=days(1))

    assert case.ownerships.get(until_at=None).officer == leaver
    assert not Duty.objects.filter(case_id=case.pk, owner_id=deputy.pk, ended_at=None).exists()
    assert owed_in(case)["CRU_REVIEW_HIGH"] == owed_in(case)["LIST_CASE"] == {leaver.pk}


STRANGERS = [
    {"role": "victim", "given_name": "Bea", "family_name": "Lowe"},
    {"role": "suspect", "given_name": "Gus", "family_name": "Lowe", "relation": "partner"},
]


def test_a_deputy_who_completes_nothing_takes_no_measure(measure, leave, everybody):
    with pytest.raises(Refused, match="cannot take on measures"):
        leave(everybody["administrator"])


def test_an_offer_of_a_hidden_case_to_the_leaver_is_withdrawn_and_stays_with_its_owner(
    case, restrict, leave, leaver, officer, at
):
    restrict()
    offer = incidents.offer_case(case_id=case.pk, to_id=leaver.pk, must_know="Ring after six", by=officer, at=at)

    leave()

    assert Offer.objects.get(pk=offer.pk).state == "WITHDRAWN"
    assert "ACCEPT_CASE" not in owed_in(case)
    assert case.ownerships.get(until_at=None).officer == officer


def test_a_disclosure_goes_to_another_worker_and_never_to_a_deputy_who_may_not_open_it(
    case, everybody, post, administrator, at
):
    from disclosures import services as disclosures

    worker, second = everybody["safeguarding"], post("second-worker", "SAFEGUARDING", "safeguarding")
    disclosures.receive_request(
        at_risk_id=case.victim_id,
        subject_id=case.suspect_id,
        route="KNOW",
        applicant="POLICE",
        concern="He moved in",
        by=worker,
        at=at,
    )

    services.deactivate_officer(officer_id=worker.pk, deputy_id=everybody["other_officer"].pk, by=administrator, at=at)

    owners = Duty.objects.filter(code__startswith="DVDS_", ended_at=None).values_list("owner_id", flat=True)
    assert set(owners) == {second.pk}
