"""How many statements a page costs: every page of the house, opened by somebody who may open it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.attack.doors import address, kept_out, paths

pytestmark = pytest.mark.django_db

MOST = 15
# These lay out what many parts of the house know of one case, person or call. They may become lighter, never heavier.
HEAVIER = {
    "case": 36,
    "incident": 25,
    "brief": 20,
    "person": 16,
    **dict.fromkeys(("duplicate", "duplicate_same", "duplicate_different", "duplicate_undo"), 29),
}
READERS = (
    "officer",
    "sergeant",
    "safeguarding",
    "cru",
    "operator",
    "control_supervisor",
    "marac_coordinator",
    "auditor",
    "administrator",
)


def test_no_page_asks_the_database_more_than_it_may(sealed, everybody, client_for):
    shut, opened, heavy = kept_out(), set(), {}
    browsers = {name: client_for(everybody[name]) for name in READERS}
    for route, name in paths():
        for who in READERS:
            if name in opened or shut(everybody[who], name):
                continue
            with CaptureQueriesContext(connection) as captured:
                answer = browsers[who].get(address(route, sealed.ids))
            if answer.status_code == 200:
                opened.add(name)
                asked = [
                    each["sql"] for each in captured if not re.search(r"SAVEPOINT|^SET LOCAL|set_config", each["sql"])
                ]
                if len(asked) > HEAVIER.get(name, MOST):
                    heavy[name] = len(asked)
    assert not heavy
    assert set(HEAVIER) <= opened
    assert len(opened) > 100
