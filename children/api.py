"""The door of children for machines: reading only."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import Permission
from children import presenters
from incidents import queries as incidents


class Children(APIView):
    """The children of a case with their parts in its latest incident, and who was told. No place and no words.

    `earlier` holds the incidents before it of which something is still to be said or told.
    """

    permission = Permission.CASE_READ

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, case_id):
        """Return the children of a case; reading it is written down."""
        case = incidents.open_case(case_id, reader=request.user, at=timezone.now())
        family = presenters.Family(case, request.user)
        return Response(
            {"case": str(case.pk)}
            | presenters.incident_json(family.latest, family.cards())
            | {"earlier": [presenters.incident_json(**each) for each in family.earlier()]}
        )
