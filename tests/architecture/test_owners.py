"""No duty lands on somebody whose role may not do it: every rule against every role that can come to owe it.

Where nobody holds a role, or nobody who does may know of the case, a duty goes to its owner or an inspector all the
same, who finds somebody: that it stands with a named person is more than that they can do it themselves.
"""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from accounts.models import Posting
from accounts.permissions import ROLES, Permission, Role
from core.doors import SIGNED_IN, CommandView
from core.models import Duty, Entry, new_id
from dacase import owners, story
from law import duties as rules
from law.duties.rule import OWNER_RULES


def able(*permissions, table=ROLES):
    """Return the roles that may do one of some things."""
    return {role for role in Role if any(permission in table[role] for permission in permissions)}


# Who logs a call, attends or accepts a case owns it.
CASE_OWNERS = able(Permission.CALL_LOG, Permission.ATTEND, Permission.CASE_ACCEPT)
OWNED_BY = {
    "case_owner": CASE_OWNERS,
    "witness_contact": CASE_OWNERS | able(Permission.VICTIM_TELL),
    "victim_contact": CASE_OWNERS | able(Permission.VICTIM_TELL),
    "family_contact": CASE_OWNERS,
    "attending_officer": CASE_OWNERS,
    "author": able(Permission.RISK_SUBMIT),
    "control_room_operator": able(Permission.CALL_LOG),
    "responding_unit": {Role.RESPONSE},
    "control_room_supervisor": {Role.CONTROL_SUPERVISOR},
    "incident_supervisor": able(Permission.SUPERVISE),
    "sergeant": {Role.SERGEANT},
    "supervisor": {Role.SERGEANT},
    "inspector": set(Role),
    "firearms_inspector": able(Permission.FIREARMS_MANAGE),
    "reviewing_inspector": able(Permission.CASE_REVIEW),
    "cru": {Role.CRU},
    "plan_reviewer": {Role.SAFEGUARDING, Role.CRU, Role.SERGEANT},
    "duplicate_reviewer": able(Permission.PERSON_MERGE),
    "safeguarding": {Role.SAFEGUARDING},
    "event_placer": able(Permission.CUSTODY_RECORD),
    "address_keeper": able(Permission.SAFE_ADDRESS_SEE),
    "address_inspector": able(Permission.SAFE_ADDRESS_SEE),
    "disclosure_worker": able(Permission.DISCLOSURE_WORK),
    "marac_coordinator": {Role.MARAC},
    "agenda_keeper": able(Permission.MARAC_RUN),
    "arbiter": able(Permission.RISK_ARBITRATE),
    "signer": able(Permission.RISK_SIGN_OFF),
    "reviewer": able(Permission.RISK_REVIEW),
    "second_reader": able(Permission.RISK_REVIEW),
}
# What somebody may do who is chosen in person: the policy of the choice asks for it, or they did such a thing before.
CHOSEN = {
    "REVIEW_MARKER": Permission.MARKER_SET,
    "ACCEPT_CHECK": Permission.CHECK_ANSWER,
    "DO_CHECK_TAKEN_OVER": Permission.CHECK_ANSWER,
    "FIREARMS_OUTCOME": Permission.FIREARMS_MANAGE,
    "READ_DISPUTE_RAISED": Permission.RISK_DISPUTE,
    "READ_DISPUTE_GRADED": Permission.CASE_READ,
    "ACCEPT_WITNESS_CONTACT": Permission.VICTIM_TELL,
    "BEGIN_PRISON_CONTACT": Permission.VICTIM_TELL,
    "ACKNOWLEDGE_COVER": Permission.CASE_ACCEPT,
    "DO_RECOMMENDATION": Permission.CASE_READ,
    "ACCEPT_CASE": Permission.CASE_ACCEPT,
    "ACCEPT_MEASURE": Permission.ACTION_COMPLETE,
    "DO_MEASURE": Permission.ACTION_COMPLETE,
    "RESTORE_MEASURE": Permission.ACTION_COMPLETE,
    "DO_MARAC_ACTION": Permission.ACTION_COMPLETE,
    "RETYPE_ASSESSMENT": Permission.RISK_SUBMIT,
    "READ_FEEDBACK": Permission.CASE_READ,
}
# Whoever owes these sees that an officer who goes there does it, and cannot say so in their place.
SEEN_TO = {"RELAY_FIREARMS", "ACKNOWLEDGE_FIREARMS_LATER"}
# What is needed behind a page that everybody may read, by the event that is recorded there.
BEHIND = {
    "children.child_placed": Permission.CHILD_TELL,
    "children.notice_received": Permission.CHILD_TELL,
    "custody.victim_told": Permission.VICTIM_TELL,
    "deaths.family_told": Permission.DEATH_RECORD,
    "incidents.firearms_outcome_known": Permission.FIREARMS_MANAGE,
    "marac.actions_circulated": Permission.MARAC_RUN,
    "marac.agenda_sent": Permission.MARAC_RUN,
    "safety_plans.measure_proposed": Permission.PLAN_WRITE,
    "safety_plans.plan_reviewed": Permission.PLAN_REVIEW,
}


def needed(rule):
    """Return the permission without which a duty of this rule cannot be done, or None where signing in is enough."""
    owed = Duty(code=rule.code, case_id=new_id(), subject_id=new_id(), subject_type="incidents.case")
    found = resolve(urlsplit(story.way(owed)).path)
    view = found.func.view_class
    permission = view.permission_of(**found.kwargs) if hasattr(view, "permission_of") else view.permission
    if permission == Permission.CASE_READ and not issubclass(view, CommandView):
        return BEHIND[next(event for event in rule.met_by if event in story.WAYS)]
    return None if permission == SIGNED_IN else permission


def owing(rule):
    """Return the roles on which a duty of this rule can land."""
    return able(CHOSEN[rule.code]) if rule.owed_by in ("named", "offered_to") else OWNED_BY[rule.owed_by]


def unable(table, grants):
    """Return each rule with the roles that can come to owe it and may not do it."""
    found = []
    for rule in table:
        if rule.needs and (short := owing(rule) - able(rule.needs, table=grants)):
            found.append(f"{rule.code}: {', '.join(sorted(short))} may not {rule.needs}")
    return found


@pytest.mark.django_db
def test_each_rule_names_the_permission_that_the_page_of_its_duty_asks_for():
    asked = {rule.code: "" if rule.code in SEEN_TO else needed(rule) or "" for rule in rules.RULES}

    assert {rule.code: rule.needs for rule in rules.RULES} == asked


def test_every_duty_can_be_done_by_every_role_on_which_it_can_land():
    assert unable(rules.RULES, ROLES) == []


def test_a_role_that_may_not_do_what_it_owes_is_reported():
    less = ROLES | {Role.CRU: {each: scope for each, scope in ROLES[Role.CRU].items() if each != "RISK_SUBMIT"}}

    assert unable([rules.by_code("REASSESS_BAIL")], less) == ["REASSESS_BAIL: CRU may not RISK_SUBMIT"]


def test_every_owner_rule_and_everybody_chosen_in_person_stands_in_the_tables():
    in_person = {rule.code for rule in rules.RULES if rule.owed_by in ("named", "offered_to")}

    assert set(OWNED_BY) == set(OWNER_RULES) - {"named", "offered_to"}
    assert set(CHOSEN) == in_person


def test_the_roles_of_the_tables_are_those_that_the_desk_finds(case, everybody):
    entry = Entry.objects.get(event="incidents.attended", case_id=case.pk)
    entry.facts |= {"listed_by": str(everybody["marac_coordinator"].pk)}
    whoever_acts = {"control_room_operator", "responding_unit", "disclosure_worker"}
    posted = dict(Posting.objects.values_list("officer_id", "role"))

    found = {name: posted[owners.OWNERS[name](entry).officer_id] for name in set(OWNED_BY) - whoever_acts}

    assert [name for name, role in found.items() if role not in OWNED_BY[name]] == []
