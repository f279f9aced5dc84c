"""Keeping what was told without a case, and asking of which case it is: nothing of it steers or is told till then."""

from core.journal import record
from custody import events, queries
from custody.models import MatterQuestion


def ask(event, cases, *, by, at, command_id=None):
    """Ask the owner of each of some cases whether an event, of a matter that was not named, concerns it."""
    for case in cases:
        MatterQuestion.objects.create(event=event, case=case, asked_at=at)
        say(events.MATTER_ASKED, event, case=case, by=by, at=at, command_id=command_id)
        command_id = None


def keep(event, named=None, *, by, at, command_id=None):
    """Keep an event that finds no open case, or not the one that it names; where he has any here, the CRU is asked."""
    look = queries.has_case(event)
    if look:
        MatterQuestion.objects.create(event=event, asked_at=at)
    told = {"look": look, "force": event.force_id} | ({"named": named} if named else {})
    say(events.EVENT_KEPT, event, by=by, at=at, command_id=command_id, **told)


def leave_unclaimed(event, *, by, at):
    """Ask the CRU about an event that concerns none of the cases whose owners were asked."""
    MatterQuestion.objects.create(event=event, asked_at=at)
    say(events.EVENT_UNCLAIMED, event, by=by, at=at, look=True, force=event.force_id)


def say(name, event, *, case=None, by, at, command_id=None, **more):
    """Record what became of an event that was told without a case: its kind, and nothing that was said of it."""
    told = {"kind": event.kind} | more
    record(name, about=event, case=case, by=by, at=at, occurred_at=event.effective_at, command_id=command_id, **told)
