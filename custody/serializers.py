"""The shape of what machines send about custody. Shape only: the services decide."""

from rest_framework import serializers

from core.shapes import OneOf, ZonedMoment
from custody.states import AddressOutcome, Kind, Method


class Words(serializers.CharField):
    """Text that can be kept: no NUL, no halves of characters."""

    def to_internal_value(self, data):
        """Refuse what no database can hold."""
        text = super().to_internal_value(data)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise serializers.ValidationError("This holds a character that cannot be kept.") from None
        return text


class RecordEvent(serializers.Serializer):
    """One event of a custody, court or prison system; `details` are those of custody.details, by name.

    Of a charge `offence` is a code of the list of offences (docs/law.md), or words; it may be left out.
    """

    source = Words(max_length=60)
    source_event_id = Words(max_length=200)
    kind = OneOf(Kind.choices)
    suspect = Words(max_length=200)
    case = serializers.UUIDField(required=False, allow_null=True)
    effective_at = ZonedMoment()
    details = serializers.DictField(child=serializers.JSONField(allow_null=True), required=False)


class CorrectByNumber(serializers.Serializer):
    """What is right of an event that was told under the number `corrects`; what is left out stays as it was told.

    `details` are the whole of the right ones. Her views are needed where the conditions or the last day of bail or of
    an order change, and who authorised it (`authorised_by`, an officer) where the law asks for a rank.
    """

    source = Words(max_length=60)
    source_event_id = Words(max_length=200)
    corrects = Words(max_length=200)
    reason = Words(max_length=4000)
    effective_at = ZonedMoment(required=False, allow_null=True)
    details = serializers.DictField(child=serializers.JSONField(allow_null=True), required=False)
    views_sought = serializers.BooleanField(required=False, allow_null=True)
    victim_views = Words(max_length=4000, required=False, allow_blank=True)
    authorised_by = serializers.UUIDField(required=False, allow_null=True)


class WithdrawByNumber(serializers.Serializer):
    """An event that did not happen, by the number under which its source told it, and why it is taken back."""

    source = Words(max_length=60)
    source_event_id = Words(max_length=200)
    reason = Words(max_length=4000)


class SettleMessage(serializers.Serializer):
    """What was done about a correction or withdrawal that could not be taken in."""

    how = Words(max_length=4000)


class Answered(serializers.Serializer):
    """Whether a correction or withdrawal was taken in; where it was not, why, and that a person looks at it."""

    taken_in = serializers.BooleanField()
    id = serializers.UUIDField()
    why = serializers.CharField(required=False)


class AnswerMatter(serializers.Serializer):
    """Whether an event concerns a case; a no says why."""

    concerns = serializers.BooleanField()
    reason = Words(max_length=4000, required=False, allow_blank=True)


class PlaceEvent(serializers.Serializer):
    """The case that an event concerns; without one, why it concerns none."""

    case = serializers.UUIDField(required=False, allow_null=True)
    reason = Words(max_length=4000, required=False, allow_blank=True)


class CloseAddressLook(serializers.Serializer):
    """What came of looking at a protected address, what was done, and in how many events it was seen to stand."""

    outcome = OneOf(AddressOutcome.choices)
    done = Words(max_length=4000)
    seen = serializers.IntegerField(min_value=0)


class TellAddressKnown(serializers.Serializer):
    """How the victim was told that the suspect knows the address, or that they were not reached."""

    reached = serializers.BooleanField()
    told_at = ZonedMoment(required=False)
    method = OneOf(Method.choices)
    safe_how = Words(max_length=4000)
    what_said = Words(max_length=4000, required=False, allow_blank=True)
    exception_reason = Words(max_length=4000, required=False, allow_blank=True)
