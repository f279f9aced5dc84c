"""A way of reaching the victim that no longer leads to her is not offered again."""

from datetime import timedelta

import pytest

from core.errors import Refused
from core.models import Entry
from incidents import queries, services
from tests.incidents.test_contact import owed


def test_a_way_found_to_lead_no_longer_to_her_is_not_offered_again_and_one_duty_opens(told, attempt, case, days):
    told(channels={"PHONE": "07700 900123", "EMAIL": "her@example.org"})
    wrong = {"outcome": "NO_LONGER", "safe_how": "Nothing was said", "what_said": ""}

    attempt(days(1), **wrong)

    found = queries.reach(case.victim, days(1))
    assert (set(found.unsafe), found.lost, found.safe_kinds()) == ({"PHONE"}, ("PHONE",), {"EMAIL"})
    assert owed(case, "REPLACE_UNSAFE_CONTACT").due_at == days(1) + timedelta(hours=4)
    with pytest.raises(Refused, match="no longer leads to the victim. Say why"):
        attempt(days(1))
    attempt(days(1), **wrong, exception_reason="To make sure")
    assert Entry.objects.filter(event="incidents.safe_contact_compromised").count() == 1


@pytest.mark.parametrize(("tried", "lost"), [(-1, ()), (0, ("PHONE",)), (1, ("PHONE",))])
def test_a_way_is_lost_only_by_an_attempt_since_she_named_it(told, attempt, case, days, tried, lost):
    contact = told(days(2))

    attempt(days(4), tried_at=days(2 + tried), outcome="NO_LONGER", exception_reason="Nothing else was known")

    assert queries.reach(case.victim, days(4)).contact == contact
    assert queries.reach(case.victim, days(4)).lost == lost
    assert bool(owed(case, "REPLACE_UNSAFE_CONTACT")) is bool(lost)


def test_a_number_that_she_names_again_holds_again(told, attempt, case, days):
    told()
    attempt(days(1), outcome="NO_LONGER")
    told(days(2), seen=1)

    assert queries.reach(case.victim, days(2)).safe_kinds() == {"PHONE"}
    assert owed(case, "REPLACE_UNSAFE_CONTACT") is None


def test_a_way_that_is_lost_cannot_be_confirmed(told, attempt, case, officer, days):
    told()
    attempt(days(1), outcome="NO_LONGER")

    with pytest.raises(Refused, match="no longer leads to the victim"):
        services.confirm_safe_contact(case_id=case.pk, seen=1, by=officer, at=days(1))
