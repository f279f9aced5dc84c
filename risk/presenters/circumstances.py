"""Words of changes of circumstances, and of the interval policy."""

from datetime import date

from accounts.permissions import Permission
from law import circumstances, clocks, intervals
from risk import events
from risk.queries import intervals as queries

SENTENCES = {
    events.CIRCUMSTANCE_RECORDED: lambda facts: f"A change was recorded: {circumstances.BY_CODE[facts['kind']].what}.",
    events.CIRCUMSTANCE_WITHDRAWN: lambda facts: (
        "A change that was recorded turned out not to concern them: nothing is asked because of it."
    ),
    events.CONTACT_LOST: lambda facts: "Nobody has spoken with the victim for longer than her level allows.",
    events.INTERVAL_POLICY_SET: lambda facts: (
        f"From {date.fromisoformat(facts['from_on']):%-d %b %Y} the force assesses anew "
        f"by the profile {intervals.PROFILES[facts['profile']].title}."
    ),
    events.INTERVAL_POLICY_BEGAN: lambda facts: (
        f"Every open case with a level follows the profile {intervals.PROFILES[facts['profile']].title}."
    ),
    events.INTERVAL_CHANGED: lambda facts: "When the risk is assessed anew follows the policy of the force.",
}


def interval_notice(reader):
    """Return what is told a reader of a default that their force has not confirmed, or None where nothing is."""
    profile = queries.default_unconfirmed(reader)
    if profile is None:
        return None
    return {"title": profile.title, "may_choose": reader.may(Permission.RISK_ARBITRATE) is None}


def interval_overview(reader, at):
    """Return the profile that holds, every one that was set, what each profile says, and what it would change now."""
    force_id, day = reader.posting.force_id, clocks.london_day(at)
    there, changes = queries.what_changes(reader, at, day)
    return {
        "holds": queries.profile_on(force_id, day),
        "interval_notice": interval_notice(reader),
        "policies": queries.interval_policies(force_id),
        "profiles": [
            {
                "title": profile.title,
                "source": profile.source,
                "changes": changes_in_words(there, *changes[profile.code]),
                "figures": [(level, figure.on(day), figure.unit) for level, figure in profile.figures.items()],
            }
            for profile in intervals.PROFILES.values()
        ],
    }


def changes_in_words(there, others, late):
    """Return what a profile would change today: of how many open cases with a level, and how many would be late."""
    if not there:
        return "There is no open case with a level yet."
    if not others:
        return f"Chosen today, it changes none of the {numbered(there, 'open case')} with a level."
    at_once = f"{late} of these would be late at once" if late else "none of these would be late at once"
    return f"Chosen today, it gives {others} of the {numbered(there, 'open case')} with a level another day; {at_once}."


def numbered(count, thing):
    """Return a number with its thing."""
    return f"{count} {thing}" + ("" if count == 1 else "s")
