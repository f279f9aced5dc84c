"""A closed case can be restricted: it is read for years, and who must not read it may join the force tomorrow."""

import pytest

from accounts.models import Officer
from core.errors import Absent
from core.models import Duty
from dacase import work
from incidents import queries, services
from incidents.services import cases
from people import services as people


@pytest.fixture
def closed(case, sergeant, at, monkeypatch):
    """The case, closed without an investigation by the sergeant: her being told why is still owed."""
    monkeypatch.setattr(cases, "READY_TO_CLOSE", [])
    services.close_case(case_id=case.pk, reason="No line left", investigated=False, by=sergeant, at=at)
    return case


def test_a_closed_case_is_restricted_to_those_who_are_named(closed, everybody, at):
    services.restrict_case(case_id=closed.pk, officers=[everybody["cru"].pk], by=everybody["safeguarding"], at=at)

    assert queries.case(closed.pk, reader=everybody["safeguarding"]) == closed
    assert queries.case(closed.pk, reader=everybody["cru"]) == closed
    for name in ("sergeant", "operator", "auditor"):
        with pytest.raises(Absent):
            queries.case(closed.pk, reader=everybody[name])


def test_what_is_still_owed_in_it_goes_to_whoever_restricts_it(closed, everybody, at):
    services.restrict_case(case_id=closed.pk, officers=[], by=everybody["safeguarding"], at=at)

    owed = Duty.objects.filter(case_id=closed.pk, ended_at=None)
    assert "TELL_VICTIM_NO_INVESTIGATION" in owed.values_list("code", flat=True)
    assert set(owed.values_list("owner_id", flat=True)) == {everybody["safeguarding"].pk}


def test_the_page_of_a_closed_case_offers_it_to_those_who_may(closed, everybody, client_for):
    page = client_for(everybody["safeguarding"]).get(f"/cases/{closed.pk}/").content.decode()
    assert f"/cases/{closed.pk}/restrict/" in page
    assert f"/cases/{closed.pk}/offer/" not in page

    assert (
        f"/cases/{closed.pk}/restrict/"
        not in client_for(everybody["officer"]).get(f"/cases/{closed.pk}/").content.decode()
    )


@pytest.mark.parametrize("who", ["sergeant", "officer"])
def test_what_somebody_close_to_the_case_still_owes_in_it_goes_to_somebody_who_may_see_it(closed, everybody, at, who):
    Duty.objects.filter(case_id=closed.pk, code="TELL_VICTIM_NO_INVESTIGATION").update(owner_id=everybody[who].pk)

    people.declare_tie(person_id=closed.victim_id, kind="FRIEND", by=everybody[who], at=at)

    owed = Duty.objects.get(case_id=closed.pk, code="TELL_VICTIM_NO_INVESTIGATION", ended_at=None)
    assert owed.owner_id != everybody[who].pk
    assert queries.case(closed.pk, reader=Officer.objects.get(pk=owed.owner_id)) == closed
    assert not work.duties_of(Officer.objects.get(pk=everybody[who].pk), "mine").filter(case_id=closed.pk).exists()


def test_what_others_owe_in_it_stays_with_them(closed, everybody, at):
    owed = Duty.objects.filter(case_id=closed.pk, code="TELL_VICTIM_NO_INVESTIGATION", ended_at=None).get()
    Duty.objects.filter(pk=owed.pk).update(owner_id=everybody["cru"].pk)

    people.declare_tie(person_id=closed.victim_id, kind="FRIEND", by=everybody["officer"], at=at)

    assert Duty.objects.get(pk=owed.pk).owner_id == everybody["cru"].pk
