"""The commands of safety plans, by the names that people use for them."""

from safety_plans.services.answering import (
    accept_measure,
    complete_measure,
    decline_measure,
    mark_not_done,
    remove_measure,
)
from safety_plans.services.checking import check_measure
from safety_plans.services.cover import cross_measures, move_measures, move_measures_back
from safety_plans.services.planning import agree_plan, draft_plan, review_plan
from safety_plans.services.proposing import propose_again, propose_measure, propose_recommended, propose_set
from safety_plans.services.records import plan_from_record

__all__ = [
    "accept_measure",
    "agree_plan",
    "check_measure",
    "complete_measure",
    "decline_measure",
    "draft_plan",
    "mark_not_done",
    "cross_measures",
    "move_measures",
    "move_measures_back",
    "plan_from_record",
    "propose_again",
    "propose_measure",
    "propose_recommended",
    "propose_set",
    "remove_measure",
    "review_plan",
]
