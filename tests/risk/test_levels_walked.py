"""The same walks in worlds that differ in a level alone: no letter differs for who has still to read apart."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from core import escalation
from law.further import SETS
from risk import services
from tests.attack.doors import paths
from tests.risk import worlds
from tests.risk.doing import every_body_sent, every_form_sent
from tests.risk.said import every_operation_said, everything_said
from tests.risk.test_second_reads import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_twice")]


def in_a_world_where(grade, case, everybody, at, crawl, lived=True):
    """Return what is said everywhere once an assessment of this grade is signed off and more was done, and undo it.

    `lived` in before, it has an earlier assessment, with a dispute and a lower level.
    """
    with transaction.atomic():
        before = worlds.earlier(grade, case, everybody, at) if lived else {}
        signed = worlds.sign_off_at(grade, case, everybody, at + timedelta(minutes=10))
        ids = before | {"assessment_id": signed.pk} | worlds.after(case, everybody, at + timedelta(minutes=10))
        said = crawl(ids)
        for key, each in crawl(ids | before, about="assessment_id").items() if lived else ():
            said["earlier", *key] = each
        transaction.set_rollback(True)
    return said


# The number of a choice among others.
PLACES = re.compile(r"(?<=id_stays_)\d+")
PARTS = re.compile(r"\n|(?=<li|<tr|<label)|(?<=\}),(?=\{)")


def differing(key, *answers):
    """Return the door and what of its answers is not in all of them, as text; nothing where they are alike.

    What is due at one moment stands in no fixed order.
    """
    if len(set(answers)) == 1:
        return []
    said = [Counter([str(status), *PARTS.split(PLACES.sub("", text.decode()))]) for status, text in answers]
    every = set().union(*said)
    odd = sorted(part for part in every if len({each[part] for each in said}) > 1)
    return [f"{key}: {part} ({[each[part] for each in said]})" for part in odd][:4]


# These are of an officer who is away, and of no case.
OF_AN_ABSENCE = {"absence_id", "subject_id"}


@pytest.mark.parametrize("walk", [everything_said, every_operation_said])
def test_no_page_and_no_operation_of_the_api_tells_the_level_to_who_has_still_to_read(
    call, everybody, client_for, now, at, walk
):
    """The same walk in three worlds that differ in the grades alone, of a case with everything: no letter differs."""
    case, ids = worlds.before(call, everybody, at)
    asking = {"other_cru": everybody["other_cru"]}
    asked = {name for route, _ in paths() for name in re.findall(r"uuid:(\w+)>", route)} - OF_AN_ABSENCE

    def crawl(more, about=""):
        assert asked <= {*ids, *more}
        return walk(client_for, asking, ids | more, about)

    high, medium, standard = [
        in_a_world_where(grade, case, everybody, at, crawl) for grade in ("HIGH", "MEDIUM", "STANDARD")
    ]

    assert high.keys() == medium.keys() == standard.keys()
    assert sum(status == 200 for status, _ in high.values()) > (60 if walk is everything_said else 10)
    found = [line for key in high for line in differing(key, high[key], medium[key], standard[key])]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("walk", [everything_said, every_operation_said, every_form_sent, every_body_sent])
def test_a_first_read_that_lets_a_higher_level_hold_is_told_nowhere_to_who_has_still_to_read(
    call, everybody, post, client_for, now, at, walk
):
    """The same walk after a first read that raises a case with everything from standard to high, and after one that
    leaves it: no letter differs. A third is there, so that nothing opens where the second says that they may not."""
    post("third-cru", "CRU", "cru", since=timedelta(days=10))
    case, ids = worlds.before(call, everybody, at)
    asking, later = {"other_cru": everybody["other_cru"]}, at + timedelta(minutes=10)
    more = {"at": now} if walk in (every_form_sent, every_body_sent) else {}

    def world(grade):
        with transaction.atomic():
            signed = worlds.sign_off_at("STANDARD", case, everybody, later)
            read(signed, everybody["cru"], later, grade=grade)
            case.refresh_from_db()
            assert case.risk_level == grade
            made = {"assessment_id": signed.pk} | worlds.after(case, everybody, later)
            said = walk(client_for, asking, ids | made, "", **more)
            transaction.set_rollback(True)
        return said

    raised, left = world("HIGH"), world("STANDARD")

    assert raised.keys() == left.keys() and len(raised) > 60
    found = [line for key in raised for line in differing(key, raised[key], left[key])]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("days", [3, 12])
def test_no_clock_that_runs_by_the_level_tells_it_as_the_days_go_by(call, everybody, client_for, monkeypatch, at, days):
    """What is late in one world and not in another is said nowhere to who has still to read: days later, all swept."""
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(hours=1))
    case, ids = worlds.before(call, everybody, at)

    later = at + timedelta(days=days)

    def crawl(more):
        services.watch_contact(later)
        escalation.sweep(later)
        with monkeypatch.context() as patch:
            patch.setattr(timezone, "now", lambda: later)
            return everything_said(client_for, {"other_cru": everybody["other_cru"]}, ids | more)

    high, standard = [
        in_a_world_where(grade, case, everybody, at, crawl, lived=False) for grade in ("HIGH", "STANDARD")
    ]

    assert sum(status == 200 for status, _ in high.values()) > 60
    found = [line for key in high for line in differing(key, high[key], standard[key])]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("send", [every_form_sent, every_body_sent])
def test_no_command_answers_by_a_level_that_is_withheld_from_who_gives_it(
    call, everybody, client_for, no_to_all, now, at, send
):
    """Every form and every body, with and without what may be left empty, in two worlds: nothing goes by the level."""
    case, ids = worlds.before(call, everybody, at)
    reader = everybody["other_cru"]

    def crawl(more, about=""):
        found = send(client_for, {"other_cru": reader}, ids | more, about, at=now)
        if about:
            return found
        # An assessment of their own, begun beside the one that they have still to read.
        draft = services.start_assessment(case_id=case.pk, by=reader, at=at + timedelta(minutes=20))
        given = {"answers": no_to_all, "children": "LISTED", "left_out": dict.fromkeys(SETS, "She had to leave")}
        services.save_answers(assessment_id=draft.pk, **given, by=reader, at=now)
        own = send(client_for, {"own": reader}, ids | more | {"assessment_id": draft.pk}, "assessment_id", at=now)
        return found | own

    high, standard = [in_a_world_where(grade, case, everybody, at, crawl) for grade in ("HIGH", "STANDARD")]

    assert high.keys() == standard.keys()
    answered = Counter(status for status, _ in high.values())
    # Done, or refused by the command itself; of a machine also by the shape.
    assert answered[302] + answered[409] + answered[201] + answered[422] > 70
    found = [line for key in high for line in differing(key, high[key], standard[key])]
    assert not found, "\n".join(found)
