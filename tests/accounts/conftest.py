"""What the tests of postings and absences share."""

import pytest

from accounts import services


@pytest.fixture
def away(officer, administrator, neighbourhood, at):
    """Return a function that records the officer's absence; any keyword may be replaced."""

    def record(moment=at, by=administrator, **changes):
        arguments = {"kind": "LEAVE", "from_at": moment, "deputy_id": neighbourhood.pk}
        return services.record_absence(officer_id=officer.pk, by=by, at=moment, **(arguments | changes))

    return record
