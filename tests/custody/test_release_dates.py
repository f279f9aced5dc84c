"""The ladder before a known release: it follows the day that stands, ends when he is out, and no look is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core import escalation, rebuilding
from core.journal import record
from core.models import Duty
from custody import queries, services
from law import clocks

AT_28, AT_14, AT_7 = (
    {"RELEASE_28", "RELEASE_PLAN_28"},
    {"RELEASE_14", "RELEASE_TELL_14"},
    {"RELEASE_7", "RELEASE_TELL_7"},
)
ALL = {*AT_28, *AT_14, *AT_7, "RELEASE_1", "RELEASE_0"}
OUT = {"TELL_VICTIM_RELEASE", "REASSESS_RELEASE", "REVIEW_PLAN_RELEASE"}
DAY = "2027-01-20"


def morning(day):
    """Return nine o'clock of a day in January 2027."""
    return datetime(2027, 1, day, 9, 0, tzinfo=UTC)


@pytest.fixture
def tells(case, officer):
    """Return a function that records an event of the suspect, by default at the time at which it took effect."""

    def told(kind, at, heard=None, **details):
        who = {"suspect_id": case.suspect_id, "case_id": case.pk, "by": officer, "at": heard or at}
        return services.record_event(kind=kind, effective_at=at, details=details, **who)

    return told


@pytest.fixture
def named(tells, at):
    """Return a function that records the day of release which prison named."""
    return lambda day=DAY, when=at: tells("RELEASE_DATE_KNOWN", when, release_on=day, release_source="HMP Elmley")


@pytest.fixture
def tell_her(case, officer):
    """Return a function that records that the victim was told of an event."""
    safe = {"method": "PHONE", "safe_how": "She was alone", "what_said": "What is known"}
    safe["exception_reason"] = "She rang us herself"
    return lambda event, at: services.record_victim_told(event_id=event.pk, case_id=case.pk, by=officer, at=at, **safe)


@pytest.fixture(autouse=True)
def rebuilt(case):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def owed_now(case, *starts):
    """Return {code: day until whose beginning it is to be done} of what is open, each of it once."""
    found = [each for each in Duty.objects.filter(case_id=case.pk, ended_at=None) if each.code.startswith(starts)]
    assert len(found) == len({duty.code for duty in found})
    return {duty.code: duty.due_at.date() for duty in found}


@pytest.mark.parametrize("day", [19, 20, 21], ids=["the day before", "the day", "the day after"])
def test_the_ladder_ends_when_he_is_out_and_the_release_asks_for_more(case, named, tells, day):
    named()

    tells("RELEASED", morning(day), route="LICENCE")

    assert owed_now(case, "RELEASE_") == {}
    assert owed_now(case, *OUT)["TELL_VICTIM_RELEASE"] == date(2027, 1, day + 1)
    assert set(owed_now(case, *OUT)) == OUT


@pytest.mark.parametrize("route", ["TEMPORARY", "ESCAPED", "IN_ERROR"])
@pytest.mark.parametrize(("day", "left"), [(7, {*AT_7, "RELEASE_1", "RELEASE_0"}), (19, {"RELEASE_0"}), (20, {})])
def test_he_who_is_out_for_the_time_being_is_still_to_be_released(case, named, tells, route, day, left):
    named()

    tells("RELEASED", morning(day), route=route)

    assert set(owed_now(case, "RELEASE_")) == set(left)
    assert set(owed_now(case, *OUT)) == OUT
    assert queries.position(case.pk).release_on == (date(2027, 1, 20) if left else None)


def test_a_recall_from_a_temporary_release_asks_for_a_new_day_and_forgets_the_old_one(case, named, tells):
    named()
    tells("RELEASED", morning(4), route="TEMPORARY")

    tells("RECALLED", morning(5))

    assert owed_now(case, "RELEASE_") == {}
    assert {"FIND_NEW_RELEASE_DATE", "TELL_VICTIM_RECALL", "REASSESS_RECALL"} <= set(owed_now(case, ""))
    named("2027-03-01", morning(6))
    assert set(owed_now(case, "RELEASE_", "FIND_")) == ALL


def test_a_release_of_another_person_that_is_withdrawn_gives_every_look_back(case, named, tells, officer):
    named()
    before = owed_now(case, "RELEASE_")
    wrong = tells("RELEASED", datetime(2026, 12, 1, 9, 0, tzinfo=UTC), route="LICENCE")
    assert owed_now(case, "RELEASE_") == {}

    services.withdraw_event(
        event_id=wrong.pk, reason="Another man", by=officer, at=datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
    )

    assert set(before) == ALL
    assert owed_now(case, "RELEASE_") == before
    assert owed_now(case, *OUT) == {}


def test_a_withdrawn_recall_gives_every_look_back_that_still_lies_ahead(case, named, tells, officer):
    named()
    wrong = tells("RECALLED", morning(7))

    services.withdraw_event(event_id=wrong.pk, reason="Another man", by=officer, at=morning(8))

    assert set(owed_now(case, "RELEASE_", "FIND_")) == {*AT_7, "RELEASE_1", "RELEASE_0"}


def test_a_release_that_is_heard_of_before_its_day_was_leaves_nothing_to_look_at(case, named, tells, at):
    tells("RELEASED", morning(4), route="LICENCE")

    named(when=at)

    assert owed_now(case, "RELEASE_") == {}


@pytest.mark.parametrize(
    ("day", "rungs"),
    [
        ("2026-12-13", ALL - AT_28),
        ("2026-12-14", ALL - AT_28),
        ("2026-12-15", ALL),
    ],
    ids=["27 days ahead", "28 days ahead", "29 days ahead"],
)
def test_a_day_opens_the_looks_that_lie_ahead_of_it(case, named, day, rungs):
    named(day)

    first = date.fromisoformat(day)
    assert set(owed_now(case, "RELEASE_")) == rungs
    assert owed_now(case, "RELEASE_14", "RELEASE_1", "RELEASE_0") == {
        "RELEASE_14": first - timedelta(days=14),
        "RELEASE_1": first - timedelta(days=1),
        "RELEASE_0": first + timedelta(days=1),
    }


@pytest.mark.parametrize(
    ("moved_to", "rungs"),
    [
        ("2027-01-06", {"RELEASE_1": date(2027, 1, 5), "RELEASE_0": date(2027, 1, 7)}),
        (
            "2027-02-20",
            {
                **dict.fromkeys(AT_28, date(2027, 1, 23)),
                **dict.fromkeys(AT_14, date(2027, 2, 6)),
                **dict.fromkeys(AT_7, date(2027, 2, 13)),
                "RELEASE_1": date(2027, 2, 19),
                "RELEASE_0": date(2027, 2, 21),
            },
        ),
    ],
    ids=["earlier", "later"],
)
def test_a_day_that_moves_takes_its_looks_along(case, named, moved_to, rungs):
    named()

    named(moved_to, morning(4))

    assert owed_now(case, "RELEASE_") == rungs


def test_a_day_that_is_withdrawn_takes_its_looks_with_it_and_brings_back_those_of_the_day_before(case, named, officer):
    named()
    wrong = named("2027-03-01", morning(7))

    services.withdraw_event(event_id=wrong.pk, reason="Another man", by=officer, at=morning(8))

    assert owed_now(case, "RELEASE_") == {
        **dict.fromkeys(AT_7, date(2027, 1, 13)),
        "RELEASE_1": date(2027, 1, 19),
        "RELEASE_0": date(2027, 1, 21),
    }


def test_telling_her_of_something_else_does_not_tell_her_of_the_release(case, named, tells, tell_her):
    known = named()
    hearing = tells("HEARING_LISTED", morning(13), court="Dover")

    tell_her(hearing, morning(14))
    assert {"RELEASE_TELL_7", "RELEASE_1", "RELEASE_0"} <= set(owed_now(case, "RELEASE_"))

    tell_her(known, morning(14))
    assert not {"RELEASE_TELL_7", "RELEASE_1"} & set(owed_now(case, "RELEASE_"))
    tell_her(known, morning(19))
    assert "RELEASE_0" in owed_now(case, "RELEASE_")
    tell_her(known, morning(20))
    assert "RELEASE_0" not in owed_now(case, "RELEASE_")


@pytest.mark.parametrize(
    ("code", "due"),
    [
        ("RELEASE_28", datetime(2026, 12, 23, tzinfo=UTC)),
        ("RELEASE_PLAN_28", datetime(2026, 12, 23, tzinfo=UTC)),
        ("RELEASE_14", datetime(2027, 1, 6, tzinfo=UTC)),
        ("RELEASE_TELL_14", datetime(2027, 1, 6, tzinfo=UTC)),
        ("RELEASE_7", datetime(2027, 1, 13, tzinfo=UTC)),
        ("RELEASE_TELL_7", datetime(2027, 1, 13, tzinfo=UTC)),
        ("RELEASE_1", datetime(2027, 1, 19, tzinfo=UTC)),
        ("RELEASE_0", datetime(2027, 1, 21, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize(
    ("hours", "told"),
    [(-1, None), (0, "sergeant"), (1, "sergeant"), (24, "safeguarding"), (48, "control_supervisor")],
)
def test_a_look_that_nobody_takes_climbs_from_the_day_on(case, named, everybody, code, due, hours, told):
    named()

    escalation.sweep(due + timedelta(hours=hours))

    duty = Duty.objects.get(code=code)
    assert (duty.due_at, duty.escalated_to_id) == (due, told and everybody[told].pk)


@pytest.mark.parametrize(
    ("known", "assessed", "open_after"),
    [
        (morning(7), datetime(2026, 12, 8, 23, 0, tzinfo=UTC), True),
        (morning(7), datetime(2026, 12, 9, 0, 0, tzinfo=UTC), False),
        (morning(20), morning(20), False),
    ],
    ids=["the day before the six weeks", "their first day", "known on the day itself"],
)
def test_a_new_assessment_is_owed_before_he_is_out_however_short_the_notice(
    case, named, officer, known, assessed, open_after
):
    named(when=known)
    duty = Duty.objects.get(code="ASSESS_BEFORE_RELEASE", ended_at=None)
    assert duty.due_at == datetime(2027, 1, 19, tzinfo=UTC)

    facts = {"grade": "MEDIUM", "dated": clocks.london_day(assessed)}
    record("risk.assessment_signed_off", about=case, case_id=case.pk, by=officer, at=max(known, assessed), **facts)

    assert Duty.objects.filter(code="ASSESS_BEFORE_RELEASE", ended_at=None).exists() is open_after


def test_what_was_owed_before_a_release_ends_with_it(case, named, tells):
    named()
    tells("RELEASED", morning(7), route="LICENCE")

    assert owed_now(case, "ASSESS_BEFORE") == {}
