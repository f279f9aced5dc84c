"""Samples that nobody picks, and what a small number can say."""

from hypothesis import given
from hypothesis import strategies as st

from law import quality, sampling

NAMES = st.sets(st.text("abcdef0123456789", min_size=4, max_size=8), min_size=1, max_size=60)


@given(NAMES, st.text(min_size=1, max_size=20), st.integers(0, 80))
def test_the_same_seed_draws_the_same_sample_whatever_the_order_of_the_population(names, seed, size):
    drawn = sampling.draw(sorted(names), seed, size)

    assert drawn == sampling.draw(sorted(names, reverse=True), seed, size)
    assert len(drawn) == min(size, len(names)) == len(set(drawn))
    assert set(drawn) <= names
    assert sampling.fingerprint(names) == sampling.fingerprint(sorted(names))


def test_every_record_is_drawn_about_equally_often():
    names = [f"record-{number}" for number in range(20)]

    times = dict.fromkeys(names, 0)
    for seed in range(2000):
        for name in sampling.draw(names, str(seed), 5):
            times[name] += 1

    # 500 expected; five standard deviations of a fair draw are about 97.
    assert all(403 < count < 597 for count in times.values())


@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_share_and_narrows_with_more_records(of, data):
    found = data.draw(st.integers(0, of))

    low, high = sampling.interval(found, of)
    narrower = sampling.interval(found * 4, of * 4)

    assert 0 <= low <= found / of <= high <= 1
    assert narrower[1] - narrower[0] < high - low


def test_nothing_looked_at_says_nothing():
    assert sampling.interval(0, 0) == (0.0, 1.0)


def test_every_theme_has_questions_with_codes_of_their_own_and_a_source():
    for theme in quality.THEMES:
        assert theme.source
        assert len({question.code for question in theme.questions}) == len(theme.questions) >= 3
    assert {theme.track for theme in quality.THEMES} == {quality.CALLS, quality.MEASURES}
