"""A protected address in what is written of a suspect: taken without a word to whoever writes it, and looked at.

To refuse it would tell which guess was right. So nothing that the writer can see differs; a duty that only those know
of who may see the address opens in the same transaction.
"""

from django.db import transaction

from accounts.permissions import Permission, allow
from core.journal import command, leave_number, record
from custody import events, queries
from custody.models import AddressLook, AddressNaming, AddressTelling
from custody.policies import addresses as checks
from custody.services.telling import keep
from custody.states import AddressOutcome
from incidents import queries as incidents
from people import queries as people
from risk import services as risk_services


def seek(event, *, by, at):
    """Look for the address of each victim of this suspect in the words of an event, in the transaction that keeps it.

    Where a victim keeps one and it is not named, a number of the journal is left out, as one is used where it is.
    """
    if not queries.texts_of(event):
        return
    cases = incidents.keeping_safe(suspects=[event.suspect_id])
    for case_id, addresses in queries.addresses_of(cases).items():
        found = {(event.pk, record_id) for record_id in queries.naming(event, addresses)}
        if not open_look(case_id, found, by=by, at=at):
            leave_number()


def seek_in_cases_of(person_ids, *, by, at, **parted):
    """Look through all that is written of the suspects in the cases of these people, since more is known of them.

    In the transaction of what became known: an address that is kept safe from now on, records that are one person.
    """
    seek_in(incidents.keeping_safe(suspects=person_ids, victims=person_ids), by=by, at=at)


def seek_in_new_case(case, *, by, at):
    """Look through what was written of a suspect before a case was opened whose victim keeps an address safe."""
    if case.opened_at == at:
        same = [each for each in incidents.keeping_safe(victims=[case.victim_id]) if each.pk == case.pk]
        seek_in(same, by=by, at=at)


@transaction.atomic
def heal_addresses(at):
    """Look for what every victim keeps safe in all that is written; return how much was found and never looked at."""
    return seek_in(incidents.keeping_safe(victims=people.who_keep_safe()), by=None, at=at)


def seek_in(cases, *, by, at):
    """Look for what each of these victims keeps safe in the standing events of the suspect, but for what was looked at.

    What was looked at since the address was recorded is not asked again. Returns in how many cases there is more.
    """
    kept, more = queries.addresses_of(cases), 0
    for case in cases:
        done, addresses = queries.looked_at(case.pk), kept[case.pk]
        since = {record_id: recorded_at for record_id, _, recorded_at in addresses}
        found = {
            (each.pk, about) for each in queries.standing_events(case) for about in queries.naming(each, addresses)
        }
        fresh = {key for key in found if key not in done or done[key] < since[key[1]]}
        more += open_look(case.pk, fresh, by=by, at=at)
    return more


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
