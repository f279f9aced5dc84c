"""Finding pairs that may be one person, and deciding them: same, different, or taken back."""

import logging
import uuid

from django.db import DatabaseError
from django.utils import timezone

from accounts import queries as accounts
from accounts.permissions import Permission, allow
from core import looking
from core.journal import command, record
from people import duplicates, events, policies, queries
from people.models import DuplicateSearch, Person, PossibleDuplicate
from people.services.merges import join, part
from people.services.settling import finish, reopen

log = logging.getLogger(__name__)


def look_for_duplicates(person_ids, *, fresh=None, by, at):
    """Put who may be one of these people into the queue, inside the caller's transaction; return the new pairs.

    Compared with everybody are those of them who are `fresh`: the records just made, all unless it is given.

    Each new pair opens the duty to review it, in the gravest open case of its people where there is one. A pair
    that an import had found gets an owner of its own once one of its people stands in a case.
    """
    return queue(*looked_up(person_ids, person_ids if fresh is None else fresh), by=by, at=at)


def look_in_time(person_ids, *, fresh, by, at):
    """Look for duplicates while somebody cannot wait; say whether it was done.

    What cannot be looked up in time stops nothing: it is written down in the caller's transaction, and `look_again`
    follows from that.
    """
    try:
        with looking.patience():
            found = looked_up(person_ids, fresh)
    except DatabaseError as error:
        # Whatever is wrong with the look, the call must be saved. No word of it is logged: it may hold a name.
        log.error("could not look for duplicates: %s", type(error).__name__)
        about = Person.objects.get(pk=fresh[0])
        record(events.DUPLICATES_UNSEARCHED, about=about, by=by, at=at, people=person_ids, fresh=fresh)
        return False
    queue(*found, by=by, at=at)
    return True


def look_again(entry, delivery_id):
    """Look for the duplicates that could not be looked up when the entry was written; raises what still prevents it."""
    people, fresh = ([uuid.UUID(each) for each in entry.facts[name]] for name in ("people", "fresh"))
    look_for_duplicates(people, fresh=fresh, by=None, at=timezone.now())


def looked_up(person_ids, fresh):
    """Return who of the fresh may be one person with whom, the pairs known of that, and those without an owner."""
    found = likenesses(fresh)
    return found, queries.known_pairs(found) if found else {}, queries.unowned_pairs_of(person_ids)


def queue(found, known, unowned, *, by, at):
    """Put these likenesses into the queue, and give an owner to pairs that have none by name."""
    kept = [pair for each in found if (pair := keep(each, known.get((each.one.pk, each.other.pk)), at))]
    waiting = {pair.pk: pair for pair in (*kept, *unowned)}
    cases = queries.open_cases_of(people_of(waiting.values())) if waiting else {}
    for pair in waiting.values():
        own(pair, cases, new=pair in kept, by=by, at=at)
    return kept


def likenesses(person_ids, progress=None):
    """Return those who may be one person, less those who stand beside each other in one report: these are two."""
    found = list(duplicates.among(person_ids, progress))
    if not found:
        return []
    apart = queries.together(people_of(found))
    return [each for each in found if frozenset((each.one.identity_id, each.other.identity_id)) not in apart]


def people_of(pairs):
    """Return the ids of all people of some pairs."""
    return {person.pk for pair in pairs for person in (pair.one, pair.other)}


def keep(likeness, known, at, search=None):
    """Return the pair if it is new, or offered again since its facts have changed; None when there is nothing new."""
    if known is None:
        return made(likeness, at, search, save=True)
    if known.facts == likeness.facts or known.state == "SAME":
        return None
    again = known.state == "DIFFERENT"
    if again:
        known.decide("WAITING")
        known.found_at = at
    known.score, known.why, known.facts = likeness.score, list(likeness.why), likeness.facts
    known.save()
    return known if again else None


def made(likeness, at, search, *, save):
    """Return a new waiting pair."""
    pair = PossibleDuplicate(
        one=likeness.one,
        other=likeness.other,
        score=likeness.score,
        why=list(likeness.why),
        facts=likeness.facts,
        found_at=at,
        search=search,
    )
    if save:
        pair.save(force_insert=True)
    return pair


def own(pair, cases, *, new, by, at):
    """Have somebody answer for one pair, in its gravest open case; one that is not new only where there is a case."""
    concerned = [cases[person.identity_id] for person in (pair.one, pair.other) if person.identity_id in cases]
    if not concerned and not new:
        return
    pair.case_id = max(concerned, default=(0, None), key=lambda each: each[0])[1]
    pair.save(update_fields=["case_id"])
    record(events.DUPLICATE_FOUND, about=pair, by=by, at=at, one=pair.one_id, other=pair.other_id)


def search_duplicates(person_ids, *, force_id, at, progress=None):
    """Look at many people at once, as after an import; return the DuplicateSearch, or None when nothing new was found.

    Pairs that concern an open case each get an owner; the rest is one piece of work with one owner, found in
    the force as soon as somebody is posted there. `progress` hears of how many more people all pairs are found.
    """
    found = likenesses(person_ids, progress)
    known = queries.known_pairs(found)
    fresh = [each for each in found if (each.one.pk, each.other.pk) not in known]
    again = [
        pair for each in found if (old := known.get((each.one.pk, each.other.pk))) and (pair := keep(each, old, at))
    ]
    if not fresh and not again:
        return None
    search = DuplicateSearch.objects.create(at=at, looked_at=len(person_ids), found=len(fresh) + len(again))
    pairs = [made(each, at, search, save=False) for each in fresh]
    PossibleDuplicate.objects.bulk_create(pairs, batch_size=1_000)
    cases = queries.open_cases_of(people_of((*pairs, *again)))
    for pair in pairs:
        own(pair, cases, new=False, by=None, at=at)
    for pair in again:
        own(pair, cases, new=True, by=None, at=at)
    if accounts.holders(force_id=force_id, at=at):
        record(events.DUPLICATES_SEARCHED, about=search, by=None, at=at, force=force_id, found=search.found)
    return search


@command
def decide_same(*, duplicate_id, keep, reason, by, at, command_id=None):
    """Find that the two records of a pair are one person, known from now on as the one to `keep`; return the Merge."""
    queries.one_merge_at_a_time()
    pair = queries.duplicate_for_change(duplicate_id, by, at)
    allow(by, Permission.PERSON_MERGE)
    policies.check_reason(reason)
    policies.check_waiting(pair)
    kept, merged = (pair.one, pair.other) if keep == "one" else (pair.other, pair.one)
    return join(kept.identity, merged.identity, reason, by=by, at=at, command_id=command_id)


@command
def decide_different(*, duplicate_id, reason, by, at, command_id=None):
    """Find that the records of a pair are two people; it is not offered again unless their facts change."""
    pair = queries.duplicate_for_change(duplicate_id, by, at)
    allow(by, Permission.PERSON_MERGE)
    policies.check_reason(reason)
    policies.check_waiting(pair)
    for each in queries.between(pair.one.identity_id, pair.other.identity_id, "WAITING"):
        each.decide("DIFFERENT", reason=reason.strip(), at=at, by_id=by.pk)
        each.save()
        record(
            events.DUPLICATE_DECIDED, about=each, by=by, at=at, command_id=command_id, same=False, search=each.search_id
        )
        command_id = None
        finish(each, by=by, at=at)
    return pair


@command
def reopen_duplicate(*, duplicate_id, reason, by, at, command_id=None):
    """Take a decision back: the pair waits again, and a merge that came of it is undone."""
    queries.one_merge_at_a_time()
    pair = queries.duplicate_for_change(duplicate_id, by, at)
    allow(by, Permission.PERSON_MERGE)
    policies.check_reason(reason)
    policies.check_decided(pair)
    if pair.state == "SAME":
        part(pair.merge, reason, by=by, at=at, command_id=command_id)
        return pair
    for each in queries.between(pair.one.identity_id, pair.other.identity_id, "DIFFERENT"):
        reopen(each, reason, by=by, at=at, command_id=command_id)
        command_id = None
    return pair
