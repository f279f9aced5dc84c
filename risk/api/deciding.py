"""Doors of what is decided about an assessment, for machines: send back, review, and decide between two reads."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from accounts.permissions import Permission
from risk import presenters, queries, serializers, services
from risk.api import OnAssessment


class SendBack(OnAssessment):
    """Send an assessment back to its author."""

    permission = Permission.RISK_SIGN_OFF
    command = services.return_assessment
    serializer_class = serializers.SendBack

    @extend_schema(request=serializers.SendBack, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """Send back exactly the content that was read, once for its Idempotency-Key."""
        return super().post(request, assessment_id=assessment_id)


class Confirm(OnAssessment):
    """Confirm what was typed for an officer."""

    permission = Permission.RISK_SUBMIT
    command = services.confirm_assessment
    serializer_class = serializers.Confirm

    @extend_schema(request=serializers.Confirm, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """Confirm it as its author, or in the place of one who is gone, once for its Idempotency-Key."""
        return super().post(request, assessment_id=assessment_id)


class Disown(OnAssessment):
    """Say that what was typed is not what one answered."""

    permission = Permission.RISK_SUBMIT
    command = services.disown_answers
    serializer_class = serializers.Disown

    @extend_schema(request=serializers.Disown, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """Send it back to whoever typed it, once for its Idempotency-Key; return what is to be put right."""
        return super().post(request, assessment_id=assessment_id)


class DeclareConflict(OnAssessment):
    """Say that somebody in the case of an assessment is close to oneself."""

    permission = Permission.CASE_READ
    command = services.declare_conflict
    serializer_class = serializers.DeclareConflict

    @extend_schema(request=serializers.DeclareConflict, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """Declare it, once for its Idempotency-Key; another officer decides about the risk of this case from now."""
        return super().post(request, assessment_id=assessment_id)

    def answer(self, result):
        """Return the assessment on which it was declared."""
        return super().answer(self.find(self.kwargs["assessment_id"]))


class Review(OnAssessment):
    """Review the grade of an assessment that one specialist reads."""

    permission = Permission.RISK_REVIEW
    command = services.review_grade
    serializer_class = serializers.ReviewGrade

    @extend_schema(request=serializers.ReviewGrade, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """Keep or change the grade, once for its Idempotency-Key; a lower one waits for a second person."""
        return super().post(request, assessment_id=assessment_id)

    def answer(self, result):
        """Return the assessment that was reviewed."""
        return super().answer(result.assessment)

    def answer_again(self, entry):
        """Return the same for a review that another door had saved."""
        found = queries.assessment(entry.facts["assessment"], reader=self.request.user)
        return super().answer(found)


class Arbitrate(Review):
    """Decide between two reads that disagree; before, read what the two gave."""

    permission = Permission.RISK_ARBITRATE
    command = services.arbitrate

    @extend_schema(request=serializers.ReviewGrade, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """Decide which grade holds, once for its Idempotency-Key."""
        return super().post(request, assessment_id)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, assessment_id):
        """Return where the two reads stand, and both once both are in; looking at it is written down."""
        found = queries.open_assessment(assessment_id, reader=request.user, at=timezone.now())
        return Response(presenters.reading.reads_json(found, request.user))
