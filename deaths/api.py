"""The door after a death for machines."""

from drf_spectacular.utils import OpenApiTypes, extend_schema

from accounts.permissions import Permission
from core.api import CommandAPI
from deaths import serializers, services


class Deaths(CommandAPI):
    """Record that somebody of a case has died and that domestic abuse is or may be a factor."""

    permission = Permission.DEATH_RECORD
    command = services.record_death
    serializer_class = serializers.RecordDeath

    @extend_schema(request=serializers.RecordDeath, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, case_id):
        """Record a death; what was owed to them in person ends, and the duties after a death open."""
        return super().post(request, case_id=case_id)
