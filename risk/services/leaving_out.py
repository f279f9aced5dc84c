"""Further questions: which set was begun in which version, and why one that an answer opened was left out."""

from risk import policies, queries
from risk.models import Further
from risk.states import LeftOut


def changed_reasons(assessment, sets, left_out):
    """Return {set code: (kept, new)} for each reason that differs from the one kept; refuse an unknown set."""
    policies.check_left_out(left_out, known=[each.code for each in sets])
    kept = {code: row.reason for code, row in queries.further_of(assessment).items()}
    given = {code: reason.strip() for code, reason in left_out.items()}
    return {code: (kept.get(code, ""), new) for code, new in given.items() if new != kept.get(code, "")}


def compared_reasons(sets, reasons):
    """Return {label: (now on record, yours)} for the reasons that differ."""
    titles = {each.code: each.title.partition(":")[0] for each in sets}
    return {f"{titles[code]}: why left out": change for code, change in reasons.items()}


def begin_further(assessment, sets, items, reasons):
    """Keep the version of each further set that was just answered or left out, and the reason."""
    touched = [each for each in sets if each.code in reasons or any(item.code in items for item in each.items)]
    rows = queries.further_of(assessment) if touched else {}
    for each in touched:
        row = rows.get(each.code) or begin(assessment, each)
        if each.code in reasons:
            row.reason = reasons[each.code][1]
        row.left_out = LeftOut.DECLINED if row.reason else LeftOut.NO
        row.save()


def begin(assessment, question_set):
    """Return a new row for a further set, in the version that stands; refuse one reworded under its version."""
    policies.check_frozen(question_set, used_otherwise=queries.used_otherwise(question_set))
    return Further(
        assessment=assessment,
        instrument=question_set.code,
        version=question_set.version,
        question_set_hash=question_set.sha256,
    )


def mark_unasked(assessment):
    """Mark the opened sets of which nothing was sent as not asked; return how many. Half a set stays to be refused."""
    rows, values = queries.further_of(assessment), queries.values_of(assessment)
    silent = [
        each
        for each, _ in queries.further_missing(assessment)
        if each.code not in rows and not queries.own(each, values)
    ]
    for each in silent:
        row = begin(assessment, each)
        row.left_out = LeftOut.UNASKED
        row.save()
    return len(silent)
