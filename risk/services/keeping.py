"""Keeping single answers as they are given, from one device or two: what somebody else wrote is never written over."""

from dataclasses import dataclass

from django.db.models import F

from accounts.permissions import Permission, allow
from core.journal import command
from risk import policies, queries
from risk.models import Answer, Assessment
from risk.services.leaving_out import begin_further, changed_reasons
from risk.services.writing import PARTS, answer_words, plain
from risk.states import Value

LEFT_OUT = "left_out_"
FIELDS = ("children", "observations")


@dataclass(frozen=True)
class Kept:
    """What became of the answers sent: {name: version} of those kept, {name: what stands} of those in dispute."""

    saved: dict
    conflicts: dict


@command
def keep_answers(*, assessment_id, answers=None, besides=None, by, at, command_id=None):
    """Keep each answer that was given to what stands; return what is kept, and what stands where another was.

    `answers` maps item codes to {value, comment, source, version}: the version to which it was given, nought
    for none. `besides` maps children, observations and left_out_<set> to {now, was}. What is sent again, or
    says what stands already, is no dispute. The journal tells of the draft once it is saved or handed in whole.
    """
    assessment = queries.for_change(assessment_id, reader=by)
    allow(by, Permission.RISK_SUBMIT, assessment.case)
    policies.check_can_write(assessment, by=by)
    sets = sets_for(assessment, answers or {}, besides or {})
    written = {item.code for each in sets for item in each.items if item.answer == "text"}
    given = {code: plain(answer, in_words=code in written) for code, answer in (answers or {}).items()}
    policies.check_answers(sets, given)

    kept = Kept({}, {})
    changed = keep_each(assessment, given, answers or {}, kept)
    reasons = keep_fields(assessment, sets[1:], besides or {}, kept)
    begin_further(assessment, sets[1:], changed, reasons)
    if kept.saved:
        # The count of changes, and nothing of the content: the answers keep their own history.
        Assessment.objects.filter(pk=assessment.pk).update(lock_version=F("lock_version") + 1)
    return kept


def sets_for(assessment, answers, besides):
    """Return the question sets that what was sent may belong to; the further ones are read only where they may be."""
    first = queries.question_set_of(assessment)
    codes = {item.code for item in first.items}
    further = not codes.issuperset(answers) or any(name.startswith(LEFT_OUT) for name in besides)
    return [first, *(queries.further_sets(assessment) if further else ())]


def keep_each(assessment, given, sent, kept):
    """Keep the answers that were given to what stands; return the codes of those that changed."""
    stand = {row.item: row for row in Answer.objects.filter(assessment=assessment, item__in=given)}
    changed = set()
    for code, new in given.items():
        row = stand.get(code) or Answer(assessment=assessment, item=code, version=0)
        before = {name: getattr(row, name) for name in PARTS}
        if before | new == before:
            kept.saved[code] = row.version
        elif row.version != sent[code].get("version", 0):
            kept.conflicts[code] = before | {"version": row.version, "words": answer_words(before)}
        else:
            for name, value in new.items():
                setattr(row, name, value)
            row.version += 1
            row.save()
            kept.saved[code] = row.version
            changed.add(code)
    return changed


def keep_fields(assessment, sets, fields, kept):
    """Keep what is said besides the questions, where it was said to what stands; return the changed reasons."""
    reasons = {}
    for name, said in fields.items():
        code = name.removeprefix(LEFT_OUT)
        if name == "children":
            policies.check_children_answer(said["now"])
        if name in FIELDS:
            stands = getattr(assessment, name)
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
                setattr(assessment, name, said["now"])
                assessment.save(update_fields=[name])
            else:
                reasons |= changed
    return reasons


def words_of(assessment, name, stands):
    """Return in words what stands in a field."""
    if name == "children":
        return assessment.get_children_display()
    return stands or Value.NOT_ASKED.label
