"""Starting an assessment and writing down its answers. A draft may be half full; nothing typed is lost."""

from django.db import IntegrityError, transaction

from accounts import queries as accounts
from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from incidents import queries as incidents
from law import clocks
from risk import events, policies, queries
from risk.models import Answer, Assessment, Undecided
from risk.services.leaving_out import begin_further, changed_reasons, compared_reasons
from risk.states import POLICE, Source, State, Value

PARTS = ("value", "comment", "source")


@command
def start_assessment(
    *,
    case_id,
    incident_id=None,
    instrument=POLICE,
    for_officer_id=None,
    assessed_on=None,
    answers=None,
    by,
    at,
    command_id=None,
):
    """Start a draft in the version of the instrument that stands on the day; return the Assessment.

    `for_officer_id` names the officer who asked and telephones the answers: that officer is the author,
    and whoever types is kept beside. `assessed_on` chooses an earlier day's version. `answers` may be
    given at once, as `save_answers` takes them. Without `incident_id` it is about the newest incident.
    """
    case = incidents.case(case_id, reader=by)
    allow(by, Permission.RISK_SUBMIT, case)
    author = accounts.officer(for_officer_id) if for_officer_id else by
    policies.check_can_start(case, author=author, draft=queries.draft(case.pk, author), instrument=instrument)
    question_set = queries.question_set(instrument, assessed_on or clocks.london_day(at))
    policies.check_frozen(question_set, used_otherwise=queries.used_otherwise(question_set))

    assessment = begin(
        case=case,
        incident=incident_of(case, incident_id),
        instrument=question_set.code,
        version=question_set.version,
        question_set_hash=question_set.sha256,
        author=author,
        typed_by=by if author.pk != by.pk else None,
        started_at=at,
    )
    write(assessment, answers=answers)

    record(
        events.STARTED,
        about=assessment,
        by=by,
        at=at,
        command_id=command_id,
        instrument=assessment.instrument,
        version=assessment.version,
        author=author.pk,
        level=case.risk_level,
    )
    return assessment


def begin(**columns):
    """Create a draft; where another window has just made one, say so as the policy does."""
    try:
        with transaction.atomic():
            return Assessment.objects.create(**columns)
    except IntegrityError as error:
        if "assessment_one_draft_per_author" not in str(error):
            raise
        raise Refused(policies.DRAFT_THERE) from None


def incident_of(case, incident_id):
    """Return the incident that the assessment is about: the one named, or the newest of the case."""
    if incident_id is None:
        return incidents.latest_incident(case.pk)
    found = incidents.incidents_of(case.pk).filter(pk=incident_id).first()
    if found is None:
        raise Refused("This incident does not belong to the case. Choose one of its incidents.", "incident_id")
    return found


@command
def save_answers(
    *,
    assessment_id,
    answers=None,
    children=None,
    children_named=None,
    observations=None,
    left_out=None,
    lock_version=None,
    chosen=False,
    by,
    at,
    command_id=None,
):
    """Keep what is answered so far in a draft; what is not sent stays as it was.

    `answers` maps item codes to a value, or to {value, comment, source}; the further questions are answered
    among them. `left_out` maps further sets to the reason why they cannot be asked; an empty one takes it back.
    `lock_version` is the version that was read: when somebody changed the draft since and the two differ,
    raises Stale. With `chosen` the author has seen what stood beside other answers, and it goes.
    """
    assessment = queries.for_change(assessment_id, reader=by)
    allow(by, Permission.RISK_SUBMIT, assessment.case)
    policies.check_can_write(assessment, by=by)

    changed = write(
        assessment,
        answers=answers,
        children=children,
        children_named=children_named,
        observations=observations,
        left_out=left_out,
        lock_version=lock_version,
    )
    if chosen:
        Undecided.objects.filter(assessment=assessment).delete()

    if changed:
        record(
            events.ANSWERS_SAVED,
            about=assessment,
            by=by,
            at=at,
            command_id=command_id,
            answered=len(queries.values_of(assessment)),
            level=assessment.case.risk_level,
        )
    return assessment


@command
def set_draft_aside(*, assessment_id, reason, by, at, command_id=None):
    """Give up a draft whose answers are no longer those of today, with a reason; it stays to be read."""
    assessment = queries.for_change(assessment_id, reader=by)
    allow(by, Permission.RISK_SUBMIT, assessment.case)
    policies.check_can_write(assessment, by=by)
    if not reason.strip():
        raise Refused("Say why this draft is set aside.", "reason")

    assessment.move_to(State.SET_ASIDE)
    assessment.returned_reason = reason.strip()
    assessment.lock_version += 1
    assessment.save()

    record(events.SET_ASIDE, about=assessment, by=by, at=at, command_id=command_id, level=assessment.case.risk_level)
    return assessment


def write(assessment, *, answers=None, left_out=None, lock_version=None, **fields):
    """Change the answers and fields that differ from what is kept; return how many did."""
    first = queries.question_set_of(assessment)
    further = queries.further_sets(assessment)
    written = {item.code for each in (first, *further) for item in each.items if item.answer == "text"}
    given = {code: plain(answer, in_words=code in written) for code, answer in (answers or {}).items()}
    policies.check_answers([first, *further], given)
    rows = changed_answers(assessment, given)
    reasons = changed_reasons(assessment, further, left_out or {})
    new = {name: value for name, value in fields.items() if value is not None}
    different = {name: value for name, value in new.items() if getattr(assessment, name) != value}
    changes = comparison([first, *further], rows, assessment, different) | compared_reasons(further, reasons)
    policies.check_fresh(queries.changes_of(assessment), lock_version, changes=changes)
    for answer, _, _ in rows:
        answer.save()
    begin_further(assessment, further, {answer.item for answer, _, _ in rows}, reasons)
    for name, value in different.items():
        setattr(assessment, name, value)
    if rows or reasons or different:
        assessment.lock_version += 1
        assessment.save()
    return len(rows) + len(reasons) + len(different)


def plain(answer, in_words=False):
    """Return an answer as {value, comment, source} with only the parts that were given; words answer by themselves."""
    if not isinstance(answer, dict):
        return {"value": answer}
    given = {name: answer[name] for name in PARTS if answer.get(name) is not None}
    if in_words and given.get("comment", "").strip() and not given.get("value"):
        given["value"] = Value.WRITTEN
    # A question left untouched never wipes an answer that is there.
    return {name: value for name, value in given.items() if value or name == "comment"}


def changed_answers(assessment, given):
    """Return (answer, kept, new) for each answer that differs from the one kept, already changed."""
    kept = queries.answers_of(assessment)
    rows = []
    for code, new in given.items():
        answer = kept.get(code) or Answer(assessment=assessment, item=code)
        before = {name: getattr(answer, name) for name in PARTS}
        if before | new == before or not (answer.value or answer.comment or new.get("value") or new.get("comment")):
            continue
        answer.version += bool(answer.value or answer.comment)
        for name, value in new.items():
            setattr(answer, name, value)
        rows.append((answer, before, before | new))
    return rows


def comparison(question_sets, rows, assessment, different):
    """Return {label: (now on record, yours)} for everything that differs."""
    labels = dict(labelled(question_sets))
    changes = {labels[answer.item]: (answer_words(before), answer_words(after)) for answer, before, after in rows}
    for name, value in different.items():
        if isinstance(value, str):
            changes[name.replace("_", " ").capitalize()] = (getattr(assessment, name), value)
    return changes


def labelled(question_sets):
    """Return (code, words) for each question: its number, and for a further one the name of its set."""
    first, *further = question_sets
    yield from ((item.code, f"Question {item.number}") for item in first.items)
    for each in further:
        name = each.title.partition(":")[0]
        yield from ((item.code, f"{name}, question {item.number}") for item in each.items)


def answer_words(answer):
    """Return one answer in words."""
    if not (answer["value"] or answer["comment"]):
        return ""
    parts = [Value(answer["value"]).label if answer["value"] else "Not answered", answer["comment"]]
    if answer["source"] != Source.VICTIM:
        parts.append(Source(answer["source"]).label)
    return "; ".join(part for part in parts if part)
