"""What was typed for an officer: they confirm it or say that it is not theirs; where they are gone, another checks."""

from accounts import queries as accounts
from accounts.permissions import Permission, allow
from core.journal import command, record
from risk import events, queries, vouching_policies
from risk.queries import vouching
from risk.services.correcting import put_in_place
from risk.services.signing import decide
from risk.states import DecisionKind, State


@command
def confirm_assessment(*, assessment_id, checked="", by, at, command_id=None):
    """Confirm what somebody else typed, once it is submitted: as its author, or in the place of one who is gone.

    Whoever owes it in the author's place says against what they `checked` it, such as a notebook or a recording.
    """
    assessment = queries.for_decision(assessment_id, reader=by)
    allow(by, Permission.RISK_SUBMIT, assessment.case)
    author, checked = by.pk == assessment.author_id, checked.strip()
    vouching_policies.check_can_confirm(assessment, author=author, in_place=vouching.owes_confirmation(assessment, by))
    vouching_policies.check_checked(checked, author=author)

    assessment.confirmed_at = at
    assessment.save()
    if not author:
        decide(assessment, DecisionKind.CONFIRMED, by=by, at=at, reason=checked)

    record(
        events.CONFIRMED,
        about=assessment,
        by=by,
        at=at,
        command_id=command_id,
        assessment=assessment.pk,
        in_place=not author,
        level=assessment.case.risk_level,
    )
    return assessment


@command
def disown_answers(*, assessment_id, reason, by, at, command_id=None):
    """Say, as the author, that what was typed is not what one answered: it goes back to the typist with the reason.

    Return what the typist has to put right. A sign-off of such answers ends and is kept, and the level that it set
    holds until what was put right is signed off.
    """
    assessment = queries.for_decision(assessment_id, reader=by)
    allow(by, Permission.RISK_SUBMIT, assessment.case)
    vouching_policies.check_can_disown(assessment, by=by, reason=reason)

    if assessment.state == State.SIGNED_OFF:
        back = put_in_place(assessment, reason=reason.strip(), by=by, at=at)
    else:
        back = assessment
        back.send_back(reason.strip())
        back.lock_version += 1
        back.save()

    typist = assessment.typed_by_id
    record(
        events.DISOWNED,
        about=back,
        by=by,
        at=at,
        command_id=command_id,
        of=assessment.pk,
        assessment=back.pk,
        author=assessment.author_id,
        to=typist if accounts.reachable(typist, at) else assessment.author_id,
        signed=back is not assessment,
        level=assessment.case.risk_level,
    )
    return back
