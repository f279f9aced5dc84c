"""Who owes a duty: one function for each owner rule of `law.duties`, from the entry to a named officer.

Where nobody holds the role, the duty goes to the case owner, and then up: never to nobody.
"""

import uuid

from accounts import queries as accounts
from accounts.permissions import ROLES, Permission, Role, Scope
from core.duties import Owner
from custody import queries as custody
from dacase import keeping
from dacase.standing import setting
from disclosures import queries as disclosures
from incidents import queries as incidents
from law.duties import TO_FAMILY, TO_VICTIM
from risk import queries as risk

# Without a level the case counts as one of high risk, as its time does.
REVIEWS_PLANS = {"HIGH": Role.SAFEGUARDING, "MEDIUM": Role.CRU, "STANDARD": Role.SERGEANT}


def team(role, *, near=False, but_author=False):
    """Return an owner rule: the holder of a role answers, and the duty stands on the whole team's list.

    `but_author` wants somebody else than whoever acted or is named as the author: nobody looks at their own work.
    """

    def rule(entry):
        where = setting(entry)
        but = {entry.by_id, author(entry)} if but_author else set()
        post = where.holder(role, where.unit_id if near else None, but)
        if post is None:
            return nobody_of(where)
        return Owner(post.officer_id, role, post.unit_id if near else None)

    return rule


def nobody_of(where):
    """Return who answers where a team has nobody: the owner of the case, or an inspector.

    An inspector does where the level rose and its owner has still to read, who may not learn of it.
    """
    if where.tells_rise and where.owner and not where.may_learn(accounts.officer(where.owner)):
        return inspector(where.entry)
    return case_owner(where.entry)


def case_owner(entry):
    """Return the owner of the case now; else whoever acted; else the force's administrator.

    From whoever acted a closed case may be hidden: then somebody answers who may know of it.
    """
    where = setting(entry)
    if where.other:
        return both_sides(where)
    if where.owner:
        return Owner(where.owner)
    return (where.case and instead(where)) or actor(entry)


def instead(where):
    """Return an inspector who may know of a case without an owner, where it is hidden from whoever acted, or None."""
    post = where.entry.by_id.int and accounts.posting_of(where.entry.by_id, where.at)
    if not post or where.may_know(post):
        return None
    found = where.posts.inspector(where.at, where.may_know)
    return Owner(found.officer_id) if found else None


def both_sides(where):
    """Return somebody who may see both cases of two who accuse each other: the owner of this one, else of the other.

    Where neither may, whoever is named for it and may sign; where there is nobody, a supervisor who names one. What is
    owed in a case is owed in its own force: somebody of another one would not have it on their list.
    """
    near = where.case and where.case.force_id == where.other.force_id
    owners = [pk for pk in (where.owner, near and where.other.owner_now) if pk]
    if known := [pk for pk in owners if where.named is None or pk in where.named]:
        return Owner(known[0])
    able = (
        post for post in where.posts.able(Permission.AGGRESSOR_SIGN, where.at) if where.posts.on_duty(post, where.at)
    )
    post = next(filter(where.may_know, able), None) or where.posts.inspector(where.at) or where.posts.anybody(where.at)
    return Owner(post.officer_id if post else where.owner or where.entry.by_id)


def actor(entry):
    """Return whoever acted; where the system did, the first supervisor there is."""
    if entry.by_id.int:
        return Owner(entry.by_id)
    where = setting(entry)
    for role in (Role.CONTROL_SUPERVISOR, Role.SERGEANT, Role.ADMINISTRATOR):
        if post := where.holder(role):
            return Owner(post.officer_id, role)
    raise LookupError("Nobody in this force can own a duty: post a supervisor or an administrator first.")


def author(entry):
    """Return the officer whom an entry names as the author, or None."""
    named = entry.facts.get("author")
    return named and uuid.UUID(named)


def fact(name):
    """Return an owner rule: the officer named in a fact of the entry."""

    def rule(entry):
        named = entry.facts.get(name)
        return Owner(uuid.UUID(named)) if named else case_owner(entry)

    return rule


def witness_contact(entry):
    """Return who cares for the victim as a witness, if they are there, else the case owner."""
    found = setting(entry).witness_contact
    return Owner(found.officer_id) if found else case_owner(entry)


def victim_contact(entry):
    """Return who keeps in touch with the victim while the sentence lasts, if they are there, else the case owner."""
    found = setting(entry).victim_contact
    return Owner(found.officer_id) if found else case_owner(entry)


def plan_reviewer(entry):
    """Return who looks at an open plan again by the level of its case: its owner where they are of that team."""
    role = REVIEWS_PLANS.get(entry.facts.get("level"), Role.SAFEGUARDING)
    where = setting(entry)
    own = where.posts.holder(
        role, where.at, knows=lambda post: post.officer_id == where.owner and where.may_learn(post.officer)
    )
    near = role == Role.SERGEANT
    return Owner(own.officer_id, role, own.unit_id if near else None) if own else team(role, near=near)(entry)


def family_contact(entry):
    """Return who is there for the family of somebody who died in the case, if they can be reached, else the owner."""
    found = setting(entry).family_contact
    return Owner(found.officer_id) if found else case_owner(entry)


def not_owed(entry, wanted):
    """Return the codes of what nobody is owed: what is for the victim once she has died, and till then her family's."""
    for_her = [rule.code for rule in wanted if rule.code in TO_VICTIM]
    for_them = [rule.code for rule in wanted if rule.code in TO_FAMILY]
    if not for_her and not for_them:
        return ()
    case = setting(entry).case
    return for_her if case and case.victim_died else for_them


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


def inspector_who(permission=None, *, apart=False):
    """Return an owner rule: the longest-serving inspector on duty who may know of the case and whose role may do it.

    Else one who may know of it, before a stranger, and then a supervisor: always a named person, who finds somebody.
    `apart` wants somebody who had no part in the case: neither its owner, nor who closed it, nor who asks. Of a late
    duty of an inspector another one is told, where there is one who may know.
    """

    def rule(entry):
        where = setting(entry)
        case = where.case if apart else None
        part = {entry.by_id, where.owner, case.closed_by_id} if case else set()

        def free(post):
            return post.officer_id not in part and where.may_learn(post.officer)

        def knows(post):
            return free(post) and where.may_know(post)

        def able(post):
            return knows(post) and (permission is None or permission in ROLES[Role(post.role)])

        def another(which):
            return lambda post: post.officer_id != getattr(entry, "owes", None) and which(post)

        found = (where.posts.inspector(where.at, which) for which in (another(able), another(knows), knows, free))
        post = next(filter(None, found), None) or where.anybody()
        return Owner(post.officer_id) if post else case_owner(entry)

    return rule


inspector = inspector_who()


def supervisor(entry):
    """Return whoever stands above the officer that an entry is about: their sergeant, else an inspector; never them."""
    where, them = setting(entry), entry.subject_id
    unit_id = entry.facts.get("unit")
    post = (
        where.posts.holder(Role.SERGEANT, where.at, unit_id and uuid.UUID(unit_id), {them})
        or where.posts.inspector(where.at, lambda post: post.officer_id != them)
        or where.posts.anybody(where.at)
    )
    return Owner(post.officer_id) if post else actor(entry)


def incident_supervisor(entry):
    """Return the control room's supervisor; of a restricted case, one of those named who may supervise.

    A duty that nobody who may see the case could do would be lost, so a named specialist owes it before a stranger.
    """
    where = setting(entry)
    if not (where.case and where.case.restricted):
        return OWNERS["control_room_supervisor"](entry)
    named = where.readers(where.case)
    able = [post for post in where.posts.able(Permission.SUPERVISE, where.at) if post.officer_id in named]
    room = [post for post in able if post.role == Role.CONTROL_SUPERVISOR]
    found = next(iter(room or able), None)
    return Owner(found.officer_id) if found else inspector(entry)


def decider(name, permission, role):
    """Return an owner rule: who is on duty, may know of the case and had no part in what is decided about its risk.

    Of the unit of the case before others, of a role before others, and then the longest in post. On a team's list it
    stands where that team may do it: whoever signs off for another unit answers for it alone. Where nobody may, a
    named person who had no part in it finds somebody.
    """

    def rule(entry):
        where = setting(entry)
        out = risk.part_in(name, entry.subject_type, entry.subject_id, entry.case_id) | where.close

        def free(post):
            return post.officer_id not in out and where.posts.on_duty(post, where.at) and where.may_know(post)

        def far(post):
            return reaches(post, permission) == Scope.OWN_UNIT and where.unit_id not in (None, post.unit_id)

        able = filter(free, where.posts.able(permission, where.at))
        post = min(able, key=lambda post: (far(post), post.role != role), default=None)
        if post is None:
            return finder(where, out, role)
        if far(post):
            return Owner(post.officer_id)
        return Owner(post.officer_id, post.role, post.unit_id if reaches(post, permission) == Scope.OWN_UNIT else None)

    return rule


def reaches(post, permission):
    """Return how far a permission reaches for whoever holds a posting, or None."""
    return ROLES[Role(post.role)].get(permission)


def finder(where, out, role):
    """Return who finds somebody where nobody may decide, never one of `out`: for a specialist the owner of the case.

    Else an inspector who may know of it, its owner, and a stranger only after them.
    """

    def free(post):
        return post.officer_id not in out

    owner = where.owner if where.owner not in out else None
    if role == Role.CRU and owner:
        return Owner(owner)
    if post := where.posts.inspector(where.at, lambda post: free(post) and where.may_know(post)):
        return Owner(post.officer_id)
    if owner:
        return Owner(owner)
    post = where.posts.inspector(where.at, free) or where.posts.anybody(where.at, out)
    return Owner(post.officer_id) if post else case_owner(where.entry)


def specialist(entry):
    """Return the CRU officer who holds the role, never whoever acted or is named as the author.

    What tells that a level rose is owed by one from whom that level is not withheld, who may be the one who acted.
    """
    where = setting(entry)
    if where.tells_rise and (post := where.holder(Role.CRU)):
        return Owner(post.officer_id, Role.CRU)
    return team(Role.CRU, but_author=True)(entry)


def duplicate_reviewer(entry):
    """Return the CRU officer who decides who is who; in a restricted case one who may open it, else its owner."""
    where = setting(entry)
    if where.case is None or not where.case.restricted:
        return OWNERS["cru"](entry)
    for post in where.posts.able(Permission.PERSON_MERGE, where.at):
        if incidents.visible_to(post.officer, where.at).filter(pk=where.case.pk).exists():
            return Owner(post.officer_id)
    return case_owner(entry)


def agenda_keeper(entry):
    """Return whoever listed the case that left an agenda, while they run meetings there, else another who does.

    Whoever listed it knew of it: the notice tells nobody else that there was one.
    """
    where = setting(entry)
    able = [post for post in where.posts.able(Permission.MARAC_RUN, where.at) if where.posts.on_duty(post, where.at)]
    knew = [post for post in able if str(post.officer_id) == entry.facts["listed_by"]]
    post = next(iter(knew or able), None)
    return Owner(post.officer_id) if post else actor(entry)


def disclosure_worker(entry):
    """Return the safeguarding officer on duty who may know of the request, else whoever recorded it.

    A request about somebody who is hidden from most is owed by one who can open it.
    """
    where = setting(entry)
    for post in where.posts.able(Permission.DISCLOSURE_WORK, where.at):
        there = post.role == Role.SAFEGUARDING and where.posts.on_duty(post, where.at)
        known = disclosures.visible_to(post.officer, where.at).filter(pk=entry.subject_id)
        if there and where.may_know(post) and known.exists():
            return Owner(post.officer_id, Role.SAFEGUARDING)
    return Owner(actor(entry).officer_id, Role.SAFEGUARDING)


def event_placer(entry):
    """Return the CRU officer on duty who may know of a case against the suspect of an event, else another who may.

    Where it names a case of his, or a message is about an event in a case, they may know of that one.
    What is known of him from restricted cases alone stands on no team's list.
    """
    where = setting(entry)
    cases = custody.cases_behind(entry.subject_id, entry.facts.get("named"))
    able = where.posts.able(Permission.CUSTODY_RECORD, where.at)
    there = [post for post in able if where.posts.on_duty(post, where.at)]
    for post in sorted(there, key=lambda post: post.role != Role.CRU):
        if cases.filter(pk__in=incidents.visible_to(post.officer, where.at)).exists():
            open_to_all = post.role == Role.CRU and cases.filter(restricted=False).exists()
            return Owner(post.officer_id, Role.CRU if open_to_all else "")
    return OWNERS["cru"](entry)


OWNERS = {
    "case_owner": case_owner,
    "author": fact("author"),
    "attending_officer": attending_officer,
    "control_room_operator": control_room_operator,
    "incident_supervisor": incident_supervisor,
    "control_room_supervisor": team(Role.CONTROL_SUPERVISOR),
    "sergeant": team(Role.SERGEANT, near=True, but_author=True),
    "responding_unit": responding_unit,
    "inspector": inspector,
    "firearms_inspector": inspector_who(Permission.FIREARMS_MANAGE),
    "reviewing_inspector": inspector_who(Permission.CASE_REVIEW, apart=True),
    "cru": specialist,
    "plan_reviewer": plan_reviewer,
    "duplicate_reviewer": duplicate_reviewer,
    "safeguarding": team(Role.SAFEGUARDING),
    "disclosure_worker": disclosure_worker,
    "event_placer": event_placer,
    "address_keeper": keeping.address_keeper(team(Role.SAFEGUARDING)),
    "address_inspector": keeping.address_keeper(team(Role.SAFEGUARDING), inspector=True),
    "marac_coordinator": team(Role.MARAC),
    "agenda_keeper": agenda_keeper,
    "arbiter": decider("arbiter", Permission.RISK_ARBITRATE, Role.SAFEGUARDING),
    "signer": decider("signer", Permission.RISK_SIGN_OFF, Role.SERGEANT),
    "reviewer": decider("reviewer", Permission.RISK_REVIEW, Role.CRU),
    "second_reader": decider("second_reader", Permission.RISK_REVIEW, Role.CRU),
    "named": fact("owner"),
    "offered_to": fact("to"),
    "witness_contact": witness_contact,
    "victim_contact": victim_contact,
    "family_contact": family_contact,
    "supervisor": supervisor,
}
