"""Every conversation with the victim as a witness is a contact: way, time, what was said, and a way that is safe."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import Refused
from incidents import queries as reads
from incidents import services as incidents
from incidents.services import cases as closing
from tests.witness_care.conftest import SAFE, SPOKEN
from witness_care import services
from witness_care.models import SpecialMeasure, Telling
from witness_care.states import Told

pytestmark = pytest.mark.django_db


@pytest.fixture
def safe_by_phone(case, officer, at):
    """The victim named a telephone number as safe, in the mornings of each day from 8 to 12."""
    every_day = [([1, 2, 3, 4, 5, 6, 7], "08:00", "12:00")]
    known = {"channels": {"PHONE": "07700 900123"}, "when_safe": "Mornings", "never": "Write"}
    return incidents.record_safe_contact(case_id=case.pk, **known, safe_times=every_day, by=officer, at=at)


@pytest.fixture
def conversation(case, charge, listed, officer, sergeant, at):
    """Return a function that holds the conversation of a kind, all that it needs being there; any keyword replaced."""
    trial = listed(30)
    services.assess_needs(case_id=case.pk, needs=[], measures=["SCREENS"], by=officer, at=at, **SPOKEN)
    screens = SpecialMeasure.objects.get()
    day = at.date()
    services.apply_for_measure(measure_id=screens.pk, applied_on=day, court="Dover", by=officer, at=at)
    services.record_measure_decision(measure_id=screens.pk, granted=True, decided_on=day, by=officer, at=at)
    review = services.ask_review(case_id=case.pk, decision="No further action", by=officer, at=at)
    services.decide_review(review_id=review.pk, outcome="UPHELD", reason="Read the file", by=sergeant, at=at)
    commands = {
        "NEEDS": (services.assess_needs, {"case_id": case.pk, "needs": [], "measures": []}),
        "HEARING": (services.prepare_witness, {"case_id": case.pk, "event_id": trial.pk}),
        "STATEMENT": (services.offer_statement, {"case_id": case.pk, "answer": "DECLINED"}),
        "RIGHT": (services.tell_right, {"case_id": case.pk, "right": "REVIEW", "wish": "WANTS"}),
        "MEASURE": (services.tell_measure, {"measure_id": screens.pk}),
        "REVIEW": (services.tell_review, {"review_id": review.pk}),
    }

    def held(kind, **changes):
        command, about = commands[kind]
        arguments = {"by": officer, "at": at} | SPOKEN | {"exception_reason": ""} | about
        return command(**(arguments | changes))

    return held


@pytest.mark.parametrize("kind", Told.values)
def test_a_conversation_is_kept_with_way_time_and_words_and_she_was_spoken_with(
    case, safe_by_phone, conversation, officer, owed, at, kind
):
    about = conversation(kind, said="They understood all of it")

    kept = Telling.objects.get(kind=kind, said="They understood all of it")
    assert (kept.of, kept.method, kept.told_at, kept.told_by) == (about.pk, "PHONE", at, officer)
    assert reads.last_reached(case.pk) == at


@pytest.mark.parametrize("kind", Told.values)
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"method": "LETTER"}, "did not name this way"),
        ({"said": " "}, "what was said"),
        ({"safe_how": " "}, "safe to speak"),
    ],
)
def test_a_way_that_she_did_not_name_or_a_conversation_without_words_is_refused(
    safe_by_phone, conversation, kind, changes, sentence
):
    before = Telling.objects.count()

    with pytest.raises(Refused, match=sentence):
        conversation(kind, **changes)

    assert Telling.objects.count() == before


@pytest.mark.parametrize("kind", Told.values)
def test_an_hour_that_she_did_not_name_needs_a_reason(safe_by_phone, conversation, days, at, kind):
    evening = days(1).replace(hour=19)
    with pytest.raises(Refused, match="none of the times"):
        conversation(kind, at=evening)

    conversation(kind, at=evening, exception_reason="She rang us herself")

    assert Telling.objects.filter(kind=kind, told_at=evening, exception_reason="She rang us herself").exists()


@pytest.mark.parametrize("kind", Told.values)
def test_a_conversation_that_lies_ahead_is_refused(safe_by_phone, conversation, at, kind):
    with pytest.raises(Refused, match="in the future"):
        conversation(kind, told_at=at + timedelta(minutes=1))


@pytest.mark.parametrize("kind", ["MEASURE", "REVIEW"])
@pytest.mark.parametrize(("days_before", "refused"), [(1, True), (0, False)])
def test_nobody_is_told_of_what_is_decided_before_it_was(safe_by_phone, conversation, at, kind, days_before, refused):
    early = {"told_at": at - timedelta(days=days_before), "exception_reason": "She rang"}
    if refused:
        with pytest.raises(Refused, match="decided later"):
            conversation(kind, **early)
    else:
        conversation(kind, **early)


def test_what_was_said_is_never_changed(conversation):
    conversation("RIGHT", exception_reason="She rang us herself")

    with pytest.raises(Exception, match="append"), transaction.atomic():
        Telling.objects.update(said="Something else")


@pytest.mark.parametrize(("closed", "asked"), [(False, True), (True, False)])
def test_speaking_with_her_starts_the_time_to_the_next_conversation_while_the_case_is_open(
    case, conversation, other_sergeant, owed, days, monkeypatch, closed, asked
):
    case.risk_level = "HIGH"
    case.save()
    if closed:
        monkeypatch.setattr(closing, "READY_TO_CLOSE", [])
        monkeypatch.setattr(closing, "STILL_RUNS", [])
        incidents.close_case(case_id=case.pk, reason="Done", investigated=False, by=other_sergeant, at=days(1))

    conversation("RIGHT", at=days(1), exception_reason="She rang us herself")

    assert bool(owed("KEEP_IN_TOUCH_HIGH")) is asked


def test_what_was_said_stands_on_the_witness_page_and_in_the_contact_log(
    case, conversation, officer, client_for, django_assert_max_num_queries
):
    for kind in Told.values:
        conversation(kind, said=f"Words about {kind}", exception_reason="She rang us herself")
    client = client_for(officer)

    with django_assert_max_num_queries(27):
        page = client.get(reverse("witness", args=[case.pk])).content.decode()
    log = client.get(reverse("contact", args=[case.pk])).content.decode()

    for kind in Told.values:
        assert f"Words about {kind}" in page, kind
        assert f"Words about {kind}" in log, kind
    assert "Spoke with the victim: Victim Personal Statement" in log


def test_the_form_asks_for_the_way_and_keeps_what_was_typed(case, safe_by_phone, officer, client_for):
    client, address = client_for(officer), reverse("right_tell", args=[case.pk])
    now = timezone.now()
    moment = {"day": now.day, "month": now.month, "year": now.year, "time": f"{timezone.localtime(now):%H:%M}"}
    typed = {"right": "REVIEW", "wish": "WANTS", "method": "LETTER", "said": "All of the leaflet", "safe_how": SAFE}
    typed |= {f"told_at_{part}": value for part, value in moment.items()}

    refused = client.post(address, typed)

    assert refused.status_code == 409
    assert "All of the leaflet" in refused.content.decode()
    assert client.post(address, typed | {"exception_reason": "She asked for it"}).status_code == 302
    assert Telling.objects.get().said == "All of the leaflet"
