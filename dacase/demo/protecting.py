"""Safety plans and MARAC."""

from datetime import timedelta

from dacase.demo.custody import sergeant_of
from incidents import queries as incidents
from law import clocks, measures
from marac import queries as marac_queries
from marac import services as marac
from safety_plans import queries, services

MEASURES = {"HIGH": 4, "MEDIUM": 3, "STANDARD": 1, "": 1}
WISHES = "Wants to stay in her home, wants him kept away, and wants to be called before anything changes"
WHY_FEWER = "She wants these for now; the others were offered and will be offered again"


def owner_of(month, case_id):
    """Return the owner of a case."""
    return month.by_id[incidents.owner_of(case_id).pk]


def make_plan(month, duty, *, at):
    """The owner and the victim agree what will be done."""
    officer, case = owner_of(month, duty.case_id), incidents.case_of_entry(duty.case_id)
    plan = queries.of_case(case.pk)
    if plan is None:
        for measure in measures.minimum_set(case.risk_level or "STANDARD")[: MEASURES[case.risk_level]]:
            propose(month, case.pk, measure.code, officer, at)
    services.agree_plan(case_id=case.pk, victim_wishes=WISHES, deviation_reason=WHY_FEWER, by=officer, at=at)


def propose(month, case_id, code, officer, at):
    """Propose one measure to the owner of the case."""
    due_on = clocks.london_day(at) + timedelta(days=month.random.randint(1, 7))
    return services.propose_measure(
        case_id=case_id, code=code, owner_id=officer.pk, due_on=due_on, victim_agrees="YES", by=officer, at=at
    )


def accept_measure(month, duty, *, at):
    """The officer takes the measure on."""
    services.accept_measure(measure_id=duty.subject_id, by=month.owner(duty), at=at)


WORDS_OF_PROOF = {
    "SEEN": "Tried it with her; it works",
    "PHOTOGRAPH": "Fitted, and photographed from inside and outside",
    "CONTACT": "She said so when we spoke; she has what she needs",
    "DOCUMENT": "It is in the file",
    "VICTIM": "She confirmed it on the telephone; tried once together",
    "PARTNER": "They confirmed it in writing",
}


def do_measure(month, duty, *, at):
    """The measure is in place, with a proof that fits it."""
    kinds = measures.proof_kinds(queries.measure(duty.subject_id, reader=month.owner(duty)).code)
    contact = incidents.conversations(duty.case_id).first() if "CONTACT" in kinds else None
    kind = "CONTACT" if contact else month.random.choice([each for each in kinds if each != "CONTACT"])
    services.complete_measure(
        measure_id=duty.subject_id,
        evidence_kind=kind,
        evidence=WORDS_OF_PROOF[kind],
        reference=f"EX/{month.random.randint(1000, 9999)}" if kind in ("PHOTOGRAPH", "DOCUMENT") else "",
        contact_id=contact and contact.pk,
        by=month.owner(duty),
        at=at,
    )


def review_plan(month, duty, *, at):
    """Somebody who may reviews the plan, or the owner agrees it anew."""
    if queries.of_case(duty.case_id) is None:
        return make_plan(month, duty, at=at)
    officer = owner_of(month, duty.case_id)
    by = officer if officer.may("PLAN_REVIEW") is None else sergeant_of(month, duty.case_id)
    return services.review_plan(
        case_id=duty.case_id,
        outcome="CONTINUE",
        what_changed="Went through it measure by measure after what happened",
        next_steps="Call again in the week",
        by=by,
        at=at,
    )


def plan_meetings(month):
    """Two meetings of MARAC: one that has been, one that will be."""
    coordinator = month.staff["marac"]
    for days in (-9, 5):
        held_on = clocks.london_day(month.now) + timedelta(days=days)
        marac.plan_meeting(
            held_on=held_on,
            place="Council offices, Canterbury",
            chair="Chair of the week",
            by=coordinator,
            at=month.now - timedelta(days=28),
        )
    held = clocks.start_of_day(clocks.london_day(month.now) - timedelta(days=9)) + timedelta(hours=10)
    month.at(held, hear)


def refer(month, duty, *, at):
    """The case goes to MARAC and to the IDVA."""
    marac.refer_case(
        case_id=duty.case_id,
        judgement_reasons="He has said that he will find her",
        victim_told="TOLD",
        consent="AGREES",
        idva_told_at=at,
        by=owner_of(month, duty.case_id),
        at=at,
    )


def contact(month, duty, *, at):
    """The IDVA reaches the victim."""
    marac.record_idva_attempt(
        referral_id=duty.subject_id,
        attempted_at=at,
        method="Telephone, in the morning",
        reached=True,
        by=month.staff["marac"],
        at=at,
    )


def list_case(month, duty, *, at):
    """The coordinator lists the case for the next meeting."""
    day = clocks.london_day(at)
    ahead = [meeting for meeting in marac_queries.meetings(reader=month.staff["marac"]) if meeting.held_on > day]
    meeting = min(ahead, key=lambda each: each.held_on)
    marac.list_case(referral_id=duty.subject_id, meeting_id=meeting.pk, by=month.staff["marac"], at=at)


def send_agenda(month, duty, *, at):
    """The agenda goes out."""
    referral = marac_queries.one(duty.subject_id, reader=month.staff["marac"])
    meeting = marac_queries.listing_of(referral).meeting
    marac.record_agenda_sent(
        read_through=True, meeting_id=meeting.pk, sent_to="All agencies of the meeting", by=month.staff["marac"], at=at
    )


def hear(month, *, at):
    """The meeting: each case is heard, and agencies take actions."""
    coordinator, day = month.staff["marac"], clocks.london_day(at)
    meeting = next(each for each in marac_queries.meetings(reader=coordinator) if each.held_on == day)
    for listing in marac_queries.agenda(meeting, reader=coordinator):
        owner = owner_of(month, listing.referral.case_id)
        due_on = day + timedelta(days=7)
        marac.record_outcome(
            referral_id=listing.referral_id,
            summary="High risk of serious harm; she is supported by the IDVA and will move",
            actions=[
                {
                    "what": "Visit him and explain the conditions",
                    "agency": "POLICE",
                    "owner_id": owner.pk,
                    "due_on": due_on,
                },
                {"what": "Offer a move within the month", "agency": "HOUSING", "owner_id": owner.pk, "due_on": due_on},
            ],
            by=coordinator,
            at=at,
        )


def send_actions(month, duty, *, at):
    """The actions go out."""
    day = clocks.london_day(at)
    held = [each for each in marac_queries.meetings(reader=month.staff["marac"]) if each.held_on <= day]
    marac.record_actions_sent(
        read_through=True,
        meeting_id=max(held, key=lambda each: each.held_on).pk,
        sent_to="All agencies with an action",
        by=month.staff["marac"],
        at=at,
    )


def do_action(month, duty, *, at):
    """An action of MARAC is done."""
    marac.complete_action(action_id=duty.subject_id, outcome="Done, and the IDVA told", by=month.owner(duty), at=at)
