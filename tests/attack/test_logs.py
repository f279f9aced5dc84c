"""Nothing that was told to us stands in a log, whatever fails."""

import logging

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from dacase.logs import Spare

pytestmark = pytest.mark.django_db
CANARY = "Zephyrine Quillfeather"


def failed(statement, values):
    """Return the record of a failure of the database, as Django logs it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as error:
        return logging.LogRecord("django.request", 40, "", 0, "Failed", (), (type(error), error, error.__traceback__))
    raise AssertionError("the statement should fail")


@pytest.mark.parametrize(
    "statement", ["SELECT %s::uuid", "SELECT %s::jsonb", "SELECT 1 FROM nothing WHERE name = %s", "SELECT %s::integer"]
)
def test_the_details_of_a_refused_value_are_left_out(statement):
    said = Spare().format(failed(statement, [f'{{"a": "{CANARY}'] if "jsonb" in statement else ["x"]))

    assert CANARY not in said and "DatabaseError" in said or "Error" in said
    assert "DETAIL:" not in said and "CONTEXT:" not in said and "LINE 1:" not in said


def test_a_doubled_key_is_logged_without_the_key():
    doubled = "INSERT INTO core_heartbeat (name, at) VALUES (%s, now()), (%s, now())"
    record = failed(doubled, [CANARY, CANARY])

    assert CANARY in logging.Formatter().format(record), "the database does name it"
    assert CANARY not in Spare().format(record)


def test_the_database_keeps_failed_statements_out_of_its_own_log():
    with connection.cursor() as cursor:
        settings = {}
        for name in ("log_min_error_statement", "log_error_verbosity", "log_statement", "log_min_duration_statement"):
            cursor.execute(f"SHOW {name}")
            settings[name] = cursor.fetchone()[0]

    assert settings == {
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_statement": "none",
        "log_min_duration_statement": "-1",
    }


def test_no_page_logs_or_puts_into_its_title_or_links_what_it_shows(case, officer, client_for, caplog):
    caplog.set_level(logging.INFO)
    browser = client_for(officer)
    pages = [
        browser.get(reverse("case", args=[case.pk])),
        browser.get(reverse("person", args=[case.victim_id])),
        browser.post(reverse("people_search"), {"q": "Asha Vale"}),
        browser.get(reverse("plan", args=[case.pk])),
        browser.get("/cases/"),
    ]
    for page in pages:
        said = page.content.decode()
        assert page.status_code == 200
        title = said.partition("<title>")[2].partition("</title>")[0]
        links = [part.partition('"')[0] for part in said.split('href="')[1:]]
        for name in ("Asha", "Vale", "Dorian", "Crane"):
            assert not [link for link in links if name in link]
            assert name not in title, title
            assert name not in caplog.text
