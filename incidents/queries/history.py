"""Reads of the flags that history gives."""

from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.utils import timezone

from core.models import Entry
from incidents import events, flags
from incidents.models import Allegation, Flag
from incidents.queries.cases import visible_to
from incidents.queries.incidents import incidents_visible_to
from incidents.states import FlagCode
from law import clocks


def flags_of(identities, *, reader, at=None):
    """Return the flags that hold today for these identities, freshly computed, with the evidence this reader may see.

    A flag holds whoever looks; an incident that only hidden cases know is not named among its reasons.
    """
    day = clocks.london_day(at or timezone.now())
    held = flags.held(day, list(identities))
    because = {pk for each in held for pk in each.because}
    numbers = numbers_of(because, reader=reader, at=at)
    return [(each, [(pk, numbers[pk]) for pk in each.because if pk in numbers]) for each in held]


def identities(people):
    """Return the identities of some people, any record of each."""
    return flags.identities(list(people))


def numbers_of(incident_ids, *, reader, at=None):
    """Return {id: number} of those of some incidents that a reader may know of."""
    return dict(incidents_visible_to(reader, at).filter(pk__in=incident_ids).values_list("pk", "number"))


def raised_in(case_id):
    """Return the entries by which flags were raised in a case, newest first."""
    return Entry.objects.filter(case_id=case_id, event=events.FLAG_RAISED).order_by("-pk")


def raised_by(incident_row, *, reader):
    """Return the entries by which one incident raised flags in cases that this reader may know of."""
    raised = Entry.objects.filter(subject_id=incident_row.pk, event=events.FLAG_RAISED)
    return raised.filter(Q(case_id=None) | Q(case_id__in=visible_to(reader).values("pk"))).order_by("pk")


def holds_serial(case_row):
    """Say whether the suspect of a case is on the serial list."""
    return Flag.objects.filter(person_id=case_row.suspect.identity_id, code=FlagCode.SERIAL_PERPETRATOR).exists()


def known_before(victims, suspects, day, but=None):
    """Return what was on record of the identities in a call of a day, each with the incidents that it rests on.

    One earlier report of a victim makes this one a repeat, though no flag says so yet; the rest is what flags say.
    The incident `but` is the one that is looked at.
    """
    codes = (FlagCode.REPEAT_PERPETRATOR, FlagCode.SERIAL_PERPETRATOR)
    held = Flag.objects.filter(person_id__in=suspects, code__in=codes)
    reported = Allegation.objects.filter(
        victim_identity_id__in=victims, connected=True, labels=True, reported_on__range=(flags.repeat_window(day), day)
    ).exclude(incident_id=but)
    earlier = reported.annotate(each=F("incident_id"), kind=Value(str(FlagCode.REPEAT_VICTIM)))
    flagged_for = held.annotate(each=Func(F("because"), function="unnest"), kind=F("code"))
    found = {"repeat": set(), "serial": set()}
    for kind, pk in earlier.values_list("kind", "each").union(flagged_for.values_list("kind", "each")):
        found["serial" if kind == FlagCode.SERIAL_PERPETRATOR else "repeat"].add(pk)
    return {name: sorted(ids) for name, ids in found.items()}


def flagged(code, *, reader, variant=None):
    """Return the stored flags of one code for people in the reader's visible open cases, newest first."""
    found = Flag.objects.filter(code=code)
    if variant:
        found = found.filter(variant=variant)
    side = "suspect" if code != FlagCode.REPEAT_VICTIM else "victim"
    mine = visible_to(reader).filter(state="OPEN", **{f"{side}__identity_id": OuterRef("person_id")})
    return found.filter(Exists(mine)).select_related("person").order_by("-since", "pk")
