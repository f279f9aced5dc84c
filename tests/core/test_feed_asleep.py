"""A feed that fell silent and spoke again while no scheduler ran has left the alarms that it would have left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from core import escalation
from core.models import Duty
from core.rebuilding import rebuild
from custody import services as custody
from tests.core.test_scheduler_asleep import HOURS, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def spoken(case, everybody):
    """Return a function that lets a feed speak at a moment."""
    count = iter(range(99))

    def told(at, kind="ARRESTED"):
        who = {"suspect_id": case.suspect_id, "by": everybody["officer"], "source": "custody-suite"}
        custody.record_event(kind=kind, effective_at=at, source_event_id=str(next(count)), at=at, **who)

    return told


@pytest.mark.parametrize(
    ("hours", "alarms"),
    [
        ((5,), 0),
        ((6,), 1),
        ((7,), 1),
        ((30,), 1),
        ((7, 9, 11, 20, 30), 3),
        ((71,), 1),
    ],
    ids=["an hour short", "to the hour", "an hour more", "a day more", "three times", "until the scheduler is back"],
)
def test_a_feed_that_fell_silent_and_spoke_again_meanwhile_has_left_its_alarms(spoken, everybody, hours, alarms):
    start, found = datetime(2026, 11, 16, 10, 0, tzinfo=UTC), []
    for swept in (range(HOURS + 1), [0, HOURS]):
        with transaction.atomic():
            spoken(start)
            for hour in range(HOURS + 1):
                if hour in swept:
                    escalation.sweep(start + timedelta(hours=hour))
                if hour in hours:
                    spoken(start + timedelta(hours=hour, minutes=1))
            silence = Duty.objects.filter(code="FEED_SILENT")
            found.append(standing())
            met = silence.filter(ended_as="MET").count()
            assert (met, silence.filter(ended_at=None).count()) == (alarms, int(hours[-1] < HOURS - 10))
            assert not any(rebuild(apply_changes=False).values())
            transaction.set_rollback(True)

    assert found[0] == found[1]
