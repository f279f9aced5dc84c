"""Levels that are lowered for a time."""

from core.errors import Absent
from incidents import queries as incidents
from risk.models import Downgrade
from risk.states import DowngradeState

LIVE = (DowngradeState.PROPOSED, DowngradeState.AGREED)
WITH = ("case__victim", "case__suspect", "assessment__author", "proposed_by", "decided_by")


def holding(case_id):
    """Return the downgrade that holds in a case, or None."""
    return Downgrade.objects.filter(case_id=case_id, state=DowngradeState.AGREED).first()


def live(case_id):
    """Return the downgrade of a case that waits or holds, with its people, or None."""
    return Downgrade.objects.filter(case_id=case_id, state__in=LIVE).select_related(*WITH).first()


def live_for_change(case_id):
    """Return the downgrade of a case that waits or holds, locked, or None."""
    return Downgrade.objects.select_for_update().filter(case_id=case_id, state__in=LIVE).first()


def downgrade(downgrade_id, *, reader):
    """Return one downgrade of a case that the reader may know of, or raise Absent."""
    found = Downgrade.objects.filter(case__in=incidents.visible_to(reader)).select_related(*WITH)
    found = found.filter(pk=downgrade_id).first()
    if found is None:
        raise Absent()
    return found


def for_decision(downgrade_id, *, reader):
    """Return one downgrade locked, its case first."""
    case_id = downgrade(downgrade_id, reader=reader).case_id
    incidents.case_for_change(case_id, reader=reader)
    rows = Downgrade.objects.select_for_update(of=("self",)).select_related("case", "assessment")
    return rows.get(pk=downgrade_id)


def run_out(day, **which):
    """Return (id, case id) of the downgrades that are over on a day and have not ended, in a fixed order.

    Of open cases: in a closed one nobody could assess the risk that it asks for, and it ends when the case is reopened.
    `which` says of which downgrades, by their columns.
    """
    found = Downgrade.objects.filter(state=DowngradeState.AGREED, until_on__lte=day, case__state="OPEN", **which)
    return list(found.order_by("until_on", "pk").values_list("pk", "case_id"))
