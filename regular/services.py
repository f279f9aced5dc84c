"""Regular things: opened by the calendar, once for each period, and done by somebody with what proves it."""

from django.db import transaction

from accounts import queries as accounts
from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from law import clocks
from law.regular import PERIODS
from regular import events, queries
from regular.models import Task


def open_periods(at):
    """Open what each force owes for the periods that run at a moment; return how many were opened.

    A period is one row: however often, late or at once this runs, each is opened once.
    """
    day = clocks.london_day(at)
    wanted = [(force, code, period.begins_on(day)) for force in accounts.forces() for code, period in PERIODS.items()]
    there = set(
        Task.objects.filter(begins_on__in={each[2] for each in wanted}).values_list("force", "code", "begins_on")
    )
    return sum(open_period(*each, at) for each in wanted if (each[0].pk, *each[1:]) not in there)


@transaction.atomic
def open_period(force, code, begins_on, at):
    """Open one period, unless another sweep just did or nobody is there to do it; return whether it was opened."""
    if not accounts.holders(force_id=force.pk, at=at):
        return False
    task, new = Task.objects.get_or_create(force=force, code=code, begins_on=begins_on)
    if new:
        facts = {"force": force.pk, "code": code, "begins_on": begins_on}
        record(events.PERIOD_BEGAN, about=task, by=None, at=at, occurred_at=clocks.start_of_day(begins_on), **facts)
    return new


@command
def finish_task(*, task_id, evidence, by, at, command_id=None):
    """Record that a regular thing was done, and what proves it."""
    task = queries.task_for_change(task_id, reader=by)
    allow(by, Permission.REGULAR_DO, task)
    if task.done_at:
        raise Refused("This was done before. Open the list to see by whom.")
    if not evidence.strip():
        raise Refused("Say where the finished piece lies, and who received it.", "evidence")

    task.done_at, task.done_by, task.evidence = at, by, evidence.strip()
    task.save(update_fields=["done_at", "done_by", "evidence"])

    record(events.TASK_DONE, about=task, by=by, at=at, command_id=command_id, force=task.force_id, code=task.code)
    return task
