"""Live supervision: what an incident meets is written with its cause, and a named supervisor acknowledges it.

The functions without `@command` run in the transaction of whatever changed the incident.
"""

from accounts.permissions import Permission, allow
from core import duties
from core.journal import command, record
from core.models import Duty
from incidents import events, queries
from incidents.models import Hit, Watch
from incidents.policies import supervision as policies
from incidents.queries import supervision as watches
from incidents.states import URGENCY, Children, Decision, Outcome, Resourcing
from law import clocks, supervision

DUTY = "SUPERVISE_INCIDENT"
# Functions (cases of the victims, day) -> facts; the desk fills it, since MARAC lives above.
KNOWN_ABOVE = []


def begin(incident, *, allegations=None, dropped=None, by, at):
    """Put a domestic incident on the board and write down what it meets.

    `allegations` and `dropped` are given by whoever has just written them.
    """
    if not incident.domestic:
        return
    allegations = watches.allegations_of(incident) if allegations is None else allegations
    watch = Watch(
        incident=incident,
        force_id=incident.force_id,
        case=watches.case_to_tell(allegations),
        began_at=incident.reported_at,
        unit_due_at=supervision.unit_due(incident.grade, incident.reported_at),
    )
    found = supervision.met(facts_of(incident, watch, at, allegations, dropped))
    if found:
        meet(watch, found, by=by, at=at)
    else:
        watch.save(force_insert=True)


def look(incident, *, by, at, done=()):
    """Write down each criterion that the incident newly meets; `done` names what an act has just made so."""
    watch = watches.watch_for_change(incident.pk)
    if watch is None:
        return
    facts = facts_of(incident, watch, at, watches.allegations_of(incident)) | dict.fromkeys(done, True)
    met, waiting = watches.criteria_of(watch)
    fresh = [
        criterion
        for criterion in supervision.met(facts)
        if criterion.code not in (waiting if criterion.done or criterion.by_clock else met)
    ]
    if fresh:
        meet(watch, fresh, by=by, at=at)


def facts_of(incident, watch, at, allegations, dropped=None):
    """Return what the criteria look at: the incident, its calls, what history and MARAC say, and the clock."""
    day = clocks.london_day(at)
    if dropped is None:
        dropped = incident.calls.filter(dropped=True).exists()
    facts = incident.facts | {
        "kind": incident.kind,
        "grade": incident.grade,
        "firearms": incident.firearms,
        "children": incident.children == Children.LISTED,
        "call_dropped": dropped,
        "unresourced": watches.without_a_unit(watch, at),
    }
    facts |= watches.history_of(allegations)
    for known in KNOWN_ABOVE:
        facts |= known(watches.cases_of_victims(allegations), day)
    return facts


def meet(watch, criteria, *, by, at):
    """Write a row for each criterion met, open the duty to look, and keep or put the incident on the board."""
    moments = {criterion.code: watch.unit_due_at if criterion.by_clock else at for criterion in criteria}
    since = min(moments.values())
    watch.first_met_at = watch.first_met_at or since
    watch.waiting_since = min(watch.waiting_since or since, since)
    watch.left_at = None
    watch.save()
    Hit.objects.bulk_create(Hit(watch=watch, criterion=code, met_at=moment) for code, moment in moments.items())
    record(
        events.CRITERIA_MET,
        about=watch.incident,
        case_id=watch.case_id,
        by=by,
        at=at,
        criteria=list(moments),
        waiting_since=watch.waiting_since,
    )


@command
def acknowledge_criteria(*, incident_id, decision, criteria=(), note="", by, at, command_id=None):
    """Acknowledge by name what an incident meets, with a decision: the criteria named, or all that wait."""
    incident = queries.incident_for_change(incident_id, reader=by)
    watch = watches.watched(incident.pk)
    allow(by, Permission.SUPERVISE, incident)
    # What only the clock says is shown on the board before the sweep writes it down: it is acknowledged as well.
    look(incident, by=None, at=at)
    watch.refresh_from_db()
    hits = [hit for hit in watches.waiting_hits(watch) if not criteria or hit.criterion in criteria]
    policies.check_can_acknowledge(incident, hits, decision=decision, note=note, by=by)

    for hit in hits:
        hit.acknowledged_at, hit.acknowledged_by = at, by
        hit.decision, hit.note = decision, note.strip()
        hit.save()
    left = watches.waiting_hits(watch)
    watch.waiting_since = min((hit.met_at for hit in left), default=None)
    if watch.seen_at is None:
        watch.seen_at, watch.seen_by = at, by
    if any(supervision.BY_CODE[hit.criterion].by_clock for hit in hits):
        await_a_unit(watch, at)
    leave_when_done(watch, at)

    record(
        events.CRITERIA_ACKNOWLEDGED,
        about=incident,
        case_id=watch.case_id,
        by=by,
        at=at,
        command_id=command_id,
        criteria=[hit.criterion for hit in hits],
        decision=Decision(decision).value,
        left=len(left),
        waiting_since=watch.waiting_since,
    )
    return incident


def await_a_unit(watch, at):
    """Count anew until when a unit should be sent, where nobody is on the way; the caller saves."""
    if watch.resourcing == Resourcing.NOBODY and watch.finished_at is None:
        watch.unit_due_at = supervision.unit_due(watch.incident.grade, at)


def leave_when_done(watch, at):
    """Take a finished incident off the board once nothing waits for a supervisor; save either way."""
    if watch.finished_at and watch.waiting_since is None:
        watch.left_at = watch.left_at or at
    watch.save()


def regraded(incident, *, before, by, at):
    """Follow a change of grade, or of whether it is domestic abuse at all."""
    watch = watches.watch_for_change(incident.pk)
    if watch is None:
        begin(incident, by=by, at=at)
        return
    if not incident.domestic:
        if watch.finished_at is None:
            finish(watch, Outcome.NOT_DOMESTIC, by=by, at=at)
        return
    if watch.outcome == Outcome.NOT_DOMESTIC:
        watch.finished_at = watch.finished_by = watch.left_at = None
        watch.outcome = ""
    watch.incident = incident
    await_a_unit(watch, at)
    watch.save()
    lower = before and incident.grade and URGENCY[incident.grade] > URGENCY[before]
    look(incident, by=by, at=at, done=("downgraded",) if lower else ())


def arrived(incident, *, by, at):
    """Note that somebody is there; what they found may meet a criterion."""
    watch = watches.watch_for_change(incident.pk)
    if watch is None:
        return
    watch.resourcing, watch.unit_due_at = Resourcing.ARRIVED, None
    watch.save()
    look(incident, by=by, at=at)


def finish(watch, outcome, *, reason="", by, at):
    """End an incident for the control room; it stays on the board while a criterion waits."""
    watch.finished_at, watch.finished_by = at, by
    watch.outcome, watch.reason, watch.unit_due_at = outcome, reason, None
    leave_when_done(watch, at)


def look_at_people(people, at):
    """Look again at the incidents on the board in which these people are victim or suspect."""
    for incident in watches.incidents_watched_of(people):
        look(incident, by=None, at=at)


def hand_to_named(case, *, by, at):
    """Give the waiting duties of a case that was just restricted to somebody who may still see it."""
    for duty in Duty.objects.filter(case_id=case.pk, code=DUTY, ended_at=None).select_related("opened_by"):
        owner = duties.OWNERS[duty.owed_by](duty.opened_by).officer_id
        if owner != duty.owner_id:
            record(duties.REASSIGNED, about=duty, case_id=case.pk, by=by, at=at, duty=duty.code, owner=owner)


def sweep(at):
    """Write down which incidents are without a unit beyond their target; return how many. Twice is once.

    The board shows it by comparison already; here it becomes a row with its duty, dated when the target passed.
    """
    found = list(watches.incidents_without_a_unit(at))
    for incident in found:
        look(incident, by=None, at=at)
    return len(found)
