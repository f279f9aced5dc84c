"""Door of the sentence."""

from accounts import queries as accounts
from accounts.permissions import Permission
from custody import forms, services
from custody.views.bail import OnBail


class Sentence(OnBail):
    """Record a sentence, and who keeps in touch with the victim while it lasts."""

    lasts = False
    command = services.record_sentence
    form_class = forms.RecordSentence
    heading = "Sentenced"
    button = "Record the sentence"
    done = "The sentence is recorded. Tell the victim."

    def form_arguments(self):
        """Offer the officers who may keep in touch with her."""
        return {"officers": accounts.who_may(Permission.VICTIM_TELL, reader=self.request.user, at=self.now, here=True)}

    def arguments(self, cleaned):
        """Return the sentence; no officer is none."""
        found = super().arguments(cleaned)
        return found | {"officer_id": found["officer_id"] or None}
