"""What changed for a case, victims whom nobody has spoken with for too long, and the interval policy of a force."""

from django.db.models import Exists, OuterRef

from accounts.permissions import Permission, scope_of
from core.errors import Absent
from core.models import Duty, Entry
from incidents import queries as incidents
from law import intervals
from risk import events
from risk.models import Circumstance, IntervalPolicy

IN_TOUCH = "KEEP_IN_TOUCH"
SHOWN = 5


def circumstances_of(case_id):
    """Return the latest changes recorded in a case, the newest first."""
    return Circumstance.objects.filter(case_id=case_id).order_by("-occurred_on", "-recorded_at")[:SHOWN]


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


def interval_policy(force_id, day):
    """Return the interval policy of a force on a day, or None before its first."""
    found = IntervalPolicy.objects.filter(force_id=force_id, from_on__lte=day)
    return found.order_by("-from_on", "-set_at").first()


def profile_on(force_id, day):
    """Return the profile by which a force has its cases assessed anew on a day: the one it chose, else the default."""
    policy = interval_policy(force_id, day)
    return intervals.PROFILES[policy.profile] if policy else intervals.DEFAULT


def default_unconfirmed(reader):
    """Return the default profile where it holds because the force of a reader has chosen none, else None.

    It is told to those who may choose and to those who review; of others nothing is asked.
    """
    if scope_of(reader, Permission.RISK_ARBITRATE) is None and scope_of(reader, Permission.RISK_REVIEW) is None:
        return None
    chosen = IntervalPolicy.objects.filter(force_id=reader.posting.force_id).exists()
    return None if chosen else intervals.DEFAULT


def interval_policies(force_id):
    """Return every interval policy of a force, the latest first."""
    found = IntervalPolicy.objects.filter(force_id=force_id).select_related("set_by")
    return found.order_by("-from_on", "-set_at")
