"""Reads of what is read twice. A read is shown to its own reader, and to others once both are in."""

from django.db.models import Count, Exists, F, OuterRef, Q

from accounts import queries as accounts
from accounts.permissions import Permission, scope_of
from core import access
from core.errors import Absent
from core.models import Duty, Entry
from law import clocks
from law.thresholds import READ_TWICE
from risk import events
from risk.models import Assessment, Read, ReviewPolicy, Selection
from risk.queries import parts
from risk.states import RANK, Settled, State

MONTHS = 12
SECOND_READ = "SECOND_READ"


def policy_of(force_id, at):
    """Return the review policy of a force at a moment, or None before its first."""
    return ReviewPolicy.objects.filter(force_id=force_id, from_at__lte=at).order_by("-from_at").first()


def twice_percent(force_id, at):
    """Return how many in 100 are read twice in a force: what it set, else the figure of the day."""
    policy = policy_of(force_id, at)
    return policy.twice_percent if policy else READ_TWICE.on(clocks.london_day(at))


def may_be_read_by_two(assessment_row, at):
    """Say whether two specialists on duty may read an assessment: neither wrote it, is close to it, or is kept out."""
    one = parts.second_reader(assessment_row, at)
    return bool(one and parts.second_reader(assessment_row, at, without=one.pk))


def waiting_for_second(**which):
    """Return (id, case id) of what one specialist has read and another must, in a fixed order.

    `which` says of which selections, by their columns; of what was corrected since nothing waits.
    """
    found = Selection.objects.filter(twice=True, opened_at=None, assessment__voided_at=None, **which)
    found = found.filter(Exists(Read.objects.filter(selection=OuterRef("pk")))).order_by("pk")
    return list(found.values_list("pk", "assessment__case_id"))


def first_read_for_change(selection_id):
    """Return what waits for a second read, locked, and the first one; (None, None) where it waits no more."""
    found = Selection.objects.select_for_update(of=("self",)).select_related("assessment__case")
    row = found.filter(pk=selection_id, twice=True, opened_at=None).first()
    return (row, reads_in(row)[0]) if row else (None, None)


def second_reads_to_watch(at):
    """Return the ids of the assessments whose second read is due, or is owed by somebody who is gone (a query)."""
    gone = Q(due_at__lte=at) | Q(owner_id__in=accounts.unreachable_at(at))
    return Duty.objects.filter(gone, code=SECOND_READ, ended_at=None).values("subject_id")


def second_read_due(assessment_row, at):
    """Say whether the time of the second read of an assessment is over."""
    return Duty.objects.filter(code=SECOND_READ, subject_id=assessment_row.pk, ended_at=None, due_at__lte=at).exists()


def selection_of(assessment_row):
    """Return what the policy said of an assessment, or None where it was signed off before there was one."""
    found = Selection.objects.filter(assessment=assessment_row).first()
    if found:
        found.assessment = assessment_row
    return found


def selection_for_change(assessment_row):
    """Return the selection of an assessment that is read twice, locked, or raise Absent."""
    found = Selection.objects.select_for_update().filter(assessment=assessment_row, twice=True).first()
    if found is None:
        raise Absent()
    return found


def sealed(assessment_row):
    """Say whether an assessment is read twice and not settled yet."""
    return Selection.objects.filter(assessment=assessment_row, twice=True, settled_as="").exists()


def apart(assessment_row, reader):
    """Say whether the grades of an assessment are withheld from a specialist who has still to read one of its case.

    Those of an earlier one, too, as of one that the awaited one corrects: its own part in it aside.
    """
    parts = (assessment_row.author_id, assessment_row.typed_by_id, assessment_row.signed_off_by_id)
    return reader.pk not in parts and assessment_row.case_id in access.levels_kept_from(reader)


def awaits(reader):
    """Say whether a specialist has still to read an assessment apart."""
    return bool(access.levels_kept_from(reader))


def to_read_first(assessment_row, reader):
    """Return the assessment that a specialist reads apart before they decide about this one, or None.

    It is the one of the case that they have still to read; or this one, while two read it.
    """
    awaited = access.levels_kept_from(reader).get(assessment_row.case_id)
    return awaited or (assessment_row.pk if sealed(assessment_row) else None)


def levels_kept_from(reader):
    """Return {case: assessment} of what a specialist has still to read apart; nothing is asked of anybody else.

    Of one that a later sign-off has overtaken no read can be made any more, so it withholds nothing.
    """
    if scope_of(reader, Permission.RISK_REVIEW) is None:
        return {}
    parts = Q(assessment__author=reader) | Q(assessment__typed_by=reader) | Q(assessment__signed_off_by=reader)
    found = Selection.objects.filter(unread_by(reader), assessment__case__force_id=reader.posting.force_id)
    found = found.filter(assessment__voided_at=None).exclude(Exists(later()))
    own = found.filter(parts).values("pk")
    return dict(found.exclude(pk__in=own).values_list("assessment__case_id", "assessment_id"))


def later():
    """Return the later signed-off assessments of the case of a selection, as part of another query."""
    asked = OuterRef("assessment__assessed_at")
    after = Q(assessed_at__gt=asked) | Q(assessed_at=asked, pk__gt=OuterRef("assessment_id"))
    return Assessment.objects.filter(after, case=OuterRef("assessment__case"), state=State.SIGNED_OFF)


def unread_by(reader):
    """Return the condition that two read, that it is sealed still, and that the reader's own read is not in."""
    own = Read.objects.filter(selection=OuterRef("pk"), reader=reader)
    return Q(twice=True, opened_at=None) & ~Exists(own)


def raised(assessment_row):
    """Say whether a read of an assessment, not settled yet, lets a higher level hold; no read is asked for."""
    higher = RANK[assessment_row.case.risk_level] > RANK[assessment_row.holding_grade]
    if assessment_row.covered_by_id or not higher:
        return False
    return Entry.objects.filter(subject_id=assessment_row.pk, event=events.READ_RAISED).exists()


def sealed_among(rows, reader):
    """Return {assessment id: what the reader may be told} of those that are read twice and not settled yet."""
    found = Selection.objects.filter(assessment__in=rows, twice=True, settled_as="")
    found = found.annotate(mine=Exists(Read.objects.filter(selection=OuterRef("pk"), reader=reader)))
    return {each.assessment_id: told(each) for each in found}


def told(selection):
    """Say in words where an assessment stands that is read twice, without any grade."""
    if selection.opened_at:
        return "Waits for an arbiter"
    return "Your read is in" if selection.mine else "Read apart"


def reads_in(selection):
    """Return the reads of a selection for the engine's own use, first to last: never for a page."""
    return list(Read.objects.filter(selection=selection).select_related("reader").order_by("place"))


def reads_for(selection, *, reader):
    """Return the reads that a reader may see: all of them once both are in, before that only their own.

    None of an earlier assessment, where the level of its case is withheld from them.
    """
    if selection.opened_at and selection.assessment.case_id in access.levels_kept_from(reader):
        return []
    found = Read.objects.filter(selection=selection).select_related("reader").order_by("place")
    return list(found if selection.opened_at else found.filter(reader=reader))


def stood_up(team_id, at):
    """Return (agreed, read): how often a team's grades of the last twelve months stood when a specialist read them."""
    stood = Q(assessment__reviewed_grade=F("assessment__signed_off_grade"))
    found = (
        graded_and_reviewed(at).filter(team_id=team_id).aggregate(agreed=Count("pk", filter=stood), read=Count("pk"))
    )
    return found["agreed"], found["read"]


def graded_and_reviewed(at):
    """Return the selections of the last twelve months whose assessment was reviewed."""
    since = clocks.start_of_day(clocks.months_before(clocks.london_day(at), MONTHS))
    return Selection.objects.filter(selected_at__gte=since, selected_at__lte=at).exclude(assessment__reviewed_grade="")


def pairs_by_team(force_id, at):
    """Return {team: [(its grade, the specialist's)]} of a force."""
    found = graded_and_reviewed(at).filter(assessment__case__force_id=force_id, team__force_id=force_id)
    pairs = {}
    for team, one, other in found.order_by("team__name").values_list(
        "team_id", "assessment__signed_off_grade", "assessment__reviewed_grade"
    ):
        pairs.setdefault(team, []).append((one, other))
    names = {unit.pk: unit.name for unit in accounts.units(force_id)}
    return {(pk, names[pk]): rows for pk, rows in pairs.items()}


def pairs_by_reader(force_id, at):
    """Return {reader: [(own grade, the other's)]} of what was read twice and is open; urgent ones had one read."""
    since = clocks.start_of_day(clocks.months_before(clocks.london_day(at), MONTHS))
    reads = (
        Read.objects.filter(
            selection__opened_at__isnull=False, at__gte=since, selection__assessment__case__force_id=force_id
        )
        .exclude(selection__settled_as=Settled.URGENT)
        .select_related("reader")
        .order_by("selection_id", "place")
    )
    both, pairs = {}, {}
    for read in reads:
        both.setdefault(read.selection_id, []).append(read)
    for found in both.values():
        if len(found) == 2:
            for own, other in (found, found[::-1]):
                pairs.setdefault(str(own.reader), []).append((own.grade, other.grade))
    return pairs


def signed_off_by_lot(team_id, at):
    """Return how many assessments of a team in twelve weeks only the lot decided about."""
    since = at - clocks.ONE_DAY * 84
    found = Selection.objects.filter(team_id=team_id, selected_at__gt=since, selected_at__lte=at)
    return found.filter(grounds__contained_by=["SAMPLE"]).count()
