"""The ladder: a duty whose time has passed climbs, rung by rung, to a named person."""

from django.db import transaction

from core.journal import catch_up, record_climbs
from core.ladder import climbs
from core.models import Duty

# Functions (at) that write down what else the clock has made so; the desk fills it, since they live in the apps above.
SWEEPS = []


def sweep(at, batch=2000):
    """Escalate every open duty whose next mark has passed; return how many rungs were climbed.

    Marks are recorded at the time they fell due, and told to whoever held the rung at that time, so that a sweep
    which slept gives the same journal as one which did not. Two sweeps at once share the rows between them.
    """
    for also in SWEEPS:
        with transaction.atomic():
            also(at)
    climbed = 0
    while step := sweep_once(at, batch):
        climbed += step
    return climbed


def sweep_once(at, batch):
    """Climb one rung for up to `batch` duties, in one transaction."""
    with transaction.atomic():
        late = (
            Duty.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("opened_by")
            .filter(ended_at=None, next_mark_at__lte=at)
            .order_by("next_mark_at", "pk")[:batch]
        )
        found = list(late)
        if found:
            record_climbs(climbs(found), at=at)
    return len(found)


def climb_in(cases, at):
    """Let what is late in some cases climb as they stand, before they move to where others are told."""
    ids = [case.pk for case in cases]
    late = Duty.objects.filter(case_id__in=ids, ended_at=None, next_mark_at__lte=at).select_related("opened_by")
    catch_up(list(late.select_for_update(of=("self",)).order_by("pk")), at)


def tell_of_unreachable(gone, at, batch=2000):
    """Tell the first rung at once of each duty of somebody who cannot be reached, once; return how many.

    `gone` is a query of officers. What stands on the list of a whole team is seen there, and what the owner of a case
    owes has an alarm for the case as a whole.
    """
    with transaction.atomic():
        lost = (
            Duty.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("opened_by")
            .filter(ended_at=None, level=0, role="", next_mark_at__gt=at, owner_id__in=gone)
            .exclude(owed_by="case_owner")
            .order_by("pk")[:batch]
        )
        found = list(lost)
        if found:
            record_climbs(climbs(found, at), at=at, early=True)
    return len(found)


def tell_again(gone, at, batch=2000):
    """Tell whoever holds the last rung now of each duty that stands there with somebody who cannot be reached.

    `gone` is a query of officers; returns how many were told. Where nobody else holds that rung, it stays as it is.
    """
    with transaction.atomic():
        stuck = (
            Duty.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("opened_by")
            .filter(ended_at=None, next_mark_at=None, escalated_to_id__in=gone)
            .order_by("pk")[:batch]
        )
        found = [(duty, duty.level, to) for duty, _, to in climbs(list(stuck), at)]
        lost = set(gone.filter(pk__in={to for *_, to in found}).values_list("pk", flat=True))
        told = [each for each in found if each[2] not in lost]
        if told:
            record_climbs(told, at=at, again=True)
    return len(told)
