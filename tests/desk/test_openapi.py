"""The description of the API: whole, valid, and with the ways to sign in."""

import json

from django.core.management import call_command


def test_the_description_of_the_api_is_valid_and_leaves_nothing_open(tmp_path):
    written = tmp_path / "schema.json"

    call_command("spectacular", file=str(written), format="openapi-json", validate=True, fail_on_warn=True)

    described = json.loads(written.read_text())
    assert set(described["components"]["securitySchemes"]) == {"browser", "token"}
    assert "/api/v1/calls/" in described["paths"]
