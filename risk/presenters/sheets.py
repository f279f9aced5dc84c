"""The questions of an assessment with their answers, as a page and a machine read them."""

from risk import queries
from risk.queries.questions import wordings
from risk.states import LeftOut, Value

FURTHER = {
    "S_DASH": "If yes, ask the stalking questions as well.",
    "H_DASH": "If yes, ask the questions about family honour as well. Never use a relative to interpret.",
    "COERCIVE_CONTROL": "If yes, ask the questions about control as well.",
    "CHILD": "If yes, ask the questions about the children as well.",
}

BESIDES = {
    "children": "Children",
    "children_named": "Children who are not named in the case yet",
    "observations": "What else you saw or know",
}


def undecided(assessment, asked):
    """Return what its author has still to choose about, for the script of the page, and each in words."""
    found = queries.undecided_of(assessment)
    if found is None:
        return {}
    numbers = {item.code: item.number for each in asked for item in each.items}
    words = [f"Question {numbers.get(code, code)}: {in_words(given)}" for code, given in found["answers"].items()]
    words += [
        f"{BESIDES.get(name, 'Why further questions were not asked')}: {said['now']}"
        for name, said in found["besides"].items()
    ]
    return {"undecided": found, "undecided_words": words}


def in_words(given):
    """Return an answer with what was added to it."""
    said = Value(given["value"]).label if given["value"] else "Not answered"
    return f"{said}; {given['comment']}" if given.get("comment") else said


def sheets(assessment, form=None, records=None, kept=None):
    """Return every question of an assessment: its `groups`, and its `further` sets; `records` stand beside.

    `kept` are the answers and the rows of the further sets, where they are read already.

    Where the force holds licensed wording it stands beside our own.

    `weighed` is what the rules look at.
    `groups` are [(legend, [{item, answer, words, then, opens, fields of the form}])].
    """
    now, rows = kept or (queries.answers_of(assessment), queries.further_of(assessment))
    answers = now, queries.then_answers(assessment.case_id, before=assessment)
    first = queries.question_set_of(assessment)
    beside = {"records": records or {}, "licensed": wordings(assessment.case.force_id)}
    values = {code: each.value for code, each in now.items() if each.value}
    return {
        "groups": grouped(first, answers, form, beside),
        "further": further_sheets(assessment, first, answers, form, beside | {"rows": rows}),
        "weighed": queries.to_weigh(assessment, values, rows),
    }


def grouped(question_set, answers, form, beside):
    """Return the questions of one set in their groups, with what stands beside them."""
    licensed = beside["licensed"].get((question_set.code, question_set.version), {})
    now, before = answers
    groups = []
    for item in question_set.items:
        if not groups or groups[-1][0] != item.group:
            groups.append((item.group, []))
        row = row_of(item, now.get(item.code), before.get(item.code), form)
        groups[-1][1].append(row | {"records": beside["records"].get(item.code), "licensed": licensed.get(item.code)})
    return groups


def row_of(item, answer, then, form):
    """Return what the page shows of one question."""
    row = {
        "item": item,
        "answer": answer,
        "answer_version": answer.version if answer else 0,
        "words": Value(answer.value).label if answer and answer.value else "",
        "yes": bool(answer) and answer.value == Value.YES,
        "then": then and Value(then.value).label,
        "then_comment": then and then.comment,
        "then_at": then and then.assessment.assessed_at,
        "opens": " ".join(queries.prompts_of(item)),
        "further": [FURTHER[code] for code in queries.prompts_of(item)],
    }
    if form:
        row |= {part: form[f"{part}_{item.code}"] for part in ("answer", "comment", "source")}
        row["open"] = bool(row["comment"].value()) or item.answer == "text"
    return row


def further_sheets(assessment, first, answers, form, beside):
    """Return each further set for the page: its name, why it is open, why it was left out, and its questions.

    A page to read leaves out the sets that nothing opened and nobody began.
    """
    now, _ = answers
    rows = beside["rows"]
    opened = queries.further_opened(assessment, {code: each.value for code, each in now.items()})
    items = {item.code: item for item in first.items}
    return [
        {
            "set": each,
            "name": each.title.partition(":")[0],
            "open": each.code in opened or each.code in rows,
            "because": [items.get(code) for code in opened.get(each.code, ())],
            "left_out": rows[each.code].left_out if each.code in rows else "",
            "unasked": each.code in rows and rows[each.code].left_out == LeftOut.UNASKED,
            "reason": rows[each.code].reason if each.code in rows else "",
            "why_not": form and form[f"left_out_{each.code}"],
            "groups": grouped(each, answers, form, beside),
        }
        for each in queries.further_sets(assessment, rows)
        if form or each.code in opened or each.code in rows
    ]


def further_json(assessment):
    """Return the further sets that are open or begun, as the API shows them."""
    rows, opened = queries.further_of(assessment), queries.further_opened(assessment)
    missing = {each.code: items for each, items in queries.further_missing(assessment)}
    return [
        {
            "instrument": each.code,
            "version": each.version,
            "opened_by": list(opened.get(each.code, ())),
            "left_out": rows[each.code].left_out or None if each.code in rows else None,
            "reason": rows[each.code].reason if each.code in rows else "",
            "missing": [item.code for item in missing.get(each.code, ())],
        }
        for each in queries.further_sets(assessment, rows)
        if each.code in opened or each.code in rows
    ]
