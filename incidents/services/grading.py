"""The grade of a call: suggested with reasons, chosen by a person, looked at again, and every decision kept."""

from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from incidents import events, policies, queries
from incidents.models import GradeDecision, Thrive
from incidents.queries import supervision as watches
from incidents.services import supervision
from incidents.services.checks import list_checks_later
from incidents.states import Children, Connected, Grade
from law import clocks
from law import thrive as letters
from law.call_grading import grade_floor, suggest_call_grade


def give_grade(incident, *, history, grade, note, dropped, by):
    """Set the default, the chosen and the holding grade with their reasons, or refuse.

    Return {reason: ids of the incidents that it rests on}, for the reasons that the history gives.
    """
    floor = grade_floor(incident.kind, incident.domestic, incident.connected)
    suggested = suggest_call_grade(criteria(incident, dropped) | history)
    policies.check_grade(
        kind=incident.kind,
        connected=incident.connected,
        grade=grade,
        floor=floor.grade,
        by=by,
        note=note,
        about=incident,
    )
    incident.default_grade = suggested.grade
    incident.grade_reasons = [reason.text for reason in (*floor.reasons, *suggested.reasons)]
    incident.chosen_grade = grade
    incident.grade = grade or ("" if floor.needs_connection else suggested.grade)
    incident.grade_note = note.strip()
    below = floor.grade and grade not in ("", Grade.IMMEDIATE, Grade.HIGH)
    incident.grade_approved_by = by if below and note.strip() else None
    rest_on = ((reason.text, history.get(reason.code.lower())) for reason in suggested.reasons)
    return {text: [str(pk) for pk in ids if pk != incident.pk] for text, ids in rest_on if isinstance(ids, list)}


def history_before(victims, suspects, day, but=None):
    """Return what the record knows of the identities in a call, as the rules take it: repeat, serial, MARAC.

    What is on record holds whoever looks; `but` is the incident itself. A referral of a restricted case is no reason:
    whoever reads the incident reads these.
    """
    people = set(victims) | set(suspects)
    if not people:
        return {}
    history = queries.known_before(victims, suspects, day, but)
    for known in supervision.KNOWN_ABOVE:
        history |= known(watches.cases_everybody_may_know(people), day)
    return history


def criteria(incident, dropped=False):
    """Return everything that the grading rules of `law` look at."""
    return incident.facts | {
        "kind": incident.kind,
        "domestic": incident.domestic,
        "connected": incident.connected,
        "children": incident.children == Children.LISTED or incident.facts.get("children_present"),
        "firearms": incident.firearms,
        "call_dropped": dropped,
    }


def decided(incident, because, *, again=False, by, at):
    """Keep a decision on the grade as it was taken, with the earlier incidents that its reasons rest on."""
    GradeDecision.objects.create(
        incident=incident,
        default_grade=incident.default_grade,
        chosen_grade=incident.chosen_grade,
        grade=incident.grade,
        reasons=incident.grade_reasons,
        because=because,
        note=incident.grade_note,
        again=again,
        decided_at=at,
        decided_by=by,
    )


def look_at(incident, words, *, by, at):
    """Keep what was looked at under each letter of THRIVE; nothing where nothing was said."""
    said = {code: str(text).strip() for code, text in words.items() if code in letters.CODES and str(text).strip()}
    for code, text in said.items():
        if len(text) > letters.MOST:
            raise Refused(f"Say it in at most {letters.MOST} characters.", f"thrive_{code}")
    if said:
        Thrive.objects.create(incident=incident, recorded_at=at, recorded_by=by, **said)


def still_domestic(incident, connected):
    """Say whether an incident is domestic once the connection question has this answer.

    A yes makes it so. A no does not take the qualifier away, for that needs two people (`question_qualifier`);
    only where the question was open and nothing graded yet is it the first answer.
    """
    if connected == Connected.YES:
        return True
    first_answer = not incident.connected and not incident.grade
    return incident.domestic and not (first_answer and connected == Connected.NO)


@command
def regrade(*, incident_id, grade, connected="", note="", by, at, command_id=None):
    """Look at the grade of a call again, and keep or change it; lower only a supervisor may, with a reason.

    A grade that stays is confirmed: what is owed under it runs on from the call.
    """
    incident = queries.incident_for_change(incident_id, reader=by)
    allow(by, Permission.CALL_REGRADE, incident)
    before = incident.grade
    policies.check_not_lowered(before, grade, note=note, by=by, about=incident)
    incident.domestic = still_domestic(incident, connected)
    incident.connected = connected or incident.connected
    dropped = queries.was_cut_off(incident)
    history = history_before(*watches.identities_in(incident), clocks.london_day(at), but=incident.pk)
    because = give_grade(incident, history=history, grade=grade, note=note, dropped=dropped, by=by)
    incident.save()
    decided(incident, because, again=True, by=by, at=at)
    area = queries.area_of(incident)
    for case_id in queries.case_ids_of(incident):
        record(
            events.GRADE_CONFIRMED if before == incident.grade else events.REGRADED,
            about=incident,
            case_id=case_id,
            by=by,
            at=at,
            command_id=command_id,
            grade=incident.grade,
            area=area,
            domestic=incident.domestic,
        )
        command_id = None
    supervision.regraded(incident, before=before, by=by, at=at)
    list_checks_later(incident, by=by, at=at)
    return incident
