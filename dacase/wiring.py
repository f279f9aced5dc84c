"""What lower apps ask of upper ones, in one place."""

from importlib import import_module

from accounts import services as accounts_services
from core import duties, outbox


def part(name):
    try:
        return import_module(name)
    except ImportError as error:
        print("not yet:", name, error)


def connect():
    """Fill every table once."""
    if owners := part("dacase.owners"):
        duties.OWNERS.update(owners.OWNERS)
    if reactions := part("dacase.reactions"):
        outbox.REACTIONS.update(reactions.REACTIONS)
    if leaving := part("dacase.leaving"):
        accounts_services.HOLDS[:] = [leaving.cases_held, leaving.duties_held]
    services, queries = part("people.services"), part("people.queries")
    inc, iq = part("incidents.services"), part("incidents.queries")
    if services and queries and inc and iq:
        services.AFTER_IDENTITY_CHANGE[:] = [inc.identities_changed]
        queries.HIDDEN[:] = [iq.people_hidden_from]
    cases, sp = part("incidents.services.cases"), part("safety_plans.queries")
    if cases and sp and leaving:
        cases.READY_TO_CLOSE[:] = [sp.ready_to_close, leaving.duties_left]
