"""The duty engine: what an entry opens and meets, and who owes it.

Duties are a shadow of the journal: `core.rebuilding` replays the entries and compares.
"""

import uuid
from datetime import timedelta

from django.db.models import Q

from core import unseen
from core.book import Rows
from core.models import Duty
from core.owner import Owner
from law import clocks
from law import duties as rules
from law.thresholds import ALL as FIGURES

ESCALATED = "core.duty_escalated"
REASSIGNED = "core.duty_reassigned"
# The case went to a force that keeps its own record, and this duty with it.
GONE_ALONG = "core.duty_gone_along"
# The person to whom it was owed has died.
NO_LONGER_OWED = "core.duty_no_longer_owed"
ENDS_ONE = (GONE_ALONG, NO_LONGER_OWED)
# It had ended because of a death that was recorded by mistake.
OWED_AGAIN = "core.duty_owed_again"
# An officer has said that they saw what left them by another's act.
SEEN = "core.endings_seen"
# What stays of a duty that comes forward as it is.
STAYS = "code case_id subject_type subject_id scope_id started_at owed_by owner_id role unit_id".split()
# When the case, the care for its witness or the contact with its victim moves, these owners' duties move with it.
MOVES_WITH_CASE = {
    "incidents.case_accepted": "case_owner",
    "incidents.case_moved": "case_owner",
    "witness_care.contact_accepted": "witness_contact",
    "custody.victim_contact_owner_named": "victim_contact",
    "deaths.family_contact_named": "family_contact",
}
# Names to functions (entry) -> Owner; the front desk fills it, since owners live in the apps above.
OWNERS = {}
# Functions (entries) that read once what the owner rules will ask of many entries.
LOOK_AHEAD = []
# Functions (entry, rules) -> codes of those rules that nobody is owed in this case; the desk fills it.
NOT_OWED = []
ROWS = Rows()
NAMESPACE = uuid.UUID("6f0c1b2e-5d3a-4c58-9a7e-d0a17c0de000")


def owners_for(entry):
    """Return {rule code: owner as JSON} for the duties that this entry will open, or may replace.

    What nobody is owed in this case, as to a victim who has died, is left out, and so is never opened.
    """
    wanted = wanted_by(entry)
    not_owed = {code for ask in NOT_OWED for code in ask(entry, wanted)} if wanted else ()
    return {rule.code: OWNERS[rule.owed_by](entry).as_json() for rule in wanted if rule.code not in not_owed}


def wanted_by(entry):
    """Return the rules by which an entry opens a duty, and those by which it may replace one that is open.

    What comes forward as it is stays with whoever owes it: of that nothing is asked.
    """
    hastened = rules.hastened_by(entry.event, entry.facts)
    return rules.opened_by(entry.event, entry.facts) + [rule for rule in hastened if not rule.stays_itself]


def opening(entry, here):
    """Return the rules by which an entry opens a duty now: what only replaces does so where it has ended the open one.

    `here` holds the duties that were open before the entry, ended where it has ended them.
    """
    replaced = {duty.code for duty in replaced_by(entry, here)}
    hastened = [rule for rule in rules.hastened_by(entry.event, entry.facts) if not rule.stays_itself]
    return rules.opened_by(entry.event, entry.facts) + [rule for rule in hastened if rule.code in replaced]


def replaced_by(entry, here):
    """Return those of some duties that an entry has replaced."""
    return [duty for duty in here if duty.ended_by_id == entry.pk and duty.ended_as == Duty.Ended.RENEWED]


def new_from(entry, here):
    """Return the duties, not yet kept, that an entry opens, and those that it brings forward."""
    opened = [duty for rule in opening(entry, here) if (duty := duty_of(rule, entry))]
    return opened + [sooner for duty in replaced_by(entry, here) if (sooner := brought_forward(duty, entry))]


def brought_forward(duty, entry):
    """Return what an entry puts in the place of a duty that stays itself: the same one, due sooner; else None.

    It keeps its subject, its start and whoever owes it: an assessment asked since the change still meets it.
    """
    rule = rules.BY_CODE[duty.code]
    if not rule.stays_itself or not rule.hastens(entry.event, entry.facts):
        return None
    timing = rules.timing(rule, entry.facts, occurred_at=entry.occurred_at, recorded_at=entry.recorded_at)
    kept = {name: getattr(duty, name) for name in STAYS}
    return Duty(
        id=uuid.uuid5(NAMESPACE, f"{entry.pk}/{duty.code}/{duty.scope_id}"),
        opened_by_id=entry.pk,
        due_at=timing.due_at,
        next_mark_at=timing.due_at,
        basis=timing.basis,
        **kept,
    )


def apply(entry, book=ROWS, here=None):
    """Let one entry end, move and open duties, in the caller's transaction; `here` is what `at_hand` has read."""
    here = at_hand(entry, book) if here is None else here
    book.ended([duty for duty in here if end_one(duty, entry)])
    move(entry, book)
    add_new(new_from(entry, here), book, here)


def at_hand(entry, book=ROWS):
    """Return the open duties that an entry may end, and those that it would open and that are open already."""
    return waiting(entry, {rule.code for rule in wanted_by(entry)} | ends(entry.event), book)


def waiting(entry, codes, book):
    """Return the open duties of an entry's case, or of its subjects where it has none, with one of these codes."""
    return book.waiting(entry.case_id, codes, subjects_of(entry)) if codes else []


def open_all(wanted, entry):
    """Open the duties of some rules, but for those that are open already, or only look ahead and are past."""
    return add_new([duty for rule in wanted if (duty := duty_of(rule, entry))], ROWS)


def open_each(entries, book=ROWS):
    """Open the duties of entries that only open, in their order."""
    wanted = [(rule, entry) for entry in entries for rule in rules.opened_by(entry.event, entry.facts)]
    add_new([duty for rule, entry in wanted if (duty := duty_of(rule, entry))], book)


def add_new(found, book, here=None):
    """Keep those of some duties that are not open already, the first of each; return them."""
    if not found:
        return []
    if here is None:
        there = book.open_now({duty.code for duty in found}, {duty.scope_id for duty in found})
    else:
        there = {(duty.code, duty.scope_id) for duty in here if duty.ended_at is None}
    fresh = {}
    for duty in found:
        if (duty.code, duty.scope_id) not in there:
            fresh.setdefault((duty.code, duty.scope_id), duty)
    book.add(list(fresh.values()))
    return list(fresh.values())


def opens(entry):
    """Say whether an entry opens duties."""
    return bool(wanted_by(entry))


def apply_each(entries, there, book=ROWS):
    """Let entries of one event, each of another case, do what `apply` does, but for moving; in a few statements.

    `there` is what `at_hand_in` has read.
    """
    here = [duty for duties in there.values() for duty in duties]
    book.ended([duty for entry in entries for duty in there.get(entry.case_id, ()) if end_one(duty, entry)])
    add_new([duty for entry in entries for duty in new_from(entry, there.get(entry.case_id, ()))], book, here)


def at_hand_in(entries, book=ROWS):
    """Return {case: what `at_hand` returns} for entries of one event, each of another case."""
    codes = {rule.code for entry in entries for rule in wanted_by(entry)}
    codes |= {code for entry in entries for code in ends(entry.event)}
    return book.waiting_in([entry.case_id for entry in entries], codes)


def late_of(here, entry):
    """Return those of some open duties that are late when an entry, not yet kept, ends them."""
    return [duty for duty in here if marked(duty, entry.recorded_at) and outcome(duty, entry)]


def marked(duty, at):
    """Say whether a mark of a duty has passed at which it did not climb yet."""
    return duty.next_mark_at is not None and duty.next_mark_at <= at


def late_moved(event, entries):
    """Return the late duties that entries of one event, not yet kept, may give to somebody else or end."""
    cases = Q(case_id__in=[entry.case_id for entry in entries])
    moved = Q(pk__in=[entry.subject_id for entry in entries])
    if owed_by := MOVES_WITH_CASE.get(event):
        moved = cases & Q(owed_by=owed_by)
    late = Duty.objects.filter(moved | cases & Q(code__in=ends(event)), next_mark_at__lte=entries[0].recorded_at)
    late = late.filter(ended_at=None).select_related("opened_by")
    return list(late.select_for_update(of=("self",)).order_by("pk"))


def ends(event):
    """Return the codes of the duties that an event may end."""
    return ENDED_BY.get(event, set())


def only_opens(event):
    """Say whether an event neither ends nor moves duties nor marks them as seen, whatever its facts."""
    return event not in ENDED_BY and event != SEEN and not moves(event)


def moves(event):
    """Say whether an event gives duties to somebody else, lets one climb, or ends or reopens the one it is about."""
    return event in MOVES_WITH_CASE or event in (REASSIGNED, ESCALATED, OWED_AGAIN, *ENDS_ONE)


def look_ahead(entries):
    """Have what the owner rules will ask of several entries read once."""
    for ahead in LOOK_AHEAD if entries else ():
        ahead(entries)


def duty_of(rule, entry):
    """Return the duty, not yet kept, that an entry opens by a rule; None where it is not owed or would only be past."""
    if rule.code not in entry.owed:
        return None
    timing = rules.timing(rule, entry.facts, occurred_at=entry.occurred_at, recorded_at=entry.recorded_at)
    if timing is None:
        return None
    scope_id, owner = scope_of(rule, entry), Owner.from_json(entry.owed[rule.code])
    return Duty(
        id=uuid.uuid5(NAMESPACE, f"{entry.pk}/{rule.code}/{scope_id}"),
        code=rule.code,
        case_id=entry.case_id,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        scope_id=scope_id,
        opened_by_id=entry.pk,
        started_at=timing.started_at,
        due_at=timing.due_at,
        next_mark_at=timing.due_at,
        basis=timing.basis,
        owed_by=rule.owed_by,
        owner_id=owner.officer_id,
        role=owner.role,
        unit_id=owner.unit_id,
    )


def scope_of(rule, entry):
    """Return what there is one open duty for: the case, or the subject within the case."""
    if rule.per == "subject":
        return uuid.uuid5(NAMESPACE, f"{entry.case_id}/{entry.subject_id}")
    return entry.case_id or entry.subject_id


def end(entry, book=ROWS):
    """End every open duty of the case that this entry meets, replaces or makes void."""
    found = waiting(entry, ends(entry.event), book)
    book.ended([duty for duty in found if end_one(duty, entry)])


def subjects_of(entry):
    """Return the identifiers of what an entry is about, itself and by its fact `of`."""
    of = entry.facts.get("of")
    return [uuid.UUID(str(each)) for each in (entry.subject_id, of) if each]


def end_many(event, entries):
    """Do what `end` does for many entries of one event, looking only into the cases where something waits."""
    codes = ENDED_BY.get(event)
    cases = Duty.objects.filter(case_id__in=[entry.case_id for entry in entries], code__in=codes or (), ended_at=None)
    owing = set(cases.values_list("case_id", flat=True)) if codes else set()
    for entry in entries:
        if entry.case_id in owing:
            end(entry)


def end_one(duty, entry):
    """Mark one open duty as ended if an entry of its case meets, replaces or voids it; return whether it did."""
    if how := outcome(duty, entry):
        finish(duty, entry, how)
    return bool(how)


def finish(duty, entry, how):
    """Mark one open duty as ended by an entry, with who has still to see that (`told`)."""
    duty.ended_at, duty.ended_as, duty.ended_by_id = entry.recorded_at, how, entry.pk
    duty.told = unseen.of_end(duty, entry, goes_on=goes_on(duty, entry))


def goes_on(duty, entry):
    """Say whether an entry replaced a duty by another that the same officer owes: it never left their list."""
    if duty.ended_as != Duty.Ended.RENEWED:
        return False
    later = duty_of(rules.BY_CODE[duty.code], entry) or brought_forward(duty, entry)
    return later is not None and later.owner_id == duty.owner_id


def outcome(duty, entry):
    """Return as what an entry of its case ends an open duty; empty where it does not."""
    rule = rules.BY_CODE[duty.code]
    return rules.ending(
        rule,
        entry.event,
        entry.facts,
        same_subject=str(duty.subject_id) in (str(entry.subject_id), entry.facts.get("of")),
        occurred_at=entry.occurred_at,
        started_at=duty.started_at,
        due_at=duty.due_at,
        opened_at=duty.opened_by.occurred_at if rule.ended_not_before else None,
        recorded_at=entry.recorded_at,
    )


def endings():
    """Return {event: codes of the duties that it may end}."""
    found = {}
    for rule in rules.RULES:
        for event in (*rule.met_by, *rule.renews_on, *rule.sooner_on, *rule.void_on):
            found.setdefault(event, set()).add(rule.code)
    return found


ENDED_BY = endings()


def move(entry, book=ROWS):
    """Give the case owner's open duties to the new owner, or do to single ones what the entry says of them."""
    if entry.event in MOVES_WITH_CASE or entry.event == REASSIGNED:
        move_many(entry.event, [entry], book)
    elif entry.event in ENDS_ONE and (duty := book.one(entry.subject_id)):
        finish(duty, entry, Duty.Ended.VOID)
        book.ended([duty])
    elif entry.event == OWED_AGAIN and (duty := book.over(entry.subject_id)):
        duty.ended_at, duty.ended_as, duty.ended_by_id = None, "", None
        give_one(duty, entry)
        book.again(duty)
    elif entry.event == ESCALATED and (duty := book.one(entry.subject_id)):
        climb(duty, entry.facts["level"], uuid.UUID(entry.facts["to"]))
        book.changed(duty, *CLIMBED)
    elif entry.event == SEEN:
        book.seen([uuid.UUID(pk) for pk in entry.facts["unseen"]])


def move_many(event, entries, book=ROWS):
    """Give what entries of one event move, each in its case or the one duty that it is about, in few statements."""
    if owed_by := MOVES_WITH_CASE.get(event):
        # A family's contact that was named before their duties moved along names no owner.
        acts = {entry.case_id: entry for entry in entries if "owner" in entry.facts}
        found = [(duty, acts[duty.case_id]) for duty in book.owed_in(acts, owed_by)]
    elif event == REASSIGNED:
        acts = {entry.subject_id: entry for entry in entries}
        found = [(duty, acts[duty.pk]) for duty in book.open_of(acts)]
    else:
        return
    book.given([duty for duty, entry in found if give_one(duty, entry)])


def give_one(duty, entry):
    """Give one duty to the officer named, and to another team's list where one is named; return whether it moved."""
    before = (duty.owner_id, duty.role, duty.unit_id)
    duty.owner_id = uuid.UUID(entry.facts["owner"])
    if entry.event in (REASSIGNED, OWED_AGAIN) and "role" in entry.facts:
        duty.role, duty.unit_id = entry.facts["role"], entry.facts["unit"] and uuid.UUID(entry.facts["unit"])
    duty.told = unseen.of_giving(duty, entry, before[0])
    duty.climbed_to = [] if entry.facts.get("crossed") else duty.climbed_to
    return before != (duty.owner_id, duty.role, duty.unit_id)


def opens_any(event):
    """Say whether any rule opens on an event or is replaced by it, whatever its facts."""
    return any(event in (*rule.opens_on, *rule.sooner_on) for rule in rules.RULES)


CLIMBED = ("level", "escalated_to_id", "climbed_to", "next_mark_at")


def climb(duty, level, to):
    """Move a duty one rung up, to the officer named, and set the time of the next rung."""
    duty.level, duty.escalated_to_id = level, to
    duty.climbed_to = duty.climbed_to if to in duty.climbed_to else [*duty.climbed_to, to]
    ladder = rules.BY_CODE[duty.code].escalates_to
    step = timedelta(hours=FIGURES["ESCALATION_STEP"].on(clocks.london_day(duty.due_at)))
    duty.next_mark_at = duty.due_at + step * level if level < len(ladder) else None
