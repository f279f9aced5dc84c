"""How often a case is assessed anew: the profile that the force chose, from a day on."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from law import clocks
from risk import circumstance_policies as checks
from risk import events
from risk.models import IntervalPolicy
from risk.queries.circumstances import profile_on


def interval_facts(assessment, level, *, since, at):
    """Return the interval that a level gets by the policy of the force on this day, and from when it counts."""
    profile = profile_on(assessment.case.force_id, clocks.london_day(at))
    interval = profile.interval(level, visible_high_risk=assessment.visible_high_risk)
    return {"interval": interval, "counted_from": since}


@command
def set_interval_policy(*, profile, from_on, by, at, command_id=None):
    """Choose the profile by which the force has its cases assessed anew, from a day on; return the policy."""
    allow(by, Permission.RISK_ARBITRATE)
    checks.check_interval_policy(profile=profile, from_on=from_on, day=clocks.london_day(at))

    policy = IntervalPolicy.objects.create(
        force_id=by.posting.force_id, profile=profile, from_on=from_on, set_by=by, set_at=at
    )

    record(
        events.INTERVAL_POLICY_SET,
        about=policy,
        by=by,
        at=at,
        command_id=command_id,
        profile=profile,
        from_on=from_on,
    )
    return policy
