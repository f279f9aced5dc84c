"""What the tests of protected addresses in what is written of a suspect share."""

import pytest

from core import rebuilding
from core.models import Duty
from custody.models import AddressLook, AddressNaming
from people import services as people

REFUGE = "Nightjar Lodge, 9 Mill Lane, CT17 9ZZ"
NAMES_IT = "Not to go within 100 metres of 9 Mill Lane"
NAMES_IT_NOT = "Not to go within 100 metres of 4 Park Road"
LOOK, TELL = "LOOK_AT_ADDRESS", "TELL_ADDRESS_KNOWN"


def terms(*texts, kind="STAY_AWAY"):
    """Return conditions with these texts."""
    return [{"kind": kind, "text": text} for text in texts]


def owed(case, *codes):
    """Return the open duties of some codes in a case; the journal gives the same ones."""
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}
    return list(Duty.objects.filter(case_id=case.pk, code__in=codes or (LOOK,), ended_at=None))


def look_at(event, case, *, at):
    """Keep that an event names the protected address of the victim of a case, for the tests that look at its doors."""
    look = AddressLook.objects.create(case=case, opened_at=at)
    AddressNaming.objects.create(look=look, event=event, person_id=case.victim_id, found_at=at)
    return look


def looked_for(case):
    """Return the one look that is open in a case."""
    return AddressLook.objects.get(case=case, closed_at=None)


@pytest.fixture
def protect(case, safeguarding, at):
    """Return a function that records a protected address of the victim; any keyword may be replaced."""

    def protected(**changes):
        arguments = {"person_id": case.victim_id, "text": REFUGE, "by": safeguarding, "at": at}
        return people.record_safe_address(**arguments | changes)

    return protected
