"""What brings an incident to a supervisor, when a unit is due, and when a tour begins."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import duties, supervision

AT = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
NAMES = sorted({name for criterion in supervision.CRITERIA for name in criterion.any_of})


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"grade": "HIGH"}, []),
        ({"grade": "IMMEDIATE"}, ["IMMEDIATE"]),
        ({"grade": "SCHEDULED", "kind": "DOMESTIC"}, ["BELOW_HIGH"]),
        ({"grade": "SCHEDULED", "kind": "STALKING"}, ["STALKING_BELOW_HIGH", "BELOW_HIGH"]),
        ({"grade": "HIGH", "kind": "STALKING"}, []),
        ({"firearms": True}, ["WEAPON_OR_FIREARM"]),
        ({"weapon": "knife"}, ["WEAPON_OR_FIREARM"]),
        ({"marac": True}, ["REPEAT_OR_MARAC"]),
        ({"repeat_victim": True}, ["REPEAT_OR_MARAC"]),
        ({"strangulation": True, "breach_of": "bail"}, ["GRAVE", "BREACH"]),
        ({"threat_to_kill": True}, ["GRAVE"]),
        ({"children": True, "serial_perpetrator": True}, ["CHILD", "SERIAL"]),
        ({"call_dropped": True}, ["CALL_CUT_OFF"]),
        ({"unresourced": True}, ["UNRESOURCED"]),
        ({"downgraded": True}, ["DOWNGRADED"]),
        ({"unattended": True}, ["FINISHED_UNATTENDED"]),
        ({"children": False, "weapon": "none", "breach": None, "marac": "unknown"}, []),
    ],
)
def test_what_is_known_meets_exactly_these_criteria(facts, codes):
    assert [criterion.code for criterion in supervision.met(facts)] == codes


@given(st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_knowing_more_never_hides_a_criterion(known, also):
    before = {each.code for each in supervision.met(dict.fromkeys(known, True))}
    after = {each.code for each in supervision.met(dict.fromkeys({*known, also}, True))}

    assert before <= after


def test_every_criterion_has_words_and_a_source_and_a_code_of_its_own():
    assert len(supervision.BY_CODE) == len(supervision.CRITERIA)
    assert all(each.words[0].isupper() and each.source for each in supervision.CRITERIA)


@pytest.mark.parametrize(("grade", "minutes"), [("IMMEDIATE", 3), ("HIGH", 15), ("", 15), ("SCHEDULED", 1440)])
def test_a_unit_is_due_by_the_grade(grade, minutes):
    assert supervision.unit_due(grade, AT) == AT + timedelta(minutes=minutes)


def test_no_unit_is_due_where_nobody_is_sent():
    assert supervision.unit_due("RESOLVED_WITHOUT_DEPLOYMENT", AT) is None


@pytest.mark.parametrize(
    ("at", "began"),
    [
        (datetime(2026, 11, 16, 6, 59, tzinfo=UTC), datetime(2026, 11, 15, 23, 0, tzinfo=UTC)),
        (datetime(2026, 11, 16, 7, 0, tzinfo=UTC), datetime(2026, 11, 16, 7, 0, tzinfo=UTC)),
        (datetime(2026, 11, 16, 14, 59, tzinfo=UTC), datetime(2026, 11, 16, 7, 0, tzinfo=UTC)),
        (datetime(2026, 7, 16, 14, 30, tzinfo=UTC), datetime(2026, 7, 16, 14, 0, tzinfo=UTC)),
        # The night in which the clocks go back is an hour longer.
        (datetime(2026, 10, 25, 6, 30, tzinfo=UTC), datetime(2026, 10, 24, 22, 0, tzinfo=UTC)),
    ],
)
def test_a_tour_begins_by_the_clock_on_the_wall(at, began):
    assert supervision.tour_begins(at) == began


def test_the_duty_starts_when_the_oldest_criterion_that_waits_was_met():
    rule = duties.by_code("SUPERVISE_INCIDENT")
    facts = {"waiting_since": (AT - timedelta(minutes=4)).isoformat()}

    timing = duties.timing(rule, facts, occurred_at=AT)

    assert timing.due_at == AT + timedelta(minutes=6)


@pytest.mark.parametrize(("left", "since", "ended"), [(0, None, "MET"), (1, "2026-11-16T10:00:00+00:00", "RENEWED")])
def test_the_duty_is_met_only_when_nothing_waits_any_more(left, since, ended):
    facts = {"left": left, "waiting_since": since}

    found = duties.ending(
        duties.by_code("SUPERVISE_INCIDENT"),
        "incidents.criteria_acknowledged",
        facts,
        same_subject=True,
        occurred_at=AT,
        started_at=AT,
        due_at=AT,
    )

    assert found == ended
