"""How often a page asks the database: few times, whatever it shows, and never once a row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.models import Case
from tests.attack.doors import address, paths

pytestmark = pytest.mark.django_db

MOST = 15
# Pages that put several subjects beside each other, and how many questions they take: they may take fewer.
HEAVIER = {}
# What is made for the search for leaks alone, and stands on no page as it is.
LEFT_OUT = ("check_id",)


def taken(browser, ids):
    """Return {name of the page: questions to the database} of every page that this reader can open."""
    found = {}
    for route, name in paths():
        if name in ("sign_out", "api_schema", "healthz") or any(each in route for each in LEFT_OUT):
            continue
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(address(route, ids))
        if answer.status_code == 200:
            found[name] = len([each for each in asked if "SAVEPOINT" not in each["sql"]])
    return found


@pytest.mark.parametrize("who", ["officer", "sergeant", "cru", "safeguarding", "operator", "marac_coordinator"])
def test_no_page_asks_the_database_more_than_a_few_times(sealed, everybody, client_for, who):
    Case.objects.filter(pk=sealed.case.pk).update(restricted=False)

    found = taken(client_for(everybody[who]), sealed.ids)

    assert len(found) > 10
    assert {name: number for name, number in found.items() if number > HEAVIER.get(name, MOST)} == {}
