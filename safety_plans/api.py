"""Doors of safety plans for machines."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from accounts.permissions import Permission
from core.api import CommandAPI
from incidents import queries as incidents
from safety_plans import presenters, queries, serializers, services


class ProposeSet(CommandAPI):
    """Propose what the plan of a case lacks, or list what it has and lacks."""

    permission = Permission.PLAN_WRITE
    command = services.propose_set
    serializer_class = serializers.ProposeSet

    @extend_schema(request=serializers.ProposeSet, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, case_id):
        """Propose measures of the set in one go, all or none, once for its Idempotency-Key."""
        return super().post(request, case_id=case_id)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, case_id):
        """Return the measures of a plan, and what it lacks; reading it is written down."""
        case, _ = queries.open_plan(case_id, reader=request.user, at=timezone.now())
        return Response(presenters.plan_json(case, request.user))

    def answer(self, result):
        """Return the plan as it stands now."""
        return presenters.plan_json(result[0].plan.case, self.request.user)

    def answer_again(self, entry):
        """Return the same for a command that another door had done."""
        return presenters.plan_json(incidents.case(entry.case_id, reader=self.request.user), self.request.user)
