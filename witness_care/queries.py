"""Every read of witness care. Each takes the `reader`, or a case that the reader was already given."""

from dataclasses import dataclass

from django.db.models import OuterRef

from accounts import queries as accounts
from accounts.permissions import Permission
from core.errors import Absent
from custody import queries as custody
from custody.states import Kind
from incidents import queries as incidents
from witness_care.models import (
    Contact,
    DecisionReview,
    NeedsAssessment,
    Preparation,
    RightTold,
    SpecialMeasure,
    StatementOffer,
    StatementUse,
    Telling,
)
from witness_care.states import ContactState

LISTINGS = (Kind.HEARING_LISTED, Kind.HEARING_VACATED)


@dataclass(frozen=True)
class Hearing:
    """One hearing: its listings, the newest first, and the one that stands, or None where it was vacated."""

    reference: str
    stands: object
    listings: tuple

    @property
    def latest(self):
        """The newest listing that said when it is."""
        return next((each for each in self.listings if each.kind == Kind.HEARING_LISTED), self.listings[0])


def hearings(case):
    """Return the hearings of a case the reader has been given: those that stand first, the earliest first."""
    listed = [each for each in custody.events_in(case) if each.kind in LISTINGS]
    standing = custody.standing_hearings(listed)
    by_reference = {}
    for each in listed:
        by_reference.setdefault(each.details.get("hearing_ref") or str(each.pk), []).append(each)
    found = [
        Hearing(reference, next((each for each in rows if each.pk == standing.get(reference)), None), tuple(rows))
        for reference, rows in by_reference.items()
        if any(each.withdrawn_at is None for each in rows)
    ]
    return sorted(found, key=lambda each: (each.stands is None, each.latest.details.get("hearing_at", "")))


def hearing(case, event_id):
    """Return the hearing that a listing of a case stands for now, or raise Absent."""
    for each in hearings(case):
        if each.stands is not None and each.stands.pk == event_id:
            return each
    raise Absent()


def contact(case_id):
    """Return who cares for the witness, or None: then the owner of the case does."""
    return Contact.objects.filter(case_id=case_id, state=ContactState.HOLDS).select_related("officer").first()


def contact_there(case_id, at):
    """Return who cares for the witness; None where nobody does, or whoever does is away, has left or may not now."""
    able = accounts.able_at(Permission.VICTIM_TELL, at, force=OuterRef("case__force"))
    return Contact.objects.filter(case_id=case_id, state=ContactState.HOLDS, officer__in=able).first()


def contacts(case_id):
    """Return who cares for the witness and the offer that waits, each or None, in one query."""
    live = Contact.objects.filter(case_id=case_id, state__in=[ContactState.HOLDS, ContactState.OFFERED])
    found = {each.state: each for each in live.select_related("officer", "named_by")}
    return found.get(ContactState.HOLDS), found.get(ContactState.OFFERED)


def has_part(officer):
    """Return the ids of the cases in which an officer cares for the witness, or is asked to."""
    live = [ContactState.HOLDS, ContactState.OFFERED]
    return Contact.objects.filter(officer=officer, state__in=live).values("case_id")


def contact_refused(case_id):
    """Return the refusal of whoever was asked last to care for the witness, or None where that did not end so."""
    last = Contact.objects.filter(case_id=case_id).select_related("officer").order_by("-named_at", "-pk").first()
    return last if last and last.state == ContactState.REFUSED else None


def contact_offer(case_id):
    """Return the offer that waits for an answer, or None."""
    found = Contact.objects.filter(case_id=case_id, state=ContactState.OFFERED)
    return found.select_related("officer", "named_by").first()


def contact_for_change(contact_id, *, reader):
    """Return an offer, locked, within the reader's scope, or raise Absent."""
    found = Contact.objects.filter(pk=contact_id, case__in=incidents.visible_to(reader))
    row = found.select_for_update(of=("self",)).select_related("case").first()
    if row is None:
        raise Absent()
    return row


def offer(contact_id, *, reader):
    """Return an offer within the reader's scope, or raise Absent."""
    found = Contact.objects.filter(pk=contact_id, case__in=incidents.visible_to(reader))
    row = found.select_related("case", "officer", "named_by").first()
    if row is None:
        raise Absent()
    return row


def contacts_held_by(officer):
    """Return what an officer holds in open cases, locked."""
    found = Contact.objects.filter(officer=officer, state=ContactState.HOLDS, case__state="OPEN")
    return found.select_for_update(of=("self",)).order_by("pk")


def offers_to(officer):
    """Return the offers that wait for an officer, locked."""
    found = Contact.objects.filter(officer=officer, state=ContactState.OFFERED)
    return found.select_for_update(of=("self",)).order_by("pk")


def count_held(officer, at):
    """Return for how many witnesses of open cases an officer cares."""
    return Contact.objects.filter(officer=officer, state=ContactState.HOLDS, case__state="OPEN").count()


def tellings(case_id):
    """Return the conversations with the victim as a witness of a case, newest first."""
    return list(Telling.objects.filter(case_id=case_id).select_related("told_by").order_by("-told_at", "-pk"))


def needs(case_id):
    """Return what the victim last said that she needs, or None."""
    found = NeedsAssessment.objects.filter(case_id=case_id).select_related("assessed_by")
    return found.order_by("-assessed_at", "-pk").first()


def measures(case_id):
    """Return the special measures of a case, dropped ones last."""
    return sorted(SpecialMeasure.objects.filter(case_id=case_id), key=lambda each: (each.state == "DROPPED", each.pk))


def measure(measure_id, *, reader):
    """Return a special measure within the reader's scope, or raise Absent."""
    found = SpecialMeasure.objects.filter(pk=measure_id, case__in=incidents.visible_to(reader))
    row = found.select_related("case").first()
    if row is None:
        raise Absent()
    return row


def measure_for_change(measure_id, *, reader):
    """Return a special measure, locked, within the reader's scope, or raise Absent."""
    row = measure(measure_id, reader=reader)
    incidents.case_for_change(row.case_id, reader=reader)
    return SpecialMeasure.objects.select_for_update(of=("self",)).select_related("case").get(pk=row.pk)


def wanted(case_id):
    """Return the codes of the special measures that were asked for and not dropped."""
    return set(SpecialMeasure.objects.filter(case_id=case_id).exclude(state="DROPPED").values_list("code", flat=True))


def preparations(case_id):
    """Return {listing id: Preparation} of a case."""
    found = Preparation.objects.filter(case_id=case_id).select_related("prepared_by").order_by("prepared_at")
    return {each.hearing_id: each for each in found}


def statements(case_id):
    """Return every offer of the statement, newest first."""
    found = StatementOffer.objects.filter(case_id=case_id).select_related("offered_by")
    return list(found.order_by("-offered_at", "-pk"))


def uses(case_id):
    """Return what became of the statement at each sentence, newest first."""
    found = StatementUse.objects.filter(case_id=case_id).select_related("recorded_by")
    return list(found.order_by("-used_on", "-pk"))


def rights(case_id):
    """Return every telling of a right, newest first."""
    return list(RightTold.objects.filter(case_id=case_id).select_related("told_by").order_by("-told_at", "-pk"))


def reviews(case_id):
    """Return the reviews for which the victim has asked, newest first."""
    found = DecisionReview.objects.filter(case_id=case_id).select_related("asked_by", "decided_by", "told_by")
    return list(found.order_by("-asked_at", "-pk"))


def open_review(case_id):
    """Return the review that waits to be decided, or None."""
    return DecisionReview.objects.filter(case_id=case_id, decided_at=None).first()


def review(review_id, *, reader):
    """Return a review within the reader's scope, or raise Absent."""
    found = DecisionReview.objects.filter(pk=review_id, case__in=incidents.visible_to(reader))
    row = found.select_related("case", "asked_by").first()
    if row is None:
        raise Absent()
    return row


def review_for_change(review_id, *, reader):
    """Return a review, locked, within the reader's scope, or raise Absent."""
    row = review(review_id, reader=reader)
    return DecisionReview.objects.select_for_update(of=("self",)).select_related("case").get(pk=row.pk)
