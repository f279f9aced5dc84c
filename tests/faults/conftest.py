"""What real processes leave behind."""

import pytest
from django.db import connection


@pytest.fixture(autouse=True, scope="session")
def no_session_left_behind(django_db_setup, django_db_blocker):
    """End what workers and killed processes still hold open, so that the test database can be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
