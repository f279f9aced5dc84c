"""Who owes a duty: one function for each owner rule of `law.duties`, from the entry to a named officer.

Where nobody holds the role, the duty goes to the case owner, and then up: never to nobody.
"""

import uuid

from accounts import queries as accounts
from accounts.permissions import Role
from core.duties import Owner
from incidents import queries as incidents


class Setting:
    """Where an entry stands: its case, force and unit, read once for all duties that it opens."""

    def __init__(self, entry):
        self.entry = entry
        self.at = entry.recorded_at
        self.case = entry.case_id and incidents.case_of_entry(entry.case_id)
        self.posting = None if self.case else accounts.posting_of(entry.by_id, self.at)
        place = self.case or self.posting
        self.force_id = place.force_id if place else None
        self.unit_id = place.unit_id if place else None
        self.posts = accounts.holders(force_id=self.force_id, at=self.at) if self.force_id else []

    def holder(self, role, unit_id=None, but=()):
        """Return the longest-serving holder of a role, of the unit where there is one, never one of `but`."""
        held = [post for post in self.posts if post.role == role and post.officer_id not in but]
        near = [post for post in held if post.unit_id == unit_id] if unit_id else []
        return next(iter(near or held), None)


def setting(entry):
    """Return the entry's Setting, made once."""
    if not hasattr(entry, "setting"):
        entry.setting = Setting(entry)
    return entry.setting


def team(role, *, near=False, but_author=False):
    """Return an owner rule: the holder of a role answers, and the duty stands on the whole team's list."""

    def rule(entry):
        where = setting(entry)
        but = {entry.by_id} if but_author else set()
        post = where.holder(role, where.unit_id if near else None, but)
        if post is None:
            return case_owner(entry)
        return Owner(post.officer_id, role, post.unit_id if near else None)

    return rule


def case_owner(entry):
    """Return the owner of the case now; else whoever acted; else the force's administrator."""
    owner = entry.case_id and incidents.owner_of(entry.case_id)
    if owner:
        return Owner(owner.pk)
    return actor(entry)


def actor(entry):
    """Return whoever acted; where the system did, the first supervisor there is."""
    if entry.by_id.int:
        return Owner(entry.by_id)
    where = setting(entry)
    for role in (Role.CONTROL_SUPERVISOR, Role.SERGEANT, Role.ADMINISTRATOR):
        if post := where.holder(role):
            return Owner(post.officer_id, role)
    raise LookupError("Nobody in this force can own a duty: post a supervisor or an administrator first.")


def fact(name):
    """Return an owner rule: the officer named in a fact of the entry."""

    def rule(entry):
        named = entry.facts.get(name)
        return Owner(uuid.UUID(named)) if named else case_owner(entry)

    return rule


def attending_officer(entry):
    """Return the officer who attended, else the case owner."""
    if entry.event == "incidents.attended":
        return Owner(entry.by_id)
    return case_owner(entry)


def control_room_operator(entry):
    """Return whoever logged it, on the control room's list."""
    return Owner(actor(entry).officer_id, Role.CONTROL)


def responding_unit(entry):
    """Return whoever logged it, who answers for sending somebody, on the list of the unit that goes."""
    return Owner(actor(entry).officer_id, Role.RESPONSE, setting(entry).unit_id)


def inspector(entry):
    """Return the longest-serving inspector of the force, else the control room supervisor."""
    where = setting(entry)
    ranked = [post for post in where.posts if "inspector" in post.officer.rank.lower()]
    return Owner(ranked[0].officer_id) if ranked else OWNERS["control_room_supervisor"](entry)


OWNERS = {
    "case_owner": case_owner,
    "author": fact("author"),
    "attending_officer": attending_officer,
    "control_room_operator": control_room_operator,
    "control_room_supervisor": team(Role.CONTROL_SUPERVISOR),
    "sergeant": team(Role.SERGEANT, near=True, but_author=True),
    "responding_unit": responding_unit,
    "inspector": inspector,
    "cru": team(Role.CRU, but_author=True),
    "safeguarding": team(Role.SAFEGUARDING),
    "marac_coordinator": team(Role.MARAC),
    "named": fact("owner"),
    "offered_to": fact("to"),
}
