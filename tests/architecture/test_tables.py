"""The tables of the house against each other: events, sentences, rules, owners, reactions, pages, figures."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import Resolver404, resolve
from django.utils import timezone

from core import checks, duties, outbox
from core.models import Duty
from dacase import owners, reactions, story
from law import clocks, thresholds
from law import duties as rules

# Events that neither open nor end a duty: they are told on the timeline, and nothing is owed because of them.
QUIET = {
    "accounts.posting_granted": "who may do what is looked up when it is asked",
    "accounts.posting_ended": "it is refused while anything would be left without an owner",
    "people.person_registered": "a record is no matter yet",
    "people.people_linked": "flags are worked out anew in the same transaction",
    "people.people_merged": "flags are worked out anew in the same transaction",
    "people.people_unmerged": "flags are worked out anew in the same transaction",
    "people.safe_address_recorded": "shown to few, and nothing follows from it",
    "core.duty_escalated": "it is about a duty, and opens none",
    "core.duty_reassigned": "it is about a duty, and opens none",
}
# Events that belong to no case, and so stand on no timeline.
WITHOUT_SENTENCE = {event for event in QUIET if event.startswith(("accounts.", "people."))}
# Duties that no page of their own can meet, and why. The case page leads on.
WITHOUT_PAGE = {}


def silent_events(events, sentences):
    """Return each event without a sentence for the timeline."""
    return sorted(set(events) - set(sentences) - WITHOUT_SENTENCE)


def idle_events(events, table):
    """Return each event that neither opens nor ends a duty and is not on the list of quiet ones."""
    return sorted(set(events) - {name for rule in table for name in checks.names_of(rule)} - set(QUIET))


def without_a_way(table, ways):
    """Return each rule whose duty no page can meet."""
    return [rule.code for rule in table if not set(rule.met_by) & set(ways) and rule.code not in WITHOUT_PAGE]


def leading_nowhere(table, way):
    """Return each rule whose page is no path of the house, for a duty about a case and one about a custody event."""
    lost = []
    for rule in table:
        for subject_type in ("incidents.case", "custody.custodyevent"):
            owed = Duty(code=rule.code, case_id=uuid.uuid4(), subject_id=uuid.uuid4(), subject_type=subject_type)
            try:
                resolve(str(way(owed)).partition("?")[0])
            except Resolver404:
                lost.append(rule.code)
    return sorted(set(lost))


def unsound(figures, days):
    """Return each figure without a source, without a known confidence, out of order, or silent on one of the days."""
    found = []
    for code, figure in figures.items():
        starts = [line.from_ for line in figure.values]
        if not all(line.source.strip() and line.confidence in thresholds.CONFIDENCE for line in figure.values):
            found.append(f"{code} has a line without source or confidence")
        if starts != sorted(set(starts)):
            found.append(f"{code} is not in the order of its days")
        found += [f"{code} says nothing for {day}" for day in days if not starts or day < min(starts)]
    return found


def test_the_system_checks_find_nothing():
    call_command("check", fail_level="ERROR")
    assert checks.check_tables(None) == []


def test_every_event_has_a_sentence():
    assert silent_events(checks.recorded_events(), story.SENTENCES) == []


def test_every_sentence_belongs_to_an_event():
    assert sorted(set(story.SENTENCES) - set(checks.recorded_events())) == []


def test_every_event_concerns_a_duty_or_is_listed_as_quiet():
    assert idle_events(checks.recorded_events(), rules.RULES) == []


def test_quiet_events_are_events_and_stay_quiet():
    named = {name for rule in rules.RULES for name in checks.names_of(rule)}

    assert set(QUIET) <= set(checks.recorded_events())
    assert sorted(set(QUIET) & named) == []


def test_every_event_is_named_after_its_app():
    strays = [event for event, where in checks.recorded_events().items() if event.split(".")[0] != where.split(".")[0]]

    assert strays == []


def test_the_desk_finds_an_officer_for_every_rule():
    assert checks.rules_without_owners(rules.RULES, owners.OWNERS) == []
    assert set(owners.OWNERS) == set(rules.OWNER_RULES)
    assert owners.OWNERS == duties.OWNERS


def test_every_reaction_follows_an_event_and_is_in_force():
    assert checks.reactions_without_events(reactions.REACTIONS, checks.recorded_events()) == []
    assert reactions.REACTIONS == outbox.REACTIONS


def test_every_rule_rests_on_events_that_are_recorded():
    assert checks.rules_without_events(rules.RULES, checks.recorded_events()) == []


def test_every_duty_has_a_page_where_it_is_done():
    assert without_a_way(rules.RULES, story.WAYS) == []
    assert set(WITHOUT_PAGE) <= set(rules.BY_CODE)


@pytest.mark.django_db
def test_the_page_of_every_duty_is_there():
    reachable = [rule for rule in rules.RULES if rule.code not in WITHOUT_PAGE]

    assert leading_nowhere(reachable, story.way) == []


def test_every_figure_has_a_source_and_answers_today_and_in_2012():
    assert unsound(thresholds.ALL, (date(2012, 1, 1), clocks.london_day(timezone.now()))) == []


RULE = rules.BY_CODE["ASSESS"]
FIGURE = thresholds.ALL["ASSESS"]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (checks.rules_without_events([RULE], ["incidents.attended"]), "names the event risk.assessment_submitted"),
        (checks.rules_without_owners([RULE], {"sergeant": 1, "inspector": 2}), "goes up to attending_officer"),
        (checks.reactions_without_events({"a.gone": {"tell": print}}, ["a.there"]), "tell follow a.gone"),
        (checks.lost_deliveries([("a.there", "tell")], {"a.there": {"send": print}}), "named tell after a.there"),
        (silent_events(["risk.thrown_away"], {}), "risk.thrown_away"),
        (idle_events(["risk.thrown_away"], rules.RULES), "risk.thrown_away"),
        (without_a_way([RULE], {"incidents.attended": print}), "ASSESS"),
        (leading_nowhere([RULE], lambda duty: "/nowhere/"), "ASSESS"),
        (unsound({"OLD": replace(FIGURE, values=())}, [date(2012, 1, 1)]), "OLD says nothing for 2012-01-01"),
        (
            unsound({"BARE": replace(FIGURE, values=(replace(FIGURE.latest, source=" "),))}, []),
            "BARE has a line without source",
        ),
        (unsound({"TWICE": replace(FIGURE, values=(FIGURE.latest,) * 2)}, []), "TWICE is not in the order"),
    ],
)
def test_a_hole_in_a_table_is_reported(found, said):
    assert len(found) == 1
    assert said in found[0]
