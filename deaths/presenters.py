"""Words after a death, and its part of the case page."""

from urllib.parse import urlencode

from django.urls import reverse

from accounts import queries as accounts
from accounts.permissions import Permission
from core.errors import Refused
from deaths import events, policies, queries
from deaths.states import Decision, Kind
from law import call_script
from law.duties import BY_CODE

SENTENCES = {
    events.DEATH_RECORDED: lambda facts: "Somebody of this case has died. Domestic abuse is or may be a factor.",
    events.VICTIM_DIED: lambda facts: "The victim has died. What was owed to them in person is owed no longer.",
    events.FAMILY_CONTACT_NAMED: lambda facts: "An officer was named who is there for the family.",
    events.FAMILY_TOLD: lambda facts: "The family was told.",
    events.PARTNERSHIP_TOLD: lambda facts: "The community safety partnership was told of the death.",
    events.REVIEW_DECIDED: lambda facts: f"{Decision(facts['decision']).label}.",
    events.REVIEW_FINISHED: lambda facts: "The review after the death is finished.",
    events.RECOMMENDATION_MADE: lambda facts: "The review asks for a change; somebody answers for it.",
    events.RECOMMENDATION_CHASED: lambda facts: "Asked for evidence of the change.",
    events.RECOMMENDATION_DONE: lambda facts: "The change is made, with evidence.",
    events.RECOMMENDATION_IN_SCRIPT: lambda facts: (
        f"Questions of a call that a recommendation put there: {len(facts['questions'])}."
    ),
    events.RECORD_WITHDRAWN: lambda facts: "The record of a death was a mistake.",
}


def on_death(name):
    """Return the way to a page of the death that a duty is about."""
    return lambda duty: reverse(name, args=[duty.subject_id])


def told_way(duty):
    """Return the way to recording that the family was told of the event that a duty is about."""
    death = next(iter(queries.of_case(duty.case_id)), None)
    if death is None:
        return reverse("case", args=[duty.case_id])
    return f"{reverse('family_told', args=[death.pk])}?{urlencode({'of': duty.subject_id})}"


WAYS = {
    events.FAMILY_CONTACT_NAMED: on_death("family_contact"),
    events.FAMILY_TOLD: told_way,
    events.PARTNERSHIP_TOLD: on_death("partnership_told"),
    events.REVIEW_DECIDED: on_death("death_decided"),
    events.REVIEW_FINISHED: on_death("death_finished"),
    events.RECOMMENDATION_CHASED: on_death("recommendation_chased"),
    events.RECOMMENDATION_DONE: on_death("recommendation_done"),
}


def behind_questions(version, reader):
    """Return {code of a question: [(words, address)]} of the recommendations that put it into the call script."""
    found = {}
    for each in queries.recommendations_in_script(reader=reader):
        if call_script.has_since(version, each.script_version):
            for code in each.questions:
                found.setdefault(code, []).append((each.text, way_to(each)))
    return found


def way_to(recommendation):
    """Return the address of a recommendation, on the page of the death."""
    return f"{reverse('death', args=[recommendation.death_id])}#recommendation-{recommendation.pk}"


STEPS = (
    (Kind.PARTNERSHIP_TOLD, "Record that the partnership was told", "partnership_told"),
    (Kind.DECIDED, "Record what it decided", "death_decided"),
    (Kind.FINISHED, "Record that the review is finished", "death_finished"),
)


def next_steps(death, steps):
    """Return the steps of the review that are in turn, as (words, URL name): none of what is done or was a mistake."""
    taken = {each.kind for each in steps}
    reviewed = not any(each.decision == Decision.NO_REVIEW for each in steps)
    found = [each for each in STEPS if in_turn(each[0], taken, death) and (reviewed or each[0] != Kind.FINISHED)]
    return [(words, name) for _, words, name in found]


def in_turn(kind, taken, death):
    """Say whether a step may be taken now."""
    try:
        policies.check_turn(kind, taken, first=death.first_id)
    except Refused:
        return False
    return True


def recommendations(death):
    """Return what a review asks to be changed, each with the questions of a call that it put there."""
    rows = list(death.recommendations.select_related("owner").order_by("due_on", "pk"))
    for each in rows:
        each.asked = call_script.wording(each.questions).values()
    return rows


def had_ended(death, reader):
    """Return what the record of a death had ended, where it was a mistake, and what became of each: rows in words."""
    found = queries.had_ended(death, reader)
    names = accounts.names({duty.owner_id for duty in found})
    return [
        {
            "what": BY_CODE[duty.code].what,
            "owner": None if duty.ended_at else names.get(duty.owner_id, "Nobody known"),
            "due_at": duty.due_at,
            "ended": duty.get_ended_as_display(),
            "ended_at": duty.ended_at,
        }
        for duty in found
    ]


def panel(case, reader, at):
    """Return the part of the case page after a death, or None where nobody has died."""
    if not case.somebody_died:
        return None
    found = queries.of_case(case.pk)
    return found and {
        "id": "death",
        "title": "After a death",
        "template": "deaths/panel.html",
        "deaths": [(each, queries.family_contact(each)) for each in found],
        "may_work": reader.may(Permission.DEATH_RECORD, case) is None,
        "case": case,
    }
