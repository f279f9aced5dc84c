"""An earlier matter goes on beneath a new one: court bail, remand, a sentence and a licence end by what ends them."""

from datetime import UTC, datetime, timedelta

import pytest

from custody import fold, queries
from custody import services as custody
from custody.states import BreachOf, Kind, Status
from tests.custody.test_fold import CURFEW, NO_CONTACT, happened

pytestmark = pytest.mark.django_db

COURT_BAIL = (Kind.BAIL_GRANTED, {"by_court": True, "conditions": [NO_CONTACT]})
POLICE_BAIL = (Kind.BAIL_GRANTED, {"conditions": [CURFEW]})
PRISON = (Kind.SENTENCED, {"sentence": "CUSTODY"})
LICENCE = (Kind.RELEASED, {"route": "LICENCE", "conditions": [NO_CONTACT]})
ARRESTED, NFA, RUI = Kind.ARRESTED, Kind.NO_FURTHER_ACTION, Kind.RELEASED_UNDER_INVESTIGATION
BAIL_ENDED, CHARGED, REMANDED = Kind.BAIL_ENDED, Kind.CHARGED, Kind.REMANDED
ACQUITTED = (Kind.COURT_HEARD, {"result": "ACQUITTED"})


def after(*story):
    """Return the position after events on successive days: (kind, details) or a kind."""
    pairs = [each if isinstance(each, tuple) else (each, {}) for each in story]
    return fold.position(happened(kind, day, **details) for day, (kind, details) in enumerate(pairs))


@pytest.mark.parametrize(
    ("story", "status", "conditions"),
    [
        ([CHARGED, COURT_BAIL, NFA], Status.CHARGED_COURT_BAIL, (NO_CONTACT,)),
        ([CHARGED, COURT_BAIL, (Kind.INTERVIEWED, {"voluntary": True})], Status.CHARGED_COURT_BAIL, (NO_CONTACT,)),
        ([CHARGED, COURT_BAIL, ARRESTED], Status.ARRESTED, ()),
        ([CHARGED, COURT_BAIL, ARRESTED, RUI], Status.CHARGED_COURT_BAIL, (NO_CONTACT,)),
        ([CHARGED, COURT_BAIL, ARRESTED, Kind.RELEASED], Status.CHARGED_COURT_BAIL, (NO_CONTACT,)),
        ([CHARGED, COURT_BAIL, ARRESTED, POLICE_BAIL], Status.PRE_CHARGE_BAIL, (CURFEW,)),
        ([CHARGED, COURT_BAIL, ARRESTED, POLICE_BAIL, BAIL_ENDED], Status.CHARGED_COURT_BAIL, (NO_CONTACT,)),
        ([CHARGED, COURT_BAIL, ARRESTED, POLICE_BAIL, CHARGED], Status.CHARGED_COURT_BAIL, (NO_CONTACT,)),
        ([CHARGED, COURT_BAIL, ARRESTED, BAIL_ENDED, NFA], Status.NO_FURTHER_ACTION, ()),
        ([CHARGED, COURT_BAIL, ARRESTED, ACQUITTED], Status.COURT_ENDED, ()),
        ([CHARGED, COURT_BAIL, REMANDED, ACQUITTED], Status.COURT_ENDED, ()),
        ([PRISON, LICENCE, ARRESTED, NFA], Status.ON_LICENCE, (NO_CONTACT,)),
        ([PRISON, LICENCE, CHARGED, COURT_BAIL, ACQUITTED], Status.ON_LICENCE, (NO_CONTACT,)),
        ([PRISON, LICENCE, ARRESTED, REMANDED, ACQUITTED], Status.ON_LICENCE, (NO_CONTACT,)),
        ([PRISON, LICENCE, ARRESTED, Kind.RECALLED, NFA], Status.RECALLED, ()),
        ([PRISON, LICENCE, ARRESTED, Kind.LICENCE_ENDED, NFA], Status.NO_FURTHER_ACTION, ()),
        ([PRISON, LICENCE, Kind.LICENCE_ENDED], Status.LICENCE_EXPIRED, ()),
        ([PRISON, LICENCE, CHARGED, COURT_BAIL, Kind.LICENCE_ENDED], Status.CHARGED_COURT_BAIL, (NO_CONTACT,)),
        ([PRISON, ARRESTED, RUI], Status.SENTENCED_CUSTODY, ()),
        ([PRISON, ARRESTED, Kind.RELEASED], Status.ON_LICENCE, ()),
        ([CHARGED, REMANDED, NFA], Status.CHARGED_REMANDED, ()),
        ([CHARGED, REMANDED, ARRESTED, NFA], Status.CHARGED_REMANDED, ()),
        ([CHARGED, REMANDED, ARRESTED, Kind.RELEASED], Status.RELEASED, ()),
        ([CHARGED, COURT_BAIL, Kind.WANTED, ARRESTED, Kind.RELEASED], Status.CHARGED_COURT_BAIL, (NO_CONTACT,)),
        ([ARRESTED, POLICE_BAIL, NFA], Status.NO_FURTHER_ACTION, ()),
        ([ARRESTED, RUI], Status.UNDER_INVESTIGATION, ()),
    ],
)
def test_what_goes_on_stands_again_when_the_new_matter_is_over(story, status, conditions):
    found = after(*story)
    assert (found.status, found.conditions) == (status, conditions)


def test_two_matters_hold_him_side_by_side():
    found = after(CHARGED, COURT_BAIL, ARRESTED, POLICE_BAIL)
    assert (found.beneath.status, found.beneath.conditions) == (Status.CHARGED_COURT_BAIL, (NO_CONTACT,))
    assert after(PRISON, LICENCE, CHARGED, COURT_BAIL).beneath.status == Status.ON_LICENCE
    assert after(CHARGED, COURT_BAIL, ARRESTED, POLICE_BAIL, BAIL_ENDED).beneath is None


@pytest.fixture
def record(case, officer):
    """Return a function that records an event of the case some hours after the first."""
    begin = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    def recorded(kind, hours, **details):
        at = begin + timedelta(hours=hours)
        custody.record_event(
            kind=kind,
            suspect_id=case.suspect_id,
            case_id=case.pk,
            effective_at=at,
            details=details,
            source="court",
            source_event_id=f"{kind}-{hours}",
            by=officer,
            at=at,
        )
        return at

    return recorded


def test_the_conditions_of_both_matters_are_shown_and_can_be_breached(record, case, officer, client_for):
    record(Kind.CHARGED, 1)
    record(Kind.BAIL_GRANTED, 2, by_court=True, conditions=[NO_CONTACT])
    record(Kind.ARRESTED, 3)
    at = record(Kind.BAIL_GRANTED, 4, conditions=[CURFEW], bail_ends_on="2027-01-30")

    held = [(each["kind"], each["of"]) for each in queries.live_conditions(case.pk, at)]
    assert held == [("CURFEW", "On police bail"), ("NO_CONTACT", "On court bail")]
    assert queries.what_stands(queries.position(case.pk)) == [BreachOf.BAIL]
    assert queries.terms_that_stand(queries.position(case.pk)) == [(BreachOf.BAIL, CURFEW), (BreachOf.BAIL, NO_CONTACT)]
    page = client_for(officer).get(f"/cases/{case.pk}/").content.decode()
    assert "An earlier matter goes on: <strong>On court bail</strong>" in page

    at = record(Kind.NO_FURTHER_ACTION, 5)
    assert [each["kind"] for each in queries.live_conditions(case.pk, at)] == ["NO_CONTACT"]
    assert queries.position(case.pk).beneath is None
