"""Every read of looking back. What belongs to a hidden case is not in the sample, the list or the count."""

from django.db.models import Count, Q

from accounts.permissions import Permission, scope_of
from core.errors import Absent
from incidents import queries as incidents
from law.quality import BY_CODE, CALLS
from oversight.models import Check, Round
from safety_plans import queries as plans


def rounds(*, reader):
    """Return the rounds of the reader's force, the newest first, with how far each is."""
    if scope_of(reader, Permission.QUALITY_CHECK) is None:
        return Round.objects.none()
    seen = Q(checks__matter__in=incidents.visible_to(reader))
    return (
        Round.objects.filter(force_id=reader.posting.force_id)
        .annotate(drawn=Count("checks", seen), scored=Count("checks", seen & Q(checks__scored_at__isnull=False)))
        .order_by("-month", "track")
    )


def one_round(round_id, *, reader):
    """Return one round of the reader's force, or raise Absent."""
    found = rounds(reader=reader).filter(pk=round_id).first()
    if found is None:
        raise Absent()
    return found


def round_for_change(round_id, *, reader):
    """Return one round of the reader's force, locked."""
    one_round(round_id, reader=reader)
    return Round.objects.select_for_update().get(pk=round_id)


def checks_of(round_row, *, reader):
    """Return the sample of a round within the reader's scope, in the order in which it was drawn."""
    found = Check.objects.filter(round=round_row, matter__in=incidents.visible_to(reader))
    return found.select_related("person", "scored_by").order_by("place")


def check(check_id, *, reader):
    """Return one record of a sample, to whoever looks back and to the person whose work it is, or raise Absent."""
    looks_back = Q(round__force_id=reader.posting.force_id if reader.posting else None)
    if scope_of(reader, Permission.QUALITY_CHECK) is None:
        looks_back = Q(pk=None)
    own = Q(person=reader, scored_at__isnull=False)
    found = Check.objects.filter(looks_back & Q(matter__in=incidents.visible_to(reader)) | own, pk=check_id)
    if (row := found.select_related("round", "person", "scored_by").first()) is None:
        raise Absent()
    return row


def check_for_change(check_id, *, reader):
    """Return one record of a sample, locked; the round first."""
    row = check(check_id, reader=reader)
    Round.objects.select_for_update().get(pk=row.round_id)
    return Check.objects.select_for_update(of=("self",)).select_related("round", "person").get(pk=row.pk)


def feedback_for(officer):
    """Return what was found in an officer's own work, what is not read yet first."""
    found = Check.objects.filter(person=officer, scored_at__isnull=False).select_related("round", "scored_by")
    return found.order_by("read_at", "-scored_at")[:50]


def left_in(round_row):
    """Return how many records of a sample are still to be scored; one whose case was restricted since falls out."""
    return Check.objects.filter(round=round_row, scored_at=None, matter__restricted=False).count()


def population(round_row, theme_code, *, reader):
    """Return {subject id: (case id, person id)}: the work of the month before that a theme can look at."""
    theme = BY_CODE[theme_code]
    source = incidents.calls_taken if theme.track == CALLS else plans.measures_done
    found = source(month_before=round_row.month, kinds=theme.kinds, reader=reader)
    return {str(subject): (case, person) for subject, case, person in found}


def answers_of(theme_code, *, reader):
    """Return (month, answers) of every scored record of a theme that the reader may know of, oldest month first."""
    found = Check.objects.filter(
        round__force_id=reader.posting.force_id,
        round__theme=theme_code,
        scored_at__isnull=False,
        matter__in=incidents.visible_to(reader),
    )
    return list(found.order_by("round__month", "place").values_list("round__month", "answers"))


def begun(force_id, month, track):
    """Say whether the round of a month was begun."""
    return Round.objects.filter(force_id=force_id, month=month, track=track).exists()
