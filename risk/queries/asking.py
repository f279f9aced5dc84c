"""What is asked in an assessment, what was answered, and what is still missing."""

from core.errors import Refused
from incidents.states import Children
from law import clocks, questionnaires
from law import further as law_further
from risk.models import Answer, Assessment, Further
from risk.queries.questions import hash_in_use
from risk.states import INSTRUMENTS, State


def then_answers(case_id, before=None):
    """Return {item code: Answer} of the previous finished assessment: shown as "then", never as a new answer."""
    finished = Assessment.objects.filter(case_id=case_id, state__in=[State.SUBMITTED, State.SIGNED_OFF])
    if before is not None:
        finished = finished.exclude(pk=before.pk)
        if before.assessed_at:
            finished = finished.filter(assessed_at__lt=before.assessed_at)
    previous = finished.order_by("-assessed_at", "-pk").first()
    if previous is None:
        return {}
    return {answer.item: answer for answer in previous.answers.exclude(value="").select_related("assessment")}


def answers_of(assessment_row):
    """Return {item code: Answer}."""
    return {answer.item: answer for answer in Answer.objects.filter(assessment=assessment_row)}


def undecided_of(assessment_row):
    """Return {answers, besides} between which and what stands the author has still to choose, or None."""
    found = getattr(assessment_row, "undecided", None)
    return found and {"answers": found.answers, "besides": found.besides}


def changes_of(assessment_row, answers=None):
    """Return how often an assessment was changed, each single answer included: what a form was opened upon.

    The number only ever rises. `answers` are its answers where they are read already.
    """
    answers = answers_of(assessment_row) if answers is None else answers
    return assessment_row.lock_version + sum(answer.version for answer in answers.values())


def values_of(assessment_row):
    """Return {item code: value} of what is answered."""
    return {item: answer.value for item, answer in answers_of(assessment_row).items() if answer.value}


def question_set(instrument, day):
    """Return the version of an instrument that stands on a day, or raise Refused."""
    try:
        return questionnaires.in_force(instrument, day)
    except questionnaires.NoQuestionSet as error:
        raise Refused(f"{error} Choose other questions, or tell your administrator.", "instrument") from None


def instruments_on(day):
    """Return the versions that stand on a day, and the titles of the instruments of which none does."""
    found = {code: [each for each in questionnaires.ALL if each.code == code] for code in INSTRUMENTS}
    standing = [each for versions in found.values() for each in versions if questionnaires.stands(each, day)]
    codes = {each.code for each in standing}
    return standing, [questionnaires.load(code).title for code in found if code not in codes]


def question_set_of(row):
    """Return the questions that an assessment or a further set asks, unchanged since they were begun, or refuse."""
    try:
        found = questionnaires.load(row.instrument, row.version)
    except questionnaires.NoQuestionSet as error:
        raise Refused(f"{error} Tell your administrator.") from None
    if found.sha256 != row.question_set_hash:
        raise Refused("The wording of these questions was changed after they were asked. Tell your administrator.")
    return found


def used_otherwise(found):
    """Say whether this version was used with another wording, in an assessment or as a further set."""
    return hash_in_use(found) not in ("", found.sha256)


def suggestion_for(assessment_row):
    """Return what the rules suggest for the answers as they stand now; what is missing counts as open."""
    return law_further.weigh(*to_weigh(assessment_row))


def to_weigh(assessment_row, values=None, rows=None):
    """Return (first set, its answers, [(further set, its answers)]): what the rules look at.

    `values` and `rows` are the answers and the further sets where they are read already.
    """
    values = values_of(assessment_row) if values is None else values
    first = question_set_of(assessment_row)
    asked = [(each, own(each, values)) for each in further_asked(assessment_row, values, rows)]
    return first, own(first, values), asked


def own(question_set, values):
    """Return those of the values that answer this set."""
    return {item.code: values[item.code] for item in question_set.items if item.code in values}


def missing_in(assessment_row):
    """Return the questions of the first set that have no answer yet, in order."""
    return unanswered(question_set_of(assessment_row), values_of(assessment_row))


def unanswered(question_set, values):
    """Return the questions of a set that have no answer, in order."""
    return [item for item in question_set.items if not values.get(item.code)]


def further_of(assessment_row):
    """Return {set code: Further} of the further sets that were begun, left out with a reason, or left unasked."""
    return {row.instrument: row for row in Further.objects.filter(assessment=assessment_row)}


def further_sets(assessment_row, rows=None):
    """Return the further sets of this assessment: those begun in their version, the others in that of its first day."""
    rows = further_of(assessment_row) if rows is None else rows
    day = clocks.london_day(assessment_row.started_at)
    return [
        question_set_of(rows[code]) if code in rows else found
        for code in law_further.SETS
        if (found := law_further.set_on(code, day)) or code in rows
    ]


def further_opened(assessment_row, values=None, children=None):
    """Return {set code: items that open it} for the answers as they stand; children known in the case count."""
    values = values_of(assessment_row) if values is None else values
    if children is None:
        children = assessment_row.children == Children.LISTED
    first = question_set_of(assessment_row)
    return law_further.opened(first, own(first, values), children=children)


def further_asked(assessment_row, values, rows=None):
    """Return the further sets of which something was answered and which were not left out."""
    rows = further_of(assessment_row) if rows is None else rows
    return [
        each
        for each in further_sets(assessment_row, rows)
        if each.code in rows and not rows[each.code].left_out and own(each, values)
    ]


def further_missing(assessment_row):
    """Return [(set, its unanswered questions)] for each further set that is open or begun, and not left out."""
    rows, values = further_of(assessment_row), values_of(assessment_row)
    opened = further_opened(assessment_row, values)
    left_out = {code for code, row in rows.items() if row.left_out}
    found = [
        (each, unanswered(each, values))
        for each in further_sets(assessment_row, rows)
        if each.code not in left_out and (each.code in opened or own(each, values))
    ]
    return [(each, missing) for each, missing in found if missing]


def children_denied(assessment_row):
    """Return the questions whose answer speaks of a child where it is said that there is none."""
    if assessment_row.children != Children.NONE:
        return []
    answers = answers_of(assessment_row)
    values = {item: answer.value for item, answer in answers.items()}
    asked = (question_set_of(assessment_row), *further_asked(assessment_row, values))
    return [
        item
        for each in asked
        for item in each.items
        if item.code in answers
        and law_further.speaks_of_a_child(item.code, values[item.code], answers[item.code].comment)
    ]


def left_out_in(assessment_row):
    """Return how many further sets that an answer opens were not asked in an assessment, for whatever reason."""
    opened = further_opened(assessment_row)
    return sum(bool(row.left_out) for code, row in further_of(assessment_row).items() if code in opened)
