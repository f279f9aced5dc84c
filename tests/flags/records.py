"""What the record holds, read into the plain form that the slow reading takes."""

from incidents import flags
from incidents.models import CounterAllegation, Flag, Incident
from law import clocks
from people.models import Person, Relationship
from tests.flags.reading import Report, World

VIOLENT = {"used", "threatened", "used_and_threatened"}


def world():
    """Return everything reported so far; nothing that was derived is looked at."""
    return World(
        identity=dict(Person.objects.values_list("pk", "identity_id")),
        links=list(Relationship.objects.values_list("kind", "of_id", "to_id")),
        reports=[report(incident) for incident in Incident.objects.all()],
        silent=silent(),
        born=dict(Person.objects.exclude(born_on=None).values_list("pk", "born_on")),
    )


def silent():
    """Return {(victim, suspect): day} for those who accuse each other; nobody has signed in these tests."""
    found = {}
    for counter in CounterAllegation.objects.filter(ended_at=None).select_related(
        "first__victim", "first__suspect", "second__victim", "second__suspect"
    ):
        for case in (counter.first, counter.second):
            found[case.victim.identity_id, case.suspect.identity_id] = counter.began_on
    return found


def report(incident):
    """Return one incident as it was reported."""
    parts = list(incident.involvements.values_list("person_id", "role"))
    return Report(
        id=incident.pk,
        day=clocks.london_day(incident.reported_at),
        violent=incident.facts.get("violence") in VIOLENT,
        victims=[person for person, role in parts if role == "victim"],
        suspects=[person for person, role in parts if role == "suspect"],
    )


def computed(day):
    """Return the flags that the full computation finds on a day."""
    return {
        (held.code, held.variant, held.person_id, held.since, tuple(map(str, held.because))) for held in flags.on(day)
    }


def stored():
    """Return the flags as they stand in the record, kept up to date by each command."""
    return {
        (flag.code, flag.variant, flag.person_id, flag.since, tuple(map(str, flag.because)))
        for flag in Flag.objects.all()
    }
