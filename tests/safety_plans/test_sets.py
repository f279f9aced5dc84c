"""What is usual at a level is proposed in one go, and every measure of it stays one of its own."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import ROLES, Permission, Role
from core.errors import AlreadyDone, Refused
from core.models import Duty, Entry
from incidents.models import Case
from incidents.services import set_risk_level
from law import clocks, measures
from safety_plans import events, queries, services
from safety_plans.models import Measure, Plan

pytestmark = pytest.mark.django_db
MEDIUM = [each.code for each in measures.minimum_set("MEDIUM")]


@pytest.fixture
def medium(case):
    """The case at medium risk."""
    set_risk_level(case.pk, "MEDIUM")
    case.refresh_from_db()
    return case


@pytest.fixture
def row(neighbourhood, soon):
    """Return a function from a code to one row of a set; any part may be replaced."""
    return lambda code, **changes: {"code": code, "owner_id": neighbourhood.pk, "due_on": soon} | changes


@pytest.fixture
def propose_set(medium, officer, at):
    """Return a function that proposes rows in one go."""

    def proposed(rows, **changes):
        return services.propose_set(**({"case_id": medium.pk, "measures": rows, "by": officer, "at": at} | changes))

    return proposed


def test_the_whole_set_is_proposed_each_with_its_owner_day_and_answer(
    propose_set, row, neighbourhood, officer, soon, owed
):
    rows = [row(code) for code in MEDIUM[1:]]
    rows.append(row(MEDIUM[0], owner_id=officer.pk, due_on=soon + timedelta(days=1), victim_agrees="YES"))

    made = propose_set(rows)

    assert {each.code for each in Plan.objects.get().measures.all()} == set(MEDIUM)
    assert {each.state for each in made} == {"PROPOSED"}
    first = Measure.objects.get(code=MEDIUM[0])
    assert (first.owner, first.due_on, first.victim_agrees) == (officer, soon + timedelta(days=1), "YES")
    assert Measure.objects.filter(owner=neighbourhood, due_on=soon, victim_agrees="NOT_ASKED_YET").count() == 7
    assert Entry.objects.filter(event=events.MEASURE_PROPOSED).count() == len(MEDIUM)
    assert len(owed("ACCEPT_MEASURE")) == len(MEDIUM)


def test_what_is_left_out_stays_missing(propose_set, row, medium):
    propose_set([row("EXIT_PLAN")])

    with pytest.raises(Refused, match="not in the plan"):
        services.agree_plan(case_id=medium.pk, victim_wishes="To stay", by=Measure.objects.get().proposed_by, at=now())


def now():
    """The moment, for a page or a call that goes by the clock on the wall."""
    return timezone.now()


@pytest.mark.parametrize("day", [-1, 0, 1])
def test_one_row_that_cannot_be_refuses_them_all_and_names_the_measure(propose_set, row, at, day):
    rows = [row("EXIT_PLAN"), row("WELFARE_CALLS", due_on=clocks.london_day(at) + timedelta(days=day))]

    if day < 0:
        with pytest.raises(Refused, match="Welfare calls.*: This day has passed") as refused:
            propose_set(rows)
        assert (refused.value.field, Measure.objects.count(), Plan.objects.count()) == ("measures", 0, 0)
    else:
        assert len(propose_set(rows)) == 2


def test_an_officer_who_could_not_do_it_is_refused_beside_the_measure(propose_set, row, auditor):
    with pytest.raises(Refused, match=f"Plan for leaving in a hurry.*: {auditor} cannot take this on"):
        propose_set([row("EXIT_PLAN", owner_id=auditor.pk)])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "at least one"),
        (["EXIT_PLAN", "EXIT_PLAN"], "named twice"),
        (["CCTV"], "Not among what this plan lacks now: CCTV"),
        (["ALARM"], "Not among what this plan lacks now: ALARM"),
    ],
)
def test_nothing_twice_and_nothing_that_the_level_does_not_ask(propose_set, row, rows, words):
    with pytest.raises(Refused, match=words):
        propose_set([row(code) for code in rows])


def test_what_somebody_has_already_is_refused_also_where_it_was_declined(
    propose, propose_set, row, medium, neighbourhood, at
):
    declined = propose(code="EXIT_PLAN")
    services.decline_measure(measure_id=declined.pk, reason="On leave", by=neighbourhood, at=at)
    propose(code="WELFARE_CALLS")

    for code in ("EXIT_PLAN", "WELFARE_CALLS"):
        with pytest.raises(Refused, match="Not among what this plan lacks"):
            propose_set([row(code)])


def test_each_is_undone_by_itself_by_the_usual_means(propose_set, row, neighbourhood, officer, at):
    one, other, last = propose_set([row(code) for code in MEDIUM[:3]])

    services.accept_measure(measure_id=one.pk, by=neighbourhood, at=at)
    services.decline_measure(measure_id=other.pk, reason="On leave", by=neighbourhood, at=at)
    services.remove_measure(measure_id=last.pk, reason="She does not want it", by=officer, at=at)

    assert [Measure.objects.get(pk=each.pk).state for each in (one, other, last)] == ["ACCEPTED", "DECLINED", "REMOVED"]


def test_the_same_command_twice_proposes_once(propose_set, row):
    command = uuid.uuid4()
    propose_set([row("EXIT_PLAN"), row("WELFARE_CALLS")], command_id=command)

    with pytest.raises(AlreadyDone):
        propose_set([row("EXIT_PLAN"), row("WELFARE_CALLS")], command_id=command)
    assert Measure.objects.count() == 2


def test_the_page_offers_what_is_lacking_and_proposes_those_with_an_officer(
    medium, officer, neighbourhood, client_for, propose
):
    propose(code="EXIT_PLAN")
    browser, address = client_for(officer), reverse("measures_propose_set", args=[medium.pk])
    assert address in browser.get(reverse("plan", args=[medium.pk])).text
    shown = browser.get(address)
    assert f"owner_id_{MEDIUM[0]}" in shown.text and "owner_id_EXIT_PLAN" not in shown.text
    due = clocks.london_day(timezone.now()) + timedelta(days=7)
    sent = {"command_id": shown.context["form"]["command_id"].value()}
    for code in MEDIUM:
        sent |= {f"due_on_{code}_day": due.day, f"due_on_{code}_month": due.month, f"due_on_{code}_year": due.year}
        sent |= {f"owner_id_{code}": str(neighbourhood.pk), f"victim_agrees_{code}": "YES"}
    sent["owner_id_WELFARE_CALLS"] = ""

    assert browser.post(address, sent).status_code == 302
    assert browser.post(address, sent).status_code == 302

    made = set(Measure.objects.values_list("code", flat=True))
    assert made == {*MEDIUM} - {"WELFARE_CALLS"}


def test_the_page_says_which_measure_has_no_day_and_keeps_what_was_typed(medium, officer, neighbourhood, client_for):
    address = reverse("measures_propose_set", args=[medium.pk])

    answer = client_for(officer).post(address, {"owner_id_EXIT_PLAN": str(neighbourhood)})

    assert answer.status_code == 422
    assert "Say by which day this measure is needed" in answer.text
    (typed,) = re.findall(r'<input[^>]* name="owner_id_EXIT_PLAN"[^>]*>', answer.text)
    assert f'value="{neighbourhood}' in typed


def test_a_plan_that_lacks_nothing_is_not_offered_the_set(medium, complete_set, officer, client_for):
    complete_set("MEDIUM")

    page = client_for(officer).get(reverse("plan", args=[medium.pk])).text

    assert reverse("measures_propose_set", args=[medium.pk]) not in page


def test_machines_read_what_is_lacking_and_propose_it(medium, officer, neighbourhood, sergeant, auditor, api_for):
    address = f"/api/v1/cases/{medium.pk}/plan/measures/"
    lacking = api_for(officer).get(address).json()["lacking"]
    due = (clocks.london_day(timezone.now()) + timedelta(days=7)).isoformat()
    body = {"measures": [{"code": code, "owner": str(neighbourhood.pk), "due_on": due} for code in lacking]}

    def send(by, sent):
        return api_for(by).post(address, sent, format="json", headers={"Idempotency-Key": "a"})

    assert lacking == MEDIUM
    assert send(auditor, body).status_code == 403
    for _ in range(2):
        done = send(officer, body)
        assert (done.status_code, done.json()["lacking"]) == (201, [])
        assert {each["code"] for each in done.json()["measures"]} == set(MEDIUM)
    assert Measure.objects.count() == len(MEDIUM)
    refused = api_for(officer).post(address, body, format="json")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "measures")
    assert Duty.objects.filter(code="ACCEPT_MEASURE", ended_at=None).count() == len(MEDIUM)


def preselected(browser, case):
    """Return {code: the words of the officer with whom the page of the set starts}."""
    page = browser.get(reverse("measures_propose_set", args=[case.pk]))
    return {code: page.context["form"][f"owner_id_{code}"].value() for code in MEDIUM}


def test_each_measure_starts_with_who_usually_does_it(medium, officer, everybody, client_for):
    usual = preselected(client_for(everybody["sergeant"]), medium)

    assert usual["SAFE_CONTACT"] == str(officer.pk), "the officer in the case"
    assert usual["ADDRESS_MARKER"] == str(everybody["operator"].pk), "the control room"
    assert usual["WELFARE_CALLS"] == str(everybody["neighbourhood"].pk), "the neighbourhood team"


@pytest.mark.parametrize(("level", "name"), [("MEDIUM", "neighbourhood"), ("HIGH", "safeguarding")])
def test_where_another_agency_usually_does_it_who_sees_to_it_follows_the_level(case, everybody, at, level, name):
    usual = queries.usual_owners(case, at, level, ["HOUSING", "CHILD_COLLECTION", "OTHER"])

    safeguarding = everybody["safeguarding"].pk
    assert usual == {"HOUSING": everybody[name].pk, "OTHER": everybody[name].pk, "CHILD_COLLECTION": safeguarding}


def test_nobody_from_whom_the_case_is_hidden_is_preselected(medium, officer, everybody, at):
    Case.objects.filter(pk=medium.pk).update(restricted=True)
    medium.refresh_from_db()

    usual = queries.usual_owners(medium, at, "MEDIUM", ["SAFE_CONTACT", "ADDRESS_MARKER"])

    assert usual == {"SAFE_CONTACT": officer.pk, "ADDRESS_MARKER": None}


def test_the_usual_officer_can_be_exchanged_for_another(medium, officer, other_officer, client_for):
    due = clocks.london_day(timezone.now()) + timedelta(days=7)
    day = {f"due_on_ADDRESS_MARKER_{part}": getattr(due, part) for part in ("day", "month", "year")}
    sent = day | {f"victim_agrees_{code}": "NOT_ASKED_YET" for code in MEDIUM}
    sent |= {"owner_id_ADDRESS_MARKER": str(other_officer.pk)}

    client_for(officer).post(reverse("measures_propose_set", args=[medium.pk]), sent)

    assert Measure.objects.get().owner == other_officer


def test_the_page_of_a_whole_set_stays_within_its_queries(medium, officer, client_for, django_assert_max_num_queries):
    browser = client_for(officer)

    with django_assert_max_num_queries(15):
        browser.get(reverse("measures_propose_set", args=[medium.pk]))


def test_each_role_that_the_menu_names_may_complete_a_measure():
    roles = {each.role for each in measures.ALL} - {"", measures.CASE_OWNER}

    assert all(Permission.ACTION_COMPLETE in ROLES[Role(each)] for each in roles)
