"""Reads of the pairs that may be one person: the queue, one pair, and what its decision touches."""

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Greatest

from core.errors import Absent
from people.models import PossibleDuplicate
from people.queries.persons import visible_to

SHOWN = 50
# What upper apps know; the desk fills them.
# Functions (name of a field that holds an identity, reader, at) -> expression: how grave the gravest open case is.
CONSEQUENCES = []
# Functions (person ids) -> {identity: (how grave, case id)} of the gravest open case of each.
OPEN_CASES = []
# Functions (person ids) -> [(one identity, other identity)] of people who stand beside each other in one report.
TOGETHER = []


def pairs(reader, at):
    """Return the pairs both of whose people this reader may see, with everything a list shows (a queryset)."""
    seen = visible_to(reader, at).values("pk")
    return PossibleDuplicate.objects.filter(one__in=seen, other__in=seen).select_related("one", "other")


def waiting_duplicates(reader, at):
    """Return (the most consequential pairs that wait, whether there are more): open cases first, gravest first.

    Two pairs about the same two people are one question: the likelier is shown.
    """
    found = pairs(reader, at).filter(state="WAITING").exclude(one__identity=F("other__identity"))
    for consequence in CONSEQUENCES:
        found = found.annotate(
            grave=Greatest(
                Coalesce(consequence("one__identity_id", reader, at), Value(0)),
                Coalesce(consequence("other__identity_id", reader, at), Value(0)),
            )
        )
    order = ["-grave", "-score", "pk"] if CONSEQUENCES else ["-score", "pk"]
    shown = {}
    for pair in found.order_by(*order)[: 4 * SHOWN]:
        shown.setdefault(frozenset((pair.one.identity_id, pair.other.identity_id)), pair)
    every = list(shown.values())
    return every[:SHOWN], len(every) > SHOWN


def decided_lately(reader, at, limit=10):
    """Return the pairs decided last, newest first (a list)."""
    return list(pairs(reader, at).exclude(state="WAITING").order_by("-decided_at", "-pk")[:limit])


def duplicate(pair_id, reader, at=None):
    """Return one pair; raise Absent when it is not there, or when either person is not for this reader."""
    found = pairs(reader, at).filter(pk=pair_id).first()
    if found is None:
        raise Absent
    return found


def duplicate_for_change(pair_id, reader, at=None):
    """Return one pair within the reader's scope, locked until the end of the transaction."""
    duplicate(pair_id, reader, at)
    return PossibleDuplicate.objects.select_for_update(of=("self",)).select_related("one", "other").get(pk=pair_id)


def between(some, others, state):
    """Return the pairs of a state between the records of two identities, locked, in a fixed order (a list)."""
    either = Q(one__identity=some, other__identity=others) | Q(one__identity=others, other__identity=some)
    found = PossibleDuplicate.objects.filter(either, state=state).select_for_update(of=("self",))
    return list(found.select_related("one", "other").order_by("pk"))


def settled_by(merge):
    """Return the pairs that a merge decided, locked, in a fixed order (a list)."""
    return list(PossibleDuplicate.objects.select_for_update().filter(merge=merge).order_by("pk"))


def known_pairs(likenesses):
    """Return {(one id, other id): pair} of those that were found before."""
    wanted = {(each.one.pk, each.other.pk) for each in likenesses}
    found = PossibleDuplicate.objects.filter(one__in={one for one, _ in wanted}, other__in={b for _, b in wanted})
    return {key: pair for pair in found if (key := (pair.one_id, pair.other_id)) in wanted}


def unowned_pairs_of(person_ids):
    """Return the waiting pairs of these people for which nobody is answerable by name yet: an import found them."""
    found = PossibleDuplicate.objects.filter(state="WAITING", search__isnull=False, case_id=None)
    return list(found.filter(Q(one__in=person_ids) | Q(other__in=person_ids)).select_related("one", "other"))


def left_in(search):
    """Say whether pairs of a search still wait."""
    return PossibleDuplicate.objects.filter(search=search, state="WAITING").exists()


def open_cases_of(person_ids):
    """Return {identity: (how grave, case id)} of the gravest open case of each of these people."""
    return {identity: case for rule in OPEN_CASES for identity, case in rule(person_ids).items()}


def together(person_ids):
    """Return {frozenset of two identities} of people who stand beside each other in one report."""
    return {frozenset(pair) for rule in TOGETHER for pair in rule(person_ids)}


def people_of_pairs(pair_ids):
    """Return {pair: the ids of its two people} for the engine's own use."""
    rows = PossibleDuplicate.objects.filter(pk__in=pair_ids).values_list("pk", "one_id", "other_id")
    return {pk: {one, other} for pk, one, other in rows}
