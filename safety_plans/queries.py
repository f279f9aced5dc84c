"""Every read of safety plans. Each takes the `reader`, or a case that the reader was already given."""

from textwrap import shorten

from django.db.models import Q, TextField, Value
from django.db.models.functions import MD5, Cast, Concat

from accounts import queries as accounts
from accounts.permissions import ROLES, Permission, Role
from core import access
from core.errors import Absent
from core.models import Entry
from custody import events as custody_events
from custody.states import Kind
from incidents import events as incident_events
from incidents import queries as incidents
from incidents.states import Level
from law import clocks
from law import measures as menu
from law.duties import RULES
from law.duties.rule import SET_WITHOUT_SIGN_OFF
from law.thresholds import ALL as FIGURES
from safety_plans import events
from safety_plans.models import Measure, Plan, PlanReview
from safety_plans.states import IN_THE_PLAN, OTHER, STILL_TO_DO, TO_CARRY_OUT, Agreement, MeasureState, Outcome

WITH = ("owner", "proposed_by", "done_by", "removed_by", "proof_contact__tried_by")
# No review is owed after these, and yet they change where he is or what protects her.
WHERE_HE_IS = (
    Kind.WANTED,
    Kind.ARRESTED,
    Kind.DVPN_SERVED,
    Kind.DAPN_SERVED,
    Kind.CHARGED,
    Kind.NO_FURTHER_ACTION,
    Kind.COURT_HEARD,
    Kind.RECALLED,
)
# After any of these a review for closing no longer stands: whatever asks for a review of the plan, what changes it,
# and a notice that protects from now on, or something that the plan went by and that did not happen.
ASKING = [rule for rule in RULES if events.PLAN_REVIEWED in rule.met_by]
CHANGES = {event for rule in ASKING for event in rule.opens_on if event not in rule.when_on} - {
    events.PLAN_REVIEWED
} | {
    incident_events.CALL_LOGGED,
    incident_events.CASE_REOPENED,
    *(custody_events.BY_KIND[kind] for kind in WHERE_HE_IS),
    custody_events.EVENT_WITHDRAWN,
    events.MEASURE_PROPOSED,
    events.MEASURE_REMOVED,
}
# These do so only where they let the level of the case rise.
ROSE = Q(event__in=SET_WITHOUT_SIGN_OFF, facts__level_rose=True)
CHANGED = Q(event__in=CHANGES) | ROSE


def of_case(case_id):
    """Return the plan of a case the reader has already been given, or None when there is none yet."""
    found = Plan.objects.select_related("agreed_by", "last_reviewed_by", "drafted_by").filter(case_id=case_id)
    return found.first()


def open_plan(case_id, *, reader, at):
    """Return (case, plan or None) to be shown, and write down that the reader looked."""
    case = incidents.case(case_id, reader=reader)
    access.note(reader, "safety plan", case_id=case.pk, at=at)
    return case, of_case(case.pk)


def plan_for_change(case_id):
    """Return the plan of a case that is locked already, or None."""
    return Plan.objects.select_for_update(of=("self",)).filter(case_id=case_id).first()


def measures_of(plan):
    """Return the measures of a plan, oldest first; none where there is no plan."""
    if plan is None:
        return Measure.objects.none()
    return plan.measures.select_related(*WITH).order_by("proposed_at", "pk")


def reviews_of(plan):
    """Return the reviews of a plan, newest first."""
    if plan is None:
        return PlanReview.objects.none()
    return plan.reviews.select_related("by").order_by("-at", "-pk")


def measure(measure_id, *, reader):
    """Return one measure with its plan and case, or raise Absent: hidden and missing look the same."""
    found = (
        Measure.objects.filter(pk=measure_id, plan__case__in=incidents.visible_to(reader))
        .select_related("plan__case__victim", "plan__case__suspect", *WITH)
        .first()
    )
    if found is None:
        raise Absent()
    return found


def measure_for_change(measure_id, *, reader):
    """Return (case, measure) within the reader's scope, both locked, the case first."""
    found = Measure.objects.filter(pk=measure_id).values_list("plan__case_id", flat=True).first()
    if found is None:
        raise Absent()
    case = incidents.case_for_change(found, reader=reader)
    row = Measure.objects.select_for_update(of=("self",)).select_related("plan", "owner", "proposed_by")
    return case, row.get(pk=measure_id)


def live_measure(plan, code):
    """Return the measure of this code that somebody has and has not yet done, or None; OTHER is never the same."""
    if plan is None or code == OTHER:
        return None
    return plan.measures.filter(code=code, state__in=TO_CARRY_OUT).select_related("owner").first()


def taken_from(recommendation_id):
    """Say whether a recommendation has become a measure already."""
    return Measure.objects.filter(recommendation=recommendation_id).exists()


def missing(plan, level):
    """Return what the menu asks of a plan at a level and this plan has not."""
    return missing_beside(plan.measures.only("code", "state", "victim_agrees") if plan else (), level)


def missing_beside(measures, level):
    """Return what the menu asks at a level beside these measures; unwanted by the victim does not count.

    A case that nobody has assessed yet is held to the least that there is.
    """
    held = {each.code for each in measures if each.state in IN_THE_PLAN and each.victim_agrees != Agreement.NO}
    return [each for each in menu.minimum_set(level or Level.STANDARD.value) if each.code not in held]


def lacking(measures, level):
    """Return what the menu asks at a level beside these measures and nobody has yet, in whatever state."""
    held = {each.code for each in measures if each.state in STILL_TO_DO}
    return [each for each in missing_beside(measures, level) if each.code not in held]


def not_asked(plan):
    """Return the measures of a plan that need the victim's agreement and about which nobody has asked yet."""
    asking = {each.code for each in menu.ALL if each.needs_agreement}
    waiting = plan.measures.filter(state__in=IN_THE_PLAN, victim_agrees=Agreement.NOT_ASKED_YET, code__in=asking)
    return list(waiting.order_by("proposed_at", "pk"))


def still_to_do(case_id):
    """Return the measures of a case that somebody still has to do, by due day."""
    found = Measure.objects.filter(plan__case_id=case_id, state__in=STILL_TO_DO)
    return found.select_related("owner").order_by("due_on", "pk")


def measures_held_by(officer):
    """Return the measures that an officer still has to do, locked, for the engine's own use."""
    held = Measure.objects.filter(owner=officer, state__in=STILL_TO_DO)
    return held.select_related("plan").select_for_update(of=("self",)).order_by("pk")


def count_held(officer, at):
    """Return how many measures an officer still has to do."""
    return Measure.objects.filter(owner=officer, state__in=STILL_TO_DO).count()


def still_held(case_id):
    """Return the measures of a case that are still to do, locked, for the engine's own use."""
    held = Measure.objects.filter(plan__case_id=case_id, state__in=STILL_TO_DO)
    return list(held.select_for_update(of=("self",)).order_by("pk"))


def reviewed_since_last_event(case_id):
    """Say whether the plan was reviewed for closing, and nothing has happened since that asks for another look.

    Goes by the order of the journal, so that something told late counts as later.
    """
    review = Entry.objects.filter(case_id=case_id, event=events.PLAN_REVIEWED).order_by("-pk").first()
    if review is None or review.facts.get("outcome") != Outcome.CLOSE:
        return False
    return not Entry.objects.filter(CHANGED, case_id=case_id, pk__gt=review.pk).exists()


def ready_to_close(case_id, at, *, reader):
    """Return (plan reviewed for closing, words for the measures that are still to be done)."""
    owed = ", ".join(title_of(each) for each in still_to_do(case_id)[:5])
    return reviewed_since_last_event(case_id), owed


def title_of(row):
    """Return a measure's title from the menu, or its own words."""
    try:
        return menu.by_code(row.code).title
    except KeyError:
        return row.what


def titles(measure_ids):
    """Return {measure id: its title, cut short where it is long}, of cases that the reader was given already."""
    found = Measure.objects.filter(pk__in=measure_ids).only("code", "what")
    return {each.pk: shorten(title_of(each), 80, placeholder=" …") for each in found}


def officers_for(reader, at=None):
    """Return the officers of the reader's force who can be given a measure, by name."""
    roles = [role for role, grants in ROLES.items() if Permission.ACTION_COMPLETE in grants]
    return accounts.officers_in_force(reader.posting.force_id, at=at, roles=roles)


def can_see(officer, case, at):
    """Say whether an officer may know of a case at all."""
    return incidents.visible_to(officer, at).filter(pk=case.pk).exists()


def measures_done(*, month_before, kinds=(), reader):
    """Return (measure, case, who answers for it) of measures done in the month before a day, as the reader may know."""
    begins = clocks.start_of_day(clocks.months_before(month_before, 1))
    found = Measure.objects.filter(
        state=MeasureState.DONE,
        done_at__gte=begins,
        done_at__lt=clocks.start_of_day(month_before),
        plan__case__in=incidents.visible_to(reader),
    )
    return found.order_by("pk").values_list("pk", "plan__case_id", "owner_id")


def sample_to_check(*, reader, at):
    """Return a few measures, drawn by lot for the week, that are recorded as done and that nobody has checked.

    The lot is drawn from the identifiers and the week, so that whoever opens the page again, or beside
    somebody else, sees the same ones; what the reader did or owns is left out.
    """
    count = FIGURES["MEASURES_TO_CHECK"].on(clocks.london_day(at))
    year, week, _ = clocks.london_day(at).isocalendar()
    done = Measure.objects.filter(
        state=MeasureState.DONE,
        checked_at=None,
        plan__case__in=incidents.visible_to(reader, at).filter(state="OPEN"),
    ).exclude(Q(owner=reader) | Q(done_by=reader))
    lot = MD5(Concat(Cast("pk", TextField()), Value(f"/{year}-{week}"), output_field=TextField()))
    found = done.annotate(lot=lot).select_related("plan__case__victim", "plan__case__suspect", *WITH)
    return list(found.order_by("lot")[:count])


def changed_since(case, plan):
    """Return what has changed since the plan was last agreed or reviewed: {"since", "level", "entries", "measures"}.

    `level` is (then, now) where the risk has changed, `entries` what asks for another look, `measures` (title, state)
    of those that came, were done or went since. None where there is no plan or nobody has agreed or reviewed it.
    """
    since = plan and max(filter(None, (plan.agreed_at, plan.last_reviewed_at)), default=None)
    if since is None:
        return None
    asking = Entry.objects.filter(CHANGED, case_id=case.pk, recorded_at__gt=since).order_by("pk")
    new = [(title_of(each), each.get_state_display()) for each in measures_of(plan) if newest_of(each) > since]
    level = (plan.level, case.risk_level) if plan.level != case.risk_level else None
    return {"case": case, "since": since, "level": level, "entries": list(asking[:30]), "measures": new}


def newest_of(measure):
    """Return when something last happened to a measure."""
    moments = (measure.proposed_at, measure.accepted_at, measure.done_at, measure.checked_at, measure.removed_at)
    return max(filter(None, moments))


def usual_owners(case, at, level, codes=("",)):
    """Return {code: the id of who usually answers for that measure in a case, or None} for some codes of the menu.

    Who of the force the menu names for it; where that is nobody, or nobody who may know of the case, who answers at a
    level of risk: safeguarding when high, else the neighbourhood.
    """
    by_level = Role.SAFEGUARDING if level == Level.HIGH else Role.NEIGHBOURHOOD
    roles = {code: menu.role_of(code) for code in codes}
    known = accounts.first_holders({*roles.values(), by_level}, at=at, force_id=case.force_id, unit_id=case.unit_id)
    if menu.CASE_OWNER in roles.values() and (owner := incidents.owner_of(case.pk)):
        known[menu.CASE_OWNER] = owner
    let_in = incidents.let_in(case, known.values(), at)
    able = {role: each.pk for role, each in known.items() if each.pk in let_in}
    return {code: able.get(role) or able.get(by_level) for code, role in roles.items()}
