"""Times in words, as they stand on the page."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import engines

from core.access import Withheld
from dacase.words import count
from tests.architecture.house import ROOT

NOW = datetime(2026, 11, 23, 4, 5, tzinfo=UTC)


def shown(source, **context):
    return engines["django"].from_string("{% load dacase %}" + source).render({"now": NOW} | context)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOW, "23 Nov 2026, 04:05 GMT"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 Jul 2026, 00:30 BST"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 Oct 2026, 01:30 BST"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25 Oct 2026, 01:30 GMT"),
    ],
)
def test_a_moment_is_told_in_london_time_with_its_zone(at, words):
    assert shown("{{ at|moment }}", at=at) == words


@pytest.mark.parametrize(
    ("on", "words"), [(date(2026, 3, 2), "2 Mar 2026"), (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 Jul 2026")]
)
def test_a_day_is_the_day_in_london(on, words):
    assert shown("{{ on|day }}", on=on) == words


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(days=2, hours=5), "due in 2 days"),
        (timedelta(hours=47, minutes=59), "due in 47 hours"),
        (timedelta(hours=1, minutes=59), "due in 1 hour 59 minutes"),
        (timedelta(hours=1), "due in 1 hour"),
        (timedelta(minutes=1), "due in 1 minute"),
        (timedelta(0), "due now"),
        (timedelta(seconds=-1), "late by less than a minute"),
        (timedelta(minutes=-1), "late by 1 minute"),
        (timedelta(hours=-3), "late by 3 hours"),
        (timedelta(days=-2), "late by 2 days"),
    ],
)
def test_what_is_due_says_how_long_is_left(away, words):
    assert shown("{{ at|due:now }}", at=NOW + away) == words


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(hours=-3), "3 hours ago"),
        (timedelta(seconds=-30), "just now"),
        (timedelta(days=3), "in 3 days"),
    ],
)
def test_what_happened_says_how_long_ago(away, words):
    assert shown("{{ at|ago:now }}", at=NOW + away) == words


@pytest.mark.parametrize(("days", "words"), [(-1, "1 day ago"), (0, "today"), (1, "in 1 day"), (-40, "40 days ago")])
def test_a_day_without_an_hour_says_how_many_days_ago(days, words):
    assert shown("{{ at|ago:now }}", at=NOW.date() + timedelta(days=days)) == words


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 minutes"), (1, "1 minute"), (125, "2 hours 5 minutes"), (57_588, "39 days")]
)
def test_a_wait_is_said_as_somebody_would_say_it(minutes, words):
    assert shown("{{ at|lasting }}", at=minutes) == words


@pytest.mark.parametrize("filters", ["moment", "day", "ago:now", "due:now", "sentence"])
def test_missing_and_protected_never_look_the_same(filters):
    assert shown(f"{{{{ value|{filters} }}}}", value=None) == "Not recorded"
    assert shown(f"{{{{ value|{filters} }}}}", value=Withheld("address")) == "Protected"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "Yes"),
        (False, "No"),
        (0, "0"),
        (date(2026, 3, 2), "2 Mar 2026"),
        (NOW, "23 Nov 2026, 04:05 GMT"),
        (["English", "<b>Welsh</b>"], "English, &lt;b&gt;Welsh&lt;/b&gt;"),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_a_value_is_shown_in_words_and_escaped(value, words):
    assert shown("{{ value|value_or_withheld }}", value=value) == words


@pytest.mark.parametrize(
    ("text", "words"), [("no bail", "No bail."), ("Why?", "Why?"), ("PC may not", "PC may not."), ("", "Not recorded")]
)
def test_a_sentence_starts_large_and_stops(text, words):
    assert shown("{{ text|sentence }}", text=text) == words


@pytest.mark.parametrize(("number", "words"), [(0, "0 records"), (1, "1 record"), (2, "2 records")])
def test_things_are_counted_in_english(number, words):
    assert shown("{{ number|counted:'record' }}", number=number) == words


@pytest.mark.parametrize(
    ("unit", "words"), [("child", "2 children"), ("match", "2 matches"), ("incident", "2 incidents")]
)
def test_what_is_counted_has_its_own_plural(unit, words):
    assert shown(f"{{{{ 2|counted:'{unit}' }}}}") == words


def test_every_thing_that_a_page_counts_has_an_english_plural():
    counted = {
        unit
        for page in (ROOT / "templates").rglob("*.html")
        for unit in re.findall(r'counted:"([^"]+)"', page.read_text())
    }

    assert {"duty", "case"} <= counted
    assert [unit for unit in counted if re.search(r"([^aeiou]ys|(ch|sh|x|z|s)s|childs)$", count(2, unit))] == []


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 10, 29, 0, 0, tzinfo=UTC), "end of 28 Oct 2026"),
        (datetime(2026, 10, 28, 23, 59, tzinfo=UTC), "28 Oct 2026, 23:59 GMT"),
        (datetime(2026, 10, 29, 0, 1, tzinfo=UTC), "29 Oct 2026, 00:01 GMT"),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), "end of 30 Jun 2026"),
    ],
)
def test_a_time_that_is_up_at_midnight_is_the_end_of_the_day_before(at, said):
    assert shown("{{ at|deadline }}", at=at) == said


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, "–"),
        (0, "0 minutes"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (2879, "47 hours"),
        (2880, "2 days"),
    ],
)
def test_minutes_are_told_as_a_length_of_time(minutes, words):
    assert shown("{{ minutes|lasting }}", minutes=minutes) == words
