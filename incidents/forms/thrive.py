"""The six letters of THRIVE as inputs."""

from django import forms

from law import thrive


class ThriveFields(forms.Form):
    """Mixin: one line for each letter, none of them needed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for part in thrive.PARTS:
            field = forms.CharField(label=part.word, help_text=part.ask, max_length=thrive.MOST, required=False)
            self.fields[f"thrive_{part.code}"] = field

    def thrive_fields(self):
        """Return the bound inputs in their order."""
        return [self[f"thrive_{code}"] for code in thrive.CODES]

    def thrive_given(self):
        """Return what was said under each letter."""
        return {code: self.cleaned_data[f"thrive_{code}"] for code in thrive.CODES}
