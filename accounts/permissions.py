"""All of who may do what: permissions, scopes, roles, and one table.

A permission is about the person (role, posting in force, scope). Whether a record allows a thing
now is a policy, and lives in the `policies.py` of its app.
"""

from django.db.models import TextChoices

from core.errors import Refused


class Role(TextChoices):
    """What an officer is posted as."""

    CONTROL = "CONTROL", "Control room operator"
    CONTROL_SUPERVISOR = "CONTROL_SUPERVISOR", "Control room supervisor"
    RESPONSE = "RESPONSE", "Response officer"
    NEIGHBOURHOOD = "NEIGHBOURHOOD", "Neighbourhood officer"
    SERGEANT = "SERGEANT", "Sergeant"
    CRU = "CRU", "CRU officer"
    SAFEGUARDING = "SAFEGUARDING", "Safeguarding officer"
    WITNESS_CARE = "WITNESS_CARE", "Witness care officer"
    MARAC = "MARAC", "MARAC coordinator"
    AUDITOR = "AUDITOR", "Auditor"
    ADMINISTRATOR = "ADMINISTRATOR", "Administrator"


class Scope(TextChoices):
    """How far a permission reaches."""

    OWN_UNIT = "OWN_UNIT", "own unit"
    OWN_FORCE = "OWN_FORCE", "own force"


class Permission(TextChoices):
    """Verbs on things."""

    CALL_LOG = "CALL_LOG", "log a call"
    PERSON_SEARCH = "PERSON_SEARCH", "search for people"
    PERSON_LINK = "PERSON_LINK", "record how people are connected"
    MARKER_SET = "MARKER_SET", "set and review markers"
    PERSON_MERGE = "PERSON_MERGE", "merge people who are one"
    CALL_REGRADE = "CALL_REGRADE", "change the grade of a call"
    CALL_DOWNGRADE = "CALL_DOWNGRADE", "approve a grade below the floor"
    UNIT_SEND = "UNIT_SEND", "send units to incidents"
    SUPERVISE = "SUPERVISE", "supervise live incidents"
    CASE_READ = "CASE_READ", "read cases"
    CASE_OFFER = "CASE_OFFER", "offer a case to another owner"
    CASE_ACCEPT = "CASE_ACCEPT", "accept a case"
    CASE_CLOSE = "CASE_CLOSE", "close a case"
    CASE_RESTRICT = "CASE_RESTRICT", "restrict a case to named officers"
    INFORMATION_ADD = "INFORMATION_ADD", "add information to a case"
    ATTEND = "ATTEND", "record attendance"
    CHECK_ANSWER = "CHECK_ANSWER", "answer the checks of a call"
    QUALIFIER_QUESTION = "QUALIFIER_QUESTION", "ask that an incident be no domestic abuse"
    QUALIFIER_DECIDE = "QUALIFIER_DECIDE", "decide that an incident is no domestic abuse"
    CRIME_RECORD = "CRIME_RECORD", "record a crime"
    EVIDENCE_RECORD = "EVIDENCE_RECORD", "record what became of evidence"
    INVESTIGATION_ALLOCATE = "INVESTIGATION_ALLOCATE", "decide who investigates"
    AGGRESSOR_SIGN = "AGGRESSOR_SIGN", "sign who the primary aggressor is"
    AGGRESSOR_CHECK = "AGGRESSOR_CHECK", "look at who was signed to be the aggressor"
    FIREARMS_MANAGE = "FIREARMS_MANAGE", "decide on firearms at an address"
    RISK_SUBMIT = "RISK_SUBMIT", "make a risk assessment"
    RISK_SIGN_OFF = "RISK_SIGN_OFF", "sign off a risk assessment"
    RISK_REVIEW = "RISK_REVIEW", "review a risk grade"
    RISK_ARBITRATE = "RISK_ARBITRATE", "decide between two reviews"
    RISK_DISPUTE = "RISK_DISPUTE", "dispute a risk grade"
    POLICY_WEIGH = "POLICY_WEIGH", "weigh what a policy of review costs"
    CUSTODY_RECORD = "CUSTODY_RECORD", "record custody and court events"
    FEED_READ = "FEED_READ", "see which feeds are heard"
    FEED_SET = "FEED_SET", "set how often a feed is expected to speak"
    DISCLOSURE_WORK = "DISCLOSURE_WORK", "work on requests for disclosure"
    REGULAR_DO = "REGULAR_DO", "send regular returns"
    CHILD_TELL = "CHILD_TELL", "record children, and who was told of them"
    SCHOOL_KEEP = "SCHOOL_KEEP", "keep the directory of schools"
    VICTIM_TELL = "VICTIM_TELL", "record that the victim was told"
    CASE_REVIEW = "CASE_REVIEW", "decide a review for which a victim has asked"
    PLAN_WRITE = "PLAN_WRITE", "work on safety plans"
    MEASURE_CHECK = "MEASURE_CHECK", "check measures that are recorded as done"
    PLAN_REVIEW = "PLAN_REVIEW", "review safety plans"
    SAFE_ADDRESS_SEE = "SAFE_ADDRESS_SEE", "see a protected address"
    DEATH_RECORD = "DEATH_RECORD", "record a death, and who is there for the family"
    DEATH_REVIEW = "DEATH_REVIEW", "work on the review after a death"
    SAFE_CONTACT_SEE = "SAFE_CONTACT_SEE", "see and record how a victim is reached safely"
    MARAC_REFER = "MARAC_REFER", "refer a case to MARAC"
    MARAC_RUN = "MARAC_RUN", "run MARAC meetings"
    ACTION_COMPLETE = "ACTION_COMPLETE", "complete an action given to you"
    DUTY_READ = "DUTY_READ", "see what is owed"
    QUALITY_CHECK = "QUALITY_CHECK", "look back at the quality of work"
    AUDIT_READ = "AUDIT_READ", "read who did and saw what"
    POSTING_GRANT = "POSTING_GRANT", "grant and end postings"
    ABSENCE_RECORD = "ABSENCE_RECORD", "record that somebody is away or back"
    CASE_MOVE = "CASE_MOVE", "move a case to another owner"
    TIE_RECORD = "TIE_RECORD", "record that a colleague knows somebody in a case"
    COVER_READ = "COVER_READ", "see who answers for every case"


P = Permission
UNIT, FORCE = Scope.OWN_UNIT, Scope.OWN_FORCE


def grant(scope, *permissions):
    """Return {permission: scope} for one line of the table."""
    return dict.fromkeys(permissions, scope)


READS = grant(FORCE, P.CASE_READ, P.PERSON_SEARCH, P.DUTY_READ, P.ACTION_COMPLETE)
SECOND_PERSON = grant(
    FORCE, P.FIREARMS_MANAGE, P.QUALIFIER_DECIDE, P.AGGRESSOR_CHECK, P.CASE_REVIEW, P.INVESTIGATION_ALLOCATE
)
# All that the owner of a case may owe. Whoever can own one holds it, whoever took the call included: who answered first
# is responsible for the investigation and for her safety until the case is formally handed over.
OWNS_A_CASE = grant(
    FORCE,
    P.CHECK_ANSWER,
    P.QUALIFIER_QUESTION,
    P.CRIME_RECORD,
    P.EVIDENCE_RECORD,
    P.AGGRESSOR_SIGN,
    P.INFORMATION_ADD,
    P.RISK_SUBMIT,
    P.CUSTODY_RECORD,
    P.FEED_READ,
    P.VICTIM_TELL,
    P.CHILD_TELL,
    P.PLAN_WRITE,
    P.PLAN_REVIEW,
    P.CASE_OFFER,
    P.MARAC_REFER,
    P.PERSON_LINK,
    P.MARKER_SET,
    P.DEATH_RECORD,
    P.SAFE_CONTACT_SEE,
)
ON_THE_CASE = OWNS_A_CASE | grant(FORCE, P.CASE_ACCEPT, P.RISK_DISPUTE)

ROLES = {
    Role.CONTROL: READS | OWNS_A_CASE | grant(FORCE, P.CALL_LOG, P.CALL_REGRADE, P.UNIT_SEND),
    Role.CONTROL_SUPERVISOR: READS
    | OWNS_A_CASE
    | SECOND_PERSON
    | grant(
        FORCE,
        P.CALL_LOG,
        P.CALL_REGRADE,
        P.CALL_DOWNGRADE,
        P.UNIT_SEND,
        P.SUPERVISE,
        P.QUALITY_CHECK,
        P.CASE_ACCEPT,
        P.FEED_SET,
        P.CASE_MOVE,
        P.COVER_READ,
        P.ABSENCE_RECORD,
    )
    | grant(UNIT, P.RISK_SIGN_OFF),
    Role.RESPONSE: READS | ON_THE_CASE | grant(FORCE, P.ATTEND),
    Role.NEIGHBOURHOOD: READS | ON_THE_CASE | grant(FORCE, P.ATTEND, P.SAFE_ADDRESS_SEE),
    Role.SERGEANT: READS
    | SECOND_PERSON
    | ON_THE_CASE
    | grant(FORCE, P.CASE_CLOSE, P.ATTEND, P.COVER_READ, P.CASE_MOVE, P.TIE_RECORD, P.MEASURE_CHECK, P.FEED_SET)
    | grant(UNIT, P.RISK_SIGN_OFF, P.ABSENCE_RECORD),
    Role.CRU: READS
    | ON_THE_CASE
    | grant(FORCE, P.RISK_REVIEW, P.DISCLOSURE_WORK, P.POLICY_WEIGH, P.SAFE_ADDRESS_SEE, P.PERSON_MERGE),
    Role.SAFEGUARDING: READS
    | SECOND_PERSON
    | ON_THE_CASE
    | grant(
        FORCE,
        P.REGULAR_DO,
        P.SCHOOL_KEEP,
        P.DEATH_REVIEW,
        P.DISCLOSURE_WORK,
        P.SAFE_ADDRESS_SEE,
        P.CASE_CLOSE,
        P.CASE_RESTRICT,
        P.RISK_ARBITRATE,
        P.POLICY_WEIGH,
        P.SUPERVISE,
        P.PERSON_MERGE,
        P.QUALITY_CHECK,
        P.CASE_MOVE,
        P.MEASURE_CHECK,
        P.COVER_READ,
    ),
    Role.MARAC: READS | grant(FORCE, P.MARAC_REFER, P.MARAC_RUN, P.REGULAR_DO, P.INFORMATION_ADD, P.RISK_DISPUTE),
    Role.WITNESS_CARE: READS
    | grant(FORCE, P.VICTIM_TELL, P.CUSTODY_RECORD, P.FEED_READ, P.INFORMATION_ADD, P.SAFE_CONTACT_SEE),
    Role.AUDITOR: grant(FORCE, P.CASE_READ, P.PERSON_SEARCH, P.DUTY_READ, P.AUDIT_READ, P.POLICY_WEIGH, P.COVER_READ),
    Role.ADMINISTRATOR: grant(
        FORCE, P.FEED_READ, P.FEED_SET, P.SCHOOL_KEEP, P.POLICY_WEIGH, P.POSTING_GRANT, P.ABSENCE_RECORD
    ),
}


def in_words(role):
    """Return a role as it stands within a sentence: "response officer", "CRU officer"."""
    label = Role(role).label
    return label if label.split()[0].isupper() else label[0].lower() + label[1:]


def scope_of(by, permission):
    """Return the widest scope in which `by` holds the permission today, or None."""
    posting = by.posting
    return ROLES[Role(posting.role)].get(permission) if posting else None


def may(by, permission, about=None):
    """Return None when `by` may, else the reason why not as one sentence.

    `about` is the record in hand, with `force_id` and `unit_id` where it has them.
    """
    if reason := lacks(by, permission, about, "you", "your"):
        return reason[0].upper() + reason[1:]
    return None


def lacks(officer, permission, about=None, they="they", their="their"):
    """Return None when an officer may, else the reason as it stands after a colon, about them and not to them."""
    permission = Permission(permission)
    scope = scope_of(officer, permission)
    if scope is None:
        role = in_words(officer.posting.role) if officer.posting else "officer without a posting"
        return f"as {role} {they} may not {permission.label}."
    if about is None:
        return None
    if getattr(about, "force_id", officer.posting.force_id) != officer.posting.force_id:
        return f"{they} may only {permission.label} in {their} own force."
    if scope == UNIT and getattr(about, "unit_id", None) not in (None, officer.posting.unit_id):
        return f"{they} may only {permission.label} in {their} own unit."
    return None


def allow(by, permission, about=None):
    """Raise Refused with the reason unless `by` may."""
    if reason := may(by, permission, about):
        raise Refused(reason)
