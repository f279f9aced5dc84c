"""May this be done to this assessment now? Each check raises Refused with the sentence."""

from accounts.permissions import Permission, may
from core.errors import Refused, Stale
from incidents.states import Children
from law import clocks, measures, questionnaires, ratchet
from law.further import OF_A_CHILD_OR_ANOTHER
from people import child_lines
from risk.states import INSTRUMENTS, OTHER, RANK, SIGNED, Grade, Source, State, Value

EARLIEST = 1900
DRAFT_THERE = "There is a draft of this case by the same officer already. Go on with that one."


def check_can_start(case, *, author, draft, instrument):
    """Refuse a start on a closed case, beside another draft, for somebody who may not assess, or on another tool."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it before you assess the risk.")
    if instrument not in INSTRUMENTS:
        raise Refused("There is no such assessment. Choose one from the list.", "instrument")
    if not author.is_active or may(author, Permission.RISK_SUBMIT, case):
        raise Refused(f"{author} may not make risk assessments now. Choose the officer who asked.", "for_officer_id")
    if draft:
        raise Refused(DRAFT_THERE)


def check_frozen(question_set, *, used_otherwise):
    """Refuse questions whose wording changed after somebody used them under the same version."""
    if used_otherwise:
        raise Refused(
            f"The questions of {question_set.title} were changed without a new version. "
            "Tell your administrator: assessments wait until that is put right."
        )


def check_can_write(assessment, *, by):
    """Refuse changes by anybody but the author and typist, or after submission."""
    if by.pk not in (assessment.author_id, assessment.typed_by_id):
        raise Refused(f"Only its author, {assessment.author}, can change this assessment. Start your own.")
    if assessment.state == State.SUBMITTED:
        raise Refused("This assessment waits for sign-off. Ask the supervisor to send it back if it must change.")
    if assessment.state in SIGNED:
        raise Refused(
            "This assessment is signed off and stays as it is. Start a new one if something changed; "
            "correct it if something in it is wrong."
        )
    if assessment.state == State.SET_ASIDE:
        raise Refused("This draft was set aside. Start a new assessment.")


def check_answers(question_sets, given):
    """Refuse answers to questions that no set has, and values that are not on the scale."""
    items = {item.code: (item, each) for each in question_sets for item in each.items}
    for code, answer in given.items():
        if code not in items:
            raise Refused(f"There is no question {code} in {question_sets[0].title}.", "answers")
        item, asked_in = items[code]
        scale = scale_of(item, asked_in)
        value = answer.get("value")
        if value and value not in scale:
            words = ", ".join(scale)
            raise Refused(f"Question {item.number} ({code}) cannot be answered {value}. Use {words}.", "answers")
        if value == Value.WRITTEN and not answer.get("comment", "").strip():
            raise Refused(
                f"Question {item.number} ({code}) is answered in words. Write them as the comment.", "answers"
            )
        if answer.get("source") and answer["source"] not in Source.values:
            words = ", ".join(Source.values)
            raise Refused(f"The source of question {item.number} ({code}) must be one of {words}.", "answers")


def scale_of(item, question_set):
    """Return the values with which a question can be answered; one that asks for words has its own besides."""
    return (*question_set.scale, Value.WRITTEN.value) if item.answer == "text" else question_set.scale


def check_left_out(left_out, *, known):
    """Refuse a reason for leaving out a set that is none of the further ones."""
    for code in left_out:
        if code not in known:
            raise Refused(f"There are no further questions {code}. Use {', '.join(known)}.", "left_out")


def check_further(missing, opened):
    """Refuse while an opened further set is neither answered nor left out with a reason."""
    if not missing:
        return
    question_set, items = missing[0]
    name = question_set.title.partition(":")[0]
    numbers = ", ".join(f"{item.number} ({item.code})" for item in items)
    because = ", ".join(opened.get(question_set.code, ()))
    why = f"The answer to {because} opens further questions" if because else "Further questions were begun"
    raise Refused(
        f"{why}. {name}: not answered yet: {numbers}. Answer them, or say why they cannot be asked. "
        "Your draft is kept.",
        "answers",
    )


def check_fresh(stands, lock_version, *, changes, always=False):
    """Raise Stale when the assessment changed after it was read and what was sent differs from it.

    `stands` is how often it was changed, and `lock_version` how often it had been when it was read.
    """
    if lock_version is None or lock_version == stands or not (changes or always):
        return
    raise Stale(
        "This assessment was changed in another window after you opened it. "
        "Compare the two below; save again to keep yours.",
        changes=changes,
    )


def check_decided(undecided):
    """Refuse to hand in while answers wait beside others that somebody gave meanwhile."""
    if undecided:
        raise Refused(
            "When this page was left, somebody else had answered as well, and nobody has chosen yet. "
            "Open the questions and choose which answer stays."
        )


def check_complete(question_set, values):
    """Refuse while a question has none of its answers: silence is not one of them."""
    missing = [f"{item.number} ({item.code})" for item in question_set.items if not values.get(item.code)]
    if missing:
        raise Refused(
            f"Not answered yet: {', '.join(missing)}. Give each an answer; 'does not know', 'would not say' "
            "and 'not asked' are answers too. Your draft is kept.",
            "answers",
        )


def check_in_force(question_set, day):
    """Refuse a version of the questions that did not stand on the day of the asking, and say on which it did."""
    if questionnaires.stands(question_set, day):
        return
    over = questionnaires.over_from(question_set)
    said = f"Version {question_set.version} of {question_set.title} was not in force on {day:%-d %B %Y}"
    if over and day >= over:
        raise Refused(
            f"{said}: another has to be asked since {over:%-d %B %Y}. If you asked before that day, give the time at "
            "which you did; if not, set this draft aside and start a new assessment. Your draft is kept.",
            "assessed_at",
        )
    raise Refused(
        f"{said}: it holds from {question_set.in_force_from:%-d %B %Y}. Give the time at which you asked. "
        "Your draft is kept.",
        "assessed_at",
    )


def check_assessed_at(assessed_at, *, at):
    """Refuse an asking in the future or before 1900."""
    if assessed_at > at:
        raise Refused(
            "This time is in the future. Give the time at which you asked. Your draft is kept.", "assessed_at"
        )
    if clocks.london_day(assessed_at).year < EARLIEST:
        raise Refused("This date is before 1900. Check the year. Your draft is kept.", "assessed_at")


def check_hour(day, *, beside):
    """Refuse a bare day on which another assessment of the case was asked: nobody could say which is the later."""
    if beside:
        raise Refused(
            f"Another assessment of this case was asked on {day:%-d %B %Y}. Give the time at which you asked too, so "
            "that the later one holds. Your draft is kept.",
            "assessed_at",
        )


def check_after(incident, day):
    """Refuse an asking on a day before the incident that it is about."""
    happened = clocks.london_day(incident.occurred_at)
    if day < happened:
        raise Refused(
            f"This is before incident {incident.number} of {happened:%-d %B %Y}, which it is about. "
            "Give the time at which you asked. Your draft is kept.",
            "assessed_at",
        )


def check_children_answer(children):
    """Refuse an answer about children that there is not."""
    if children not in Children.values:
        raise Refused(f"The answer about children must be one of {', '.join(Children.values)}.", "children")


def children_in(words):
    """Return the child that each line names; refuse a line that names none, or a date of birth that there is not."""
    try:
        return child_lines.read(words)
    except ValueError as error:
        raise Refused(str(error), "children_named") from None


def check_children(children, *, named, known):
    """Refuse silence about children, 'none' with names, and 'listed' without any."""
    if children == Children.NOT_ASKED:
        raise Refused("Say whether there are children: list them, or answer that there are none.", "children")
    if children == Children.NONE and named:
        raise Refused("Children are named, so the answer cannot be 'no children'.", "children")
    if children == Children.LISTED and not (named or known):
        raise Refused("Name the children, or answer that there are none.", "children_named")


def check_no_child_denied(items):
    """Refuse 'no children' beside answers that speak of a child."""
    if not items:
        return
    numbers = ", ".join(f"{item.number} ({item.code})" for item in items)
    another = any(item.code in OF_A_CHILD_OR_ANOTHER for item in items)
    of_whom = " Where it is about somebody else, or a baby not born yet, say so in its comment." if another else ""
    raise Refused(
        f"The answer to {numbers} speaks of a child, so the answer about children cannot be 'no children'. "
        f"Name the children, or change what is wrong.{of_whom} Your draft is kept.",
        "children",
    )


def check_not_lowered(assessment, grade, field="grade"):
    """Refuse a grade below High where the answers show visible high risk."""
    if not ratchet.may_grade(grade, visible_high_risk=assessment.visible_high_risk):
        raise Refused(
            f"{assessment.range_low} answers are yes: that is visible high risk. "
            "Judgement can raise the risk and never lower this. Grade it High.",
            field,
        )


def check_grade(assessment, *, grade, reasons, holds, withheld):
    """Refuse no grade, a lowered visible high risk, and what is unexplained: other than suggested, or now lower."""
    if grade not in Grade.values:
        raise Refused("Choose the grade: Standard, Medium or High.", "grade")
    check_not_lowered(assessment, grade)
    if reasons:
        return
    if not assessment.suggested_grade:
        raise Refused("This assessment is graded by judgement. Say why you chose this grade.", "grade_reasons")
    if grade != assessment.suggested_grade:
        words = Grade(assessment.suggested_grade).label
        raise Refused(f"The answers suggest {words}. Say why you grade it otherwise.", "grade_reasons")
    lower = holds and RANK[grade] < RANK[holds]
    if lower and withheld:
        raise Refused(
            "The level of this case is withheld from you until your own read is in, and may be higher. "
            "Say why you chose this grade.",
            "grade_reasons",
        )
    if lower:
        raise Refused(f"The level of this case is {Grade(holds).label}. Say why it is lower now.", "grade_reasons")


def check_no_conflict(declared):
    """Refuse a decision by somebody who said that a person in the case is close to them."""
    if declared:
        raise Refused("You declared that somebody in this case is close to you. Another officer must decide.")


def check_may_decide(decides):
    """Refuse a declaration by somebody who decides nothing about risk: it would say nothing."""
    if not decides:
        raise Refused("Only who signs off, reviews or arbitrates declares that somebody in the case is close.")


def check_conflict(reason, *, declared):
    """Refuse a declaration without a reason, or made before."""
    if not reason.strip():
        raise Refused("Say who is close to you, and how. Only oversight reads it.", "reason")
    if declared:
        raise Refused("You declared this before; another officer decides already.")


def check_can_correct(assessment, *, by, reason):
    """Refuse a correction by another than author and typist, of what is not signed off, or without a reason."""
    if by.pk not in (assessment.author_id, assessment.typed_by_id):
        raise Refused(f"Only its author, {assessment.author}, can correct this assessment. Start your own.")
    if assessment.state == State.VOIDED:
        raise Refused("This assessment was corrected already. Open the correction.")
    if assessment.state != State.SIGNED_OFF:
        raise Refused("Only a signed-off assessment is corrected. Change this one itself.")
    if assessment.case.state != "OPEN":
        raise Refused("This case is closed. Reopen it before you correct its assessment.")
    if not reason.strip():
        raise Refused("Say why this assessment is corrected: its sign-off ends with it.", "reason")


def check_differs(corrected, digest):
    """Refuse a correction that changes nothing."""
    if digest == corrected.content_hash:
        raise Refused("Nothing in it is different. Change what is wrong, or leave it signed off.")


def check_supervises(assessment, *, by, content_hash):
    """Refuse a decision by author or typist, on what is not waiting, or on content other than what was shown."""
    if by.pk == assessment.author_id:
        raise Refused("Someone else must sign off your own assessment. Ask another supervisor of the unit.")
    if by.pk == assessment.typed_by_id:
        raise Refused("You typed this assessment, so someone else must sign it off. Ask another supervisor.")
    if assessment.state != State.SUBMITTED:
        words = State(assessment.state).label.lower()
        raise Refused(f"This assessment is not waiting for sign-off: {words}. Open it again to see where it stands.")
    if content_hash != assessment.content_hash:
        raise Stale("This assessment was changed and submitted again after you opened it. Read it again first.")


def check_sealed(assessment, digest):
    """Refuse content that is not what its author submitted."""
    if digest != assessment.content_hash:
        raise Refused("The answers are not those that were submitted. Do not sign this; tell your administrator.")


def check_sign_off_grade(assessment, *, grade, note):
    """Refuse a lowered high grade, and another grade than the author's without a reason."""
    if grade not in Grade.values:
        raise Refused("Choose the grade: Standard, Medium or High.", "grade")
    check_not_lowered(assessment, grade)
    if not ratchet.may_sign(grade, authors=assessment.grade):
        raise Refused(
            "The author graded it High, and one person alone does not lower that. Sign it off as High, or send it "
            "back with your reason; a level is lowered by two people, for a time.",
            "grade",
        )
    if grade != assessment.grade and not note:
        raise Refused("You change the author's grade. Say why.", "note")


def check_explained(unexplained, *, note):
    """Refuse to sign off below a level that rose after it was handed in, without a reason."""
    if unexplained and not note:
        raise Refused(
            f"The level of this case rose to {Grade(unexplained).label} after this was handed in, and nobody has said "
            "why it is lower now. Say why: a second person decides, and the higher level holds until then.",
            "note",
        )


def check_can_review(assessment, *, by, newer):
    """Refuse a review by author or typist, of what is not signed off, or of what a newer one has overtaken."""
    if by.pk in (assessment.author_id, assessment.typed_by_id):
        raise Refused("Someone else must review your own assessment. Ask another member of the unit.")
    if assessment.state != State.SIGNED_OFF:
        raise Refused("This assessment is not signed off yet. It can be reviewed once its supervisor has decided.")
    if newer:
        raise Refused("A newer assessment of this case is signed off. Review that one.")


def check_review(assessment, *, grade, reasons):
    """Refuse a review without grade or reasons, or one that lowers visible high risk."""
    if grade not in Grade.values:
        raise Refused("Choose the grade: Standard, Medium or High.", "grade")
    check_not_lowered(assessment, grade)
    if not reasons:
        raise Refused("Say what you looked at, and why this is the grade.", "reasons")


def check_recommendations(rows, *, day, officers):
    """Refuse any that cannot be, and one for somebody who could not do it. `officers` is asked who is."""
    for row in rows:
        check_recommendation(row, day=day)
    owners = {str(row["owner_id"]) for row in rows if row.get("owner_id")}
    if owners and not owners <= {str(each.pk) for each in officers()}:
        raise Refused(
            "Whoever is to see to a recommended measure must be an officer of your force whose role may complete one.",
            "recommendations",
        )


def check_recommendation(row, *, day):
    """Refuse a recommendation that is not on the menu, says nothing, or has no day by which it is needed."""
    if row["measure"] != OTHER and row["measure"] not in {measure.code for measure in measures.ALL}:
        raise Refused(f"There is no safety measure {row['measure']}. Choose one from the list.", "recommendations")
    if row["measure"] == OTHER and not row.get("what", "").strip():
        raise Refused("Say what is to be done, where the measure is not on the list.", "recommendations")
    if row.get("due_on") is None:
        raise Refused("Say by which day each recommended measure is needed.", "recommendations")
    if row["due_on"] < day:
        raise Refused("A recommended measure cannot be due in the past. Check the day.", "recommendations")
