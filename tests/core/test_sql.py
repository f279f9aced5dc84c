"""Statements whose plan is kept: how a code is written into one, and for how long the database plans for any values."""

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError

from core.models import Duty
from core.sql import Literal, planned_once

pytestmark = pytest.mark.django_db


def mode(name="plan_cache_mode"):
    """Return a setting of the database: how it chooses between a plan for these values and one for any."""
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


def test_a_code_is_part_of_the_text_of_a_statement():
    sql, values = Duty.objects.filter(code=Literal("ACCEPT_CASE")).query.sql_with_params()

    assert "= 'ACCEPT_CASE'" in sql and values == ()
    assert list(Duty.objects.filter(code=Literal("ACCEPT_CASE"))) == []


@pytest.mark.parametrize("written", ["it's", "A'B", "a_code", "", "A;B", "A B"])
def test_what_is_no_code_of_ours_is_never_part_of_a_statement(written):
    with pytest.raises(ValueError, match="no code of ours"):
        Duty.objects.filter(code=Literal(written)).exists()


def test_a_plan_for_any_values_in_the_order_of_an_index_is_asked_for_only_meanwhile():
    with planned_once():
        assert (mode(), mode("enable_sort")) == ("force_generic_plan", "off")
    assert (mode(), mode("enable_sort")) == ("auto", "on")


@pytest.mark.django_db(transaction=True)
def test_a_setting_that_would_change_nothing_is_refused():
    with pytest.raises(TransactionManagementError, match="needs a transaction"), planned_once():
        mode()
