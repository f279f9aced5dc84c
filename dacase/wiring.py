"""What lower apps ask of upper ones, in one place."""

from accounts import services as accounts_services
from core import duties, outbox
from dacase import leaving, owners, reactions
from incidents import presenters as incidents_presenters
from incidents import queries as incidents_queries
from incidents import services as incidents_services
from incidents.services import cases
from people import presenters as people_presenters
from people import queries as people_queries
from people import services as people_services
from safety_plans import queries as safety_plans_queries


def connect():
    """Fill every table once."""
    duties.OWNERS.update(owners.OWNERS)
    duties.LOOK_AHEAD[:] = [owners.look_ahead]
    outbox.REACTIONS.update(reactions.REACTIONS)
    accounts_services.HOLDS[:] = [leaving.cases_held, leaving.duties_held]
    people_services.AFTER_IDENTITY_CHANGE[:] = [incidents_services.identities_changed]
    people_presenters.ABOVE[:] = [incidents_presenters.of_person]
    people_queries.HIDDEN[:] = [incidents_queries.people_hidden_from]
    cases.READY_TO_CLOSE[:] = [safety_plans_queries.ready_to_close, leaving.duties_left]
