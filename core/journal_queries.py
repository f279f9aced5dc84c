"""Reads of the record that every app shares: what happened in a case, and what is owed."""

from core.models import Duty, Entry
from law.duties import BY_CODE


def entries(case_id):
    """Return the entries of a case in the order in which things happened."""
    return Entry.objects.filter(case_id=case_id).order_by("occurred_at", "pk")


def open_duties_in(case):
    """Return the open duties of a case in hand as `duties` does, read once for all who ask of this case."""
    if not hasattr(case, "open_duties"):
        case.open_duties = list(duties(case_id=case.pk))
    return case.open_duties


def duties(*, case_id=None, owner_id=None, open_only=True):
    """Return duties by due time; the caller has checked that the reader may know of them."""
    found = Duty.objects.order_by("due_at", "pk")
    if case_id:
        found = found.filter(case_id=case_id)
    if owner_id:
        found = found.filter(owner_id=owner_id)
    return found.filter(ended_at=None) if open_only else found


def duty_json(duty):
    """Return one duty: what, by whom, by when, under which rule."""
    rule = BY_CODE.get(duty.code)
    return {
        "id": str(duty.pk),
        "code": duty.code,
        "what": rule.what if rule else duty.code,
        "case": str(duty.case_id) if duty.case_id else None,
        "owner": str(duty.owner_id),
        "owed_by": duty.owed_by,
        "due_at": duty.due_at.isoformat(),
        "started_at": duty.started_at.isoformat(),
        "basis": duty.basis,
        "source": rule.source if rule else "",
        "ended_at": duty.ended_at and duty.ended_at.isoformat(),
        "ended_as": duty.ended_as,
    }


def duties_json(*, opened_for):
    """Return the open duties of some cases."""
    found = Duty.objects.filter(case_id__in=opened_for, ended_at=None).order_by("due_at", "pk")
    return [duty_json(duty) for duty in found]


def timeline_json(case_id):
    """Return the entries of a case as data."""
    return [
        {
            "id": entry.pk,
            "event": entry.event,
            "occurred_at": entry.occurred_at.isoformat(),
            "recorded_at": entry.recorded_at.isoformat(),
            "by": str(entry.by_id),
            "subject": str(entry.subject_id),
            "facts": entry.facts,
        }
        for entry in entries(case_id)
    ]


def latest():
    """Return the number of the newest entry, 0 when there is none."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def since(number):
    """Return the entries after one, in the order in which they were recorded."""
    return Entry.objects.filter(pk__gt=number).order_by("pk")


def opened_by(entry):
    """Return the duties that an entry opened, each with its rule, in the order of the table of rules."""
    order = list(BY_CODE)
    found = sorted(Duty.objects.filter(opened_by=entry), key=lambda duty: order.index(duty.code))
    return [(duty, BY_CODE[duty.code]) for duty in found]
