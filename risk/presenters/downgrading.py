"""Words of levels that are lowered for a time."""

from datetime import date

from django.urls import reverse

from law import clocks
from risk import events
from risk.queries import downgrading
from risk.states import DowngradeState, Grade


def level(facts, name="grade"):
    """Return a level of an entry in words."""
    return Grade(facts[name]).label.lower()


def day(said):
    """Return a day of an entry in words."""
    return f"{date.fromisoformat(said):%-d %b %Y}"


SENTENCES = {
    events.DOWNGRADE_PROPOSED: lambda facts: (
        f"A lower level was proposed: {level(facts)}, until {day(facts['until'])}."
    ),
    events.DOWNGRADE_AGREED: lambda facts: (
        f"A second person agreed: the level is {level(facts)} until {day(facts['until'])}."
    ),
    events.DOWNGRADE_REFUSED: lambda facts: f"The lower level was refused: it stays {level(facts, 'level')}.",
    events.DOWNGRADE_ENDED: lambda facts: (
        f"The lower level has run out: the level is {level(facts, 'level')} again."
        if facts["how"] == DowngradeState.EXPIRED
        else "The lower level ended: something newer decides."
    ),
}
WAYS = {events.DOWNGRADE_AGREED: lambda duty: reverse("downgrade_agree", args=[duty.subject_id])}


def card(case, reader, at):
    """Return the lower level that holds or waits in a case, in words, with what the reader may do; None without."""
    found = downgrading.live(case.pk)
    if found is None:
        return None
    stands = found.state == DowngradeState.AGREED and case.state == "CLOSED"
    said = words_closed(found, clocks.london_day(at)) if stands else words(found)
    return {"words": said, "reason": found.reason, "actions": actions(found, case, reader)}


def downgrade_json(downgrade):
    """Return a lower level for a machine: grades, people by their numbers and times; the reasons stay on the page."""
    return {
        "id": str(downgrade.pk),
        "case": str(downgrade.case_id),
        "assessment": str(downgrade.assessment_id),
        "state": downgrade.state,
        "before": downgrade.before,
        "grade": downgrade.grade,
        "until_on": downgrade.until_on,
        "with_sign_off": downgrade.with_sign_off,
        "proposed_at": downgrade.proposed_at,
        "proposed_by": str(downgrade.proposed_by_id),
        "decided_at": downgrade.decided_at,
        "decided_by": str(downgrade.decided_by_id) if downgrade.decided_by_id else None,
    }


def words(downgrade):
    """Say what a downgrade does, who stands for it, and until when."""
    to, until = downgrade.get_grade_display().lower(), f"{downgrade.until_on:%-d %b %Y}"
    before = downgrade.get_before_display().lower()
    if downgrade.with_sign_off and downgrade.state == DowngradeState.AGREED:
        return (
            f"{downgrade.decided_by} signed it off as {to}, below the author's grade; a specialist looks at it, and on "
            f"{until} it is {before} again. Why:"
        )
    if downgrade.state == DowngradeState.AGREED:
        return (
            f"Lowered from {before} to {to} by {downgrade.proposed_by} and {downgrade.decided_by}; "
            f"on {until} the level returns. Why:"
        )
    return f"{downgrade.proposed_by} proposes {to} until {until}; a second person decides. Why:"


def words_closed(downgrade, day):
    """Say what a downgrade does in a closed case, which keeps the level that it had: it returns with its opening."""
    to, until = downgrade.get_grade_display().lower(), f"{downgrade.until_on:%-d %b %Y}"
    before = downgrade.get_before_display().lower()
    by = f"by {downgrade.proposed_by} and {downgrade.decided_by}"
    by = f"by {downgrade.decided_by}, who signed it off below the author's grade" if downgrade.with_sign_off else by
    over = f"That ran out on {until}: when" if downgrade.until_on <= day else f"When, on {until} or later,"
    return (
        f"The level is the one that the case was closed with, lowered from {before} to {to} {by}. "
        f"{over} the case is opened again, it is {before} again. Why:"
    )


def actions(downgrade, case, reader):
    """Return the links to what this reader may decide now: [(address, words)]."""
    waits = downgrade.state == DowngradeState.PROPOSED and reader.pk != downgrade.proposed_by_id
    if not waits or reader.may("RISK_ARBITRATE", case) is not None:
        return []
    names = (("downgrade_agree", "Agree"), ("downgrade_refuse", "Refuse"))
    return [(reverse(name, args=[downgrade.pk]), said) for name, said in names]
