"""Which assessments count, and which later report is the outcome of one."""

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from incidents.models import Case
from incidents.services.cases import take_over
from law import clocks, questionnaires
from people import services as people
from risk import queries
from risk import services as risk
from risk.states import POLICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessed(case, officer, sergeant, at):
    """The assessment of the case, signed off as standard on the day of `at`."""
    return signed(case, officer, sergeant, at)


def signed(case, officer, sergeant, at):
    """Have a case assessed and signed off as standard; return the assessment."""
    draft = risk.start_assessment(case_id=case.pk, by=officer, at=at)
    answers = {item.code: "NO" for item in questionnaires.load(POLICE).items}
    done = risk.submit_assessment(
        assessment_id=draft.pk, answers=answers, children="NONE", grade="STANDARD", by=officer, at=at
    )
    return risk.sign_off_assessment(assessment_id=done.pk, content_hash=done.content_hash, by=sergeant, at=at)


@pytest.fixture
def found(assessed, at):
    """Return a function that gives the rows of a period of days around the assessment."""
    day = clocks.london_day(at)

    def rows(start=-1, end=1, **changes):
        asked = {"instrument": POLICE, "months": 12, "rank": 4, "force_id": assessed.case.force_id} | changes
        return queries.with_outcomes(start=day + timedelta(days=start), end=day + timedelta(days=end), **asked)

    return rows


@pytest.fixture
def again(call, case):
    """Return a function that logs another report of the same two people."""

    def logged(moment, **facts):
        people = [
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "person_id": case.suspect_id},
        ]
        return call(moment, people=people, facts=facts or {"violence": "used"})

    return logged


@pytest.mark.parametrize(("after", "counts"), [(0, False), (1, True), (364, True), (365, True), (366, False)])
def test_a_report_counts_from_the_day_after_to_the_day_a_year_on(found, again, days, after, counts):
    again(days(after) + timedelta(minutes=1))

    assert [row["outcome"] for row in found()] == [counts]


@pytest.mark.parametrize(
    ("facts", "counts"), [({"violence": "threatened"}, False), ({"violence": "used"}, True), ({"weapon": True}, True)]
)
def test_a_report_counts_from_the_rank_of_violence_used(found, again, days, facts, counts):
    again(days(30), **facts)

    assert [row["outcome"] for row in found()] == [counts]


def test_a_report_about_somebody_else_does_not_count(found, call, days):
    call(days(30), facts={"violence": "used"})

    assert [row["outcome"] for row in found()] == [False]


def test_a_report_by_a_record_that_was_merged_counts(found, call, case, cru, days):
    other = call(days(30), facts={"violence": "used"}).allegations.get()
    for keep, merge in ((case.victim_id, other.victim_id), (case.suspect_id, other.suspect_id)):
        people.merge_people(keep_id=keep, merge_id=merge, reason="The same person", by=cru, at=days(31))

    assert [row["outcome"] for row in found()] == [True]


@pytest.mark.parametrize(("start", "end", "number"), [(-2, 0, 0), (-1, 1, 1), (0, 1, 1), (1, 3, 0)])
def test_an_assessment_counts_in_the_period_of_its_day(found, start, end, number):
    assert len(found(start, end)) == number


def test_only_the_first_assessment_of_a_case_counts(found, case, officer, sergeant, days):
    draft = risk.start_assessment(case_id=case.pk, by=officer, at=days(2))
    answers = {item.code: "NO" for item in questionnaires.load(POLICE).items}
    second = risk.submit_assessment(
        assessment_id=draft.pk, answers=answers, children="NONE", grade="MEDIUM", grade_reasons="Fear",
        by=officer, at=days(2),
    )  # fmt: skip
    risk.sign_off_assessment(assessment_id=second.pk, content_hash=second.content_hash, by=sergeant, at=days(2))

    assert [row["grade"] for row in found(-1, 10)] == ["STANDARD"]


@pytest.mark.parametrize(("found_by_cru", "final"), [(None, "STANDARD"), ("STANDARD", "STANDARD"), ("HIGH", "HIGH")])
def test_what_a_supervisor_signed_below_the_author_counts_as_what_held_unless_a_specialist_found_more(
    case, officer, sergeant, cru, at, found_by_cru, final
):
    draft = risk.start_assessment(case_id=case.pk, by=officer, at=at)
    answers = {item.code: "NO" for item in questionnaires.load(POLICE).items}
    sent = risk.submit_assessment(
        assessment_id=draft.pk, answers=answers, children="NONE", grade="MEDIUM", grade_reasons="Fear",
        by=officer, at=at,
    )  # fmt: skip
    row = {"assessment_id": sent.pk, "at": at}
    risk.sign_off_assessment(
        **row, content_hash=sent.content_hash, grade="STANDARD", note="Her brother came", by=sergeant
    )
    if found_by_cru:
        risk.review_grade(**row, grade=found_by_cru, reasons="Records read", by=cru)

    day = clocks.london_day(at)
    asked = {"instrument": POLICE, "months": 12, "rank": 4, "force_id": case.force_id}
    rows = queries.with_outcomes(start=day, end=day + timedelta(days=1), **asked)

    assert [(row["grade"], row["final"]) for row in rows] == [("MEDIUM", final)]


def test_a_restricted_case_is_left_out(found, case):
    assert len(found()) == 1

    kept = Case.objects.get(pk=case.pk)
    kept.restricted = True
    kept.save()

    assert found() == []


def test_no_name_and_no_number_is_in_a_row(found, case):
    said = json.dumps(found())

    assert not [word for word in ("Asha", "Vale", "Crane", str(case.pk), str(case.victim_id)) if word in said]


def test_the_command_prints_one_object(force, capsys):
    call_command("evaluate_instrument", "--json")

    told = json.loads(capsys.readouterr().out)
    assert told["assessments"] == 0
    assert told["discrimination"]["answers of yes"] is None


def test_the_command_prints_lines_for_people(force, capsys):
    call_command("evaluate_instrument", skip_checks=False)

    said = capsys.readouterr().out
    assert "No case was assessed with it in this year" in said and "Groups" not in said


def moment(*day):
    """Return noon of a day in London."""
    return clocks.start_of_day(date(*day)) + timedelta(hours=12)


@pytest.mark.parametrize(
    ("today", "year"),
    [((2027, 12, 31), "2025"), ((2028, 1, 1), "2026"), ((2028, 1, 2), "2026"), ((2028, 12, 31), "2026")],
)
def test_the_latest_year_is_told_from_the_day_on_which_all_of_it_was_followed(force, capsys, monkeypatch, today, year):
    monkeypatch.setattr(timezone, "now", lambda: moment(*today))

    call_command("evaluate_instrument", "--json")
    told = json.loads(capsys.readouterr().out)
    call_command("evaluate_instrument", "--year", year, "--json")

    assert json.loads(capsys.readouterr().out) == told
    assert (told["from"], told["until"]) == (f"{year}-01-01", f"{int(year) + 1}-01-01")
    with pytest.raises(CommandError, match=f"Give --year {year} or earlier"):
        call_command("evaluate_instrument", "--year", str(int(year) + 1))


def test_two_periods_that_are_told_never_share_a_day(force, capsys, monkeypatch):
    """What could be asked of the same force: from no two answers can the numbers of a part of a year be worked out."""
    monkeypatch.setattr(timezone, "now", lambda: moment(2028, 6, 1))
    told = set()

    for year in range(2000, 2030):
        for options in ([], ["--year", str(year)]):
            try:
                call_command("evaluate_instrument", *options, "--json")
            except CommandError:
                continue
            found = json.loads(capsys.readouterr().out)
            told.add((found["from"], found["until"]))

    periods = sorted(told)
    assert len(periods) == 27
    assert all(one[1] <= other[0] for one, other in pairwise(periods))


@pytest.mark.parametrize(("count", "left_out"), [(9, True), (10, False), (11, False)])
def test_the_command_leaves_out_a_group_of_fewer_than_ten(
    call, officer, sergeant, at, capsys, monkeypatch, count, left_out
):
    for number in range(count):
        names = [
            {"role": "victim", "family_name": f"Vale{number}"},
            {"role": "suspect", "family_name": f"Crane{number}"},
        ]
        about = call(at, people=names, address=f"{number} Hill").allegations.get().case
        take_over(about, officer=officer, by=officer, at=at)
        signed(about, officer, sergeant, at)
    monkeypatch.setattr(timezone, "now", lambda: moment(2028, 1, 1))

    call_command("evaluate_instrument", "--json")

    told = json.loads(capsys.readouterr().out)
    assert told["assessments"] == count
    assert ["left_out" in line for line in told["groups"]["unit"]] == [left_out]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--instrument", "TAROT"], "no question set TAROT"),
        (["--year", "2999"], "not known yet for all assessments of 2999. Give --year 20"),
        (["--force", "nowhere"], "Say which force"),
        *((["--year", text], f"{text} is no year. Write it as 2026") for text in ("2026-11-29", "26", "0", "-1", "x")),
        *(([name, "2020-01-01"], "unrecognized arguments") for name in ("--from", "--until")),
    ],
)
def test_the_command_refuses_what_it_cannot_answer(force, arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("evaluate_instrument", *arguments)
