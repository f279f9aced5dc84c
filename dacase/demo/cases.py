"""What a story begins with: a case reported some time ago, attended, and perhaps assessed."""

from datetime import timedelta

from core import journal_queries
from dacase.demo import assessing, calls, checking, children, contact, custody, words
from incidents import queries as incidents
from incidents import services
from risk import services as risk

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# How long after a call its assessment is signed off in a story.
SIGNED_AFTER = 150 * MINUTE


def reported(month, ago, *, gone_to=True, level="MEDIUM", children=False, facts=None, by="response"):
    """Log a call some time ago, attended within the half hour where it was; return its case."""
    at = month.now - ago
    rows = calls.new_couple(month)
    rows[1]["relation"] = "ex_partner"
    if children:
        rows.append(calls.child(month, rows[0]["family_name"]))
    address, postcode = words.address(month.random)
    incident = services.log_call(
        channel="999",
        people=rows,
        what=month.random.choice(calls.WHAT),
        connected="YES",
        address=address,
        postcode=postcode,
        caller_number=words.phone(month.random),
        facts=facts or {"violence": "used", "injury": True},
        by=month.staff["operator"],
        at=at,
    )
    case_id = incidents.case_ids_of(incident)[0]
    month.levels[case_id] = level
    if gone_to:
        attended(month, incident, at, children=children, by=by)
        do_the_small_things(month, case_id)
    return case_id


def attended(month, incident, at, *, children=False, by="response"):
    """Let somebody go to a call of a moment within the half hour, and the control room be done with it an hour on."""
    services.record_attendance(
        incident_id=incident.pk,
        arrived_at=at + 12 * MINUTE,
        positive_action="Arrested the suspect",
        children="LISTED" if children else "NONE",
        firearms_told="" if incidents.knows_of_all_firearms(incident, month.staff[by]) else "YES",
        by=month.staff[by],
        at=at + 25 * MINUTE,
    )
    month.carry_out(calls.finish, incident.pk, at=min(at + HOUR, month.now))


SMALL = (
    calls.act,
    calls.supervise,
    checking.check,
    checking.allocate,
    checking.record_crime,
    checking.record_evidence,
    children.place,
    children.tell_school,
    contact.ask,
)


def do_the_small_things(month, case_id):
    """Let what is owed beside the story be done: the grade acknowledged, the school told, the crime recorded."""
    for duty in journal_queries.duties(case_id=case_id):
        step = month.step_for(duty.code)
        if step in SMALL and duty.due_at < month.now:
            month.carry_out(step, duty, at=duty.due_at - (duty.due_at - duty.started_at) / 3)


def assessed(month, ago, *, sign=True, **known):
    """Log, attend and assess a case; sign the assessment off where it was. Return the case and the assessment."""
    case_id = reported(month, ago, **known)
    at = month.now - ago + 90 * MINUTE
    officer = month.by_id[incidents.owner_of(case_id).pk]
    found = assessing.hand_in(month, case_id, officer, at)
    if sign:
        risk.sign_off_assessment(
            assessment_id=found.pk,
            content_hash=found.content_hash,
            by=custody.sergeant_of(month, case_id),
            at=month.now - ago + SIGNED_AFTER,
        )
    return case_id, found
