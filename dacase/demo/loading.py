"""The whole demo force, in one transaction: all of it is there, or nothing."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from django.db import connection, transaction

from core import outbox
from core.errors import Refused
from dacase.demo import (
    assessing,
    calls,
    checking,
    children,
    contact,
    custody,
    force,
    orders,
    past,
    protecting,
    stories,
    witnesses,
)
from dacase.demo.month import Month
from dacase.history import importing
from incidents import services as incidents
from law import clocks

# Its own name and ids, so that a real history can be imported beside it.
SOURCE = "demo"
# Enough of a past for each call of the month that a search has to work for what it finds.
COUPLES_PER_CALL = 20

# What is done about a duty, by the beginning of its code.
DO = {
    "RECORD_ATTENDANCE": calls.attend,
    "GRADE_CALL": calls.grade,
    "SUPERVISE_INCIDENT": calls.supervise,
    "DO_CHECKS": checking.check,
    "RECORD_CRIME": checking.record_crime,
    "ALLOCATE": checking.allocate,
    "RECORD_EVIDENCE": checking.record_evidence,
    "RELAY_FIREARMS": checking.know_of_firearms,
    "REVIEW_FIREARMS": checking.review_firearms,
    "REFER_FIREARMS": checking.refer_firearms,
    "FIREARMS_OUTCOME": checking.learn_outcome,
    **dict.fromkeys(calls.ACTS, calls.act),
    "SCHOOL_NOTICE": children.place,
    "SCHOOL_NOTICE_CHILD": children.tell_school,
    "SOCIAL_CARE": children.tell_social_care,
    "ASSESS": assessing.assess,
    "REASSESS": assessing.assess,
    "REDO_ASSESSMENT": assessing.redo,
    "SUPERVISE_ASSESSMENT": assessing.sign_off,
    "CRU_REVIEW": assessing.review,
    "ASK_SAFE_CONTACT": contact.ask,
    "CONFIRM_SAFE_CONTACT": contact.confirm,
    "KEEP_IN_TOUCH": contact.speak,
    "TELL_VICTIM": custody.tell,
    "NAME_VICTIM_CONTACT_OWNER": custody.name_contact,
    "REFER_TO_VICTIM_CONTACT_SCHEME": custody.refer_to_scheme,
    "WRITTEN_CONFIRMATION": witnesses.tell_right,
    "TELL_RIGHT_TO_REVIEW": witnesses.tell_right,
    "NAME_WITNESS_CONTACT": witnesses.name_contact,
    "WITNESS_NEEDS": witnesses.ask_needs,
    "APPLY_MEASURE": witnesses.apply,
    "OFFER_STATEMENT": witnesses.offer_statement,
    "MAKE_SAFETY_PLAN": protecting.make_plan,
    "ACCEPT_MEASURE": protecting.accept_measure,
    "DO_MEASURE": protecting.do_measure,
    "REVIEW_PLAN": protecting.review_plan,
    "REFER_TO_MARAC": protecting.refer,
    "REFER_REPEAT_TO_MARAC": protecting.refer,
    "CONTACT_BY_IDVA": protecting.contact,
    "LIST_CASE": protecting.list_case,
    "SEND_AGENDA": protecting.send_agenda,
    "CIRCULATE_ACTIONS": protecting.send_actions,
    "DO_MARAC_ACTION": protecting.do_action,
}


def load(*, seed, count, now, progress):
    """Load the demo force: its past through the import, a month through the services; return the Month.

    The same seed gives the same people and the same stories, told up to `now`. Raises Refused when a demo
    force is there already.
    """
    if force.is_there():
        raise Refused("The demo force is there already.")
    random = Random(seed)
    with outbox.without_bell(), transaction.atomic():
        _, staff = force.found(random, now)
        children.open_directory(force.CODE, random, now)
        holder = load_past(seed, count, now, progress)
        # Drawn apart, so that the same seed still tells the same stories of the first force.
        elsewhere = force.found_elsewhere(Random(f"{seed} elsewhere"), now)
        month = Month(random, staff, now, DO, firearm_holder=holder, elsewhere=elsewhere)
        stories.open_the_office(month)
        calls.schedule(month, count, calls.pairs_reported_since(SOURCE, calls.year_before(clocks.london_day(now))))
        with progress.bar("a month of calls", month.minutes) as told:
            month.play(told)
        stories.tell_all(month, stories.STORIES + orders.STORIES)
        orders.look_at_the_clock(month)
        calls.look_at_what_was_missed(month)
        incidents.heal_flags(at=now)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return month


def load_past(seed, count, now, progress):
    """Load the years before the month; return the id of somebody who holds a firearms certificate, if any."""
    with TemporaryDirectory() as folder:
        last_day = past.day_before(clocks.london_day(now))
        past.write(Path(folder), couples=COUPLES_PER_CALL * count, last_day=last_day, seed=seed)
        importing.run(Path(folder), now=now, source=SOURCE, force_code=force.CODE, progress=progress)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.external_id FROM people_firearm f JOIN people_person p ON p.id = f.holder_id "
            "WHERE f.source = %s ORDER BY f.certificate LIMIT 1",
            [SOURCE],
        )
        found = cursor.fetchone()
    return found and found[0]
