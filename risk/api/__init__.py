"""Doors of assessments for machines."""

from contextlib import nullcontext

from django.db import connection, transaction
from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import Permission
from core import journal_queries
from core.api import CommandAPI
from incidents import queries as incidents
from risk import presenters, queries, serializers, services
from risk.queries import disputes
from risk.queries.circumstances import circumstance


class OnCase(CommandAPI):
    """A command whose answer is what it was about, as `told`, and the duties that are open in its case.

    `find` gives that again by its identifier, for a command that another door had done.
    """

    success = status.HTTP_200_OK

    def answer(self, result):
        """Return it as it stands now."""
        duties = journal_queries.duties_json(opened_for=[result.case_id], reader=self.request.user)
        return self.told(result) | {"duties": duties}

    def answer_again(self, entry):
        """Return the same for a command that another door had done."""
        return self.answer(self.find(entry.subject_id))


class OnAssessment(OnCase):
    """A command whose answer is the assessment."""

    def find(self, pk):
        """Return an assessment that the reader may see."""
        return queries.assessment(pk, reader=self.request.user)

    def told(self, found):
        """Return the assessment in codes."""
        return presenters.assessment_json(found, self.request.user)

    def answer(self, result):
        """Return the assessment as it stands now."""
        return super().answer(self.find(result.pk))


class Assessments(OnAssessment):
    """Start an assessment."""

    permission = Permission.RISK_SUBMIT
    command = services.start_assessment
    serializer_class = serializers.StartAssessment
    success = status.HTTP_201_CREATED

    @extend_schema(request=serializers.StartAssessment, responses={201: OpenApiTypes.OBJECT})
    def post(self, request):
        """Start a draft, once for its Idempotency-Key."""
        return super().post(request)


class Assessment(APIView):
    """Read one assessment."""

    permission = Permission.CASE_READ

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, assessment_id):
        """Return one assessment; reading it is written down."""
        found = queries.open_assessment(assessment_id, reader=request.user, at=timezone.now())
        return Response(presenters.assessment_json(found, request.user))


class Keep(CommandAPI):
    """Keep single answers of a draft. Its requests are not held in a transaction: one answer is one statement."""

    permission = Permission.RISK_SUBMIT
    command = services.keep_answers
    serializer_class = serializers.KeepAnswers
    success = status.HTTP_200_OK

    def dispatch(self, request, **ids):
        """Hold a request with a key in a transaction, which then is kept with its reply or not at all."""
        held = "Idempotency-Key" in request.headers or connection.in_atomic_block
        with transaction.atomic() if held else nullcontext():
            return super().dispatch(request, **ids)

    @extend_schema(request=serializers.KeepAnswers, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """Keep what was given to what stands; tell what stands where another answer was kept meanwhile."""
        return super().post(request, assessment_id=assessment_id)

    def answer(self, result):
        """Return {name: version} of what is kept, and what stands where there is a dispute."""
        return {"saved": result.saved, "conflicts": result.conflicts}


class Submit(OnAssessment):
    """Submit an assessment."""

    permission = Permission.RISK_SUBMIT
    command = services.submit_assessment
    serializer_class = serializers.SubmitAssessment

    def arguments(self, validated, **ids):
        """Let an older machine hand in what it knows: further sets of which it sends nothing are marked as unasked."""
        return {**ids, **validated, "further_unasked": True}

    @extend_schema(request=serializers.SubmitAssessment, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """Hand it to the supervisor, once for its Idempotency-Key."""
        return super().post(request, assessment_id=assessment_id)


class SignOff(OnAssessment):
    """Sign an assessment off."""

    permission = Permission.RISK_SIGN_OFF
    command = services.sign_off_assessment
    serializer_class = serializers.SignOff

    @extend_schema(request=serializers.SignOff, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """Sign off exactly the content that was read, once for its Idempotency-Key."""
        return super().post(request, assessment_id=assessment_id)


class Correct(OnAssessment):
    """Correct a signed-off assessment."""

    permission = Permission.RISK_SUBMIT
    command = services.correct_assessment
    serializer_class = serializers.CorrectAssessment

    @extend_schema(request=serializers.CorrectAssessment, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """End the sign-off and put a correction in its place, once for its Idempotency-Key; return the correction."""
        return super().post(request, assessment_id=assessment_id)


class Reads(CommandAPI):
    """Hand in one's own read of an assessment that is read twice. The answer says that it is in, and no grade."""

    permission = Permission.RISK_REVIEW
    command = services.read_assessment
    serializer_class = serializers.ReadAssessment

    @extend_schema(request=serializers.ReadAssessment, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, assessment_id):
        """Seal a read, once for its Idempotency-Key."""
        return super().post(request, assessment_id=assessment_id)


class OnDispute(OnCase):
    """A command whose answer is the dispute in codes, no reasons."""

    def find(self, pk):
        """Return a dispute that the reader may see."""
        return disputes.dispute(pk, reader=self.request.user)

    def told(self, found):
        """Return the dispute in codes."""
        return presenters.disputes.dispute_json(found, self.request.user)


class Disputes(OnDispute):
    """Say that another grade is right, or list what was disputed."""

    permission = Permission.RISK_DISPUTE
    command = services.dispute_grade
    serializer_class = serializers.DisputeGrade
    success = status.HTTP_201_CREATED

    @extend_schema(request=serializers.DisputeGrade, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, case_id):
        """Dispute the grade that stands, once for its Idempotency-Key; the higher of the two holds until decided."""
        return super().post(request, case_id=case_id)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, case_id):
        """Return the disputes of a case, newest first; reading the case is written down."""
        case = incidents.open_case(case_id, reader=request.user, at=timezone.now())
        found = [presenters.disputes.dispute_json(each, request.user) for each in disputes.disputes_of(case.pk)]
        return Response({"case": str(case.pk), "results": found})


class DecideDispute(OnDispute):
    """Decide a dispute as neither party."""

    permission = Permission.RISK_ARBITRATE
    command = services.decide_dispute
    serializer_class = serializers.DecideDispute

    @extend_schema(request=serializers.DecideDispute, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, dispute_id):
        """Decide which grade holds, once for its Idempotency-Key."""
        return super().post(request, dispute_id=dispute_id)


class ReadDispute(OnDispute):
    """Say, as one of the two, that one has read how a dispute was decided."""

    permission = Permission.CASE_READ
    command = services.read_dispute
    serializer_class = serializers.ReadDispute

    @extend_schema(request=serializers.ReadDispute, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, dispute_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, dispute_id=dispute_id)


class Circumstances(CommandAPI):
    """Record a change of circumstances."""

    permission = Permission.INFORMATION_ADD
    command = services.record_circumstance
    serializer_class = serializers.RecordCircumstance

    @extend_schema(request=serializers.RecordCircumstance, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, case_id):
        """Record what changed in a case, once for its Idempotency-Key; the answer names the duties that are open."""
        return super().post(request, case_id=case_id)

    def answer(self, result):
        """Return the change, and the duties that are open in its case."""
        duties = journal_queries.duties_json(opened_for=[result.case_id], reader=self.request.user)
        return {"id": str(result.pk), "kind": result.kind, "occurred_on": result.occurred_on, "duties": duties}

    def answer_again(self, entry):
        """Return the same for a change that another door had recorded."""
        return self.answer(circumstance(entry.subject_id, reader=self.request.user))
