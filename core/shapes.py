"""Fields of what machines send, whose refusals say what would put it right."""

from rest_framework import serializers


class OneOf(serializers.ChoiceField):
    """One of some codes; anything else is refused with the codes that there are."""

    def to_internal_value(self, data):
        """Return the code, or name those that can be sent."""
        try:
            return super().to_internal_value(data)
        except serializers.ValidationError:
            codes = ", ".join(str(code) for code in self.choices if code != "")
            raise serializers.ValidationError(f"Use one of {codes}.", code="invalid_choice") from None
