"""What holds whatever the answers are and whatever somebody tries: the ratchet, the freeze, the seal of a sign-off."""

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Refused
from law import questionnaires
from law.further import speaks_of_a_child
from risk import services
from risk.models import Answer, Assessment
from risk.sealing import PARTS, digest
from risk.states import POLICE, Grade, Source, State

pytestmark = pytest.mark.django_db
SET = questionnaires.load(POLICE)
OF_CHILDREN = [item.code for item in SET.items if speaks_of_a_child(item.code, "YES", "")]
COUNTED = [item.code for item in SET.items if item.code not in (*SET.not_counted, *OF_CHILDREN)]
FEW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
VALUES = ["YES", "NO", "DONT_KNOW", "REFUSED", "NOT_ASKED"]
ANSWERS = st.fixed_dictionaries(
    {item.code: st.sampled_from(VALUES[1:] if item.code in OF_CHILDREN else VALUES) for item in SET.items}
)
HIGH_ANSWERS = st.tuples(ANSWERS, st.sets(st.sampled_from(COUNTED), min_size=14)).map(
    lambda drawn: drawn[0] | dict.fromkeys(drawn[1], "YES")
)
ITEMS = st.sampled_from([item.code for item in SET.items])
GRADES = st.sampled_from(Grade.values)


class Undone(Exception):
    """Ends an example, so that the next one begins with the same rows."""


def each_apart(example):
    """Run one example in a transaction of its own that is rolled back."""
    with pytest.raises(Undone), transaction.atomic():
        example()
        raise Undone


def attempt(command, **arguments):
    """Do a command or be refused, and say which."""
    try:
        with transaction.atomic():
            command(**arguments)
    except Refused:
        return False
    return True


@FEW
@given(HIGH_ANSWERS, st.lists(st.tuples(st.sampled_from(["submit", "sign", "review"]), GRADES), max_size=6))
def test_whatever_is_tried_visible_high_risk_is_graded_high_or_not_at_all(
    draft, submit, officer, sergeant, cru, case, at, answers, tries
):
    def example():
        reasons = {"grade_reasons": "Judged so"}
        for what, grade in [*tries, ("submit", "HIGH"), ("sign", "HIGH"), *tries]:
            row = Assessment.objects.get(pk=draft.pk)
            if what == "submit":
                done = attempt(submit, answers=answers, grade=grade, **reasons)
            elif what == "sign":
                signing = {"content_hash": row.content_hash, "grade": grade, "note": "Judged so"}
                done = attempt(services.sign_off_assessment, assessment_id=row.pk, by=sergeant, at=at, **signing)
            else:
                done = attempt(
                    services.review_grade, assessment_id=row.pk, grade=grade, reasons="Judged so", by=cru, at=at
                )
            row.refresh_from_db()
            case.refresh_from_db()
            assert {row.grade, row.signed_off_grade, row.reviewed_grade, case.risk_level} <= {"", "HIGH"}
            assert not done or grade == "HIGH"
        assert (row.state, row.visible_high_risk, case.risk_level) == ("SIGNED_OFF", True, "HIGH")

    each_apart(example)


@FEW
@given(ANSWERS, GRADES, st.sampled_from(Grade.values))
def test_judgement_may_always_raise_and_says_why(submit, answers, grade, other):
    def example():
        highest = max(Grade.values, key=["STANDARD", "MEDIUM", "HIGH"].index)
        assert submit(answers=answers, grade=highest, grade_reasons="Afraid").grade == "HIGH"

    each_apart(example)


CHANGES = st.sampled_from(
    [
        ("grade", "STANDARD"),
        ("grade_reasons", "Other"),
        ("observations", "Other"),
        ("children", "LISTED"),
        ("visible_high_risk", False),
        ("yes_count", 1),
        ("suggested_grade", "STANDARD"),
        ("question_set_hash", "0" * 64),
        ("content_hash", "0" * 64),
        ("state", State.DRAFT),
    ]
)


@FEW
@given(st.booleans(), CHANGES, ITEMS, st.sampled_from(VALUES))
def test_what_was_handed_in_or_signed_is_frozen_in_the_database(
    submit, sergeant, many_yes, at, signed, change, item, value
):
    def example():
        row = submit(answers=many_yes(14), grade="HIGH")
        if signed:
            services.sign_off_assessment(assessment_id=row.pk, content_hash=row.content_hash, by=sergeant, at=at)
        name, new = change
        answers = Answer.objects.filter(assessment=row)
        for write in (
            lambda: Assessment.objects.filter(pk=row.pk).update(**{name: new}),
            lambda: answers.filter(item=item).update(value=value, comment="Changed"),
            lambda: answers.filter(item=item).delete(),
            lambda: Answer.objects.create(assessment=row, item="another", value=value),
            lambda: Assessment.objects.filter(pk=row.pk).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()
        row.refresh_from_db()
        assert digest(row) == row.content_hash

    each_apart(example)


@FEW
@given(ANSWERS, ITEMS, st.sampled_from(VALUES), st.sampled_from(Source.values))
def test_any_other_answer_or_source_has_another_seal(submit, answers, item, value, source):
    def example():
        row = submit(answers=answers, grade="HIGH", grade_reasons="Afraid")
        sealed = row.content_hash
        assert digest(row) == sealed
        kept = Answer.objects.get(assessment=row, item=item)
        same = (kept.value, kept.source) == (value, source)
        unsealed = {"value": value, "source": source}
        Assessment.objects.filter(pk=row.pk).update(state=State.RETURNED, returned_reason="Look again")
        Answer.objects.filter(pk=kept.pk).update(**unsealed)
        assert (digest(row) == sealed) is same

    each_apart(example)


@pytest.mark.parametrize("part", sorted({*PARTS, "grade", "grade_reasons"} - {"case_id", "author_id", "typed_by_id"}))
def test_every_part_of_what_is_signed_is_in_the_seal(draft, part):
    before = digest(draft)
    now = getattr(draft, part)
    other = {bool: True, int: 99, list: ["other"]}.get(type(now), "2026-01-01")
    setattr(draft, part, other)
    try:
        assert (digest(draft) == before) is (other == now)
    finally:
        setattr(draft, part, now)


@FEW
@given(st.text("0123456789abcdef", min_size=64, max_size=64), GRADES)
def test_a_sign_off_of_any_other_content_is_refused_and_changes_nothing(submit, sergeant, many_yes, at, shown, grade):
    def example():
        row = submit(answers=many_yes(3), grade="HIGH", grade_reasons="Afraid")
        assert not attempt(
            services.sign_off_assessment,
            assessment_id=row.pk,
            content_hash=shown,
            grade=grade,
            note="Judged so",
            by=sergeant,
            at=at,
        )
        row.refresh_from_db()
        assert (row.state, row.signed_off_grade) == ("SUBMITTED", "")

    each_apart(example)
