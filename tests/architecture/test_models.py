"""What the models promise: keys point down the story, who and when stand together, every state has its words."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Q

from core.states import Machine, Transitions
from tests.architecture.house import STORY

# Pairs that are not kept together by a constraint of the table, and why.
APART = {}


def house_models():
    """Return every model of the house, those made by history and many-to-many included."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.app_label in STORY]


def keys(found):
    """Return (app, model, field, app pointed at) for every foreign key of some models."""
    return [
        (model._meta.app_label, model.__name__, field.name, field.related_model._meta.app_label)
        for model in found
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model
    ]


def pointing_up(rows):
    """Return each foreign key whose target lies above its own app in the story."""
    order = {app: place for place, app in enumerate(STORY)}
    return [
        f"{app}.{model}.{field} points up at {target}"
        for app, model, field, target in rows
        if target in order and order[target] > order[app]
    ]


def fields_in(condition):
    """Return the names of the fields that a condition looks at."""
    if isinstance(condition, Q):
        return {name for child in condition.children for name in fields_in(child)}
    return {condition[0].split("__")[0].removesuffix("_id")}


def loose_pairs(found):
    """Return each pair x_at and x_by that may be empty and that no check constraint of the table holds together."""
    loose = []
    for model in found:
        empty = {field.name.removesuffix("_id"): field.null for field in model._meta.concrete_fields}
        checked = [
            fields_in(each.condition) for each in model._meta.constraints if isinstance(each, models.CheckConstraint)
        ]
        for moment in (name for name in empty if name.endswith("_at")):
            actor = moment.removesuffix("_at") + "_by"
            if actor not in empty or not (empty[moment] or empty[actor]):
                continue
            if not any({moment, actor} <= names for names in checked):
                loose.append(f"{model.__name__}.{moment} and {actor} may come apart")
    return loose


def machines():
    """Return (model name, codes of its states, its table of moves) for every state machine."""
    return [
        (model.__name__, set(dict(model._meta.get_field("state").choices)), model.TRANSITIONS)
        for model in house_models()
        if issubclass(model, Machine)
    ]


def wrong_machines(rows):
    """Return each state without a word, and each that can be neither entered nor left."""
    found = []
    for name, codes, moves in rows:
        used = set(moves) | {state for nexts in moves.values() for state in nexts}
        found += [f"{name}: the state {state} has no word" for state in sorted(used - codes)]
        found += [f"{name}: the state {state} is not in the table" for state in sorted(codes - used)]
    return found


def test_foreign_keys_point_down_the_story():
    assert pointing_up(keys(house_models())) == []


def test_a_foreign_key_that_points_up_is_reported():
    rows = [("core", "Entry", "officer", "accounts"), ("risk", "Assessment", "case", "incidents")]

    assert pointing_up(rows) == ["core.Entry.officer points up at accounts"]


def test_who_and_when_stand_together():
    written_by_us = [model for model in house_models() if not model.__name__.startswith("Historical")]

    assert [pair.split(" ")[0] for pair in loose_pairs(written_by_us)] == sorted(APART)


@pytest.mark.parametrize(
    ("condition", "reported"),
    [
        (Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False), []),
        (Q(done_at=None), ["Deed.done_at and done_by may come apart"]),
    ],
)
def test_a_pair_that_may_come_apart_is_reported(condition, reported):
    columns = [models.DateTimeField(name="done_at", null=True), models.UUIDField(name="done_by_id", null=True)]
    rule = models.CheckConstraint(name="deed_whole", condition=condition)
    fake = SimpleNamespace(__name__="Deed", _meta=SimpleNamespace(concrete_fields=columns, constraints=[rule]))

    assert loose_pairs([fake]) == reported


def test_every_state_has_a_word_and_a_place_in_its_machine():
    assert machines()
    assert wrong_machines(machines()) == []


def test_a_state_without_word_or_place_is_reported():
    moves = Transitions({"DRAFT": {"SENT"}})

    assert wrong_machines([("Letter", {"DRAFT", "LOST"}, moves)]) == [
        "Letter: the state SENT has no word",
        "Letter: the state LOST is not in the table",
    ]
