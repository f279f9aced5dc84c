"""Putting right what is missing: the sweep over everybody, and the people touched by a merge or an import."""

from django.db import transaction

from core.journal import record
from incidents import events, flags, queries
from incidents.models import Flag
from incidents.services import supervision
from incidents.services.contact import check_contacts
from law import clocks


def heal_flags(*, at, people=None, codes=None):
    """Bring the stored flags up to date for some people or everybody; return {code: how many were healed}.

    The very computation that logging a call uses. Where a person with an open case newly holds a
    flag of which no report told, the journal says so, and the duties of that flag open.
    """
    with transaction.atomic():
        changes = flags.refresh(clocks.london_day(at), people, codes)
        known = queries.people_in_open_cases()
        for person_id, code, variant, change in changes:
            if change == "new" and person_id in known:
                tell(person_id, code, variant, at)
        supervision.look_at_people({person for person, _, _, change in changes if change == "new"}, at)
    healed = {}
    for _, code, _, _ in changes:
        healed[code] = healed.get(code, 0) + 1
    return healed


def tell(person_id, code, variant, at):
    """Record a flag that was found by a sweep, once for each open case of the person."""
    flag = Flag.objects.get(person_id=person_id, code=code, variant=variant)
    for case in queries.open_cases_with_flag(flag):
        record(
            events.FLAG_RAISED,
            about=flag,
            by=None,
            at=at,
            case_id=case.pk,
            flag=code,
            variant=variant,
            person=person_id,
            victim=case.victim.identity_id,
            healed=True,
        )


def identities_changed(people, *, by, at):
    """Bring flags up to date for people who were merged, unmerged or newly related, and look at safe contact again."""
    check_contacts(people, by=by, at=at)
    return heal_flags(at=at, people=people)
