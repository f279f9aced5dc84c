"""What the door of a kind of event asks, asked again when one is corrected: a correction is no way around it."""

from custody import fold, policies, protection, queries
from custody.states import Kind, Sentence, Status
from law import clocks

BAIL = ("conditions", "bail_ends_on", "by_court", "exceptionally_complex")
# What was decided with her views, and on bail by a rank that may.
DECIDED = {
    Kind.BAIL_GRANTED: BAIL,
    Kind.BAIL_VARIED: BAIL,
    Kind.ORDER_MADE: ("order", "conditions", "from_on", "expires_on"),
    Kind.ORDER_VARIED: ("order", "conditions", "expires_on", "no_last_day"),
}
BREACH = ("breach_of", "breached_terms", "arrested", "not_arrested_why")


def check_again(event, cases, *, said, effective_at, views, officer):
    """Refuse what the door of this kind would not have let in; return what is kept of her views and of the authority.

    Where the conditions or the last day change both are asked anew; else those on record hold.
    """
    anew = changed(event, said, DECIDED.get(event.kind, ()))
    if anew:
        policies.check_views(*views)
    authority = officer if anew else event.authorised_by
    for case in cases:
        before = queries.stood_before(case.pk, event, effective_at)
        if event.kind in (Kind.BAIL_GRANTED, Kind.BAIL_VARIED):
            check_bail(event, case, before, said=said, effective_at=effective_at, officer=authority, anew=anew)
        else:
            check_rest(event, case, before, said=said, effective_at=effective_at, anew=anew)
    if not anew:
        return kept(event.views_sought, event.victim_views, event.authorised_by)
    by_rank = said.get("bail_ends_on") and not said.get("by_court")
    return kept(views[0], views[1].strip(), officer if by_rank else None)


def kept(views_sought, victim_views, authorised_by):
    """Return her views and the authority as an event keeps them."""
    return {"views_sought": views_sought, "victim_views": victim_views, "authorised_by": authorised_by}


def changed(event, said, names):
    """Say whether any of these details is another one now."""
    return any(event.details.get(name) != said.get(name) for name in names)


def check_bail(event, case, before, *, said, effective_at, officer, anew):
    """Refuse bail that could not have been granted, changed or extended so, at this time, by this officer."""
    day = clocks.london_day(effective_at)
    if event.kind == Kind.BAIL_VARIED:
        policies.check_still_runs(before, day)
        policies.check_moved_variation(before, was=queries.stood_before(case.pk, event, event.effective_at))
        court = before.status == Status.CHARGED_COURT_BAIL
    else:
        court = before.charged
    ends_on = fold.day(said, "bail_ends_on")
    if said.get("by_court") or court or ends_on is None and (event.kind == Kind.BAIL_VARIED or not anew):
        return
    if officer is None:
        # Whoever sent it did not say who authorised it.
        policies.check_last_day(ends_on, effective_on=day)
        return
    policies.check_bail_end(
        ends_on,
        effective_on=day,
        arrested_on=queries.arrested_on(case.pk),
        officer=officer,
        by_court=False,
        complex_case=bool(said.get("exceptionally_complex")),
    )


def check_taken_back(event, cases):
    """Refuse to take back by hand an order of which a variation would go on standing without it."""
    if event.kind != Kind.ORDER_MADE:
        return
    order = queries.order_of(event)
    for case in cases:
        alone = [
            each
            for each in queries.variations_of(event, case.pk)
            if protection.newest(queries.stood_before(case.pk, event, each.effective_at), order) is None
        ]
        policies.check_not_varied(alone)


def check_rest(event, case, before, *, said, effective_at, anew):
    """Refuse another event that its door would not have let in."""
    if event.kind == Kind.ORDER_MADE:
        policies.check_order(
            said.get("order"),
            made_on=clocks.london_day(effective_at),
            from_on=fold.day(said, "from_on"),
            expires_on=fold.day(said, "expires_on"),
        )
        same = said.get("order") == queries.order_of(event)
        policies.check_moved_order(queries.variations_of(event, case.pk), same=same, made_at=effective_at)
        if anew:
            policies.check_terms(said.get("conditions"))
    elif event.kind == Kind.ORDER_VARIED:
        if anew and "conditions" in said:
            policies.check_terms(said["conditions"])
        was = queries.stood_before(case.pk, event, event.effective_at)
        policies.check_moved_on_order(
            protection.in_force(before, said.get("order"), clocks.london_day(effective_at)),
            was=protection.in_force(was, queries.order_of(event), clocks.london_day(event.effective_at)),
        )
        policies.check_varied_end(fold.day(said, "expires_on"), varied_on=clocks.london_day(effective_at))
    elif event.kind == Kind.ORDER_ENDED:
        was = queries.stood_before(case.pk, event, event.effective_at)
        policies.check_moved_on_order(
            protection.newest(before, said.get("order")), was=protection.newest(was, queries.order_of(event))
        )
    elif event.kind == Kind.BREACHED and changed(event, said, BREACH):
        own = [(event.details.get("breach_of"), each) for each in event.details.get("breached_terms", ())]
        policies.check_breach(said, [*queries.terms_that_stand(queries.position(case.pk)), *own])
    elif event.kind != Kind.SENTENCED or becomes_prison(event, said):
        if event.kind == Kind.RELEASE_DATE_KNOWN:
            policies.check_release_date(said, effective_at)
        if event.kind == Kind.HEARING_LISTED:
            policies.check_hearing_date(said, effective_at)
        if event.kind == Kind.SENTENCED:
            policies.check_prison_terms(said.get("sentence"), said.get("conditions"))
        policies.check_by_hand(event.kind, said, named=queries.contact_owner(case.pk))


def becomes_prison(event, said):
    """Say whether a sentence turns out to be one of prison."""
    return said.get("sentence") == Sentence.CUSTODY != event.details.get("sentence")
