"""The grade of a call: every decision kept, lowered only by a supervisor, looked at again when the call was cut off."""

from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.urls import reverse

from core.errors import Refused
from core.models import Duty
from incidents import services
from incidents.models import Case, GradeDecision, Incident, Thrive
from tests.incidents.test_pages import CALL, PEOPLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_for, everybody):
    """The operator's browser."""
    return client_for(everybody["operator"])


@pytest.fixture
def cut_off(call, everybody, at):
    """A domestic call that was cut off."""
    return call(at, dropped=True, grade="HIGH")


def test_every_decision_keeps_what_the_rules_said_what_was_chosen_and_who_and_when(call, everybody, at):
    supervisor, operator = everybody["control_supervisor"], everybody["operator"]
    incident = call(at, grade="IMMEDIATE")

    services.regrade(incident_id=incident.pk, grade="HIGH", note="He has left", by=supervisor, at=at)

    first, second = GradeDecision.objects.order_by("pk")
    assert (first.default_grade, first.chosen_grade, first.grade, first.decided_by) == (
        "HIGH",
        "IMMEDIATE",
        "IMMEDIATE",
        operator,
    )
    assert (second.grade, second.note, second.again, second.decided_by) == ("HIGH", "He has left", True, supervisor)


def test_reasons_that_the_history_gives_are_kept_with_the_incidents_they_rest_on_for_whoever_may_know_of_them(
    case, call, refer, everybody, officer, client_for, at
):
    again = lambda hours, **changes: call(  # noqa: E731
        at + timedelta(hours=hours),
        people=[{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}],
        **changes,
    )
    first, second = case.allegations.get().incident, again(1)
    assert GradeDecision.objects.get(incident=first).because == {}
    assert GradeDecision.objects.get(incident=second).because == {"There were earlier reports": [str(first.pk)]}
    refer()

    third = again(2)

    kept = GradeDecision.objects.get(incident=third)
    referred = f"Referred to MARAC in the last twelve months, on {at:%-d %B %Y}"
    assert {"There were earlier reports", referred} <= set(kept.reasons)
    assert kept.because == {"There were earlier reports": [str(first.pk), str(second.pk)]}
    page = reverse("incident", args=[third.pk])
    link = f'<a class="govuk-link" href="{reverse("incident", args=[first.pk])}">{first.number}</a>'
    assert link in client_for(officer).get(page).content.decode()
    services.regrade(incident_id=third.pk, grade="HIGH", by=everybody["operator"], at=at + timedelta(hours=3))
    assert GradeDecision.objects.get(incident=third, again=True).because == kept.because
    services.restrict_case(case_id=case.pk, officers=[everybody["operator"].pk], by=everybody["safeguarding"], at=at)
    hidden = again(4)
    assert "Referred to MARAC in the last twelve months" not in hidden.grade_reasons


def test_a_suspect_who_abused_others_is_a_reason_where_the_call_itself_is_not_domestic(call, everybody, at):
    for number, name in enumerate(("Brona", "Tilde", "Mirela")):
        suspect = Case.objects.first() and {"person_id": Case.objects.first().suspect_id}
        suspect = suspect or {"given_name": "Dorian", "family_name": "Crane"}
        people = [
            {"role": "victim", "given_name": name, "family_name": "Vale"},
            {"role": "suspect", "relation": "ex_partner" if number < 2 else "", **suspect},
        ]
        incident = call(
            at + timedelta(days=number),
            people=people,
            facts={"violence": "used"} if number < 2 else {},
            connected="YES" if number < 2 else "NO",
        )

    assert "The suspect has abused other partners" in incident.grade_reasons
    assert (incident.default_grade, incident.domestic) == ("HIGH", False)


def test_a_decision_is_never_changed(incident):
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        GradeDecision.objects.update(note="other")


def test_only_a_supervisor_lowers_a_grade_and_says_why(call, everybody, at):
    incident = call(at, grade="IMMEDIATE")
    lower = {"incident_id": incident.pk, "grade": "HIGH", "at": at}

    with pytest.raises(Refused, match="Only a control room supervisor"):
        services.regrade(**lower, note="He has left", by=everybody["operator"])
    with pytest.raises(Refused, match="Say why"):
        services.regrade(**lower, by=everybody["control_supervisor"])

    assert services.regrade(**lower, note="He has left", by=everybody["control_supervisor"]).grade == "HIGH"


def test_an_operator_may_raise_a_grade(incident, operator, at):
    assert services.regrade(incident_id=incident.pk, grade="IMMEDIATE", by=operator, at=at).grade == "IMMEDIATE"


def test_a_call_that_was_cut_off_must_be_looked_at_again_at_once(cut_off, operator, at):
    duty = Duty.objects.get(code="REGRADE_CUT_OFF")

    assert (duty.owner_id, duty.due_at) == (operator.pk, at + timedelta(minutes=2))


def test_a_call_that_was_not_cut_off_owes_no_second_look(incident):
    assert not Duty.objects.filter(code="REGRADE_CUT_OFF").exists()


@pytest.mark.parametrize("grade", ["HIGH", "IMMEDIATE"])
def test_keeping_or_raising_the_grade_is_the_second_look(cut_off, operator, at, grade):
    services.regrade(incident_id=cut_off.pk, grade=grade, by=operator, at=at + timedelta(minutes=1))

    assert Duty.objects.get(code="REGRADE_CUT_OFF").ended_as == "MET"


def test_a_grade_that_stays_does_not_give_more_time_to_attend(cut_off, operator, at):
    before = Duty.objects.get(code="RECORD_ATTENDANCE_HIGH")

    services.regrade(incident_id=cut_off.pk, grade="HIGH", by=operator, at=at + timedelta(minutes=1))

    after = Duty.objects.get(code__startswith="RECORD_ATTENDANCE", ended_at=None)
    assert (after.pk, after.due_at) == (before.pk, before.due_at)


def test_nothing_is_finished_before_the_second_look(cut_off, everybody, officer, at):
    finish = {"incident_id": cut_off.pk, "outcome": "UNATTENDED", "reason": "He has gone", "at": at}
    with pytest.raises(Refused, match="was cut off"):
        services.finish_incident(**finish, by=everybody["control_supervisor"])

    services.regrade(incident_id=cut_off.pk, grade="HIGH", by=everybody["operator"], at=at)

    services.finish_incident(**finish, by=everybody["control_supervisor"])


def test_no_case_is_closed_before_the_second_look(cut_off, everybody, at):
    case = cut_off.allegations.get().case

    with pytest.raises(Refused, match=cut_off.number):
        services.close_case(case_id=case.pk, reason="Done", by=everybody["sergeant"], at=at)


def test_the_page_leads_from_a_call_that_was_cut_off_to_its_grade(browser):
    page = browser.post(reverse("log_call"), CALL | {"dropped": "on"}, follow=True)

    incident = Incident.objects.get()
    assert page.redirect_chain == [(reverse("regrade", args=[incident.pk]), 302)]
    assert "Look at its grade again now" in page.content.decode()
    assert "Look at its grade again now" in browser.get(reverse("incident", args=[incident.pk])).content.decode()


@pytest.mark.parametrize("kind", ["HARASSMENT", "STALKING"])
class TestTheGate:
    """Harassment and stalking: no grade without the answer, and none below High, whichever way is tried."""

    strangers = {"people-1-relation": "", "people-1-given_name": "Somebody", "people-1-family_name": "Else"}

    def test_by_page_without_the_answer(self, browser, kind):
        page = browser.post(reverse("log_call"), CALL | self.strangers | {"kind": kind, "grade": "HIGH"})

        assert page.status_code == 409
        assert "First say whether the people are connected" in page.content.decode()
        assert not Incident.objects.exists()

    @pytest.mark.parametrize("connected", ["YES", "UNKNOWN"])
    def test_by_page_below_high(self, browser, kind, connected):
        page = browser.post(
            reverse("log_call"), CALL | self.strangers | {"kind": kind, "connected": connected, "grade": "SCHEDULED"}
        )

        assert page.status_code == 409
        assert "Only a control room supervisor" in page.content.decode()
        assert not Incident.objects.exists()

    def test_by_page_with_the_answer_no_it_may_wait(self, browser, kind):
        browser.post(
            reverse("log_call"), CALL | self.strangers | {"kind": kind, "connected": "NO", "grade": "SCHEDULED"}
        )

        assert Incident.objects.get().grade == "SCHEDULED"

    @pytest.mark.parametrize(
        ("change", "field"),
        [({"grade": "HIGH"}, "connected"), ({"grade": "SCHEDULED", "connected": "YES"}, "grade")],
    )
    def test_by_machine(self, api_for, everybody, kind, change, field):
        people = [PEOPLE[0], {"role": "suspect", "family_name": "Else"}]
        body = {"channel": "999", "people": people, "kind": kind}

        answer = api_for(everybody["operator"]).post(reverse("api_calls"), body | change)

        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == [field]

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ({"connected": "", "grade": "HIGH"}, "incident_connection_before_grade"),
            ({"connected": "YES", "grade": "SCHEDULED"}, "incident_domestic_floor"),
        ],
    )
    def test_by_sql(self, incident, kind, change, constraint):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Incident.objects.filter(pk=incident.pk).update(kind=kind, **change)

    @pytest.mark.parametrize("grade", ["SCHEDULED", "RESOLVED_WITHOUT_DEPLOYMENT"])
    @pytest.mark.parametrize("connected", ["YES", "UNKNOWN"])
    def test_by_sql_without_the_qualifier(self, incident, kind, connected, grade):
        with pytest.raises(IntegrityError, match="incident_domestic_floor"), transaction.atomic():
            written(incident, kind=kind, connected=connected, grade=grade)

    @pytest.mark.parametrize(("connected", "grade"), [("NO", "SCHEDULED"), ("YES", "HIGH"), ("UNKNOWN", "IMMEDIATE")])
    def test_by_sql_what_the_rule_allows_is_kept(self, incident, kind, connected, grade):
        written(incident, kind=kind, connected=connected, grade=grade)

        incident.refresh_from_db()
        assert (incident.connected, incident.grade) == (connected, grade)

    def test_without_the_qualifier_a_supervisor_who_says_why_still_may(self, incident, everybody, at, kind):
        written(incident, kind=kind, connected="YES", grade="HIGH")
        lower = {"incident_id": incident.pk, "grade": "SCHEDULED", "connected": "UNKNOWN", "at": at}

        with pytest.raises(Refused, match="Only a control room supervisor"):
            services.regrade(**lower, note="She is away", by=everybody["operator"])
        graded = services.regrade(**lower, note="She is away", by=everybody["control_supervisor"])

        assert (graded.domestic, graded.grade, graded.grade_approved_by) == (
            False,
            "SCHEDULED",
            everybody["control_supervisor"],
        )


def written(incident, *, kind, connected, grade):
    """Write an incident without the qualifier past every service."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE incidents_incident SET domestic = false, kind = %s, connected = %s, grade = %s WHERE id = %s",
            [kind, connected, grade, incident.pk],
        )


def test_thrive_is_kept_and_shown_and_what_was_left_out_is_said(browser, operator):
    page = browser.post(reverse("log_call"), CALL | {"thrive_threat": "He says he will be back"}, follow=True)

    text = page.content.decode()
    assert Thrive.objects.get().recorded_by == operator
    assert "He says he will be back" in text
    assert text.count("Not recorded") == 5


def test_without_a_word_of_thrive_the_page_says_so(browser):
    page = browser.post(reverse("log_call"), CALL, follow=True)

    assert not Thrive.objects.exists()
    assert "THRIVE was not recorded" in page.content.decode()


def test_thrive_comes_by_machine_too(api_for, everybody):
    body = {"channel": "999", "people": PEOPLE, "thrive": {"harm": "A cut on her arm"}}

    assert api_for(everybody["operator"]).post(reverse("api_calls"), body).status_code == 201
    assert Thrive.objects.get().harm == "A cut on her arm"


def test_a_letter_of_thrive_that_is_too_long_is_refused_at_its_field(call, everybody, at):
    with pytest.raises(Refused, match="at most 500") as refusal:
        call(at, thrive={"risk": "x" * 501})

    assert refusal.value.field == "thrive_risk"
