"""Keeping single answers as they are given, from one device or two: what somebody else wrote is never written over."""

from dataclasses import dataclass

from django.db import IntegrityError, connection
from django.db.models import F

from accounts.permissions import Permission, allow
from core.journal import command
from core.models import new_id
from people import child_lines
from risk import policies, queries
from risk.models import Answer, Assessment, Undecided
from risk.services.leaving_out import begin_further, changed_reasons
from risk.services.writing import PARTS, answer_words, plain
from risk.states import Source, Value

LEFT_OUT = "left_out_"
FIELDS = ("children", "children_named", "observations")
UNANSWERED = {"value": "", "comment": "", "source": Source.VICTIM}
# In one statement, since nothing is asked of the database as often: an answer that was given to the version that stands
# and says something else, and its history. The draft is locked meanwhile.
WRITE = """
WITH written AS (
    INSERT INTO risk_answer AS stands (id, assessment_id, item, value, comment, source, version)
    VALUES (%(id)s, %(assessment)s, %(item)s, coalesce(%(value)s::text, ''), coalesce(%(comment)s::text, ''),
            coalesce(%(source)s::text, 'VICTIM'), 1)
    ON CONFLICT (assessment_id, item) DO UPDATE SET version = stands.version + 1,
        value = coalesce(%(value)s::text, stands.value), comment = coalesce(%(comment)s::text, stands.comment),
        source = coalesce(%(source)s::text, stands.source)
    WHERE stands.version = %(version)s AND (stands.value, stands.comment, stands.source) <> (
        coalesce(%(value)s::text, stands.value), coalesce(%(comment)s::text, stands.comment),
        coalesce(%(source)s::text, stands.source))
    RETURNING *
), remembered AS (
    INSERT INTO risk_historicalanswer (id, assessment_id, item, value, comment, source, version,
                                       history_type, history_date, history_user_id)
    SELECT id, assessment_id, item, value, comment, source, version,
           CASE WHEN version = 1 THEN '+' ELSE '~' END, clock_timestamp(), %(by)s
    FROM written
)
SELECT version FROM written
"""


@dataclass(frozen=True)
class Kept:
    """What became of the answers sent: {name: version} of those kept, {name: what stands} of those in dispute."""

    saved: dict
    conflicts: dict


def keep_answers(*, assessment_id, answers=None, besides=None, undecided=None, by, at, command_id=None):
    """Keep each answer that was given to what stands; return what is kept, and what stands where another was.

    `answers` maps item codes to {value, comment, source, version}: the version to which it was given, nought
    for none. `besides` maps children, children_named (in lines), observations and left_out_<set> to {now, was}.
    What is sent again, or says what stands already, is no dispute. `undecided` is {answers, besides} of the same form:
    kept beside what stands until the author chooses, in the place of what was kept so before; with nothing in it, they
    have chosen. The journal tells of the draft once it is saved or handed in whole.
    """
    alone = len(answers or {}) == 1 and not besides and undecided is None and not connection.in_atomic_block
    return (alone and keep_one(assessment_id, answers, by=by)) or keep_together(
        assessment_id=assessment_id,
        answers=answers or {},
        besides=besides or {},
        undecided=undecided,
        by=by,
        at=at,
        command_id=command_id,
    )


def keep_one(assessment_id, answers, *, by):
    """Keep an answer by itself: one statement, which the database carries out whole or not at all.

    Returns None where more must be done or said: it begins a further set, or the draft was handed in a moment ago.
    """
    assessment = queries.for_keeping(assessment_id, reader=by, locked=False)
    first = allowed(assessment, by)
    if not codes_of(first).issuperset(answers):
        return None
    given = checked([first], answers)
    try:
        kept = Kept(write(assessment, given, answers, by=by), {})
    except IntegrityError:
        return None
    return tell_apart(assessment, given, kept)


@command
def keep_together(*, assessment_id, answers, besides, undecided, by, at, command_id):
    """Keep answers, and what is said besides, in one transaction in which nobody else changes the draft."""
    # Whoever says nothing besides the questions needs little of the draft; its other fields are kept whole.
    find = queries.for_change if besides else queries.for_keeping
    assessment = find(assessment_id, reader=by)
    sets = sets_for(assessment, allowed(assessment, by), answers, besides)
    given = checked(sets, answers)
    kept = Kept(write(assessment, given, answers, by=by), {})
    changed = set(kept.saved)
    tell_apart(assessment, given, kept)
    reasons = keep_fields(assessment, sets[1:], besides, kept)
    begin_further(assessment, sets[1:], changed, reasons)
    if kept.saved.keys() & besides.keys():
        # The count of changes, and nothing of the content, which keeps a history of its own, as each answer does.
        Assessment.objects.filter(pk=assessment.pk).update(lock_version=F("lock_version") + 1)
    if undecided is not None:
        keep_undecided(assessment, at=at, **undecided)
    return kept


def allowed(assessment, by):
    """Refuse whoever may not write in the draft; return the questions it was begun with."""
    allow(by, Permission.RISK_SUBMIT, assessment.case)
    policies.check_can_write(assessment, by=by)
    return queries.question_set_of(assessment)


def checked(sets, answers):
    """Return the answers with only the parts that were given; refuse one that no question of these sets takes."""
    written = {item.code for each in sets for item in each.items if item.answer == "text"}
    given = {code: plain(answer, in_words=code in written) for code, answer in answers.items()}
    policies.check_answers(sets, given)
    return given


def keep_undecided(assessment, *, answers=None, besides=None, at):
    """Keep what the author has still to choose about in the place of what was kept before; nothing ends it."""
    Undecided.objects.filter(assessment=assessment).delete()
    if answers or besides:
        Undecided.objects.create(assessment=assessment, answers=answers or {}, besides=besides or {}, kept_at=at)


def sets_for(assessment, first, answers, besides):
    """Return the question sets that what was sent may belong to; the further ones are read only where they may be."""
    further = not codes_of(first).issuperset(answers) or any(name.startswith(LEFT_OUT) for name in besides)
    return [first, *(queries.further_sets(assessment) if further else ())]


def codes_of(question_set):
    """Return the codes of the questions of a set."""
    return {item.code for item in question_set.items}


def write(assessment, given, sent, *, by):
    """Keep the answers that were given to what stands and change it; return {code: version} of these."""
    written = {}
    with connection.cursor() as cursor:
        for code, new in given.items():
            version = sent[code].get("version", 0)
            if version == 0 and UNANSWERED | new == UNANSWERED:
                continue
            key = {"id": new_id(), "assessment": assessment.pk, "item": code, "version": version, "by": by.pk}
            cursor.execute(WRITE, key | {name: new.get(name) for name in PARTS})
            if row := cursor.fetchone():
                written[code] = row[0]
    return written


def tell_apart(assessment, given, kept):
    """Sort what was not written into what stands already and what is in dispute with it; return what became of all."""
    given = {code: new for code, new in given.items() if code not in kept.saved}
    stand = {row.item: row for row in Answer.objects.filter(assessment=assessment, item__in=given)} if given else {}
    for code, new in given.items():
        row = stand.get(code) or Answer(assessment=assessment, item=code, version=0)
        stands = {name: getattr(row, name) for name in PARTS}
        if stands | new == stands:
            kept.saved[code] = row.version
        else:
            kept.conflicts[code] = stands | {"version": row.version, "words": answer_words(stands)}
    return kept


def keep_fields(assessment, sets, fields, kept):
    """Keep what is said besides the questions, where it was said to what stands; return the changed reasons."""
    reasons = {}
    for name, said in fields.items():
        code = name.removeprefix(LEFT_OUT)
        if name == "children":
            policies.check_children_answer(said["now"])
        if name == "children_named":
            said = {part: child_lines.written(policies.children_in(words)) for part, words in said.items()}
        if name in FIELDS:
            stands = said_in(assessment, name)
        else:
            changed = changed_reasons(assessment, sets, {code: said["now"]})
            stands = changed[code][0] if changed else said["now"]
        if stands == said["now"]:
            kept.saved[name] = 0
        elif stands != said["was"] and not (name == "children" and stands == "NOT_ASKED"):
            kept.conflicts[name] = {"now": stands, "words": words_of(assessment, name, stands)}
        else:
            kept.saved[name] = 0
            if name in FIELDS:
                setattr(assessment, name, child_lines.read(said["now"]) if name == "children_named" else said["now"])
                assessment.save(update_fields=[name])
            else:
                reasons |= changed
    return reasons


def said_in(assessment, name):
    """Return what stands in a field, as it would be typed."""
    stands = getattr(assessment, name)
    return child_lines.written(stands) if name == "children_named" else stands


def words_of(assessment, name, stands):
    """Return in words what stands in a field."""
    if name == "children":
        return assessment.get_children_display()
    return stands or Value.NOT_ASKED.label
