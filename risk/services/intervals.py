"""How often a case is assessed anew: the profile that the force chose, from a day on, and every open case with it."""

from django.db import transaction

from accounts import queries as accounts
from accounts.permissions import Permission, allow
from core.journal import command, record, record_each
from incidents import queries as incidents
from law import clocks
from risk import circumstance_policies as checks
from risk import events
from risk.models import IntervalPolicy
from risk.queries import intervals as queries

# So many cases are changed with one set of statements.
BATCH = 2000


def interval_facts(assessment, level, *, since, at):
    """Return the interval that a level gets by the policy of the force on this day, and from when it counts."""
    profile = queries.profile_on(assessment.case.force_id, clocks.london_day(at))
    interval = profile.interval(level, visible_high_risk=assessment.visible_high_risk)
    return {"interval": interval, "counted_from": since}


@command
def set_interval_policy(*, profile, from_on, by, at, command_id=None):
    """Choose the profile by which the force has its cases assessed anew, from a day on; return the policy.

    Where that day is today, every open case with a level follows it in this transaction; else on its day.
    """
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
    begin_policies(at)
    return policy


@transaction.atomic
def begin_policies(at):
    """Let the open cases of each force follow a profile whose day has come; return how many cases changed. Once."""
    begun, changed = queries.not_begun(clocks.london_day(at)), 0
    for policy in begun:
        record(
            events.INTERVAL_POLICY_BEGAN,
            about=policy,
            by=None,
            at=at,
            occurred_at=began_at(policy),
            profile=policy.profile,
        )
    for force_id, latest in {policy.force_id: policy for policy in begun}.items():
        changed += follow(incidents.open_with_level(force_id), at=at, occurred_at=began_at(latest))
    return changed


def began_at(policy):
    """Return when a profile began: with its day, but not before it was chosen."""
    return max(policy.set_at, clocks.start_of_day(policy.from_on))


def follow(cases, *, by=None, at, occurred_at=None):
    """Owe each of some open cases with a level anew by the profile of its force, where that is another time.

    Counted from when its level was last decided. In the caller's transaction; returns how many were changed.
    """
    day = clocks.london_day(at)
    locked = {case.pk: case for case in cases.select_for_update(of=("self",)).order_by("pk")}
    profiles = {force_id: queries.profile_on(force_id, day) for force_id in {each.force_id for each in locked.values()}}
    rows = []
    for each in queries.standings(cases.filter(pk__in=locked)):
        case = locked[each.case_id]
        profile = profiles[case.force_id]
        if not each.follows(profile, day):
            rows.append((case, {"interval": each.wanted(profile), "counted_from": each.counted_from}))
    for begin in range(0, len(rows), BATCH):
        record_each(events.INTERVAL_CHANGED, rows[begin : begin + BATCH], by=by, at=at, occurred_at=occurred_at)
    return len(rows)


def follow_one(case, *, by, at):
    """Let one open case follow the profile of its force, in the caller's transaction: as after it was reopened."""
    if case.risk_level:
        follow(incidents.open_with_level(case_id=case.pk), by=by, at=at)


def case_crossed(case, *, to, by, at):
    """Let a case that came from another force follow the profile of the new one, in the caller's transaction."""
    follow_one(case, by=by, at=at)


def heal_intervals(at):
    """Owe every open case with a level anew by the profile of its force, wherever that is missing; return how many."""
    changed = 0
    for force in accounts.forces():
        with transaction.atomic():
            changed += follow(incidents.open_with_level(force.pk), at=at)
    return changed
