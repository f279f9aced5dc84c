"""A look at a protected address is closed by a person, who says what was done; what follows is owed at once."""

from datetime import timedelta

import pytest

from core.errors import Absent, Refused, Stale
from core.models import Duty, Entry
from custody import queries, services
from custody.models import AddressTelling
from tests.custody.addresses import (
    LOOK,
    NAMES_IT,
    NAMES_IT_NOT,
    REFUGE,
    TELL,
    looked_for,
    owed,
    protect,
    terms,
)

__all__ = ["protect"]


@pytest.fixture
def close(safeguarding, at):
    """Return a function that closes a look; any keyword may be replaced."""

    def closed(look, **changes):
        arguments = {
            "look_id": look.pk,
            "outcome": "KNOWN",
            "done": "He was handed the sheet",
            "seen": look.namings.count(),
            "by": safeguarding,
            "at": at + timedelta(minutes=10),
        }
        return services.close_address_look(**arguments | changes)

    return closed


def named(case):
    """Return the kinds of the events in which the open look of a case found the address, in order."""
    return [event.kind for event, _ in queries.found_in(looked_for(case))]


def test_what_was_looked_at_is_not_asked_again_until_another_address_is_protected(case, protect, happened, close, at):
    protect()
    happened("BAIL_GRANTED", conditions=terms(NAMES_IT, "Not to enter Elm Walk"), by_court=True)
    close(looked_for(case), outcome="NOT_THAT")

    protect(text=f"{REFUGE} ", at=at + timedelta(hours=1))
    assert owed(case) == []
    protect(text="2 Elm Walk", at=at + timedelta(hours=2))

    assert len(owed(case)) == 1


def test_a_correction_that_names_it_still_joins_the_look_and_one_that_does_not_leaves_it_open(
    case, protect, happened, officer, at
):
    protect()
    event = happened("ARRESTED", note=NAMES_IT)
    right = services.correct_event(
        event_id=event.pk, reason="Typed wrongly", details={"note": f"{NAMES_IT}!"}, by=officer, at=at
    )
    assert [bool(each.withdrawn_at) for each, _ in queries.found_in(looked_for(case))] == [True, False]

    services.correct_event(event_id=right.pk, reason="Names a place", details={"note": NAMES_IT_NOT}, by=officer, at=at)

    assert len(owed(case)) == 1, "he may have had the words"
    assert not queries.still_written(looked_for(case))


def test_it_is_said_to_be_reworded_only_once_it_is_written_nowhere_any_more(
    case, protect, happened, officer, close, at
):
    protect()
    event = happened("ARRESTED", note=NAMES_IT)
    with pytest.raises(Refused, match="still stands in an event"):
        close(looked_for(case), outcome="REWORDED")

    services.withdraw_event(event_id=event.pk, reason="Another man", by=officer, at=at)
    close(looked_for(case), outcome="REWORDED")

    assert owed(case, LOOK, TELL) == []


@pytest.mark.parametrize("outcome", ["NOT_THAT", "LEFT"])
def test_where_the_address_is_safe_nothing_follows(case, protect, happened, close, outcome):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    before = set(Duty.objects.values_list("pk", flat=True))

    close(looked_for(case), outcome=outcome)

    assert owed(case, LOOK, TELL) == []
    assert set(Duty.objects.values_list("pk", flat=True)) == before


def test_where_the_suspect_knows_it_the_victim_is_told_and_the_risk_assessed_anew_in_words_that_name_nothing(
    case, protect, happened, close, safeguarding, at
):
    protect(at=at - timedelta(days=1))
    happened("ARRESTED", note=NAMES_IT)
    reassess = Duty.objects.filter(case_id=case.pk, code="REASSESS_VICTIM_RECORD", ended_at=None)
    assert reassess.count() == 1

    look = close(looked_for(case))

    assert reassess.count() == 2
    (tell,) = owed(case, LOOK, TELL)
    assert (tell.code, tell.owner_id) == (TELL, safeguarding.pk)
    telling = {"look_id": look.pk, "method": "PHONE", "safe_how": "Her number", "exception_reason": "None was named"}
    services.tell_address_known(**telling, reached=False, by=safeguarding, at=at + timedelta(minutes=20))
    assert owed(case, TELL)
    services.tell_address_known(**telling, what_said="He knows", by=safeguarding, at=at + timedelta(minutes=30))
    assert owed(case, TELL) == []
    assert AddressTelling.objects.count() == 2


def test_a_way_that_the_victim_did_not_name_needs_a_reason(case, protect, happened, close, safeguarding, at):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    look = close(looked_for(case))

    with pytest.raises(Refused) as refused:
        services.tell_address_known(
            look_id=look.pk, method="PHONE", safe_how="Her number", what_said="He knows", by=safeguarding, at=at
        )

    assert refused.value.field == "exception_reason"


def test_what_is_not_known_to_the_suspect_is_not_told_so(case, protect, happened, close, safeguarding, at):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    look = close(looked_for(case), outcome="NOT_THAT")

    with pytest.raises(Refused, match="not on record that the suspect knows"):
        services.tell_address_known(
            look_id=look.pk, method="PHONE", safe_how="Hers", what_said="He knows", by=safeguarding, at=at
        )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"outcome": "MAYBE"}, "Choose what came of it"),
        ({"done": " "}, "Say what you did"),
    ],
)
def test_a_look_is_closed_with_what_came_of_it_and_what_was_done(case, protect, happened, close, changes, sentence):
    protect()
    happened("ARRESTED", note=NAMES_IT)

    with pytest.raises(Refused, match=sentence):
        close(looked_for(case), **changes)

    assert len(owed(case)) == 1


def test_a_look_is_closed_once_and_not_over_what_was_found_since(case, protect, happened, close):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    look = looked_for(case)
    happened("INTERVIEWED", hours_ago=0, note=NAMES_IT)
    with pytest.raises(Stale):
        close(look, seen=1)

    close(look, seen=2)

    with pytest.raises(Refused, match="looked at this already"):
        close(look, seen=2)


def test_what_is_written_after_a_look_was_closed_opens_the_next(case, protect, happened, close):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    close(looked_for(case), outcome="NOT_THAT")

    happened("INTERVIEWED", hours_ago=0, note=NAMES_IT)

    assert named(case) == ["INTERVIEWED"]


@pytest.mark.parametrize("name", ["officer", "operator", "sergeant", "auditor", "administrator"])
def test_nobody_who_may_not_see_the_address_may_close_a_look(case, protect, happened, close, everybody, name):
    protect()
    happened("ARRESTED", note=NAMES_IT)

    with pytest.raises(Absent):
        close(looked_for(case), by=everybody[name])


def test_nothing_of_the_address_is_in_the_journal(case, protect, happened, close):
    protect()
    happened("ARRESTED", note=NAMES_IT)
    close(looked_for(case))

    entries = Entry.objects.filter(subject_type=queries.ADDRESS_LOOK)
    assert [set(each.facts) for each in entries.order_by("pk")] == [set(), {"outcome"}]
