"""A firearms certificate in an incident: told and acknowledged, decided by an inspector, referred, learned of."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Refused
from core.models import Duty, Entry
from incidents import services
from incidents.models import FirearmsAlert, FirearmsCertificate, Incident
from people import services as people
from people.models import Address, Firearm

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(force):
    """A certificate at the address of the call."""
    return Firearm.objects.create(certificate="F-1", address=people.place("14 Harbour Row", "CT16 1AA"))


@pytest.fixture
def armed(certificate, call, everybody, at):
    """A call at that address, ten minutes ago."""
    return call(at - timedelta(minutes=10))


@pytest.fixture
def attend(armed, officer, at):
    """Return a function that records attendance of the call; any keyword may be replaced."""

    def attended(**changes):
        arguments = {
            "incident_id": armed.pk,
            "arrived_at": at - timedelta(minutes=1),
            "positive_action": "Arrested",
            "children": "NONE",
            "by": officer,
            "at": at,
        }
        return services.record_attendance(**(arguments | changes))

    return attended


def owed(*codes):
    """Return which of some duties are open."""
    return set(Duty.objects.filter(code__in=codes, ended_at=None).values_list("code", flat=True))


def all_owed():
    """Return which duties about firearms are open."""
    return set(Duty.objects.filter(code__contains="FIREARMS", ended_at=None).values_list("code", flat=True))


def test_a_certificate_at_the_address_asks_for_three_things_with_a_named_owner_each(armed, everybody):
    assert all_owed() == {"RELAY_FIREARMS", "REVIEW_FIREARMS", "REFER_FIREARMS"}
    assert Duty.objects.get(code="RELAY_FIREARMS").owner_id == everybody["operator"].pk
    assert Duty.objects.get(code="REVIEW_FIREARMS").owner_id == everybody["control_supervisor"].pk


def test_a_call_at_another_address_asks_for_none(certificate, call, everybody, at):
    incident = call(at, address="15 Harbour Row")

    assert not incident.firearms
    assert all_owed() == set()


def test_the_relay_is_done_when_an_officer_who_goes_there_acknowledges_it(armed, officer, at):
    services.acknowledge_firearms(incident_id=armed.pk, by=officer, at=at)

    assert "RELAY_FIREARMS" not in all_owed()
    assert armed.firearms_alert.acknowledgements.get().officer == officer
    assert Entry.objects.get(event="incidents.firearms_acknowledged").facts["officer"] == str(officer.pk)


def test_somebody_who_does_not_go_there_cannot_acknowledge_it(armed, operator, at):
    with pytest.raises(Refused):
        services.acknowledge_firearms(incident_id=armed.pk, by=operator, at=at)

    assert "RELAY_FIREARMS" in all_owed()


def test_attendance_asks_whoever_has_not_acknowledged(attend, armed, officer, at):
    with pytest.raises(Refused) as refused:
        attend()
    assert refused.value.field == "firearms_told"

    attend(firearms_told="YES")
    assert owed("RELAY_FIREARMS", "FIREARMS_NOT_TOLD") == set()


def test_attendance_does_not_ask_again_whoever_has(attend, armed, officer, at):
    services.acknowledge_firearms(incident_id=armed.pk, by=officer, at=at - timedelta(minutes=5))

    attend()

    assert armed.firearms_alert.acknowledgements.count() == 1


def test_that_another_officer_knew_does_not_help_the_one_who_went(attend, armed, other_officer, at):
    services.acknowledge_firearms(incident_id=armed.pk, by=other_officer, at=at - timedelta(minutes=5))

    with pytest.raises(Refused):
        attend()


def test_an_officer_who_was_not_told_opens_the_question_why(attend, everybody, at, armed):
    attend(firearms_told="NO")

    duty = Duty.objects.get(code="FIREARMS_NOT_TOLD", ended_at=None)
    services.record_act(
        case_id=duty.case_id,
        act="explain-firearms",
        note="Read out before they had signed on",
        of=armed.pk,
        by=everybody["control_supervisor"],
        at=at,
    )
    assert owed("FIREARMS_NOT_TOLD") == set()


@pytest.mark.parametrize(("rank", "decides"), [("inspector", "control_supervisor"), ("sergeant", "elder")])
def test_the_decision_falls_to_an_inspector_who_may_record_it_and_only_where_there_is_none_to_another(
    certificate, call, everybody, elder, at, rank, decides
):
    type(elder).objects.filter(username="control-supervisor").update(rank=rank)

    call(at)

    assert Duty.objects.get(code="REVIEW_FIREARMS").owner_id == (everybody | {"elder": elder})[decides].pk


@pytest.mark.parametrize(
    ("rank", "may"), [("sergeant", False), ("inspector", True), ("detective chief inspector", True)]
)
def test_only_an_inspector_or_above_decides_how_a_unit_goes(armed, post, at, rank, may):
    decider = post("decider", "SAFEGUARDING", "safeguarding", rank)
    decide = {"response": "WITH_CARE", "note": "Two units meet first", "by": decider, "at": at}

    if not may:
        with pytest.raises(Refused):
            services.review_firearms(incident_id=armed.pk, **decide)
        return
    services.review_firearms(incident_id=armed.pk, **decide)
    assert "REVIEW_FIREARMS" not in all_owed()
    assert FirearmsAlert.objects.get().reviewed_by == decider


def test_licensing_is_asked_and_the_outcome_is_owed_until_every_certificate_has_one(armed, everybody, at):
    supervisor = everybody["control_supervisor"]
    armed.firearms_alert.certificates.get()
    second = Firearm.objects.create(certificate="S-2", address=armed.address)
    services.notice_firearms(at=at)
    services.refer_firearms(incident_id=armed.pk, reference="Licensing desk", by=supervisor, at=at)
    assert owed("REFER_FIREARMS", "FIREARMS_OUTCOME") == {"FIREARMS_OUTCOME"}
    assert Duty.objects.get(code="FIREARMS_OUTCOME").owner_id == supervisor.pk

    for left, row in ((1, "F-1"), (0, "S-2")):
        services.record_firearms_outcome(
            incident_id=armed.pk,
            certificate_id=FirearmsCertificate.objects.get(firearm__certificate=row).pk,
            outcome="SEIZED",
            note="Licensing manager",
            by=supervisor,
            at=at,
        )
        assert len(owed("FIREARMS_OUTCOME")) == left
    assert second.certificate == "S-2"


def test_an_outcome_before_licensing_was_asked_is_refused(armed, everybody, at):
    row = armed.firearms_alert.certificates.get()

    with pytest.raises(Refused, match="not asked yet"):
        services.record_firearms_outcome(
            incident_id=armed.pk,
            certificate_id=row.pk,
            outcome="REVOKED",
            note="Licensing manager",
            by=everybody["control_supervisor"],
            at=at,
        )


def test_a_certificate_that_is_imported_after_the_call_opens_the_same(incident, everybody, at):
    assert all_owed() == set()
    Firearm.objects.create(certificate="F-9", address=incident.address)

    services.heal_flags(at=at)

    assert all_owed() == {"RELAY_FIREARMS", "REVIEW_FIREARMS", "REFER_FIREARMS"}
    assert Incident.objects.get(pk=incident.pk).firearms
    services.heal_flags(at=at)
    assert Entry.objects.filter(event="incidents.firearms_found").count() == 1


@pytest.mark.parametrize(
    ("text", "postcode", "found"),
    [
        ("14 Harbour Row Dover", "CT16 1AA", 1),
        ("14 Harbour Row Flat 2", "CT16 1AA", 0),
        ("14 Harbour Row Dover", "CT16 1AB", 0),
        ("14 Harbour Row Dover", "", 0),
    ],
)
def test_a_certificate_that_comes_later_is_found_at_the_house_however_its_address_is_written(
    incident, at, text, postcode, found
):
    written = Address.objects.create(text=text, postcode=postcode, key=text.upper().replace(" ", ""))
    Firearm.objects.create(certificate="F-9", address=written)

    assert services.notice_firearms(at=at) == found
    assert services.notice_firearms(at=at) == 0


def test_after_somebody_has_attended_the_owner_of_the_case_is_asked_to_acknowledge(case, incident, officer, at):
    Firearm.objects.create(certificate="F-9", holder=case.suspect)

    services.notice_firearms(at=at)

    assert all_owed() == {"ACKNOWLEDGE_FIREARMS_LATER", "REVIEW_FIREARMS", "REFER_FIREARMS"}
    assert Duty.objects.get(code="ACKNOWLEDGE_FIREARMS_LATER").owner_id == officer.pk


def test_a_merge_by_which_a_suspect_turns_out_to_hold_a_certificate_opens_it(case, incident, everybody, at):
    holder = people.register(given_name="Dorian", family_name="Krane", by=everybody["cru"], at=at)
    Firearm.objects.create(certificate="F-9", holder=holder)

    people.merge_people(
        keep_id=holder.pk, merge_id=case.suspect_id, reason="Same day of birth, same phone", by=everybody["cru"], at=at
    )

    assert "REVIEW_FIREARMS" in all_owed()


def test_a_certificate_that_has_expired_or_belongs_to_a_closed_matter_opens_nothing(incident, everybody, at):
    Firearm.objects.create(certificate="F-9", address=incident.address, valid_until=(at - timedelta(days=1)).date())

    assert services.notice_firearms(at=at) == 0


def test_one_more_certificate_opens_every_decision_again_and_the_first_is_kept(armed, everybody, officer, at):
    services.acknowledge_firearms(incident_id=armed.pk, by=officer, at=at)
    services.review_firearms(
        incident_id=armed.pk, response="AS_USUAL", note="One old gun", by=everybody["control_supervisor"], at=at
    )
    Firearm.objects.create(certificate="S-2", address=armed.address)

    services.notice_firearms(at=at + timedelta(minutes=1))

    alert = FirearmsAlert.objects.get()
    assert alert.response == ""
    assert "One old gun" in alert.history.values_list("review_note", flat=True)
    assert {"RELAY_FIREARMS", "REVIEW_FIREARMS"} <= all_owed()


@pytest.mark.parametrize("changes", [{"response": "ARMED"}, {"reference": "Licensing"}])
def test_the_database_takes_no_half_a_decision(armed, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        FirearmsAlert.objects.filter(incident=armed).update(**changes)


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("14 Harbour Row, Dover", "at this address"),
        ("2 Elm Walk, Deal", "for another address"),
        ("", "held by"),
    ],
)
def test_a_certificate_that_came_with_its_holder_is_not_said_to_be_at_the_address(
    call, everybody, client_for, at, kept, words
):
    incident = call(at - timedelta(minutes=10))
    holder = incident.involvements.get(role="suspect").person
    address = people.place(kept, "CT16 1AA" if "Row" in kept else "CT14 6AA") if kept else None
    Firearm.objects.create(certificate="H-1", holder=holder, address=address)
    services.notice_firearms(at=at)

    pages = [
        client_for(everybody["officer"]).get(reverse(name, args=[incident.pk])).content.decode()
        for name in ("firearms", "incident", "brief", "checks")
    ]

    for page in pages:
        assert words in page
        assert ("at this address" in page) is (words == "at this address")
        assert "2 Elm Walk" not in page


def test_each_page_opens_for_those_who_do_it_and_leads_back(client_for, armed, everybody, at):
    supervisor, officer = (client_for(everybody[name]) for name in ("control_supervisor", "officer"))
    found = officer.get(reverse("firearms", args=[armed.pk])).content.decode()
    assert "Certificate F-1, at this address" in found
    assert "Until one has acknowledged, the relay is not done" in found

    officer.post(reverse("firearms_acknowledge", args=[armed.pk]), {})
    supervisor.post(reverse("firearms_review", args=[armed.pk]), {"response": "ARMED", "note": "He has threatened"})
    supervisor.post(reverse("firearms_refer", args=[armed.pk]), {"reference": "Licensing desk"})
    row = armed.firearms_alert.certificates.get()
    outcome = reverse("firearms_outcome", args=[armed.pk, row.pk])
    assert supervisor.get(outcome).status_code == 200
    supervisor.post(outcome, {"outcome": "SEIZED", "note": "Licensing manager"})

    page = supervisor.get(reverse("firearms", args=[armed.pk])).content.decode()
    for said in ("Officer Example", "Armed officers go first", "He has threatened", "Licensing desk", "Seized"):
        assert said in page
    assert all_owed() == set()


def test_the_attendance_page_asks_and_keeps_what_was_typed(client_for, armed, officer):
    address = reverse("attend", args=[armed.pk])
    browser = client_for(officer)
    assert "Were you told of the firearms certificate" in browser.get(address).content.decode()

    page = browser.post(address, {"positive_action": "Separated them", "children": "NONE"} | arrived(armed))

    assert page.status_code == 409
    assert "Say whether you were told before you arrived" in page.content.decode()
    assert "Separated them" in page.content.decode()


def arrived(incident):
    """Return the boxes of a time of arrival a minute after the call."""
    moment = incident.reported_at + timedelta(minutes=1)
    return {
        "arrived_at_day": moment.day,
        "arrived_at_month": moment.month,
        "arrived_at_year": moment.year,
        "arrived_at_time": f"{moment:%H:%M}",
    }


def test_an_incident_without_firearms_has_no_such_page(client_for, incident, officer):
    assert client_for(officer).get(reverse("firearms", args=[incident.pk])).status_code == 404
