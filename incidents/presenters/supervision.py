"""Words of live supervision, and the board as its page and its API show it."""

import hashlib
from datetime import timedelta
from statistics import median

from django.core.paginator import Paginator
from django.urls import reverse

from accounts.permissions import Permission
from core import heartbeat
from incidents import events
from incidents.queries import supervision as watches
from incidents.states import Decision, Outcome, Resourcing
from law import thresholds as figures
from law.clocks import london_day
from law.supervision import BY_CODE

MINUTE = timedelta(minutes=1)


def listed(codes):
    """Return criteria in words, within a sentence."""
    words = [BY_CODE[code].words for code in codes]
    return "; ".join(each if each[1:2].isupper() else each[:1].lower() + each[1:] for each in words)


SENTENCES = {
    events.CRITERIA_MET: lambda facts: f"Brought to a supervisor: {listed(facts['criteria'])}.",
    events.CRITERIA_ACKNOWLEDGED: lambda facts: (
        f"A supervisor looked ({listed(facts['criteria'])}). Decided: {Decision(facts['decision']).label.lower()}."
    ),
    events.UNIT_SENT: lambda facts: f"Unit {facts['unit']} sent.",
    events.UNIT_STOOD_DOWN: lambda facts: f"Unit {facts['unit']} stood down.",
    events.INCIDENT_FINISHED: lambda facts: f"Closed for the control room: {Outcome(facts['outcome']).label.lower()}.",
}
WAYS = {
    events.CRITERIA_ACKNOWLEDGED: lambda duty: reverse("criteria_acknowledge", args=[duty.subject_id]),
}


def board(reader, at, page=1):
    """Return a page of the board: its rows, how many wait on all pages, how soon supervisors looked, and a digest."""
    found = watches.board(reader=reader, at=at)
    page = Paginator(found, watches.SHOWN).get_page(page)
    climbed = watches.climbed([watch.incident_id for watch in page if watch.waiting_since])
    rows = [row(watch, at, climbed) for watch in page]
    eyes = eyes_of(watches.eyes(reader=reader, at=at), at)
    silence = heartbeat.warning(at)
    # Nearly always all of it is on one page, and then the rows themselves tell how many wait.
    waiting = watches.waiting_on(found) if page.has_other_pages() else sum(bool(each["waiting"]) for each in rows)
    shown = repr((rows, eyes, silence, waiting, page.number, page.paginator.count, int(at.timestamp()) // 60))
    return {
        "rows": rows,
        "eyes": eyes,
        "silence": silence,
        "page": page,
        # Whoever leaves a later page for a command comes back to it.
        "way_back": address(page.number) if page.number > 1 else "",
        "before": address(page.number - 1) if page.has_previous() else "",
        "after": address(page.number + 1) if page.has_next() else "",
        "waiting": waiting,
        "digest": hashlib.sha256(shown.encode()).hexdigest()[:16],
        "may_supervise": reader.may(Permission.SUPERVISE) is None,
        "may_send": reader.may(Permission.UNIT_SEND) is None,
        "may_finish": reader.may(Permission.CALL_LOG) is None,
        "looked_at": at,
    }


def address(number):
    """Return what leads to a page of the board."""
    return f"?page={number}"


def row(watch, at, climbed):
    """Return one incident of the board: what it is, who goes, what it meets, and who looked."""
    incident = watch.incident
    criteria = [criterion(hit) for hit in watch.hits.all()]
    late = watches.without_a_unit(watch, at)
    if late and not any(each["code"] == "UNRESOURCED" and each["waiting"] for each in criteria):
        criteria.append(told("UNRESOURCED", watch.unit_due_at))
    waiting = [each for each in criteria if each["waiting"]]
    return {
        "pk": incident.pk,
        "number": incident.number,
        "kind": incident.get_kind_display(),
        "address": str(incident.address) if incident.address else "",
        "grade": incident.grade,
        "grade_words": incident.get_grade_display() or "Not graded yet",
        "reported_at": incident.reported_at,
        "resourcing": Resourcing(watch.resourcing).label,
        "arrived": watch.resourcing == Resourcing.ARRIVED,
        "units": [dispatch.unit for dispatch in watch.on_the_way],
        "unit_due_at": watch.unit_due_at,
        "unit_late": late,
        "criteria": criteria,
        "waiting": len(waiting),
        "waiting_since": min((each["met_at"] for each in waiting), default=None),
        "first_met_at": watch.first_met_at,
        "seen_at": watch.seen_at,
        "seen_by": str(watch.seen_by) if watch.seen_by else "",
        "seen_after": minutes(watch.seen_at - watch.first_met_at) if watch.seen_at else None,
        "climbed_to": climbed.get(incident.pk, ""),
        "finished": watch.get_outcome_display(),
    }


def criterion(hit):
    """Return one criterion that an incident met, and who acknowledged it."""
    return told(hit.criterion, hit.met_at) | {
        "waiting": hit.acknowledged_at is None,
        "acknowledged_at": hit.acknowledged_at,
        "acknowledged_by": str(hit.acknowledged_by) if hit.acknowledged_by else "",
        "decision": hit.get_decision_display(),
        "note": hit.note,
    }


def told(code, met_at):
    """Return a criterion that waits; what only the clock has said is one already, before the sweep writes it down."""
    return {"code": code, "words": BY_CODE[code].words, "met_at": met_at, "waiting": True}


def minutes(span):
    """Return a length of time in whole minutes, never below nought."""
    return max(0, int(span / MINUTE))


def eyes_of(pairs, at):
    """Return the time to the first supervisor's eyes in this tour: median, worst so far, and who still waits."""
    waited = [(seen or at) - met for met, seen in pairs]
    seen = [each for each, (_, when) in zip(waited, pairs, strict=True) if when]
    return {
        "incidents": len(pairs),
        "unseen": len(pairs) - len(seen),
        "median": minutes(median(seen)) if seen else None,
        "worst": minutes(max(waited)) if waited else None,
        "target": figures.ACKNOWLEDGE_GRADE.on(london_day(at)),
    }


def of_incident(incident, reader, at):
    """Return the supervision of one incident for its own page, or None where it never was on the board."""
    watch = watches.watch_of(incident)
    if watch is None:
        return None
    watch.incident = incident
    climbed = watches.climbed([incident.pk]) if watch.waiting_since else {}
    return row(watch, at, climbed) | {
        "may_supervise": reader.may(Permission.SUPERVISE) is None,
        "may_send": reader.may(Permission.UNIT_SEND) is None,
        "may_finish": reader.may(Permission.CALL_LOG) is None,
    }
