"""Every read of the regular things of a force."""

from accounts import queries as accounts
from core import journal_queries
from core.errors import Absent
from regular.models import Task


def tasks(*, reader):
    """Return the regular things of the reader's force (a queryset), the newest period first."""
    found = Task.objects.filter(force_id=reader.posting.force_id).select_related("done_by")
    return found.order_by("-begins_on", "code", "pk")


def task(task_id, *, reader):
    """Return one of them, or raise Absent."""
    found = Task.objects.filter(pk=task_id, force_id=reader.posting.force_id).first()
    if found is None:
        raise Absent()
    return found


def with_owed(tasks):
    """Return some tasks of the reader's force, each with what is still owed (`duty`) and the name of its owner."""
    found, label = list(tasks), Task._meta.label_lower
    duties = list(journal_queries.duties().filter(subject_type=label, subject_id__in=[task.pk for task in found]))
    names = accounts.names(duty.owner_id for duty in duties)
    owed = {duty.subject_id: duty for duty in duties}
    for task in found:
        task.duty = owed.get(task.pk)
        task.owner = task.duty and names.get(task.duty.owner_id)
    return found


def task_for_change(task_id, *, reader):
    """Return one of them, locked, or raise Absent."""
    found = Task.objects.select_for_update().filter(pk=task_id, force_id=reader.posting.force_id).first()
    if found is None:
        raise Absent()
    return found
