"""Reads of the checks of a call, and of what the house itself knows of them."""

from core.errors import Absent
from incidents.models import Check
from incidents.queries.incidents import incidents_visible_to
from law.checks import LIST

ORDER = {code: place for place, code in enumerate(LIST.codes)}
WITH = ("owner", "offered_to", "offered_by", "done_by", "relayed_by")


def in_order(checks):
    """Return checks in the order of the list; a check of an older list comes last."""
    return sorted(checks, key=lambda check: (ORDER.get(check.code, len(ORDER)), check.code))


def checks_of(incident_row):
    """Return the checks of an incident the reader has already been given, what can kill first."""
    return in_order(incident_row.checks.select_related(*WITH))


def checks_for_change(incident_row):
    """Return the checks of a locked incident, in order."""
    return in_order(incident_row.checks.select_related(*WITH))


def check(check_id, *, reader):
    """Return one check of an incident this reader may know of, or raise Absent."""
    found = (
        Check.objects.filter(pk=check_id, incident__in=incidents_visible_to(reader))
        .select_related("incident", *WITH)
        .first()
    )
    if found is None:
        raise Absent()
    return found


def check_for_change(check_id, *, reader):
    """Return one check within the reader's scope, locked."""
    check(check_id, reader=reader)
    return Check.objects.select_for_update(of=("self",)).select_related("incident", "offered_to").get(pk=check_id)
