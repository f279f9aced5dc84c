"""Words of reading twice, and how far the grades agree."""

from django.urls import reverse

from law import second_reads
from risk import events
from risk.queries import reading
from risk.states import Grade

SENTENCES = {
    events.READ_IN: lambda facts: (
        f"A specialist read the assessment ({'second' if facts['place'] == 2 else 'first'} of two). "
        "The grade is sealed until both are in."
    ),
    events.READ_RAISED: lambda facts: (
        f"A specialist read the assessment as higher than the level: {Grade(facts['level']).label.lower()} risk holds "
        "until it is settled. Nobody tells whoever has still to read it."
    ),
    events.READ_OPENED: lambda facts: (
        "The first read of the assessment was opened: "
        + ("nobody else can read it." if facts["why"] == "NOBODY" else "nobody read it a second time in time.")
    ),
    events.READ_SET_ASIDE: lambda facts: (
        "A read that is sealed counts no more: somebody in the case is close to its reader. Another specialist reviews."
    ),
    events.READS_DISAGREED: lambda facts: "Two specialists read the assessment and disagree. An arbiter decides.",
    events.REVIEW_POLICY_SET: lambda facts: f"From now on {facts['percent']} in 100 reviews are read twice.",
}
WAYS = {events.READ_IN: lambda duty: reverse("assessment_read", args=[duty.subject_id])}


def selection_card(assessment, reader):
    """Return why an assessment is read, and the reads this reader may see; None where no policy has spoken."""
    found = reading.selection_of(assessment)
    if found is None:
        return None
    apart = reading.apart(assessment, reader)
    return {
        # "Graded high" would be the grade.
        "grounds": [] if apart else [second_reads.WORDS[code] for code in found.grounds],
        "twice": found.twice,
        "open": found.opened_at is not None,
        "settled": found.get_settled_as_display(),
        "reads": reading.reads_for(found, reader=reader),
    }


def reads_json(assessment, reader):
    """Return for a machine where two reads of an assessment stand, and those of them that a reader may see."""
    found = reading.selection_of(assessment)
    reads = reading.reads_for(found, reader=reader) if found else []
    return {
        "assessment": str(assessment.pk),
        "twice": bool(found and found.twice),
        "opened_at": found and found.opened_at,
        "settled_as": (found and found.settled_as) or None,
        "reads": [
            {"reader": str(each.reader_id), "grade": each.grade, "reasons": each.reasons, "at": each.at}
            for each in reads
        ],
    }


def agreements(force_id, at):
    """Return how far grades agree, for each team and each reader, and what the lot would catch of each team."""
    teams = [
        {"name": name, **figures(pairs), **lot(team_id, pairs, at)}
        for (team_id, name), pairs in reading.pairs_by_team(force_id, at).items()
    ]
    readers = [
        {"name": name, **figures(pairs)} for name, pairs in sorted(reading.pairs_by_reader(force_id, at).items())
    ]
    return {
        "teams": teams,
        "readers": readers,
        "policy": reading.policy_of(force_id, at),
        "twice_percent": reading.twice_percent(force_id, at),
    }


def figures(pairs):
    """Return an agreement with its figures rounded."""
    found = second_reads.agreement(pairs)
    rounded = {name: None if value is None else round(value, 2) for name, value in vars(found).items()}
    return {**rounded, "small": found.kappa is None}


def lot(team_id, pairs, at):
    """Return what the lot does for a team: its rate, and how soon it would find one wrong grade in twenty."""
    percent = second_reads.rate(sum(one == other for one, other in pairs), len(pairs))
    weekly = reading.signed_off_by_lot(team_id, at) / 12
    return {
        "percent": percent,
        "weekly": round(weekly, 1),
        "weeks": second_reads.weeks_until_caught(weekly / 20, percent),
    }
