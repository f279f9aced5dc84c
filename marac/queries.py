"""Every read of MARAC. Each takes the `reader`, or a case that the reader was already given."""

from django.db.models import Count, Prefetch, Q

from accounts import queries as accounts
from accounts.permissions import ROLES, Permission
from children import queries as children
from core import access
from core.errors import Absent
from core.models import Duty
from incidents import queries as incidents
from law import clocks, referral
from law import thresholds as figures
from marac.models import Action, IdvaAttempt, Listing, Meeting, Referral, Sending
from marac.states import AFTER_MEETING, WAITING, ReferralState
from people import queries as people
from risk import queries as risk

PAGE = 50
ASKED_BY_GRADE = "REFER_TO_MARAC"
WITH = ("case__victim", "case__suspect", "referred_by", "heard_by")
WITH_ACTIONS = Prefetch("actions", Action.objects.select_related("owner", "done_by").order_by("due_on", "pk"))


def visible_to(reader, at=None):
    """Return the referrals of the cases that this reader may know of."""
    return Referral.objects.filter(case__in=incidents.visible_to(reader, at))


def open_referral(referral_id, *, reader, at):
    """Return one referral to be shown, and write down that the reader looked at it."""
    found = one(referral_id, reader=reader)
    access.note(reader, "marac referral", case_id=found.case_id, subject_id=found.pk, at=at)
    return found


def one(referral_id, *, reader):
    """Return one referral with its actions, or raise Absent: hidden and missing look the same."""
    found = visible_to(reader).select_related(*WITH).prefetch_related(WITH_ACTIONS).filter(pk=referral_id).first()
    if found is None:
        raise Absent()
    return found


def for_change(referral_id, *, reader):
    """Return (case, referral) within the reader's scope, both locked, the case first."""
    case_id = Referral.objects.filter(pk=referral_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise Absent()
    case = incidents.case_for_change(case_id, reader=reader)
    return case, Referral.objects.select_for_update().get(pk=referral_id)


def of_case(case_id):
    """Return the referrals of a case the reader has already been given, newest first."""
    found = Referral.objects.filter(case_id=case_id).select_related("referred_by", "heard_by")
    return found.prefetch_related(WITH_ACTIONS).order_by("-referred_at", "-pk")


def waiting_of(case_id):
    """Return the referral of a case that waits for its meeting, locked, or None."""
    return Referral.objects.select_for_update().filter(case_id=case_id, state__in=WAITING).first()


def last_referral(case_id, *, but=None):
    """Return the latest referral of a case that was not withdrawn, or None; `but` is left out."""
    found = Referral.objects.filter(case_id=case_id).exclude(state=ReferralState.WITHDRAWN)
    if but is not None:
        found = found.exclude(pk=but.pk)
    return found.order_by("-referred_at", "-pk").first()


def known_of(case_ids, day):
    """Return the day on which one of these cases was last referred in the months before `day`, or None.

    It is what the board and the grade of a call look at.
    """
    start = clocks.window_start(day, figures.MARAC_REPEAT_MONTHS.on(day))
    found = Referral.objects.filter(
        case_id__in=case_ids, referred_at__gte=clocks.start_of_day(start), referred_at__lt=clocks.end_of_day(day)
    )
    counted = found.exclude(state=ReferralState.WITHDRAWN).order_by("-referred_at")
    last = counted.values_list("referred_at", flat=True).first()
    return {"marac": last and clocks.london_day(last)}


def referred_before(case_ids, moment):
    """Return the cases among some that were referred in the 12 months up to a moment: a report then is a repeat."""
    day = clocks.london_day(moment)
    start = clocks.start_of_day(clocks.window_start(day, figures.MARAC_REPEAT_MONTHS.on(day)))
    found = Referral.objects.filter(case_id__in=case_ids, referred_at__gte=start, referred_at__lt=moment)
    return set(found.exclude(state=ReferralState.WITHDRAWN).values_list("case_id", flat=True))


def in_last_12_months(referrals, day):
    """Return the first of some referrals, newest first, that was made in the 12 months up to `day` included, or None.

    So long are the files of a case flagged; the figure is that of the day.
    """
    start = clocks.window_start(day, figures.MARAC_REPEAT_MONTHS.on(day))
    from_at, until_at = clocks.start_of_day(start), clocks.end_of_day(day)
    counted = (each for each in referrals if from_at <= each.referred_at < until_at)
    return next((each for each in counted if each.state != ReferralState.WITHDRAWN), None)


def referrals_of_12_months(case_ids, day):
    """Return the referrals of some cases made in the 12 months up to and including `day`, newest first."""
    start = clocks.window_start(day, figures.MARAC_REPEAT_MONTHS.on(day))
    found = Referral.objects.filter(
        case_id__in=list(case_ids), referred_at__gte=clocks.start_of_day(start), referred_at__lt=clocks.end_of_day(day)
    )
    found = found.exclude(state=ReferralState.WITHDRAWN).select_related("case__victim", "case__suspect")
    return found.order_by("-referred_at", "-pk")


def grounds(case, *, judgement, at, but=None):
    """Return every criterion that a case meets at a moment, as {code, text, source, why}.

    What counts: reasons of professional judgement, answers of yes in the latest assessment handed in,
    matters in 12 months, and a further matter within 12 months of the last referral before `but`.
    """
    day = clocks.london_day(at)
    assessed = latest_assessment(case.pk)
    matters = incidents.events_in_window(case, day, figures.ESCALATION_MONTHS.on(day))
    facts = {
        "on": day,
        "judgement": bool(judgement.strip()),
        "instrument": assessed and assessed.instrument,
        "yes_count": assessed and assessed.range_low,
        "events_12_months": matters,
    }
    why = {
        "PROFESSIONAL_JUDGEMENT": "Reasons are given below.",
        "VISIBLE_HIGH_RISK": f"{facts['yes_count']} counted answers of yes in the latest assessment.",
        "POTENTIAL_ESCALATION": f"{matters} reports in the last 12 months.",
    }
    matched = [as_ground(each, why[each.code]) for each in referral.matched(facts)]
    return matched + repeat_ground(case.pk, last_referral(case.pk, but=but))


def as_ground(criterion, why):
    """Return a criterion that matched as it is kept."""
    return {"code": criterion.code, "text": criterion.text, "source": criterion.source, "why": why}


def repeat_ground(case_id, last):
    """Return the ground of a repeat in a list, or an empty list.

    The day of the further matter is compared with the day of the last referral, so that a matter
    just inside the 12 months is a repeat even when it is referred after them.
    """
    matter = incidents.latest_incident(case_id)
    if last is None or matter is None or matter.reported_at <= last.referred_at:
        return []
    then, now = clocks.london_day(last.referred_at), clocks.london_day(matter.reported_at)
    why = f"Referred {then:%d.%m.%Y}, a further matter reported {now:%d.%m.%Y}."
    return [as_ground(each, why) for each in referral.matched({"on": now, "last_referral_on": then})]


def grade_asks(case_id):
    """Say whether a grade of a case asks for its referral, which was not made yet."""
    return Duty.objects.filter(case_id=case_id, code__startswith=ASKED_BY_GRADE, ended_at=None).exists()


def latest_assessment(case_id):
    """Return the latest assessment of a case that was handed in, or None."""
    handed_in = risk.of_case(case_id).filter(submitted_at__isnull=False)
    return handed_in.order_by("-assessed_at", "-pk").first()


def waiting(*, reader):
    """Return the referrals that wait to be listed, longest waiting first."""
    found = visible_to(reader).filter(state=ReferralState.SUBMITTED).select_related(*WITH)
    return found.order_by("referred_at", "pk")


def with_open_actions(*, reader):
    """Return the referrals whose actions are not all done, longest ago heard first."""
    found = visible_to(reader).filter(state=ReferralState.ACTIONS_OPEN).select_related(*WITH)
    return found.prefetch_related(WITH_ACTIONS).order_by("heard_at", "pk")


def meetings(*, reader):
    """Return the meetings of the reader's force, latest first, with how many visible cases each has listed."""
    mine = Q(listings__taken_off_at=None, listings__referral__in=visible_to(reader))
    found = Meeting.objects.filter(force_id=reader.posting.force_id)
    return found.annotate(listed=Count("listings", filter=mine)).order_by("-held_on", "pk")[:PAGE]


def meetings_from(day, *, reader):
    """Return the meetings of the reader's force on or after a day, soonest first."""
    return Meeting.objects.filter(force_id=reader.posting.force_id, held_on__gte=day).order_by("held_on", "pk")


def meeting(meeting_id, *, reader):
    """Return one meeting, or raise Absent: of the reader's force, or of another that heard a case which is here now."""
    heard = Listing.objects.filter(
        taken_off_at=None, referral__in=visible_to(reader), referral__state__in=AFTER_MEETING
    ).values("meeting")
    found = Meeting.objects.filter(Q(force_id=reader.posting.force_id) | Q(pk__in=heard), pk=meeting_id).first()
    if found is None:
        raise Absent()
    return found


def meeting_for_change(meeting_id, *, reader):
    """Return one meeting of the reader's force, or one that heard a case of it, locked."""
    meeting(meeting_id, reader=reader)
    return Meeting.objects.select_for_update().get(pk=meeting_id)


def meeting_there(force_id, held_on, place):
    """Say whether a meeting at this place and day is planned already."""
    return Meeting.objects.filter(force_id=force_id, held_on=held_on, place__iexact=place).exists()


def agenda(meeting_row, *, reader):
    """Return the listings of a meeting that this reader may see, in order."""
    found = Listing.objects.filter(
        meeting=meeting_row, taken_off_at=None, referral__in=visible_to(reader)
    ).select_related("referral__case__victim", "referral__case__suspect", "referral__referred_by")
    return found.prefetch_related(
        Prefetch("referral__actions", Action.objects.select_related("owner").order_by("due_on", "pk"))
    ).order_by("place")


def open_agenda(meeting_row, *, reader, at):
    """Return the agenda to be shown, and write down that the reader looked at each case on it.

    Cases are numbered as this reader sees them: a gap would say that a restricted case is listed.
    """
    found = list(agenda(meeting_row, reader=reader))
    for number, listing in enumerate(found, start=1):
        listing.place = number
        access.note(reader, "marac agenda", case_id=listing.referral.case_id, subject_id=meeting_row.pk, at=at)
    return found


def listing_of(referral_row):
    """Return where a referral is listed now, or None."""
    return Listing.objects.filter(referral=referral_row, taken_off_at=None).select_related("meeting").first()


def next_place(meeting_row):
    """Return the next free place on the agenda of a meeting that is locked."""
    return max(Listing.objects.filter(meeting=meeting_row).values_list("place", flat=True), default=0) + 1


def heard_at(meeting_row, *, reader):
    """Return the referrals that were heard at a meeting and that this reader may see."""
    listed = Listing.objects.filter(meeting=meeting_row, taken_off_at=None).values("referral_id")
    return visible_to(reader).filter(pk__in=listed, state__in=AFTER_MEETING).select_related("case").order_by("pk")


def change_owed(meeting_row):
    """Say whether the agencies are still to be told that a case left the agenda of a meeting."""
    return Duty.objects.filter(code="TELL_OFF_AGENDA", subject_id=meeting_row.pk, ended_at=None).exists()


def sendings_of(meeting_row):
    """Return what was sent out for a meeting, newest first."""
    return Sending.objects.filter(meeting=meeting_row).select_related("by").order_by("-at", "-pk")


def attempts_of(referral_row):
    """Return the IDVA's attempts to reach the victim, newest first."""
    found = IdvaAttempt.objects.filter(referral=referral_row).select_related("recorded_by")
    return found.order_by("-attempted_at", "-pk")


def action(action_id, *, reader):
    """Return one action with its referral, or raise Absent."""
    found = (
        Action.objects.filter(pk=action_id, referral__in=visible_to(reader))
        .select_related("referral__case__victim", "referral__case__suspect", "owner", "done_by")
        .first()
    )
    if found is None:
        raise Absent()
    return found


def action_for_change(action_id, *, reader):
    """Return (case, referral, action) within the reader's scope, locked in this order."""
    referral_id = Action.objects.filter(pk=action_id).values_list("referral_id", flat=True).first()
    if referral_id is None:
        raise Absent()
    case, referral_row = for_change(referral_id, reader=reader)
    return case, referral_row, Action.objects.select_for_update(of=("self",)).select_related("owner").get(pk=action_id)


def open_actions(referral_row):
    """Return the actions of a referral that are not done."""
    return Action.objects.filter(referral=referral_row, done_at=None).order_by("due_on", "pk")


def officers_for(reader):
    """Return the officers of the reader's force who can answer for an action, by name."""
    roles = [role for role, grants in ROLES.items() if Permission.ACTION_COMPLETE in grants]
    return accounts.officers_in_force(reader.posting.force_id, roles=roles)


def can_see(officer, case, at):
    """Say whether an officer may know of a case at all."""
    return incidents.visible_to(officer, at).filter(pk=case.pk).exists()


def gives_away(text, case):
    """Say whether a text names a home of a case, protected or not, or by what the victim or a child is reached.

    A home is also where the police went; and a child is found at its school.
    """
    them = [case.victim_id, *(each.person_id for each in incidents.children_of(case.pk))]
    return (
        people.names_a_home(text, [*them, case.suspect_id], incidents.places_of(case.pk))
        or people.names_a_way(text, them)
        or children.names_a_school(text, case)
    )


def actions_held_by(officer):
    """Return the open MARAC actions of an officer, locked, for the engine's own use."""
    held = Action.objects.filter(owner=officer, done_at=None)
    return held.select_related("referral").select_for_update(of=("self",)).order_by("pk")


def count_held(officer, at):
    """Return how many open MARAC actions an officer has."""
    return Action.objects.filter(owner=officer, done_at=None).count()


def open_actions_of(case_id):
    """Return the open MARAC actions of a case, locked, for the engine's own use."""
    held = Action.objects.filter(referral__case_id=case_id, done_at=None)
    return held.select_for_update(of=("self",)).order_by("pk")
