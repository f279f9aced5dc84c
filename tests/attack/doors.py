"""Every path of the house, with identifiers filled in, and what an answer says."""

import re
import uuid

from django.urls import URLPattern, get_resolver


def paths(patterns=None, before=""):
    """Return (route, name) of every path of the house."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        found += [(route, pattern.name)] if isinstance(pattern, URLPattern) else paths(pattern.url_patterns, route)
    return found


def address(route, ids):
    """Return the path of a route with these identifiers in it."""
    given = {"row": 0, "act": "tell-school"}
    return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(ids[found[1]] if found[1] in ids else given[found[1]]), route)


NONCES = re.compile(rb'nonce="[^"]*"|CSRFToken": "[^"]*"|(?:csrfmiddlewaretoken|command_id)" value="[^"]*"')


def plain(response):
    """Return what an answer says, without what differs between any two pages."""
    return NONCES.sub(b"", response.content)


def nobody(ids):
    """Return the same names with identifiers of nothing."""
    return {name: uuid.uuid4() for name in ids}
