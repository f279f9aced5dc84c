"""Bad input and bad days: a sentence, and nothing lost; the call is saved whatever else is down."""

import json
import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from core import heartbeat, looking, outbox
from core.models import Delivery, Duty
from incidents.models import CallDraft, Incident
from people import duplicates
from people import queries as people
from people.models import PossibleDuplicate
from tests.incidents.test_pages import CALL

pytestmark = pytest.mark.django_db
HOSTILE = [
    "<script>alert(1)</script>",
    "Robert'); DROP TABLE incidents_call;--",
    "{{ form }} {% csrf_token %}",
    "\u202eelaV",
    "a\u0000b",
    "💬" * 200,
    "=HYPERLINK()",
]


@pytest.fixture
def browser(client_for, everybody):
    """The operator's browser."""
    return client_for(everybody["operator"])


@pytest.fixture
def nobody_listens(settings):
    """Redis is down: nothing answers at its address."""
    from dacase.celery import app

    before = app.conf.broker_url
    app.conf.broker_url = "redis://127.0.0.1:1/0"
    yield
    app.conf.broker_url = before


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_as_words(browser, text):
    page = browser.post(reverse("log_call"), CALL | {"what": text, "keep": "1"}, follow=True)

    assert page.status_code == 200
    assert text.replace("\u0000", "") == CallDraft.objects.get().content["what"][0]
    assert b"<script>alert(1)" not in page.content


def test_a_name_of_five_thousand_letters_is_refused_with_a_sentence_and_kept(browser):
    page = browser.post(reverse("log_call"), CALL | {"people-0-given_name": "N" * 5000})

    assert page.status_code == 422
    assert "must be 300 characters or fewer" in page.content.decode()
    assert "N" * 5000 in page.content.decode()
    assert CallDraft.objects.get().content["people-0-given_name"] == ["N" * 5000]


@pytest.mark.parametrize("day", ["31/2/1990", "0/0/0", "30/13/2001", "1/1/3000", "nine"])
def test_a_date_that_cannot_be_is_refused_at_its_field_and_kept(browser, day):
    page = browser.post(reverse("log_call"), CALL | {"people-0-born_on": day})

    assert page.status_code in (409, 422)
    assert f'value="{day}"' in page.content.decode()
    assert not Incident.objects.exists()


def test_two_hundred_people_are_refused_with_a_sentence_and_every_one_is_kept(browser):
    crowd = {f"people-{place}-given_name": f"Person{place}" for place in range(2, 200)}
    crowd |= {f"people-{place}-role": "witness" for place in range(2, 200)}

    page = browser.post(reverse("log_call"), CALL | crowd | {"people-TOTAL_FORMS": "200"})

    text = page.content.decode()
    assert page.status_code == 409
    assert "at most 60" in text
    assert "kept as an unfinished call" in text
    assert "Person199" in text
    assert CallDraft.objects.get().content["people-199-given_name"] == ["Person199"]


@pytest.fixture
def crowd():
    """A call of two hundred people, as a machine sends it."""
    others = [{"role": "witness", "given_name": f"Person{place}"} for place in range(2, 200)]
    return {
        "channel": "999",
        "what": "A fight at a wedding",
        "address": "14 Harbour Row",
        "postcode": "CT16 1AA",
        "people": [{"role": "victim", "given_name": "Asha"}, {"role": "suspect", "given_name": "Dorian"}, *others],
        "relationships": [{"kind": "sibling", "of": 2, "to": 0}],
        "facts": {"violence": "used", "injury": True, "weapon": "a chair"},
        "script": {"answers": {"call_hurt": "YES"}},
    }


def test_two_hundred_people_sent_by_a_machine_are_kept_as_a_draft(api_for, browser, crowd, everybody):
    machine = api_for(everybody["operator"])

    answers = [machine.post(reverse("api_calls"), crowd, format="json", headers={"Idempotency-Key": "k"}) for _ in "ab"]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "at most 60" in answers[0].json()["detail"]
    assert answers[0].json()["errors"][0]["field"] == "people"
    draft = CallDraft.objects.get()
    assert {answer.json()["draft"] for answer in answers} == {str(draft.pk)}, "sent again it is the same"
    assert draft.content["people-199-given_name"] == ["Person199"]
    assert not Incident.objects.exists()
    page = browser.get(answers[0].json()["address"]).content.decode()
    for kept in ("Person199", "A fight at a wedding", "weapon: a chair", "Person 3 is sibling of person 1"):
        assert kept in page


@pytest.mark.parametrize(
    ("people", "status", "drafts"), [(59, 201, 0), (60, 201, 0), (61, 422, 1), (251, 422, 1), (5001, 400, 0)]
)
def test_how_many_people_one_call_takes(api_for, crowd, everybody, people, status, drafts):
    crowd["people"] = (crowd["people"] * 26)[:people]

    answer = api_for(everybody["operator"]).post(reverse("api_calls"), crowd, format="json")

    assert answer.status_code == status, answer.json()
    assert CallDraft.objects.count() == drafts


def test_whoever_comes_after_the_last_row_of_the_page_is_kept_in_words_by_api_and_by_page(
    api_for, browser, crowd, everybody
):
    crowd["people"] += [{"role": "witness", "given_name": f"Late{place}"} for place in range(200, 300)]
    rows = {f"people-{place}-given_name": f"Person{place}" for place in range(300)}
    rows |= {f"people-{place}-role": "witness" for place in range(2, 300)}

    sent = api_for(everybody["operator"]).post(reverse("api_calls"), crowd, format="json")
    page = browser.post(reverse("log_call"), CALL | rows | {"people-TOTAL_FORMS": "300"})

    assert (sent.status_code, page.status_code) == (422, 409)
    assert "at most 60" in page.content.decode()
    first, second = CallDraft.objects.order_by("pk")
    machine, typed = (first, second) if str(first.pk) == sent.json()["draft"] else (second, first)
    assert machine.content["people-249-given_name"] == ["Late249"]
    assert "Person 251: witness, Late250" in machine.content["what"][0]
    assert "Person 300: Person299, witness" in typed.content["what"][0]
    assert "Person 300: Person299, witness" in browser.get(reverse("call_draft", args=[typed.pk])).content.decode()


def test_a_page_with_more_inputs_than_can_be_read_is_refused_with_a_sentence(browser):
    page = browser.post(reverse("log_call"), CALL | {f"people-{place}-given_name": "N" for place in range(3001)})

    assert page.status_code == 400
    assert "more inputs than one page can hold" in page.content.decode()


def test_a_form_pressed_twice_is_one_call_and_one_draft_used_up(browser):
    form = CALL | {"command_id": str(uuid.uuid4())}
    browser.post(reverse("call_draft_begin"), form | {"draft_base": "{}"})

    first, second = (browser.post(reverse("log_call"), form | {"draft_base": json.dumps({})}) for _ in range(2))

    assert first.url == second.url
    assert Incident.objects.count() == 1
    assert CallDraft.objects.get().incident == Incident.objects.get()


@pytest.mark.django_db(transaction=True)
def test_without_redis_the_call_is_saved_at_once(nobody_listens, browser):
    answer = browser.post(reverse("log_call"), CALL)

    assert answer.status_code == 302
    assert Incident.objects.get().grade == "HIGH"


@pytest.mark.parametrize("alive", [True, False])
def test_with_the_worker_down_the_page_that_confirms_the_call_says_what_is_not_done_by_itself(browser, alive):
    for name in heartbeat.LIMITS if alive else ():
        heartbeat.beat(name, timezone.now())

    page = browser.post(reverse("log_call"), CALL, follow=True).content.decode()

    assert "The call is saved" in page
    assert ("tell your supervisor by telephone" in page) is not alive


def sleep(*_):
    """Answer nothing for longer than anybody waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.3)")


@pytest.mark.parametrize(
    ("dropped", "slow_part"),
    [({}, (duplicates, "among")), ({"dropped": "on"}, (duplicates, "among")), ({}, (people, "unowned_pairs_of"))],
)
def test_without_an_answer_about_duplicates_the_call_is_saved_and_they_are_looked_for_again(
    browser, monkeypatch, dropped, slow_part
):
    browser.post(reverse("log_call"), CALL)
    with monkeypatch.context() as slow:
        slow.setattr(looking, "PATIENCE", "50ms")
        slow.setattr(*slow_part, sleep)
        saved = browser.post(reverse("log_call"), CALL | dropped, follow=True)
        delivery = Delivery.objects.get(entry__event="people.duplicates_unsearched")
        assert not outbox.deliver_one(delivery.pk, timezone.now())

    assert Incident.objects.count() == 2
    assert "on record twice could not be looked up in time" in saved.content.decode()
    assert not PossibleDuplicate.objects.exists()
    assert outbox.deliver_one(delivery.pk, timezone.now())
    assert {pair.one.family_name for pair in PossibleDuplicate.objects.all()} == {"Vale"}
    assert Duty.objects.filter(code="REVIEW_DUPLICATE", ended_at=None).exists()


def test_the_benchmark_of_calls_prints_its_figures_and_finds_no_flag_amiss():
    out = StringIO()

    call_command("bench_calls", "--calls", "45", "--json", stdout=out)

    found = json.loads(out.getvalue())
    assert found["flags_a_full_look_would_change"] == 0
    assert found["statements"] < 200
    assert not Incident.objects.exists()


def test_the_benchmark_says_how_many_calls_it_needs():
    with pytest.raises(CommandError, match="At least 20"):
        call_command("bench_calls", "--calls", "3")
