"""Doors to people for machines."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import Permission
from people import presenters, queries, serializers


class People(APIView):
    """Search for people."""

    permission = Permission.PERSON_SEARCH

    @extend_schema(
        operation_id="people_search",
        parameters=[serializers.Search],
        responses=serializers.Results,
        description="People who may be meant by what is given, best first, at most 20, each with its reasons.",
    )
    def get(self, request):
        """Return the people who may be meant."""
        asked = serializers.Search(data=request.query_params)
        asked.is_valid(raise_exception=True)
        at = timezone.now()
        found = presenters.with_markers(
            queries.find(**asked.validated_data, reader=request.user, at=at), request.user, at
        )
        return Response(serializers.Results({"results": found}).data)
