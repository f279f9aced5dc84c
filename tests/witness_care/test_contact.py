"""Who cares for the victim as a witness: one at a time, by acceptance, and never nobody."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts import services as accounts
from core.errors import Absent, Refused
from core.models import Duty
from custody import services as custody
from incidents import queries as incidents
from incidents import services as cases
from law import clocks
from people import services as people
from tests.look.page import on_paper
from witness_care import queries, services
from witness_care.models import Contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(case, officer, witness_carer, at):
    """Return a function that asks the witness care officer; any keyword may be replaced."""

    def asked(**changes):
        arguments = {"case_id": case.pk, "officer_id": witness_carer.pk, "must_know": "Afraid of his brother"}
        return services.name_contact(**(arguments | {"by": officer, "at": at} | changes))

    return asked


def test_the_case_owner_answers_until_somebody_accepts(case, charge, ask, officer, witness_carer, owed, at):
    offer = ask()
    assert owed("WITNESS_NEEDS").owner_id == officer.pk
    assert owed("ACCEPT_WITNESS_CONTACT").owner_id == witness_carer.pk
    assert owed("NAME_WITNESS_CONTACT")

    services.accept_contact(contact_id=offer.pk, by=witness_carer, at=at)

    assert owed("WITNESS_NEEDS").owner_id == owed("OFFER_STATEMENT").owner_id == witness_carer.pk
    assert owed("NAME_WITNESS_CONTACT") is owed("ACCEPT_WITNESS_CONTACT") is None
    assert incidents.owner_of(case.pk) == officer


def test_whoever_cares_for_the_witness_tells_of_remand_and_sentence_and_refers_her_to_the_scheme(
    case, charge, ask, officer, witness_carer, owed, at
):
    def happens(kind, **details):
        told = {"effective_at": at - timedelta(days=3), "source": "court-results", "source_event_id": kind}
        custody.record_event(kind=kind, suspect_id=case.suspect_id, details=details, by=officer, at=at, **told)

    services.accept_contact(contact_id=ask().pk, by=witness_carer, at=at)
    happens("REMANDED")
    happens("SENTENCED", sentence="CUSTODY", months=12)

    told = [owed("TELL_VICTIM_REMAND"), owed("TELL_VICTIM_SENTENCE")]
    assert {duty.owner_id for duty in told} == {witness_carer.pk}
    assert {duty.due_at for duty in told} == {clocks.working_days(at, 1)}, (
        "from when the court told, not from the court"
    )
    referral = owed("REFER_TO_VICTIM_CONTACT_SCHEME")
    assert (referral.owner_id, referral.due_at) == (witness_carer.pk, clocks.working_days(at - timedelta(days=3), 10))
    happens("VCS_REFERRED")
    assert owed("REFER_TO_VICTIM_CONTACT_SCHEME") is None
    assert owed("VICTIM_LIAISON_CONTACT").owner_id == witness_carer.pk


def test_whoever_was_asked_may_say_no_with_a_reason_and_nothing_changes(ask, witness_carer, owed, case, at):
    offer = ask()
    with pytest.raises(Refused, match="Say why"):
        services.refuse_contact(contact_id=offer.pk, reason=" ", by=witness_carer, at=at)

    services.refuse_contact(contact_id=offer.pk, reason="On leave from Friday", by=witness_carer, at=at)

    assert queries.contact(case.pk) is None
    assert owed("ACCEPT_WITNESS_CONTACT") is None


def test_whoever_asked_reads_who_cannot_and_why_until_somebody_else_is_asked(
    ask, witness_carer, officer, client_for, case, at
):
    def page():
        return client_for(officer).get(f"/cases/{case.pk}/witness/").content.decode()

    services.refuse_contact(contact_id=ask().pk, reason="On leave from Friday", by=witness_carer, at=at)
    refused = page()
    ask()

    assert f"{witness_carer}, asked" in refused and "On leave from Friday" in refused
    asked = page()
    assert "On leave from Friday" not in asked
    assert "Withdraw it" in asked and "Withdraw it" not in on_paper(asked)


def test_nobody_else_answers_for_whoever_was_asked(ask, officer, at):
    offer = ask()

    with pytest.raises(Refused, match="Only the person who was asked"):
        services.accept_contact(contact_id=offer.pk, by=officer, at=at)


def test_a_second_request_waits_until_the_first_is_withdrawn(ask, neighbourhood, officer, at):
    offer = ask()
    with pytest.raises(Refused, match="was asked already"):
        ask(officer_id=neighbourhood.pk)

    services.withdraw_contact_offer(contact_id=offer.pk, by=officer, at=at)

    assert ask(officer_id=neighbourhood.pk).state == "OFFERED"


def test_handing_on_leaves_no_instant_between_the_two(case, ask, officer, witness_carer, at, days):
    ask(officer_id=officer.pk)
    offer = ask()

    services.accept_contact(contact_id=offer.pk, by=witness_carer, at=days(1))

    first, second = Contact.objects.order_by("from_at")
    assert (first.officer, second.officer) == (officer, witness_carer)
    assert first.until_at == second.from_at == days(1)


def test_the_database_refuses_two_who_care_at_once(case, ask, officer, at):
    ask(officer_id=officer.pk)

    with pytest.raises(IntegrityError, match="witness_contact_one_holds"), transaction.atomic():
        Contact.objects.create(case=case, officer=officer, state="HOLDS", named_at=at, named_by=officer, from_at=at)


def test_naming_whoever_cares_already_confirms_it_after_another_charge(ask, officer, charge, owed):
    ask(officer_id=officer.pk)
    assert owed("NAME_WITNESS_CONTACT") is None

    again = ask(officer_id=officer.pk)

    assert Contact.objects.count() == 1
    assert again.state == "HOLDS"


def test_without_somebody_named_what_is_owed_to_the_witness_goes_with_the_case(
    case, charge, officer, neighbourhood, owed, at
):
    offer = cases.offer_case(case_id=case.pk, to_id=neighbourhood.pk, must_know="All of it", by=officer, at=at)

    cases.accept_case(offer_id=offer.pk, by=neighbourhood, at=at)

    assert owed("WITNESS_NEEDS").owner_id == neighbourhood.pk


def test_with_somebody_named_the_case_moves_and_the_care_stays(
    case, charge, ask, officer, neighbourhood, witness_carer, sergeant, owed, at
):
    services.accept_contact(contact_id=ask().pk, by=witness_carer, at=at)

    cases.move_case(case_id=case.pk, to_id=neighbourhood.pk, reason="Ward case", by=sergeant, at=at)

    assert owed("WITNESS_NEEDS").owner_id == witness_carer.pk


def test_a_leaver_hands_every_witness_to_the_deputy(
    case, charge, ask, witness_carer, neighbourhood, administrator, owed, at, days
):
    services.accept_contact(contact_id=ask().pk, by=witness_carer, at=at)
    posting = witness_carer.posting
    with pytest.raises(Refused, match="still cares for 1 witness"):
        accounts.end_posting(posting_id=posting.pk, by=administrator, at=days(1))

    accounts.end_posting(posting_id=posting.pk, deputy_id=neighbourhood.pk, by=administrator, at=days(1))

    assert queries.contact(case.pk).officer == neighbourhood
    assert not Duty.objects.filter(owner_id=witness_carer.pk, ended_at=None).exists()
    assert owed("WITNESS_NEEDS").owner_id == neighbourhood.pk


def test_no_witness_goes_to_a_deputy_who_may_not_know_of_the_case(
    case, ask, witness_carer, neighbourhood, administrator, at, days
):
    services.accept_contact(contact_id=ask().pk, by=witness_carer, at=at)
    people.declare_tie(person_id=case.suspect_id, kind="FRIEND", by=neighbourhood, at=at)

    with pytest.raises(Refused, match="cannot care for all of these witnesses"):
        accounts.end_posting(
            posting_id=witness_carer.posting.pk, deputy_id=neighbourhood.pk, by=administrator, at=days(1)
        )

    assert queries.contact(case.pk).officer == witness_carer


def test_a_restricted_case_is_cared_for_only_by_those_who_may_know_of_it(case, ask, safeguarding, officer, at):
    cases.restrict_case(case_id=case.pk, officers=[officer.pk], by=safeguarding, at=at)

    with pytest.raises(Refused, match="cannot care for this witness"):
        ask()


def test_whoever_cares_sees_how_the_victim_is_reached_and_a_stranger_does_not(
    case, ask, witness_carer, other_officer, at
):
    assert not incidents.has_part_in(case, reader=witness_carer, at=at)

    services.accept_contact(contact_id=ask().pk, by=witness_carer, at=at)

    assert incidents.has_part_in(case, reader=witness_carer, at=at)
    assert not incidents.has_part_in(case, reader=other_officer, at=at)


def test_an_offer_in_a_case_out_of_sight_is_absent(case, ask, safeguarding, officer, witness_carer, at):
    offer = ask()
    cases.restrict_case(case_id=case.pk, officers=[officer.pk], by=safeguarding, at=at)

    with pytest.raises(Absent):
        services.accept_contact(contact_id=offer.pk, by=witness_carer, at=at)


def test_a_witness_who_moved_with_an_absence_comes_back(
    case, charge, ask, officer, witness_carer, safeguarding, administrator, at, days, owed
):
    services.accept_contact(contact_id=ask().pk, by=witness_carer, at=at)
    away = {"kind": "LEAVE", "from_at": days(1), "deputy_id": safeguarding.pk}
    absence = accounts.record_absence(officer_id=witness_carer.pk, **away, by=administrator, at=days(1))
    assert queries.contact(case.pk).officer == safeguarding

    accounts.return_from_absence(absence_id=absence.pk, by=administrator, at=days(2))

    assert queries.contact(case.pk).officer == witness_carer
    assert owed("WITNESS_NEEDS").owner_id == witness_carer.pk


@pytest.mark.parametrize("gone", ["there", "away", "left", "another role"])
def test_whoever_is_not_there_owes_the_witness_nothing_new(case, ask, listed, officer, witness_carer, owed, at, gone):
    services.accept_contact(contact_id=ask().pk, by=witness_carer, at=at)
    if gone == "away":
        witness_carer.absences.create(kind="SICK", from_at=at, recorded_at=at, recorded_by=officer, started_at=at)
    elif gone == "left":
        witness_carer.is_active = False
        witness_carer.save()
    elif gone == "another role":
        witness_carer.postings.update(role="AUDITOR")

    listed(30)

    assert owed("PREPARE_WITNESS").owner_id == (witness_carer if gone == "there" else officer).pk
