"""Doors of lowering a level for a time, for machines: propose, agree, refuse."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import status

from accounts.permissions import Permission
from risk import presenters, serializers, services
from risk.api import OnCase
from risk.queries import downgrading


class OnDowngrade(OnCase):
    """A command whose answer is the proposal in codes."""

    def find(self, pk):
        """Return a proposal that the reader may see."""
        return downgrading.downgrade(pk, reader=self.request.user)

    def told(self, found):
        """Return the proposal in codes."""
        return presenters.downgrading.downgrade_json(found)


class Propose(OnDowngrade):
    """Propose a lower level until a day."""

    permission = Permission.RISK_REVIEW
    command = services.propose_downgrade
    serializer_class = serializers.ProposeDowngrade
    success = status.HTTP_201_CREATED

    @extend_schema(request=serializers.ProposeDowngrade, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """Propose it, once for its Idempotency-Key; nothing changes before a second person agrees."""
        return super().post(request, assessment_id=assessment_id)


class Agree(OnDowngrade):
    """Agree to a lower level as the second person."""

    permission = Permission.RISK_ARBITRATE
    command = services.agree_downgrade
    serializer_class = serializers.AgreeDowngrade

    @extend_schema(request=serializers.AgreeDowngrade, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, downgrade_id):
        """Let the lower level hold until its day, once for its Idempotency-Key."""
        return super().post(request, downgrade_id=downgrade_id)


class Refuse(Agree):
    """Refuse a lower level as the second person."""

    command = services.refuse_downgrade
    serializer_class = serializers.RefuseDowngrade

    @extend_schema(request=serializers.RefuseDowngrade, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, downgrade_id):
        """Let the level stay, once for its Idempotency-Key."""
        return super().post(request, downgrade_id)
