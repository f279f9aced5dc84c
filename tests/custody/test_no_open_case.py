"""What happens to a suspect whose case is closed: somebody looks the same day which case it concerns."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from core import rebuilding
from core.errors import Absent, Refused
from core.models import Duty, Entry
from custody import events, queries, services
from incidents.models import Case, CaseReader

WHY = "He is wanted for another force's matter"


@pytest.fixture
def tells(sends):
    """Return a function by which the prison tells something of the suspect, without a case."""
    return partial(sends, source="prison")


@pytest.fixture
def place(everybody, at):
    """Return a function that answers which case an event concerns, as an officer of the CRU."""

    def placed(event, case=None, reason="", **more):
        who = {"by": everybody["cru"], "at": at + timedelta(minutes=5)} | more
        return services.place_event(event_id=event.pk, case_id=case and case.pk, reason=reason, **who)

    return placed


@pytest.fixture(autouse=True)
def rebuilt(db):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.mark.parametrize("kind", ["RELEASE_DATE_KNOWN", "RELEASED", "CHARGED"])
def test_of_a_suspect_whose_case_is_closed_the_referral_unit_looks_the_same_day(closed, tells, cru, kind):
    event = tells(kind)

    (owed,) = Duty.objects.filter(subject_id=event.pk)
    assert (owed.code, owed.case_id, owed.owner_id, owed.role) == ("PLACE_EVENT", None, cru.pk, "CRU")
    assert owed.due_at == datetime(2026, 11, 17, 0, 0, tzinfo=UTC)
    assert not event.concerns.exists()


def test_of_somebody_without_a_case_in_the_force_it_is_only_kept_and_listed(case, tells, officer):
    event = tells("RELEASED", suspect_id=case.victim_id)

    assert not Duty.objects.filter(subject_id=event.pk).exists()
    (listed,) = queries.kept(reader=officer)
    assert (listed, listed.waits) == (event, False)


def test_taken_into_a_closed_case_it_is_reopened_and_the_position_is_that_of_today(closed, tells, place, cru):
    tells_of = tells("RELEASED", route="LICENCE")

    place(tells_of, closed)

    closed.refresh_from_db()
    assert closed.state == "OPEN"
    assert queries.position(closed.pk).status == "ON_LICENCE"
    owed = Duty.objects.filter(case_id=closed.pk, subject_id=tells_of.pk, ended_at=None)
    assert {"TELL_VICTIM_RELEASE", "REASSESS_RELEASE"} <= set(owed.values_list("code", flat=True))
    assert set(owed.values_list("owner_id", flat=True)) == {cru.pk}
    assert not Duty.objects.filter(code="PLACE_EVENT", ended_at=None).exists()


def test_that_it_concerns_none_needs_its_reason(closed, tells, place):
    event = tells("RELEASED")

    with pytest.raises(Refused, match="why it concerns none") as refusal:
        place(event)
    assert refusal.value.field == "reason"
    place(event, reason=WHY)

    closed.refresh_from_db()
    assert closed.state == "CLOSED"
    assert Entry.objects.get(event=events.EVENT_PLACED).facts["concerns"] is False
    assert Duty.objects.get(code="PLACE_EVENT").ended_as == "MET"
    with pytest.raises(Refused, match="answered before"):
        place(event, closed)


def test_a_case_of_somebody_else_is_no_answer(closed, tells, place, call, at):
    other = Case.objects.get(
        allegations__incident=call(
            at,
            people=[
                {"role": "victim", "given_name": "Mirela", "family_name": "Stone"},
                {"role": "suspect", "given_name": "Ivo", "family_name": "Brand"},
            ],
        )
    )

    with pytest.raises(Refused, match="cases against this suspect"):
        place(tells("RELEASED"), other)


def test_of_a_case_hidden_from_the_unit_somebody_who_knows_of_it_looks_and_nobody_else(
    closed, tells, place, everybody, officer
):
    Case.objects.filter(pk=closed.pk).update(restricted=True)
    CaseReader.objects.create(case=closed, officer=officer, named_at=closed.closed_at)

    event = tells("RELEASED")

    owed = Duty.objects.get(code="PLACE_EVENT")
    assert (owed.owner_id, owed.role) == (officer.pk, "")
    with pytest.raises(Absent):
        place(event, closed)
    assert queries.kept(reader=everybody["cru"]) == []
    assert queries.kept(reader=officer) == [event]


def test_what_nobody_claimed_may_be_taken_into_one_of_the_cases_after_all(case, tells, place, call, everybody, at):
    incident = call(
        at - timedelta(days=1),
        people=[
            {"role": "victim", "given_name": "Mirela", "family_name": "Stone"},
            {"role": "suspect", "person_id": case.suspect_id, "relation": "ex_partner"},
        ],
    )
    other = Case.objects.get(allegations__incident=incident)
    event = tells("CHARGED")
    for each, owner in ((case, everybody["officer"]), (other, everybody["operator"])):
        no = {"concerns": False, "reason": "Not ours", "by": owner, "at": at}
        services.answer_matter(event_id=event.pk, case_id=each.pk, **no)

    place(event, case)

    assert queries.position(case.pk).status == "CHARGED_UNCONDITIONAL"
    assert queries.position(other.pk).status == ""
