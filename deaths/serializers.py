"""The shape of a death told by a machine."""

from rest_framework import serializers

from core.shapes import OneOf
from deaths.states import Factor


class RecordDeath(serializers.Serializer):
    """Who has died, when, and what is known."""

    person_id = serializers.UUIDField()
    died_on = serializers.DateField()
    factor = OneOf(Factor.choices)
    circumstances = serializers.CharField(max_length=4000)
