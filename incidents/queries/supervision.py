"""Reads of the live board: scope comes before any count or order."""

from django.db.models import Case as Choice
from django.db.models import Exists, F, OuterRef, Prefetch, Q, When
from django.db.models.functions import Least

from accounts import queries as accounts
from accounts.permissions import Permission, scope_of
from core.errors import Absent
from core.models import Duty
from incidents import flags
from incidents.models import Allegation, Case, CaseReader, Dispatch, Flag, Hit, Incident, Watch
from incidents.queries.cases import unhidden, visible_to
from incidents.states import FlagCode, Resourcing
from law.supervision import tour_begins

# How many stand on one page of the board; the rest have pages of their own.
SHOWN = 100
# What the board shows of each; the words of a call and the rest of an officer are not read for it.
SHOWN_OF_EACH = (
    *(field.attname for field in Watch._meta.concrete_fields),
    *(f"incident__{name}" for name in ("number", "kind", "grade", "reported_at", "address_id")),
    *(f"incident__address__{name}" for name in ("text", "postcode")),
    *(f"seen_by__{name}" for name in ("first_name", "last_name", "username")),
)


def watches_visible_to(reader, at):
    """Return the board of the reader's force, less the incidents that only hidden cases know.

    Nearly every watch has a case that is not restricted, and then that case answers alone. The two exceptions are
    asked for from the few restricted cases, so that the database never looks at all that the force ever had.
    """
    if scope_of(reader, Permission.CASE_READ) is None:
        return Watch.objects.none()
    here = {"force_id": reader.posting.force_id}
    if reader.tied:
        mine = Allegation.objects.filter(incident_id=OuterRef("incident_id"), case__in=unhidden(reader, at))
        return Watch.objects.filter(Exists(mine), **here)
    plain = Case.objects.filter(restricted=False)
    named = Allegation.objects.filter(case__in=visible_to(reader, at).filter(restricted=True))
    also_plain = Allegation.objects.filter(incident__watch__case__restricted=True, case__in=plain)
    return Watch.objects.filter(
        Q(case__restricted=False)
        | Q(incident_id__in=named.values("incident_id"))
        | Q(incident_id__in=also_plain.values("incident_id")),
        **here,
    )


def visible_of(condition, *, reader, at):
    """Return the watches of a condition that this reader may know of.

    Where none of them has a restricted case, as nearly always, and nobody near to the reader is in one, a plain
    condition says the same and is far cheaper.
    """
    found = watches_visible_to(reader, at).filter(condition)
    if reader.tied or scope_of(reader, Permission.CASE_READ) is None:
        return found
    here = Watch.objects.filter(condition, force_id=reader.posting.force_id)
    if here.filter(case__restricted=True).exists():
        return found
    return here.filter(case__restricted=False)


def late(at):
    """Return the condition of incidents to which nobody was sent within the target, told by a row already or not."""
    return Q(resourcing=Resourcing.NOBODY, unit_due_at__lte=at)


def board(*, reader, at):
    """Return what is on the board: what waits longest for a supervisor first, then what is oldest."""
    return (
        visible_of(Q(left_at=None), reader=reader, at=at)
        .annotate(waits_since=Least("waiting_since", Choice(When(late(at), then="unit_due_at"))))
        .select_related("incident__address", "seen_by")
        .only(*SHOWN_OF_EACH)
        .prefetch_related(
            Prefetch("hits", Hit.objects.select_related("acknowledged_by").order_by("met_at", "pk")),
            Prefetch("dispatches", Dispatch.objects.filter(stood_down_at=None).order_by("sent_at"), "on_the_way"),
        )
        .order_by(F("waits_since").asc(nulls_last=True), "began_at", "pk")
    )


def waiting_on(found):
    """Return how many of a board wait for a supervisor."""
    return found.filter(waits_since__isnull=False).count()


def eyes(*, reader, at):
    """Return (first met, first seen) of each incident of this tour, and of any that nobody has seen yet."""
    unseen = Q(seen_at=None, left_at=None, first_met_at__isnull=False)
    found = visible_of(unseen | Q(first_met_at__gte=tour_begins(at)), reader=reader, at=at)
    return list(found.values_list("first_met_at", "seen_at"))


def climbed(incident_ids):
    """Return {incident id: name of the officer told last} of incidents at which nobody looked in time."""
    late = Duty.objects.filter(code="SUPERVISE_INCIDENT", ended_at=None, subject_id__in=incident_ids, level__gt=0)
    told = late.order_by("level").values_list("subject_id", accounts.name_of("escalated_to_id"))
    return {incident_id: name or "" for incident_id, name in told} if incident_ids else {}


def watch_for_change(incident_id):
    """Return the watch of an incident, locked, or None where it never was on the board."""
    return (
        Watch.objects.select_for_update(of=("self",)).select_related("incident").filter(incident_id=incident_id).first()
    )


def watched(incident_id):
    """Return the watch of an incident, locked, or raise Absent where it never was on the board."""
    found = watch_for_change(incident_id)
    if found is None:
        raise Absent()
    return found


def watch_of(incident_row):
    """Return the watch of an incident that the reader was already given, with its hits and units, or None."""
    found = Watch.objects.filter(incident=incident_row).select_related("seen_by", "finished_by")
    return found.prefetch_related(
        Prefetch("hits", Hit.objects.select_related("acknowledged_by").order_by("met_at", "pk")),
        Prefetch("dispatches", Dispatch.objects.filter(stood_down_at=None).order_by("sent_at"), "on_the_way"),
    ).first()


def criteria_of(watch):
    """Return (codes ever met, codes that wait) of an incident on the board."""
    rows = list(Hit.objects.filter(watch=watch).values_list("criterion", "acknowledged_at"))
    return {code for code, _ in rows}, {code for code, seen in rows if seen is None}


def waiting_hits(watch):
    """Return what waits for a supervisor in one incident, oldest first."""
    return list(Hit.objects.filter(watch=watch, acknowledged_at=None).order_by("met_at", "pk"))


def units_on_the_way(watch):
    """Return the units sent to an incident and not stood down."""
    return list(Dispatch.objects.filter(watch=watch, stood_down_at=None).order_by("sent_at"))


def without_a_unit(watch, at):
    """Say whether nobody was sent although the target has passed."""
    return watch.resourcing == Resourcing.NOBODY and watch.unit_due_at is not None and watch.unit_due_at <= at


def incidents_without_a_unit(at):
    """Return the incidents to which nobody was sent within the target and of which no row says so yet."""
    told = Hit.objects.filter(watch=OuterRef("watch"), criterion="UNRESOURCED", acknowledged_at=None)
    late = Incident.objects.filter(watch__left_at=None, watch__unit_due_at__lte=at, watch__resourcing="NOBODY")
    return late.filter(~Exists(told)).order_by("watch__unit_due_at")


def identities_in(incident_row):
    """Return the identities of the victims and of the suspects of an incident."""
    pairs = incident_row.allegations.order_by("pk").values_list("victim_identity_id", "suspect_identity_id")
    return [list(dict.fromkeys(side)) for side in zip(*pairs, strict=True)] or [[], []]


def allegations_of(incident_row):
    """Return the pairs of an incident with their cases, for the engine's own use."""
    return list(incident_row.allegations.select_related("case").order_by("pk"))


def history_of(allegations):
    """Return what the stored flags say of the victims and suspects of some allegations."""
    pairs = [(each.victim_identity_id, each.suspect_identity_id) for each in allegations]
    codes = (FlagCode.REPEAT_VICTIM, FlagCode.SERIAL_PERPETRATOR)
    held = set(
        Flag.objects.filter(person_id__in={pk for pair in pairs for pk in pair}, code__in=codes).values_list(
            "person_id", "code"
        )
    )
    return {
        "repeat_victim": any((victim, FlagCode.REPEAT_VICTIM) in held for victim, _ in pairs),
        "serial_perpetrator": any((suspect, FlagCode.SERIAL_PERPETRATOR) in held for _, suspect in pairs),
    }


def cases_everybody_may_know(people):
    """Return the ids of the cases of some identities, the restricted ones left out (a queryset)."""
    found = Case.objects.filter(Q(victim__identity_id__in=people) | Q(suspect__identity_id__in=people))
    return found.filter(restricted=False).values("pk")


def cases_of_victims(allegations):
    """Return the ids of every case of the victims, whatever the suspect and the reader (a queryset)."""
    return Case.objects.filter(victim__identity_id__in={each.victim_identity_id for each in allegations}).values("pk")


def case_to_tell(allegations):
    """Return the case on whose story supervision is told: one that is not restricted, where there is one; or None."""
    return min((each.case for each in allegations if each.case), key=lambda case: case.restricted, default=None)


def incidents_watched_of(people):
    """Return the incidents on the board in which these people (any record of them) are victim or suspect.

    The board is read, not the people: an import finds hundreds of thousands, and a statement takes 65,535 values.
    """
    who = set(flags.identities(people))
    on_board = Allegation.objects.filter(incident__watch__isnull=False, incident__watch__left_at=None)
    pairs = on_board.values_list("incident_id", "victim_identity_id", "suspect_identity_id")
    theirs = {incident_id for incident_id, *pair in pairs if not who.isdisjoint(pair)}
    return Incident.objects.filter(pk__in=theirs).order_by("pk")


def named_readers(case_ids):
    """Return {restricted case: its readers, each with when they were named and until when} of some cases."""
    found = {}
    rows = CaseReader.objects.filter(case_id__in=case_ids).annotate(from_at=F("named_at")) if case_ids else ()
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found
