"""Two hands on one call: what each changed is put together, and no word is lost."""

from hypothesis import given
from hypothesis import strategies as st

from incidents import drafting

NAMES = ["address", "what", "people-0-given_name", "facts", "grade"]
CONTENT = st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True))


def test_inputs_that_one_changed_and_the_other_did_not_are_put_together():
    base = {"address": ["14 Harbour Row"]}

    merged = drafting.merge(base, base | {"what": ["He is here"]}, base | {"postcode": ["CT16 1AA"]})

    assert merged.content == base | {"what": ["He is here"], "postcode": ["CT16 1AA"]}
    assert (merged.mine, merged.theirs, merged.conflicts) == (("what",), ("postcode",), {})


def test_an_input_that_both_changed_keeps_what_stands_and_names_both_words():
    merged = drafting.merge({"what": ["He"]}, {"what": ["He left"]}, {"what": ["He is back"]})

    assert merged.content == {"what": ["He is back"]}
    assert merged.conflicts == {"what": (["He is back"], ["He left"])}


def test_the_same_words_typed_twice_are_no_disagreement():
    assert drafting.merge({}, {"what": ["He left"]}, {"what": ["He left"]}).conflicts == {}


def test_ticks_set_and_taken_away_by_two_hands_all_count():
    merged = drafting.merge({"facts": ["injury", "damage"]}, {"facts": ["injury", "weapon"]}, {"facts": ["damage"]})

    assert merged.content == {"facts": ["weapon"]}
    assert merged.conflicts == {}


def test_rows_of_people_only_become_more():
    merged = drafting.merge({}, {"people-TOTAL_FORMS": ["3"]}, {"people-TOTAL_FORMS": ["11"]})

    assert merged.content == {"people-TOTAL_FORMS": ["11"]}


@given(base=CONTENT, mine=CONTENT, now=CONTENT)
def test_every_word_that_either_typed_stands_or_is_named(base, mine, now):
    merged = drafting.merge(base, mine, now)

    for name in NAMES:
        before, here, there = ({*each.get(name, [])} for each in (base, mine, now))
        stands = {*merged.content.get(name, [])}
        named = {value for pair in merged.conflicts.get(name, ()) for value in pair}
        if mine.get(name) != base.get(name):
            assert here - before <= stands | named
        if now.get(name) != base.get(name):
            assert there - before <= stands | named


@given(base=CONTENT, mine=CONTENT, now=CONTENT)
def test_saving_again_on_the_new_ground_changes_nothing(base, mine, now):
    merged = drafting.merge(base, mine, now)
    page = {**merged.content, **{name: here for name, (_, here) in merged.conflicts.items()}}
    ground = {**merged.content, **{name: base.get(name, []) for name in merged.conflicts}}

    again = drafting.merge(ground, page, merged.content)

    assert again.content == merged.content
    assert again.conflicts == merged.conflicts


def test_what_steers_the_page_or_is_empty_is_not_kept():
    posted = [
        ("csrfmiddlewaretoken", ["t"]),
        ("find", ["1"]),
        ("what", [""]),
        ("address", ["14\x00 Harbour Row"]),
        ("people-0-person_id", ["no identifier"]),
        ("__class__", ["x"]),
    ]

    assert drafting.typed(posted) == {"address": ["14 Harbour Row"]}


def test_a_page_that_lost_its_ground_started_from_nothing():
    assert [drafting.read_base(text) for text in ("", "{", "[]", '{"what": "no list"}')] == [{}, {}, {}, {}]
