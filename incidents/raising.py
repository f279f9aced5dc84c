"""What a report raises at the moment it is made, from the same computation as the flags that hold.

Rules: REPEAT_VICTIM at every new matter of a connected victim with another in the window; THIRD_REPORT
at the matter that makes exactly the figure; ESCALATION when a matter ranks above every earlier ranked
matter of the pair; SERIAL_PERPETRATOR once for each partner who completes the pattern.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, Exists, Max, OuterRef, Q, Subquery, When

from core.journal import record
from core.models import Entry
from incidents import events, flags
from incidents.models import Allegation
from incidents.states import FlagCode
from law import clocks
from law.thresholds import ALL as FIGURES
from people import queries as people_queries


@dataclass(frozen=True)
class Raised:
    """A flag raised by a matter: for whom, and in which case."""

    flag: str
    person_id: UUID
    case_id: UUID
    victim_id: UUID


def raise_for(incident, *, new, by, at):
    """Record what this matter raises (`new` says it was just opened); return the list of Raised."""
    # Where two people accuse each other, a report labels nobody until somebody has signed.
    rows = list(with_history(Allegation.objects.filter(incident=incident, labels=True), incident).order_by("pk"))
    raised = []
    if new:
        raised += [each for row in rows if row.connected for each in victim_flags(row)]
    raised += [escalation(row) for row in rows if escalates(row, new)]
    raised += [serial(row) for row in rows if completes_series(row)]
    found = {(each.flag, each.person_id): each for each in raised}
    for each in found.values():
        record(
            events.FLAG_RAISED,
            about=incident,
            by=by,
            at=at,
            case_id=each.case_id,
            flag=each.flag,
            person=each.person_id,
            victim=each.victim_id,
        )
    return list(found.values())


def with_history(allegations, incident):
    """Read beside each allegation of one incident what its flags rest on, in one statement.

    `matters` is how many matters of the victim lie in the window, `highest` the highest earlier rank of the pair, and
    `another` whether the suspect used or threatened violence against another partner unconnected to this one.
    """
    day = incident.reported_on
    mine = Allegation.objects.filter(labels=True, victim_identity_id=OuterRef("victim_identity_id"))
    of_suspect = Allegation.objects.filter(suspect_identity_id=OuterRef("suspect_identity_id"))
    matters = mine.filter(connected=True, reported_on__range=(flags.repeat_window(day), day)).values(
        "victim_identity_id"
    )
    earlier = of_suspect.filter(
        Q(reported_on__lt=day) | Q(reported_on=day, incident_id__lt=incident.pk),
        victim_identity_id=OuterRef("victim_identity_id"),
    ).exclude(incident_id=incident.pk)
    this_victim = OuterRef(OuterRef("victim_identity_id"))
    others = (
        of_suspect.filter(violent=True, intimate=True, labels=True, reported_on__range=(serial_window(day), day))
        .exclude(victim_identity_id=OuterRef("victim_identity_id"))
        .exclude(Exists(people_queries.links(OuterRef("victim_identity_id"), this_victim)))
        .exclude(Exists(people_queries.links(this_victim, OuterRef("victim_identity_id"))))
    )
    return allegations.annotate(
        matters=Subquery(matters.annotate(count=Count("incident_id", distinct=True)).values("count")),
        highest=Subquery(earlier.values("victim_identity_id").annotate(highest=Max("rank")).values("highest")),
        another=Case(When(violent=True, intimate=True, then=Exists(others)), default=False),
    )


def serial_window(day):
    """Return the first day of the window of series."""
    return clocks.months_before(day, 12 * FIGURES["SERIAL_YEARS"].on(day))


def victim_flags(row):
    """Return REPEAT_VICTIM and THIRD_REPORT where the victim's matters in the window make them."""
    codes = [FlagCode.REPEAT_VICTIM] if row.matters > 1 else []
    if row.matters == FIGURES["ESCALATION_COUNT"].on(row.reported_on):
        codes.append(FlagCode.THIRD_REPORT)
    return [Raised(code, row.victim_identity_id, row.case_id, row.victim_identity_id) for code in codes]


def escalation(row):
    """Name the escalation of a pair by its victim."""
    return Raised(FlagCode.ESCALATION, row.victim_identity_id, row.case_id, row.victim_identity_id)


def escalates(row, new):
    """Say whether this matter ranks above every earlier ranked matter of the pair, and was not raised for it yet."""
    if row.rank is None or row.highest is None or row.rank <= row.highest:
        return False
    return new or not already(row, FlagCode.ESCALATION, row.victim_identity_id)


def already(row, flag, person_id):
    """Say whether this very matter raised the flag before."""
    return Entry.objects.filter(
        event=events.FLAG_RAISED,
        subject_id=row.incident_id,
        facts__flag=flag,
        facts__person=str(person_id),
    ).exists()


def serial(row):
    """Name the series of a suspect, completed by this victim."""
    return Raised(FlagCode.SERIAL_PERPETRATOR, row.suspect_identity_id, row.case_id, row.victim_identity_id)


def completes_series(row):
    """Say whether this victim is, for the first time, a second partner unconnected to another in the years before."""
    raised_before = Entry.objects.filter(
        event=events.FLAG_RAISED,
        case_id=row.case_id,
        facts__flag=FlagCode.SERIAL_PERPETRATOR,
        facts__person=str(row.suspect_identity_id),
        facts__victim=str(row.victim_identity_id),
    )
    return row.another and not raised_before.exists()


def refresh_and_raise(incident, *, new, people=None, by, at):
    """Bring the flags of everybody in the matter up to date and record what it raises; `people` where they are known.

    Witnesses and callers too: how they are related to a victim may have been said in this call.
    """
    if people is None:
        people = list(incident.involvements.values_list("person_id", flat=True))
    flags.refresh(clocks.london_day(at), people)
    return raise_for(incident, new=new, by=by, at=at)
