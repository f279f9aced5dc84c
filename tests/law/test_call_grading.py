"""Response grades: the floor for domestic abuse, the connection question, and what brings a supervisor."""

import pytest

from law.grading import GRADES, grade_floor, suggest_call_grade


@pytest.mark.parametrize(
    ("kind", "domestic", "connected", "grade", "needs"),
    [
        ("DOMESTIC", True, "", "HIGH", False),
        ("DOMESTIC", True, "YES", "HIGH", False),
        ("ASSAULT", False, "NO", "", False),
        ("ASSAULT", None, "", "", False),
        ("HARASSMENT", True, "YES", "HIGH", False),
        ("HARASSMENT", True, "UNKNOWN", "HIGH", False),
        ("HARASSMENT", False, "NO", "", False),
        ("HARASSMENT", None, "DONT_KNOW", "HIGH", False),
        ("HARASSMENT", True, "", "HIGH", True),
        ("HARASSMENT", False, "", "", True),
        ("HARASSMENT", None, None, "", True),
        ("STALKING", None, "NOT_ASKED", "", True),
        ("STALKING", False, "NO", "", False),
    ],
)
def test_the_floor_follows_the_connection_and_never_the_kind_alone(kind, domestic, connected, grade, needs):
    floor = grade_floor(kind, domestic, connected)

    assert (floor.grade, floor.needs_connection) == (grade, needs)
    assert bool(floor.reasons) == (bool(grade) or needs)
    assert all(reason.source for reason in floor.reasons)


@pytest.mark.parametrize(
    ("facts", "grade", "codes"),
    [
        ({"domestic": True}, "HIGH", []),
        ({"domestic": False}, "SCHEDULED", []),
        ({"domestic": True, "weapon": "knife"}, "IMMEDIATE", ["WEAPON"]),
        ({"domestic": True, "weapon": "none"}, "HIGH", []),
        ({"domestic": True, "in_progress": True, "children": "LISTED"}, "IMMEDIATE", ["IN_PROGRESS", "CHILDREN"]),
        ({"domestic": True, "children": "NOT_ASKED"}, "HIGH", []),
        ({"domestic": True, "children": "NONE"}, "HIGH", []),
        ({"domestic": True, "injury": True}, "IMMEDIATE", ["INJURY"]),
        ({"domestic": True, "suspect_at_scene": True}, "IMMEDIATE", ["SUSPECT_AT_SCENE"]),
        ({"domestic": True, "call_dropped": True}, "IMMEDIATE", ["CALL_DROPPED"]),
        ({"domestic": True, "firearms": True, "repeat": True}, "HIGH", ["FIREARMS", "REPEAT"]),
        ({"domestic": False, "violence": "threatened"}, "HIGH", ["VIOLENCE"]),
        ({"domestic": False, "violence": "none"}, "SCHEDULED", []),
        ({"domestic": False, "kind": "HARASSMENT", "connected": ""}, "HIGH", []),
        ({"domestic": False, "kind": "HARASSMENT", "connected": "NO"}, "SCHEDULED", []),
    ],
)
def test_the_suggestion_follows_what_is_known(facts, grade, codes):
    suggested = suggest_call_grade(facts)

    assert suggested.grade == grade
    assert [reason.code for reason in suggested.reasons] == codes


@pytest.mark.parametrize("kind", ["DOMESTIC", "HARASSMENT", "STALKING", "WELFARE", "OTHER", ""])
def test_domestic_abuse_is_never_suggested_below_high(kind):
    grade = suggest_call_grade({"kind": kind, "domestic": True, "connected": "YES"}).grade

    assert GRADES.index(grade) <= GRADES.index("HIGH")
