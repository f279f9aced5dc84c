"""The shape of what machines send about the victim as a witness. Shape only: the services decide."""

from rest_framework import serializers

from core.shapes import Moment, OneOf
from custody.states import Hearing, Method
from witness_care.states import Answer, Measure, Need, Outcome, Reading, Right, Use, Wish

LONG = 4000


def words(**kwargs):
    """Return a text of some lines."""
    return serializers.CharField(max_length=LONG, **kwargs)


class Spoken(serializers.Serializer):
    """A conversation with the victim: when, by which way, what was said, and how that was safe."""

    method = OneOf(Method.choices)
    said = words()
    safe_how = words()
    exception_reason = words(required=False, allow_blank=True, default="")
    told_at = Moment(required=False)


class Reason(serializers.Serializer):
    """A reason, in words."""

    reason = words()


class ChangeHearing(serializers.Serializer):
    """What the court says now, with who gave the date and when."""

    hearing = OneOf(Hearing.choices)
    hearing_at = Moment()
    court = serializers.CharField(max_length=200)
    hearing_source = serializers.CharField(max_length=200)
    as_at = serializers.DateField()
    note = words(required=False, allow_blank=True)


class AssessNeeds(Spoken):
    """What the victim needs as a witness, by codes and in her words."""

    needs = serializers.ListField(child=OneOf(Need.choices), max_length=len(Need.values))
    measures = serializers.ListField(child=OneOf(Measure.choices), max_length=len(Measure.values))


class ApplyForMeasure(serializers.Serializer):
    """The application for a special measure."""

    applied_on = serializers.DateField()
    court = serializers.CharField(max_length=200)


class MeasureDecision(serializers.Serializer):
    """The court's answer; a refusal needs its reason."""

    granted = serializers.BooleanField()
    decided_on = serializers.DateField()
    reason = words(required=False, allow_blank=True)


class OfferStatement(Spoken):
    """The offer of a Victim Personal Statement and the answer. The statement itself is never sent."""

    answer = OneOf(Answer.choices)
    again_on = serializers.DateField(required=False, allow_null=True)
    reading = OneOf(Reading.choices, required=False, allow_blank=True)
    reference = serializers.CharField(max_length=100, required=False, allow_blank=True)


class StatementUsed(serializers.Serializer):
    """What became of the statement at sentence."""

    use = OneOf(Use.choices)
    used_on = serializers.DateField()
    note = words(required=False, allow_blank=True)


class TellRight(Spoken):
    """A right, and how the victim was told of it."""

    right = OneOf(Right.choices)
    wish = OneOf(Wish.choices)


class AskReview(serializers.Serializer):
    """The decision that the victim wants to be looked at again."""

    decision = words()


class DecideReview(serializers.Serializer):
    """The outcome of a review."""

    outcome = OneOf(Outcome.choices)
    reason = words()
