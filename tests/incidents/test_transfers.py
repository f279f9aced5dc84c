"""A case goes to a force outside this house: sent, answered on record, and our part of it ended."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from core.access import Withheld
from core.errors import Refused
from core.models import Duty, Entry
from core.rebuilding import rebuild
from dacase import story
from incidents import queries, services
from incidents.models import Case, Transfer
from people import queries as people
from people import services as people_services

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SENT = {
    "force_name": "Northshire Police",
    "to_name": "DS Ida Lead",
    "to_role": "Detective sergeant, domestic abuse team",
    "reached_by": "Secure e-mail, and by telephone",
    "must_know": "Ring after six",
}
ANSWER = {"accepted_by": "DS Ida Lead", "reference": "NP/77/26", "evidence": "Her e-mail, kept under this reference"}


def enforce():
    """Let the deferred constraints speak now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def sees(reader, case):
    """Say whether somebody may know of the case."""
    return queries.visible_to(reader).filter(pk=case.pk).exists()


@pytest.fixture
def sent(case, officer, at):
    """The case, offered to somebody in a force outside this house."""
    return services.send_transfer(case_id=case.pk, **SENT, by=officer, at=at)


def answer(sent, by, at, **changes):
    """Record that the other force accepted an hour after it was asked."""
    arguments = ANSWER | {"accepted_at": sent.sent_at + HOUR} | changes
    return services.accept_transfer(transfer_id=sent.pk, **arguments, by=by, at=at)


def test_the_case_is_ours_until_the_acceptance_is_recorded_and_stays_to_be_read(case, sent, officer, at):
    recorded = at + 2 * HOUR
    answer(sent, officer, recorded)

    assert queries.owner_of(case.pk, recorded - timedelta(seconds=1)) == officer
    assert queries.owner_of(case.pk, recorded) is None
    case.refresh_from_db()
    assert case.state == "CLOSED"
    assert "Northshire Police has it now" in case.close_reason
    assert sees(officer, case)
    assert queries.uncovered_minutes(at=recorded + HOUR) == 0
    enforce()


def test_every_duty_that_was_open_is_on_the_hand_over_and_went_along(case, sent, officer, at):
    owed = {str(duty.pk) for duty, _, _ in queries.owed_in(case.pk, reader=officer)}

    done = answer(sent, officer, at + 2 * HOUR)

    assert {each["id"] for each in done.owed} == owed
    assert not Duty.objects.filter(case_id=case.pk, ended_at=None).exists()
    assert set(Duty.objects.filter(pk__in=owed).values_list("ended_as", flat=True)) == {"VOID"}
    assert Entry.objects.filter(event="core.duty_gone_along", case_id=case.pk).count() == len(owed)
    assert not any(rebuild(apply_changes=False).values())


def test_what_stays_is_owed_on_and_the_case_with_it_until_our_part_is_ended(case, sent, officer, sergeant, at):
    kept = Duty.objects.filter(case_id=case.pk, ended_at=None).exclude(code="CHASE_TRANSFER").first()

    answer(sent, officer, at + 2 * HOUR, stays=[kept.pk])

    assert queries.owner_of(case.pk) == officer
    left = set(Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", flat=True))
    assert left == {kept.code, "FINISH_TRANSFER"}
    with pytest.raises(Refused, match="Still owed here"):
        services.finish_transfer(case_id=case.pk, by=officer, at=at + 3 * HOUR)
    Duty.objects.filter(pk=kept.pk).update(ended_at=at, ended_as="MET", ended_by=Entry.objects.first())
    services.finish_transfer(case_id=case.pk, by=officer, at=at + 3 * HOUR)
    assert Case.objects.get(pk=case.pk).state == "CLOSED"
    assert not Duty.objects.filter(case_id=case.pk, ended_at=None).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"accepted_by": " "}, "Name the person who accepted"),
        ({"reference": ""}, "Give the reference"),
        ({"evidence": " "}, "what proves it"),
        ({"accepted_at": timedelta(seconds=-1)}, "before they were asked"),
        ({"accepted_at": 2 * HOUR + timedelta(seconds=1)}, "in the future"),
        ({"stays": ["00000000-0000-0000-0000-000000000001"]}, "has changed"),
    ],
)
def test_an_acceptance_without_a_name_a_time_or_a_proof_is_none(case, sent, officer, at, changes, sentence):
    if "accepted_at" in changes:
        changes = {"accepted_at": sent.sent_at + changes["accepted_at"]}

    with pytest.raises(Refused, match=sentence):
        answer(sent, officer, at + 2 * HOUR, **changes)

    assert queries.owner_of(case.pk) == officer


def test_the_database_keeps_no_acceptance_without_proof(sent, officer, at):
    with pytest.raises(IntegrityError, match="transfer_accepted_with_proof"), transaction.atomic():
        Transfer.objects.filter(pk=sent.pk).update(state="ACCEPTED", answered_at=at, answered_by=officer)


@pytest.mark.parametrize(("seconds", "told"), [(-1, False), (0, True)])
def test_a_force_that_does_not_answer_in_a_day_is_a_matter_for_the_sergeant(sent, sergeant, at, seconds, told):
    from core import escalation

    escalation.sweep(at + timedelta(hours=24, seconds=seconds))

    assert (Duty.objects.get(code="CHASE_TRANSFER").escalated_to_id == sergeant.pk) is told


@pytest.mark.parametrize("command", [services.refuse_transfer, services.withdraw_transfer])
def test_a_refusal_or_withdrawal_needs_a_reason_and_leaves_the_case_here(case, sent, officer, at, command):
    with pytest.raises(Refused, match="Say why"):
        command(transfer_id=sent.pk, reason=" ", by=officer, at=at)

    command(transfer_id=sent.pk, reason="She never moved", by=officer, at=at)

    assert queries.owner_of(case.pk) == officer
    assert Duty.objects.get(code="CHASE_TRANSFER").ended_as == "MET"
    assert queries.waiting_transfer(case.pk) is None


def test_two_offers_never_wait_at_once_and_a_waiting_one_holds_the_case_open(case, sent, officer, sergeant, cru, at):
    with pytest.raises(Refused, match="offered to Northshire Police"):
        services.offer_case(case_id=case.pk, to_id=cru.pk, must_know="x", by=officer, at=at)
    with pytest.raises(Refused, match="has not answered yet"):
        services.close_case(case_id=case.pk, reason="Gone", by=sergeant, at=at)
    with pytest.raises(Refused, match="Only the owner of the case, or a supervisor"):
        answer(sent, cru, at + 2 * HOUR)


def test_a_new_report_here_opens_it_again_with_the_duty_to_tell_the_force_that_has_it(
    case, sent, officer, call, operator, at
):
    answer(sent, officer, at + 2 * HOUR)

    again = [{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}]
    call(at + 3 * HOUR, people=again)

    assert queries.owner_of(case.pk) == operator
    assert Duty.objects.get(code="TELL_OTHER_FORCE", ended_at=None).owner_id == operator.pk
    services.record_act(
        act="tell-force", case_id=case.pk, note="Rang DS Lead: she takes it", by=operator, at=at + 4 * HOUR
    )
    assert Duty.objects.get(code="TELL_OTHER_FORCE").ended_as == "MET"


def test_she_is_reached_by_nobody_here_any_more(case, sent, officer, sergeant, neighbourhood, at):
    people_services.record_safe_address(person_id=case.victim_id, text="Kestrel House", by=neighbourhood, at=at)
    answer(sent, officer, at + 2 * HOUR)
    case.refresh_from_db()

    assert isinstance(queries.safe_contact(case, reader=sergeant, at=at), Withheld)
    assert isinstance(people.safe_address(case.victim, neighbourhood, at), Withheld)


def test_the_pages_of_a_transfer_from_the_offer_to_the_end(case, officer, sergeant, client_for, at):
    browser = client_for(officer)
    way = reverse("transfer_send", args=[case.pk])
    assert "still open in this case" in browser.get(way).content.decode()
    browser.post(way, SENT)
    sent = Transfer.objects.get()
    assert "DS Ida Lead" in browser.get(reverse("case", args=[case.pk])).content.decode()
    assert "Northshire Police" in client_for(sergeant).get(reverse("cover")).content.decode()
    for name in ("transfer_accept", "transfer_refuse", "transfer_withdraw"):
        assert browser.get(reverse(name, args=[sent.pk])).status_code == 200

    answer(sent, officer, sent.sent_at + 2 * HOUR)

    page = browser.get(reverse("case", args=[case.pk])).content.decode()
    assert "Transferred" in page
    assert "NP/77/26" in page
    told = [story.sentence(each) for each in Entry.objects.filter(event__startswith="incidents.", case_id=case.pk)]
    assert "Our part of the case has ended: another force has it." in told
