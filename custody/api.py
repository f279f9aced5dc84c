"""The doors for custody, court and prison systems, and to the register of orders."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import Permission
from core.api import CommandAPI
from custody import forms, presenters, queries, serializers, services


class CustodyEvents(CommandAPI):
    """Record one event, in each force once for each (source, source_event_id), in any order.

    The answer holds the event, the cases it concerns, where the suspect stands in each, and the duties opened.
    Where the suspect has no open case here, the event is kept and the lists are empty. So are they where what happened
    in one matter comes without a case and the suspect has several: their owners are asked. Where the case that is named
    is closed, or none of this suspect's, it is kept too and somebody looks which case it concerns.
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


class ByNumber(CommandAPI):
    """A correction or withdrawal by the number at source: 201 where it was taken in, 202 where a person looks at it."""

    permission = Permission.CUSTODY_RECORD

    def post(self, request):
        """Take it in, or have somebody hear of it."""
        response = super().post(request)
        if not response.data["taken_in"]:
            response.status_code = status.HTTP_202_ACCEPTED
        return response

    def answer(self, result):
        """Return the event with what follows from it, or why it could not be taken in."""
        return presenters.answered_json(result, reader=self.request.user)

    def answer_again(self, entry):
        """Return the same for what was sent before."""
        return self.answer(queries.answered_before(entry))


BY_NUMBER = {201: serializers.Answered, 202: serializers.Answered}


class CorrectByNumber(ByNumber):
    """Correct what the same source told before, by the number under which it told it."""

    command = services.correct_by_number
    serializer_class = serializers.CorrectByNumber

    @extend_schema(request=serializers.CorrectByNumber, responses=BY_NUMBER)
    def post(self, request):
        """Replace an event; the same again changes nothing. What cannot be taken in is kept, and answered 202."""
        return super().post(request)

    def arguments(self, validated):
        """Return the command's keywords."""
        return {name: value for name, value in validated.items() if name != "authorised_by"} | {
            "authorised_by_id": validated.get("authorised_by")
        }


class WithdrawByNumber(ByNumber):
    """Withdraw what the same source told before, by the number under which it told it."""

    command = services.withdraw_by_number
    serializer_class = serializers.WithdrawByNumber

    @extend_schema(request=serializers.WithdrawByNumber, responses=BY_NUMBER)
    def post(self, request):
        """Take an event back; again changes nothing. What cannot be taken back is kept, and answered 202."""
        return super().post(request)


class SettleMessage(CommandAPI):
    """Say what was done about a correction or withdrawal that could not be taken in."""

    permission = Permission.CUSTODY_RECORD
    command = services.settle_message
    serializer_class = serializers.SettleMessage

    @extend_schema(request=serializers.SettleMessage, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, refused_id):
        """Settle it once; what was done stays with the message."""
        return super().post(request, refused_id=refused_id)


class AddressLooks(CommandAPI):
    """A command about a protected address that stands in what was written of a suspect."""

    permission = Permission.SAFE_ADDRESS_SEE

    def answer(self, result):
        """Return the look, and nothing of what it is about."""
        return {"id": str(getattr(result, "look_id", result.pk))}


class CloseAddressLook(AddressLooks):
    """Say what came of a look."""

    command = services.close_address_look
    serializer_class = serializers.CloseAddressLook

    @extend_schema(request=serializers.CloseAddressLook, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, look_id):
        """Close it once; where the suspect knows the address, the victim must be told."""
        return super().post(request, look_id=look_id)


class TellAddressKnown(AddressLooks):
    """Record that the victim was told that the suspect knows the address."""

    command = services.tell_address_known
    serializer_class = serializers.TellAddressKnown

    @extend_schema(request=serializers.TellAddressKnown, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, look_id):
        """Record a telling, or an attempt that did not reach the victim."""
        return super().post(request, look_id=look_id)


class AnswerMatter(CommandAPI):
    """Say whether an event, of a matter that was not named, concerns a case."""

    permission = Permission.CUSTODY_RECORD
    command = services.answer_matter
    serializer_class = serializers.AnswerMatter

    @extend_schema(request=serializers.AnswerMatter, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, event_id, case_id):
        """With a yes the event goes into the case; a no needs its reason."""
        return super().post(request, event_id=event_id, case_id=case_id)


class PlaceEvent(CommandAPI):
    """Take an event that reached no case into one, or say why it concerns none."""

    permission = Permission.CUSTODY_RECORD
    command = services.place_event
    serializer_class = serializers.PlaceEvent

    @extend_schema(request=serializers.PlaceEvent, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, event_id):
        """A closed case is reopened, and whoever reopens it owns it; without a case a reason is needed."""
        return super().post(request, event_id=event_id)

    def arguments(self, validated, **ids):
        """Return the command's keywords."""
        return ids | {"case_id": validated.get("case"), "reason": validated.get("reason", "")}


class Orders(APIView):
    """The orders and notices that stand, the first to run out first."""

    permission = Permission.CASE_READ

    @extend_schema(
        parameters=[OpenApiParameter("kind"), OpenApiParameter("expiring", OpenApiTypes.INT)],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request):
        """Return the register within the reader's scope, filtered as its page is, and how many more there are."""
        kind, within = forms.OrderFilter(request.query_params).chosen()
        rows = queries.register(reader=request.user, at=timezone.now(), kind=kind, within_days=within)
        shown = queries.with_breaches(rows[: presenters.MOST_ORDERS])
        return Response({"results": [presenters.order_json(row) for row in shown], "more": len(rows) - len(shown)})
