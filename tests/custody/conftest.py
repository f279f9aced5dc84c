"""Helpers that speak of custody: record an event, grant bail, see what is owed."""

from datetime import date, timedelta

import pytest

from core.models import Duty
from custody import services
from incidents.models import Case, Ownership

NO_CONTACT = {"kind": "NO_CONTACT", "text": "Asha Vale"}
STAY_AWAY = {"kind": "STAY_AWAY", "text": "Harbour Row"}


@pytest.fixture
def sends(case, operator, at):
    """Return a function by which a system tells something of the suspect without naming a case."""
    numbers = iter(range(100))

    def sent(kind, hours_ago=1, source="court", suspect_id=None, **details):
        return services.record_event(
            kind=kind,
            suspect_id=suspect_id or case.suspect_id,
            effective_at=at - timedelta(hours=hours_ago),
            source=source,
            source_event_id=str(next(numbers)),
            details=details,
            by=operator,
            at=at,
        )

    return sent


@pytest.fixture
def second_case(case, call, everybody, days):
    """A second case against the same man, of another victim."""
    incident = call(
        days(-3),
        people=[
            {"role": "victim", "given_name": "Betwyn", "family_name": "Stone"},
            {"role": "suspect", "person_id": case.suspect_id, "relation": "ex_partner"},
        ],
    )
    return Case.objects.get(allegations__incident=incident)


@pytest.fixture
def happened(case, officer, at):
    """Return a function that records an event of the case's suspect some hours before `at`."""

    def record(kind, hours_ago=1, **details):
        return services.record_event(
            kind=kind,
            suspect_id=case.suspect_id,
            case_id=case.pk,
            effective_at=at - timedelta(hours=hours_ago),
            details=details,
            by=officer,
            at=at,
        )

    return record


@pytest.fixture
def bail(case, at, sergeant):
    """Return a function that grants bail in the case; any keyword may be replaced."""

    def granted(**changes):
        arguments = {
            "case_id": case.pk,
            "conditions": [NO_CONTACT, STAY_AWAY],
            "bail_ends_on": date(2027, 2, 13),
            "effective_at": at - timedelta(hours=3),
            "views_sought": True,
            "victim_views": "She wants no contact at all",
            "by": sergeant,
            "at": at,
        }
        return services.grant_bail(**(arguments | changes))

    return granted


@pytest.fixture
def owed(case):
    """Return a function that gives {code: duty} of what is open in the case, of some codes or all."""

    def duties(*starts, about=None):
        found = Duty.objects.filter(case_id=case.pk, ended_at=None)
        if about:
            found = found.filter(subject_id=about.pk)
        return {duty.code: duty for duty in found if not starts or duty.code.startswith(starts)}

    return duties


@pytest.fixture
def case_at(case):
    """Return a function that sets the level of risk of the case."""

    def level(value):
        case.risk_level = value
        case.save()
        return case

    return level


@pytest.fixture
def closed(case, sergeant, at):
    """The case, closed twenty minutes ago."""
    closed_at = at - timedelta(minutes=20)
    Ownership.objects.filter(case=case, until_at=None).update(until_at=closed_at, ended_by_closing=True)
    case.move_to("CLOSED")
    case.closed_at, case.closed_by, case.close_reason = closed_at, sergeant, "He was sentenced"
    case.save()
    return case
