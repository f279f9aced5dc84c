"""What is put right in an open case changes a closed one that is hidden from whoever does it: somebody answers."""

from datetime import timedelta

import pytest

from accounts.models import Officer
from core.models import Duty
from custody import queries, services
from incidents import queries as incidents
from incidents.models import Case, CaseReader


@pytest.fixture
def shared(case, second_case, sends, everybody, at, request):
    """An arrest that went into two cases; the first is closed since, and restricted to an inspector."""
    event = sends("ARRESTED", hours_ago=5)
    closed = request.getfixturevalue("closed")
    Duty.objects.filter(case_id=closed.pk).delete()
    inspector = everybody["other_sergeant"]
    Officer.objects.filter(pk=inspector.pk).update(rank="inspector")
    Case.objects.filter(pk=closed.pk).update(restricted=True)
    CaseReader.objects.create(case=closed, officer=inspector, named_at=closed.closed_at)
    return event


def test_what_is_owed_there_is_owed_by_somebody_who_may_know_of_it(shared, case, second_case, everybody, at):
    services.correct_event(
        event_id=shared.pk,
        reason="Wrong hour",
        effective_at=at - timedelta(hours=4),
        by=everybody["sergeant"],
        at=at + timedelta(minutes=5),
    )

    assert queries.position(case.pk).since == at - timedelta(hours=4)
    owed = Duty.objects.filter(case_id=case.pk, ended_at=None)
    assert owed
    owners = Officer.objects.filter(pk__in=owed.values("owner_id"))
    assert [each for each in owners if not incidents.visible_to(each).filter(pk=case.pk).exists()] == []
