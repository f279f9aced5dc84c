"""Question sets: complete, keyed by code, dated, fingerprinted; a faulty file is refused with every fault."""

from dataclasses import replace
from datetime import date

import pytest

from law import questionnaires as q
from law.change_digest import digest

POLICE = (
    "injury frightened fear_of isolated victim_low separation contact_conflict stalking pregnant stepchildren "
    "child_hurt child_threat more_often worse control weapons threat_kill strangle sexual others_threat hurt_others "
    "animals money substance_mh suicide breach criminal"
).split()
CRITICAL = (
    "frightened fear_of separation stalking pregnant more_often worse control weapons threat_kill strangle sexual "
    "suicide criminal"
).split()
GOOD = {
    "code": "TRIAL",
    "version": "1",
    "title": "Trial",
    "in_force_from": date(2020, 1, 1),
    "source": "Ours",
    "scale": "YES_NO",
    "items": [{"code": "one", "number": "1", "text": "Is it so?"}],
}
SETS = pytest.mark.parametrize("question_set", q.ALL, ids=lambda each: each.code)


def test_the_police_checklist_has_its_27_matters_in_order():
    police = q.load("DASH_2009_POLICE")

    assert [item.code for item in police.items] == POLICE
    assert [item.number for item in police.items] == [str(number) for number in range(1, 28)]
    assert [item.code for item in police.items if item.critical] == CRITICAL
    assert police.visible_high_risk_at == 14


def test_the_shared_checklist_has_the_same_24_matters_in_the_same_words_with_its_own_numbers():
    police, shared = q.load("DASH_2009_POLICE"), q.load("DASH_SAFELIVES")

    assert [item.code for item in shared.items] == [code for code in POLICE if code not in police.not_counted]
    assert [item.number for item in shared.items] == [str(number) for number in range(1, 25)]
    assert all(police.item(item.code).text == item.text for item in shared.items)
    assert shared.item("strangle").number == "15"
    assert police.item("strangle").number == "18"


@pytest.mark.parametrize(("code", "count"), [("S_DASH", 11), ("H_DASH", 10)])
def test_the_further_questions_are_as_many_as_their_form_has(code, count):
    assert len(q.load(code).items) == count


def test_stalking_and_honour_lead_to_their_further_questions():
    police = q.load("DASH_2009_POLICE")

    assert police.item("stalking").prompts == "S_DASH"
    assert police.item("isolated").prompts == "H_DASH"


@SETS
def test_every_question_can_be_read_aloud_and_has_a_code_of_its_own(question_set):
    codes = [item.code for item in question_set.items]
    assert len(set(codes)) == len(codes)
    for item in question_set.items:
        assert item.text[0].isupper()
        assert item.text.endswith(("?", "."))
        assert item.code == item.code.lower()


@SETS
def test_every_set_says_where_it_comes_from_and_keeps_five_answers_or_more_apart(question_set):
    assert question_set.source
    assert len(set(question_set.scale)) == len(question_set.scale) >= 5
    assert set(q.UNKNOWN) <= set(question_set.scale)


def test_a_frequency_set_has_no_threshold_and_gives_no_level():
    frequency = q.load("FREQUENCY")

    assert frequency.visible_high_risk_at is None
    assert not frequency.grades
    assert frequency.scale[:4] == ("NEVER", "OCCASIONALLY", "OFTEN", "ALL_THE_TIME")


def test_the_escalation_question_says_which_death_taught_it():
    assert "homicide review" in q.load("CALL_SCRIPT").item("call_escalating").learned_from


@pytest.mark.parametrize(
    ("code", "day", "stands"),
    [
        ("DASH_2009_POLICE", date(2008, 12, 31), False),
        ("DASH_2009_POLICE", date(2009, 1, 1), True),
        ("DASH_2009_POLICE", date(2026, 11, 23), True),
        ("FREQUENCY", date(2022, 11, 25), False),
        ("FREQUENCY", date(2022, 11, 26), True),
        ("FREQUENCY", date(2099, 1, 1), True),
    ],
)
def test_a_set_is_in_force_from_its_day(code, day, stands):
    if stands:
        assert q.in_force(code, day).code == code
    else:
        with pytest.raises(q.NoQuestionSet, match=f"No version of {code} is in force"):
            q.in_force(code, day)


@pytest.mark.parametrize(("day", "version"), [(13, "1"), (14, "2"), (15, "2")])
def test_the_frequency_set_asks_of_others_from_its_second_version_on_and_the_first_is_over(day, version):
    asked = q.in_force("FREQUENCY", date(2026, 12, day))

    assert asked.version == version
    assert ("freq_others" in {item.code for item in asked.items}) is (version == "2")
    assert q.stands(q.load("FREQUENCY", "1"), date(2026, 12, day)) is (version == "1")
    assert q.over_from(q.load("FREQUENCY", "1")) == date(2026, 12, 14)


def test_what_the_second_version_of_the_frequency_set_changes_is_one_question_and_the_number_of_another():
    first, second = (q.load("FREQUENCY", version) for version in "12")

    found = digest(first, second)

    assert [item.code for item in found.added] == ["freq_others"]
    assert (found.removed, found.reworded) == ((), ())
    assert found.settings == ("Question 20 (freq_observations) has now the number 20.",)
    assert first.sha256.startswith("7f20bffb875df4f2"), "The first version was used and stays as it was."


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (date(2020, 12, 31), True),
        (date(2021, 1, 1), False),
    ],
)
def test_a_version_stands_from_its_first_day_to_the_day_before_its_end(day, stands):
    assert q.build({**GOOD, "in_force_until": date(2021, 1, 1)}).stands_on(day) is stands


def test_an_unknown_set_or_version_is_refused():
    with pytest.raises(q.NoQuestionSet, match="There is no question set DARN"):
        q.load("DARN")
    with pytest.raises(q.NoQuestionSet, match="S_DASH version 9"):
        q.load("S_DASH", "9")
    assert q.load("S_DASH", "1") is q.load("S_DASH")


def test_the_fingerprint_changes_with_any_word_and_with_nothing_else():
    one = q.build(GOOD)
    other = replace(one, items=(replace(one.items[0], text="Is it not so?"),))

    assert one.sha256 == q.build(dict(reversed(GOOD.items()))).sha256
    assert one.sha256 != other.sha256
    assert one.sha256 != replace(one, version="2").sha256
    assert len(one.sha256) == 64


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"items": []}, "there are no items"),
        ({"scale": "STARS"}, "the scale STARS is not known"),
        ({"colour": "red"}, "colour is not a setting"),
        ({"in_force_from": "2020"}, "in_force_from is not a date"),
        ({"in_force_until": date(2020, 1, 1)}, "in_force_until is not after in_force_from"),
        ({"visible_high_risk": "NO_SUCH"}, "visible_high_risk names no figure: NO_SUCH"),
        ({"not_counted": ["two"]}, "not_counted names no item: two"),
        ({"items": [{"code": "one", "number": "1"}]}, "one: text is missing"),
        ({"items": [{"number": "1", "text": "So?"}]}, "item 1: code is missing"),
        ({"items": [*GOOD["items"], *GOOD["items"]]}, "one: the code is used twice"),
        ({"items": [{**GOOD["items"][0], "answer": "song"}]}, "one: the answer song is not known"),
        ({"items": [{**GOOD["items"][0], "size": "9"}]}, "one: size is not a setting"),
    ],
)
def test_each_fault_of_a_file_is_named(change, fault):
    assert q.faults_in(GOOD) == []
    with pytest.raises(q.FaultyQuestionSet) as refused:
        q.build({**GOOD, **change})
    assert fault in refused.value.faults


def test_missing_settings_are_named_all_at_once():
    assert q.faults_in({"code": "X"}) == [f"{name} is missing" for name in q.REQUIRED if name != "code"]


def test_a_set_that_leads_to_a_set_that_is_not_there_is_refused(tmp_path):
    (tmp_path / "x.toml").write_text(
        'code = "X"\nversion = "1"\ntitle = "X"\nin_force_from = 2020-01-01\nsource = "Ours"\nscale = "YES_NO"\n'
        '[[items]]\ncode = "one"\nnumber = "1"\ntext = "So?"\nprompts = "GONE"\n',
        encoding="utf-8",
    )
    with pytest.raises(q.FaultyQuestionSet, match="one prompts GONE, which is not there"):
        q.read_folder(tmp_path)


def test_an_answer_that_the_set_does_not_know_is_refused_by_name():
    with pytest.raises(ValueError, match="there is no question size; injury cannot be answered MAYBE"):
        q.load("DASH_SAFELIVES").complete({"size": "YES", "injury": "MAYBE"})


def test_what_is_missing_was_not_asked():
    assert set(q.load("S_DASH").complete({}).values()) == {"NOT_ASKED"}
