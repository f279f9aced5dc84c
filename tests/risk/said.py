"""What every page and every operation of the API says to somebody who asks."""

import re

from django.db import transaction
from drf_spectacular.generators import SchemaGenerator

from tests.attack.doors import address, paths

VARYING = re.compile(
    rb'nonce="[^"]*"|CSRFToken": "[^"]*"|(?:csrfmiddlewaretoken|command_id)" value="[^"]*"'
    rb'|"id":\s*\d+'
    rb"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)


def everything_said(client_for, officers, ids, about=""):
    """Return what every page and every address of the API says to some officers, by officer and route.

    With `about`, only those whose address has an identifier of this name.
    """
    said = {}
    for name, officer in officers.items():
        browser = client_for(officer)
        for route, route_name in paths():
            if (
                about not in route
                or route_name in ("sign_out", "healthz", "sign_in")
                or not set(re.findall(r":(\w+)>", route))
                <= {
                    *ids,
                    "row",
                    "act",
                    "theme",
                }
            ):
                continue
            answer = browser.get(address(route, ids))
            said[name, route_name] = (answer.status_code, VARYING.sub(b"", answer.content))
    return said


def operations():
    """Return (method, path) of every operation of the OpenAPI file."""
    described = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    return [(method, path) for path, each in described.items() for method in each if method in ("get", "post")]


def every_operation_said(client_for, officers, ids, about=""):
    """Return what every operation of the OpenAPI file answers to some officers; those that write are undone."""
    said = {}
    for name, officer in officers.items():
        browser = client_for(officer)
        for method, path in operations():
            if about not in path:
                continue
            where = re.sub(r"\{(\w+)\}", lambda found: str(ids.get(found[1], ids["case_id"])), path)
            with transaction.atomic():
                body = {"content_type": "application/json"} if method == "post" else {}
                answer = getattr(browser, method)(where, **body)
                transaction.set_rollback(True)
            said[name, method, path] = (answer.status_code, VARYING.sub(b"", answer.content))
    return said
