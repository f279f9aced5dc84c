"""What proves a measure: of a kind that fits it, and pointing to what whoever checks can look at."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Refused
from core.models import Entry, new_id
from incidents import services as incidents
from incidents.models import Case
from law import measures
from safety_plans import services
from safety_plans.models import Measure
from safety_plans.states import EvidenceKind


@pytest.fixture
def talk(case, officer, at):
    """Return a function that records an attempt to reach the victim; any keyword may be replaced."""

    def record(**changes):
        arguments = {
            "case_id": case.pk,
            "channel": "IN_PERSON",
            "outcome": "REACHED",
            "safe_how": "At her work, alone",
            "what_said": "She has the calls and wants them to go on",
            "exception_reason": "She came to the counter",
            "by": officer,
            "at": at,
        }
        return incidents.record_contact(**(arguments | changes))

    return record


@pytest.fixture
def prove(neighbourhood, at):
    """Return a function that records a measure as done; any keyword may be replaced."""

    def complete(measure, kind, **changes):
        arguments = {"evidence_kind": kind, "evidence": "As agreed", "by": neighbourhood, "at": at}
        return services.complete_measure(measure_id=measure.pk, **(arguments | changes))

    return complete


def test_the_kinds_of_the_menu_are_those_that_a_measure_can_hold():
    assert set(measures.PROOF_KINDS) == set(EvidenceKind.values) - {EvidenceKind.RECORD}


@pytest.mark.parametrize(
    "kind", sorted(set(measures.PROOF_KINDS) - set(measures.by_code("MARAC_REFERRAL").proof_kinds))
)
def test_a_kind_that_does_not_fit_is_refused_with_those_that_do(propose, prove, kind):
    measure = propose(code="MARAC_REFERRAL")

    with pytest.raises(Refused, match="Choose one of these: Document or record.") as refused:
        prove(measure, kind, reference="EX/1")

    assert refused.value.field == "evidence_kind"
    assert Measure.objects.get(pk=measure.pk).state == "PROPOSED"
    assert prove(measure, "DOCUMENT", reference="EX/1").state == "DONE"


def test_something_that_is_not_on_the_menu_takes_any_kind(propose, prove, talk):
    for kind in measures.PROOF_KINDS:
        measure = propose(code="OTHER", what=f"Something else, proved by {kind}")
        contact_id = talk().pk if kind == "CONTACT" else None
        assert prove(measure, kind, reference="EX/1", contact_id=contact_id).evidence_kind == kind


@pytest.mark.parametrize(("code", "kind"), [("TARGET_HARDENING", "PHOTOGRAPH"), ("HOUSING", "DOCUMENT")])
def test_a_photograph_or_document_needs_the_reference_under_which_it_is_kept(propose, prove, code, kind):
    measure = propose(code=code)

    with pytest.raises(Refused, match="Give the reference") as refused:
        prove(measure, kind, reference=" ")

    assert refused.value.field == "reference"
    assert prove(measure, kind, reference="EX/20/26").reference == "EX/20/26"


def test_a_contact_of_the_log_proves_and_the_entry_names_it(accepted, prove, talk):
    contact = talk()

    assert prove(accepted, "CONTACT", contact_id=contact.pk).proof_contact == contact
    assert Entry.objects.get(event="safety_plans.measure_done").facts["contact"] == str(contact.pk)


def test_only_a_contact_in_which_the_victim_was_reached_proves_anything(accepted, prove, talk):
    for contact_id in (None, new_id(), talk(outcome="NO_ANSWER").pk):
        with pytest.raises(Refused, match="Choose the contact from the list") as refused:
            prove(accepted, "CONTACT", contact_id=contact_id)
        assert refused.value.field == "contact_id"


def test_a_contact_of_another_case_proves_nothing_here(accepted, prove, talk, call, at):
    there = call(
        at,
        people=[
            {"role": "victim", "given_name": "Petra", "family_name": "Marsh"},
            {"role": "suspect", "given_name": "Karl", "family_name": "Orne", "relation": "ex_partner"},
        ],
    )
    elsewhere = talk(case_id=Case.objects.get(allegations__incident=there).pk)

    with pytest.raises(Refused, match="Choose the contact from the list"):
        prove(accepted, "CONTACT", contact_id=elsewhere.pk)


def test_a_contact_beside_another_kind_of_proof_is_not_lost_in_silence(accepted, prove, talk):
    with pytest.raises(Refused, match="another kind of proof") as refused:
        prove(accepted, "VICTIM", contact_id=talk().pk)

    assert refused.value.field == "contact_id"


def test_the_page_offers_only_what_fits_and_the_contacts_of_the_log(propose, talk, neighbourhood, client_for):
    reached, missed = talk(), talk(outcome="NO_ANSWER")
    calls, referral = propose(), propose(code="MARAC_REFERRAL")

    page = client_for(neighbourhood).get(reverse("measure_done", args=[calls.pk])).text
    for kind in measures.PROOF_KINDS:
        assert (f'value="{kind}"' in page) == (kind in measures.proof_kinds(calls.code))
    assert str(reached.pk) in page
    assert str(missed.pk) not in page

    page = client_for(neighbourhood).get(reverse("measure_done", args=[referral.pk])).text
    assert 'name="contact_id"' not in page


def test_the_page_refuses_what_does_not_fit_and_keeps_what_was_typed(propose, neighbourhood, client_for):
    measure = propose()

    page = client_for(neighbourhood).post(
        reverse("measure_done", args=[measure.pk]), {"evidence_kind": "PHOTOGRAPH", "evidence": "A picture of her"}
    )

    assert page.status_code == 422
    assert "This kind of proof does not fit this measure" in page.text
    assert "A picture of her" in page.text


def test_whoever_checks_sees_what_the_proof_points_to(accepted, prove, talk, neighbourhood, sergeant, client_for):
    contact = talk()
    client_for(neighbourhood).post(
        reverse("measure_done", args=[accepted.pk]),
        {"evidence_kind": "CONTACT", "evidence": "Rang as agreed", "contact_id": str(contact.pk)},
    )

    page = client_for(sergeant).get(reverse("measure_check", args=[accepted.pk])).text

    assert "She has the calls and wants them to go on" in page
    assert f"{reverse('contact', args=[contact.case_id])}#contact-{contact.pk}" in page
    assert f'id="contact-{contact.pk}"' in client_for(sergeant).get(reverse("contact", args=[contact.case_id])).text


def test_an_older_proof_of_a_kind_that_no_longer_fits_is_still_read(done, case, officer, client_for):
    Measure.objects.filter(pk=done.pk).update(evidence_kind="SEEN", evidence="Seen by me in person")

    page = client_for(officer).get(reverse("plan", args=[case.pk])).text

    assert "Seen or tested by me: " in page
    assert "Seen by me in person" in page


def test_the_database_refuses_a_contact_beside_another_kind(done, talk):
    with pytest.raises(IntegrityError, match="measure_proved_by_one_contact"), transaction.atomic():
        Measure.objects.filter(pk=done.pk).update(proof_contact=talk())
