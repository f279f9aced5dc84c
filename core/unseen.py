"""Who is told that a duty left them by another's act: it ended, or somebody else owes it now."""

import uuid

from core.models import SYSTEM, Unseen

NAMESPACE = uuid.UUID("6f0c1b2e-5d3a-4c58-9a7e-d0a17c0de001")


def of_end(duty, entry, *, goes_on):
    """Return, for whoever owed a duty and all to whom it had climbed, that an entry ended it.

    Nobody is told of their own act. The clock's is told only to whom it had climbed, since they were called; and
    where what replaced it is owed by the same officer (`goes_on`) it never left their list.
    """
    told = {*duty.climbed_to} - {duty.owner_id}
    if entry.by_id != SYSTEM and not goes_on:
        told.add(duty.owner_id)
    return told_to(told - {entry.by_id}, duty, entry)


def of_giving(duty, entry, giver_id):
    """Return, for whoever owed a duty until now, that an entry gave it to somebody else.

    Where its case went to another force, so for all to whom it had climbed: they will hear no more of it.
    """
    told = {giver_id, *duty.climbed_to} if entry.facts.get("crossed") else {giver_id}
    return told_to(told - {entry.by_id, duty.owner_id}, duty, entry)


def told_to(officer_ids, duty, entry):
    """Return what each of some officers has still to see, always under the same identifier."""
    return [
        Unseen(
            id=uuid.uuid5(NAMESPACE, f"{entry.pk}/{duty.pk}/{officer_id}"),
            duty_id=duty.pk,
            officer_id=officer_id,
            entry_id=entry.pk,
            at=entry.recorded_at,
            case_id=duty.case_id,
        )
        for officer_id in sorted(officer_ids)
    ]
