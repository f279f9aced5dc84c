"""Keeping what is typed of a call from the first second, until it is logged or discarded."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from incidents import drafting, events, policies, queries
from incidents.models import CallDraft


@dataclass(frozen=True)
class Kept:
    """The draft as it stands now, and what came of putting this page's words into it."""

    draft: CallDraft
    merged: drafting.Merged


@command
def save_draft(*, draft_id, content, base, by, at, command_id=None):
    """Keep what a page holds of a call (`content`, begun from `base`), put together with what others typed.

    Returns Kept. What two people changed differently is not overwritten: both words are kept and named in
    `merged.conflicts`. The first time, the duty to log the call opens.
    """
    draft = queries.draft_for_change(draft_id, reader=by) or begun(draft_id, by=by, at=at)
    allow(by, Permission.CALL_LOG, draft)
    policies.check_draft_open(draft)
    policies.check_draft_size(content)
    queries.chosen_people(drafting.chosen(content), reader=by)

    merged = drafting.merge(base, content, draft.content)
    aside = [*replaced(draft, merged, by), *disputed(merged, by, at)]
    new = [each for each in aside if not known(each, draft.set_aside)]
    if merged.content != draft.content or new:
        keep(draft, merged, new, by=by, at=at)
    return Kept(draft, merged)


def begun(draft_id, *, by, at):
    """Return a new, empty draft of this officer; the same one when the page sent its first words twice at once."""
    allow(by, Permission.CALL_LOG)
    try:
        with transaction.atomic():
            draft = CallDraft.objects.create(
                pk=draft_id, force_id=by.posting.force_id, owner=by, started_at=at, updated_at=at
            )
    except IntegrityError:
        return queries.draft_for_change(draft_id, reader=by)
    record(events.CALL_DRAFT_STARTED, about=draft, by=by, at=at)
    return draft


def keep(draft, merged, aside, *, by, at):
    """Write the new words into the draft, with who typed each and when."""
    stamp = {"at": at.isoformat(), "by": str(by.pk)}
    draft.content = merged.content
    draft.touched = {**draft.touched, **dict.fromkeys(merged.mine, stamp)}
    draft.set_aside = [*draft.set_aside, *aside]
    draft.chosen = drafting.chosen(merged.content)
    draft.version += 1
    draft.updated_at = max(at, draft.updated_at)
    draft.save()


def replaced(draft, merged, by):
    """Return the words of others that this page replaces; what only grew is no loss."""
    found = []
    for name in merged.mine:
        last, old = draft.touched.get(name), draft.content.get(name, [])
        lost = [value for value in old if not any(value in new for new in merged.content.get(name, []))]
        if last and last["by"] != str(by.pk) and lost and name not in drafting.TICKED:
            found.append({"name": name, "values": old, **last})
    return found


def disputed(merged, by, at):
    """Return this page's words that disagree with what stands."""
    stamp = {"at": at.isoformat(), "by": str(by.pk)}
    return [{"name": name, "values": mine, **stamp} for name, (_, mine) in merged.conflicts.items() if mine]


def known(aside, rows):
    """Say whether the same words of the same person are kept aside already."""
    return any(all(row[part] == aside[part] for part in ("name", "values", "by")) for row in rows)


@command
def discard_draft(*, draft_id, reason, by, at, command_id=None):
    """Say why a call that was begun is none; what was typed stays on record. Returns the draft."""
    draft = queries.draft_for_change(draft_id, reader=by)
    if draft is None:
        raise Refused("Nothing was kept of this call yet, so there is nothing to discard.")
    allow(by, Permission.CALL_LOG, draft)
    policies.check_draft_open(draft)
    if not reason.strip():
        raise Refused("Say why this is no call: somebody may look for it later.", "reason")

    draft.discarded_at, draft.discarded_by, draft.discard_reason = at, by, reason.strip()
    draft.updated_at = max(at, draft.updated_at)
    draft.save()

    record(events.CALL_DRAFT_DISCARDED, about=draft, by=by, at=at, command_id=command_id)
    return draft


def draft_to_log(draft_id, *, by):
    """Return the draft from which a call is being logged, locked; None where nothing was kept of it."""
    draft = queries.draft_for_change(draft_id, reader=by) if draft_id else None
    policies.check_draft_open(draft)
    return draft


def use_up(draft, incident, *, by, at):
    """Let a draft end in the incident that was logged from it."""
    if draft is None:
        return
    draft.incident = incident
    draft.updated_at = max(at, draft.updated_at)
    draft.save()
    record(events.CALL_DRAFT_LOGGED, about=draft, by=by, at=at)
