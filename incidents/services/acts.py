"""Recording a small act that meets a duty."""

from accounts.permissions import allow
from core.errors import Absent, Refused
from core.journal import command, record
from incidents import queries
from incidents.acts import ACTS
from incidents.models import Act
from law import clocks


@command
def record_act(*, case_id, act, note, of=None, flag="", by, at, command_id=None):
    """Record that somebody was told, referred or shown, with what proves it; `of` is the duty's subject.

    The duty that the act meets ends with it. Refused when the note says nothing.
    """
    case = queries.case_for_change(case_id, reader=by)
    kind = ACTS.get(act)
    if kind is None:
        raise Absent()
    allow(by, kind.permission, case)
    if not note.strip():
        raise Refused(f"Say what was done: {kind.note}", "note")
    done = Act.objects.create(case=case, kind=act, of=of, note=note.strip(), done_by=by, done_at=at)
    record(
        kind.event,
        about=done,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        of=of,
        flag=flag or None,
        dated=clocks.london_day(at),
        level=case.risk_level,
    )
    return done
