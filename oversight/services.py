"""The commands of looking back: begin a round, draw its sample, score a record, read what was found."""

import secrets

from django.db import transaction

from accounts import queries as accounts
from accounts.permissions import Permission, Role, allow
from core.journal import command, record
from law import clocks, sampling
from law import thresholds as figures
from law.quality import CALLS, MEASURES
from oversight import events, policies, queries
from oversight.models import Check, Round

# Who answers for the round of each kind of work; where nobody holds the role, there is no round.
ANSWERS_FOR = {CALLS: Role.CONTROL_SUPERVISOR, MEASURES: Role.SAFEGUARDING}


def sweep(at):
    """Begin this month's rounds in every force that has somebody to answer for them. Twice is once."""
    month = clocks.london_day(at).replace(day=1)
    for force in accounts.forces():
        for track, role in ANSWERS_FOR.items():
            if not queries.begun(force.pk, month, track) and accounts.holder(role, at=at, force_id=force.pk):
                begin_round(force.pk, month, track, at=at)


def begin_round(force_id, month, track, *, at):
    """Begin one round and open its duty, once however many begin it at the same time."""
    with transaction.atomic():
        made, new = Round.objects.get_or_create(force_id=force_id, month=month, track=track, defaults={"begun_at": at})
        if new:
            facts = {"force": force_id, "month": month, "track": track}
            record(events.ROUND_BEGUN, about=made, by=None, at=at, occurred_at=clocks.start_of_day(month), **facts)
    return made


@command
def draw_sample(*, round_id, theme, by, at, command_id=None):
    """Choose the theme of a round; the system draws the sample from a seed that it keeps. Nobody picks."""
    found = queries.round_for_change(round_id, reader=by)
    allow(by, Permission.QUALITY_CHECK, found)
    policies.check_can_draw(found, theme, True)
    people = queries.population(found, theme, reader=by)
    policies.check_can_draw(found, theme, people)

    found.theme, found.seed = theme, secrets.token_hex(8)
    found.population, found.fingerprint = len(people), sampling.fingerprint(people)
    found.drawn_at, found.drawn_by = at, by
    found.save()
    size = figures.QUALITY_SIZE.on(clocks.london_day(at))
    for place, subject in enumerate(sampling.draw(people, found.seed, size), start=1):
        case_id, person_id = people[subject]
        Check.objects.create(round=found, place=place, subject_id=subject, matter_id=case_id, person_id=person_id)

    record(
        events.SAMPLE_DRAWN,
        about=found,
        by=by,
        at=at,
        command_id=command_id,
        theme=theme,
        seed=found.seed,
        population=found.population,
    )
    return found


@command
def score_check(*, check_id, answers, note="", by, at, command_id=None):
    """Say what was found in one record; its person is owed the feedback. The last one finishes the round."""
    check = queries.check_for_change(check_id, reader=by)
    allow(by, Permission.QUALITY_CHECK, check.round)
    policies.check_can_score(check, answers, by=by)

    check.answers, check.note = answers, note.strip()
    check.scored_at, check.scored_by = at, by
    check.save()

    record(
        events.CHECK_SCORED,
        about=check,
        by=by,
        at=at,
        command_id=command_id,
        owner=check.person_id,
        theme=check.round.theme,
    )
    if not queries.left_in(check.round):
        finish(check.round, by=by, at=at)
    return check


def finish(found, *, by, at):
    """End a round whose sample is scored whole."""
    found.finished_at = at
    found.save()
    record(events.ROUND_FINISHED, about=found, by=by, at=at, theme=found.theme)


@command
def read_feedback(*, check_id, reply="", by, at, command_id=None):
    """Say that one has read what was found in one's own work, and what one says to it."""
    check = queries.check_for_change(check_id, reader=by)
    policies.check_can_read(check, by=by)
    check.read_at, check.reply = at, reply.strip()
    check.save()
    record(events.FEEDBACK_READ, about=check, by=by, at=at, command_id=command_id, theme=check.round.theme)
    return check
