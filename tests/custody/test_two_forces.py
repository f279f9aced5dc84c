"""Two forces name their systems alike and count alike: the number of one says nothing about the other."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts import services as accounts
from accounts.permissions import Role
from core.errors import AlreadyDone, Refused
from custody import services
from custody.models import CustodyEvent


@pytest.fixture
def theirs(at):
    """A sergeant of another force of this house."""
    force = accounts.found_force(code="essex", name="Essex (demonstration)", units={"ward-9": "Ward 9"})
    found = accounts.enrol(username="theirs", first_name="Their", last_name="Example", rank="sergeant")
    accounts.post(officer=found, role=Role.SERGEANT, unit=force.units.get(), from_at=at - timedelta(days=900))
    return found


@pytest.fixture
def tells(case, at):
    """Return a function by which the custody system of somebody's force tells of an arrest under number 1."""

    def told(by, **changes):
        said = {"kind": "ARRESTED", "suspect_id": case.suspect_id, "effective_at": at - timedelta(hours=1)}
        return services.record_event(**(said | changes), source="custody", source_event_id="1", by=by, at=at)

    return told


def test_the_same_number_of_two_forces_is_two_messages(tells, case, officer, theirs, at):
    ours = tells(officer)

    other = tells(theirs, kind="RELEASED", suspect_id=case.victim_id, effective_at=at - timedelta(hours=2))

    assert (ours.force_id, other.force_id) == (officer.posting.force_id, theirs.posting.force_id)
    assert CustodyEvent.objects.filter(source="custody", source_event_id="1").count() == 2


def test_the_very_same_message_of_two_forces_is_kept_for_each_and_in_each_once(tells, officer, theirs):
    tells(officer)
    tells(theirs)

    for again in (officer, theirs):
        with pytest.raises(AlreadyDone):
            tells(again)


def test_another_content_under_a_number_is_refused_in_its_own_force(tells, officer):
    tells(officer)

    with pytest.raises(Refused, match="under the number 1"):
        tells(officer, kind="RELEASED")


def test_the_database_keeps_one_number_once_in_a_force(tells, officer):
    event = tells(officer)
    event.pk = None
    event._state.adding = True

    with pytest.raises(IntegrityError, match="once_per_source"), transaction.atomic():
        event.save(force_insert=True)
