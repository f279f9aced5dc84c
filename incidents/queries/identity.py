"""What cases and reports say about who may be who: how much hangs on it, and who can never be one person."""

from django.db.models import Case as When
from django.db.models import IntegerField, OuterRef, Q, Subquery, Value
from django.db.models import When as If

from core.access import levels_kept_from
from incidents import flags
from incidents.models import Allegation, Case
from incidents.queries.cases import visible_to
from incidents.states import Level

# How much hangs on a case, by its level; a case that was not assessed yet may be of any level.
GRAVE = {Level.HIGH: 4, "": 3, Level.MEDIUM: 2, Level.STANDARD: 1}
# One whose level is withheld from the reader may be high, and stands where that would not be told.
WITHHELD = 5


def weighed(cases, kept=()):
    """Return cases with `grave`, how much hangs on each; the level of those `kept` from the reader does not count."""
    levels = [If(risk_level=level, then=Value(grave)) for level, grave in GRAVE.items()]
    levels = [If(pk__in=kept, then=Value(WITHHELD)), *levels] if kept else levels
    return cases.filter(state="OPEN").annotate(grave=When(*levels, default=Value(1), output_field=IntegerField()))


def consequence(field, reader, at):
    """Return how grave the gravest open case is that this reader may know of, for the identity in a field."""
    of = Q(victim__identity=OuterRef(field)) | Q(suspect__identity=OuterRef(field))
    cases = weighed(visible_to(reader, at), list(levels_kept_from(reader)))
    return Subquery(cases.filter(of).order_by("-grave").values("grave")[:1])


def gravest_open_cases(person_ids):
    """Return {identity: (how grave, case id)} of the gravest open case of each of these people, whatever the reader."""
    who = set(flags.identities(list(person_ids)))
    found = weighed(Case.objects.filter(Q(victim__identity__in=who) | Q(suspect__identity__in=who)))
    gravest = {}
    for case in found.select_related("victim", "suspect").order_by("grave", "-opened_at", "pk"):
        for person in (case.victim, case.suspect):
            if person.identity_id in who:
                gravest[person.identity_id] = case.grave, case.pk
    return gravest


def opposed(person_ids):
    """Return (one identity, other identity) of victims and suspects of one report, for these people."""
    who = flags.identities(list(person_ids))
    found = Allegation.objects.filter(Q(victim_identity__in=who) | Q(suspect_identity__in=who))
    return list(found.values_list("victim_identity_id", "suspect_identity_id").distinct())


def never_one(keep, merged, by, at):
    """Return why these two identities cannot be one person: they are victim and suspect; None where nothing says so."""
    pair = Q(victim__identity=keep, suspect__identity=merged) | Q(victim__identity=merged, suspect__identity=keep)
    if visible_to(by, at).filter(pair).exists():
        return (
            "These two are victim and suspect of one case, so they cannot be one person. "
            "If one of them was named by mistake, have the report put right first."
        )
    if Case.objects.filter(pair).exists() or Allegation.objects.filter(pair).exists():
        return "The record names these two as different people. Ask the safeguarding team before you go on."
    return None
