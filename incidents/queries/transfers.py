"""Reads of cases that go, or have gone, to a force which is not in this house."""

from django.db.models import Exists, OuterRef, Q

from core import journal_queries
from core.errors import Absent
from core.models import Duty
from incidents.models import Case, Transfer
from incidents.queries.cases import visible_to
from incidents.states import OfferAnswer
from law.duties import BY_CODE

SHOWN = 50
# What the hand-over itself owes, what is about our own readers or what they may read, and what is about another case as
# well, of which not everybody may know who hands this one over: never handed on.
OWN = (
    "CHASE_TRANSFER",
    "FINISH_TRANSFER",
    "REVIEW_BREAK_GLASS",
    "COVER_CASE",
    "COVER_VICTIM_CONTACT",
    "NAME_INVESTIGATOR",
    "SIGN_AGGRESSOR",
    "LOOK_AT_ADDRESS",
    "TELL_ADDRESS_KNOWN",
)
# Owed to the victim by whoever answers for her: it goes along unless somebody says that it stays.
GOES = (
    "case_owner",
    "witness_contact",
    "victim_contact",
    "named",
    "safeguarding",
    "plan_reviewer",
    "marac_coordinator",
)


def waiting_transfer(case_id):
    """Return the transfer of a case whose answer is not recorded yet, or None."""
    return Transfer.objects.filter(case_id=case_id, state=OfferAnswer.WAITING).select_related("giver").first()


def accepted_transfer(case_id):
    """Return the latest transfer of a case that another force accepted, or None."""
    found = Transfer.objects.filter(case_id=case_id, state=OfferAnswer.ACCEPTED).select_related("giver", "answered_by")
    return found.order_by("-answered_at").first()


def newest_transfer(case_id):
    """Return the newest transfer of a case that waits or was accepted, or None."""
    shown = (OfferAnswer.WAITING, OfferAnswer.ACCEPTED)
    found = Transfer.objects.filter(case_id=case_id, state__in=shown).select_related("giver", "answered_by")
    return found.order_by("-sent_at", "-pk").first()


def gone():
    """Return the condition of cases that another force has: given to it here, or accepted by one outside."""
    accepted = Transfer.objects.filter(case=OuterRef("pk"), state=OfferAnswer.ACCEPTED)
    return Q(state="CLOSED") & Exists(accepted)


def answered_for_elsewhere(reader):
    """Return the condition of people whose every case as a victim other forces have: how she is reached went along."""
    cases = Case.objects.filter(victim__identity=OuterRef("identity"))
    force_id = reader.posting and reader.posting.force_id
    return Exists(cases) & ~Exists(cases.filter(~gone(), force_id=force_id))


def transfer(transfer_id, *, reader):
    """Return a transfer of a case within the reader's scope, or raise Absent."""
    found = (
        Transfer.objects.filter(pk=transfer_id, case__in=visible_to(reader))
        .select_related("case__victim", "case__suspect", "giver")
        .first()
    )
    if found is None:
        raise Absent()
    return found


def transfer_for_change(transfer_id):
    """Return a transfer, locked; the caller has locked its case within the reader's scope."""
    return Transfer.objects.select_for_update().get(pk=transfer_id)


def transfers(*, reader):
    """Return the transfers of the reader's cases that wait or were accepted, the newest first, a page at most."""
    shown = (OfferAnswer.WAITING, OfferAnswer.ACCEPTED)
    found = Transfer.objects.filter(state__in=shown, case__in=visible_to(reader))
    return list(found.select_related("case__victim", "case__suspect", "giver").order_by("-sent_at", "-pk")[:SHOWN])


def finishing(case_id):
    """Say whether another force has accepted a case of which something stayed here."""
    return Duty.objects.filter(case_id=case_id, code="FINISH_TRANSFER", ended_at=None).exists()


def open_to_hand_on(case_id, *, reader):
    """Return the open duties of a case that could go along to another force, by due time, locked.

    What is hidden from whoever gives the case stays with its owner.
    """
    return list(could_go(case_id, reader).select_for_update(of=("self",)))


def could_go(case_id, reader):
    """Return the open duties of a case that a reader may know of and that could go along, by due time."""
    found = Duty.objects.filter(case_id=case_id, ended_at=None).exclude(code__in=OWN)
    return journal_queries.known_to(reader, found).order_by("due_at", "pk")


def owed_in(case_id, *, reader):
    """Return (duty, its words, whether it goes along by itself) for the open duties of a case, by due time."""
    found = could_go(case_id, reader)
    return [(duty, words_of(duty, reader), duty.owed_by in GOES) for duty in found]


def words_of(duty, reader):
    """Return what is owed, in words that name no level that is withheld from the reader."""
    return journal_queries.KEPT_WORDS if journal_queries.tells_kept_level(duty, reader) else BY_CODE[duty.code].what
