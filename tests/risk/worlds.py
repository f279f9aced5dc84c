"""A case with something of everything in it, lived in before and after an assessment is signed off at some grade."""

import uuid
from datetime import timedelta

from children import services as children
from children.models import School
from custody import services as custody
from custody.models import Feed
from deaths.models import Death, Recommendation
from disclosures import services as disclosures
from incidents import services as incidents
from incidents.models import Involvement, Transfer
from incidents.services.cases import take_over
from law import clocks, questionnaires
from law.further import SETS
from marac import services as marac
from oversight.models import Check, Round
from people import services as people
from people.models import Firearm, PossibleDuplicate
from regular.models import Task
from risk import services as risk
from risk.states import POLICE
from safety_plans import services as plans
from tests.custody.addresses import look_at
from tests.custody.refused import refused_message
from witness_care import services as witness_care


def before(call, everybody, at):
    """Log, attend and allocate a case with a child, a firearm, a marker and a doubled record; return (case, ids)."""
    officer, safeguarding = everybody["officer"], everybody["safeguarding"]
    Firearm.objects.create(certificate="K-77", address=people.place("14 Harbour Row", "CT16 1AA"))
    victim = {"given_name": "Asha", "family_name": "Vale", "born_on": "1990-04-05", "phone": "07700 900871"}
    suspect = {"given_name": "Dorian", "family_name": "Crane", "born_on": "1988-01-30", "relation": "ex_partner"}
    roles = [{"role": "victim", **victim}, {"role": "suspect", **suspect}, {"role": "caller", **victim}]
    incident = call(at - timedelta(hours=2), people=roles)
    attended = {"positive_action": "Took an account", "children": "NONE", "firearms_told": "YES"}
    incidents.record_attendance(
        incident_id=incident.pk, arrived_at=at - timedelta(hours=1), by=officer, at=at - timedelta(hours=1), **attended
    )
    case = incident.allegations.get().case
    school = School.objects.create(force=case.force, reference="900101", name="Harbour School", area="Kent")
    children.add_child(case_id=case.pk, given_name="Oren", family_name="Vale", born_on="2018", by=safeguarding, at=at)
    part = children.place_child(
        case_id=case.pk,
        person_id=Involvement.objects.get(role="child").person_id,
        where="PRESENT",
        affected="YES",
        related="BOTH",
        schooling="SCHOOL",
        school_id=school.pk,
        said="He heard it",
        by=safeguarding,
        at=at,
    )
    told = {"to_whom": "Ida Lead", "how": "PHONE", "words": "He may be tired", "read_through": True}
    notice = children.tell_school(part_id=part.pk, **told, by=safeguarding, at=at)
    people.record_safe_address(person_id=case.victim_id, text="9 Lark Steps", by=everybody["neighbourhood"], at=at)
    marker = people.set_marker(
        kind="WEAPONS",
        reason="A knife by the door",
        expires_on=clocks.london_day(at) + timedelta(days=90),
        person_id=case.suspect_id,
        by=officer,
        at=at,
    )
    incidents.allocate_investigation(
        case_id=case.pk, route="RESPONSE", reason="Local", by=everybody["control_supervisor"], at=at
    )
    begun = incidents.save_draft(
        draft_id=uuid.uuid4(),
        content={"what": ["Again"], "people-0-person_id": [str(case.victim_id)]},
        base={},
        by=everybody["operator"],
        at=at,
    ).draft
    back = call(
        at,
        people=[{"role": "victim", "person_id": case.suspect_id}, {"role": "suspect", "person_id": case.victim_id}],
    ).allegations.get()
    take_over(back.case, officer=officer, by=officer, at=at)
    return case, {
        "case_id": case.pk,
        "incident_id": incident.pk,
        "certificate_id": incident.firearms_alert.certificates.get().pk,
        "incident_check_id": incident.checks.first().pk,
        "person_id": case.victim_id,
        "suspect_id": case.suspect_id,
        "part_id": part.pk,
        "notice_id": notice.pk,
        "school_id": school.pk,
        "marker_id": marker.pk,
        "call_draft_id": begun.pk,
        "counter_id": back.case.counters.get().pk,
        "duplicate_id": PossibleDuplicate.objects.get().pk,
        "posting_id": officer.posting.pk,
        "officer_id": officer.pk,
    }


# In each of three worlds: how an earlier assessment was graded, what was wanted instead, and to what it was lowered.
EARLIER = {
    "HIGH": ("HIGH", "MEDIUM", "MEDIUM"),
    "MEDIUM": ("MEDIUM", "HIGH", "STANDARD"),
    "STANDARD": ("HIGH", "STANDARD", "STANDARD"),
}


def earlier(grade, case, everybody, at, read_by=("neighbourhood", "other_cru")):
    """Have an assessment read by two, disputed, decided and lowered before the one that is still to be read."""
    stands, wanted, lowered = EARLIER[grade]
    signed = sign_off_at(stands, case, everybody, at)
    for reader in (everybody["cru"], everybody["other_cru"]):
        risk.read_assessment(assessment_id=signed.pk, grade=stands, reasons="Records read", by=reader, at=at)
    dispute = risk.dispute_grade(case_id=case.pk, wanted=wanted, reasons="Not so", by=everybody["neighbourhood"], at=at)
    by = {"by": everybody["safeguarding"], "at": at}
    risk.decide_dispute(dispute_id=dispute.pk, grade=stands, reasons="Heard both", **by)
    for party in read_by:
        risk.read_dispute(dispute_id=dispute.pk, by=everybody[party], at=at)
    lower = risk.propose_downgrade(
        assessment_id=signed.pk,
        grade=lowered,
        reason="He is in prison",
        until_on=clocks.london_day(at) + timedelta(days=7),
        by=everybody["cru"],
        at=at,
    )
    risk.agree_downgrade(downgrade_id=lower.pk, **by)
    return {"assessment_id": signed.pk, "dispute_id": dispute.pk, "downgrade_id": lower.pk}


def after(case, everybody, at):
    """Do with a case what is done once its level stands; return the identifiers of it all."""
    officer, mine, reader = everybody["officer"], everybody["neighbourhood"], everybody["other_cru"]
    day = clocks.london_day(at)
    by = {"by": officer, "at": at}
    event = custody.enter_event(case_id=case.pk, kind="ARRESTED", effective_at=at - timedelta(hours=1), **by)
    measure = plans.propose_measure(
        case_id=case.pk,
        code="WELFARE_CALLS",
        owner_id=mine.pk,
        due_on=day + timedelta(days=7),
        victim_agrees="YES",
        **by,
    )
    referral = marac.refer_case(
        case_id=case.pk,
        judgement_reasons="She is afraid to speak",
        victim_told="TOLD",
        consent="AGREES",
        idva_told_at=at,
        **by,
    )
    coordinator = {"by": everybody["marac_coordinator"], "at": at}
    meeting = marac.plan_meeting(held_on=day, place="County Hall", chair="Inspector", **coordinator)
    marac.list_case(referral_id=referral.pk, meeting_id=meeting.pk, **coordinator)
    asked = {"what": "Call her", "agency": "POLICE", "owner_id": reader.pk, "due_on": day + timedelta(days=9)}
    marac.record_outcome(referral_id=referral.pk, summary="Heard", actions=[asked], **coordinator)
    offer = incidents.offer_case(case_id=case.pk, to_id=reader.pk, must_know="She works nights", **by)
    elsewhere = dict.fromkeys(("force_name", "to_name", "to_role", "reached_by", "must_know"), "Essex")
    sent = Transfer.objects.create(case=case, giver=officer, sent_at=at, **elsewhere)
    carer = witness_care.name_contact(case_id=case.pk, officer_id=mine.pk, must_know="She works nights", **by)
    needs = {"needs": [], "measures": ["SCREENS"], "said": "Afraid to meet him", "safe_how": "By telephone"}
    witness_care.assess_needs(case_id=case.pk, **needs, **by, method="PHONE", exception_reason="She rang")
    again = witness_care.ask_review(case_id=case.pk, decision="No charge", **by)
    dead = Death.objects.create(
        case=case,
        person=case.suspect,
        died_on=day,
        factor="MAY_BE",
        circumstances="A fall",
        recorded_at=at,
        recorded_by=officer,
    )
    changed = Recommendation.objects.create(
        death=dead, text="Ask sooner", owner=officer, due_on=day, made_at=at, made_by=officer
    )
    request = disclosures.receive_request(
        at_risk_id=case.victim_id,
        subject_id=case.suspect_id,
        route="KNOW",
        applicant="POLICE",
        concern="A new partner",
        by=everybody["safeguarding"],
        at=at,
    )
    drawn = {"theme": "GRADE", "seed": "0" * 32, "population": 1, "fingerprint": "0" * 64}
    sample = Round.objects.create(
        force=case.force,
        month=day.replace(day=1),
        track=Round.Track.CALLS,
        begun_at=at,
        drawn_at=at,
        drawn_by=everybody["control_supervisor"],
        **drawn,
    )
    looked_at = Check.objects.create(
        round=sample,
        place=1,
        subject_id=case.allegations.first().incident_id,
        matter=case,
        person=everybody["operator"],
    )
    feed = Feed.objects.create(force=case.force, source="custody-suite", rhythm="CUSTODY", first_heard_at=at)
    refused = refused_message(event, words="Another man", by=officer, at=at)
    return {
        "event_id": event.pk,
        "refused_id": refused.pk,
        "look_id": look_at(event, case, at=at).pk,
        "measure_id": measure.pk,
        "referral_id": referral.pk,
        "meeting_id": meeting.pk,
        "action_id": referral.actions.get().pk,
        "offer_id": offer.pk,
        "transfer_id": sent.pk,
        "contact_id": carer.pk,
        "special_id": case.special_measures.get().pk,
        "review_id": again.pk,
        "death_id": dead.pk,
        "recommendation_id": changed.pk,
        "request_id": request.pk,
        "check_id": looked_at.pk,
        "quality_round_id": sample.pk,
        "task_id": Task.objects.create(force=case.force, code="MARAC_RETURN", begins_on=day).pk,
        "feed_id": feed.pk,
    }


def sign_off_at(grade, case, everybody, at, children="LISTED"):
    """Have an assessment of a case made and signed off at this grade; return it."""
    named = [{"given_name": "Oren", "family_name": "Vale"}] if children == "LISTED" else []
    begun = risk.start_assessment(case_id=case.pk, by=everybody["officer"], at=at)
    handed_in = risk.submit_assessment(
        assessment_id=begun.pk,
        answers={item.code: "NO" for item in questionnaires.load(POLICE).items},
        children=children,
        children_named=named,
        left_out=dict.fromkeys(SETS, "She had to leave for the hospital"),
        grade=grade,
        grade_reasons="He lost his work",
        by=everybody["officer"],
        at=at,
    )
    return risk.sign_off_assessment(
        assessment_id=begun.pk, content_hash=handed_in.content_hash, by=everybody["sergeant"], at=at
    )
