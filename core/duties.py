"""The duty engine: what an entry opens and meets, and who owes it.

Duties are a shadow of the journal: `rebuild` throws them away and replays the entries.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from core.models import Duty, Entry
from law import clocks
from law import duties as rules
from law.thresholds import ALL as FIGURES

ESCALATED = "core.duty_escalated"
REASSIGNED = "core.duty_reassigned"
# When the case moves, these owners' duties move with it.
MOVES_WITH_CASE = {"incidents.case_accepted": "case_owner", "incidents.case_moved": "case_owner"}
# Names to functions (entry) -> Owner; the front desk fills it, since owners live in the apps above.
OWNERS = {}
NAMESPACE = uuid.UUID("6f0c1b2e-5d3a-4c58-9a7e-d0a17c0de000")


@dataclass(frozen=True)
class Owner:
    """Who owes a duty: the officer who answers for it, and the team on whose list it stands."""

    officer_id: uuid.UUID
    role: str = ""
    unit_id: uuid.UUID | None = None

    def as_json(self):
        """Return the form that an Entry keeps."""
        return [str(self.officer_id), self.role, str(self.unit_id) if self.unit_id else None]

    @classmethod
    def from_json(cls, value):
        """Read back what `as_json` wrote."""
        officer, role, unit = value
        return cls(uuid.UUID(officer), role, uuid.UUID(unit) if unit else None)


def owners_for(entry):
    """Return {rule code: owner as JSON} for the duties that this entry will open."""
    return {rule.code: OWNERS[rule.owed_by](entry).as_json() for rule in rules.opened_by(entry.event, entry.facts)}


def apply(entry):
    """Let one entry end and open duties, in the caller's transaction."""
    end(entry)
    move(entry)
    for rule in rules.opened_by(entry.event, entry.facts):
        open_duty(rule, entry)


def open_duty(rule, entry):
    """Open the duty of `rule`, unless the same one is open already, or it only looks ahead and is past."""
    scope_id = scope_of(rule, entry)
    timing = rules.timing(rule, entry.facts, occurred_at=entry.occurred_at, recorded_at=entry.recorded_at)
    if timing is None or Duty.objects.filter(code=rule.code, scope_id=scope_id, ended_at=None).exists():
        return None
    owner = Owner.from_json(entry.owed[rule.code])
    return Duty.objects.create(
        id=uuid.uuid5(NAMESPACE, f"{entry.pk}/{rule.code}/{scope_id}"),
        code=rule.code,
        case_id=entry.case_id,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        scope_id=scope_id,
        opened_by=entry,
        started_at=timing.started_at,
        due_at=timing.due_at,
        next_mark_at=timing.due_at,
        basis=timing.basis,
        owed_by=rule.owed_by,
        owner_id=owner.officer_id,
        role=owner.role,
        unit_id=owner.unit_id,
    )


def scope_of(rule, entry):
    """Return what there is one open duty for: the case, or the subject within the case."""
    if rule.per == "subject":
        return uuid.uuid5(NAMESPACE, f"{entry.case_id}/{entry.subject_id}")
    return entry.case_id or entry.subject_id


def end(entry):
    """End every open duty of the case that this entry meets, replaces or makes void."""
    codes = ENDED_BY.get(entry.event)
    if not codes:
        return
    waiting = Duty.objects.filter(case_id=entry.case_id, code__in=codes, ended_at=None)
    for duty in waiting.select_for_update().order_by("pk"):
        end_one(duty, entry)


def end_one(duty, entry):
    """End one open duty if an entry of its case meets, replaces or voids it; return whether it did."""
    outcome = rules.ending(
        rules.BY_CODE[duty.code],
        entry.event,
        entry.facts,
        same_subject=str(duty.subject_id) in (str(entry.subject_id), entry.facts.get("of")),
        occurred_at=entry.occurred_at,
        started_at=duty.started_at,
        due_at=duty.due_at,
    )
    if outcome:
        duty.ended_at, duty.ended_as, duty.ended_by = entry.recorded_at, outcome, entry
        duty.save(update_fields=["ended_at", "ended_as", "ended_by"])
    return bool(outcome)


def endings():
    """Return {event: codes of the duties that it may end}."""
    found = {}
    for rule in rules.RULES:
        for event in (*rule.met_by, *rule.renews_on, *rule.void_on):
            found.setdefault(event, set()).add(rule.code)
    return found


ENDED_BY = endings()


def move(entry):
    """Give the case owner's open duties to the new owner, or one duty to the officer named."""
    if owed_by := MOVES_WITH_CASE.get(entry.event):
        Duty.objects.filter(case_id=entry.case_id, owed_by=owed_by, ended_at=None).update(owner_id=entry.facts["owner"])
    elif entry.event == REASSIGNED:
        Duty.objects.filter(pk=entry.subject_id).update(owner_id=entry.facts["owner"])
    elif entry.event == ESCALATED:
        mark(Duty.objects.get(pk=entry.subject_id), entry)


def mark(duty, entry):
    """Move the duty one rung up, to the officer named in the entry, and set the next rung's time."""
    duty.level = entry.facts["level"]
    duty.escalated_to_id = uuid.UUID(entry.facts["to"])
    ladder = rules.BY_CODE[duty.code].escalates_to
    step = timedelta(hours=FIGURES["ESCALATION_STEP"].on(clocks.london_day(duty.due_at)))
    duty.next_mark_at = duty.due_at + step * duty.level if duty.level < len(ladder) else None
    duty.save(update_fields=["level", "escalated_to_id", "next_mark_at"])


SHAPE = (
    "code scope_id opened_by_id started_at due_at basis owner_id role unit_id ended_at ended_as ended_by_id "
    "level next_mark_at escalated_to_id"
).split()


def shape():
    """Return every duty as the tuple of what the journal decides, by identifier."""
    return {row[0]: row[1:] for row in Duty.objects.values_list("pk", *SHAPE)}


def rebuild(*, apply_changes, progress=iter):
    """Replay the journal into fresh duties; return {"added", "removed", "changed"} identifiers.

    Nothing is changed unless `apply_changes`. `progress` may wrap the entries to show a bar.
    """
    with transaction.atomic():
        before = shape()
        Duty.objects.all().delete()
        for entry in progress(Entry.objects.order_by("pk").iterator(chunk_size=2000)):
            apply(entry)
        after = shape()
        if not apply_changes:
            transaction.set_rollback(True)
    return {
        "added": sorted(after.keys() - before.keys()),
        "removed": sorted(before.keys() - after.keys()),
        "changed": sorted(pk for pk in after.keys() & before.keys() if after[pk] != before[pk]),
    }
