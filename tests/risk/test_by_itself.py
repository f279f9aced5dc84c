"""What changes for one of the two asks for a new assessment by itself, in words that do not tell what it was."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.errors import AlreadyDone, Refused
from core.journal_queries import duty_json
from core.models import Duty, Entry
from custody import services as custody
from disclosures import services as disclosures
from incidents import services as incidents
from people import queries as people_queries
from people import services as people
from risk import services

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
UNTIL = date(2027, 3, 1)
REFUGE = "Kestrel House, 9 Lark Steps"
VICTIM, SUSPECT = "REASSESS_VICTIM_RECORD", "REASSESS_SUSPECT_RECORD"


def owed(case, code=None):
    """Return the open duties that a change of itself opened in a case."""
    codes = [code] if code else [VICTIM, SUSPECT]
    return list(Duty.objects.filter(case_id=case.pk, code__in=codes, ended_at=None).order_by("started_at"))


@pytest.fixture
def move(case, safeguarding, at):
    """Return a function that records a protected address of the victim."""

    def moved(text=REFUGE, person_id=None, when=at, **more):
        arguments = {"person_id": person_id or case.victim_id, "text": text, "by": safeguarding, "at": when}
        return people.record_safe_address(**arguments | more)

    return moved


@pytest.fixture
def mark(case, officer, at):
    """Return a function that sets a marker, of weapons on the suspect unless said otherwise."""

    def marked(kind="WEAPONS", **about):
        about = about or {"person_id": case.suspect_id}
        return people.set_marker(kind=kind, reason="Keeps a knife", expires_on=UNTIL, by=officer, at=at, **about)

    return marked


def test_a_new_protected_address_asks_for_a_new_assessment_by_the_owner_of_the_case(move, case, officer, at):
    move()

    (duty,) = owed(case)
    assert (duty.code, duty.owner_id, duty.due_at) == (VICTIM, officer.pk, at + 24 * HOUR)


@pytest.mark.parametrize(("text", "asked"), [(REFUGE, 1), ("kestrel house,  9 Lark Steps", 1), ("2 Tern Row", 2)])
def test_a_changed_one_asks_again_and_the_same_one_does_not(move, case, at, text, asked):
    move()
    move(text, when=at + HOUR)

    assert len(owed(case, VICTIM)) == asked


def test_the_same_form_sent_twice_asks_once(move, case):
    command_id = "3f2b8c1e-1111-4c58-9a7e-d0a17c0de001"
    move(command_id=command_id)
    with pytest.raises(AlreadyDone):
        move(command_id=command_id)

    assert len(owed(case)) == 1


def test_an_empty_address_is_refused_and_asks_nothing(move, case):
    with pytest.raises(Refused):
        move(" ")

    assert owed(case) == []


def test_only_cases_where_they_are_the_victim_ask(move, case):
    move(person_id=case.suspect_id)

    assert owed(case) == []


def test_it_is_known_of_every_record_of_the_same_person(move, case, operator, cru, at):
    other = people.register(given_name="Asha", family_name="Vale", by=operator, at=at)
    people.merge_people(keep_id=case.victim_id, merge_id=other.pk, reason="Same woman", by=cru, at=at)

    move(person_id=other.pk)

    assert len(owed(case, VICTIM)) == 1


def test_the_case_tells_neither_the_address_nor_that_there_is_one(move, case, officer, client_for, api_for, at):
    move()

    page = client_for(officer).get(reverse("case", args=[case.pk])).content.decode()
    told = api_for(officer).get(f"/api/v1/cases/{case.pk}/timeline/").content.decode()
    duty = str(duty_json(owed(case)[0], officer))

    for words in (page, told, duty):
        assert "Kestrel" not in words and "rotected address" not in words and "safe_address" not in words
    assert "something has changed for the victim" in page


def test_a_protected_address_and_a_disclosure_look_the_same_in_the_case(move, case, safeguarding, at):
    move()
    request = disclosures.receive_request(
        at_risk_id=case.victim_id,
        subject_id=case.suspect_id,
        route="ASK",
        applicant="OTHER",
        applicant_name="Her sister",
        concern="He has moved in",
        by=safeguarding,
        at=at,
    )
    step = {"request_id": request.pk, "words": "As it was done", "by": safeguarding, "at": at + HOUR}
    disclosures.record_checks(**step)
    disclosures.record_decision(decision="DISCLOSE", panel="D Ash, police\nR Lund, probation", **step)
    assert len(owed(case)) == 1
    disclosures.record_disclosure(
        to_whom="AT_RISK",
        safe_how="At the surgery",
        in_person=True,
        nothing_written=True,
        read_through=True,
        **step,
    )

    assert len(owed(case, VICTIM)) == 2
    moved, told = Entry.objects.filter(case_id=case.pk, event="risk.circumstance_recorded").order_by("pk")
    assert (moved.facts, moved.by_id) == (told.facts, told.by_id)


def test_a_weapons_marker_on_the_suspect_asks_for_a_new_assessment(mark, case, officer):
    marker = mark()

    (duty,) = owed(case)
    assert (duty.code, duty.owner_id) == (SUSPECT, officer.pk)
    assert "weapon" not in str(duty_json(duty, officer)).lower()
    people.confirm_marker(
        marker_id=marker.pk, reason="Still there", expires_on=UNTIL, by=officer, at=duty.started_at + HOUR
    )
    assert len(owed(case)) == 1


@pytest.mark.parametrize(
    ("kind", "side", "codes"),
    [
        ("WEAPONS", "suspect", [SUSPECT]),
        ("WEAPONS", "victim", []),
        ("VIOLENT", "suspect", []),
        ("SELF_HARM", "suspect", [SUSPECT]),
        ("SELF_HARM", "victim", [VICTIM]),
    ],
)
def test_what_a_marker_asks_depends_on_its_kind_and_on_whose_it_is(mark, case, kind, side, codes):
    mark(kind, person_id=getattr(case, f"{side}_id"))

    assert [duty.code for duty in owed(case)] == codes


def test_a_weapons_marker_on_the_home_of_the_suspect_asks_while_he_lives_there(mark, case, at):
    people.add_residence(case.suspect, "14 Harbour Row", "CT16 1AA")
    left = people.add_residence(case.suspect, "3 Mill Lane", "CT16 1AB", until_on=date(2026, 11, 15))
    mark(address_id=people_queries.address("3 Mill Lane", "CT16 1AB").pk)
    assert (owed(case), left) == ([], left)

    mark(address_id=people_queries.address("14 Harbour Row", "CT16 1AA").pk)

    assert [duty.code for duty in owed(case)] == [SUSPECT]


@pytest.mark.parametrize("kind", ["VICTIM_RECORD", "SUSPECT_RECORD"])
def test_nobody_records_by_hand_what_is_recorded_by_itself(case, officer, api_for, client_for, at, kind):
    with pytest.raises(Refused):
        services.record_circumstance(case_id=case.pk, kind=kind, occurred_on=at.date(), by=officer, at=at)
    page = client_for(officer).get(reverse("circumstance_record", args=[case.pk])).content.decode()
    assert f'value="{kind}"' not in page


def test_whoever_walks_out_of_remand_by_any_sentence_is_looked_at_anew(case, officer, at):
    arguments = {"suspect_id": case.suspect_id, "case_id": case.pk, "by": officer, "at": at}
    custody.record_event(kind="REMANDED", effective_at=at - 30 * HOUR, details={}, **arguments)
    custody.record_event(kind="SENTENCED", effective_at=at - HOUR, details={"sentence": "COMMUNITY"}, **arguments)

    assert Duty.objects.filter(case_id=case.pk, code="REASSESS_AT_LIBERTY", ended_at=None).count() == 1


@pytest.mark.parametrize(
    ("kind", "asked"), [("partner_agency", 1), ("circumstances", 1), ("contact", 0), ("intelligence", 0)]
)
def test_what_an_agency_tells_asks_at_standard_risk_as_well(sign_off, case, officer, days, kind, asked):
    sign_off(grade="STANDARD")
    incidents.add_information(
        case_id=case.pk, kind=kind, occurred_on=days(1).date(), text="Told", by=officer, at=days(1)
    )

    assert Duty.objects.filter(case_id=case.pk, code="REASSESS_TOLD", ended_at=None).count() == asked
