"""Cases and who answers for them: exactly one owner while a case is open, from its first instant."""

from accounts import queries as accounts_queries
from accounts.permissions import Permission, Role, allow
from core import access
from core.errors import Refused
from core.escalation import climb_in
from core.journal import command, record
from incidents import events, policies, queries
from incidents.models import Case, CaseReader, Offer, Ownership
from incidents.services import supervision
from incidents.services.allocation import look_at_allocation
from incidents.services.contact import check_contact_of
from incidents.services.counter import link_counter, part_counter
from incidents.services.crossing import arrive, bring_along
from incidents.services.unseen import hand_unseen, hand_unseen_counters
from incidents.states import OfferAnswer
from law import clocks
from law.handover import CHECKLIST, unanswered

# Functions (case_id, at, *, reader) -> (plan reviewed, words for what is owed); the desk fills it: plans live above.
READY_TO_CLOSE = []
# Functions (case_id, at) -> words for each thing that runs on in a case; the desk fills it: custody lives above.
STILL_RUNS = []
# Functions (case_id, *, giver_id, to, by, at): what else goes with a case to its new owner; the desk fills it.
AFTER_GIVING = []
# Functions (case, *, by, at): what was known before the case was opened, or opened again; the desk fills it.
AFTER_OPENING = []


def case_for_pair(victim, suspect, *, on=None, by, at):
    """Return the case of these two people (any records of them), opened or reopened with `by` as owner.

    `on` is the day of the report for which it is asked.
    """
    found = (
        Case.objects.select_for_update()
        .filter(victim__identity_id=victim.identity_id, suspect__identity_id=suspect.identity_id)
        .order_by("opened_at")
        .first()
    )
    if found is None:
        return open_case(victim, suspect, on=on, by=by, at=at)
    if found.state == "CLOSED":
        reopen(found, reason="A new report came in.", by=by, at=at)
    return found


def open_case(victim, suspect, *, owner=None, on=None, by, at):
    """Open a case; whoever logs it owns it until somebody attends or accepts it.

    `owner` is named where nobody logs it: a report from another system turns round a case that somebody has.
    """
    owner = owner or by
    case = Case.objects.create(
        victim=victim,
        suspect=suspect,
        force_id=owner.posting.force_id,
        unit_id=area_unit(owner, at).pk,
        opened_at=at,
    )
    Ownership.objects.create(case=case, officer=owner, from_at=at)
    record(events.CASE_OPENED, about=case, case_id=case.pk, by=by, at=at, owner=owner.pk)
    know_before(case, by=by, at=at)
    if link_counter(case, on=on, by=by, at=at) is None:
        answer_history(Case.objects.filter(pk=case.pk), owner=owner, by=by, at=at)
    return case


def know_before(case, *, by, at):
    """Let a case that is open from now on know what was on record of its people before, as that the victim has died."""
    for tell in AFTER_OPENING:
        tell(case, by=by, at=at)


def answer_history(cases, *, owner=None, by, at):
    """Open the other side of those cases whose suspect accused back in a report of another system, and link them."""
    for case in queries.accused_back(cases, clocks.london_day(at)):
        owns = owner or queries.owner_of(case.pk)
        open_case(case.suspect, case.victim, owner=owns, by=by, at=at)


def relink(people=None, *, by, at):
    """Link what turns round since records were found to be one person or another system's reports came; part the rest.

    Twice is once.
    """
    for counter in queries.no_longer_turned_round():
        part_counter(counter, by=by, at=at)
    for case in queries.not_linked(people):
        link_counter(case, by=by, at=at)
    answer_history(queries.open_of(people), by=by, at=at)


def area_unit(by, at):
    """Return the unit whose sergeant supervises the case: the officer's own, or the force's first response team."""
    if by.posting.role in (Role.RESPONSE, Role.NEIGHBOURHOOD, Role.SERGEANT):
        return by.posting.unit
    post = accounts_queries.holder(Role.RESPONSE, at=at, force_id=by.posting.force_id)
    return post.unit if post else by.posting.unit


def supervise_from(case, officer, at):
    """Move the case to the new owner's unit, where that unit has a sergeant who can supervise it."""
    if officer.posting.unit_id != case.unit_id and accounts_queries.has_sergeant(officer.posting.unit_id, at):
        climb_in([case], at)
        case.unit_id = officer.posting.unit_id
        case.save()


def give(case, officer, at):
    """End the present ownership and begin the next one at the same instant."""
    present = Ownership.objects.select_for_update().filter(case=case, until_at=None).first()
    if present and present.officer_id == officer.pk:
        return
    if present:
        present.until_at = max(at, present.from_at)
        present.save()
    Ownership.objects.create(case=case, officer=officer, from_at=present.until_at if present else at)


def hand_over(case, officer, *, by, at):
    """Give a case to an officer, and what goes with it."""
    giver = queries.owner_of(case.pk)
    give(case, officer, at)
    if giver and giver.pk != officer.pk:
        for also in AFTER_GIVING:
            also(case.pk, giver_id=giver.pk, to=officer, by=by, at=at)


def take_over(case, *, officer, by, at):
    """Make `officer` the owner without an offer, where the act itself is the acceptance: attending."""
    queries.waiting_offers(case.pk).update(state=OfferAnswer.WITHDRAWN, answered_at=at)
    hand_over(case, officer, by=by, at=at)
    record(events.CASE_ACCEPTED, about=case, case_id=case.pk, by=by, at=at, owner=officer.pk)
    hand_unseen_counters([case.pk], by=by, at=at)


@command
def offer_case(*, case_id, to_id, must_know="", checklist=None, by, at, command_id=None):
    """Offer a case to another officer, with what they must know. The giver owns it until it is accepted.

    The officer may be of another force of this house: it goes there, with all that is owed, when they accept.

    `checklist` is {code of `law.handover`: answer}; what is left open must be explained in `must_know`.
    """
    case = queries.case_for_change(case_id, reader=by)
    allow(by, Permission.CASE_OFFER, case)
    to = accounts_queries.officer(to_id)
    policies.check_can_offer(case, owner=queries.owner_of(case.pk), by=by, to=to)
    checklist = {item.code: checklist[item.code].strip() for item in CHECKLIST if (checklist or {}).get(item.code)}
    policies.check_checklist(checklist, must_know)
    policies.check_not_offered(queries.waiting_offer(case.pk), queries.waiting_transfer(case.pk))

    offer = Offer.objects.create(
        case=case, giver=by, to=to, must_know=must_know.strip(), checklist=checklist, offered_at=at
    )

    record(
        events.CASE_OFFERED,
        about=offer,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        to=to.pk,
        level=case.risk_level,
        open=[item.code for item in unanswered(checklist)],
    )
    return offer


def answer(offer, state, *, at, reason=""):
    """Set the answer of an offer."""
    offer.move_to(state)
    offer.answered_at, offer.answer_reason = at, reason.strip()
    offer.save()


@command
def accept_case(*, offer_id, by, at, command_id=None):
    """Accept an offered case: from this instant the officer owns it, and what its owner owes.

    One of another force goes to the officer's force, with everything that is owed in it; the old one reads it no more.
    """
    offer = queries.offer_for_change(offer_id)
    case, crossing = queries.case_offered(offer, to=by)
    allow(by, Permission.CASE_ACCEPT, None if crossing else case)
    policies.check_can_answer(offer, by=by)

    answer(offer, OfferAnswer.ACCEPTED, at=at)
    if crossing:
        arrive(case, by, at)
    hand_over(case, by, by=by, at=at)
    supervise_from(case, by, at)

    record(
        events.CASE_ACCEPTED,
        about=offer,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        owner=by.pk,
        level=case.risk_level,
        crossed=crossing,
    )
    if crossing:
        bring_along(case, to=by, by=by, at=at)
    hand_unseen_counters([case.pk], by=by, at=at)
    return offer


@command
def refuse_case(*, offer_id, reason, by, at, command_id=None):
    """Refuse an offered case with a reason; it stays with the giver."""
    offer = queries.offer_for_change(offer_id)
    policies.check_can_answer(offer, by=by)
    if not reason.strip():
        raise Refused("Say why you cannot take this case, so that its owner can find somebody else.", "reason")
    answer(offer, OfferAnswer.REFUSED, at=at, reason=reason)
    record(events.OFFER_REFUSED, about=offer, case_id=offer.case_id, by=by, at=at, command_id=command_id)
    return offer


@command
def withdraw_offer(*, offer_id, by, at, command_id=None):
    """Take back an offer that was not answered yet."""
    offer = queries.offer_for_change(offer_id)
    if offer.giver_id != by.pk:
        raise Refused("Only the officer who made this offer can withdraw it.")
    answer(offer, OfferAnswer.WITHDRAWN, at=at)
    record(events.OFFER_WITHDRAWN, about=offer, case_id=offer.case_id, by=by, at=at, command_id=command_id)
    return offer


@command
def close_case(*, case_id, reason, investigated=True, by, at, command_id=None):
    """Close a case in which nothing runs on, whose plan was reviewed and in which nothing is owed.

    Where it was not investigated, telling the victim why becomes a duty with this very command.
    """
    case = queries.case_for_change(case_id, reader=by)
    allow(by, Permission.CASE_CLOSE, case)
    policies.check_looked_at_again(queries.waiting_for_a_look(case.pk))
    policies.check_no_transfer(queries.waiting_transfer(case.pk))
    reviewed, owed = how_ready(case.pk, at, reader=by)
    policies.check_can_close(
        case,
        reason=reason,
        running=still_runs(case.pk, at),
        plan_reviewed=reviewed,
        open_duties=owed,
    )

    case.move_to("CLOSED")
    case.closed_at, case.closed_by, case.close_reason = at, by, reason.strip()
    case.save()
    queries.waiting_offers(case.pk).update(state=OfferAnswer.WITHDRAWN, answered_at=at)
    Ownership.objects.filter(case=case, until_at=None).update(until_at=at, ended_by_closing=True)

    record(
        events.CASE_CLOSED,
        about=case,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        investigated=investigated,
    )
    return case


def how_ready(case_id, at, *, reader):
    """Return whether the plan of a case was reviewed for closing, and words for what is still owed in it."""
    states = [ready(case_id, at, reader=reader) for ready in READY_TO_CLOSE]
    return all(reviewed for reviewed, _ in states), ", ".join(owed for _, owed in states if owed)


def still_runs(case_id, at):
    """Return in words what runs on in a case and keeps it open: what holds the suspect, or is still to be decided."""
    return [words for runs in STILL_RUNS for words in runs(case_id, at)]


def reopen(case, *, reason, by, at):
    """Open a closed case again, for a reason that stays; `by` owns it."""
    case.move_to("OPEN")
    case.closed_at = case.closed_by = None
    case.close_reason = ""
    case.reopened_at, case.reopened_by, case.reopen_reason = at, by, reason.strip()
    case.save()
    Ownership.objects.create(case=case, officer=by, from_at=at)
    gone = queries.accepted_transfer(case.pk) is not None
    facts = {"owner": by.pk, "elsewhere": gone, "level": case.risk_level, "victim_lives": not case.victim_died}
    record(events.CASE_REOPENED, about=case, case_id=case.pk, by=by, at=at, **facts)
    know_before(case, by=by, at=at)
    check_contact_of(case, by=by, at=at)
    hand_unseen_counters([case.pk], by=by, at=at)


@command
def reopen_case(*, case_id, reason, by, at, command_id=None):
    """Reopen a case that was closed, and say why; whoever reopens it owns it."""
    case = queries.case_for_change(case_id, reader=by)
    allow(by, Permission.CASE_CLOSE, case)
    policies.check_can_reopen_case(case, reason=reason)
    reopen(case, reason=reason, by=by, at=at)
    return case


@command
def restrict_case(*, case_id, officers, by, at, command_id=None):
    """Restrict a case to its owner and the officers named; to everybody else it does not exist."""
    case = queries.case_for_change(case_id, reader=by)
    allow(by, Permission.CASE_RESTRICT, case)
    case.restricted = True
    case.save()
    for officer_id in {by.pk, *officers}:
        CaseReader.objects.get_or_create(case=case, officer_id=officer_id, until_at=None, defaults={"named_at": at})
    record(events.CASE_RESTRICTED, about=case, case_id=case.pk, by=by, at=at, command_id=command_id)
    supervision.hand_to_named(case, by=by, at=at)
    hand_unseen(case, by=by, at=at)
    return case


@command
def open_restricted_case(*, case_id, reason, by, at, command_id=None):
    """Open one restricted case for an hour, with a reason that is kept and reviewed."""
    allow(by, Permission.CASE_READ)
    found = Case.objects.filter(pk=case_id, force_id=by.posting.force_id).first()
    if found is None or queries.is_excluded(by, [found]):
        raise Refused("There is no case of this number in your force.", "case_id")
    access.break_glass(by, case_id=found.pk, reason=reason, at=at)
    record(events.RESTRICTED_OPENED, about=found, case_id=found.pk, by=by, at=at, command_id=command_id)
    return found


def set_risk_level(case_id, level, *, by=None, at=None):
    """Set the case's level to what risk says; whoever investigates is looked at again where `at` is given."""
    case = Case.objects.select_for_update().get(pk=case_id)
    case.risk_level = level
    case.save()
    if at:
        look_at_allocation(case, by=by, at=at)
    return case


def note_death(case, stands):
    """Note on a case whether the death of anybody in it is on record, in the caller's transaction."""
    case.somebody_died = stands
    case.save()


def note_victim_died(case):
    """Note on one case that its victim has died, in the caller's transaction."""
    case.victim_died = case.somebody_died = True
    case.save()


def set_victim_died(person, died):
    """Note on every case in which a person is the victim whether she has died; return those that are open."""
    found = Case.objects.select_for_update().filter(victim__identity=person.identity_id).order_by("pk")
    cases = list(found)
    for case in cases:
        case.victim_died, case.somebody_died = died, died or case.somebody_died
        case.save()
    return [case for case in cases if case.state == "OPEN"]
