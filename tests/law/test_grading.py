"""Suggested levels: clusters, critical items and counts; what is not known is never no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.grading import CLUSTERS, LEVELS, suggest
from law.questionnaires import ALL, UNKNOWN, load

SHARED = load("DASH_SAFELIVES")
POLICE = load("DASH_2009_POLICE")
PLAIN = [item.code for item in SHARED.items if not item.critical]


def answered(question_set=SHARED, *, yes=(), rest="NO", **others):
    """Every item answered: these with yes, the others as said."""
    return {item.code: "YES" if item.code in yes else rest for item in question_set.items} | others


def codes(suggestion):
    """The codes of a suggestion's reasons."""
    return {reason.code for reason in suggestion.reasons}


@pytest.mark.parametrize(
    ("count", "level", "visible"),
    [
        (9, "STANDARD", False),
        (10, "MEDIUM", False),
        (13, "MEDIUM", False),
        (14, "HIGH", True),
        (15, "HIGH", True),
        (24, "HIGH", True),
    ],
)
def test_the_count_suggests_bands_and_fourteen_is_visible_high_risk(count, level, visible, monkeypatch):
    monkeypatch.setattr("law.grading.CLUSTERS", ())
    all_codes = [item.code for item in SHARED.items]
    bare = SHARED.__class__(
        **{
            **SHARED.__dict__,
            "items": tuple(item.__class__(**{**item.__dict__, "critical": False}) for item in SHARED.items),
        }
    )

    suggestion = suggest(bare, answered(yes=all_codes[:count]))

    assert (suggestion.level, suggestion.visible_high_risk, suggestion.yes) == (level, visible, count)


def test_the_three_items_of_the_police_form_alone_do_not_count_towards_fourteen():
    yes = [*[item.code for item in SHARED.items][:13], "stepchildren", "child_hurt", "child_threat"]

    suggestion = suggest(POLICE, answered(POLICE, yes=yes))

    assert (suggestion.yes, suggestion.range_low, suggestion.visible_high_risk) == (16, 13, False)


def test_no_to_everything_suggests_standard_and_says_so():
    suggestion = suggest(SHARED, answered())

    assert (suggestion.level, codes(suggestion)) == ("STANDARD", {"NO_INDICATOR"})
    assert (suggestion.range_low, suggestion.range_high) == (0, 0)


@pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda cluster: cluster.code)
def test_each_cluster_suggests_its_level_and_without_one_item_does_not_fire(cluster):
    items = [*cluster.every, *cluster.some[:1]]

    assert cluster.code in codes(suggest(POLICE, answered(POLICE, yes=items)))
    assert LEVELS.index(suggest(POLICE, answered(POLICE, yes=items)).level) >= LEVELS.index(cluster.level)
    for left_out in items:
        rest = [item for item in items if item != left_out]
        assert cluster.code not in codes(suggest(POLICE, answered(POLICE, yes=rest)))


def test_reasons_name_the_items_they_rest_on():
    suggestion = suggest(SHARED, answered(yes=["separation", "control", "injury", "sexual"]))

    reason = next(reason for reason in suggestion.reasons if reason.code == "SEPARATION_CONTROL_VIOLENCE")
    assert reason.item_codes == ("separation", "control", "injury", "sexual")
    assert all(reason.source and reason.text for reason in suggestion.reasons)


def test_one_critical_answer_is_never_standard():
    assert suggest(SHARED, answered(yes=["pregnant"])).level == "MEDIUM"
    assert suggest(SHARED, answered(yes=["animals"])).level == "STANDARD"


@pytest.mark.parametrize("open_answer", UNKNOWN)
def test_twelve_yes_and_five_open_are_shown_as_twelve_to_seventeen(open_answer):
    all_codes = [item.code for item in SHARED.items]
    answers = answered(yes=all_codes[:12]) | dict.fromkeys(all_codes[12:17], open_answer)

    suggestion = suggest(SHARED, answers)

    assert (suggestion.yes, suggestion.unknown) == (12, 5)
    assert (suggestion.range_low, suggestion.range_high) == (12, 17)
    assert not suggestion.visible_high_risk
    assert "RANGE_REACHES_VISIBLE_HIGH_RISK" in codes(suggestion)


@pytest.mark.parametrize("open_answer", UNKNOWN)
def test_an_open_critical_question_keeps_the_suggestion_off_standard(open_answer):
    assert suggest(SHARED, answered()).level == "STANDARD"
    suggestion = suggest(SHARED, answered(strangle=open_answer))

    assert suggestion.level == "MEDIUM"
    assert "CRITICAL_OPEN" in codes(suggestion)


def test_a_blank_assessment_is_not_a_standard_one():
    suggestion = suggest(SHARED, {})

    assert suggestion.level == "MEDIUM"
    assert (suggestion.yes, suggestion.unknown, suggestion.range_high) == (0, 24, 24)


def test_a_frequency_set_gives_reasons_and_no_level_however_much_is_said():
    frequency = load("FREQUENCY")
    answers = {item.code: "ALL_THE_TIME" for item in frequency.items if item.answer == "frequency"}

    suggestion = suggest(frequency, answers | {"freq_neck": "DONT_KNOW"})

    assert suggestion.level is None
    assert not suggestion.visible_high_risk
    assert codes(suggestion) == {"JUDGEMENT_ONLY", "OFTEN", "CRITICAL", "OPEN"}
    assert suggestion.range_high == suggestion.range_low + 1 == 19


@pytest.mark.parametrize("code", ["S_DASH", "H_DASH", "COERCIVE_CONTROL", "CHILD"])
def test_further_questions_never_set_a_level(code):
    question_set = load(code)

    assert suggest(question_set, {item.code: "YES" for item in question_set.items}).level is None


@pytest.mark.parametrize("question_set", ALL, ids=lambda each: each.code)
def test_every_set_can_be_suggested_from_with_nothing_answered(question_set):
    assert suggest(question_set, {}).range_low == 0


ANSWERS = st.fixed_dictionaries({item.code: st.sampled_from(POLICE.scale) for item in POLICE.items})
ITEMS = st.sampled_from([item.code for item in POLICE.items])


@given(ANSWERS, ITEMS, st.sampled_from(UNKNOWN))
def test_not_knowing_never_lowers_what_no_would_suggest_and_yes_never_lowers_either(answers, item, open_answer):
    no, unknown, yes = (suggest(POLICE, answers | {item: value}) for value in ("NO", open_answer, "YES"))

    assert LEVELS.index(no.level) <= LEVELS.index(unknown.level) <= LEVELS.index(yes.level)
    assert no.range_high <= unknown.range_high
    assert unknown.range_high == yes.range_high


@given(ANSWERS)
def test_visible_high_risk_is_always_suggested_high_and_the_range_holds_the_count(answers):
    suggestion = suggest(POLICE, answers)

    assert suggestion.range_low <= suggestion.range_high <= 24
    assert suggestion.level == "HIGH" or not suggestion.visible_high_risk
    assert suggestion.visible_high_risk == (suggestion.range_low >= 14)
    assert suggestion.reasons
