"""Words of changes of circumstances, and of the interval policy."""

from datetime import date

from accounts.permissions import Permission
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


def interval_notice(reader):
    """Return what is told a reader of a default that their force has not confirmed, or None where nothing is."""
    profile = queries.default_unconfirmed(reader)
    if profile is None:
        return None
    return {"title": profile.title, "may_choose": reader.may(Permission.RISK_ARBITRATE) is None}


def interval_overview(reader, day):
    """Return the profile that holds, every one that was set, and what each profile says."""
    force_id = reader.posting.force_id
    return {
        "holds": queries.profile_on(force_id, day),
        "interval_notice": interval_notice(reader),
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
