"""Every path of the house, with identifiers filled in, and what an answer says."""

import re
import uuid

from django.urls import URLPattern, get_resolver

from accounts.permissions import Permission


def paths(patterns=None, before=""):
    """Return (route, name) of every path of the house."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        found += [(route, pattern.name)] if isinstance(pattern, URLPattern) else paths(pattern.url_patterns, route)
    return found


def kept_out():
    """Return a function (officer, route name) that says whether the door itself refuses the officer's role.

    Such a door answers before it reads any record, so there is nothing to be noticed behind it.
    """
    permissions = {pattern.name: getattr(view_of(pattern), "permission", None) for pattern in patterns()}
    return lambda officer, name: permissions[name] in set(Permission) and officer.may(permissions[name]) is not None


def patterns(found=None):
    """Return every URL pattern of the house that leads to a view."""
    for pattern in get_resolver().url_patterns if found is None else found:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from patterns(pattern.url_patterns)


def view_of(pattern):
    """Return the class behind a URL pattern, or None."""
    return getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", None)


def address(route, ids):
    """Return the path of a route with these identifiers in it."""
    given = {
        "row": 0,
        "act": "refer-support",
        "theme": "GRADE",
        "instrument": "FREQUENCY",
        "version": "1",
        "force": "essex",
        "order": "restraining",
    }
    return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(ids[found[1]] if found[1] in ids else given[found[1]]), route)


NONCES = re.compile(rb'nonce="[^"]*"|CSRFToken": "[^"]*"|(?:csrfmiddlewaretoken|command_id)" value="[^"]*"')


def plain(response):
    """Return what an answer says, without what differs between any two pages."""
    return NONCES.sub(b"", response.content)


def nobody(ids):
    """Return the same names with identifiers of nothing."""
    return {name: uuid.uuid4() for name in ids}
