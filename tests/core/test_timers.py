"""Each of the 57 timers that is a duty, kept in the database: what opens it, who owes it and can do it, when it ends.

The other numbers are gates and windows (`tests/law/test_duties.py`). Everything happens on Monday 16 November 2026 at
ten in a case at medium risk that the response officer owns.
"""

from datetime import date, timedelta

from django.db import transaction

from core.journal import record
from core.models import Duty
from custody import services as custody
from dacase import story
from incidents import services as incidents
from incidents.services import cases
from law import duties as rules
from law.clocks import LONDON

WAITING_SINCE, DAY = "2026-11-16T09:00:00+00:00", "2026-12-31"
# {rule: (who owes it, due in London, the facts that its events carry)}
TIMERS = {
    "RECORD_ATTENDANCE_IMMEDIATE": ("operator", "2026-11-16 10:15", {"domestic": True, "grade": "IMMEDIATE"}),
    "RECORD_ATTENDANCE_IMMEDIATE_REGRADED": ("operator", "2026-11-16 10:15", {"grade": "IMMEDIATE"}),
    "RECORD_ATTENDANCE_HIGH": ("operator", "2026-11-16 11:00", {"domestic": True, "grade": "HIGH"}),
    "RECORD_ATTENDANCE_HIGH_REGRADED": ("operator", "2026-11-16 11:00", {"grade": "HIGH"}),
    "RECORD_ATTENDANCE_SCHEDULED": ("operator", "2026-11-18 10:00", {"domestic": True, "grade": "SCHEDULED"}),
    "RECORD_ATTENDANCE_SCHEDULED_REGRADED": ("operator", "2026-11-18 10:00", {"grade": "SCHEDULED"}),
    "RELAY_FIREARMS": ("operator", "2026-11-16 10:10", {"attended": False}),
    "ACKNOWLEDGE_FIREARMS_LATER": ("officer", "2026-11-16 11:00", {"attended": True}),
    "REVIEW_FIREARMS": ("control_supervisor", "2026-11-16 10:15", {}),
    "REFER_FIREARMS": ("control_supervisor", "2026-11-17 10:00", {}),
    "FIREARMS_OUTCOME": ("neighbourhood", "2026-11-24 00:00", {}),
    "FIREARMS_NOT_TOLD": ("control_supervisor", "2026-11-17 10:00", {"told": False}),
    "SUPERVISE_INCIDENT": ("control_supervisor", "2026-11-16 09:10", {"waiting_since": WAITING_SINCE}),
    "RECORD_CRIME": ("officer", "2026-11-17 10:00", {"domestic": True}),
    "ASSESS": ("officer", "2026-11-16 20:00", {}),
    "ASSESS_WITHOUT_ATTENDANCE": (
        "operator",
        "2026-11-17 10:00",
        {"domestic": True, "grade": "RESOLVED_WITHOUT_DEPLOYMENT"},
    ),
    "SUPERVISE_ASSESSMENT": ("sergeant", "2026-11-17 10:00", {}),
    "SUPERVISE_CORRECTED": ("sergeant", "2026-11-17 09:00", {"first_submitted_at": WAITING_SINCE}),
    "SUPERVISE_BY_ANOTHER": ("sergeant", "2026-11-17 09:00", {"waiting": True, "first_submitted_at": WAITING_SINCE}),
    "CRU_REVIEW_HIGH": ("cru", "2026-11-17 10:00", {"grade": "HIGH"}),
    "CRU_REVIEW_MEDIUM": ("cru", "2026-11-19 10:00", {"grade": "MEDIUM"}),
    "CRU_REVIEW_CHILDREN": ("cru", "2026-11-19 10:00", {"children": "LISTED", "grade": "STANDARD"}),
    "ACCEPT_MEASURE": ("neighbourhood", "2026-11-17 10:00", {}),
    "DO_MEASURE": ("neighbourhood", "2027-01-01 00:00", {"due_on": DAY}),
    "ACCEPT_CASE": ("neighbourhood", "2026-11-16 20:00", {}),
    "REFER_TO_MARAC": ("officer", "2026-11-17 10:00", {"grade": "HIGH"}),
    "REFER_TO_MARAC_REVIEWED": ("officer", "2026-11-17 10:00", {"grade": "HIGH", "raised": True}),
    "REFER_TO_MARAC_DISPUTED": ("officer", "2026-11-17 10:00", {"level": "HIGH", "raised": True}),
    "REFER_TO_MARAC_READ": ("officer", "2026-11-17 10:00", {"level": "HIGH"}),
    "REFER_REPEAT_TO_MARAC": ("officer", "2026-11-17 10:00", {"domestic": True, "repeat_marac": True}),
    "CONTACT_BY_IDVA": ("marac_coordinator", "2026-11-18 10:00", {}),
    "SEND_AGENDA": ("marac_coordinator", "2026-12-22 00:00", {"meeting_on": DAY}),
    "CIRCULATE_ACTIONS": ("marac_coordinator", "2026-11-19 00:00", {}),
    "REVIEW_FLAG_SERIAL_PERPETRATOR": ("cru", "2026-11-24 00:00", {"flag": "SERIAL_PERPETRATOR"}),
    "DVPN_TO_COURT": ("officer", "2026-11-18 10:00", {}),
    "DAPN_TO_COURT": ("officer", "2026-11-18 10:00", {}),
    "ORDER_BREACH_TO_COURT": ("officer", "2026-11-17 10:00", {"breach_of": "DVPO", "arrested": True}),
    "REVIEW_DVPO_LAST": ("officer", "2026-12-30 00:00", {"kind": "DVPO", "expires_on": DAY}),
    "DAPO_NOTIFICATION": ("officer", "2026-11-20 00:00", {"kind": "DAPO"}),
    "TELL_VICTIM_ARREST": ("officer", "2026-11-18 00:00", {}),
    "TELL_VICTIM_INTERVIEW": ("officer", "2026-11-18 00:00", {}),
    "TELL_VICTIM_CHARGE": ("officer", "2026-11-18 00:00", {}),
    "TELL_VICTIM_NO_FURTHER_ACTION": ("officer", "2026-11-18 00:00", {}),
    "TELL_VICTIM_BAIL": ("officer", "2026-11-18 00:00", {}),
    "TELL_VICTIM_RELEASED_UNDER_INVESTIGATION": ("officer", "2026-11-18 00:00", {}),
    "TELL_VICTIM_BAIL_VARIED": ("officer", "2026-11-18 00:00", {}),
    "TELL_VICTIM_BAIL_ENDED": ("officer", "2026-11-18 00:00", {}),
    "REASSESS_BAIL_VARIATION": ("officer", "2026-11-17 10:00", {}),
    "REASSESS_BAIL_END": ("officer", "2026-11-17 10:00", {}),
    "DECIDE_BEFORE_BAIL_ENDS": ("officer", "2027-01-01 00:00", {"bail_ends_on": DAY}),
    "TELL_VICTIM_NO_INVESTIGATION": ("officer", "2026-11-18 00:00", {"investigated": False}),
    "SUPPORT_REFERRAL": ("officer", "2026-11-19 00:00", {"domestic": True}),
    "TELL_VICTIM_COURT_BAIL": ("officer", "2026-11-17 00:00", {"source": "court"}),
    "TELL_VICTIM_HEARING_OUTCOME": ("officer", "2026-11-18 00:00", {}),
    "TELL_VICTIM_REMAND": ("officer", "2026-11-18 00:00", {}),
    "TELL_VICTIM_SENTENCE": ("officer", "2026-11-18 00:00", {}),
    "TELL_VICTIM_HEARING": ("officer", "2026-11-18 00:00", {"stands": True}),
    "TELL_VICTIM_HEARING_VACATED": ("officer", "2026-11-18 00:00", {"stands": True}),
    "REFER_TO_VICTIM_CONTACT_SCHEME": ("officer", "2026-12-01 00:00", {"custodial": True, "months": 12}),
    "VICTIM_LIAISON_CONTACT": ("officer", "2026-12-15 00:00", {}),
    "NAME_VICTIM_CONTACT_OWNER": ("officer", "2026-11-17 00:00", {"custodial": True}),
    "TELL_VICTIM_RELEASE": ("officer", "2026-11-17 00:00", {}),
    "REASSESS_RELEASE": ("officer", "2026-11-17 10:00", {}),
    "RELEASE_28": ("officer", "2026-12-03 00:00", {"release_on": DAY}),
    "RELEASE_PLAN_28": ("officer", "2026-12-03 00:00", {"release_on": DAY}),
    "RELEASE_14": ("officer", "2026-12-17 00:00", {"release_on": DAY}),
    "RELEASE_TELL_14": ("officer", "2026-12-17 00:00", {"release_on": DAY}),
    "RELEASE_7": ("officer", "2026-12-24 00:00", {"release_on": DAY}),
    "RELEASE_TELL_7": ("officer", "2026-12-24 00:00", {"release_on": DAY}),
    "RELEASE_1": ("officer", "2026-12-30 00:00", {"release_on": DAY}),
    "RELEASE_0": ("officer", "2027-01-01 00:00", {"release_on": DAY}),
    "ASSESS_BEFORE_RELEASE": ("officer", "2026-12-30 00:00", {"release_on": DAY}),
    "TELL_VICTIM_RECALL": ("officer", "2026-11-17 00:00", {}),
    "REASSESS_RECALL": ("officer", "2026-11-17 10:00", {}),
    "FIND_NEW_RELEASE_DATE": ("officer", "2027-01-05 00:00", {}),
    "SCHOOL_NOTICE": ("safeguarding", "2026-11-17 08:30", {"domestic": True, "children": "LISTED"}),
    "SCHOOL_NOTICE_ASSESSED": ("safeguarding", "2026-11-17 08:30", {"children": "LISTED", "first": True}),
    "SCHOOL_NOTICE_CHILD": ("safeguarding", "2026-12-31 08:30", {"notice": True, "school_day": DAY}),
    "SOCIAL_CARE_NOTICE": (
        "cru",
        "2026-11-17 10:00",
        {"children": "LISTED", "grade": "MEDIUM", "level_rose": True, "social_care": "REFER"},
    ),
    "SOCIAL_CARE_CRITERIA": ("cru", "2026-11-17 10:00", {"social_care": "REFER"}),
    "SOCIAL_CARE_AT_ONCE": ("officer", "2026-11-16 11:00", {"social_care": "AT_ONCE"}),
    "DVDS_CHECKS": ("safeguarding", "2026-11-17 10:00", {}),
    "DVDS_FACE_TO_FACE": ("safeguarding", "2026-12-01 00:00", {"route": "ASK"}),
    "DVDS_WHOLE": ("safeguarding", "2026-12-15 00:00", {}),
    "REVIEW_BEFORE_BAIL_ENDS": ("officer", "2026-12-24 00:00", {"bail_ends_on": DAY}),
    "REVIEW_BEFORE_ORDER_ENDS": ("officer", "2026-12-24 00:00", {"expires_on": DAY}),
    "REVIEW_PLAN_PERIODIC": ("cru", "2026-12-15 00:00", {}),
    "TELL_PARTNERSHIP": ("safeguarding", "2026-11-20 00:00", {}),
    "DEATH_REVIEW_DECIDED": ("safeguarding", "2026-12-17 00:00", {}),
    "DEATH_REVIEW_FINISHED": ("safeguarding", "2027-05-17 00:00", {"decision": "REVIEW"}),
    "CHASE_RECOMMENDATION": ("safeguarding", "2026-12-17 00:00", {}),
    "DO_RECOMMENDATION": ("neighbourhood", "2027-01-01 00:00", {"due_on": DAY}),
    "MATAC_LIST": ("safeguarding", "2027-01-29 00:00", {"code": "MATAC_LIST", "begins_on": DAY}),
    "MARAC_RETURN": ("marac_coordinator", "2027-04-01 00:00", {"code": "MARAC_RETURN", "begins_on": DAY}),
    "PROBLEM_PROFILE": ("safeguarding", "2028-01-01 00:00", {"code": "PROBLEM_PROFILE", "begins_on": DAY}),
    "QUALITY_SAMPLE_CALLS": ("control_supervisor", "2026-12-02 00:00", {"track": "CALLS", "month": "2026-11-01"}),
}
# Whoever owes these sees that an officer who goes there does it.
SEEN_TO = [code for code in TIMERS if code.startswith("RECORD_ATTENDANCE")] + [
    "RELAY_FIREARMS",
    "ACKNOWLEDGE_FIREARMS_LATER",
]
ACTING = {"operator": "operator", "safeguarding": "safeguarding"}


def taken_back(function, *arguments):
    """Return what a function gives, and leave nothing of it behind."""
    with transaction.atomic():
        found = function(*arguments)
        transaction.set_rollback(True)
    return found


def opened(code, event, facts, case, everybody, at):
    """Record an event in the case where nothing is owed; return the duty that it opens by a rule, or None."""
    Duty.objects.all().delete()
    who, chosen = everybody[ACTING.get(TIMERS[code][0], "officer")], everybody["neighbourhood"].pk
    more = {"level": "MEDIUM", "owner": chosen, "to": chosen}
    record(event, about=case, case_id=case.pk, by=who, at=at, **(more | facts))
    return Duty.objects.filter(code=code).first()


def ended(duty, event, rule, case, officer):
    """Record an event that meets a rule a minute before the duty is due; return as what the duty ended."""
    wanted = {name: value[0] if isinstance(value, tuple) else value for name, value in rule.met_when.items()}
    facts = {"owner": officer.pk} | wanted
    record(event, about=case, case_id=case.pk, by=officer, at=duty.due_at - timedelta(minutes=1), **facts)
    return Duty.objects.get(pk=duty.pk).ended_as


def kept(code, event, case, everybody, at):
    """Return (who owes it, due when, whether they are led to where it is done, what each meeting event makes of it)."""
    rule, duty = rules.by_code(code), opened(code, event, TIMERS[code][2], case, everybody, at)
    if duty is None:
        return None
    owner = next(name for name, each in everybody.items() if each.pk == duty.owner_id)
    led = story.way_for(duty, everybody["officer" if code in SEEN_TO else owner]) is not None
    ends = {taken_back(ended, duty, event, rule, case, everybody["officer"]) for event in rule.met_by}
    return owner, f"{duty.due_at.astimezone(LONDON):%Y-%m-%d %H:%M:%S}", led, ends


def test_each_timer_opens_with_its_owner_and_due_moment_who_can_do_it_and_ends_when_it_is_done(case, everybody, at):
    wanted, found = {}, {}
    for code, (owner, due, _) in TIMERS.items():
        for event in rules.by_code(code).opens_on:
            wanted[code, event] = (owner, f"{due}:00", True, {"MET"})
            found[code, event] = taken_back(kept, code, event, case, everybody, at)

    assert found == wanted


def test_no_rule_with_a_timer_is_left_out():
    assert set(TIMERS) == {rule.code for rule in rules.RULES if rule.timer}


def happens(kind, **details):
    """Return a function that records a custody event in the case."""
    return lambda case, everybody, at, call: custody.enter_event(
        case_id=case.pk, kind=kind, effective_at=at, details=details, by=everybody["officer"], at=at
    )


def graded(grade):
    """Return a function that logs a call with this grade."""
    return lambda case, everybody, at, call: call(at, grade=grade, grade_note="As the caller says")


def closed(case, everybody, at, call):
    """Close the case without an investigation."""
    incidents.close_case(
        case_id=case.pk, reason="No line of enquiry", investigated=False, by=everybody["sergeant"], at=at
    )


DONE = {
    "INTERVIEWED": (happens("INTERVIEWED"), {"TELL_VICTIM_INTERVIEW"}),
    "NO_FURTHER_ACTION": (happens("NO_FURTHER_ACTION"), {"TELL_VICTIM_NO_FURTHER_ACTION"}),
    "RECALLED": (happens("RECALLED"), {"TELL_VICTIM_RECALL", "REASSESS_RECALL", "FIND_NEW_RELEASE_DATE"}),
    "RELEASED": (happens("RELEASED"), {"TELL_VICTIM_RELEASE", "REASSESS_RELEASE"}),
    "RUI": (
        happens("RELEASED_UNDER_INVESTIGATION", notice_considered="No grounds"),
        {"TELL_VICTIM_RELEASED_UNDER_INVESTIGATION"},
    ),
    "DAPN": (
        happens(
            "DAPN_SERVED",
            authorised_by_name="Ada Marsh",
            authorised_rank="INSPECTOR",
            conditions=["Not to write to her"],
        ),
        {"DAPN_TO_COURT", "TELL_VICTIM_NOTICE"},
    ),
    "BREACH": (happens("ARRESTED", breach_of="DVPO"), {"ORDER_BREACH_TO_COURT", "TELL_VICTIM_ARREST"}),
    "DVPO": (
        happens("ORDER_MADE", order="DVPO", expires_on=date(2026, 12, 7)),
        {"REVIEW_DVPO_LAST", "REVIEW_BEFORE_ORDER_ENDS"},
    ),
    "COURT": (happens("COURT_HEARD", result="ADJOURNED"), {"TELL_VICTIM_HEARING_OUTCOME"}),
    "CLOSED": (closed, {"TELL_VICTIM_NO_INVESTIGATION"}),
    "IMMEDIATE": (graded("IMMEDIATE"), {"RECORD_ATTENDANCE_IMMEDIATE", "RECORD_CRIME", "SUPPORT_REFERRAL"}),
    "HIGH": (graded("HIGH"), {"RECORD_ATTENDANCE_HIGH"}),
}


def left_by(act, case, everybody, at, call):
    """Do something where nothing is owed; return the codes of what is owed then."""
    Duty.objects.all().delete()
    act(case, everybody, at, call)
    return set(Duty.objects.filter(ended_at=None).values_list("code", flat=True))


def test_what_officers_do_opens_what_no_other_test_reaches(case, everybody, at, call, monkeypatch):
    monkeypatch.setattr(cases, "READY_TO_CLOSE", [])

    missing = {name: codes - taken_back(left_by, act, case, everybody, at, call) for name, (act, codes) in DONE.items()}

    assert missing == dict.fromkeys(DONE, set())
