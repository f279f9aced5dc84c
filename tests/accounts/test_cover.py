"""Leave, sickness, transfer, leaving: refused, or everything moves at one instant to a named deputy who is told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts import services
from accounts.models import Absence, Officer
from core import escalation
from core.errors import Refused
from core.models import Duty, Entry
from core.rebuilding import rebuild
from incidents import queries
from incidents import services as incidents
from incidents.models import Offer, Ownership
from people import services as people
from safety_plans import services as plans


def owner(case):
    """Return who owns a case now."""
    return queries.owner_of(case.pk)


def test_without_a_deputy_leave_is_refused_while_a_case_is_held(case, away, officer):
    with pytest.raises(Refused, match="still owns 1 open case.*name a deputy"):
        away(deputy_id=None)

    assert owner(case) == officer
    assert not Absence.objects.exists()


def test_leave_moves_cases_duties_measures_and_offers_at_one_instant(case, away, officer, neighbourhood, at):
    measure = plans.propose_measure(
        case_id=case.pk, code="EXIT_PLAN", owner_id=officer.pk, due_on=at.date() + timedelta(days=3), by=officer, at=at
    )

    away(at + timedelta(hours=1))

    assert owner(case) == neighbourhood
    assert not Duty.objects.filter(owner_id=officer.pk, ended_at=None).exists()
    measure.refresh_from_db()
    assert measure.owner == neighbourhood
    periods = list(Ownership.objects.filter(case=case).order_by("from_at"))
    assert periods[-2].until_at == periods[-1].from_at == at + timedelta(hours=1)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_deputy_is_told_and_acknowledges(case, away, neighbourhood, at):
    absence = away()
    duty = Duty.objects.get(code="ACKNOWLEDGE_COVER", ended_at=None)

    services.acknowledge_cover(subject_id=absence.pk, by=neighbourhood, at=at + timedelta(hours=1))

    duty.refresh_from_db()
    assert (duty.owner_id, duty.ended_as) == (neighbourhood.pk, "MET")


def test_the_work_list_of_the_deputy_opens_and_leads_to_what_they_now_answer_for(case, away, neighbourhood, client_for):
    absence = away()

    page = client_for(neighbourhood).get("/")

    assert page.status_code == 200
    assert f"/cover/given/{absence.pk}/" in page.content.decode()


def test_the_deputy_reads_whose_it_was_and_which_cases_came(
    case, away, officer, neighbourhood, administrator, client_for
):
    absence = away()

    page = client_for(neighbourhood).get(f"/cover/given/{absence.pk}/").content.decode()

    assert f"<strong>{officer}</strong>: away, leave" in page
    assert "1 more case" in page and f"/cases/{case.pk}/" in page


def test_nobody_else_acknowledges_for_the_deputy(case, away, cru, at):
    absence = away()

    with pytest.raises(Refused, match="Nothing was given to you"):
        services.acknowledge_cover(subject_id=absence.pk, by=cru, at=at)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [("self", "own deputy"), ("away", "away too"), ("inactive", "no posting"), ("role", "cannot own cases")],
)
def test_a_deputy_who_is_not_there_is_refused(
    case, away, officer, other_officer, auditor, administrator, at, change, sentence
):
    deputy = {"self": officer, "role": auditor}.get(change, other_officer)
    if change == "away":
        away_row = {"officer_id": other_officer.pk, "kind": "SICKNESS", "from_at": at}
        services.record_absence(by=administrator, at=at, **away_row)
    if change == "inactive":
        Officer.objects.filter(pk=other_officer.pk).update(is_active=False)

    with pytest.raises(Refused, match=sentence):
        away(deputy_id=deputy.pk)


def test_a_deputy_who_may_not_own_a_case_is_refused_in_words_about_them(case, away, auditor):
    with pytest.raises(Refused) as refused:
        away(deputy_id=auditor.pk)

    assert "cannot own cases: as auditor they may not accept a case. Choose somebody else." in str(refused.value)


def test_who_may_own_no_case_is_not_offered_as_deputy_unless_in_the_role_of_the_officer(
    case, officer, neighbourhood, auditor, marac_coordinator, administrator, client_for
):
    page = client_for(administrator).get(f"/officers/{officer.pk}/away/").content.decode()
    of_an_auditor = client_for(administrator).get(f"/officers/{auditor.pk}/close/").content.decode()

    assert f'value="{neighbourhood}, ' in page and f'value="{neighbourhood}, ' in of_an_auditor
    for each in (officer, auditor, marac_coordinator, administrator):
        assert f'value="{each}, ' not in page


def test_an_offer_to_somebody_who_leaves_waits_for_the_deputy(case, officer, cru, neighbourhood, administrator, at):
    offer = incidents.offer_case(case_id=case.pk, to_id=cru.pk, must_know="Ring after six", by=officer, at=at)

    services.deactivate_officer(officer_id=cru.pk, deputy_id=neighbourhood.pk, by=administrator, at=at)

    offer.refresh_from_db()
    assert (offer.to, offer.state) == (neighbourhood, "WAITING")
    assert Duty.objects.get(code="ACCEPT_CASE", ended_at=None).owner_id == neighbourhood.pk


def test_an_offer_between_the_leaver_and_the_deputy_is_withdrawn(case, officer, neighbourhood, away, at):
    offer = incidents.offer_case(case_id=case.pk, to_id=neighbourhood.pk, must_know="Ring after six", by=officer, at=at)

    away()

    assert Offer.objects.get(pk=offer.pk).state == "WITHDRAWN"
    assert not Duty.objects.filter(code="ACCEPT_CASE", ended_at=None).exists()


def test_leave_that_lies_ahead_moves_everything_at_its_first_moment(case, away, officer, neighbourhood, at, days):
    away(from_at=days(2))

    assert services.start_absences(days(2) - timedelta(seconds=1)) == 0
    assert owner(case) == officer
    assert services.start_absences(days(2)) == 1
    assert services.start_absences(days(2)) == 0
    assert owner(case) == neighbourhood


def test_when_the_deputy_has_gone_a_supervisor_is_told_once_and_another_can_be_named(
    case, away, neighbourhood, other_officer, administrator, days
):
    absence = away(from_at=days(2))
    services.deactivate_officer(officer_id=neighbourhood.pk, by=administrator, at=days(1))

    escalation.sweep(days(2))
    escalation.sweep(days(2))

    assert Entry.objects.filter(event="accounts.cover_failed").count() == 1
    assert Duty.objects.filter(code="FIND_DEPUTY", ended_at=None).exists()
    services.name_deputy(absence_id=absence.pk, deputy_id=other_officer.pk, by=administrator, at=days(2))
    assert owner(case) == other_officer
    assert not Duty.objects.filter(code="FIND_DEPUTY", ended_at=None).exists()


def test_a_transfer_moves_everything_or_is_refused(case, officer, neighbourhood, administrator, force, at):
    ward = force.units.get(code="ward-1")
    with pytest.raises(Refused, match="still owns"):
        services.grant_posting(officer_id=officer.pk, role="NEIGHBOURHOOD", unit_id=ward.pk, by=administrator, at=at)

    services.grant_posting(
        officer_id=officer.pk, role="CRU", unit_id=ward.pk, deputy_id=neighbourhood.pk, by=administrator, at=at
    )

    assert owner(case) == neighbourhood


def test_the_database_refuses_to_disable_somebody_who_owns_an_open_case(case, officer):
    with pytest.raises(IntegrityError, match="still owns"), transaction.atomic():
        Officer.objects.filter(pk=officer.pk).update(is_active=False)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_owner_who_cannot_be_reached_is_an_alarm_once(case, officer, sergeant, days):
    posting = officer.postings.get()
    posting.until_at = days(1)
    posting.save()

    first, again = incidents.sound_alarms(days(1)), incidents.sound_alarms(days(1))

    assert (first, again) == (1, 0)
    assert Duty.objects.get(code="COVER_CASE").owner_id == sergeant.pk


def test_the_alarm_ends_when_the_owner_is_back_and_sounds_again_the_next_time(case, officer, sergeant, at, days):
    first = Absence.objects.create(
        officer=officer, kind="SICKNESS", from_at=days(1), until_at=days(2), recorded_at=at, recorded_by=sergeant
    )
    assert [incidents.sound_alarms(days(day)) for day in (1, 1.5)] == [1, 0]
    assert incidents.sound_alarms(first.until_at - timedelta(seconds=1)) == 0
    alarm = Duty.objects.get(code="COVER_CASE")
    assert alarm.ended_at is None

    assert incidents.sound_alarms(first.until_at) == 0

    alarm.refresh_from_db()
    assert (alarm.ended_as, alarm.ended_at) == ("VOID", first.until_at)
    Absence.objects.create(officer=officer, kind="SICKNESS", from_at=days(4), recorded_at=days(3), recorded_by=sergeant)
    assert [incidents.sound_alarms(days(day)) for day in (4, 5)] == [1, 0]
    assert Duty.objects.filter(code="COVER_CASE", ended_at=None).count() == 1


def test_an_alarm_that_is_looked_at_three_days_later_counts_from_the_moment_at_which_the_owner_was_gone(
    case, officer, sergeant, control_supervisor, days
):
    officer.postings.update(until_at=days(1))

    escalation.sweep(days(4))

    alarm = Duty.objects.get(code="COVER_CASE")
    assert (alarm.started_at, alarm.due_at) == (days(1), days(1) + timedelta(hours=1))
    assert (alarm.owner_id, alarm.escalated_to_id) == (sergeant.pk, control_supervisor.pk)


def test_an_owner_near_to_somebody_in_the_case_stays_an_alarm_although_they_are_there(
    case, officer, everybody, at, days
):
    people.declare_tie(person_id=case.victim_id, kind="FRIEND", by=officer, at=at)
    incidents.sound_alarms(days(1))

    assert Duty.objects.get(code="COVER_CASE").ended_at is None


def test_moving_the_case_ends_the_alarm(case, officer, sergeant, neighbourhood, days):
    posting = officer.postings.get()
    posting.until_at = days(1)
    posting.save()
    incidents.sound_alarms(days(1))

    incidents.move_case(case_id=case.pk, to_id=neighbourhood.pk, reason="He has left", by=sergeant, at=days(1))

    assert owner(case) == neighbourhood
    assert Duty.objects.get(code="COVER_CASE").ended_as == "MET"


def test_a_late_duty_never_climbs_to_somebody_who_is_away(case, sergeant, officer, administrator, post, at, days):
    second = post("second-sergeant", "SERGEANT", "response-1", "sergeant", since=timedelta(days=10))
    services.record_absence(
        officer_id=sergeant.pk, kind="SICKNESS", from_at=at, deputy_id=second.pk, by=administrator, at=at
    )

    escalation.sweep(days(2))

    told = {entry.facts["to"] for entry in Entry.objects.filter(event="core.duty_escalated")}
    assert str(second.pk) in told
    assert str(sergeant.pk) not in told


def test_without_a_sergeant_on_duty_a_late_duty_of_the_owner_goes_to_the_inspector_and_not_to_the_owner(
    case, officer, everybody, control_supervisor, at, days
):
    for name in ("sergeant", "other_sergeant"):
        Absence.objects.create(
            officer=everybody[name], kind="LEAVE", from_at=at, recorded_at=at, recorded_by=everybody[name]
        )
    duty = Duty.objects.get(code="RECORD_CRIME")

    escalation.sweep(duty.due_at - timedelta(seconds=1))
    before = Duty.objects.get(pk=duty.pk).escalated_to_id
    escalation.sweep(duty.due_at)

    duty.refresh_from_db()
    assert (before, duty.owner_id, duty.level) == (None, officer.pk, 1)
    assert duty.escalated_to_id == control_supervisor.pk


def test_a_duty_whose_first_rung_is_whoever_owes_it_goes_to_the_rung_above(refer, everybody, at):
    refer()
    duty = Duty.objects.get(code="CONTACT_BY_IDVA")

    escalation.sweep(duty.due_at)

    duty.refresh_from_db()
    assert duty.owner_id == everybody["marac_coordinator"].pk
    assert duty.escalated_to_id == everybody["safeguarding"].pk


def test_rebuilding_the_duties_after_all_this_changes_nothing(case, away, administrator, days):
    absence = away()
    services.return_from_absence(absence_id=absence.pk, by=administrator, at=days(3))

    found = rebuild(apply_changes=False)

    assert not any(found[name] for name in ("added", "removed", "changed"))


def test_there_is_never_an_uncovered_minute_and_the_counter_would_see_one(case, away, at, days):
    away()
    assert queries.uncovered_minutes(at=days(1)) == 0

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE incidents_ownership SET from_at = from_at + interval '7 minutes' WHERE until_at IS NULL")
        assert queries.uncovered_minutes(at=days(1)) == 7
        transaction.set_rollback(True)


def test_the_pages_show_who_is_away_and_every_chain(case, away, administrator, sergeant, client_for):
    away()

    page = client_for(sergeant).get("/cover/").content.decode()
    assert "<strong>0</strong> minutes" in page
    assert "Neighbourhood Example stands in" in page
    assert page.count("Officer Example, from") == 1
    assert client_for(administrator).get("/absences/").status_code == 200


def test_a_sergeant_is_offered_only_the_absences_that_they_may_record(away, sergeant, officer, client_for, post):
    elsewhere = post("far-officer", "CRU", "cru")
    away()

    page = client_for(sergeant).get("/absences/").content.decode()

    assert f"/officers/{elsewhere.pk}/away/" not in page
    assert "Back on duty" in page


def test_keeping_in_touch_with_a_victim_moves_too(case, officer, neighbourhood, away, everybody, at):
    from custody import queries as custody
    from custody import services as custody_services

    custody_services.enter_event(
        case_id=case.pk, kind="SENTENCED", effective_at=at, details=SENTENCE, by=officer, at=at
    )
    custody_services.name_victim_contact_owner(
        case_id=case.pk, officer_id=officer.pk, release_known="Asked the prison", by=officer, at=at
    )

    away()

    assert custody.contact_owner(case.pk).officer == neighbourhood


SENTENCE = {"sentence": "COMMUNITY"}
