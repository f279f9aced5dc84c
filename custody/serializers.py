"""The shape of what machines send about custody. Shape only: the services decide."""

from rest_framework import serializers

from core.shapes import OneOf
from custody.states import Kind


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


class Moment(serializers.DateTimeField):
    """A time that says its zone: a sender's ten o'clock is not ours."""

    def enforce_timezone(self, value):
        """Refuse a time without its zone."""
        if value.tzinfo is None:
            raise serializers.ValidationError("Give the time with its time zone, such as 2027-02-23T10:00:00Z.")
        return super().enforce_timezone(value)


class RecordEvent(serializers.Serializer):
    """One event of a custody, court or prison system; `details` are those of custody.details, by name.

    Of a charge `offence` is a code of the list of offences (docs/law.md), or words; it may be left out.
    """

    source = Words(max_length=60)
    source_event_id = Words(max_length=200)
    kind = OneOf(Kind.choices)
    suspect = Words(max_length=200)
    case = serializers.UUIDField(required=False, allow_null=True)
    effective_at = Moment()
    details = serializers.DictField(child=serializers.JSONField(allow_null=True), required=False)


class AnswerMatter(serializers.Serializer):
    """Whether an event concerns a case; a no says why."""

    concerns = serializers.BooleanField()
    reason = Words(max_length=4000, required=False, allow_blank=True)


class PlaceEvent(serializers.Serializer):
    """The case that an event concerns; without one, why it concerns none."""

    case = serializers.UUIDField(required=False, allow_null=True)
    reason = Words(max_length=4000, required=False, allow_blank=True)
