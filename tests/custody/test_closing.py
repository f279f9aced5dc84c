"""Charge, bail and prison do not end cover: a case stays open while something runs in it."""

from datetime import date, timedelta

import pytest

from core import escalation
from core.errors import Refused
from core.models import Duty
from custody import queries, services
from custody.queries.running import standing
from custody.states import Status
from incidents import services as incidents
from incidents.models import Case

NO_CONTACT = {"kind": "NO_CONTACT", "text": "Asha Vale"}


@pytest.fixture(autouse=True)
def ready(monkeypatch):
    """Let the plan be reviewed and nothing be owed: only what runs in the case is looked at here."""
    monkeypatch.setattr("incidents.services.cases.READY_TO_CLOSE", [])


@pytest.fixture
def close(case, sergeant, at):
    """Return a function that closes the case, days after `at`, and says its state then."""

    def closed(after=timedelta(0)):
        incidents.close_case(case_id=case.pk, reason="She has moved abroad", by=sergeant, at=at + after)
        return Case.objects.get(pk=case.pk).state

    return closed


@pytest.mark.parametrize(
    ("kind", "details", "words"),
    [
        ("WANTED", {}, "the suspect: wanted"),
        ("ARRESTED", {}, "the suspect: under arrest"),
        ("RELEASED_UNDER_INVESTIGATION", {}, "the suspect: released under investigation"),
        ("CHARGED", {}, "the suspect: charged, at liberty without conditions"),
        ("BAIL_GRANTED", {"by_court": True}, "the suspect: on court bail"),
        ("REMANDED", {}, "the suspect: remanded in custody"),
        ("COURT_HEARD", {"result": "CONVICTED"}, "the suspect: convicted, waiting for sentence"),
        ("SENTENCED", {"sentence": "CUSTODY"}, "the suspect: in prison, sentenced"),
        ("SENTENCED", {"sentence": "HOSPITAL"}, "the suspect: hospital order"),
        ("SENTENCED", {"sentence": "COMMUNITY", "conditions": [NO_CONTACT]}, "the suspect: community sentence"),
        ("RELEASED", {"route": "LICENCE"}, "the suspect: released on licence"),
        ("RELEASED", {"route": "TEMPORARY"}, "the suspect: temporarily released from prison"),
        ("RELEASED", {"route": "HOME_DETENTION_CURFEW"}, "the suspect: released on home detention curfew"),
        ("RELEASED", {"route": "IN_ERROR"}, "the suspect: unlawfully at large, or released in error"),
        ("RECALLED", {}, "the suspect: recalled to prison"),
        ("DVPN_SERVED", {}, "domestic violence protection notice"),
        ("ORDER_MADE", {"order": "RESTRAINING"}, "restraining order"),
        ("ORDER_MADE", {"order": "RESTRAINING", "expires_on": "2027-05-04"}, "restraining order until 4 May 2027"),
        ("RELEASE_DATE_KNOWN", {"release_on": "2027-01-12"}, "a release known for 12 January 2027"),
    ],
)
def test_it_is_not_closed_while_something_runs_and_the_sentence_names_it(happened, close, kind, details, words):
    happened(kind, **details)

    with pytest.raises(Refused) as refusal:
        close()

    assert f"while something runs in it: {words}. Charge, bail or prison" in refusal.value.sentence


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        ("INTERVIEWED", {"voluntary": True}),
        ("NO_FURTHER_ACTION", {}),
        ("COURT_HEARD", {"result": "ACQUITTED"}),
        ("SENTENCED", {"sentence": "COMMUNITY"}),
        ("RELEASED", {"route": "END_OF_SENTENCE"}),
        ("LICENCE_ENDED", {}),
        ("DECEASED", {}),
    ],
)
def test_it_is_closed_when_nothing_runs_any_more(happened, close, kind, details):
    happened(kind, **details)

    assert close() == "CLOSED"


def test_everything_that_runs_is_named(bail, happened, close, sergeant):
    bail()
    happened("ORDER_MADE", order="NON_MOLESTATION", expires_on="2027-03-01")
    happened("RELEASE_DATE_KNOWN", release_on="2027-01-12")

    with pytest.raises(
        Refused, match="on police bail until 13 February 2027; non-molestation order until 1 March 2027; a"
    ):
        close()


def test_what_goes_on_beneath_another_matter_keeps_it_open(happened, close):
    happened("CHARGED", hours_ago=9)
    happened("BAIL_GRANTED", hours_ago=8, by_court=True, conditions=[NO_CONTACT])
    happened("ARRESTED", hours_ago=2)

    with pytest.raises(Refused, match="under arrest; the suspect: on court bail"):
        close()


def test_an_order_keeps_it_open_up_to_its_last_day_and_until_its_end_was_said(happened, close, case, at):
    happened("ORDER_MADE", order="RESTRAINING", expires_on="2026-11-17")

    with pytest.raises(Refused, match="restraining order until 17 November 2026"):
        close(timedelta(days=1, hours=13, minutes=59))
    with pytest.raises(Refused, match="the end of the restraining order until 17 November 2026, which is said"):
        close(timedelta(days=1, hours=14))
    escalation.sweep(at + timedelta(days=1, hours=14))
    assert "TELL_VICTIM_ORDER_LAPSED" in {duty.code for duty in Duty.objects.filter(case_id=case.pk, ended_at=None)}
    assert close(timedelta(days=1, hours=14)) == "CLOSED"


@pytest.mark.parametrize("after", [0, 1])
def test_a_release_keeps_it_open_up_to_its_day(happened, close, after):
    happened("RELEASE_DATE_KNOWN", release_on="2026-11-17")

    with pytest.raises(Refused, match="a release known for 17 November 2026"):
        close(timedelta(days=after))
    assert close(timedelta(days=2)) == "CLOSED"


def test_what_ended_or_was_taken_back_holds_it_no_more(happened, close, sergeant, at):
    order = happened("ORDER_MADE", hours_ago=9, order="RESTRAINING")
    happened("REMANDED", hours_ago=8)
    happened("COURT_HEARD", hours_ago=2, result="ACQUITTED")
    services.withdraw_event(event_id=order.pk, reason="Another man", by=sergeant, at=at)

    assert close() == "CLOSED"


def test_every_standing_in_which_he_is_held_or_bound_runs_on():
    over = {"", "VOLUNTARY_INTERVIEW", "BAIL_ENDED", "NO_FURTHER_ACTION", "COURT_ENDED", "RELEASED"}
    over |= {"SENTENCED_COMMUNITY", "SENTENCED_SUSPENDED", "SENTENCED_OTHER", "LICENCE_EXPIRED", "DECEASED"}

    assert {each for each in Status.values if not standing(each, [], None)} == over


def test_the_page_says_so_before_anybody_tries(bail, case, client_for, sergeant):
    bail(by_court=True, bail_ends_on=None)

    page = client_for(sergeant).get(f"/cases/{case.pk}/close/").content.decode()

    assert "the suspect: on court bail" in page
    assert "stays open while something runs in it" in page


def test_the_page_of_a_case_in_which_nothing_runs_says_nothing_of_it(case, client_for, sergeant):
    assert "stays open" not in client_for(sergeant).get(f"/cases/{case.pk}/close/").content.decode()


def test_in_a_closed_case_nothing_is_taken_back_before_somebody_answers_for_it(happened, close, case, sergeant, at):
    happened("REMANDED", hours_ago=5)
    acquitted = happened("COURT_HEARD", hours_ago=2, result="ACQUITTED")
    close()

    for change in (services.withdraw_event, services.correct_event):
        with pytest.raises(Refused, match="Reopen it first"):
            change(event_id=acquitted.pk, reason="Another man", by=sergeant, at=at)

    incidents.reopen_case(case_id=case.pk, reason="He is back", by=sergeant, at=at + timedelta(minutes=1))
    services.withdraw_event(event_id=acquitted.pk, reason="Another man", by=sergeant, at=at + timedelta(minutes=2))
    assert queries.position(case.pk).status == "CHARGED_REMANDED"


def test_police_bail_keeps_it_open_after_its_last_day_until_it_is_decided(bail, happened, close):
    bail(bail_ends_on=date(2026, 11, 17))

    with pytest.raises(Refused, match="on police bail until 17 November 2026"):
        close(timedelta(days=9))
