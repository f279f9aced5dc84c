"""Doors to people for machines."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import Permission
from core.api import CommandAPI
from people import presenters, queries, serializers, services


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


class Relationships(CommandAPI):
    """How a person is connected with others; recording and ending a connection."""

    permission = Permission.PERSON_SEARCH
    command = services.link_people
    serializer_class = serializers.Relate

    @extend_schema(responses=serializers.RelationshipsOfPerson)
    def get(self, request, person_id):
        """Return the connections of a person with people of whom the reader may know; reading it is written down."""
        at = timezone.now()
        _, records = queries.profile(person_id, request.user, at)
        found = queries.relationships([each.pk for each in records], request.user, at)
        return Response(serializers.RelationshipsOfPerson({"results": found}).data)

    @extend_schema(request=serializers.Relate, responses={201: serializers.RelationshipOfPerson})
    def post(self, request, person_id):
        """Record what another person is to this one, or when that ended; this needs its own permission."""
        if reason := request.user.may(Permission.PERSON_LINK):
            raise PermissionDenied(reason)
        return super().post(request, person_id=person_id)

    def arguments(self, validated, person_id):
        """The other person is the <kind> of the person in the path."""
        return {"of_id": validated.pop("other_id"), "to_id": person_id, **validated}

    def answer(self, result):
        """Return the connection."""
        return serializers.RelationshipOfPerson(result).data
