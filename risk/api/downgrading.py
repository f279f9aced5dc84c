"""Doors of lowering a level for a time, for machines: propose, agree, refuse."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import status

from accounts.permissions import Permission
from core import journal_queries
from core.api import CommandAPI
from risk import presenters, serializers, services
from risk.queries import downgrading


class Propose(CommandAPI):
    """Propose a lower level until a day. The answer is the proposal in codes, and the duties open in its case."""

    permission = Permission.RISK_REVIEW
    command = services.propose_downgrade
    serializer_class = serializers.ProposeDowngrade

    @extend_schema(request=serializers.ProposeDowngrade, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """Propose it, once for its Idempotency-Key; nothing changes before a second person agrees."""
        return super().post(request, assessment_id=assessment_id)

    def answer(self, result):
        """Return the proposal as it stands now."""
        duties = journal_queries.duties_json(opened_for=[result.case_id], reader=self.request.user)
        return presenters.downgrading.downgrade_json(result) | {"duties": duties}

    def answer_again(self, entry):
        """Return the same for a command that another door had done."""
        return self.answer(downgrading.downgrade(entry.subject_id, reader=self.request.user))


class Agree(Propose):
    """Agree to a lower level as the second person."""

    permission = Permission.RISK_ARBITRATE
    command = services.agree_downgrade
    serializer_class = serializers.AgreeDowngrade
    success = status.HTTP_200_OK

    @extend_schema(request=serializers.AgreeDowngrade, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, downgrade_id):
        """Let the lower level hold until its day, once for its Idempotency-Key."""
        return CommandAPI.post(self, request, downgrade_id=downgrade_id)


class Refuse(Agree):
    """Refuse a lower level as the second person."""

    command = services.refuse_downgrade
    serializer_class = serializers.RefuseDowngrade

    @extend_schema(request=serializers.RefuseDowngrade, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, downgrade_id):
        """Let the level stay, once for its Idempotency-Key."""
        return super().post(request, downgrade_id)
