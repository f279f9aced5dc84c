"""The shape of what machines send about safety plans. Shape only: the services decide."""

from rest_framework import serializers

from core.shapes import OneOf
from law import measures
from safety_plans.states import Agreement


class ProposedMeasure(serializers.Serializer):
    """One measure of the set: who does it, by which day, and whether the victim agrees."""

    code = OneOf([each.code for each in measures.ALL])
    owner = serializers.UUIDField(source="owner_id")
    due_on = serializers.DateField()
    victim_agrees = OneOf(Agreement.choices, required=False)


class ProposeSet(serializers.Serializer):
    """Measures that the plan lacks at the level of its case, proposed in one go."""

    measures = ProposedMeasure(many=True, max_length=30)
