"""Police bail that runs out is said aloud: tell her, reassess, review the plan; once for each last day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core import rebuilding
from core.models import Entry
from custody import services

LAPSED = {"TELL_VICTIM_BAIL_LAPSED", "REASSESS_BAIL_LAPSED", "REVIEW_PLAN_BAIL_LAPSED"}
LAST = date(2026, 12, 14)
OVER = datetime(2026, 12, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def rebuilt(case):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.fixture
def tells(case, officer):
    """Return a function that records an event of the suspect when it took effect, or when we heard of it."""

    def told(kind, at, heard=None, **details):
        who = {"suspect_id": case.suspect_id, "case_id": case.pk, "by": officer, "at": heard or at}
        return services.record_event(kind=kind, effective_at=at, details=details, **who)

    return told


@pytest.mark.parametrize(
    ("moment", "said"),
    [(OVER - timedelta(days=1), 0), (OVER - timedelta(seconds=1), 0), (OVER, 1), (OVER.replace(day=16), 1)],
)
def test_bail_that_ran_out_is_said_once_whenever_it_is_looked_at(bail, owed, moment, said):
    event = bail(bail_ends_on=LAST)

    assert services.watch_bail(moment) == said
    assert services.watch_bail(moment) == 0

    assert (set(owed(about=event)) >= LAPSED) is bool(said)


@pytest.mark.parametrize(("when", "said"), [(OVER - timedelta(minutes=1), 0), (OVER, 1), (OVER + timedelta(days=9), 1)])
@pytest.mark.parametrize("kind", ["CHARGED", "NO_FURTHER_ACTION", "BAIL_VARIED"])
def test_it_is_said_although_nobody_swept_before_what_followed(bail, tells, owed, kind, when, said):
    event = bail(bail_ends_on=LAST)

    tells(kind, when, **({"bail_ends_on": "2027-01-31"} if kind == "BAIL_VARIED" else {}))

    assert Entry.objects.filter(event="custody.bail_lapsed", subject_id=event.pk, occurred_at=OVER).count() == said
    assert ("TELL_VICTIM_BAIL_LAPSED" in owed()) is bool(said)
    assert services.watch_bail(when) == 0


def test_bail_that_was_decided_in_time_has_not_run_out_though_we_hear_of_it_late(bail, tells):
    bail(bail_ends_on=LAST)
    tells("CHARGED", OVER - timedelta(days=1), heard=OVER + timedelta(days=2))

    assert services.watch_bail(OVER + timedelta(days=3)) == 0
    assert not Entry.objects.filter(event="custody.bail_lapsed").exists()


def test_each_last_day_is_said_and_a_court_has_none(bail, tells, owed):
    bail(bail_ends_on=LAST)
    services.watch_bail(OVER)
    tells("BAIL_VARIED", OVER + timedelta(hours=2), bail_ends_on="2026-12-20")
    assert services.watch_bail(OVER + timedelta(days=5)) == 0

    assert services.watch_bail(OVER + timedelta(days=6)) == 1
    assert Entry.objects.filter(event="custody.bail_lapsed").count() == 2


def test_what_was_said_of_bail_that_was_withdrawn_is_over(bail, owed, officer):
    event = bail(bail_ends_on=LAST)
    services.watch_bail(OVER)

    services.withdraw_event(event_id=event.pk, reason="Another man", by=officer, at=OVER)

    assert not LAPSED & set(owed())
