"""Fields of what machines send, whose refusals say what would put it right."""

import re
from datetime import date

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

# Without NUL and without halves of characters: no database can hold those, and no answer can name them.
ORDINARY = re.compile(r"[^\x00\ud800-\udfff]*")
CODE = re.compile(r"\w{1,60}", re.A)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.A)
BARE_DAY = "This is a day without its time, and no hour is made up for it. Give both, such as 2027-02-23T10:00:00Z."


class OneOf(serializers.ChoiceField):
    """One of some codes; anything else is refused with the codes that there are."""

    def to_internal_value(self, data):
        """Return the code, or name those that can be sent."""
        try:
            return super().to_internal_value(data)
        except serializers.ValidationError:
            codes = ", ".join(str(code) for code in self.choices if code != "")
            raise serializers.ValidationError(f"Use one of {codes}.", code="invalid_choice") from None


class ByCode(serializers.DictField):
    """Something for each of some codes; what can be no code is refused before it is looked up or repeated."""

    def to_internal_value(self, data):
        """Return what was sent by code, or say how a code is written."""
        if isinstance(data, dict) and not all(isinstance(code, str) and CODE.fullmatch(code) for code in data):
            raise serializers.ValidationError("Name each by its code: letters, digits and underscores.", code="code")
        return super().to_internal_value(data)


def only_a_day(data):
    """Say whether a text names a day, in whatever way of ISO 8601, and no hour of it."""
    try:
        return isinstance(data, str) and date.fromisoformat(data) is not None
    except ValueError:
        return False


class Moment(serializers.DateTimeField):
    """A moment; a bare day is refused, since it would pass for a midnight that nobody said."""

    def to_internal_value(self, data):
        """Return the datetime, or say that the time is missing."""
        if only_a_day(data):
            raise serializers.ValidationError(BARE_DAY, code="bare_day")
        return super().to_internal_value(data)


class ZonedMoment(Moment):
    """A moment that says its zone: a sender's ten o'clock is not ours."""

    def enforce_timezone(self, value):
        """Refuse a time without its zone."""
        if value.tzinfo is None:
            raise serializers.ValidationError("Give the time with its time zone, such as 2027-02-23T10:00:00Z.")
        return super().enforce_timezone(value)


@extend_schema_field({"type": "string", "format": "date-time", "description": "A moment, or a bare day: YYYY-MM-DD."})
class DayOrMoment(Moment):
    """A moment; or a bare day, where nobody knows the hour: that stays a date and is never a midnight."""

    def to_internal_value(self, data):
        """Return the datetime, or the date where only a day was sent."""
        if not (isinstance(data, str) and DAY.fullmatch(data)):
            return super().to_internal_value(data)
        try:
            return date.fromisoformat(data)
        except ValueError:
            raise serializers.ValidationError("There is no such day. Give it as YYYY-MM-DD.") from None
