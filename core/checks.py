"""Django system checks: the tables of the house agree with each other.

Each function takes tables and returns what is wrong with them, as sentences; the registered checks hand over
the real ones. They run before every management command, so that a table with a hole never serves anybody.
"""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core import checks

from core import duties, outbox
from law.duties import RULES

RECORD_EVENTS = (duties.ESCALATED, duties.REASSIGNED, duties.SEEN, duties.OWED_AGAIN, *duties.ENDS_ONE)


def names_of(rule):
    """Return every event that a rule names."""
    return (*rule.opens_on, *rule.met_by, *rule.renews_on, *rule.sooner_on, *rule.void_on)


def rules_without_events(rules, events):
    """Name each rule that waits for an event which nobody records: it would never open, or never end."""
    return [
        f"The rule {rule.code} names the event {name}, which no app records."
        for rule in rules
        for name in sorted(set(names_of(rule)) - set(events))
    ]


def rules_without_owners(rules, owners):
    """Name each rule owed by, or escalated to, somebody whom the desk cannot find."""
    return [
        f"The rule {rule.code} is owed by or goes up to {name}, and no function finds that officer."
        for rule in rules
        for name in sorted({rule.owed_by, *rule.escalates_to} - set(owners))
    ]


def reactions_without_events(reactions, events):
    """Name each reaction to an event which nobody records."""
    return [
        f"The reactions {', '.join(sorted(names))} follow {event}, which no app records."
        for event, names in reactions.items()
        if event not in events
    ]


def lost_deliveries(waiting, reactions):
    """Name each waiting (event, reaction name) pair that the table no longer knows: it can never be delivered."""
    return [
        f"Deliveries named {name} after {event} wait, and the table of reactions no longer has them."
        for event, name in waiting
        if name not in reactions.get(event, ())
    ]


def recorded_events():
    """Return {event: where it is named} over the events.py of every installed app, and the record's own."""
    found = dict.fromkeys(RECORD_EVENTS, "core.duties")
    for config in apps.get_app_configs():
        if find_spec(f"{config.name}.events"):
            module = import_module(f"{config.name}.events")
            found |= {
                value: f"{module.__name__}.{name}"
                for name, value in vars(module).items()
                if name.isupper() and isinstance(value, str)
            }
    return found


@checks.register
def check_tables(app_configs, **options):
    """Compare rules, owners and reactions with the events there are."""
    events = recorded_events()
    return [
        *errors(rules_without_events(RULES, events), "E001"),
        *errors(rules_without_owners(RULES, duties.OWNERS), "E002"),
        *errors(reactions_without_events(outbox.REACTIONS, events), "E003"),
    ]


@checks.register(checks.Tags.database)
def check_deliveries(app_configs, databases=None, **options):
    """Compare what waits in the outbox with the reactions there are; only `migrate` and `check --database` ask."""
    if "default" not in (databases or ()) or not has_outbox():
        return []
    return errors(lost_deliveries(waiting(), outbox.REACTIONS), "E004", checks.Warning)


def has_outbox():
    """Return whether the outbox's table is there yet."""
    from django.db import connection

    return "core_delivery" in connection.introspection.table_names()


def waiting():
    """Return the distinct (event, reaction name) pairs that are not delivered yet, given up or not."""
    from core.models import Delivery

    rows = Delivery.objects.filter(done_at=None).order_by("entry__event", "name")
    return list(rows.values_list("entry__event", "name").distinct())


def errors(sentences, number, kind=checks.Error):
    """Return one message of Django's check framework for each sentence."""
    return [kind(sentence, id=f"core.{number}") for sentence in sentences]
