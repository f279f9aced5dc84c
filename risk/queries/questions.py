"""Versions of the questions: which are new to an officer, who has not acknowledged them, and licensed wording."""

from django.db.models import Exists, OuterRef, Q

from accounts import queries as accounts
from accounts.permissions import ROLES, Permission
from core.errors import Absent
from law import change_digest, clocks, questionnaires
from law import further as law_further
from risk.models import Acknowledgement, Assessment, VersionInUse, Wording
from risk.states import INSTRUMENTS

PAGE = 50
ASKED = (*INSTRUMENTS, *law_further.SETS)
USING = (Permission.RISK_SUBMIT, Permission.RISK_SIGN_OFF, Permission.RISK_REVIEW)


def version(instrument, version_code):
    """Return one version of the questions that assessments ask, or raise Absent."""
    try:
        found = questionnaires.load(instrument, version_code)
    except questionnaires.NoQuestionSet:
        raise Absent() from None
    if found.code not in ASKED:
        raise Absent()
    return found


def digest_of(question_set):
    """Return what a version changes, worked out from it and the one before."""
    return change_digest.digest(questionnaires.version_before(question_set), question_set)


def current(day):
    """Return the versions that stand on a day or are announced for a later one, the newest first."""
    found = [
        each
        for each in questionnaires.ALL
        if each.code in ASKED and (each.in_force_from > day or questionnaires.stands(each, day))
    ]
    return sorted(found, key=lambda each: (each.in_force_from, each.code), reverse=True)


def roles_that_use_questions():
    """Return the roles that ask questions of risk, or read the answers to decide."""
    return [role for role, grants in ROLES.items() if any(permission in grants for permission in USING)]


def unacknowledged(officers, day):
    """Return {officer: versions} that came after the officer's first posting and that they have not acknowledged."""
    began = dict(accounts.first_posted(each.pk for each in officers))
    known = set(Acknowledgement.objects.filter(officer__in=began).values_list("officer_id", "instrument", "version"))
    versions = current(day)
    return {
        officer: [
            each
            for each in versions
            if officer.pk in began
            and began[officer.pk] < each.in_force_from
            and (officer.pk, each.code, each.version) not in known
        ]
        for officer in officers
    }


def new_to(officer, day):
    """Return the versions that are new to an officer who uses the questions, the newest first."""
    if officer.posting is None or officer.posting.role not in roles_that_use_questions():
        return []
    return unacknowledged([officer], day)[officer]


def answered_for(supervisor):
    """Return the officers who use the questions and for whom a supervisor answers; None who supervises nobody.

    A sergeant and a control room supervisor answer for their unit, an arbiter for the whole force.
    """
    posting = supervisor.posting
    if posting is None:
        return None
    if supervisor.may(Permission.RISK_ARBITRATE) is None:
        unit = None
    elif any(supervisor.may(each) is None for each in (Permission.RISK_SIGN_OFF, Permission.SUPERVISE)):
        unit = posting.unit_id
    else:
        return None
    return accounts.officers_in_force(posting.force_id, roles=roles_that_use_questions(), unit_id=unit)


def not_acknowledged(supervisor, day):
    """Return {officer: versions} of those whom a supervisor answers for; None for somebody who supervises nobody."""
    officers = answered_for(supervisor)
    if officers is None:
        return None
    return {officer: versions for officer, versions in unacknowledged(list(officers), day).items() if versions}


def count_not_acknowledged(supervisor, day):
    """Return how many others a supervisor answers for who have not acknowledged a version, in one query."""
    officers = answered_for(supervisor)
    if officers is None:
        return 0
    owing = Q(pk__in=())
    for each in current(day):
        known = Acknowledgement.objects.filter(officer=OuterRef("pk"), instrument=each.code, version=each.version)
        owing |= Q(began__lt=clocks.start_of_day(each.in_force_from)) & ~Exists(known)
    return accounts.with_first_posting(officers).filter(owing).exclude(pk=supervisor.pk).count()


def has_acknowledged(officer, question_set):
    """Say whether an officer has acknowledged a version."""
    return Acknowledgement.objects.filter(
        officer=officer, instrument=question_set.code, version=question_set.version
    ).exists()


def hash_in_use(question_set):
    """Return the fingerprint under which a version was used, or '' before its first use."""
    found = VersionInUse.objects.filter(instrument=question_set.code, version=question_set.version)
    return found.values_list("question_set_hash", flat=True).first() or ""


def wordings(force_id):
    """Return {(instrument, version): {item code: licensed words}} of a force, in one query."""
    return {(each.instrument, each.version): each.texts for each in Wording.objects.filter(force_id=force_id)}


def wording_in_use(wording):
    """Say whether a force has begun an assessment with a version since its licensed wording was loaded."""
    used = Assessment.objects.filter(
        case__force_id=wording.force_id,
        instrument=wording.instrument,
        version=wording.version,
        started_at__gte=wording.loaded_at,
    )
    return used.exists()
