"""What is owed in no case about a person is owed by nobody who is near to that person."""

from datetime import timedelta

import pytest

from accounts import services as accounts
from core import rebuilding
from core.duties import REASSIGNED
from core.models import Duty, Entry
from disclosures import services as disclosures
from law import clocks
from people import services as people
from tests.custody.conftest import closed, sends

__all__ = ["closed", "sends"]
pytestmark = pytest.mark.django_db
ASHA = {"given_name": "Asha", "family_name": "Vale", "born_on": "1990-04-05"}


@pytest.fixture(autouse=True)
def rebuilt(db):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.fixture
def doubled(everybody, operator, at):
    """Somebody who is on record twice, in no case."""
    return [people.register(**ASHA, by=operator, at=at) for _ in range(2)]


@pytest.fixture
def stranger(everybody, operator, at):
    """Somebody else on record."""
    return people.register(given_name="Owen", family_name="Field", by=operator, at=at)


def owner(code, everybody):
    """Return the name of who owes the one open duty of a code."""
    owner_id = Duty.objects.get(code=code, ended_at=None).owner_id
    return next(name for name, officer in everybody.items() if officer.pk == owner_id)


def declare(person, by, at):
    """Have an officer say that somebody is a friend of theirs."""
    return people.declare_tie(person_id=person.pk, kind="FRIEND", by=by, at=at)


@pytest.mark.parametrize(("which", "moves"), [(0, True), (1, True), (None, False)])
def test_two_records_that_may_be_one_go_to_another_with_a_tie_to_either_and_to_nobody_else(
    doubled, stranger, everybody, days, which, moves
):
    first = owner("REVIEW_DUPLICATE", everybody)

    declare(stranger if which is None else doubled[which], everybody[first], days(1))

    assert (owner("REVIEW_DUPLICATE", everybody) != first) is moves
    assert owner("REVIEW_DUPLICATE", everybody) in ("cru", "other_cru")
    assert Entry.objects.filter(event=REASSIGNED).exists() is moves


def test_what_comes_later_goes_to_another_from_the_beginning(everybody, operator, at, days):
    one = people.register(**ASHA, by=operator, at=at)
    declare(one, everybody["cru"], at)

    people.register(**ASHA, by=operator, at=days(1))

    assert owner("REVIEW_DUPLICATE", everybody) == "other_cru"


def test_a_request_for_disclosure_goes_to_another_who_may_work_on_it(doubled, stranger, everybody, post, at, days):
    also = post("second-safeguarding", "SAFEGUARDING", "safeguarding", since=timedelta(days=10))
    disclosures.receive_request(
        at_risk_id=doubled[0].pk,
        subject_id=stranger.pk,
        route="ASK",
        applicant="OTHER",
        applicant_name="Her sister",
        concern="He has moved in",
        by=everybody["safeguarding"],
        at=at,
    )
    first = owner("DVDS_CHECKS", everybody)

    declare(stranger, everybody[first], days(1))

    assert first == "safeguarding"
    assert set(Duty.objects.filter(code="DVDS_CHECKS").values_list("owner_id", flat=True)) == {also.pk}


def test_a_marker_is_looked_at_again_by_somebody_who_may_set_one(stranger, everybody, at, days):
    until = clocks.london_day(at) + timedelta(days=90)
    people.set_marker(
        kind="WEAPONS",
        reason="A knife by the door",
        expires_on=until,
        person_id=stranger.pk,
        by=everybody["officer"],
        at=at,
    )
    assert owner("REVIEW_MARKER", everybody) == "officer"

    declare(stranger, everybody["officer"], days(1))

    assert owner("REVIEW_MARKER", everybody) == "control_supervisor"


def test_an_event_that_reached_no_case_is_placed_by_somebody_else(closed, sends, everybody, days):
    sends("RELEASED", source="prison")
    first = owner("PLACE_EVENT", everybody)

    declare(closed.suspect, everybody[first], days(1))

    assert {first, owner("PLACE_EVENT", everybody)} == {"cru", "other_cru"}


def test_a_deputy_who_is_near_does_not_get_it_with_the_rest(doubled, everybody, administrator, at, days):
    first = owner("REVIEW_DUPLICATE", everybody)
    deputy = "other_cru" if first == "cru" else "cru"
    declare(doubled[0], everybody[deputy], at)

    accounts.record_absence(
        officer_id=everybody[first].pk,
        kind="LEAVE",
        from_at=days(1),
        deputy_id=everybody[deputy].pk,
        by=administrator,
        at=days(1),
    )

    assert owner("REVIEW_DUPLICATE", everybody) not in (first, deputy)
