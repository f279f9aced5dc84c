"""What a supervisor signs: one digest of everything that an assessment says."""

import hashlib
import json

PARTS = (
    "case_id instrument version question_set_hash author_id typed_by_id assessed_at children child_ids observations "
    "suggested_grade suggested_reasons yes_count unknown_count visible_high_risk grade grade_reasons"
).split()

FURTHER = ("instrument", "version", "question_set_hash", "left_out", "reason")


def digest(assessment):
    """Return the SHA-256 of the assessment's content: answers, children, grade, reasons, author, instrument."""
    content = {name: plain(getattr(assessment, name)) for name in PARTS}
    content["answers"] = list(assessment.answers.order_by("item").values_list("item", "value", "comment", "source"))
    # Only where it is so, and where there are some: what was sealed before the house knew of either keeps its seal.
    if assessment.assessed_day_only:
        content["assessed_day_only"] = True
    further = list(assessment.further.order_by("instrument").values_list(*FURTHER))
    if further:
        content["further"] = further
    written = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def plain(value):
    """Return a value in the one form that stays the same before and after it was stored."""
    if hasattr(value, "astimezone"):
        return f"{value.timestamp():.6f}"
    if isinstance(value, list | tuple):
        return [each if isinstance(each, dict) else str(each) for each in value]
    return value if isinstance(value, bool | int) else str(value or "")
