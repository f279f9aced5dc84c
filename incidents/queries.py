"""Every read of incidents and cases. Each takes the `reader`; scope comes before any count or page."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from accounts.permissions import Permission, scope_of
from core import access
from core.errors import Absent
from core.models import Entry
from incidents import events, flags
from incidents.models import (
    Allegation,
    Attendance,
    Case,
    CaseReader,
    Flag,
    Incident,
    Information,
    Involvement,
    Offer,
    Ownership,
)
from incidents.states import FlagCode, OfferAnswer, Role
from law import clocks
from people import queries as people_queries

PAGE = 50


def visible_to(reader, at=None):
    """Return the cases that this reader may know of: own force, and restricted ones only where named.

    The owner, those on the case's list, and whoever opened it with a reason within the hour see a
    restricted case; to everybody else it does not exist.
    """
    at = at or timezone.now()
    if scope_of(reader, Permission.CASE_READ) is None:
        return Case.objects.none()
    named = CaseReader.objects.filter(case=OuterRef("pk"), officer=reader).filter(
        Q(until_at=None) | Q(until_at__gt=at)
    )
    owned = Ownership.objects.filter(case=OuterRef("pk"), officer=reader, until_at=None)
    return Case.objects.filter(force_id=reader.posting.force_id).filter(
        Q(restricted=False) | Exists(named) | Exists(owned) | Q(pk__in=access.broken_glass(reader, at))
    )


def case(case_id, *, reader):
    """Return one case with its people, or raise Absent: hidden and missing look the same."""
    found = (
        visible_to(reader)
        .select_related("victim", "suspect", "force", "unit", "closed_by")
        .filter(pk=case_id)
        .first()
    )
    if found is None:
        raise Absent()
    return found


def case_for_change(case_id, *, reader):
    """Return one case within the reader's scope, locked until the end of the transaction."""
    if not visible_to(reader).filter(pk=case_id).exists():
        raise Absent()
    return Case.objects.select_for_update().get(pk=case_id)


def open_case(case_id, *, reader, at):
    """Return one case to be shown, and write down that the reader looked at it."""
    found = case(case_id, reader=reader)
    access.note(reader, "case", case_id=found.pk, at=at)
    return found


def cases(*, reader, open_only=True, owner=None, level=None, after=None):
    """Return the newest cases first, a page at most; `after` is the opened_at of the last one shown."""
    found = visible_to(reader).select_related("victim", "suspect", "unit")
    if open_only:
        found = found.filter(state="OPEN")
    if owner:
        found = found.filter(ownerships__officer_id=owner, ownerships__until_at=None)
    if level is not None:
        found = found.filter(risk_level=level)
    if after:
        found = found.filter(opened_at__lt=after)
    return found.order_by("-opened_at", "pk").prefetch_related(now_owned())[:PAGE]


def now_owned():
    """Fetch the present ownership of cases beside them, as `case.now_owned`."""
    return Prefetch(
        "ownerships",
        Ownership.objects.filter(until_at=None).select_related("officer"),
        to_attr="now_owned",
    )


def cases_of(people, *, reader):
    """Return the visible cases in which any of these people (any record of them) is victim or suspect."""
    who = flags.identities(people)
    return (
        visible_to(reader)
        .filter(Q(victim__identity_id__in=who) | Q(suspect__identity_id__in=who))
        .select_related("victim", "suspect", "unit")
        .prefetch_related(now_owned())
        .order_by("-opened_at")
    )


def open_cases_of_suspect(people):
    """Return the open cases against these people, whatever the reader: for custody events from systems."""
    who = flags.identities(people)
    return Case.objects.filter(state="OPEN", suspect__identity_id__in=who).order_by("pk")


def owner_of(case_id, at=None):
    """Return who owns the case now, or at a moment in the past; None when it was not open then."""
    periods = Ownership.objects.filter(case_id=case_id).select_related("officer")
    if at is None:
        found = periods.filter(until_at=None).first()
    else:
        found = periods.filter(Q(until_at=None) | Q(until_at__gt=at), from_at__lte=at).first()
    return found and found.officer


def owners(case_id):
    """Return the chain of owners, first to last."""
    return Ownership.objects.filter(case_id=case_id).select_related("officer").order_by("from_at")


def waiting_offer(case_id):
    """Return the offer of this case that waits for an answer, or None."""
    return (
        Offer.objects.filter(case_id=case_id, state=OfferAnswer.WAITING).select_related("giver", "to").first()
    )


def offers_to(officer):
    """Return the offers that wait for this officer's answer, oldest first."""
    return (
        Offer.objects.filter(to=officer, state=OfferAnswer.WAITING, case__in=visible_to(officer))
        .select_related("giver", "case__victim", "case__suspect")
        .order_by("offered_at")
    )


def offer_for_change(offer_id):
    """Return an offer, locked."""
    found = Offer.objects.select_for_update().filter(pk=offer_id).first()
    if found is None:
        raise Absent()
    return found


def incidents_visible_to(reader, at=None):
    """Return the incidents of the reader's force, less those that only hidden cases know."""
    shown = Allegation.objects.filter(incident=OuterRef("pk"), case__in=visible_to(reader, at))
    free = ~Exists(Allegation.objects.filter(incident=OuterRef("pk"), case__isnull=False))
    if scope_of(reader, Permission.CASE_READ) is None:
        return Incident.objects.none()
    return Incident.objects.filter(force_id=reader.posting.force_id).filter(Exists(shown) | free)


def incident(incident_id, *, reader):
    """Return one incident with what its page shows, or raise Absent."""
    found = (
        incidents_visible_to(reader)
        .select_related("address", "force", "grade_approved_by")
        .prefetch_related(
            Prefetch("involvements", Involvement.objects.select_related("person").order_by("role", "pk")),
            Prefetch("attendances", Attendance.objects.select_related("officer")),
            "calls__taken_by",
            "allegations__case",
        )
        .filter(pk=incident_id)
        .first()
    )
    if found is None:
        raise Absent()
    return found


def incident_for_change(incident_id, *, reader):
    """Return one incident within the reader's scope, locked."""
    if not incidents_visible_to(reader).filter(pk=incident_id).exists():
        raise Absent()
    return Incident.objects.select_for_update().get(pk=incident_id)


def incidents_of(case_id):
    """Return the incidents of a case the reader has already been given, newest first."""
    return (
        Incident.objects.filter(allegations__case_id=case_id)
        .select_related("address")
        .distinct()
        .order_by("-reported_at")
    )


def latest_incident(case_id):
    """Return the newest incident of a case, or None."""
    return incidents_of(case_id).first()


def information_of(case_id):
    """Return what else was told about a case, newest first."""
    return Information.objects.filter(case_id=case_id).select_related("added_by").order_by("-occurred_on", "-pk")


def children_of(case_id):
    """Return the children named in the incidents of a case."""
    return (
        Involvement.objects.filter(role=Role.CHILD, incident__allegations__case_id=case_id)
        .select_related("person")
        .distinct("person_id")
    )


def flags_of(people, *, at=None):
    """Return the flags that hold today for these people, with evidence, freshly computed."""
    day = clocks.london_day(at or timezone.now())
    held = flags.on(day, people)
    numbers = dict(
        Incident.objects.filter(pk__in={pk for each in held for pk in each.because}).values_list("pk", "number")
    )
    return [(each, [(pk, numbers.get(pk, "")) for pk in each.because]) for each in held]


def raised_in(case_id):
    """Return the entries by which flags were raised in a case, newest first."""
    return Entry.objects.filter(case_id=case_id, event=events.FLAG_RAISED).order_by("-pk")


def earlier_matters(people, *, reader, before=None, limit=20):
    """Return earlier incidents in which any of these people was involved, newest first."""
    who = flags.identities(people)
    found = incidents_visible_to(reader).filter(
        Exists(Involvement.objects.filter(incident=OuterRef("pk"), person__identity_id__in=who))
    )
    if before:
        found = found.filter(reported_at__lt=before)
    return found.select_related("address").order_by("-reported_at")[:limit]


def events_in_window(case_row, day, months=12):
    """Count the matters of a case reported in the months up to and including `day`."""
    return (
        Allegation.objects.filter(
            case=case_row, reported_on__range=(clocks.months_before(day, months), day)
        )
        .values("incident_id")
        .distinct()
        .count()
    )


def holds_serial(case_row):
    """Say whether the suspect of a case is on the serial list."""
    return Flag.objects.filter(
        person_id=case_row.suspect.identity_id, code=FlagCode.SERIAL_PERPETRATOR
    ).exists()


def flagged(code, *, reader, variant=None):
    """Return the stored flags of one code for people in the reader's visible open cases, newest first."""
    found = Flag.objects.filter(code=code)
    if variant:
        found = found.filter(variant=variant)
    side = "suspect" if code != FlagCode.REPEAT_VICTIM else "victim"
    mine = visible_to(reader).filter(state="OPEN", **{f"{side}__identity_id": OuterRef("person_id")})
    return found.filter(Exists(mine)).select_related("person").order_by("-since", "pk")


def people_hidden_from(reader, at):
    """Return the ids of people known only through cases hidden from this reader."""
    visible = visible_to(reader, at)
    hidden = Case.objects.filter(restricted=True).exclude(pk__in=visible.values("pk"))
    return (
        Involvement.objects.filter(incident__allegations__case__in=hidden)
        .exclude(incident__in=incidents_visible_to(reader, at).values("pk"))
        .values("person_id")
    )


def held_by(officer, at):
    """Return how many open cases this officer owns."""
    return Ownership.objects.filter(officer=officer, until_at=None, case__state="OPEN").count()


def pairs(incident_row):
    """Return the allegations of an incident with their cases."""
    return incident_row.allegations.select_related("case", "victim", "suspect").order_by("pk")



def case_ids_of(incident_row):
    """Return the identifiers of the cases that an incident belongs to."""
    return list(
        incident_row.allegations.exclude(case=None).order_by("pk").values_list("case_id", flat=True).distinct()
    )


def waiting_offers(case_id):
    """Return the waiting offers of a case as a queryset, for the commands that end them."""
    return Offer.objects.filter(case_id=case_id, state=OfferAnswer.WAITING)


def open_cases_with_flag(flag):
    """Return the open cases on whose side of victim or suspect this flag's person stands."""
    side = "victim" if flag.code == FlagCode.REPEAT_VICTIM else "suspect"
    return Case.objects.filter(state="OPEN", **{f"{side}__identity_id": flag.person_id}).select_related("victim")


def case_of_entry(case_id):
    """Return a case for the engine's own use, whatever the reader; None when there is none."""
    return Case.objects.filter(pk=case_id).first()


def matters_at(address, *, reader):
    """Return the incidents at an address, newest first."""
    return (
        incidents_visible_to(reader).filter(address=address).select_related("address").order_by("-reported_at")
    )


def firearms(people, address, at):
    """Return the firearm certificates of these people or at this address, in force on the day."""
    return list(people_queries.firearms(people, address, clocks.london_day(at)))


def visible_pairs(incident_row, *, reader):
    """Return the pairs of an incident whose case this reader may know of."""
    return pairs(incident_row).filter(Q(case=None) | Q(case__in=visible_to(reader)))


def raised_by(incident_row):
    """Return the entries by which one incident raised flags."""
    return Entry.objects.filter(subject_id=incident_row.pk, event=events.FLAG_RAISED).order_by("pk")


def offer(offer_id, *, reader):
    """Return an offer whose case the reader may know of, or raise Absent."""
    found = (
        Offer.objects.filter(pk=offer_id, case__in=visible_to(reader))
        .select_related("case__victim", "case__suspect", "giver", "to")
        .first()
    )
    if found is None:
        raise Absent()
    return found


def moment(text):
    """Read an ISO moment from a link, or None when it is none."""
    try:
        return datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None


def person(person_id, *, reader):
    """Return a person whom the reader may know of, or raise Absent."""
    return people_queries.person(person_id, reader=reader)


def lookalikes(person_row, *, reader):
    """Return up to five other records that may be this person, best first."""
    found = people_queries.find(
        given_name=person_row.given_name,
        family_name=person_row.family_name,
        born_on=person_row.born_on,
        reader=reader,
        limit=6,
    )
    return [match for match in found if match.person.identity_id != person_row.identity_id][:5]


def titles(case_ids, *, reader):
    """Return {case id: (names, level)} for the cases that the reader may know of, in one query."""
    found = visible_to(reader).filter(pk__in={pk for pk in case_ids if pk}).select_related("victim", "suspect")
    return {each.pk: {"names": str(each), "level": each.risk_level, "pk": each.pk} for each in found}
