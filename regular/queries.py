"""Every read of the regular things of a force."""

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


def task_for_change(task_id, *, reader):
    """Return one of them, locked, or raise Absent."""
    found = Task.objects.select_for_update().filter(pk=task_id, force_id=reader.posting.force_id).first()
    if found is None:
        raise Absent()
    return found
