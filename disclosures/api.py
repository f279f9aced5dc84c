"""Doors of the disclosure scheme for machines.

Every answer is codes and times: what was found, decided or said is never sent, so that nothing of it stands in writing
anywhere but on its own page.
"""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import Permission
from core.api import CommandAPI
from disclosures import presenters, queries, serializers, services


class Requests(CommandAPI):
    """The requests of the force, and a new one."""

    permission = Permission.DISCLOSURE_WORK
    command = services.receive_request
    serializer_class = serializers.Receive

    @extend_schema(
        operation_id="disclosures_list",
        parameters=[OpenApiParameter("list", str, description="`closed` for those that are over; else the open ones")],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request):
        """Return the requests that the reader may know of: open ones the oldest first, closed ones the newest first."""
        closed = request.query_params.get("list") == "closed"
        found = queries.latest(reader=request.user, at=timezone.now(), closed=closed)[: queries.SHOWN]
        return Response({"disclosures": presenters.as_json(found)})

    @extend_schema(request=serializers.Receive, responses={201: OpenApiTypes.OBJECT})
    def post(self, request):
        """Record a request, once for its Idempotency-Key."""
        return super().post(request)

    def answer(self, result):
        """Return the request as it stands now."""
        return answer(result.pk, self.request.user)

    def answer_again(self, entry):
        """Return the same for a command that another door had done."""
        return answer(entry.subject_id, self.request.user)


def answer(request_id, reader):
    """Return one request within the reader's scope as it stands now."""
    (found,) = presenters.as_json([queries.request(request_id, reader=reader)])
    return found


class Request(APIView):
    """One request for disclosure."""

    permission = Permission.DISCLOSURE_WORK

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, request_id):
        """Return who is at risk from whom, each step, and what can follow; reading it is written down."""
        found = queries.open_request(request_id, reader=request.user, at=timezone.now())
        return Response(answer(found.pk, request.user))


class OnRequest(CommandAPI):
    """A step taken with one request; the answer is the request as it stands now."""

    permission = Permission.DISCLOSURE_WORK
    serializer_class = serializers.Words
    success = status.HTTP_200_OK

    def answer(self, result):
        """Return the request as it stands now."""
        return answer(result.pk, self.request.user)

    def answer_again(self, entry):
        """Return the same for a command that another door had done."""
        return answer(entry.subject_id, self.request.user)


class Checks(OnRequest):
    """The first checks."""

    command = services.record_checks

    @extend_schema(request=serializers.Words, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, request_id):
        """Record them, once for its Idempotency-Key."""
        return super().post(request, request_id=request_id)


class Meeting(OnRequest):
    """Face to face with the applicant."""

    command = services.record_meeting

    @extend_schema(request=serializers.Words, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, request_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, request_id=request_id)


class Decision(OnRequest):
    """The panel's decision."""

    command = services.record_decision
    serializer_class = serializers.Decide

    @extend_schema(request=serializers.Decide, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, request_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, request_id=request_id)


class Disclosure(OnRequest):
    """The disclosure, made in person."""

    command = services.record_disclosure
    serializer_class = serializers.Disclose

    @extend_schema(request=serializers.Disclose, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, request_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, request_id=request_id)


class NotMade(OnRequest):
    """Closed without a disclosure."""

    command = services.record_non_disclosure
    serializer_class = serializers.NotDisclose

    @extend_schema(request=serializers.NotDisclose, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, request_id):
        """Close it, once for its Idempotency-Key."""
        return super().post(request, request_id=request_id)


class Withdraw(OnRequest):
    """Taken back by the applicant."""

    command = services.withdraw_request

    @extend_schema(request=serializers.Words, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, request_id):
        """Close it, once for its Idempotency-Key."""
        return super().post(request, request_id=request_id)
