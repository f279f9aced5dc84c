"""Reading twice: the policy selects, two specialists read apart, and an arbiter decides where they disagree."""

import secrets

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import services as incident_services
from law import second_reads
from risk import events, policies, queries, reading_policies
from risk.models import Read, ReviewPolicy, Selection
from risk.queries import parts, reading
from risk.services import rising
from risk.services.intervals import interval_facts
from risk.services.opening import NOBODY, open_alone, typed
from risk.services.reviewing import check_recommended, settle
from risk.states import RANK, Settled

HUNDRED = 100


def draw_lot():
    """Return a lot from 0 to 99 that nobody can foresee."""
    return secrets.randbelow(HUNDRED)


def select(assessment, facts, *, at):
    """Keep why a signed-off assessment is read, the lot that was drawn, and whether it is read twice.

    What is known only from an older record is not drawn: there are no answers in it to read.
    """
    old = assessment.from_record
    percent = 0 if old else second_reads.rate(*reading.stood_up(assessment.case.unit_id, at))
    lot = draw_lot()
    found = second_reads.read_because(facts, percent, lot)
    twice = bool(found) and not old and draw_lot() < reading.twice_percent(assessment.case.force_id, at)
    twice = twice and reading.may_be_read_by_two(assessment, at)
    return Selection.objects.get_or_create(
        assessment=assessment,
        defaults={
            "team_id": assessment.case.unit_id,
            "grounds": found,
            "percent": percent,
            "lot": lot,
            "twice": twice,
            "selected_at": at,
        },
    )[0]


@command
def read_assessment(*, assessment_id, grade, reasons, recommendations=(), urgent=False, by, at, command_id=None):
    """Give one's own grade to an assessment that is read twice. It stays sealed until the other read is in.

    One that is higher than the level of the case holds there at once, for everybody but whoever has still to read. Of
    any other nothing but this row knows the grade: not the case, not the journal. When both are in and agree, theirs
    is the review; where they disagree an arbiter decides. `urgent` opens the first read at once, and is counted apart;
    so does one that nobody else can follow.
    """
    assessment = queries.for_decision(assessment_id, reader=by)
    allow(by, Permission.RISK_REVIEW, assessment.case)
    selection = reading.selection_for_change(assessment)
    reads = reading.reads_in(selection)
    policies.check_can_review(assessment, by=by, newer=queries.is_overtaken(assessment))
    policies.check_no_conflict(queries.in_conflict(assessment.case_id, by))
    reading_policies.check_can_read(selection, reads, by=by, urgent=urgent)
    policies.check_review(assessment, grade=grade, reasons=reasons.strip())
    check_recommended(recommendations, by=by, at=at)

    read = Read.objects.create(
        selection=selection,
        place=len(reads) + 1,
        reader=by,
        grade=grade,
        reasons=reasons.strip(),
        recommendations=[plain(row) for row in recommendations],
        at=at,
    )

    record(
        events.READ_IN,
        about=assessment,
        by=by,
        at=at,
        command_id=command_id,
        assessment=assessment.pk,
        place=read.place,
    )
    if urgent or reads:
        unseal(assessment, selection, [*reads, read], by=by, at=at)
    elif not parts.second_reader(assessment, at):
        open_alone(selection, read, why=NOBODY, at=at)
    if not selection.settled_as:
        let_higher_hold(assessment, by=by, at=at)
    return read


def let_higher_hold(assessment, *, by, at):
    """Let a read that is higher than the level of its case hold there until the reads are settled.

    Whoever protects her goes by it from now on; it is kept from who has still to read, as the level is.
    """
    was, level = assessment.case.risk_level, queries.current_grade(assessment.case_id)
    if RANK[level] <= RANK[was]:
        return
    incident_services.set_risk_level(assessment.case_id, level, by=by, at=at)
    rose = rising.rises(assessment.case, was, level)

    record(
        events.READ_RAISED,
        about=assessment,
        by=by,
        at=at,
        assessment=assessment.pk,
        level_rose=rose,
        children=bool(assessment.child_ids),
        level=level,
        **interval_facts(assessment, level, since=at, at=at),
    )
    rising.follow(assessment.case_id, rose, by=by, at=at)


def unseal(assessment, selection, reads, *, by, at):
    """Open the reads: one grade holds at once; two go to an arbiter."""
    selection.opened_at = at
    grades = {read.grade for read in reads}
    if len(grades) > 1:
        selection.save()
        record(events.READS_DISAGREED, about=assessment, by=by, at=at, assessment=assessment.pk)
        return
    selection.settled_as = Settled.AGREED if len(reads) > 1 else Settled.URGENT
    selection.save()
    reasons = "\n\n".join(f"{read.reader}: {read.reasons}" for read in reads)
    asked = [typed(row) for read in reads for row in read.recommendations]
    first = reads[0].reader if len(reads) > 1 else None
    settle(assessment, reads[-1].grade, reasons, asked, by=by, at=at, first=first)


@command
def arbitrate(*, assessment_id, grade, reasons, recommendations=(), by, at, command_id=None):
    """Decide between two reads that disagree: the arbiter's grade is the review.

    Lower than what holds, it needs a reader who was for it, or else a second person.
    """
    assessment = queries.for_decision(assessment_id, reader=by)
    allow(by, Permission.RISK_ARBITRATE, assessment.case)
    selection = reading.selection_for_change(assessment)
    reads = reading.reads_in(selection)
    author_ids = parts.writers(assessment)
    policies.check_no_conflict(queries.in_conflict(assessment.case_id, by))
    reading_policies.check_can_arbitrate(selection, reads, by=by, author_ids=author_ids)
    policies.check_review(assessment, grade=grade, reasons=reasons.strip())
    check_recommended(recommendations, by=by, at=at)

    selection.settled_as = Settled.ARBITER
    selection.save()
    asked = [typed(row) for read in reads for row in read.recommendations]
    close = parts.conflicted_in(assessment.case_id)
    for_it = [read.reader for read in reads if RANK[read.grade] <= RANK[grade] and read.reader_id not in close]
    first = next(iter(for_it), None)
    return settle(
        assessment, grade, reasons, [*asked, *recommendations], by=by, at=at, first=first, command_id=command_id
    )


@command
def set_review_policy(*, twice_percent, by, at, command_id=None):
    """Say how many in 100 of what a specialist reads are read twice in the force from now on."""
    allow(by, Permission.RISK_ARBITRATE)
    reading_policies.check_percent(twice_percent)
    policy = ReviewPolicy.objects.create(
        force_id=by.posting.force_id, twice_percent=twice_percent, from_at=at, set_by=by
    )
    record(events.REVIEW_POLICY_SET, about=policy, by=by, at=at, command_id=command_id, percent=twice_percent)
    return policy


def plain(row):
    """Return a recommendation as the row keeps it."""
    return {name: str(value) if value else "" for name, value in row.items()}
