"""Fields of what machines send, whose refusals say what would put it right."""

import re
from datetime import date

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.A)


class OneOf(serializers.ChoiceField):
    """One of some codes; anything else is refused with the codes that there are."""

    def to_internal_value(self, data):
        """Return the code, or name those that can be sent."""
        try:
            return super().to_internal_value(data)
        except serializers.ValidationError:
            codes = ", ".join(str(code) for code in self.choices if code != "")
            raise serializers.ValidationError(f"Use one of {codes}.", code="invalid_choice") from None


@extend_schema_field({"type": "string", "format": "date-time", "description": "A moment, or a bare day: YYYY-MM-DD."})
class DayOrMoment(serializers.DateTimeField):
    """A moment; or a bare day, where nobody knows the hour: that stays a date and is never a midnight."""

    def to_internal_value(self, data):
        """Return the datetime, or the date where only a day was sent."""
        if not (isinstance(data, str) and DAY.fullmatch(data)):
            return super().to_internal_value(data)
        try:
            return date.fromisoformat(data)
        except ValueError:
            raise serializers.ValidationError("There is no such day. Give it as YYYY-MM-DD.") from None
