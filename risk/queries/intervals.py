"""By which profile a force has its cases assessed anew, and which open cases do not follow it yet."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery

from accounts.permissions import Permission, scope_of
from core.models import Duty, Entry
from incidents import queries as incidents
from law import duties as rules
from law import intervals
from risk import events
from risk.models import Assessment, IntervalPolicy
from risk.states import State

RULE = rules.by_code("REASSESS_INTERVAL")


def interval_policy(force_id, day):
    """Return the interval policy of a force on a day, or None before its first."""
    found = IntervalPolicy.objects.filter(force_id=force_id, from_on__lte=day)
    return found.order_by("-from_on", "-set_at", "-pk").first()


def profile_on(force_id, day):
    """Return the profile by which a force has its cases assessed anew on a day: the one it chose, else the default."""
    policy = interval_policy(force_id, day)
    return intervals.PROFILES[policy.profile] if policy else intervals.DEFAULT


def default_unconfirmed(reader):
    """Return the default profile where it holds because the force of a reader has chosen none, else None.

    It is told to those who may choose and to those who review; of others nothing is asked.
    """
    if scope_of(reader, Permission.RISK_ARBITRATE) is None and scope_of(reader, Permission.RISK_REVIEW) is None:
        return None
    chosen = IntervalPolicy.objects.filter(force_id=reader.posting.force_id).exists()
    return None if chosen else intervals.DEFAULT


def interval_policies(force_id):
    """Return every interval policy of a force, the latest first."""
    found = IntervalPolicy.objects.filter(force_id=force_id).select_related("set_by")
    return found.order_by("-from_on", "-set_at")


def not_begun(day):
    """Return the interval policies whose day has come and which the open cases were not made to follow, locked."""
    begun = Entry.objects.filter(event=events.INTERVAL_POLICY_BEGAN, subject_id=OuterRef("pk"))
    found = IntervalPolicy.objects.select_for_update().filter(~Exists(begun), from_on__lte=day)
    return list(found.order_by("force_id", "from_on", "set_at", "pk"))


@dataclass(frozen=True)
class Standing:
    """An open case with a level: by which interval it is owed anew now, and from when that is counted."""

    case_id: object
    level: str
    visible_high_risk: bool
    interval: str
    counted_from: datetime

    def wanted(self, profile):
        """Return the interval of this case in a profile."""
        return profile.interval(self.level, visible_high_risk=self.visible_high_risk)

    def follows(self, profile, day):
        """Say whether what is owed is owed by the time of a profile."""
        return intervals.same_time(self.interval, self.wanted(profile), day)

    def late(self, profile, at):
        """Say whether it would be late at a moment in a profile."""
        facts = {"interval": self.wanted(profile), "counted_from": self.counted_from.isoformat()}
        return rules.timing(RULE, facts, occurred_at=at).due_at <= at


def standings(cases):
    """Return the Standing of each of some open cases with a level that were ever signed off, in one query.

    It is counted from when the level was last decided: the moment of the latest entry that says so, else the moment
    at which the assessment that holds was asked.
    """
    holds = Assessment.objects.filter(case_id=OuterRef("pk"), state__in=(State.SIGNED_OFF, State.VOIDED))
    holds = holds.order_by("state", "-assessed_at", "-pk")
    owed = Duty.objects.filter(case_id=OuterRef("pk"), code=RULE.code, ended_at=None)
    decided = Entry.objects.filter(case_id=OuterRef("pk"), event__in=RULE.opens_on, facts__has_key="counted_from")
    found = cases.values_list(
        "pk",
        "risk_level",
        Subquery(holds.values("visible_high_risk")[:1]),
        Subquery(owed.values("opened_by__facts__interval")[:1]),
        Subquery(decided.order_by("-pk").values("facts__counted_from")[:1]),
        Subquery(holds.values("assessed_at")[:1]),
    )
    return [
        Standing(pk, level, visible, interval or "", datetime.fromisoformat(decided) if decided else asked)
        for pk, level, visible, interval, decided, asked in found.order_by("pk")
        if decided or asked
    ]


def what_changes(reader, at, day):
    """Return how many open cases with a level the reader may know of, and what each profile would change in them.

    {profile: (how many would get another time, how many of these would be late at once)}.
    """
    there = standings(incidents.open_with_level(reader.posting.force_id).filter(pk__in=incidents.visible_to(reader)))
    found = {}
    for profile in intervals.PROFILES.values():
        others = [each for each in there if not each.follows(profile, day)]
        found[profile.code] = len(others), sum(each.late(profile, at) for each in others)
    return len(there), found
