"""A notice that no court heard in time has lapsed, also where a decision is recorded before any sweep saw it."""

from datetime import timedelta

import pytest

from core import rebuilding
from core.models import Entry
from custody import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def tells(case, officer):
    """Return a function that records an event of the suspect, by default when it took effect."""

    def told(kind, at, heard=None, **details):
        who = {"suspect_id": case.suspect_id, "case_id": case.pk, "by": officer, "at": heard or at}
        return services.record_event(kind=kind, effective_at=at, details=details, **who)

    return told


@pytest.fixture(autouse=True)
def rebuilt(case):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def lapses():
    """Return when each notice lapsed, as it was said."""
    return list(Entry.objects.filter(event="custody.order_lapsed").values_list("occurred_at", flat=True))


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        ("ORDER_REFUSED", {"order": "DVPO"}),
        ("ORDER_MADE", {"order": "DVPO", "expires_on": "2026-12-10"}),
        ("COURT_HEARD", {"result": "ADJOURNED"}),
        ("DECEASED", {}),
    ],
)
@pytest.mark.parametrize(("minutes", "lapsed"), [(-1, False), (0, True), (1, True)])
def test_what_lapsed_before_a_decision_was_recorded_is_said_first(tells, owed, at, kind, details, minutes, lapsed):
    event, over = tells("DVPN_SERVED", at), at + timedelta(hours=48)

    tells(kind, over + timedelta(minutes=minutes), **details)

    assert lapses() == [over] * lapsed
    assert ("TELL_VICTIM_ORDER_LAPSED" in owed(about=event)) is lapsed


def test_of_a_notice_that_was_answered_in_time_no_lapse_is_said_though_we_hear_of_it_late(tells, at, days):
    tells("DVPN_SERVED", at)

    tells("COURT_HEARD", days(1), heard=days(4), result="ADJOURNED")

    assert lapses() == []


def test_of_a_notice_heard_of_together_with_its_answer_no_lapse_is_said(tells, at, days):
    tells("DVPN_SERVED", at, heard=days(4))
    tells("ORDER_MADE", days(1), heard=days(4), order="DVPO", expires_on="2026-12-10")

    assert lapses() == []


def test_another_event_says_nothing_of_orders(tells, at, days):
    tells("DVPN_SERVED", at)

    tells("ARRESTED", days(3))

    assert lapses() == []
