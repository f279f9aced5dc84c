"""The doors of the live board: what it shows, what it costs, and that it says nothing when nothing changed."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from core import escalation, heartbeat
from incidents import services
from incidents.models import Hit, Watch
from tests.incidents.watching import open_beside

pytestmark = pytest.mark.django_db


@pytest.fixture
def grave(call, everybody):
    """A call with a weapon, a minute ago."""
    return call(timezone.now() - timedelta(minutes=1), facts={"weapon": "knife"})


@pytest.fixture
def browser(client_for, control_supervisor, everybody):
    """The supervisor's browser."""
    return client_for(control_supervisor)


def test_the_board_shows_each_open_incident_with_grade_units_and_criteria(browser, grave):
    said = browser.get(reverse("board")).content.decode()

    for words in (grave.number, "Immediate", "Nobody sent", "A weapon or a firearms certificate", "waits since"):
        assert words in said
    assert reverse("criteria_acknowledge", args=[grave.pk]) in said


def test_an_empty_board_says_so(browser):
    assert "No domestic incident is open" in browser.get(reverse("board")).content.decode()


def test_the_board_costs_at_most_fifteen_queries_however_long_it_is(
    browser, call, grave, django_assert_max_num_queries
):
    for number in range(12):
        incident = call(timezone.now(), facts={"weapon": "knife"}, address=f"{number} Harbour Row")
        services.send_unit(
            incident_id=incident.pk, unit=f"KA{number}", by=incident.calls.get().taken_by, at=timezone.now()
        )

    for name in ("board", "board_rows"):
        with django_assert_max_num_queries(15):
            assert browser.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(("others", "pages"), [(98, 1), (99, 1), (100, 2), (239, 3)])
def test_every_open_incident_is_on_a_page_of_the_board_and_what_waits_on_the_first(
    browser, api_for, control_supervisor, grave, others, pages, django_assert_max_num_queries
):
    listed, seen = open_beside(grave, others), []
    late = listed[-1].watch
    late.resourcing, late.unit_due_at = "NOBODY", timezone.now() - timedelta(seconds=5)
    late.save()

    for page in range(1, pages + 1):
        with django_assert_max_num_queries(15):
            board = browser.get(reverse("board_rows"), {"page": page}).context["board"]
        seen += [each["number"] for each in board["rows"]]
        assert (board["waiting"], board["page"].paginator.count) == (2, others + 1)

    middle = [each.number for each in listed[:-1]]
    assert seen == [grave.number, late.incident.number, *middle], "what only the clock says waits as well"
    machine = api_for(control_supervisor).get("/api/v1/board/", {"page": pages}).json()
    assert (machine["open"], machine["more"], machine["results"][-1]["number"]) == (others + 1, False, middle[-1])


def test_whoever_leaves_a_later_page_of_the_board_comes_back_to_it(browser, grave):
    last = open_beside(grave, 100)[-1]
    rows = browser.get(reverse("board"), {"page": "2"}).content.decode()
    send = reverse("unit_send", args=[last.pk]) + "?page=2"

    sent = browser.post(send, {"unit": "KA12"})

    assert "<strong>101 to 101 of 101</strong>" in rows
    assert f'hx-get="{reverse("board_rows")}?page=2"' in rows
    assert f'href="{send}"' in rows
    assert sent.url == f"{reverse('board')}?page=2#look-{last.pk}"
    for odd in ("-1", "0", "x", "9" * 40):
        assert browser.get(reverse("board"), {"page": odd}).status_code == 200


def test_nothing_is_sent_where_the_page_shows_all_of_it_already(browser, grave, control_supervisor, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    first = browser.get(reverse("board_rows"))
    known = {"known": first["X-Board"]}

    same = browser.get(reverse("board_rows"), known)
    services.send_unit(incident_id=grave.pk, unit="KA12", by=control_supervisor, at=timezone.now())
    changed = browser.get(reverse("board_rows"), known)

    assert (first.status_code, same.status_code, same.content) == (200, 204, b"")
    assert changed.status_code == 200
    assert "KA12" in changed.content.decode()


def test_a_supervisor_acknowledges_by_page_and_comes_back_to_the_row(browser, grave, control_supervisor):
    page = reverse("criteria_acknowledge", args=[grave.pk])
    assert 'value="WEAPON_OR_FIREARM"' in browser.get(page).content.decode()

    answer = browser.post(page, {"criteria": ["WEAPON_OR_FIREARM", "IMMEDIATE"], "decision": "RIGHT"})

    assert answer.url == f"{reverse('board')}#look-{grave.pk}"
    assert not Hit.objects.filter(acknowledged_at=None).exists()
    said = browser.get(reverse("incident", args=[grave.pk])).content.decode()
    assert f"First looked at by {control_supervisor}" in said


def test_a_refusal_keeps_what_was_chosen(browser, grave):
    answer = browser.post(
        reverse("criteria_acknowledge", args=[grave.pk]), {"criteria": ["IMMEDIATE"], "decision": "OTHER"}
    )

    assert answer.status_code == 409
    assert "Say what you decided" in answer.content.decode()
    assert Hit.objects.filter(acknowledged_at=None).count() == 2


def test_units_are_sent_and_stood_down_and_the_incident_closed_and_opened_again_by_page(client_for, operator, grave):
    browser = client_for(operator)

    browser.post(reverse("unit_send", args=[grave.pk]), {"unit": "ka12"})
    assert Watch.objects.get().resourcing == "SENT"
    browser.post(reverse("unit_stand_down", args=[grave.pk]), {"unit": "KA12"})
    assert Watch.objects.get().resourcing == "NOBODY"
    closing = reverse("incident_finish", args=[grave.pk])
    assert closing in browser.get(reverse("incident", args=[grave.pk])).content.decode()
    browser.post(closing, {"outcome": "UNATTENDED", "reason": "Sent in error"})
    assert Watch.objects.get().outcome == "UNATTENDED"

    page = browser.get(reverse("incident", args=[grave.pk])).content.decode()
    assert "Closed: Nobody went" in page
    assert closing not in page
    assert reverse("incident_reopen", args=[grave.pk]) in page
    browser.post(reverse("incident_reopen", args=[grave.pk]), {"reason": "She rang again"})
    assert Watch.objects.get().finished_at is None


@pytest.mark.parametrize(("minutes", "shown"), [(9, False), (10, True), (11, True)])
def test_what_climbed_says_on_the_board_to_whom(browser, call, post, minutes, shown):
    inspector = post("night-inspector", "SERGEANT", "response-1", "inspector")
    now = timezone.now()
    call(now - timedelta(minutes=minutes), facts={"weapon": "knife"})

    escalation.sweep(now)

    said = browser.get(reverse("board")).content.decode()
    assert ("it has climbed to" in said) is shown, inspector


def test_an_operator_sees_the_board_and_is_led_to_no_page_that_says_no(client_for, operator, grave):
    said = client_for(operator).get(reverse("board")).content.decode()

    assert reverse("criteria_acknowledge", args=[grave.pk]) not in said
    assert client_for(operator).get(reverse("criteria_acknowledge", args=[grave.pk])).status_code == 403


def test_machines_read_the_board_send_units_and_acknowledge(api_for, grave, control_supervisor, operator):
    units = api_for(operator).post(f"/api/v1/incidents/{grave.pk}/units/", {"unit": "KA12"})
    again = api_for(operator).post(f"/api/v1/incidents/{grave.pk}/units/", {"unit": "KA12"})
    api = api_for(control_supervisor)
    done = api.post(f"/api/v1/incidents/{grave.pk}/acknowledge/", {"decision": "RIGHT"})
    board = api.get("/api/v1/board/").json()

    assert (units.status_code, again.status_code, done.status_code) == (201, 422, 201)
    (row,) = board["results"]
    assert (row["number"], row["units"], row["waiting"]) == (grave.number, ["KA12"], 0)
    assert board["eyes"]["incidents"] == 1


def test_a_referral_to_marac_makes_the_next_call_of_the_victim_a_criterion(case, call, refer, everybody, officer, at):
    refer()

    other = call(
        at + timedelta(days=400),
        people=[
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "given_name": "Ned", "family_name": "Loach"},
        ],
    )
    soon = call(
        at + timedelta(days=30),
        people=[
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "given_name": "Ned", "family_name": "Loach"},
        ],
    )

    met = lambda incident: set(Hit.objects.filter(watch__incident=incident).values_list("criterion", flat=True))  # noqa: E731
    assert met(soon) == {"REPEAT_OR_MARAC"}
    assert met(other) == set()


def test_the_benchmark_prints_the_cost_as_a_ratio_and_keeps_nothing():
    out = StringIO()

    call_command("bench_board", "--incidents", "500", "--open", "4", "--json", stdout=out)

    found = json.loads(out.getvalue())
    assert (found["rows"], found["incidents"], found["queries"]) == (4, 500, 9)
    assert found["list_ratio"] > 0
    assert not Watch.objects.exists()


@pytest.mark.parametrize(
    ("alive", "said"),
    [
        (["deliver", "worker", "beat"], ""),
        (["deliver"], "goes up to a minute later than usual"),
        (["worker", "beat"], "goes up to a minute later than usual"),
        (["beat"], "nothing late goes up to a supervisor by itself"),
        ([], "nothing late goes up to a supervisor by itself"),
    ],
)
def test_the_board_says_what_does_not_happen_by_itself_while_the_background_is_silent(browser, alive, said):
    for name in alive:
        heartbeat.beat(name, timezone.now())

    page = browser.get(reverse("board")).content.decode()

    assert said in page
    assert ("background work is silent" in page) is bool(said)


@pytest.mark.parametrize(("seconds", "silent"), [(29, False), (30, False), (31, True)])
def test_the_sweep_is_silent_after_half_a_minute(at, seconds, silent):
    for name in heartbeat.LIMITS:
        heartbeat.beat(name, at)

    assert bool(heartbeat.warning(at + timedelta(seconds=seconds))) is silent
