"""The page and the command on which a policy of review is tried."""

import html
import json
import re
import uuid
from dataclasses import replace
from datetime import timedelta
from math import isclose

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from incidents import services as incidents
from incidents.models import Case, Ownership
from law import questionnaires
from risk import queries
from risk import services as risk
from risk.states import POLICE
from risk.workload import expected, formula, read, simulate

pytestmark = pytest.mark.django_db
KINDS = {"extreme": ("4", "100", "7", "60"), "high": ("2", "100", "7", "60")}
KINDS |= {"medium": ("11", "100", "30", "90")}
KINDS |= {"child": ("17", "100", "0", "0"), "standard": ("26", "0", "0", "0")}
TYPED = {"plan": "0", "reviewers": "3"} | {
    f"{kind}_{part}": value
    for kind, values in KINDS.items()
    for part, value in zip(("per_day", "sampled", "reassess_days", "open_days"), values, strict=True)
}


@pytest.fixture
def sign_off(case, officer, sergeant):
    """Return a function that has an assessment of the case signed off as standard at a moment."""

    def signed_off(at):
        draft = risk.start_assessment(case_id=case.pk, by=officer, at=at)
        answers = {item.code: "NO" for item in questionnaires.load(POLICE).items}
        done = risk.submit_assessment(
            assessment_id=draft.pk, answers=answers, children="NONE", grade="STANDARD", by=officer, at=at
        )
        return risk.sign_off_assessment(assessment_id=done.pk, content_hash=done.content_hash, by=sergeant, at=at)

    return signed_off


def test_the_page_shows_what_a_year_costs_needs_and_misses_with_the_formula_beside(cru, client_for):
    shown = client_for(cru).post(reverse("workload"), TYPED | {"child_reassess_days": "90", "child_open_days": "90"})

    assert shown.status_code == 200
    page = " ".join(strip_tags(shown.content.decode()).split())
    for title in ("Hours a week", "Hours busy, of a hundred staffed", "Wrong grades missed in the year"):
        simulated, formula = re.search(rf"{title} ([\d.]+) By formula: ([\d.]+)", page).groups()
        assert isclose(float(simulated), float(formula), rel_tol=0.1), title
    assert "Standard, with children" in page and "Staff needed: " in page


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("reviewers", "0", "Reviewers at their desks must be 1 or more"),
        ("high_per_day", "-1", "High, by judgement: new cases a day must be 0 or more"),
        ("standard_sampled", "101", "Standard: reviewed, of a hundred must be 100 or less"),
        ("medium_sampled", "x", "Medium: reviewed, of a hundred must be a number"),
        ("medium_reassess_days", "", "Enter medium: days until assessed anew"),
        ("child_reassess_days", "30", "such a case is closed before it is assessed anew"),
        ("high_reassess_days", "0.1", "more than 400 reassessments of one case"),
        ("standard_per_day", "4000", "at most 500,000 can be simulated"),
        ("plan", "99", "There is a problem"),
    ],
)
def test_what_cannot_be_simulated_is_refused_in_a_sentence_and_what_was_typed_is_kept(
    cru, client_for, name, value, said
):
    shown = client_for(cru).post(reverse("workload"), TYPED | {name: value})

    assert shown.status_code == 422
    page = html.unescape(shown.content.decode())
    assert "There is a problem" in page and said in page
    for other, typed in (TYPED | {name: value}).items():
        assert not typed or other == "plan" or f'name="{other}" value="{typed}"' in page


@pytest.mark.parametrize(("plan", "interval"), [("0", "7"), ("2", "3.0"), ("99", "7"), ("x", "7")])
def test_one_begins_with_a_plan_and_its_intervals_of_which_none_that_is_unknown_is_taken(
    cru, client_for, plan, interval
):
    page = client_for(cru).get(reverse("workload"), {"plan": plan}).content.decode()

    assert f'name="extreme_reassess_days" value="{interval}"' in page


def test_an_officer_who_does_not_weigh_policies_is_refused(officer, client_for):
    assert client_for(officer).get(reverse("workload")).status_code == 403


@pytest.mark.parametrize(("days_later", "counted"), [(364, 1), (365, 0), (366, 0)])
def test_a_force_is_counted_over_the_year_before(sign_off, at, days, days_later, counted):
    force_id = sign_off(at).case.force_id

    per_day, count, _ = queries.volumes(force_id, days(days_later))

    assert count == counted
    assert round(per_day["STANDARD"] * 365) == counted


def of_case(case, at):
    """Return (new standard cases, how many in all, assessed anew) of the year up to a moment."""
    per_day, count, anew = queries.volumes(case.force_id, at)
    return round(per_day["STANDARD"] * 365), count, anew


def test_a_case_that_is_assessed_anew_counts_once_and_is_no_new_case(sign_off, case, at, days):
    for day in (0, 7, 14):
        sign_off(days(day))

    assert of_case(case, days(15)) == (1, 1, 2)


@pytest.mark.parametrize(("later", "found"), [(364, (1, 1, 1)), (365, (0, 0, 1)), (366, (0, 0, 1))])
def test_a_case_of_the_year_before_is_no_new_case_when_it_is_assessed_anew(sign_off, case, days, later, found):
    sign_off(days(0))
    sign_off(days(30))

    assert of_case(case, days(later)) == found


def test_a_case_that_was_closed_and_opened_again_is_a_new_one(sign_off, case, sergeant, days):
    sign_off(days(0))
    kept = Case.objects.get(pk=case.pk)
    kept.state, kept.closed_at, kept.close_reason = "CLOSED", days(10), "Nothing for a year"
    Ownership.objects.filter(case=kept, until_at=None).update(until_at=days(10), ended_by_closing=True)
    kept.closed_by = sergeant
    kept.save()
    incidents.reopen_case(case_id=case.pk, reason="He is back", by=sergeant, at=days(20))

    sign_off(days(21))
    sign_off(days(28))

    assert of_case(case, days(30)) == (2, 2, 1)


def test_the_numbers_of_a_force_come_to_the_hours_of_the_formula(sign_off, case, days):
    for day in (0, 7, 14):
        sign_off(days(day))
    per_day, _, _ = queries.volumes(case.force_id, days(15))
    few = read()[0].with_volumes({code: 4000 * each for code, each in per_day.items()})
    tried = replace(few, streams=tuple(replace(each, sampled=1.0) for each in few.streams))

    year, by_formula = simulate(tried, days=730), expected(tried, 730)

    new, anew = (sum(each) for each in zip(*(formula.came(each, 730) for each in tried.streams), strict=True))
    assert isclose(new, 4000 / 365 * 730)
    assert isclose(sum(tally.came for tally in year.tallies), new + anew, rel_tol=0.03)
    assert isclose(year.worked, by_formula.minutes, rel_tol=0.03)


def test_another_force_counts_nothing_of_it(sign_off, at, days):
    sign_off(at)

    assert queries.volumes(uuid.uuid4(), days(1))[1] == 0


def test_the_page_begins_with_the_numbers_of_the_force(sign_off, cru, client_for):
    sign_off(timezone.now() - timedelta(hours=1))

    assert (
        "for the first time since they were opened: 1 case."
        in client_for(cru).get(reverse("workload")).content.decode()
    )


def test_the_command_prints_a_line_a_plan(capsys):
    call_command("simulate_reviews", "--days", "30", "--json")

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 3
    assert all(line["days"] == 30 and len(line["rows"]) == 5 for line in lines)


def test_the_command_prints_a_table_for_people(capsys):
    call_command("simulate_reviews", "--days", "30")

    assert "Nine in ten within, hours" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--force", "nowhere"], "no force"), (["--days", "0"], "1 to 3650"), (["/nowhere.toml"], "cannot be read")],
)
def test_the_command_refuses_what_it_cannot_simulate(arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("simulate_reviews", *arguments)
