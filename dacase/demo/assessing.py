"""Assessing, signing off and reviewing: ten in a hundred cases high, nineteen medium, the others standard."""

from dacase.demo.past import weighted
from incidents import queries as incidents
from law import further as law_further
from law import questionnaires
from risk import queries, services

# Open cases in Kent on 19 March 2014: about 147 high, 279 medium, 1,044 standard (HMIC 2014).
LEVELS = (("HIGH", 10), ("MEDIUM", 19), ("STANDARD", 71))
YES = {"HIGH": (14, 20), "MEDIUM": (6, 10), "STANDARD": (1, 4)}
REASONS = {
    "HIGH": "The violence grows, he knows where she is, and she fears that he will kill her",
    "MEDIUM": "There were injuries before; it is likely to happen again if he comes back",
    "STANDARD": "One report, no injury, and they live apart",
}
INSTRUMENT = "DASH_2009_POLICE"


def level_of(month, case_id):
    """Return the level of a case, drawn once."""
    return month.levels.setdefault(case_id, weighted(month.random, LEVELS))


def answers(random, level, children, day):
    """Return an answer to every question, so many of them yes as the level makes likely, and as the children allow."""
    codes = [item.code for item in questionnaires.in_force(INSTRUMENT, day).items]
    likely = [code for code in codes if may_be_yes(code, children)]
    yes = set(random.sample(likely, random.randint(*YES[level])))
    other = ("NO", "NO", "NO", "NO", "NO", "DONT_KNOW", "REFUSED")
    return {code: "YES" if code in yes else random.choice(other) for code in codes}


def may_be_yes(code, children):
    """Say whether a question may be answered yes beside what is said of children."""
    return children == "LISTED" or not law_further.speaks_of_a_child(code, "YES", "")


def further(random, given, children, day):
    """Return an answer to every further question that the answers open: seldom yes, and words where words are asked."""
    first = questionnaires.in_force(INSTRUMENT, day)
    sets = [law_further.set_on(code, day) for code in law_further.opened(first, given, children=children == "LISTED")]
    items = [item for each in sets if each for item in each.items]
    return {
        item.code: "NOT_ASKED"
        if item.answer == "text"
        else random.choice(("NO", "NO", "NO", "DONT_KNOW", *["YES"] * may_be_yes(item.code, children)))
        for item in items
    }


def assess(month, duty, *, at):
    """The owner asks the questions and submits the answers."""
    officer = incidents.owner_of(duty.case_id)
    hand_in(month, duty.case_id, month.by_id[officer.pk], at)


def hand_in(month, case_id, officer, at):
    """Start an assessment and submit it; return it."""
    level = level_of(month, case_id)
    children = "LISTED" if incidents.children_of(case_id).exists() else "NONE"
    given = answers(month.random, level, children, at.date())
    draft = services.start_assessment(case_id=case_id, instrument=INSTRUMENT, answers=given, by=officer, at=at)
    return services.submit_assessment(
        assessment_id=draft.pk,
        grade=level,
        grade_reasons=REASONS[level],
        answers=further(month.random, given, children, at.date()),
        children=children,
        by=officer,
        at=at,
    )


def redo(month, duty, *, at):
    """The author answers the supervisor and submits again."""
    services.submit_assessment(
        assessment_id=duty.subject_id,
        grade=level_of(month, duty.case_id),
        grade_reasons=REASONS[level_of(month, duty.case_id)] + "; asked again about the children",
        by=month.owner(duty),
        at=at,
    )


def sign_off(month, duty, *, at):
    """The sergeant reads it and signs it off, or sends it back."""
    sergeant = month.owner(duty)
    found = queries.assessment(duty.subject_id, reader=sergeant)
    if found.decisions.count() == 0 and month.random.random() < 0.05:
        services.return_assessment(
            assessment_id=found.pk, reason="Say what you know of the children and where they were", by=sergeant, at=at
        )
    else:
        services.sign_off_assessment(assessment_id=found.pk, content_hash=found.content_hash, by=sergeant, at=at)


def review(month, duty, *, at):
    """The specialist looks again and keeps the grade."""
    latest = queries.latest_signed_off(duty.case_id)
    services.review_grade(
        assessment_id=latest.pk,
        grade=latest.signed_off_grade,
        reasons="Read the assessment with the history of both; the grade is right",
        by=month.owner(duty),
        at=at,
    )
