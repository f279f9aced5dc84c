"""The tables of the house against each other: events, sentences, rules, owners, reactions, pages, figures."""

import ast
import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import Resolver404, resolve
from django.utils import timezone

from core import checks, duties, outbox
from core.models import Duty
from dacase import celery, owners, reactions, story
from law import clocks, thresholds
from law import duties as rules
from tests.architecture.house import APPS, python, tree

# Events that neither open nor end a duty: they are told on the timeline, and nothing is owed because of them.
QUIET = {
    "accounts.absence_recorded": "what was held moves with it, and that opens the duty of the deputy",
    "accounts.posting_granted": "who may do what is looked up when it is asked",
    "accounts.posting_ended": "it is refused while anything would be left without an owner",
    "people.person_registered": "a record is no matter yet",
    "people.people_linked": "flags are worked out anew in the same transaction",
    "people.people_merged": "flags are worked out anew in the same transaction",
    "people.people_unmerged": "flags are worked out anew in the same transaction",
    "people.duplicates_unsearched": "it is looked up again until it is; what is found then opens the duty",
    "people.tie_declared": "what it takes out of somebody's hands is told in each case",
    "people.safe_address_recorded": "shown to few; each open case of a victim is told that something changed",
    "incidents.unit_sent": "the board looks at it by itself; attendance is what is owed",
    "incidents.unit_stood_down": "the board counts anew; attendance is still owed",
    "incidents.brief_read": "what it holds is owed by itself: firearms and checks",
    "incidents.incident_reopened": "the board looks at it anew; what was owed is owed still",
    "incidents.checks_relayed": "told on the timeline; a certificate has a relay of its own, with its duties",
    "incidents.case_opened": "the call that opened it opens the duties",
    "incidents.case_restricted": "who may see changes, and what is owed does not",
    "risk.assessment_started": "a draft is nothing yet",
    "risk.answers_saved": "a draft is nothing yet",
    "risk.draft_set_aside": "a draft is nothing yet, and what asked for it is still owed",
    "custody.wanted": "nobody was arrested yet; the arrest opens the duties",
    "incidents.victim_not_reached": "an attempt that did not reach her meets nothing: she is still to be spoken with",
    "custody.address_not_told": "an attempt that did not reach her meets nothing: she is still to be told",
    "custody.victim_not_reached": "an attempt that did not reach her meets nothing: she is still to be told",
    "children.lead_confirmed": "the directory is looked up when a school is told",
    "children.school_closed_on": "the next notice counts it; what is owed already stays",
    "children.directory_imported": "the directory is looked up when a school is told",
    "disclosures.decided": "what was decided is still to be done: to tell in person, or to close",
    "safety_plans.plan_drafted": "the assessment opened the duty to agree it",
    "safety_plans.wishes_recorded": "they are looked at when the plan is agreed",
    "safety_plans.measure_checked": "it is in place, as was recorded",
    "deaths.recommendation_in_script": "told on the timeline; the recommendation has its duties until it is done",
    "marac.meeting_planned": "a day in the calendar, until a case is listed for it",
    "risk.read_opened": "it is the review, in the same transaction, that ends what was owed",
    "risk.decisions_moved": "each duty moved by itself; this tells whoever has it now",
    "risk.review_policy_set": "a policy for what comes; each assessment is selected when it is signed off",
    "risk.interval_policy_set": "from its day on each open case follows it, and that is told in each",
    "risk.interval_policy_began": "what it changes is told in each case",
    "risk.version_acknowledged": "who has not is on the supervisor's list, which is worked out when it is asked",
    "risk.wording_loaded": "it is shown beside our own wording, and changes no question",
    "oversight.sample_drawn": "the round is still owed until its sample is looked at",
    "core.duty_escalated": "it is about a duty, and opens none",
    "core.duty_reassigned": "it is about a duty, and opens none",
    "core.duty_owed_again": "it opens again the one duty that it is about",
    "core.endings_seen": "it is about what left an officer's lists, and opens nothing",
    "core.duty_no_longer_owed": "it ends one duty, which was owed to somebody who has died",
    "core.duty_gone_along": "it ends one duty, which another force has taken over",
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
    return sorted(rule.code for rule in table if not set(rule.met_by) & set(ways))


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


def facts_asked(table):
    """Return {"event fact"} for every fact by which a rule sorts the entries of an event."""
    asked = set()
    for rule in table:
        by = {rule.by_fact} if rule.within_by or rule.clock_by else set()
        timed = by | {rule.starts} - set(rules.MOMENTS)
        asked |= {
            f"{event} {fact}" for event in (*rule.opens_on, *rule.sooner_on) for fact in {*rule.wanted(event), *timed}
        }
        asked |= {f"{event} {fact}" for event in rule.met_by for fact in rule.met_when}
    return asked


def words_of(paths):
    """Return every name of an argument and every text of some files."""
    nodes = [node for path in paths for node in ast.walk(tree(path))]
    named = {node.arg for node in nodes if isinstance(node, ast.keyword)}
    return named | {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def facts_unknown(asked, words):
    """Return each "event fact" of which the app that records the event never speaks; `words` is {app: its words}."""
    return sorted(each for each in asked if each.split(" ")[1] not in words[each.split(".")[0]])


def missing_tasks(jobs, tasks):
    """Return each job of the timetable whose task no worker knows."""
    return [f"{name} calls {job['task']}" for name, job in jobs.items() if job["task"] not in tasks]


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


def test_every_fact_that_a_rule_sorts_by_is_recorded():
    unknown = facts_unknown(facts_asked(rules.RULES), {app: words_of(python(app)) for app in APPS})

    assert unknown == []


def test_every_duty_has_a_page_where_it_is_done():
    assert without_a_way(rules.RULES, story.WAYS) == sorted(WITHOUT_PAGE)


@pytest.mark.django_db
def test_the_page_of_every_duty_is_there():
    reachable = [rule for rule in rules.RULES if rule.code not in WITHOUT_PAGE]

    assert leading_nowhere(reachable, story.way) == []


def test_every_job_of_the_timetable_has_its_task():
    celery.app.loader.import_default_modules()

    assert missing_tasks(celery.BEAT, celery.app.tasks) == []


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
        (facts_unknown({"risk.assessment_submitted colour"}, {"risk": {"grade"}}), "colour"),
        (missing_tasks({"nightly": {"task": "a.gone"}}, {"a.there": 1}), "nightly calls a.gone"),
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
