"""What an officer still holds: asked before a posting ends or a case closes."""

from accounts import queries as accounts
from accounts import services as accounts_services
from accounts.permissions import ROLES, Role, Scope
from core import duties, escalation, journal_queries, ladder
from core.duties import REASSIGNED
from core.errors import Refused
from core.journal import record_many
from core.models import Duty
from dacase import deciding, near, sight
from incidents import events as incident_events
from incidents import queries as incidents
from law.duties import BY_CODE, DECIDERS, RULES
from law.duties.rule import KEEPERS
from marac import queries as marac
from safety_plans import queries as safety_plans

END_WITH_CASE = [rule.code for rule in RULES if incident_events.CASE_CLOSED in rule.void_on]


def cases_held(officer, at):
    """Return the sentence that keeps an officer in post while they own open cases, or None."""
    count = incidents.held_by(officer, at)
    if count:
        return f"{officer} still owns {count} open case{'s' if count > 1 else ''}. Hand them over first."
    return None


def duties_held(officer, at):
    """Return the sentence that keeps an officer in post while they owe something, or None."""
    count = count_owed(officer, at)
    if count:
        return f"{officer} still owes {count} dut{'ies' if count > 1 else 'y'}. Reassign them first."
    return None


def count_owed(officer, at):
    """Return how many open duties an officer owes, as anybody may be told.

    What is owed about a protected address is not counted: whoever wrote one down would learn of it by the count. It
    stands on the list of its team, and goes along with the rest.
    """
    return Duty.objects.filter(owner_id=officer.pk, ended_at=None).exclude(owed_by__in=KEEPERS).count()


def duties_left(case_id, at, *, reader):
    """Return (True, words for the duties still open in a case): what the closing rule asks.

    What ends with the case anyway does not hold it open, unless it is late; nor does what is hidden from whoever
    closes it, which its owner goes on to owe.
    """
    owed = Duty.objects.filter(case_id=case_id, ended_at=None).exclude(code__in=END_WITH_CASE, due_at__gte=at)
    codes = journal_queries.known_to(reader, owed).order_by("due_at").values_list("code", flat=True)
    return True, ", ".join(BY_CODE[code].what.lower() for code in list(codes)[:5])


def tell_of_unreachable(at):
    """Let each duty whose owner has left, has no posting or is away be told at once to the first rung of its ladder.

    So is one that has climbed to the end of it, where whoever was told there is gone: to whoever is there now.
    """
    gone = accounts.unreachable_at(at)
    return escalation.tell_of_unreachable(gone, at) + escalation.tell_again(gone, at)


def move_duties(*, giver, to, because_id, by, at):
    """Give every open duty that one officer still owes to another, in the caller's transaction; return how many.

    What the deputy may not know of, or their role may not do, goes to whoever else owes such things and may; where
    there is nobody, nothing moves.
    """
    held = list(Duty.objects.select_for_update().filter(owner_id=giver.pk, ended_at=None).order_by("pk"))
    known = to_know(to, owner_id=giver.pk) if held else set()
    post = accounts.posting_of(to.pk, at)
    takers = [to.pk if duty.pk in known and may_do(post, duty) else other_owner(duty, giver, to, at) for duty in held]
    check_taken(takers, to)
    rows = [
        (duty, duty.case_id, {"owner": owner, "because": because_id}) for duty, owner in zip(held, takers, strict=True)
    ]
    record_many(REASSIGNED, rows, by=by, at=at)
    return len(held)


def move_duties_back(*, giver, to, because_id, by, at):
    """Give back the open duties that moved because of an absence and that the deputy still owes; return how many.

    What the officer may not know of, or their role may not do, stays with the deputy, while the deputy may know of it.
    """
    moved = journal_queries.reassigned_because(because_id).filter(owner_id=giver.pk, ended_at=None)
    held, post = list(moved.select_for_update().order_by("pk")), accounts.posting_of(to.pk, at)
    known = to_know(to, owner_id=giver.pk) if held and post else set()
    own = [*safety_plans.measures_held_by(to), *marac.actions_held_by(to)] if held else ()
    theirs = {each.pk for each in own}
    able = [duty for duty in held if duty.pk in known and may_do(post, duty)]
    back = [duty for duty in able if theirs_again(duty, to, theirs, at)]
    rows = [(duty, duty.case_id, {"owner": to.pk, "because": because_id}) for duty in back]
    gone = gone_from_sight(giver, because_id, besides={duty.pk for duty in back})
    takers = [(duty, other_owner(duty, giver, to, at)) for duty in gone]
    rows += [(duty, duty.case_id, {"owner": owner, "because": because_id}) for duty, owner in takers if owner]
    record_many(REASSIGNED, rows, by=by, at=at)
    return len(rows)


def gone_from_sight(deputy, because_id, *, besides):
    """Return what a deputy owes in cases that went back, locked, and may know of no more, as where one is restricted.

    What was opened there while they stood in is among it.
    """
    owed = Duty.objects.filter(owner_id=deputy.pk, ended_at=None, case_id__in=incidents.moved_because(because_id))
    found = list(owed.exclude(pk__in=besides).select_for_update().order_by("pk"))
    known = to_know(deputy, owner_id=deputy.pk) if found else ()
    return [duty for duty in found if duty.pk not in known]


def theirs_again(duty, officer, theirs, at):
    """Say whether an officer who is back owes a duty: for what they wrote or saw, do, or answer for by its rule."""
    if duty.owed_by in IN_PERSON:
        wrote = duty.owed_by in ("author", "attending_officer") or duty.code in deciding.OF_PERSONS
        return wrote or duty.subject_id in theirs
    return duties.OWNERS[duty.owed_by](ladder.question(duty, at)).officer_id == officer.pk


# Duties that were somebody's own by the facts: whom the rule names is no more to be asked.
IN_PERSON = ("named", "author", "offered_to", "attending_officer")


def other_owner(duty, giver, to, at):
    """Return who else owes such, may know of it and may do it; where nobody may do it, who finds somebody.

    That is whom its rule names with the giver away, else the owner of its case, else the inspector on duty, and the
    deputy only where no other of them may know of it, as in a restricted case; None where none of them may.
    """
    asked = ladder.question(duty, at, without=giver.pk)
    owner, rule = duty.case_id and incidents.owner_of(duty.case_id), BY_CODE[duty.code].owed_by
    owed_by = rule if rule in DECIDERS else duty.owed_by
    named = owed_by not in IN_PERSON and duties.OWNERS[owed_by](asked).officer_id
    if owed_by in DECIDERS and named != giver.pk and may_take(named, duty):
        return named
    turn = (named, owner and owner.pk, duties.OWNERS["inspector"](asked).officer_id)
    found = [pk for pk in dict.fromkeys(filter(None, turn)) if pk != giver.pk and may_take(pk, duty)]
    able = (pk for pk in found if may_do(accounts.posting_of(pk, at), duty))
    return next(able, None) or next(iter(sorted(found, key=lambda pk: pk == to.pk)), None)


def may_do(post, duty):
    """Say whether a posting allows what a duty needs: in its own unit where the permission reaches no further.

    Nobody decides about a risk who had a part in it, or is close to somebody in the case.
    """
    needs = BY_CODE[duty.code].needs
    scope = ROLES[Role(post.role)].get(needs) if post else None
    if post and deciding.takes_part(post.officer_id, duty):
        return False
    if not needs or scope != Scope.OWN_UNIT or duty.case_id is None:
        return not needs or scope is not None
    return incidents.case_of_entry(duty.case_id).unit_id in (None, post.unit_id)


def may_take(officer_id, duty):
    """Say whether an officer may know of a duty."""
    return bool(to_know(accounts.officer(officer_id), pk=duty.pk))


def to_know(officer, **which):
    """Return the identifiers of those of some open duties of which an officer may know tomorrow as well."""
    found = sight.known_duties(officer, for_good=True).filter(**which)
    found = found.exclude(subject_id__in=sight.hidden_requests(found, officer))
    close = near.near_to(officer, list(found)) if officer.tied else ()
    return set(found.values_list("pk", flat=True)) - {duty.pk for duty in close}


def check_taken(takers, to):
    """Refuse a hand-over that would leave a duty with nobody who may know of it and may do it."""
    if left := takers.count(None):
        raise Refused(
            f"{left} of the duties cannot go to {to}, nor to anybody else on duty. Choose another deputy, or have them "
            "done first.",
            "deputy_id",
        )


def tell_of_no_address(at):
    """Open the alarm for each officer who answers for a case or owes something and cannot be told by e-mail."""
    owing = Duty.objects.filter(ended_at=None).values("owner_id")
    told = Duty.objects.filter(code="RECORD_ADDRESS", ended_at=None).values("subject_id")
    found = accounts.holding_without_address(owing, incidents.owners_now(), told=told)
    for officer in found:
        accounts_services.tell_of_no_address(officer, by=None, at=at)
    return len(found)
