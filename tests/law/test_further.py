"""Further questions: which answers open them, and what they add to the suggestion."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import further, grading
from law import questionnaires as q

POLICE = q.load("DASH_2009_POLICE")
FREQUENCY = q.load("FREQUENCY")
NO = {item.code: "NO" for item in POLICE.items}
ANSWERS = st.fixed_dictionaries({item.code: st.sampled_from(POLICE.scale) for item in POLICE.items})


def no_to(code):
    return {item.code: "NO" for item in q.load(code).items}


@pytest.mark.parametrize(
    ("item", "opens"),
    [
        ("stalking", "S_DASH"),
        ("isolated", "H_DASH"),
        ("others_threat", "H_DASH"),
        ("control", "COERCIVE_CONTROL"),
        ("child_hurt", "CHILD"),
        ("child_threat", "CHILD"),
    ],
)
def test_yes_opens_the_further_set_and_nothing_else_does(item, opens):
    assert further.opened(POLICE, NO | {item: "YES"}) == {opens: (item,)}
    for value in ("NO", "DONT_KNOW", "REFUSED", "NOT_ASKED"):
        assert further.opened(POLICE, NO | {item: value}) == {}


def test_children_who_are_listed_open_the_questions_about_them():
    assert further.opened(POLICE, NO, children=True) == {"CHILD": ("children",)}
    assert further.opened(POLICE, NO, children=False) == {}


@pytest.mark.parametrize(("value", "opens"), [("NEVER", False), ("OCCASIONALLY", True), ("ALL_THE_TIME", True)])
def test_a_frequency_opens_from_occasionally(value, opens):
    answers = dict.fromkeys((item.code for item in FREQUENCY.items), "NEVER") | {"freq_after_leaving": value}

    assert ("S_DASH" in further.opened(FREQUENCY, answers)) is opens


@pytest.mark.parametrize(
    ("value", "opens"),
    [
        ("NEVER", {}),
        ("OCCASIONALLY", {"H_DASH": ("freq_isolation",), "COERCIVE_CONTROL": ("freq_isolation",)}),
        ("ALL_THE_TIME", {"H_DASH": ("freq_isolation",), "COERCIVE_CONTROL": ("freq_isolation",)}),
        ("DONT_KNOW", {}),
    ],
)
def test_being_kept_from_family_and_friends_opens_honour_in_the_frequency_set_as_in_the_checklist(value, opens):
    answers = dict.fromkeys((item.code for item in FREQUENCY.items), "NEVER") | {"freq_isolation": value}

    assert further.opened(FREQUENCY, answers) == opens


@pytest.mark.parametrize("first", ["DASH_2009_POLICE", "DASH_SAFELIVES", "FREQUENCY"])
def test_every_first_set_can_open_stalking_honour_and_control(first):
    opened = {code for item in q.load(first).items for code in further.prompts_of(item)}

    assert {"S_DASH", "H_DASH", "COERCIVE_CONTROL"} <= opened


@pytest.mark.parametrize(
    ("day", "there"), [(date(2013, 10, 31), False), (date(2013, 11, 1), True), (date(2013, 11, 2), True)]
)
def test_the_questions_about_control_stand_from_their_day(day, there):
    assert (further.set_on("COERCIVE_CONTROL", day) is not None) is there


def test_codes_of_further_questions_are_their_own():
    first = {item.code for code in ("DASH_2009_POLICE", "DASH_SAFELIVES", "FREQUENCY") for item in q.load(code).items}
    codes = [item.code for code in further.SETS for item in q.load(code).items]

    assert len(set(codes)) == len(codes)
    assert first.isdisjoint(codes)


def test_every_item_that_opens_and_every_cluster_is_there():
    first = {item.code for code in ("DASH_2009_POLICE", "DASH_SAFELIVES", "FREQUENCY") for item in q.load(code).items}
    codes = {item.code for code in further.SETS for item in q.load(code).items}

    assert set(further.ADDED) <= first
    assert {code for codes in further.ADDED.values() for code in codes} <= set(further.SETS)
    assert {item for cluster in further.CLUSTERS for item in (*cluster.every, *cluster.some)} <= codes


@pytest.mark.parametrize(
    ("code", "yes", "level"),
    [
        ("S_DASH", (), "STANDARD"),
        ("S_DASH", ("stalking_damage",), "STANDARD"),
        ("S_DASH", ("stalking_threats",), "MEDIUM"),
        ("S_DASH", ("stalking_threats", "stalking_frightened"), "HIGH"),
        ("H_DASH", ("honour_threats",), "HIGH"),
        ("H_DASH", ("honour_held", "honour_abroad"), "HIGH"),
        ("COERCIVE_CONTROL", ("cc_consequences",), "MEDIUM"),
        ("COERCIVE_CONTROL", ("cc_consequences", "cc_locked_in"), "HIGH"),
        ("CHILD", ("child_hurt_now",), "HIGH"),
    ],
)
def test_further_answers_raise_the_suggestion_with_their_reason(code, yes, level):
    answers = no_to(code) | dict.fromkeys(yes, "YES")

    found = further.weigh(POLICE, NO, [(q.load(code), answers)])

    assert found.level == level
    if level != "STANDARD":
        assert set(yes) & {item for reason in found.reasons for item in reason.item_codes}


def test_an_open_further_question_of_weight_is_not_a_no():
    found = further.weigh(POLICE, NO, [(q.load("S_DASH"), no_to("S_DASH") | {"stalking_visits": "DONT_KNOW"})])

    assert found.level == "MEDIUM"
    assert "S_DASH_OPEN" in [reason.code for reason in found.reasons]


def test_a_set_graded_by_judgement_stays_so():
    found = further.weigh(FREQUENCY, {}, [(q.load("S_DASH"), no_to("S_DASH") | {"stalking_threats": "YES"})])

    assert found.level is None
    assert "S_DASH_CRITICAL" in [reason.code for reason in found.reasons]


@given(ANSWERS, st.sets(st.sampled_from([item.code for item in q.load("S_DASH").items])))
def test_further_answers_never_lower_and_never_change_the_count(answers, yes):
    alone = grading.suggest(POLICE, answers)

    found = further.weigh(POLICE, answers, [(q.load("S_DASH"), no_to("S_DASH") | dict.fromkeys(yes, "YES"))])

    assert grading.LEVELS.index(found.level) >= grading.LEVELS.index(alone.level)
    assert (found.range_low, found.range_high, found.visible_high_risk) == (
        alone.range_low,
        alone.range_high,
        alone.visible_high_risk,
    )


def test_every_item_that_speaks_of_a_child_is_a_question_of_some_set():
    known = {item.code for code in ("DASH_2009_POLICE", "FREQUENCY", *further.SETS) for item in q.load(code).items}

    assert {*further.OF_A_CHILD, *further.OF_A_CHILD_OR_ANOTHER} <= known
    assert not {*further.OF_A_CHILD} & {*further.OF_A_CHILD_OR_ANOTHER}


@pytest.mark.parametrize(
    ("code", "value", "comment", "speaks"),
    [
        ("child_saw", "YES", "", True),
        ("child_saw", "YES", "Next door", True),
        ("freq_children", "OFTEN", "", True),
        ("freq_children", "NEVER", "", False),
        ("child_hurt", "YES", "", True),
        ("child_hurt", "YES", "Her mother", False),
        ("child_hurt", "DONT_KNOW", "", False),
        ("injury", "YES", "", False),
    ],
)
def test_an_answer_speaks_of_a_child_unless_a_comment_may_tell_of_whom_else(code, value, comment, speaks):
    assert further.speaks_of_a_child(code, value, comment) == speaks
