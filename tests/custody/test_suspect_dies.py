"""The suspect dies: what asked for something of his matter is over, and is owed again where that proves wrong."""

from datetime import timedelta

import pytest

from core import rebuilding
from core.models import Duty
from custody import queries, services
from custody.states import Status
from law.duties import release

AUTHORITY = {"authorised_by_name": "Ruth Ames", "authorised_rank": "SUPERINTENDENT"}
OF_HIS_MATTER = {
    "DECIDE_BEFORE_BAIL_ENDS",
    "REVIEW_BEFORE_BAIL_ENDS",
    "REVIEW_BEFORE_ORDER_ENDS",
    "DVPN_TO_COURT",
    "ORDER_BREACH_TO_COURT",
}
OF_RELEASE = {rule.code for rule in release.RULES} - {"FIND_NEW_RELEASE_DATE"}


@pytest.fixture
def tells(case, officer):
    """Return a function that records an event of the suspect at the time at which it took effect."""

    def told(kind, at, **details):
        who = {"suspect_id": case.suspect_id, "case_id": case.pk, "by": officer, "at": at}
        return services.record_event(kind=kind, effective_at=at, details=details, **who)

    return told


@pytest.fixture(autouse=True)
def rebuilt(case):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.fixture
def on_bail(tells, at):
    """He was arrested for a breach and bailed with a last day, an order stands and a notice waits for the court."""
    tells("ORDER_MADE", at, order="NON_MOLESTATION", expires_on="2027-06-01")
    tells("ARRESTED", at + timedelta(minutes=1), breach_of="DVPO")
    tells("DVPN_SERVED", at + timedelta(minutes=2), **AUTHORITY)
    tells("BAIL_GRANTED", at + timedelta(minutes=3), conditions=[], bail_ends_on="2027-02-16")


@pytest.fixture
def in_prison(tells, at):
    """He serves a sentence, and prison has named the day of his release."""
    tells("SENTENCED", at, sentence="CUSTODY", custodial=True, months=14)
    tells("RELEASE_DATE_KNOWN", at + timedelta(minutes=1), release_on="2027-01-20", release_source="HMP Elmley")


def owed(case, codes):
    """Return those of some codes that are owed now, each of it once."""
    found = list(Duty.objects.filter(case_id=case.pk, code__in=codes, ended_at=None).values_list("code", flat=True))
    assert len(found) == len(set(found))
    return set(found)


def test_nothing_of_a_matter_runs_on_once_he_has_died_and_she_is_told(case, on_bail, tells, days):
    assert owed(case, OF_HIS_MATTER) == OF_HIS_MATTER

    tells("DECEASED", days(1))

    assert owed(case, OF_HIS_MATTER) == set()
    assert owed(case, {"TELL_VICTIM_DEATH", "REVIEW_PLAN_DEATH"}) == {"TELL_VICTIM_DEATH", "REVIEW_PLAN_DEATH"}
    stands = queries.position(case.pk)
    assert (stands.status, stands.bail_ends_on, stands.orders) == (Status.DECEASED, None, [])


def test_no_release_lies_ahead_of_whoever_has_died(case, in_prison, tells, days):
    assert owed(case, OF_RELEASE) == OF_RELEASE

    tells("DECEASED", days(1))

    assert owed(case, OF_RELEASE | {"REFER_TO_VICTIM_CONTACT_SCHEME"}) == set()
    assert queries.position(case.pk).release_on is None


def test_where_it_was_another_man_all_of_it_is_owed_again_once_each(case, on_bail, tells, officer, days):
    died = tells("DECEASED", days(1))

    services.withdraw_event(event_id=died.pk, reason="Another man of that name", by=officer, at=days(2))

    assert owed(case, OF_HIS_MATTER) == OF_HIS_MATTER
    assert owed(case, {"TELL_VICTIM_DEATH", "REVIEW_PLAN_DEATH"}) == set()
    assert queries.position(case.pk).status == Status.PRE_CHARGE_BAIL


def test_a_release_lies_ahead_again_where_it_was_another_man(case, in_prison, tells, officer, days):
    died = tells("DECEASED", days(1))

    services.withdraw_event(event_id=died.pk, reason="Another man of that name", by=officer, at=days(2))

    assert owed(case, OF_RELEASE) == OF_RELEASE
    assert owed(case, {"REFER_TO_VICTIM_CONTACT_SCHEME"}) == {"REFER_TO_VICTIM_CONTACT_SCHEME"}


def test_a_licence_that_ends_is_told_the_same_day_and_looked_at(case, tells, days):
    tells("RELEASED", days(1), route="LICENCE", conditions=[{"kind": "STAY_AWAY", "text": "Harbour Row"}])

    tells("LICENCE_ENDED", days(2))

    after = {"TELL_VICTIM_LICENCE_ENDED", "REASSESS_LICENCE_END", "REVIEW_PLAN_LICENCE_END"}
    assert owed(case, after) == after
    assert Duty.objects.get(code="TELL_VICTIM_LICENCE_ENDED").due_at.date() == days(3).date()


@pytest.mark.parametrize(("kind", "details"), [("CHARGED", {}), ("BAIL_GRANTED", {"conditions": []}), ("DECEASED", {})])
def test_no_notice_is_to_be_considered_once_something_else_holds_him_until_that_proves_wrong(
    case, tells, officer, days, kind, details
):
    tells("RELEASED_UNDER_INVESTIGATION", days(1))
    assert owed(case, {"CONSIDER_PROTECTION_NOTICE"})

    event = tells(kind, days(2), **details)
    assert not owed(case, {"CONSIDER_PROTECTION_NOTICE"})

    services.withdraw_event(event_id=event.pk, reason="Another man of that name", by=officer, at=days(3))
    assert owed(case, {"CONSIDER_PROTECTION_NOTICE"})
