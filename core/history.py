"""What was in a row before: the trail that an investigation follows from one row back into its past."""

from django.db import models
from simple_history.models import HistoricalRecords


class History(HistoricalRecords):
    """Keep each version of a row with whoever made it, to be found by the row and by nothing else.

    Every command writes such versions and none reads them, so that beside its own key a version is in one index. Who
    made it stays as it was, whatever becomes of the account: what only ever grows cannot be set to nobody.
    """

    def copy_fields(self, model):
        """Copy the fields of a model, and index the one by which the row itself is found."""
        fields = super().copy_fields(model)
        for field in fields.values():
            field.db_index = field.name == model._meta.pk.name
        return fields

    def _get_history_user_fields(self):
        """Give the field of who made the change: an officer by name alone."""
        officer = models.ForeignKey(
            "accounts.Officer", models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
        )
        return {"history_user": officer}
