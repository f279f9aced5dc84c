"""What a report raises at the moment it is made, from the same computation as the flags that hold.

Rules: REPEAT_VICTIM at every new matter of a connected victim with another in the window; THIRD_REPORT
at the matter that makes exactly the figure; ESCALATION when a matter ranks above every earlier ranked
matter of the pair; SERIAL_PERPETRATOR once for each partner who completes the pattern.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Q

from core.journal import record
from core.models import Entry
from incidents import events, flags
from incidents.models import Allegation
from incidents.states import FlagCode
from law import clocks
from law.thresholds import ALL as FIGURES


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
    rows = list(Allegation.objects.filter(incident=incident, labels=True).order_by("pk"))
    raised = []
    if new:
        raised += [each for row in rows if row.connected for each in victim_flags(row)]
    raised += [escalation(row) for row in rows if escalates(row)]
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


def victim_flags(row):
    """Return REPEAT_VICTIM and THIRD_REPORT where the victim's matters in the window make them."""
    window = clocks.months_before(row.reported_on, FIGURES["REPEAT_VICTIM_MONTHS"].on(row.reported_on))
    count = (
        Allegation.objects.filter(
            connected=True,
            labels=True,
            victim_identity_id=row.victim_identity_id,
            reported_on__range=(window, row.reported_on),
        )
        .values("incident_id")
        .distinct()
        .count()
    )
    codes = [FlagCode.REPEAT_VICTIM] if count > 1 else []
    if count == FIGURES["ESCALATION_COUNT"].on(row.reported_on):
        codes.append(FlagCode.THIRD_REPORT)
    return [Raised(code, row.victim_identity_id, row.case_id, row.victim_identity_id) for code in codes]


def escalation(row):
    """Name the escalation of a pair by its victim."""
    return Raised(FlagCode.ESCALATION, row.victim_identity_id, row.case_id, row.victim_identity_id)


def escalates(row):
    """Say whether this matter ranks above every earlier ranked matter of the pair, and was not raised for it yet."""
    if row.rank is None or already(row, FlagCode.ESCALATION, row.victim_identity_id):
        return False
    earlier = Allegation.objects.filter(
        Q(reported_on__lt=row.reported_on) | Q(reported_on=row.reported_on, incident_id__lt=row.incident_id),
        victim_identity_id=row.victim_identity_id,
        suspect_identity_id=row.suspect_identity_id,
    ).exclude(incident_id=row.incident_id)
    baseline = earlier.aggregate(highest=Max("rank"))["highest"]
    return baseline is not None and row.rank > baseline


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
    if not (row.violent and row.intimate):
        return False
    window = clocks.months_before(row.reported_on, 12 * FIGURES["SERIAL_YEARS"].on(row.reported_on))
    others = (
        Allegation.objects.filter(
            suspect_identity_id=row.suspect_identity_id,
            violent=True,
            intimate=True,
            labels=True,
            reported_on__range=(window, row.reported_on),
        )
        .exclude(victim_identity_id=row.victim_identity_id)
        .exclude(victim_identity__records__relationships_of__to__identity=row.victim_identity_id)
        .exclude(victim_identity__records__relationships_to__of__identity=row.victim_identity_id)
    )
    raised_before = Entry.objects.filter(
        event=events.FLAG_RAISED,
        case_id=row.case_id,
        facts__flag=FlagCode.SERIAL_PERPETRATOR,
        facts__person=str(row.suspect_identity_id),
        facts__victim=str(row.victim_identity_id),
    )
    return others.exists() and not raised_before.exists()


def refresh_and_raise(incident, *, new, by, at):
    """Bring the flags of everybody in the matter up to date and record what it raises."""
    # Witnesses and callers too: how they are related to a victim may have been said in this call.
    flags.refresh(clocks.london_day(at), list(incident.involvements.values_list("person_id", flat=True)))
    return raise_for(incident, new=new, by=by, at=at)
