"""What changed for a case, and victims whom nobody has spoken with for too long."""

from django.db.models import Exists, OuterRef

from core.errors import Absent
from core.models import Duty, Entry
from incidents import queries as incidents
from people import queries as people_queries
from risk import events
from risk.models import Circumstance

IN_TOUCH = "KEEP_IN_TOUCH"
SHOWN = 5


def circumstances_of(case_id):
    """Return the latest changes recorded in a case that still stand, the newest first."""
    return standing().filter(case_id=case_id).order_by("-occurred_on", "-recorded_at")[:SHOWN]


def standing():
    """Return the changes that were not taken back (a queryset)."""
    taken_back = Entry.objects.filter(subject_id=OuterRef("pk"), event=events.CIRCUMSTANCE_WITHDRAWN)
    return Circumstance.objects.filter(~Exists(taken_back))


def brought_by_others(people):
    """Return the changes in open cases of these people that came to be known of records which are not theirs now.

    A protected address that they have by another record as well stays known of them.
    """
    found = []
    for side, kind in (("victim", "VICTIM_RECORD"), ("suspect", "SUSPECT_RECORD")):
        cases = [case.pk for case in incidents.open_cases_beside(side, people)]
        brought = standing().filter(case__in=cases, kind=kind).exclude(brought_by=[]).select_related(f"case__{side}")
        found += [each for each in brought.order_by("pk") if not theirs(each, getattr(each.case, side))]
    return found


def theirs(circumstance, person):
    """Say whether what came to be known is of a record of this person, or is known of them besides."""
    of = set(people_queries.same_identity(person.pk))
    return bool(of & set(circumstance.brought_by)) or (
        circumstance.kind == "VICTIM_RECORD" and people_queries.shares_safe_address(person, circumstance.brought_by)
    )


def circumstance(circumstance_id, *, reader):
    """Return one recorded change of a case that the reader may know of, or raise Absent."""
    found = Circumstance.objects.filter(case__in=incidents.visible_to(reader), pk=circumstance_id).first()
    if found is None:
        raise Absent()
    return found


def out_of_touch(at):
    """Return the duties to speak with a victim that are late and of which that was not said yet, in a fixed order."""
    said = Entry.objects.filter(subject_id=OuterRef("pk"), event=events.CONTACT_LOST)
    late = Duty.objects.filter(code__startswith=IN_TOUCH, ended_at=None, due_at__lt=at)
    return list(late.filter(~Exists(said)).order_by("due_at", "pk"))


def still_out_of_touch(duty, at):
    """Say whether a duty is still open and late, and that was not said yet; asked with its case locked."""
    open_still = Duty.objects.filter(pk=duty.pk, ended_at=None, due_at__lt=at).exists()
    return open_still and not Entry.objects.filter(subject_id=duty.pk, event=events.CONTACT_LOST).exists()
