"""Words of changes of circumstances, and of the interval policy."""

from datetime import date

from law import circumstances, intervals
from risk import events
from risk.queries import circumstances as queries

SENTENCES = {
    events.CIRCUMSTANCE_RECORDED: lambda facts: f"A change was recorded: {circumstances.BY_CODE[facts['kind']].what}.",
    events.CONTACT_LOST: lambda facts: "Nobody has spoken with the victim for longer than her level allows.",
    events.INTERVAL_POLICY_SET: lambda facts: (
        f"From {date.fromisoformat(facts['from_on']):%-d %b %Y} the force assesses anew "
        f"by the profile {intervals.PROFILES[facts['profile']].title}."
    ),
}


def interval_overview(force_id, day):
    """Return the profile that holds, every one that was set, and what each profile says."""
    return {
        "holds": queries.interval_policy(force_id, day),
        "policies": queries.interval_policies(force_id),
        "profiles": [
            {
                "title": profile.title,
                "source": profile.source,
                "figures": [(level, figure.on(day), figure.unit) for level, figure in profile.figures.items()],
            }
            for profile in intervals.PROFILES.values()
        ],
    }
