"""Words for what happens to safety plans, and their part of the case page."""

from django.urls import reverse

from accounts.permissions import Permission
from core.access import levels_kept_from
from incidents import queries as incidents
from law import clocks
from law import measures as menu
from safety_plans import events, queries
from safety_plans.states import STILL_TO_DO, TO_CARRY_OUT, MeasureState, Outcome

TAGS = {
    MeasureState.PROPOSED: "govuk-tag--yellow",
    MeasureState.ACCEPTED: "govuk-tag--blue",
    MeasureState.DECLINED: "govuk-tag--orange",
    MeasureState.DONE: "govuk-tag--green",
    MeasureState.NOT_DONE: "govuk-tag--red",
    MeasureState.REMOVED: "govuk-tag--grey",
}


def measure_words(facts):
    """Return the title of the measure that an entry names."""
    try:
        return menu.by_code(facts["code"]).title
    except KeyError:
        return "a measure described in the plan"


def about(text):
    """Return a sentence that names the measure, such as "Measure accepted: …"."""
    return lambda facts: f"{text}: {measure_words(facts)}."


def agreed_words(facts):
    """Say that the plan was agreed, and whether it holds less than the menu asks."""
    return (
        "Safety plan agreed, with reasons for what it leaves out." if facts.get("deviates") else "Safety plan agreed."
    )


def reviewed_words(facts):
    """Say that the plan was reviewed, and what was decided."""
    ends = facts.get("outcome") == Outcome.CLOSE
    return "Safety plan reviewed: it can end." if ends else "Safety plan reviewed: it goes on."


SENTENCES = {
    events.PLAN_DRAFTED: lambda facts: "Safety plan begun.",
    events.WISHES_RECORDED: lambda facts: "What the victim wants was written down.",
    events.MEASURE_PROPOSED: lambda facts: about(
        "Measure recommended by the review" if facts.get("review") else "Measure proposed"
    )(facts),
    events.MEASURE_ACCEPTED: about("Measure accepted"),
    events.MEASURE_DECLINED: about("Measure declined and given back to whoever proposed it"),
    events.MEASURE_DONE: about("Measure done, with proof"),
    events.MEASURE_NOT_DONE: about("Measure could not be done, and is still owed"),
    events.MEASURE_REMOVED: about("Measure removed from the plan"),
    events.MEASURE_CHECKED: about("Measure checked by somebody else, and in place"),
    events.MEASURE_FOUND_MISSING: about("Measure recorded as done and found missing"),
    events.PLAN_AGREED: agreed_words,
    events.PLAN_REVIEWED: reviewed_words,
    events.PLAN_CLOSED: lambda facts: "No further regular review of the safety plan is owed.",
}

# Of what a duty is, where a case owes several of one kind: {subject: function (ids) -> {id: words}}.
NAMES = {"safety_plans.measure": queries.titles}
WAYS = {
    events.PLAN_AGREED: lambda duty: reverse("plan_agree", args=[duty.case_id]),
    events.PLAN_REVIEWED: lambda duty: reverse("plan", args=[duty.case_id]),
    events.MEASURE_PROPOSED: lambda duty: reverse("plan", args=[duty.case_id]),
    events.MEASURE_ACCEPTED: lambda duty: reverse("measure_accept", args=[duty.subject_id]),
    events.MEASURE_DECLINED: lambda duty: reverse("measure_decline", args=[duty.subject_id]),
    events.MEASURE_DONE: lambda duty: reverse("measure_done", args=[duty.subject_id]),
    events.MEASURE_REMOVED: lambda duty: reverse("measure_remove", args=[duty.subject_id]),
}


def card(measure, case, reader, at):
    """Return one measure as a page shows it: its words, where it stands, and what this reader may do."""
    to_do = measure.state in STILL_TO_DO
    return {
        "measure": measure,
        "title": queries.title_of(measure),
        "tag": TAGS[measure.state],
        "late": to_do and measure.due_on < clocks.london_day(at),
        "proves": proves(measure) if to_do else "",
        "actions": actions(measure, case, reader),
    }


def proves(measure):
    """Return what the menu wants as proof of a measure, or ''."""
    try:
        return menu.by_code(measure.code).evidence
    except KeyError:
        return ""


def contact_words(contact):
    """Return one contact of the log as the list of a form names it: when, how, and with whom the victim spoke."""
    day, time = clocks.london_day(contact.tried_at), contact.tried_at.astimezone(clocks.LONDON)
    return f"{day.day} {day:%b %Y}, {time:%H:%M}: {contact.get_channel_display().lower()}, {contact.tried_by}"


def actions(measure, case, reader):
    """Return what this reader may do with a measure, as (words, address)."""
    if case.state != "OPEN":
        return []
    writes = reader.may(Permission.PLAN_WRITE, case) is None
    mine = measure.owner_id == reader.pk and reader.may(Permission.ACTION_COMPLETE, case) is None
    offered = {
        "measure_accept": ("Accept", mine and measure.state == MeasureState.PROPOSED),
        "measure_decline": ("Decline", mine and measure.state == MeasureState.PROPOSED),
        "measure_done": ("Record as done", (mine or writes) and measure.state in TO_CARRY_OUT),
        "measure_not_done": ("Say why it was not done", (mine or writes) and measure.state == MeasureState.ACCEPTED),
        "measure_again": ("Propose to somebody", writes and measure.state == MeasureState.DECLINED),
        "measure_check": ("Check", may_check(measure, case, reader)),
        "measure_remove": ("Remove", writes and measure.state != MeasureState.REMOVED),
    }
    return [(words, reverse(name, args=[measure.pk])) for name, (words, may) in offered.items() if may]


def may_check(measure, case, reader):
    """Say whether this reader may check a measure: done, not by them, not theirs, and not checked yet."""
    fresh = measure.state == MeasureState.DONE and measure.checked_at is None
    another = reader.pk not in (measure.owner_id, measure.done_by_id)
    return fresh and another and reader.may(Permission.MEASURE_CHECK, case) is None


def cards(plan, case, reader, at):
    """Return (measures in the plan, measures removed from it) as cards."""
    found = [card(each, case, reader, at) for each in queries.measures_of(plan)]
    gone = [each for each in found if each["measure"].state == MeasureState.REMOVED]
    return [each for each in found if each not in gone], gone


def missing_for(measures, case, reader):
    """Return what the menu asks at the level of a case beside these measures; None where that level is withheld."""
    return None if case.pk in levels_kept_from(reader) else queries.missing_beside(measures, case.risk_level)


def plan_json(case, reader):
    """Return the measures of a plan in codes and days, and the codes of what it lacks at the level of its case.

    What is lacking is named as withheld where the level is, for withheld is not empty.
    """
    held = list(queries.measures_of(queries.of_case(case.pk)))
    kept = case.pk in levels_kept_from(reader)
    return {
        "case": str(case.pk),
        "measures": [measure_json(each) for each in held],
        **({} if kept else {"lacking": [each.code for each in queries.lacking(held, case.risk_level)]}),
        "withheld": ["lacking"] if kept else [],
    }


def measure_json(measure):
    """Return one measure in codes and days; its words stay on the page."""
    return {
        "id": str(measure.pk),
        "code": measure.code,
        "owner": str(measure.owner_id),
        "due_on": measure.due_on,
        "state": measure.state,
        "victim_agrees": measure.victim_agrees,
        "proposed_at": measure.proposed_at,
    }


def waiting(measures):
    """Return {code: where it stands} of measures still to be done, which are passed on rather than proposed again."""
    return {each.code: each.get_state_display().lower() for each in measures if each.state in STILL_TO_DO}


def whole(case, plan, reader, at):
    """Return everything that the page of a plan shows."""
    held, gone = cards(plan, case, reader, at)
    changeable = case.state == "OPEN"
    return {
        "case": case,
        "plan": plan,
        "cards": held,
        "removed": gone,
        "missing": missing_for([each["measure"] for each in held], case, reader),
        "waiting": waiting([each["measure"] for each in held]),
        "lacking": queries.lacking([each["measure"] for each in held], incidents.level_asked(case, reader)),
        "reviews": queries.reviews_of(plan),
        "closing": queries.reviewed_since_last_event(case.pk),
        "may_write": changeable and reader.may(Permission.PLAN_WRITE, case) is None,
        "may_review": changeable and plan is not None and reader.may(Permission.PLAN_REVIEW, case) is None,
    }


def panel(case, reader, at):
    """Return the safety plan's part of the case page: how it stands, and what is still to be done."""
    plan = queries.of_case(case.pk)
    held, _ = cards(plan, case, reader, at)
    return {
        "id": "plan",
        "title": "Safety plan",
        "template": "safety_plans/panel.html",
        "plan": plan,
        "to_do": [each for each in held if each["measure"].state in STILL_TO_DO],
        "done": sum(each["measure"].state == MeasureState.DONE for each in held),
        "missing": missing_for([each["measure"] for each in held], case, reader),
        "may_write": case.state == "OPEN" and reader.may(Permission.PLAN_WRITE, case) is None,
        "href": reverse("plan", args=[case.pk]),
        "link": "Open the safety plan",
        "case": case,
    }
