"""Before an incident is closed: the qualifier needs two people, the crime its number, and it may be opened again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Refused
from core.models import Duty
from incidents import services
from incidents.models import Crime, Incident, QualifierDoubt, Watch

pytestmark = pytest.mark.django_db

WHY = {"age": "Both over forty", "connection": "Strangers; she gave his name wrongly", "behaviour": "A lost parcel"}


@pytest.fixture
def doubt(incident, operator, at):
    """Return a function that asks that the incident be no domestic abuse; any keyword may be replaced."""

    def raised(by=operator, **changes):
        return services.question_qualifier(incident_id=incident.pk, by=by, at=at, **(WHY | changes))

    return raised


@pytest.fixture
def decide(incident, control_supervisor, at):
    """Return a function that decides on it; any keyword may be replaced."""

    def decided(removed=True, reason="Read the log and spoke with both", by=control_supervisor):
        return services.decide_qualifier(incident_id=incident.pk, removed=removed, reason=reason, by=by, at=at)

    return decided


def is_domestic(incident):
    """Say whether the incident has its qualifier now."""
    return Incident.objects.get(pk=incident.pk).domestic


def owed(code):
    """Say whether a duty of this code is open."""
    return Duty.objects.filter(code=code, ended_at=None).exists()


def test_the_qualifier_stays_until_a_second_person_has_decided(doubt, decide, incident):
    doubt()
    assert is_domestic(incident)
    assert owed("DECIDE_QUALIFIER")

    decide(removed=True)
    assert not is_domestic(incident)
    assert not owed("DECIDE_QUALIFIER")
    assert QualifierDoubt.objects.get().definition == "2021"


def test_the_second_person_may_keep_it(doubt, decide, incident):
    doubt()

    decide(removed=False)

    assert is_domestic(incident)
    assert not owed("DECIDE_QUALIFIER")
    assert QualifierDoubt.objects.get().decision_reason == "Read the log and spoke with both"


@pytest.mark.parametrize("element", ["age", "connection", "behaviour"])
def test_each_element_needs_its_reason(doubt, element):
    with pytest.raises(Refused) as refused:
        doubt(**{element: " "})

    assert refused.value.field == element


def test_nobody_decides_on_their_own_wish(doubt, decide, control_supervisor, incident):
    doubt(by=control_supervisor)

    with pytest.raises(Refused, match="Somebody else must decide"):
        decide(by=control_supervisor)
    assert is_domestic(incident)


def test_nor_does_the_database_let_them(doubt, control_supervisor, at):
    doubt(by=control_supervisor)

    with pytest.raises(IntegrityError), transaction.atomic():
        QualifierDoubt.objects.update(removed=True, decision_reason="x", decided_at=at, decided_by=control_supervisor)


@pytest.mark.parametrize("changes", [{"age": ""}, {"removed": True}, {"decision_reason": "x"}])
def test_the_database_takes_no_half_a_doubt(doubt, changes):
    doubt()

    with pytest.raises(IntegrityError), transaction.atomic():
        QualifierDoubt.objects.update(**changes)


def test_a_decision_needs_its_reason_and_somebody_who_may(doubt, decide, operator):
    doubt()
    with pytest.raises(Refused):
        decide(reason=" ")
    with pytest.raises(Refused):
        decide(by=operator)

    decide()


def test_only_one_wish_waits_at_a_time(doubt, decide, officer):
    doubt()
    with pytest.raises(Refused, match="already"):
        doubt(by=officer)

    decide(removed=False)
    doubt(by=officer)
    assert QualifierDoubt.objects.count() == 2


def test_answering_no_to_the_connection_question_does_not_take_the_qualifier_away(incident, operator, at):
    services.regrade(incident_id=incident.pk, grade="HIGH", connected="NO", by=operator, at=at)

    assert is_domestic(incident)


def test_a_first_answer_before_anything_is_graded_does(call, everybody, operator, at):
    incident = call(at, kind="HARASSMENT", people=[{"role": "victim", "given_name": "Mirela", "family_name": "Stone"}])
    assert incident.grade == ""

    services.regrade(incident_id=incident.pk, grade="SCHEDULED", connected="NO", by=operator, at=at)

    assert not is_domestic(incident)


def test_it_is_domestic_abuse_again_when_they_turn_out_to_be_connected(doubt, decide, incident, operator, at):
    doubt()
    decide()

    services.regrade(incident_id=incident.pk, grade="HIGH", connected="YES", by=operator, at=at)

    assert is_domestic(incident)


def test_information_does_not_bring_the_qualifier_back_by_itself(doubt, decide, case, incident, officer, at):
    doubt()
    decide()

    services.add_information(
        case_id=case.pk, kind="contact", occurred_on=at.date(), text="x", facts={"injury": True},
        incident_id=incident.pk, by=officer, at=at,
    )  # fmt: skip

    assert not is_domestic(incident)


def test_a_crime_is_recorded_within_a_day_of_the_report(incident):
    duty = Duty.objects.get(code="RECORD_CRIME", ended_at=None)

    assert duty.due_at == incident.reported_at + timedelta(hours=24)


@pytest.mark.parametrize(
    "said",
    [
        {"number": "46/12345/26", "offence_code": "COMMON_ASSAULT"},
        {"number": "46/12345/26", "offence": "Trespass with intent", "why_not_listed": "It is not there"},
        {"no_crime_reason": "An argument without threat or damage; both agree"},
    ],
)
def test_a_crime_number_or_the_reason_for_none_meets_it(incident, officer, at, said):
    services.record_crime(incident_id=incident.pk, by=officer, at=at, **said)

    assert not owed("RECORD_CRIME")
    assert Crime.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "number"),
        ({"number": "46/12345/26"}, "offence_code"),
        ({"number": "4 !", "offence_code": "COMMON_ASSAULT"}, "number"),
        ({"number": "46/12345/26", "offence_code": "ASSAULTING"}, "offence_code"),
        ({"number": "46/12345/26", "offence": "Trespass"}, "why_not_listed"),
        ({"number": "46/12345/26", "offence": "Trespass", "offence_code": "THEFT"}, "offence"),
        ({"number": "46/12345/26", "offence_code": "PRIVATE_IMAGES"}, "offence_code"),
    ],
)
def test_half_a_crime_is_refused(incident, officer, at, said, field):
    with pytest.raises(Refused) as refused:
        services.record_crime(incident_id=incident.pk, by=officer, at=at, **said)

    assert refused.value.field == field
    assert owed("RECORD_CRIME")


def test_a_crime_number_is_on_record_once(incident, call, everybody, officer, at):
    second = call(at, people=[{"role": "victim", "given_name": "Mirela", "family_name": "Stone"}])
    services.record_crime(incident_id=incident.pk, number="46/1/26", offence_code="COMMON_ASSAULT", by=officer, at=at)

    with pytest.raises(Refused, match="already"):
        services.record_crime(
            incident_id=second.pk, number="46 / 1 / 26", offence_code="COMMON_ASSAULT", by=officer, at=at
        )


def test_a_finished_incident_may_be_opened_again_with_a_reason(incident, operator, at):
    again = {"incident_id": incident.pk, "by": operator, "at": at}
    with pytest.raises(Refused):
        services.reopen_incident(reason="She called back", **again)
    services.finish_incident(outcome="UNATTENDED", reason="Cancelled by the caller", **again)
    with pytest.raises(Refused):
        services.reopen_incident(reason=" ", **again)

    services.reopen_incident(reason="She called back", **again)

    watch = Watch.objects.get()
    assert (watch.finished_at, watch.left_at, watch.outcome) == (None, None, "")


def test_the_pages_show_the_definition_and_what_the_record_says(client_for, incident, operator, control_supervisor):
    ask, decide = (reverse(name, args=[incident.pk]) for name in ("qualifier_question", "qualifier_decide"))
    asker, second = client_for(operator), client_for(control_supervisor)
    assert second.get(decide).status_code == 404
    assert "Asha Vale: old enough on that day" in asker.get(ask).content.decode()

    refused = asker.post(ask, WHY | {"behaviour": ""})
    assert refused.status_code == 422
    assert WHY["connection"] in refused.content.decode()

    asker.post(ask, WHY)
    assert WHY["connection"] in second.get(decide).content.decode()
    page = second.post(decide, {"removed": "no", "reason": "They were married"}, follow=True).content.decode()
    assert "it stays domestic abuse" in page
    assert "They were married" in page


def test_a_crime_is_recorded_by_page(client_for, incident, officer):
    page = client_for(officer).post(
        reverse("crime_record", args=[incident.pk]),
        {"number": "46/1/26", "offence_code": "CRIMINAL_DAMAGE"},
        follow=True,
    )

    assert "46/1/26</strong>, Criminal damage" in page.content.decode()


def test_the_page_offers_what_was_an_offence_on_the_day_and_keeps_what_was_chosen(client_for, incident, officer):
    address = reverse("crime_record", args=[incident.pk])
    client = client_for(officer)
    page = client.get(address).content.decode()
    assert '<optgroup label="Sexual offences">' in page
    assert "INTIMATE_IMAGES" in page
    assert "PRIVATE_IMAGES" not in page

    refused = client.post(address, {"number": "", "offence_code": "STALKING"})
    assert refused.status_code == 409
    assert '<option value="STALKING" selected>' in refused.content.decode()


def test_an_offence_in_words_is_shown_as_not_coded_with_the_reason(client_for, incident, officer, at):
    services.record_crime(
        incident_id=incident.pk, number="46/1/26", offence="Trespass", why_not_listed="Civil here", by=officer, at=at
    )

    page = client_for(officer).get(reverse("incident", args=[incident.pk])).content.decode()

    assert "Not coded" in page
    assert "Civil here" in page


def test_the_database_refuses_a_reason_why_a_listed_offence_is_not_listed(incident, officer, at):
    with pytest.raises(IntegrityError, match="crime_listed_or_in_words"), transaction.atomic():
        Crime.objects.create(
            incident=incident, number="46/1/26", offence="Theft", offence_code="THEFT", why_not_listed="None fits",
            recorded_at=at, recorded_by=officer,
        )  # fmt: skip
