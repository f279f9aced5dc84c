"""docs/permissions.md: which role may do what, and how far that reaches."""

from accounts.permissions import ROLES, Permission, Role, Scope
from dacase.documents.writing import code, finish, head, table

REACH = {Scope.OWN_UNIT: "unit", Scope.OWN_FORCE: "force"}


def page():
    """Return the page."""
    return finish(
        [
            *head(
                "Roles and permissions",
                "`accounts/permissions.py`",
                "What somebody may do comes from the posting in force that day. `force` reaches every case of the own "
                "force, `unit` those of the own unit, an empty cell is a no. A restricted case is there only for its "
                "owner and the officers named for it, whatever the role. What a record allows at that moment is "
                "another question, and is answered by the `policies.py` of its app.",
            ),
            *by_permission(),
            *by_role(),
        ]
    )


def by_permission():
    """Return the table of permissions by roles."""
    rows = [
        (permission.label, code(permission.value), *(REACH.get(ROLES[role].get(permission), "") for role in Role))
        for permission in Permission
    ]
    return ["", "## Who may", *table(("To", "Permission", *(role.label for role in Role)), rows)]


def by_role():
    """Return for each role all that it may do, in words."""
    lines = ["", "## What each role may do"]
    for role in Role:
        words = [f"{each.label} ({REACH[ROLES[role][each]]})" for each in Permission if each in ROLES[role]]
        lines += ["", f"**{role.label}** (`{role.value}`): {', '.join(words)}."]
    return lines
