"""What the calendar opens: once for each period, the same after three days asleep, done with what proves it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core import escalation, rebuilding
from core.errors import Refused
from core.models import Duty, Entry
from law.regular import PERIODS
from regular import services
from regular.models import Task
from tests.look.page import on_paper


@pytest.mark.parametrize(
    ("code", "day", "begins_on"),
    [
        ("MARAC_RETURN", date(2026, 9, 30), date(2026, 7, 1)),
        ("MARAC_RETURN", date(2026, 10, 1), date(2026, 10, 1)),
        ("MARAC_RETURN", date(2026, 10, 2), date(2026, 10, 1)),
        ("PROBLEM_PROFILE", date(2026, 12, 31), date(2026, 1, 1)),
        ("PROBLEM_PROFILE", date(2027, 1, 1), date(2027, 1, 1)),
        ("MATAC_LIST", date(2024, 1, 28), date(2024, 1, 1)),
        ("MATAC_LIST", date(2024, 1, 29), date(2024, 1, 29)),
        ("MATAC_LIST", date(2024, 2, 29), date(2024, 2, 26)),
        ("MATAC_LIST", date(2023, 12, 31), date(2023, 12, 4)),
    ],
)
def test_a_period_begins_on_its_first_day_and_not_the_day_before(code, day, begins_on):
    assert PERIODS[code].begins_on(day) == begins_on


@pytest.fixture
def periods(everybody, at):
    """The periods that run at `at`, opened by the sweep."""
    escalation.sweep(at)
    return {task.code: task for task in Task.objects.all()}


def owed(task):
    """Return the open duty of a task, or None."""
    return Duty.objects.filter(subject_id=task.pk, ended_at=None).first()


def test_the_sweep_opens_each_period_with_its_owner_and_due_time(periods, everybody):
    assert set(periods) == set(PERIODS)
    duty = owed(periods["MARAC_RETURN"])
    assert duty.owner_id == everybody["marac_coordinator"].pk
    assert duty.due_at == datetime(2027, 1, 2, tzinfo=UTC)
    assert owed(periods["MATAC_LIST"]).owner_id == everybody["safeguarding"].pk


def test_sweeping_again_opens_nothing(periods, at):
    entries = Entry.objects.count()

    assert services.open_periods(at + timedelta(minutes=1)) == 0
    assert Entry.objects.count() == entries


def test_a_new_quarter_opens_anew_although_the_scheduler_slept_over_its_beginning(periods, at):
    services.open_periods(datetime(2027, 1, 3, 23, tzinfo=UTC))

    assert sorted(Task.objects.filter(code="MARAC_RETURN").values_list("begins_on", flat=True)) == [
        date(2026, 10, 1),
        date(2027, 1, 1),
    ]


def test_a_force_in_which_nobody_is_posted_owes_nothing_yet(force, at):
    assert services.open_periods(at) == 0


def test_done_with_what_proves_it_is_no_longer_owed(periods, marac_coordinator, at):
    task = periods["MARAC_RETURN"]
    with pytest.raises(Refused, match="where the finished piece lies"):
        services.finish_task(task_id=task.pk, evidence=" ", by=marac_coordinator, at=at)

    services.finish_task(task_id=task.pk, evidence="Sent to the national team", by=marac_coordinator, at=at)

    assert owed(task) is None
    assert owed(periods["MATAC_LIST"]) is not None
    with pytest.raises(Refused, match="done before"):
        services.finish_task(task_id=task.pk, evidence="Again", by=marac_coordinator, at=at)


def test_the_page_shows_what_is_owed_and_takes_the_evidence(periods, client_for, marac_coordinator, officer):
    browser, task = client_for(marac_coordinator), periods["MARAC_RETURN"]
    assert "Send the MARAC data return" in browser.get("/regular/").content.decode()

    answer = browser.post(f"/regular/{task.pk}/", {"evidence": "Sent on Monday"}, follow=True)

    assert "Sent on Monday" in answer.content.decode()
    assert client_for(officer).get("/regular/").status_code == 403


def test_the_page_says_who_owes_each_until_when_and_of_what_was_done_that_nothing_is(
    periods, client_for, marac_coordinator, everybody, at
):
    services.finish_task(task_id=periods["MARAC_RETURN"].pk, evidence="Filed", by=marac_coordinator, at=at)

    page = client_for(marac_coordinator).get("/regular/").content.decode()

    owed = [part.split("</span>")[0] for part in page.split('data-label="Owed"><span>')[1:]]
    assert sum(f"by {everybody['safeguarding']}" in each for each in owed) == len(PERIODS) - 1
    assert owed.count("Nothing") == 1
    assert "Record that it is done" in page and "Record that it is done" not in on_paper(page)


def test_the_duties_are_what_the_journal_says(periods):
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}
