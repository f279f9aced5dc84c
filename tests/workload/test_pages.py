"""The page and the command on which a policy of review is tried."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from law import questionnaires
from risk import queries
from risk import services as risk
from risk.states import POLICE

pytestmark = pytest.mark.django_db
TYPED = {"plan": "0", "reviewers": "3", "high": "6", "medium": "11", "child": "17", "standard": "26", "sampled": "0"}


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


def test_the_page_shows_a_year_of_the_plan(cru, client_for):
    shown = client_for(cru).post(reverse("workload"), TYPED)

    assert shown.status_code == 200
    assert "A year of this plan" in shown.content.decode()
    assert "Standard, with children" in shown.content.decode()


@pytest.mark.parametrize(("name", "value"), [("reviewers", "0"), ("high", "-1"), ("sampled", "101"), ("medium", "x")])
def test_what_cannot_be_simulated_is_refused_and_what_was_typed_is_kept(cru, client_for, name, value):
    shown = client_for(cru).post(reverse("workload"), TYPED | {name: value})

    assert shown.status_code == 422
    assert "There is a problem" in shown.content.decode()
    assert f'value="{value}"' in shown.content.decode()


def test_an_officer_who_does_not_weigh_policies_is_refused(officer, client_for):
    assert client_for(officer).get(reverse("workload")).status_code == 403


@pytest.mark.parametrize(("days_later", "counted"), [(364, 1), (365, 0), (366, 0)])
def test_a_force_is_counted_over_the_year_before(sign_off, at, days, days_later, counted):
    force_id = sign_off(at).case.force_id

    per_day, count = queries.volumes(force_id, days(days_later))

    assert count == counted
    assert round(per_day["STANDARD"] * 365) == counted


def test_another_force_counts_nothing_of_it(sign_off, at, days):
    sign_off(at)

    assert queries.volumes(uuid.uuid4(), days(1))[1] == 0


def test_the_page_begins_with_the_numbers_of_the_force(sign_off, cru, client_for):
    sign_off(timezone.now() - timedelta(hours=1))

    assert (
        "what your force signed off in the last year: 1 assessment"
        in client_for(cru).get(reverse("workload")).content.decode()
    )


def test_the_command_prints_a_line_a_plan(capsys):
    call_command("simulate_reviews", "--days", "30", "--json")

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 3
    assert all(line["days"] == 30 and len(line["rows"]) == 4 for line in lines)


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
