"""Who investigates: by how serious the offence is as well as by risk, never left with response where it must not be."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Refused
from core.models import Duty
from incidents import queries, services
from incidents.models import Allocation, Crime, Incident
from law import allocation

pytestmark = pytest.mark.django_db


@pytest.fixture
def allocate(case, sergeant, at):
    """Return a function by which the sergeant decides who investigates; any keyword may be replaced."""

    def decided(route, **changes):
        arguments = {"case_id": case.pk, "route": route, "by": sergeant, "at": at}
        return services.allocate_investigation(**(arguments | changes))

    return decided


@pytest.fixture
def grave(case):
    """A strangulation was reported, and the risk is standard."""
    Incident.objects.filter(allegations__case=case).update(rank=6)
    case.risk_level = "STANDARD"
    case.save()


def owed(case, code):
    """Return the open duty of a code in a case, or None."""
    return Duty.objects.filter(case_id=case.pk, code=code, ended_at=None).first()


@pytest.mark.parametrize(
    ("rank", "code", "level", "route", "floor"),
    [
        (None, "", "", "RESPONSE", "RESPONSE"),
        (4, "COMMON_ASSAULT", "STANDARD", "RESPONSE", "RESPONSE"),
        (5, "COMMON_ASSAULT", "STANDARD", "DETECTIVE", "RESPONSE"),
        (4, "ASSAULT_ABH", "STANDARD", "DETECTIVE", "RESPONSE"),
        (6, "COMMON_ASSAULT", "STANDARD", "DETECTIVE", "DETECTIVE"),
        (4, "WOUNDING_INTENT", "STANDARD", "DETECTIVE", "DETECTIVE"),
        (1, "COERCIVE_CONTROL", "MEDIUM", "DETECTIVE", "RESPONSE"),
        (1, "COMMON_ASSAULT", "HIGH", "SPECIALIST", "DETECTIVE"),
        (6, "RAPE", "HIGH", "SPECIALIST", "DETECTIVE"),
    ],
)
def test_seriousness_and_risk_each_ask_for_skill(rank, code, level, route, floor):
    found = allocation.suggest(rank=rank, codes=[code], level=level)

    assert (found.route, found.floor) == (route, floor)


@pytest.mark.parametrize(
    ("words", "floor"),
    [("Wounding with intent", "DETECTIVE"), ("Controlling or coercive behaviour", "RESPONSE"), ("Rape", "DETECTIVE")],
)
def test_an_offence_in_words_alone_counts_by_its_words_as_before_there_was_a_list(words, floor):
    found = allocation.suggest(rank=1, words=[words], level="STANDARD")

    assert (found.route, found.floor) == ("DETECTIVE", floor)


def test_the_name_of_a_coded_offence_says_nothing_beside_its_code(case, incident, officer):
    Crime.objects.create(
        incident=incident,
        number="46/1/26",
        offence="Sexual assault",
        offence_code="COMMON_ASSAULT",
        recorded_at=incident.reported_at,
        recorded_by=officer,
    )

    assert queries.suggested_investigators(case).floor == "RESPONSE"


def test_the_page_names_each_offence_with_its_band_and_which_were_not_coded(
    case, incident, officer, sergeant, at, client_for
):
    recorded = {"incident_id": incident.pk, "by": officer, "at": at}
    services.record_crime(number="46/1/26", offence_code="STRANGULATION", **recorded)
    services.record_crime(number="46/2/26", offence="Trespass", why_not_listed="Not on the list", **recorded)

    page = client_for(sergeant).get(reverse("investigation_allocate", args=[case.pk])).content.decode()

    assert (
        page.index("Trespass")
        < page.index("Not coded")
        < page.index("Strangulation or suffocation")
        < page.index("Grave")
    )


def test_every_route_and_level_of_the_table_is_a_known_one():
    named = {code for ground in allocation.GROUNDS for code in (ground.suggests, ground.floor)}

    assert named <= set(allocation.ROUTES)
    assert all(not allocation.below(ground.suggests, ground.floor) for ground in allocation.GROUNDS)
    assert allocation.SOURCE.startswith("Our own rule, answering HMIC Kent 2014")


def test_a_recorded_crime_asks_a_supervisor_within_a_day(case, incident, officer, sergeant, allocate, at):
    services.record_crime(incident_id=incident.pk, number="46/1/26", offence_code="COMMON_ASSAULT", by=officer, at=at)
    assert owed(case, "ALLOCATE_INVESTIGATION").owner_id == sergeant.pk

    allocate("RESPONSE")

    assert owed(case, "ALLOCATE_INVESTIGATION") is None


def test_a_serious_assault_at_standard_risk_is_not_left_with_response(case, grave, allocate):
    with pytest.raises(Refused, match="at least: detective"):
        allocate("RESPONSE", reason="Nobody else is on duty")

    assert not Allocation.objects.exists()


def test_an_inspector_may_go_below_with_a_reason_and_it_shows(case, grave, allocate, control_supervisor):
    with pytest.raises(Refused, match="Say why"):
        allocate("RESPONSE", by=control_supervisor)

    found = allocate("RESPONSE", by=control_supervisor, reason="The detective joins tomorrow")

    assert (found.below_floor, found.floor, found.grounds) == (True, "DETECTIVE", ["GRAVE_FACTS"])


def test_another_than_suggested_needs_a_reason_and_is_kept_with_it(case, allocate):
    with pytest.raises(Refused, match="Suggested is: response"):
        allocate("SPECIALIST")

    assert allocate("SPECIALIST", reason="Knows the family").suggested == "RESPONSE"


def test_the_officer_named_may_know_of_the_case(case, allocate, officer, other_officer, safeguarding, sergeant, at):
    services.restrict_case(case_id=case.pk, officers=[officer.pk, sergeant.pk], by=safeguarding, at=at)

    with pytest.raises(Refused, match="cannot investigate"):
        allocate("RESPONSE", investigator_id=other_officer.pk)

    assert allocate("RESPONSE", investigator_id=officer.pk).investigator == officer


def test_who_may_record_no_evidence_is_neither_offered_nor_taken_as_the_investigator(
    case, allocate, officer, auditor, administrator, sergeant, client_for
):
    page = client_for(sergeant).get(reverse("investigation_allocate", args=[case.pk])).text

    offered = "".join(re.findall(r"<option[^>]*>", page))
    assert str(officer) in offered and str(auditor) not in offered and str(administrator) not in offered
    with pytest.raises(Refused, match="as auditor they may not record what became of evidence. Choose somebody else"):
        allocate("RESPONSE", investigator_id=auditor.pk)


def test_a_case_that_outgrows_whoever_investigates_is_decided_again(case, allocate, sergeant, at, days):
    allocate("RESPONSE")
    services.set_risk_level(case.pk, "MEDIUM", by=sergeant, at=at)
    assert owed(case, "ALLOCATE_AGAIN") is None

    services.set_risk_level(case.pk, "HIGH", by=sergeant, at=at)
    assert owed(case, "ALLOCATE_AGAIN")

    allocate("SPECIALIST", at=days(1))
    assert owed(case, "ALLOCATE_AGAIN") is None
    assert queries.allocation_of(case.pk).route == "SPECIALIST"


def test_the_database_refuses_another_than_suggested_without_a_reason(case, sergeant, at):
    with pytest.raises(IntegrityError, match="allocation_otherwise_says_why"), transaction.atomic():
        Allocation.objects.create(
            case=case, route="DETECTIVE", suggested="RESPONSE", floor="RESPONSE", below_floor=False,
            decided_at=at, decided_by=sergeant,
        )  # fmt: skip


def test_the_page_shows_the_suggestion_with_its_reasons_and_the_case_who_investigates(
    case, grave, sergeant, officer, client_for
):
    address = reverse("investigation_allocate", args=[case.pk])
    assert client_for(officer).get(address).status_code == 403

    client = client_for(sergeant)
    assert "Strangulation, a sexual assault or a weapon was reported." in client.get(address).content.decode()
    assert client.post(address, {"route": "DETECTIVE"}).status_code == 302
    assert "Detective" in client.get(reverse("case", args=[case.pk])).content.decode()


def test_a_machine_reads_what_is_suggested_and_decides_once_for_its_key(
    case, grave, incident, officer, sergeant, api_for
):
    address, client = f"/api/v1/cases/{case.pk}/investigation/", api_for(sergeant)
    read = client.get(address).json()
    assert (read["suggested"], read["floor"], read["grounds"], read["stands"]) == (
        "DETECTIVE",
        "DETECTIVE",
        ["GRAVE_FACTS"],
        None,
    )

    assert api_for(officer).post(address, {"route": "DETECTIVE"}, format="json").status_code == 403
    below = client.post(address, {"route": "RESPONSE", "reason": "Nobody else"}, format="json")
    assert (below.status_code, below.json()["errors"][0]["field"]) == (422, "route")

    sent = {"route": "DETECTIVE", "investigator": str(officer.pk)}
    first = client.post(address, sent, format="json", headers={"Idempotency-Key": "a"})
    again = client.post(address, sent, format="json", headers={"Idempotency-Key": "a"})
    assert (first.status_code, again.json()) == (201, first.json())
    assert first.json()["stands"]["investigator"] == str(officer.pk)
    assert Allocation.objects.count() == 1


def test_a_machine_learns_of_an_offence_by_its_code_and_never_its_words(case, incident, officer, sergeant, at, api_for):
    recorded = {"incident_id": incident.pk, "by": officer, "at": at}
    services.record_crime(number="46/1/26", offence="At Heron Cottage", why_not_listed="Not there", **recorded)
    services.record_crime(number="46/2/26", offence_code="STALKING", **recorded)

    answer = api_for(sergeant).get(f"/api/v1/cases/{case.pk}/investigation/")

    assert answer.json()["offences"] == ["STALKING", None]
    assert "Heron" not in answer.content.decode()
