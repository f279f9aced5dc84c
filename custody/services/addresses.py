"""A protected address in what is written of a suspect: taken without a word to whoever writes it, and looked at.

To refuse it would tell which guess was right. So nothing that the writer can see differs; a duty that only those know
of who may see the address opens in the same transaction.
"""

from itertools import chain, groupby

from django.db import transaction

from accounts.permissions import Permission, allow
from core.journal import command, leave_number, record
from custody import events, queries
from custody.models import AddressLook, AddressNaming, AddressTelling
from custody.policies import addresses as checks
from custody.services.telling import keep
from custody.states import AddressOutcome
from incidents import queries as incidents
from law import clocks
from people import queries as people
from risk import services as risk_services

# How many cases the nightly reading takes at a time.
LOT = 500


def seek(event, *, by, at):
    """Look for the address of everybody whom a case against this suspect protects in the words of an event.

    In the transaction that keeps it. Where one is kept safe and not named, a number of the journal is left out, as one
    is used where it is.
    """
    texts = queries.texts_of(event)
    if not texts:
        return
    said = [people.heard(text) for text in texts]
    protected = incidents.keeping_safe(suspects=[event.suspect_id], on=clocks.london_day(at))
    for case_id, addresses in queries.addresses_of(protected).items():
        found = {(event.pk, record_id) for record_id in queries.naming(said, addresses)}
        if not open_look(case_id, found, by=by, at=at):
            leave_number()


def seek_in_cases_of(person_ids, *, by, at, **parted):
    """Look through all that is written of the suspects in the cases of these people, since more is known of them.

    In the transaction of what became known: an address that is kept safe from now on, records that are one person, a
    child of hers.
    """
    seek_in(incidents.keeping_safe(people=person_ids, on=clocks.london_day(at)), by=by, at=at)


def seek_in_new_case(case, *, by, at):
    """Look through what was written of a suspect before a case was opened that protects somebody from him."""
    if case.opened_at == at:
        seek_in_cases([case.pk], by=by, at=at)


def seek_in_cases(case_ids, *, by, at):
    """Look through what was written of the suspects of some cases, since a report names somebody else there."""
    seek_in(incidents.keeping_safe(cases=case_ids, on=clocks.london_day(at)), by=by, at=at)


def seek_in(protected, *, by, at):
    """Look for what is kept safe in all that is written, and leave out a number for each case without anything new."""
    for case_id, fresh in to_look_at(protected).items():
        if not open_look(case_id, fresh, by=by, at=at):
            leave_number()


def heal_addresses(at):
    """Look for what everybody keeps safe in all that is written; return in how many cases more was found.

    Some cases at a time, each lot in a transaction: what was found stays found.
    """
    protected = incidents.keeping_safe(on=clocks.london_day(at))
    by_case = [list(rows) for _, rows in groupby(protected, key=lambda each: each.case)]
    return sum(heal_lot(chain(*by_case[start : start + LOT]), at) for start in range(0, len(by_case), LOT))


@transaction.atomic
def heal_lot(protected, at):
    """Look for what is kept safe in some cases; return in how many of them more was found."""
    return sum(open_look(case_id, fresh, by=None, at=at) for case_id, fresh in to_look_at(list(protected)).items())


def to_look_at(protected):
    """Return {case: {(event, record whose address it names)}} of all that stands and was never looked at, in order.

    What was looked at since the address was recorded is not asked again.
    """
    if not protected:
        return {}
    kept, suspects = queries.addresses_of(protected), {each.case: each.suspect for each in protected}
    written, looked_at = queries.written_of(set(suspects.values())), queries.looked_at(kept)
    return {
        case_id: {
            (event_id, each.record)
            for event_id, said in written.get(suspects[case_id], ())
            for each in addresses
            if is_new(looked_at.get(case_id, {}), event_id, each) and queries.naming(said, [each])
        }
        for case_id, addresses in kept.items()
    }


def is_new(looked_at, event_id, kept):
    """Say whether nobody looked at an event for an address since that was recorded, nor has it to look at."""
    if (event_id, kept.record) not in looked_at:
        return True
    closed_at = looked_at[event_id, kept.record]
    return closed_at is not None and closed_at < kept.recorded_at


def open_look(case_id, found, *, by, at):
    """Open a look in a case, or let the open one hear of what was found; return whether there was anything new."""
    if not found:
        return False
    look = queries.open_look(case_id)
    if look is None:
        look, _ = AddressLook.objects.get_or_create(case_id=case_id, closed_at=None, defaults={"opened_at": at})
    new = found - queries.named_in(look)
    AddressNaming.objects.bulk_create(
        AddressNaming(look=look, event_id=event_id, person_id=record_id, found_at=at)
        for event_id, record_id in sorted(new)
    )
    if new:
        record(events.ADDRESS_NAMED, about=look, case_id=case_id, by=by, at=at)
    return bool(new)


@command
def close_address_look(*, look_id, outcome, done, seen, by, at, command_id=None):
    """Say what came of a look, and what was done; return the AddressLook.

    `seen` is how many namings were on the screen. Where the suspect knows the address, the victim must be told and the
    risk is assessed anew, in words that name nothing.
    """
    look = queries.look_for_change(look_id, reader=by)
    allow(by, Permission.SAFE_ADDRESS_SEE, look.case)
    checks.check_seen(look, named=len(queries.named_in(look)), seen=seen)
    checks.check_can_close_look(look, outcome, done, still_written=queries.still_written(look))

    look.close(outcome, done.strip(), by=by, at=at)

    record(events.ADDRESS_LOOKED_AT, about=look, by=by, at=at, command_id=command_id, outcome=outcome)
    if outcome == AddressOutcome.KNOWN:
        risk_services.victim_changed([look.case.victim_id], suspects=[look.case.suspect_id], by=by, at=at)
    return look


@command
def tell_address_known(
    *,
    look_id,
    method,
    safe_how,
    what_said="",
    exception_reason="",
    reached=True,
    told_at=None,
    by,
    at,
    command_id=None,
):
    """Record that the victim was told that the suspect knows the address, or that an attempt did not reach them.

    A way or a time that the victim did not name as safe needs a reason. Returns the AddressTelling.
    """
    look = queries.look_for_change(look_id, reader=by)
    allow(by, Permission.SAFE_ADDRESS_SEE, look.case)
    checks.check_known(look)

    telling = keep(
        AddressTelling(look=look, told_at=told_at or at, recorded_at=at, method=method, told_by=by, reached=reached),
        look.case,
        safe_how=safe_how,
        what_said=what_said,
        exception_reason=exception_reason,
    )

    told = events.ADDRESS_TOLD if reached else events.ADDRESS_NOT_TOLD
    record(told, about=look, by=by, at=at, occurred_at=telling.told_at, command_id=command_id, method=method)
    return telling
