"""The unit that goes: its brief says what can kill first, and the evidence of the first hours is not forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Refused
from core.models import Duty, Entry
from custody import services as custody
from incidents import services
from incidents.models import Evidence, Involvement
from incidents.presenters import checks
from law import evidence as law
from people import queries as people_queries
from people import services as people
from people.models import Firearm

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(incident, officer, at):
    """Return a function that says what became of one kind of evidence: record("CCTV", "SECURED", reference="C1")."""

    def recorded(code, status, by=officer, at=at, **more):
        answers = [{"code": code, "status": status} | more]
        return services.record_evidence(incident_id=incident.pk, answers=answers, by=by, at=at)

    return recorded


def owed(prefix):
    """Return the codes of open duties that begin so."""
    return set(Duty.objects.filter(code__startswith=prefix, ended_at=None).values_list("code", flat=True))


def test_the_brief_says_what_can_kill_before_anything_else(client_for, call, everybody, at):
    Firearm.objects.create(certificate="F-1", address=people.place("14 Harbour Row", "CT16 1AA"))
    incident = call(at, facts={"strangulation": True, "violence": "used"})

    page = client_for(everybody["officer"]).get(reverse("brief", args=[incident.pk])).content.decode()

    assert page.index("Certificate F-1") < page.index("Hands or something around the neck") < page.index("Asha Vale")
    assert "Not checked yet: Firearms and shotgun certificates" in page
    assert "Speak with each of them alone" in page


def test_nothing_known_is_not_said_to_be_safe(client_for, incident, officer):
    page = client_for(officer).get(reverse("brief", args=[incident.pk])).content.decode()

    assert "That is not the same as safe" in page


def test_bail_is_on_the_brief_and_no_condition_of_somebody_released_under_investigation(
    client_for, case, incident, officer, at
):
    def happened(kind, hours, **details):
        custody.record_event(
            suspect_id=case.suspect_id,
            kind=kind,
            effective_at=at - timedelta(hours=hours),
            details=details,
            by=officer,
            at=at,
        )

    happened("BAIL_GRANTED", 5, bail_ends_on="2027-01-20", conditions=[{"kind": "STAY_AWAY", "text": "Harbour Row"}])
    browser = client_for(officer)
    assert "Harbour Row" in browser.get(reverse("brief", args=[incident.pk])).content.decode().split("Who and what")[0]

    happened("RELEASED_UNDER_INVESTIGATION", 1)
    page = browser.get(reverse("brief", args=[incident.pk])).content.decode()
    assert "released under investigation: no conditions" in page
    assert "Stay away" not in page


def test_one_press_acknowledges_firearms_and_receives_the_checks(client_for, call, everybody, at):
    Firearm.objects.create(certificate="F-1", address=people.place("14 Harbour Row", "CT16 1AA"))
    incident = call(at)
    services.answer_checks(
        incident_id=incident.pk,
        answers=[{"code": "PNC", "result": "FOUND", "note": "Warning: weapons"}],
        by=everybody["operator"],
        at=at,
    )

    page = client_for(everybody["officer"]).post(reverse("brief", args=[incident.pk]), {}, follow=True)

    assert "Warning: weapons" in page.content.decode()
    assert incident.firearms_alert.acknowledgements.get().officer == everybody["officer"]
    assert incident.checks.get(code="PNC").relayed_to == "Officer Example"
    assert incident.checks.get(code="PND").relayed_at is None
    assert Entry.objects.get(event="incidents.brief_read").facts["officer"] == str(everybody["officer"].pk)


def test_the_brief_asks_the_database_at_most_fifteen_times(client_for, case, incident, officer):
    browser = client_for(officer)

    with CaptureQueriesContext(connection) as asked:
        browser.get(reverse("brief", args=[incident.pk]))

    queries = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(queries) <= 16, queries


def test_somebody_who_does_not_go_there_has_no_brief(client_for, incident, operator):
    assert client_for(operator).get(reverse("brief", args=[incident.pk])).status_code == 403


def test_attendance_asks_for_the_evidence_until_every_kind_is_answered(case, incident, officer, at):
    assert owed("RECORD_EVIDENCE") == {"RECORD_EVIDENCE"}
    answers = [{"code": item.code, "status": item.status[-1], "reference": "none"} for item in law.ITEMS]

    services.record_evidence(incident_id=incident.pk, answers=answers[1:], by=officer, at=at)
    assert owed("RECORD_EVIDENCE")

    services.record_evidence(incident_id=incident.pk, answers=answers[:1], by=officer, at=at)
    assert owed("RECORD_EVIDENCE") == set()


def test_what_is_secured_has_a_reference(record):
    with pytest.raises(Refused) as refused:
        record("BODY_WORN_VIDEO", "SECURED")
    assert refused.value.field == "reference_BODY_WORN_VIDEO"

    record("BODY_WORN_VIDEO", "SECURED", reference="BWV-77")
    assert Evidence.objects.get().reference == "BWV-77"


def test_an_answer_that_does_not_fit_is_refused(record):
    with pytest.raises(Refused):
        record("CCTV", "BOOKED")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"booked_for": None}, "booked_for_PHOTOGRAPHS"),
        ({"booked_for": datetime(2026, 11, 16, 10, tzinfo=UTC)}, "booked_for_PHOTOGRAPHS"),
        ({"offered": []}, "offered_PHOTOGRAPHS"),
        ({"offered": ["BALLOON"]}, "offered_PHOTOGRAPHS"),
        ({"offered": ["CLINIC", "OTHER"], "note": " "}, "note_PHOTOGRAPHS"),
    ],
)
def test_a_booking_needs_its_moment_and_what_else_was_offered(record, at, changes, field):
    whole = {"booked_for": at + timedelta(days=1), "offered": ["AT_HOME", "OTHER"], "note": "At her sister's"}
    with pytest.raises(Refused) as refused:
        record("PHOTOGRAPHS", "BOOKED", **(whole | changes))
    assert refused.value.field == field

    record("PHOTOGRAPHS", "BOOKED", **whole)


def test_an_appointment_is_asked_after_and_a_missed_one_is_not_left_to_her(case, record, at, officer):
    booked_for = at + timedelta(days=1)
    record("PHOTOGRAPHS", "BOOKED", booked_for=booked_for, offered=["AT_HOME", "STATION"])
    kept = Duty.objects.get(code="PHOTOGRAPHS_KEPT", ended_at=None)
    assert kept.due_at == booked_for + timedelta(hours=4)
    assert kept.owner_id == officer.pk

    record("PHOTOGRAPHS", "MISSED", at=at + timedelta(days=2))
    assert owed("PHOTOGRAPHS") == {"PHOTOGRAPHS_AGAIN"}

    record("PHOTOGRAPHS", "BOOKED", at=at + timedelta(days=2), booked_for=at + timedelta(days=3), offered=["GP"])
    assert owed("PHOTOGRAPHS") == {"PHOTOGRAPHS_KEPT"}

    record("PHOTOGRAPHS", "TAKEN", at=at + timedelta(days=3), reference="P-12")
    assert owed("PHOTOGRAPHS") == set()


@pytest.mark.parametrize("status", ["DECLINED", "NOT_NEEDED"])
def test_a_missed_appointment_ends_only_with_which_other_ways_were_offered(case, record, at, status):
    record("PHOTOGRAPHS", "DECLINED")
    record("PHOTOGRAPHS", "MISSED")
    with pytest.raises(Refused, match="which other ways you offered") as refused:
        record("PHOTOGRAPHS", status, note="She wants none")
    assert refused.value.field == "offered_PHOTOGRAPHS"
    assert owed("PHOTOGRAPHS") == {"PHOTOGRAPHS_AGAIN"}

    record("PHOTOGRAPHS", status, offered=["AT_HOME", "OWN_PHONE"], note="She wants none")
    assert owed("PHOTOGRAPHS") == set()


@pytest.mark.parametrize("row", [{"status": "BOOKED"}, {"status": "SECURED"}, {"status": "DONE", "offered": ["OTHER"]}])
def test_the_database_takes_no_booking_without_a_moment_nothing_secured_without_a_reference_and_no_other_way_untold(
    incident, officer, at, row
):
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(incident=incident, code="CCTV", recorded_at=at, recorded_by=officer, **row)


def test_the_page_of_evidence_keeps_what_was_typed_and_shows_what_was_said(client_for, incident, officer):
    browser, address = client_for(officer), reverse("evidence", args=[incident.pk])

    refused = browser.post(address, {"status_CCTV": "SECURED", "reference_BODY_WORN_VIDEO": "BWV-77"})
    assert refused.status_code == 409
    assert "BWV-77" in refused.content.decode()

    browser.post(address, {"status_CCTV": "SECURED", "reference_CCTV": "C-1"})
    photographs = {"status_PHOTOGRAPHS": "DECLINED", "offered_PHOTOGRAPHS": ["SARC", "OTHER"]}
    browser.post(address, photographs | {"note_PHOTOGRAPHS": "At her sister's"})
    page = browser.get(address).content.decode()
    for said in ("C-1", "Also offered: At a sexual assault referral centre", "At her sister&#x27;s"):
        assert said in page


def test_every_answer_of_the_list_has_words_and_a_wrong_list_is_refused():
    with pytest.raises(ValueError, match="CCTV"):
        law.read('[[items]]\ncode = "CCTV"\ntitle = "CCTV"\nstatus = ["LOST"]\nreference_for = []\n')


@pytest.fixture
def marked(case, incident, everybody, at):
    """Markers on the suspect, on the address and on the number of the caller."""

    def mark(kind, reason, **about):
        until = date(2027, 3, 1)
        return people.set_marker(kind=kind, reason=reason, expires_on=until, by=everybody["cru"], at=at, **about)

    incident.calls.update(caller_number="+447700900123")
    mark("WEAPONS", "Keeps a knife by the door", person_id=case.suspect_id)
    mark("DOG", "A mastiff, loose in the yard", address_id=incident.address_id)
    return mark("UNSAFE_TO_RING", "He answers it", number="07700 900123")


def test_markers_are_in_the_brief_with_owner_reason_age_and_review(client_for, marked, incident, officer):
    page = client_for(officer).get(reverse("brief", args=[incident.pk])).content.decode()

    for said in ("Keeps a knife by the door", "A mastiff, loose in the yard", "He answers it", "by Cru Example"):
        assert said in page
    assert page.index("Keeps a knife") < page.index("A mastiff") < page.index("He answers it")
    assert "to be reviewed by 1 Mar 2027" in page
    assert "Nothing is known" not in page


@pytest.mark.parametrize(("day", "words"), [(1, "to be reviewed by"), (2, "not confirmed since")])
def test_a_marker_that_nobody_confirmed_in_time_is_still_told_and_said_to_be_so(marked, incident, officer, day, words):
    then = datetime(2027, 3, day, 12, tzinfo=UTC)

    told = checks.known(incident, pairs=incident.allegations.all(), reader=officer, at=then)

    assert all(words in line["text"] for line in told["FIREARMS"])


def test_markers_stand_beside_the_check_to_which_they_belong(client_for, marked, incident, operator, at):
    told = checks.known(incident, pairs=incident.allegations.all(), reader=operator, at=at)

    assert "Keeps a knife" in told["FIREARMS"][0]["text"]
    assert "A mastiff" in told["LOCAL"][0]["text"]
    assert "He answers it" in told["LOCAL"][1]["text"]
    assert "Keeps a knife" in client_for(operator).get(reverse("checks", args=[incident.pk])).content.decode()


def test_a_marker_on_somebody_whom_the_reader_may_not_see_is_not_told(
    marked, case, incident, operator, monkeypatch, at
):
    rule = people_queries.Rule(
        hides=lambda reader, at: Q(pk=case.suspect_id),
        doubts=lambda reader: Involvement.objects.filter(person=case.suspect_id),
    )
    monkeypatch.setattr("people.queries.hiding.HIDDEN", [rule])

    told = checks.known(incident, pairs=incident.allegations.all(), reader=operator, at=at)

    assert told["FIREARMS"] == []
    assert len(told["LOCAL"]) == 2
