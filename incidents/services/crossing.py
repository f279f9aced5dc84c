"""A case that goes to an officer of another force of this house: everything of it goes along, at one instant."""

from accounts import queries as accounts
from core import duties, escalation, ladder
from core.journal import record
from core.models import Duty
from incidents.models import CaseReader
from incidents.services.investigating import part_from_investigator

# Functions (case, *, to, by, at): what apps above keep of a case that somebody of the old force answers for.
AFTER_CROSSING = []


def arrive(case, to, at):
    """Let a case belong to the new owner's force and unit from now on."""
    posting = accounts.posting_of(to.pk, at)
    escalation.climb_in([case], at)
    case.force_id, case.unit_id = posting.force_id, posting.unit_id
    case.save()


def bring_along(case, *, to, by, at):
    """Give everything that the old force still answers for in a case to the new one, and end its named readers."""
    there = accounts.posted_ids(case.force_id, at)
    for named in CaseReader.objects.select_for_update().filter(case=case, until_at=None).exclude(officer__in=there):
        named.until_at = at
        named.save()
    hand_across(case, to=to, there=there, by=by, at=at)
    part_from_investigator(case, there=there, by=by, at=at)
    for also in AFTER_CROSSING:
        also(case, to=to, by=by, at=at)


def hand_across(case, *, to, there, by, at):
    """Give each open duty that an officer of the old force owes to whoever owes it in the new one by the same rule.

    Where the rule leads to somebody of the old force, the new owner of the case owes it.
    """
    held = list(
        Duty.objects.select_for_update(of=("self",))
        .select_related("opened_by")
        .filter(case_id=case.pk, ended_at=None)
        .exclude(owner_id__in=there)
        .order_by("pk")
    )
    asked = [ladder.question(duty, at) for duty in held]
    for ahead in duties.LOOK_AHEAD if asked else ():
        ahead(asked)
    for duty, question in zip(held, asked, strict=True):
        owner = duties.OWNERS[duty.owed_by](question)
        if owner.officer_id not in there:
            owner = duties.Owner(to.pk, owner.role)
        facts = {"duty": duty.code, "owner": owner.officer_id, "role": owner.role, "unit": owner.unit_id}
        facts |= {"crossed": True}
        record(duties.REASSIGNED, about=duty, case_id=case.pk, by=by, at=at, **facts)
