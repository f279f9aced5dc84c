"""Where an entry stands when it is asked who owes what: its case, force, unit and owner, and who is posted there."""

import uuid
from functools import cached_property

from accounts import queries as accounts
from accounts.permissions import ROLES, Role
from core.access import levels_kept_from
from custody import queries as custody
from dacase import near
from deaths import queries as deaths
from incidents import queries as incidents
from incidents.queries import supervision as watches
from law.duties.rule import TELLING_LEVEL
from risk import queries as risk
from witness_care import queries as witness_care

# Who is told, in this order, when nobody holds the last rung of a ladder.
SUPERVISORS = (
    Role.CONTROL_SUPERVISOR,
    Role.SERGEANT,
    Role.SAFEGUARDING,
    Role.CRU,
    Role.ADMINISTRATOR,
    Role.RESPONSE,
    Role.NEIGHBOURHOOD,
)
# Roles that thousands hold and hardly any duty falls to: read only when one does.
CROWD = (Role.RESPONSE, Role.NEIGHBOURHOOD)


class Posts:
    """The postings of one force, longest in post first, asked by role and moment.

    `everybody` is a function that reads the crowd as well, where `posts` came without it.
    """

    def __init__(self, posts, away=None, everybody=None):
        self.away, self.everybody = away or {}, everybody
        self.file(posts)

    def file(self, posts):
        """Put postings by role."""
        self.by_role, self.inspectors = {}, []
        for post in posts:
            self.by_role.setdefault(post.role, []).append(post)
            if "inspector" in post.officer.rank.lower():
                self.inspectors.append(post)

    def holder(self, role, at, unit_id=None, but=(), knows=lambda post: True):
        """Return who holds a role at a moment, of the unit where there is one, never one of `but`; who `knows`."""
        self.need(role)
        held = [post for post in self.by_role.get(role, ()) if self.on_duty(post, at) and post.officer_id not in but]
        near = [post for post in held if post.unit_id == unit_id] if unit_id else []
        return next(filter(knows, [*near, *held]), None)

    def able(self, permission, at):
        """Return everybody whose role may do something at a moment, by role."""
        self.need(*(role for role in CROWD if permission in ROLES[role]))
        held = [post for role, posts in self.by_role.items() if permission in ROLES[role] for post in posts]
        return [post for post in held if in_force(post, at)]

    def need(self, *roles):
        """Read the crowd where one of these roles is asked for."""
        if self.everybody and any(role in CROWD for role in roles):
            self.file(self.everybody())
            self.everybody = None

    def inspector(self, at, knows=lambda post: True):
        """Return the longest-serving inspector at a moment who `knows`, or None."""
        return next((post for post in self.inspectors if self.on_duty(post, at) and knows(post)), None)

    def on_duty(self, post, at):
        """Say whether a posting is in force at a moment and its officer is not away."""
        times = self.away.get(post.officer_id, ())
        return in_force(post, at) and not any(begin <= at and (end is None or at < end) for begin, end in times)

    def anybody(self, at, but=(), knows=lambda post: True):
        """Return who supervises and is on duty, else who can own a case, never one of `but`, who `knows`; or None."""
        for role in SUPERVISORS:
            if post := self.holder(role, at, but=but, knows=knows):
                return post
        return None


def posts_at(force_id, at):
    """Return the postings of a force at a moment."""
    if not force_id:
        return Posts([])
    few = accounts.holders(force_id=force_id, at=at, but=CROWD)
    return Posts(few, everybody=lambda: accounts.holders(force_id=force_id, at=at))


def force_named(entry):
    """Return the force that an entry of no case and nobody's posting names in its facts, or None."""
    named = entry.facts.get("force")
    return named and uuid.UUID(named)


def in_force(post, at):
    """Say whether a posting is in force at a moment."""
    return post.from_at <= at and (post.until_at is None or post.until_at > at)


class Setting:
    """Where an entry stands: its case, force and unit, read once for all duties that it opens.

    `known` holds the cases, owners and postings that were read for many entries at once.
    """

    def __init__(self, entry, known=None):
        self.entry, self.known = entry, known
        self.at = entry.recorded_at
        self.case = getattr(entry, "case_in_hand", None) or (entry.case_id and self.read())
        self.posting = None if self.case else accounts.posting_of(entry.by_id, self.at)
        place = self.case or self.posting
        # A search that nobody in person started names its force.
        self.force_id = place.force_id if place else force_named(entry)
        self.unit_id = place.unit_id if place else None

    def read(self):
        """Return the case that the entry names."""
        case_id = self.entry.case_id
        return self.known.cases.get(case_id) if self.known else incidents.case_of_entry(case_id)

    @cached_property
    def posts(self):
        """The postings of the force."""
        if self.known:
            return self.known.posts(self.force_id)
        found = posts_at(self.force_id, self.at)
        if without := getattr(self.entry, "without", None):
            found.away[without] = [(self.at, None)]
        return found

    @cached_property
    def owner(self):
        """Who owns the case now; for many entries at once, who owned it at the moment of each."""
        if not self.entry.case_id:
            return None
        if self.known:
            return self.known.owner(self.entry.case_id, self.at)
        return self.case and self.case.owner_now

    @cached_property
    def witness_contact(self):
        """Who cares for the victim of the case as a witness and can be reached, or None."""
        return witness_care.contact_there(self.entry.case_id, self.at) if self.entry.case_id else None

    @cached_property
    def victim_contact(self):
        """Who keeps in touch with the victim of the case while a sentence lasts and can be reached, or None."""
        return custody.contact_owner_there(self.entry.case_id, self.at) if self.entry.case_id else None

    @cached_property
    def family_contact(self):
        """Who is there for the family of somebody who died in the case and can be reached, or None."""
        return deaths.contact_there(self.entry.case_id, self.at) if self.entry.case_id else None

    @cached_property
    def close(self):
        """Who declared that somebody in the case is close to them, as a set of officers' ids."""
        case_id = self.entry.case_id
        found = self.known.close if self.known else risk.conflicts_in([case_id])
        return found.get(case_id, set())

    def holder(self, role, unit_id=None, but=()):
        """Return the longest-serving holder of a role who may know of the case: near if possible, never of `but`."""
        return self.posts.holder(role, self.at, unit_id, but, self.may_know)

    @cached_property
    def other(self):
        """The other case where the entry is about two who accuse each other, with who owns it as `owner_now`."""
        if self.entry.subject_type != incidents.COUNTER:
            return None
        sides = self.known.sides if self.known else incidents.other_sides([self.entry.subject_id])
        return incidents.case_of_entry(sides.get((self.entry.subject_id, self.entry.case_id)))

    @cached_property
    def cases(self):
        """The cases of which one must know to do what the entry asks."""
        return [case for case in (self.case, self.other) if case]

    @cached_property
    def named(self):
        """Who may see all restricted cases among them for good, those named and the owner of each; None for anybody."""
        named = [
            {*self.readers(case), self.owner if case is self.case else case.owner_now}
            for case in self.cases
            if case.restricted
        ]
        return set.intersection(*named) if named else None

    def readers(self, case):
        """Return the ids of the officers who were named readers of a restricted case at the moment of the entry."""
        named = (self.known.named if self.known else watches.named_readers([case.pk])).get(case.pk, ())
        return {each.officer_id for each in named if in_force(each, self.at)}

    def may_know(self, post):
        """Say whether an officer may know of the case: a duty in it is lost with somebody from whom it is hidden.

        Of what is in no case they must not be near to the person whom it is about. Nor is anybody named for what a rise
        of the level brought about who has still to read, and may not learn of it.
        """
        if self.named is not None and post.officer_id not in self.named or not self.may_learn(post.officer):
            return False
        if not post.officer.tied:
            return True
        return not (incidents.is_excluded(post.officer, self.cases) or near.near_to(post.officer, [self.entry]))

    def may_learn(self, officer):
        """Say whether an officer may learn that the level rose, where the entry tells that."""
        return not self.tells_rise or self.case.pk not in levels_kept_from(officer)

    @property
    def tells_rise(self):
        """Whether the entry tells by itself that the level of its case rose."""
        return bool(self.case) and self.entry.event in TELLING_LEVEL

    def anybody(self):
        """Return who supervises and is on duty, else who can own a case; one who may learn of it before others."""
        learns = self.posts.anybody(self.at, knows=lambda post: self.may_learn(post.officer))
        return learns or self.posts.anybody(self.at)


class Known:
    """What is read once for many entries: their cases, who owned these, and the postings of their forces."""

    def __init__(self, entries):
        ids = {entry.case_id for entry in entries} - {None}
        self.periods = incidents.ownerships(ids)
        self.cases = {case_id: periods[0].case for case_id, periods in self.periods.items()}
        self.moments = {entry.recorded_at for entry in entries}
        about = {entry.subject_id for entry in entries if entry.subject_type == incidents.COUNTER}
        self.sides = incidents.other_sides(about) if about else {}
        self.named = watches.named_readers([case.pk for case in self.cases.values() if case.restricted])
        self.forces = {}

    @cached_property
    def close(self):
        """Who declared that somebody in a case is close to them, of all cases: {case id: officers' ids}."""
        return risk.conflicts_in(self.cases)

    def owner(self, case_id, at):
        """Return who owned a case at a moment, else who owned it last."""
        periods = self.periods.get(case_id, [])
        held = [period for period in periods if in_force(period, at)] or periods
        return held[-1].officer_id if held else None

    def posts(self, force_id):
        """Return the postings of a force: of the moment where all entries are of one, else past ones as well."""
        if force_id not in self.forces:
            self.forces[force_id] = self.read(force_id) if force_id else Posts([])
        return self.forces[force_id]

    def read(self, force_id):
        """Read the postings of a force."""
        if len(self.moments) == 1:
            return posts_at(force_id, min(self.moments))
        return Posts(accounts.all_postings(force_id), accounts.times_away(force_id))


def setting(entry):
    """Return the entry's Setting, made once."""
    if not hasattr(entry, "setting"):
        entry.setting = Setting(entry)
    return entry.setting


def look_ahead(entries):
    """Read once what the owner rules will ask of many entries."""
    known = Known(entries)
    for entry in entries:
        entry.setting = Setting(entry, known)
