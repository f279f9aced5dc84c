"""Door of the sentence."""

from custody import forms, services
from custody.views.bail import OnBail
from custody.views.events import officers_of


class Sentence(OnBail):
    """Record a sentence, and who keeps in touch with the victim while it lasts."""

    command = services.record_sentence
    form_class = forms.RecordSentence
    heading = "Sentenced"
    button = "Record the sentence"
    done = "The sentence is recorded. Tell the victim."

    def form_arguments(self):
        """Offer the officers who may keep in touch with her."""
        return {"officers": officers_of(self.request.user)}

    def arguments(self, cleaned):
        """Return the sentence; no officer is none."""
        found = super().arguments(cleaned)
        return found | {"officer_id": found["officer_id"] or None}
