"""Words for what happens to assessments, their pages, and their part of the case page."""

from django.urls import reverse

from core.access import level_for, levels_kept_from
from law import measures
from risk import events, queries
from risk.presenters import circumstances, disputes, downgrading, questions, reading
from risk.presenters.lanes import lanes
from risk.presenters.sheets import further_json, sheets, undecided
from risk.queries import reading as read_twice
from risk.queries import signing, vouching
from risk.states import GRADE_MEANS, OTHER, RANK, Grade, State


def graded(facts):
    """Return the grade of an entry in words."""
    return Grade(facts["grade"]).label.lower() if facts.get("grade") else "without a grade"


FELL = (
    " The higher level that held until this was decided is over, and a referral to MARAC that was owed only because of "
    "it, and was not made yet, is not owed any more."
)


def review_words(facts):
    """Say what a review did to the level, and what it ended."""
    over = FELL if facts.get("fell") else ""
    if not facts.get("changed"):
        return f"Grade reviewed: stays {graded(facts)}.{over}"
    before = Grade(facts["before"]).label.lower()
    if RANK[facts["grade"]] > RANK[facts["before"]]:
        return f"Grade reviewed: raised from {before} to {graded(facts)}.{over}"
    return f"Grade reviewed: {graded(facts)}, lower than {before}. Two people lower a level.{over}"


SENTENCES = {
    events.STARTED: lambda facts: "Risk assessment started.",
    events.ANSWERS_SAVED: lambda facts: f"Answers saved in a draft risk assessment: {facts['answered']} so far.",
    events.SET_ASIDE: lambda facts: "Draft risk assessment set aside.",
    events.SUBMITTED: lambda facts: f"Risk assessment submitted, graded {graded(facts)}.",
    events.CONFIRMED: lambda facts: (
        "Risk assessment checked in the place of the officer who had telephoned it, and confirmed."
        if facts.get("in_place")
        else "Risk assessment confirmed by the officer who had telephoned it."
    ),
    events.DISOWNED: lambda facts: (
        "The officer says that the answers typed for them are not theirs. The assessment went back"
        + ("; its sign-off ended, and its level holds until it is signed off anew." if facts.get("signed") else ".")
    ),
    events.REPLACED: lambda facts: (
        "The risk was assessed anew in the place of an assessment that had been sent back to somebody else."
    ),
    events.RETURNED: lambda facts: "Risk assessment sent back to its author.",
    events.SIGNED_OFF: lambda facts: f"Risk assessment signed off, graded {graded(facts)}{signed_below(facts)}.",
    events.CORRECTED: lambda facts: f"Risk assessment corrected, graded {graded(facts)}; its sign-off ended.",
    events.CONFLICT_DECLARED: lambda facts: "An officer declared that somebody in the case is close to them.",
    events.DECISIONS_MOVED: lambda facts: (
        "What an officer had to decide who may not, or is gone, was given to another, who was told."
    ),
    events.REVIEWED: review_words,
}


def signed_below(facts):
    """Return what is added where a supervisor signed off below the author's grade."""
    until = f" until {downgrading.day(facts['until'])}" if facts.get("until") else ""
    return f", below the author's grade{until}" if facts.get("below_author") else ""


def way_to_submit(duty):
    """Return the page on which a sent-back assessment is answered, or by whoever did not write it a new one begun."""
    if duty.code in vouching.PUT_RIGHT and vouching.writes(duty.subject_id, duty.owner_id):
        return reverse("assessment_answer", args=[duty.subject_id])
    return reverse("assessment_start", args=[duty.case_id])


def way_to_sign_off(duty):
    """Return the page on which the assessment is signed off, or for a reassessment the start of a new one."""
    if duty.code.startswith("SUPERVISE_"):
        return reverse("assessment_sign_off", args=[duty.subject_id])
    return reverse("assessment_start", args=[duty.case_id])


def way_to_review(duty):
    """Return the page on which the assessment that holds in the case is reviewed."""
    if duty.code == "ARBITRATE":
        return reverse("assessment_arbitrate", args=[duty.subject_id])
    holds = queries.latest_signed_off(duty.case_id)
    return reverse("assessment_review", args=[holds.pk if holds else duty.subject_id])


def way_to_confirm(duty):
    """Return the page on which an officer confirms what was typed for them."""
    return reverse("assessment_confirm", args=[duty.subject_id])


WAYS = {
    events.CONFIRMED: way_to_confirm,
    events.SUBMITTED: way_to_submit,
    events.SIGNED_OFF: way_to_sign_off,
    events.REVIEWED: way_to_review,
}
SENTENCES |= reading.SENTENCES | questions.SENTENCES | downgrading.SENTENCES | disputes.SENTENCES
SENTENCES |= circumstances.SENTENCES
WAYS |= reading.WAYS | downgrading.WAYS | disputes.WAYS


def counts(weighed):
    """Return the count in words, with the range that open answers leave, from a suggestion or an assessment."""
    low, high = weighed.range_low, weighed.range_high
    checklist = getattr(weighed, "level", None) or getattr(weighed, "suggested_grade", "")
    answers = "counted answer is" if low == 1 else "counted answers are"
    said = f"{low} {answers} {'yes' if checklist else 'often or all the time'}"
    if low == high:
        return f"{said}."
    opened = "1 is open" if high - low == 1 else f"{high - low} are open"
    return f"{said}; {opened}, so the true count lies between {low} and {high}."


def measure_words(recommendation):
    """Return a recommended measure in words."""
    title = "" if recommendation.measure == OTHER else measures.by_code(recommendation.measure).title
    return ": ".join(part for part in (title, recommendation.what) if part)


def menu():
    """Return the menu of safety measures as choices."""
    return [(measure.code, measure.title) for measure in measures.ALL]


def summary(assessment, graded=True):
    """Return the rows that say what an assessment is and where it stands; not `graded` for whoever reads it apart."""
    rows = [
        ("State", State(assessment.state).label),
        ("Instrument", f"{assessment.instrument.replace('_', ' ')}, version {assessment.version}"),
        ("Author", str(assessment.author)),
        ("Asked", assessment.asked),
    ]
    if assessment.typed_by:
        confirmed = "confirmed by the author" if assessment.confirmed_at else "not confirmed by the author yet"
        rows.append(("Typed by", f"{assessment.typed_by}, {confirmed}"))
    rows.append(("Children", assessment.get_children_display()))
    if assessment.observations:
        rows.append(("What else was seen", assessment.observations))
    if assessment.state == State.SET_ASIDE:
        rows.append(("Set aside because", assessment.returned_reason))
    if assessment.corrects_id:
        rows.append(("Corrects a signed-off assessment because", assessment.corrects.void_reason))
    if assessment.state == State.VOIDED:
        signed = f"{assessment.signed_off_by}, {assessment.get_signed_off_grade_display().lower()}"
        rows += [("Had been signed off by", signed), ("Corrected because", assessment.void_reason)]
    if assessment.submitted_at:
        rows.append(("Suggested by the answers", assessment.get_suggested_grade_display() or "Judgement only"))
    if assessment.submitted_at and graded:
        rows += [("Author's grade", assessment.get_grade_display()), ("Why", assessment.grade_reasons)]
    return [{"key": key, "value": value} for key, value in rows]


def story(assessment):
    """Return what supervisors and reviewers decided, oldest first, as entries of a timeline."""
    found = [
        {"title": decision_words(each), "at": each.at, "by": str(each.by), "text": each.reason}
        for each in queries.decisions_of(assessment)
    ]
    if assessment.voided_at:
        words = "Sign-off ended by a correction"
        by = str(assessment.voided_by)
        found.append({"title": words, "at": assessment.voided_at, "by": by, "text": assessment.void_reason})
    for each in queries.reviews_of(assessment):
        asked = [f"{measure_words(row)} (by {row.due_on:%-d %b %Y})" for row in each.recommendations.all()]
        words = f"Reviewed: {each.get_before_display()} to {each.get_grade_display()}"
        text = " ".join([each.reasons, *(["Recommended: " + "; ".join(asked) + "."] if asked else [])])
        found.append({"title": words, "at": each.at, "by": str(each.reviewer), "text": text})
    return sorted(found, key=lambda entry: entry["at"])


def decision_words(decision):
    """Return a sign-off or return in words."""
    words = decision.get_kind_display()
    return f"{words} as {decision.get_grade_display().lower()}" if decision.grade else words


def actions(assessment, reader, *, overtaken=False):
    """Return the links to what this reader may do with an assessment now: [(address, words)].

    Of one that a later one has overtaken nobody judges the level any more.
    """
    case, found = assessment.case, []
    mine = reader.pk in (assessment.author_id, assessment.typed_by_id)
    if assessment.open_to_change and mine and reader.may("RISK_SUBMIT", case) is None:
        found.append(("assessment_answer", "Go on with the answers"))
        if assessment.state == State.DRAFT:
            found.append(("assessment_set_aside", "Set this draft aside"))
    if assessment.state == State.SUBMITTED and not mine and signing.may_sign_off(assessment, reader):
        found += [("assessment_sign_off", "Sign off"), ("assessment_return", "Send back")]
    reviews = reader.may("RISK_REVIEW", case) is None
    if assessment.state == State.SIGNED_OFF and not (mine or overtaken) and reviews:
        found.append(("assessment_review", "Review the grade"))
        # Only what is not standard can be lowered: the link would tell a level that is withheld.
        if assessment.holding_grade != Grade.STANDARD and case.pk not in levels_kept_from(reader):
            found.append(("downgrade_propose", "Propose a lower level for a time"))
    if assessment.state == State.SIGNED_OFF and mine and reader.may("RISK_SUBMIT", case) is None:
        found.append(("assessment_correct", "Correct what is wrong in it"))
    waits = assessment.state in (State.SUBMITTED, State.SIGNED_OFF) and not (mine or overtaken)
    if waits and signing.decides(assessment, reader):
        found.append(("assessment_conflict", "Somebody in this case is close to me"))
    to_confirm = (
        assessment.typed_by_id
        and not assessment.confirmed_at
        and assessment.state in (State.SUBMITTED, State.SIGNED_OFF)
    )
    if to_confirm and reader.pk == assessment.author_id:
        found.append(("assessment_confirm", "Confirm what was typed for you"))
        found.append(("assessment_disown", "These are not my answers"))
    elif to_confirm and vouching.owes_confirmation(assessment, reader):
        found.append(("assessment_confirm", "Confirm it in the place of the officer"))
    return [(reverse(name, args=[assessment.pk]), words) for name, words in found]


def actions_apart(assessment, reader):
    """Return the links for whoever has still to read one of the case apart: a link can tell a grade too."""
    return [
        (reverse("assessment_read", args=[levels_kept_from(reader)[assessment.case_id]]), "Read this assessment"),
        (reverse("assessment_conflict", args=[assessment.pk]), "Somebody in this case is close to me"),
    ]


def panel(case, reader, at):
    """Return the assessments' part of the case page: the level, how it came about, and what to do next."""
    found = list(queries.of_case(case.pk))
    holds = next((each for each in queries.newest_first(found) if each.state == State.SIGNED_OFF), None)
    draft = next((each for each in found if each.open_to_change and each.author_id == reader.pk), None)
    may_assess = case.state == "OPEN" and reader.may("RISK_SUBMIT", case) is None
    for each in found:
        each.case = case
    apart = levels_kept_from(reader).get(case.pk)
    return {
        "id": "risk",
        "title": "Risk",
        "template": "risk/panel.html",
        "case": case,
        "apart": apart,
        "means": "" if apart else GRADE_MEANS.get(case.risk_level, ""),
        "holds": holds,
        "read_higher": bool(holds) and not apart and read_twice.raised(holds),
        "counts": counts(holds) if holds else "",
        "rows": [
            {"assessment": each, "actions": actions(each, reader, overtaken=not apart and over(each, holds))}
            for each in found
        ],
        "lowered": None if apart else downgrading.card(case, reader, at),
        "draft": draft if may_assess else None,
        "may_assess": may_assess,
        "changes": queries.circumstances_of(case.pk),
        "may_record": case.state == "OPEN" and reader.may("INFORMATION_ADD", case) is None,
        "disputes": None if apart else disputes.on_case(case, reader),
    }


def over(assessment, holds):
    """Say whether a signed-off assessment neither holds nor waits for a review."""
    waits = assessment.needs_review and not assessment.covered_by_id
    return assessment.state == State.SIGNED_OFF and assessment is not holds and not waits


# What an entry says to a specialist who has still to read apart: no grade.
WITHOUT_GRADE = {
    events.SUBMITTED: "Risk assessment submitted.",
    events.SIGNED_OFF: "Risk assessment signed off.",
    events.CORRECTED: "Risk assessment corrected; its sign-off ended.",
    events.REVIEWED: "The grade was reviewed.",
    events.GRADE_DISPUTED: "The grade was disputed.",
    events.DISPUTE_DECIDED: "An arbiter decided the dispute about the grade.",
    events.DISPUTE_ENDED: "The dispute about the grade has ended: a review came to the grade that was wanted.",
    events.DOWNGRADE_PROPOSED: "A lower level was proposed.",
    events.DOWNGRADE_AGREED: "A second person agreed to a lower level.",
    events.DOWNGRADE_REFUSED: "A lower level was refused.",
    events.DOWNGRADE_ENDED: "A lower level ended.",
}

# What a specialist is not told who has still to read an assessment apart.
WITHHELD = ("grade", "grade_reasons", "signed_off_grade", "reviewed_grade", "content_hash")


def assessment_json(assessment, reader):
    """Return an assessment as the API shows it to a reader, with what a sign-off is bound to.

    What is withheld until both reads are in is named, for withheld is not empty.
    """
    withheld = WITHHELD if read_twice.apart(assessment, reader) else ()
    shown = whole_json(assessment)
    return {name: value for name, value in shown.items() if name not in withheld} | {"withheld": list(withheld)}


def whole_json(assessment):
    """Return all that the API knows of an assessment."""
    answers = queries.answers_of(assessment)
    return {
        "id": str(assessment.pk),
        "case": str(assessment.case_id),
        "incident": str(assessment.incident_id) if assessment.incident_id else None,
        "instrument": assessment.instrument,
        "version": assessment.version,
        "state": assessment.state,
        "author": str(assessment.author_id),
        "typed_by": str(assessment.typed_by_id) if assessment.typed_by_id else None,
        "assessed_at": assessment.asked,
        "answers": {
            code: {"value": each.value or None, "comment": each.comment, "source": each.source}
            for code, each in sorted(answers.items())
        },
        "missing": [item.code for item in queries.missing_in(assessment)],
        "further": further_json(assessment),
        "children": assessment.children,
        "child_ids": [str(pk) for pk in assessment.child_ids],
        "observations": assessment.observations,
        **grades_json(assessment),
        "content_hash": assessment.content_hash,
        "lock_version": queries.changes_of(assessment, answers),
    }


def grades_json(assessment):
    """Return the suggestion with its reasons and range, and every grade that was given."""
    return {
        "suggested_grade": assessment.suggested_grade or None,
        "suggested_reasons": assessment.suggested_reasons,
        "yes": assessment.yes_count,
        "unknown": assessment.unknown_count,
        "range": [assessment.range_low, assessment.range_high],
        "visible_high_risk": assessment.visible_high_risk,
        "grade": assessment.grade or None,
        "grade_reasons": assessment.grade_reasons,
        "signed_off_grade": assessment.signed_off_grade or None,
        "signed_off_by": str(assessment.signed_off_by_id) if assessment.signed_off_by_id else None,
        "signed_off_at": assessment.signed_off_at,
        "reviewed_grade": assessment.reviewed_grade or None,
        "corrects": str(assessment.corrects_id) if assessment.corrects_id else None,
        "voided_at": assessment.voided_at,
        "void_reason": assessment.void_reason,
        "returned_reason": assessment.returned_reason if assessment.state == State.RETURNED else "",
    }


__all__ = [
    "SENTENCES",
    "WAYS",
    "actions",
    "actions_apart",
    "assessment_json",
    "counts",
    "lanes",
    "menu",
    "panel",
    "sheets",
    "story",
    "summary",
    "undecided",
]


def known(cases, people, reader, at):
    """Return the level of risk that holds in each open case, with its age, for whoever takes a call."""
    cases = [case for case in cases if case.state == "OPEN"]
    held = queries.holding_assessments(case.pk for case in cases)
    lines = [
        {
            "text": str(case),
            "level": level_for(case, reader),
            "at": held[case.pk].asked if case.pk in held else None,
            "href": reverse("case", args=[case.pk]),
            "note": "" if case.pk in held else "never assessed",
        }
        for case in cases
    ]
    # Not assessed, and withheld, may be any level.
    grave = any(line["level"] != Grade.STANDARD for line in lines)
    return [{"title": "Risk now", "grave": grave, "lines": lines}]
