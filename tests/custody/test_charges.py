"""A charge says of which offence: on the case, to whoever cares for the witness, to machines, and in the story."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import Refused
from core.models import Entry
from custody import queries, services
from custody.models import CustodyEvent

pytestmark = pytest.mark.django_db
ABH = "Assault occasioning actual bodily harm"


@pytest.fixture
def charge(case, officer, at):
    """Return a function that records a charge of the case by hand."""

    def charged(**details):
        return services.enter_event(
            case_id=case.pk, kind="CHARGED", effective_at=at, details=details, by=officer, at=at
        )

    return charged


@pytest.fixture
def submit(client_for, officer, case):
    """Return a function that sends the page of a charge."""
    when = timezone.localtime() - timedelta(minutes=1)
    moment = {f"effective_at_{part}": getattr(when, part) for part in ("day", "month", "year")}
    address = reverse("custody_event", args=[case.pk]) + "?kind=CHARGED"

    def sent(**typed):
        data = moment | {"effective_at_time": f"{when:%H:%M}"} | typed
        return client_for(officer).post(address, data, follow=True)

    return sent


@pytest.mark.parametrize(
    ("said", "kept", "words"),
    [
        ("ASSAULT_ABH", {"offence": "ASSAULT_ABH"}, ABH),
        ("assault abh", {"offence": "ASSAULT_ABH"}, ABH),
        ("Riding a horse in anger", {"offence": "OTHER", "offence_text": "Riding a horse in anger"}, "Riding a horse"),
        ("", {}, "Offence not on record"),
    ],
)
def test_an_offence_of_the_list_is_kept_by_its_code_and_any_other_in_words(
    case, charge, officer, client_for, said, kept, words
):
    assert charge(offence=said).details == kept

    for name in ("case", "witness"):
        page = client_for(officer).get(reverse(name, args=[case.pk])).content.decode()
        assert (words in page) is (name == "witness" or bool(said))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ASSAULT_ABH", "Suspect charged: assault occasioning actual bodily harm."),
        ("Riding a horse in anger", "Suspect charged."),
        ("", "Suspect charged."),
    ],
)
def test_the_story_names_the_offence_by_its_code_and_holds_no_word_that_was_typed(
    case, charge, officer, client_for, said, sentence
):
    event = charge(offence=said, note="She saw it")

    entry = Entry.objects.get(subject_id=event.pk, event="custody.charged")
    assert "horse" not in str(entry.facts) and "saw" not in str(entry.facts)
    story = client_for(officer).get(reverse("case_story", args=[case.pk])).content.decode()
    assert sentence in story and "horse" not in story


def test_the_page_asks_for_the_offence_by_group_and_takes_one_of_the_list_or_words(submit, client_for, officer, case):
    page = client_for(officer).get(reverse("custody_event", args=[case.pk]) + "?kind=CHARGED").content.decode()
    assert '<optgroup label="Violence">' in page and ABH in page

    submit(offence="ASSAULT_ABH", offence_text="with a bottle")
    submit(offence_text="Riding a horse in anger")
    submit()

    found = [each.details for each in CustodyEvent.objects.filter(kind="CHARGED").order_by("received_at")]
    assert found == [
        {"offence": "ASSAULT_ABH", "offence_text": "with a bottle"},
        {"offence": "OTHER", "offence_text": "Riding a horse in anger"},
        {},
    ]
    assert [words for words, _ in queries.charges(case)][::-1] == [
        f"{ABH}: with a bottle",
        "Riding a horse in anger",
        "",
    ]


def test_a_correction_from_words_to_the_list_keeps_no_word_of_the_wrong_one(case, charge, officer, client_for, at):
    wrong = charge(offence="Assualt")
    address = reverse("custody_correct", args=[wrong.pk])
    form = client_for(officer).get(address).context["form"]
    assert form.initial["offence_text"] == "Assualt"
    moment = {"effective_at_day": at.day, "effective_at_month": at.month, "effective_at_year": at.year}

    client_for(officer).post(
        address,
        moment
        | {"effective_at_time": f"{at:%H:%M}", "offence": "COMMON_ASSAULT", "offence_text": "", "reason": "Typed"},
    )

    assert CustodyEvent.objects.get(corrects=wrong).details == {"offence": "COMMON_ASSAULT"}
    assert [words for words, _ in queries.charges(case)] == ["Common assault or battery"]


@pytest.mark.parametrize(
    ("details", "status", "kept"),
    [
        ({}, 201, {}),
        ({"offence": "STALKING"}, 201, {"offence": "STALKING"}),
        ({"offence": "Rowdiness"}, 201, {"offence": "OTHER", "offence_text": "Rowdiness"}),
        ({"offence": ["STALKING"]}, 422, None),
        ({"offence": 7}, 422, None),
    ],
)
def test_a_machine_may_say_the_offence_by_code_or_in_words(case, officer, api_for, at, details, status, kept):
    body = {
        "source": "court",
        "source_event_id": "c-1",
        "kind": "CHARGED",
        "suspect": str(case.suspect_id),
        "effective_at": at.isoformat(),
        "details": details,
    }

    answer = api_for(officer).post("/api/v1/custody-events/", body, format="json", headers={"Idempotency-Key": "c-1"})

    assert answer.status_code == status
    assert [each.details for each in CustodyEvent.objects.filter(kind="CHARGED")] == ([kept] if status == 201 else [])
    assert answer.json().get("unused", []) == []


def test_an_offence_too_long_to_keep_is_refused_with_its_name(charge):
    with pytest.raises(Refused, match="The offence must be text of at most 500") as refused:
        charge(offence="x" * 501)

    assert refused.value.field == "offence"
