"""Who may go where: every door names a permission, and every permission opens something."""

import ast

import pytest
from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, get_resolver
from drf_spectacular.views import SpectacularAPIView

from accounts.permissions import ROLES, Permission, Role
from core.doors import OPEN, SIGNED_IN, Door
from tests.architecture.house import ROOT, dotted, product, tree

# Doors made by others: anybody may leave, and the description of the API shows no record.
FOREIGN = {LogoutView, SpectacularAPIView}
# The only pages for which nobody needs to sign in.
FOR_EVERYBODY = {"sign_in", "healthz", "left"}


def routes(patterns=None):
    """Return (name, view class) of every path of the house."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", None)
            found.append((pattern.name, view))
        else:
            found += routes(pattern.url_patterns)
    return found


def unguarded(found):
    """Return each route whose view names no permission, or is open to everybody without being on the list."""
    wrong = []
    for name, view in found:
        permission = getattr(view, "permission", None)
        if view in FOREIGN:
            continue
        if permission not in {*Permission, SIGNED_IN, OPEN}:
            wrong.append(f"{name} names no permission")
        elif permission == OPEN and name not in FOR_EVERYBODY:
            wrong.append(f"{name} is open to everybody")
    return wrong


def without_a_name(found):
    """Return how often a route has no name, or one that another has too."""
    names = [name for name, _ in found]
    return sorted({str(name) for name in names if name is None or names.count(name) > 1})


def asked_for(paths):
    """Return the permissions that some files name, as Permission.X or P.X."""
    nodes = (node for path in paths for node in ast.walk(tree(path)))
    written = (dotted(node).partition(".") for node in nodes if isinstance(node, ast.Attribute))
    return {name for left, _, name in written if left in ("Permission", "P")}


def idle(permissions, asked):
    """Return each permission that no door and no service asks for."""
    return [f"nothing asks for {name}" for name in sorted(set(permissions) - asked)]


def held_by_nobody(permissions, roles):
    """Return each permission that no role holds."""
    held = {permission for grants in roles.values() for permission in grants}
    return [f"no role holds {name}" for name in sorted(set(permissions) - held)]


def test_every_route_names_its_permission():
    assert len(routes()) > 40
    assert unguarded(routes()) == []


def test_every_route_has_a_name_of_its_own():
    assert without_a_name(routes()) == []


def test_every_permission_is_held_by_a_role_and_asked_for_by_a_door_or_service():
    files = [path for path in product() if path != ROOT / "accounts/permissions.py"]

    assert idle(Permission.names, asked_for(files)) == []
    assert held_by_nobody(Permission.values, ROLES) == []


def test_every_role_has_its_line_in_the_table():
    assert set(ROLES) == set(Role)


class Forgotten(Door):
    """A door whose permission was forgotten."""


class Wide(Door):
    """A door that everybody may open."""

    permission = OPEN


@pytest.mark.parametrize(
    ("name", "view", "said"),
    [
        ("secrets", Forgotten, "secrets names no permission"),
        ("nothing", None, "nothing names no permission"),
        ("records", Wide, "records is open to everybody"),
    ],
)
def test_a_door_without_a_guard_is_reported(name, view, said):
    assert unguarded([(name, view)]) == [said]


def test_a_route_name_used_twice_is_reported():
    assert without_a_name([("case", Wide), ("case", Wide), (None, Wide), ("work", Wide)]) == ["None", "case"]


def test_a_permission_that_is_not_used_or_not_held_is_reported(tmp_path):
    (tmp_path / "views.py").write_text("permission = Permission.CASE_READ\n")

    asked = asked_for([tmp_path / "views.py"])

    assert idle(["CASE_READ", "CASE_EAT"], asked) == ["nothing asks for CASE_EAT"]
    assert held_by_nobody(["CASE_READ", "CASE_EAT"], {"RESPONSE": {"CASE_READ": "OWN_UNIT"}}) == [
        "no role holds CASE_EAT"
    ]
