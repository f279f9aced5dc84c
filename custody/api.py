"""The door for custody, court and prison systems."""

from drf_spectacular.utils import OpenApiTypes, extend_schema

from accounts.permissions import Permission
from core.api import CommandAPI
from custody import presenters, queries, serializers, services


class CustodyEvents(CommandAPI):
    """Record one event, once for each (source, source_event_id), in any order.

    The answer holds the event, the cases it concerns, where the suspect stands in each, and the duties opened.
    Where the suspect has no open case here, the event is kept and the lists are empty.
    """

    permission = Permission.CUSTODY_RECORD
    command = services.record_event
    serializer_class = serializers.RecordEvent

    @extend_schema(request=serializers.RecordEvent, responses={201: OpenApiTypes.OBJECT})
    def post(self, request):
        """Record an event; the same again gets the same answer, another content under its number 422."""
        return super().post(request)

    def arguments(self, validated):
        """Return the command's keywords."""
        return {
            "kind": validated["kind"],
            "suspect_id": validated["suspect"],
            "effective_at": validated["effective_at"],
            "case_id": validated.get("case"),
            "source": validated["source"],
            "source_event_id": validated["source_event_id"],
            "details": validated.get("details"),
        }

    def answer(self, result):
        """Return the event with what follows from it."""
        return presenters.event_json(result, reader=self.request.user)

    def answer_again(self, entry):
        """Return the same for an event that was sent before."""
        return self.answer(queries.sent_event(entry.subject_id))
