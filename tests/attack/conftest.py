"""A restricted case with something of everything in it, and people who may not know of it."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

import pytest

from accounts import services as accounts
from accounts.permissions import Role
from children import services as children
from children.models import School
from core.models import Duty
from custody import services as custody
from custody.models import Feed
from deaths.models import Death, Recommendation
from disclosures import services as disclosures
from incidents import services as incidents
from incidents.models import Involvement, Transfer
from incidents.services.cases import take_over
from law import clocks, questionnaires
from law.further import speaks_of_a_child
from marac import services as marac
from oversight import services as quality
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

# Words that stand nowhere else: whoever reads one of them has read the restricted case.
CANARIES = ("Zephyrine", "Quillfeather", "Oberon", "Thistlewick", "Nightjar Lodge", "heliotrope")
# These name no record of a case.
OF_THE_FORCE = (
    "absence_id",
    "feed_id",
    "meeting_id",
    "officer_id",
    "posting_id",
    "quality_round_id",
    "school_id",
    "subject_id",
    "task_id",
)
REFUGE = "Kestrel House, 9 Lark Steps"


@dataclass
class Sealed:
    """The restricted case, and the identifiers by which paths ask for it, by their names in the paths."""

    case: object
    incident: object
    ids: dict
    meeting: object
    duties: list

    @property
    def marks(self):
        """What no stranger may read: names, and the identifiers of all that belongs to the case."""
        hidden = [str(pk) for name, pk in self.ids.items() if name not in OF_THE_FORCE]
        return [*CANARIES, REFUGE, *hidden, *(str(duty.pk) for duty in self.duties), self.incident.number]


@pytest.fixture
def sealed(call, everybody, at):
    """A case with an assessment, a plan, a custody event, an offer, a referral, a listing and an action; restricted."""
    officer, sergeant, mine = everybody["officer"], everybody["sergeant"], everybody["neighbourhood"]
    day = clocks.london_day(at)
    Firearm.objects.create(certificate="heliotrope", address=people.place("Nightjar Lodge", "CT17 9ZZ"))
    incident = call(
        at - timedelta(hours=2),
        address="Nightjar Lodge",
        postcode="CT17 9ZZ",
        what="heliotrope",
        people=[
            {
                "role": "victim",
                "given_name": "Zephyrine",
                "family_name": "Quillfeather",
                "born_on": "1991-02-03",
                "phone": "07700 900871",
            },
            {
                "role": "suspect",
                "given_name": "Oberon",
                "family_name": "Thistlewick",
                "born_on": "1987-06-07",
                "relation": "ex_partner",
            },
            {
                "role": "caller",
                "given_name": "Zephyrine",
                "family_name": "Quillfeather",
                "born_on": "1991-02-03",
                "phone": "07700 900871",
            },
        ],
    )
    incidents.record_attendance(
        incident_id=incident.pk,
        arrived_at=at - timedelta(hours=1),
        positive_action="heliotrope",
        children="NONE",
        firearms_told="YES",
        by=officer,
        at=at,
    )
    case = incident.allegations.get().case
    people.record_safe_address(person_id=case.victim_id, text=REFUGE, by=mine, at=at)
    event = custody.enter_event(
        case_id=case.pk, kind="ARRESTED", effective_at=at - timedelta(hours=1), by=officer, at=at
    )
    draft = risk.start_assessment(case_id=case.pk, by=officer, at=at)
    assessment = risk.submit_assessment(
        assessment_id=draft.pk,
        answers={
            item.code: "NO" if speaks_of_a_child(item.code, "YES", "") else "YES"
            for item in questionnaires.load(POLICE).items
        },
        children="NONE",
        further_unasked=True,
        grade="HIGH",
        by=officer,
        at=at,
    )
    assessment = risk.sign_off_assessment(
        assessment_id=assessment.pk, content_hash=assessment.content_hash, by=sergeant, at=at
    )
    school = School.objects.create(force=case.force, reference="900101", name="Harbour School", area="Kent")
    part, notice = placed(case, school, everybody["safeguarding"], at)
    waiting = risk.start_assessment(case_id=case.pk, by=sergeant, at=at + timedelta(hours=1))
    measure = plans.propose_measure(
        case_id=case.pk,
        code="WELFARE_CALLS",
        owner_id=mine.pk,
        due_on=day + timedelta(days=7),
        victim_agrees="YES",
        by=officer,
        at=at,
    )
    referral, meeting, action = heard(case, everybody, at)
    offer = incidents.offer_case(case_id=case.pk, to_id=mine.pk, must_know="heliotrope", by=officer, at=at)
    elsewhere = dict.fromkeys(("force_name", "to_name", "to_role", "reached_by", "must_know"), "heliotrope")
    sent = Transfer.objects.create(case=case, giver=officer, sent_at=at, **elsewhere)
    dead = Death.objects.create(
        case=case,
        person=case.suspect,
        died_on=day,
        factor="MAY_BE",
        circumstances="heliotrope",
        recorded_at=at,
        recorded_by=officer,
    )
    changed = Recommendation.objects.create(
        death=dead, text="heliotrope", owner=officer, due_on=day, made_at=at, made_by=officer
    )
    begun = incidents.save_draft(
        draft_id=uuid.uuid4(),
        content={"what": ["heliotrope"], "people-0-person_id": [str(case.victim_id)]},
        base={},
        by=everybody["operator"],
        at=at,
    ).draft
    marker = people.set_marker(
        kind="WEAPONS",
        reason="heliotrope",
        expires_on=day + timedelta(days=90),
        person_id=case.suspect_id,
        by=officer,
        at=at,
    )
    disputed = risk.dispute_grade(case_id=case.pk, wanted="MEDIUM", reasons="heliotrope", by=officer, at=at)
    incidents.allocate_investigation(
        case_id=case.pk, route="RESPONSE", reason="heliotrope", by=everybody["control_supervisor"], at=at
    )
    carer = witness_care.name_contact(case_id=case.pk, officer_id=mine.pk, must_know="heliotrope", by=officer, at=at)
    witness_care.assess_needs(
        case_id=case.pk,
        needs=[],
        measures=["SCREENS"],
        method="PHONE",
        said="heliotrope",
        safe_how="heliotrope",
        exception_reason="heliotrope",
        by=officer,
        at=at,
    )
    again = witness_care.ask_review(case_id=case.pk, decision="heliotrope", by=officer, at=at)
    back = call(
        at,
        address="Nightjar Lodge",
        postcode="CT17 9ZZ",
        what="heliotrope",
        people=[{"role": "victim", "person_id": case.suspect_id}, {"role": "suspect", "person_id": case.victim_id}],
    ).allegations.get()
    take_over(back.case, officer=officer, by=officer, at=at)
    incidents.restrict_case(case_id=back.case_id, officers=[officer.pk], by=everybody["safeguarding"], at=at)
    lower = risk.propose_downgrade(
        assessment_id=assessment.pk,
        grade="MEDIUM",
        reason="heliotrope",
        until_on=day + timedelta(days=7),
        by=everybody["cru"],
        at=at,
    )
    incidents.restrict_case(case_id=case.pk, officers=[officer.pk], by=everybody["safeguarding"], at=at)
    quality.begin_round(incident.force_id, day.replace(day=1), "CALLS", at=at)
    drawn = {"theme": "GRADE", "seed": "0" * 32, "population": 1, "fingerprint": "0" * 64}
    Round.objects.update(**drawn, drawn_at=at, drawn_by=everybody["control_supervisor"])
    looked_at = Check.objects.create(
        round=Round.objects.get(),
        place=1,
        subject_id=incident.pk,
        matter=case,
        person=everybody["operator"],
    )
    absence = accounts.record_absence(
        officer_id=everybody["other_cru"].pk, kind="LEAVE", from_at=at, by=everybody["administrator"], at=at
    )
    asked = disclosures.receive_request(
        at_risk_id=case.victim_id,
        subject_id=case.suspect_id,
        route="KNOW",
        applicant="POLICE",
        concern="heliotrope",
        by=everybody["safeguarding"],
        at=at,
    )
    refused = refused_message(event, words="heliotrope", by=officer, at=at)
    ids = {
        "part_id": part.pk,
        "notice_id": notice.pk,
        "school_id": school.pk,
        "request_id": asked.pk,
        "downgrade_id": lower.pk,
        "check_id": looked_at.pk,
        "quality_round_id": looked_at.round_id,
        "absence_id": absence.pk,
        "subject_id": absence.pk,
        "task_id": Task.objects.create(force=case.force, code="MARAC_RETURN", begins_on=day).pk,
        "feed_id": Feed.objects.create(
            force=case.force, source="custody-suite", rhythm="CUSTODY", first_heard_at=at
        ).pk,
        "call_draft_id": begun.pk,
        "case_id": case.pk,
        "incident_id": incident.pk,
        "certificate_id": incident.firearms_alert.certificates.get().pk,
        "counter_id": back.case.counters.get().pk,
        "incident_check_id": incident.checks.first().pk,
        "assessment_id": assessment.pk,
        "draft_id": waiting.pk,
        "dispute_id": disputed.pk,
        "contact_id": carer.pk,
        "special_id": case.special_measures.get().pk,
        "review_id": again.pk,
        "measure_id": measure.pk,
        "event_id": event.pk,
        "refused_id": refused.pk,
        "look_id": look_at(event, case, at=at).pk,
        "offer_id": offer.pk,
        "transfer_id": sent.pk,
        "death_id": dead.pk,
        "recommendation_id": changed.pk,
        "referral_id": referral.pk,
        "meeting_id": meeting.pk,
        "action_id": action.pk,
        "marker_id": marker.pk,
        "duplicate_id": PossibleDuplicate.objects.get().pk,
        "person_id": case.victim_id,
        "suspect_id": case.suspect_id,
        "posting_id": officer.posting.pk,
        "officer_id": officer.pk,
    }
    return Sealed(case, incident, ids, meeting, list(Duty.objects.filter(case_id=case.pk)))


def placed(case, school, by, at):
    """Name a child of the case, say where they were, and tell the school; return the part and the notice."""
    children.add_child(case_id=case.pk, given_name="Oberon", family_name="Quillfeather", born_on="2018", by=by, at=at)
    part = children.place_child(
        case_id=case.pk,
        person_id=Involvement.objects.get(role="child").person_id,
        where="PRESENT",
        affected="YES",
        related="BOTH",
        schooling="SCHOOL",
        school_id=school.pk,
        said="heliotrope",
        by=by,
        at=at,
    )
    told = {"to_whom": "Ida Lead", "how": "PHONE", "words": "heliotrope", "read_through": True}
    return part, children.tell_school(part_id=part.pk, **told, by=by, at=at)


def heard(case, everybody, at):
    """Refer the case, list it and hear it; return the referral, the meeting and the one action."""
    officer, coordinator = everybody["officer"], everybody["marac_coordinator"]
    day = clocks.london_day(at)
    referral = marac.refer_case(
        case_id=case.pk,
        judgement_reasons="heliotrope",
        victim_told="TOLD",
        consent="AGREES",
        idva_told_at=at,
        by=officer,
        at=at,
    )
    meeting = marac.plan_meeting(held_on=day, place="County Hall", chair="Inspector", by=coordinator, at=at)
    marac.list_case(referral_id=referral.pk, meeting_id=meeting.pk, by=coordinator, at=at)
    marac.record_outcome(
        referral_id=referral.pk,
        summary="heliotrope",
        actions=[{"what": "heliotrope", "agency": "POLICE", "owner_id": officer.pk, "due_on": day + timedelta(days=9)}],
        by=coordinator,
        at=at + timedelta(hours=12),
    )
    return referral, meeting, referral.actions.get()


@pytest.fixture
def elsewhere(everybody, at):
    """An officer of another force in every role: {role: officer}."""
    force = accounts.found_force(code="essex", name="Essex (demonstration)", units={"all": "All"})
    found = {}
    for role in Role:
        found[role] = accounts.enrol(
            username=f"essex-{role.lower()}", first_name="Ida", last_name="Example", rank="sergeant"
        )
        accounts.post(officer=found[role], role=role, unit=force.units.get(), from_at=at - timedelta(days=900))
    return found


@pytest.fixture
def strangers(everybody, elsewhere):
    """One of each kind who may not know of the restricted case: {name: officer}."""
    kept_out = {name: everybody[name] for name in ("operator", "sergeant", "cru", "marac_coordinator", "auditor")}
    return kept_out | {f"essex {role}": who for role, who in elsewhere.items()}
