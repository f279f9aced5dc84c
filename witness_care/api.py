"""Doors of the care for a witness for machines, such as a witness management system.

Every answer is the witness page in codes and days: no words of hers, nothing said to her, and no place but a court.
"""

from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import Permission
from core import journal_queries
from core.api import CommandAPI
from incidents import queries as incidents
from witness_care import presenters, serializers, services


class Witness(APIView):
    """The victim of a case as a witness."""

    permission = Permission.CASE_READ

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, case_id):
        """Return hearings, needs, special measures, statement, rights and reviews; reading it is written down."""
        case = incidents.open_case(case_id, reader=request.user, at=timezone.now())
        return Response(presenters.witness_json(case))


class OnWitness(CommandAPI):
    """A command whose answer is the witness as she stands now, and the duties that are open in her case."""

    permission = Permission.VICTIM_TELL
    success = status.HTTP_200_OK

    def answer(self, result):
        """Return what was done by its number, with everything about the witness."""
        return self.told(result.pk, result.case_id)

    def answer_again(self, entry):
        """Return the same for a command that another door had done."""
        return self.told(entry.subject_id, entry.case_id)

    def told(self, subject_id, case_id):
        """Return the witness of a case within the reader's scope."""
        case = incidents.case(case_id, reader=self.request.user)
        duties = journal_queries.duties_json(opened_for=[case.pk], reader=self.request.user)
        return {"id": str(subject_id), **presenters.witness_json(case), "duties": duties}


class OnHearing(OnWitness):
    """A command about a hearing, by the number of the listing that stands."""

    def do(self, request, reply, **ids):
        """Remember in which case: an event of custody may belong to several."""
        self.case_id = ids["case_id"]
        return super().do(request, reply, **ids)

    def answer(self, result):
        """Return the witness of the case that was named."""
        return self.told(result.pk, self.case_id)

    def answer_again(self, entry):
        """Return the same for a command that another door had done."""
        return self.told(entry.subject_id, self.case_id)


class ChangeHearing(OnHearing):
    """List a hearing at another time or place."""

    permission = Permission.CUSTODY_RECORD
    command = services.change_hearing
    serializer_class = serializers.ChangeHearing

    @extend_schema(request=serializers.ChangeHearing, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, case_id, event_id):
        """Record the new listing, once for its Idempotency-Key; the old one stays on record."""
        return super().post(request, case_id=case_id, event_id=event_id)

    def arguments(self, validated, **ids):
        """Return the new listing as the details of an event."""
        return {**ids, "details": validated}


class VacateHearing(OnHearing):
    """Record that a hearing does not take place."""

    permission = Permission.CUSTODY_RECORD
    command = services.vacate_hearing
    serializer_class = serializers.Reason

    @extend_schema(request=serializers.Reason, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, case_id, event_id):
        """Vacate it, once for its Idempotency-Key."""
        return super().post(request, case_id=case_id, event_id=event_id)


class PrepareWitness(OnHearing):
    """Record that a hearing was gone through with the victim."""

    command = services.prepare_witness
    serializer_class = serializers.Spoken

    @extend_schema(request=serializers.Spoken, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, case_id, event_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, case_id=case_id, event_id=event_id)


class OnCase(OnWitness):
    """A command about the witness of a case."""

    success = status.HTTP_201_CREATED


class Needs(OnCase):
    """Record what the victim needs, and each special measure that she wants."""

    command = services.assess_needs
    serializer_class = serializers.AssessNeeds

    @extend_schema(request=serializers.AssessNeeds, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, case_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, case_id=case_id)


class Statement(OnCase):
    """Record that the Victim Personal Statement was offered, and the answer."""

    command = services.offer_statement
    serializer_class = serializers.OfferStatement

    @extend_schema(request=serializers.OfferStatement, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, case_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, case_id=case_id)


class StatementUsed(OnCase):
    """Record what became of the statement at sentence."""

    command = services.record_statement_use
    serializer_class = serializers.StatementUsed

    @extend_schema(request=serializers.StatementUsed, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, case_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, case_id=case_id)


class Rights(OnCase):
    """Record that the victim was told of a right."""

    command = services.tell_right
    serializer_class = serializers.TellRight

    @extend_schema(request=serializers.TellRight, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, case_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, case_id=case_id)


class Reviews(OnCase):
    """Record that the victim wants a decision to be looked at again."""

    command = services.ask_review
    serializer_class = serializers.AskReview

    @extend_schema(request=serializers.AskReview, responses={201: OpenApiTypes.OBJECT})
    def post(self, request, case_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, case_id=case_id)


class OnMeasure(OnWitness):
    """A command about a special measure."""

    def arguments(self, validated, special_id):
        """Return the command's keywords."""
        return {"measure_id": special_id, **validated}


class ApplyForMeasure(OnMeasure):
    """Record the application for a special measure."""

    command = services.apply_for_measure
    serializer_class = serializers.ApplyForMeasure

    @extend_schema(request=serializers.ApplyForMeasure, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, special_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, special_id=special_id)


class MeasureDecision(OnMeasure):
    """Record the court's answer about a special measure."""

    command = services.record_measure_decision
    serializer_class = serializers.MeasureDecision

    @extend_schema(request=serializers.MeasureDecision, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, special_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, special_id=special_id)


class TellMeasure(OnMeasure):
    """Record that the victim was told what became of a special measure."""

    command = services.tell_measure
    serializer_class = serializers.Spoken

    @extend_schema(request=serializers.Spoken, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, special_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, special_id=special_id)


class DropMeasure(OnMeasure):
    """Record that a special measure is no longer wanted."""

    command = services.drop_measure
    serializer_class = serializers.Reason

    @extend_schema(request=serializers.Reason, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, special_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, special_id=special_id)


class DecideReview(OnWitness):
    """Decide a review, as somebody who had no part in the decision."""

    permission = Permission.CASE_REVIEW
    command = services.decide_review
    serializer_class = serializers.DecideReview

    @extend_schema(request=serializers.DecideReview, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, review_id):
        """Decide it, once for its Idempotency-Key."""
        return super().post(request, review_id=review_id)


class TellReview(OnWitness):
    """Record that the victim was told what a review decided."""

    command = services.tell_review
    serializer_class = serializers.Spoken

    @extend_schema(request=serializers.Spoken, responses={200: OpenApiTypes.OBJECT})
    def post(self, request, review_id):
        """Record it, once for its Idempotency-Key."""
        return super().post(request, review_id=review_id)
