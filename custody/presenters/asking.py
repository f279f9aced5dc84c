"""What the page of an event asks, and how its inputs are filled with what is on record."""

import hashlib

from custody import details as detail_table
from custody import fold, policies, queries
from custody.states import BreachOf, ConditionKind, Kind
from custody.wording import condition_words, shown
from law.ranks import MAY_AUTHORISE


def asked_of(kind, position, at, details=None):
    """Return what the page of an event asks of this case: what stands, with its terms, or the rank that the law wants.

    `over` is what of it has run out. Terms of a breach on record (`details`) are offered as well, though they hold no
    more.
    """
    if kind == Kind.BREACHED:
        known = details or {}
        terms = [*queries.terms_that_stand(position)]
        kept = [(known.get("breach_of"), each) for each in known.get("breached_terms", ()) if named(each)]
        terms += [each for each in kept if each not in terms]
        return {
            "standing": queries.what_stands(position),
            "over": queries.over(position, at),
            "terms": [
                (term_code(*each), f"{BreachOf(each[0]).label}. {condition_words(each[1])}", each[1]) for each in terms
            ],
        }
    if kind == Kind.ARRESTED:
        return {"standing": queries.what_stands(position), "over": queries.over(position, at)}
    if kind == Kind.ORDER_ENDED:
        return {"standing": queries.orders_that_stand(position), "over": queries.over(position, at)}
    if notice := fold.NOTICES.get(kind):
        return {"rank_hint": f"{policies.article(MAY_AUTHORISE[notice].rank).capitalize()} or above."}
    return {}


def named(term):
    """Say whether a term is one of the kinds that orders have, rather than other words."""
    return term["kind"] != ConditionKind.OTHER


def term_code(of, term):
    """Return the code by which a page knows a term: the same while the term is."""
    return hashlib.sha256(f"{of}/{term['kind']}/{term['text']}".encode()).hexdigest()[:16]


def terms_typed(details):
    """Return the terms of a breach on record as the inputs of its page are filled with them."""
    terms = details.get("breached_terms", ())
    return {
        "breached_terms": [term_code(details.get("breach_of"), each) for each in terms if named(each)],
        "other_term": "\n".join(each["text"] for each in terms if not named(each)),
    }


def typed(details):
    """Return the details of an event as the inputs of a page are filled with them."""
    found = {name: shown(name, value) for name, value in details.items() if name not in (*detail_table.TERMS, "reason")}
    return found | {name: "yes" if found[name] else "no" for name in ("voluntary", "arrested") if name in found}
