"""Doors of putting right what was signed off, and of saying that somebody in the case is close."""

from django.urls import reverse

from accounts.permissions import Permission
from risk import forms, services
from risk.views.assessments import Answer, OnAssessment


class Correct(Answer):
    """The whole of what was signed, with every answer in its place; saving it ends the sign-off."""

    command = services.correct_assessment
    form_class = forms.Correct
    template_name = "risk/correct.html"
    heading = "Correct a signed-off assessment"
    button = "Save the correction"
    done = "The correction waits for a supervisor. What was signed stays in the record."

    def initial(self):
        """Start with what was signed."""
        return super().initial() | self.graded()

    def arguments(self, cleaned):
        """Return the answers, the grade and the reason; of what was signed there are no two to choose between."""
        kept = super().arguments(cleaned)
        del kept["chosen"]
        return kept | {name: cleaned[name] for name in ("grade", "grade_reasons", "reason")}

    def after(self, result):
        """Show the correction."""
        return reverse("assessment", args=[result.pk])

    def after_repeat(self, entry):
        """Show the correction that was made."""
        return reverse("assessment", args=[entry.subject_id])


class DeclareConflict(OnAssessment):
    """Say that somebody in the case is close."""

    permission = Permission.CASE_READ
    command = services.declare_conflict
    form_class = forms.DeclareConflict
    heading = "Somebody in this case is close to me"
    button = "Declare it"
    done = "Another officer decides about the risk in this case from now."
