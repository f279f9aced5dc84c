"""The simulation of reviews against what theory says of queues, and against plain counting."""

from dataclasses import replace
from math import isclose, sqrt

import pytest

from risk.workload import Plan, Staffing, Stream, Unusable, expected, queueing, read, simulate, simulation

ALWAYS = 168
SETTLE, DAYS = 60, 1500


def plan(*streams, desks=1, finds=1.0):
    """Return a plan with the same desks at every hour."""
    return Plan("test", streams, Staffing((desks,) * ALWAYS), finds)


def stream(per_day, minutes=30, **changes):
    """Return a stream of work."""
    return Stream(
        **{"code": f"S{per_day}", "words": "Work", "within_hours": 24, **changes}, per_day=per_day, minutes=minutes
    )


def mean_and_error(waits, batches=30):
    """Return the mean and its standard error, from the means of batches: waits that follow each other resemble."""
    size = len(waits) // batches
    means = [sum(waits[n * size : (n + 1) * size]) / size for n in range(batches)]
    mean = sum(means) / batches
    return mean, sqrt(sum((each - mean) ** 2 for each in means) / (batches - 1) / batches)


@pytest.mark.parametrize(("desks", "per_day", "minutes"), [(1, 30, 30), (2, 70, 30), (3, 100, 36), (6, 150, 50)])
def test_waits_at_several_desks_are_those_of_erlang(desks, per_day, minutes):
    year = simulate(plan(stream(per_day, minutes), desks=desks), days=DAYS, settle_days=SETTLE, seed=7)

    mean, error = mean_and_error(year.tallies[0].waits)

    assert abs(mean - queueing.mean_wait(per_day / 1440, minutes, desks)) < 4 * error
    assert isclose(year.busy, per_day * minutes / 1440 / desks, rel_tol=0.03)


def test_waits_of_even_work_are_those_of_pollaczek_and_khinchine():
    year = simulate(plan(stream(36)), days=DAYS, settle_days=SETTLE, draw=lambda random, mean: mean)

    mean, error = mean_and_error(year.tallies[0].waits)

    assert abs(mean - queueing.mean_wait_of_even_work(36 / 1440, 30, 0)) < 4 * error


def test_urgent_work_waits_less_as_cobham_says():
    streams = stream(20), stream(25), stream(40)
    year = simulate(plan(*streams, desks=2), days=DAYS, settle_days=SETTLE)

    expected = queueing.mean_waits_by_urgency([each.per_day / 1440 for each in streams], 30, 2)

    for tally, theory in zip(year.tallies, expected, strict=True):
        mean, error = mean_and_error(tally.waits)
        assert abs(mean - theory) < 4 * error


def test_erlang_for_one_desk_is_the_well_known_formula():
    assert isclose(queueing.waits_at_all(0.6, 1), 0.6)
    assert isclose(queueing.mean_wait(0.02, 30, 1), 0.6 * 30 / 0.4)


@pytest.mark.parametrize("load", [2.0, 2.1])
def test_theory_refuses_more_work_than_the_desks_can_do(load):
    with pytest.raises(ValueError, match="more than the desks"):
        queueing.waits_at_all(load, 2)


def test_the_same_seed_gives_the_same_year_and_another_seed_another():
    first, again, other = (simulate(plan(stream(30)), days=100, seed=seed) for seed in (1, 1, 2))

    assert first.tallies == again.tallies
    assert first.tallies != other.tallies


def test_two_plans_with_one_seed_meet_the_same_arrivals():
    alone = simulate(plan(stream(30)), days=100)
    sampled = simulate(plan(stream(30, sampled=0.2), desks=3), days=100)

    assert alone.tallies[0].came == sampled.tallies[0].came
    assert sampled.tallies[0].reviewed < alone.tallies[0].reviewed / 3


def test_everything_that_came_is_reviewed_or_waits():
    year = simulate(plan(stream(60), desks=1), days=60)

    tally = year.tallies[0]

    assert tally.came == tally.reviewed + tally.waiting
    assert tally.waiting > 100


def test_nobody_reviews_outside_the_shift():
    night_off = Staffing.of_shifts([{"days": range(7), "from_hour": 8, "until_hour": 9, "reviewers": 1}])
    seen = []

    def short(random, mean):
        seen.append(mean)
        return 1.0

    year = simulate(Plan("test", (stream(10),), night_off, 1.0), days=30, draw=short)

    assert year.tallies[0].reviewed == len(seen)
    assert year.staffed == 30 * 60
    assert year.tallies[0].mean_wait > 5 * 60


@pytest.mark.parametrize(("open_days", "again"), [(6, 0), (7, 1), (8, 1), (14, 2)])
def test_a_case_is_assessed_again_at_each_whole_interval_while_it_is_open(open_days, again):
    assert stream(1, reassess_days=7, open_days=open_days).again == again


def test_what_a_sample_misses_is_what_was_not_drawn_or_not_found():
    year = simulate(plan(stream(100, 5, wrong=0.1, sampled=0.3), desks=3, finds=0.8), days=1000)

    tally = year.tallies[0]

    assert tally.missed == tally.wrong - tally.found
    assert isclose(tally.found / tally.wrong, 0.3 * 0.8, abs_tol=0.02)


def test_a_simulated_time_comes_to_the_hours_and_the_missed_grades_of_the_formula():
    tried = plan(
        stream(40, 20, wrong=0.1, reassess_days=7, open_days=60, again_minutes=10),
        stream(60, 10, wrong=0.05, sampled=0.3),
        desks=8,
        finds=0.8,
    )
    year, by_formula = simulate(tried, days=730), expected(tried, 730)

    assert isclose(year.worked, by_formula.minutes, rel_tol=0.02)
    assert isclose(sum(tally.missed for tally in year.tallies), by_formula.missed, rel_tol=0.03)
    assert isclose(year.busy, by_formula.busy, rel_tol=0.02)
    assert by_formula.hours_a_week < by_formula.settled_hours_a_week


@pytest.mark.parametrize(("per_day", "needed"), [(47, 1), (48, 2), (49, 2)])
def test_desks_are_enough_only_where_they_have_time_left(per_day, needed):
    assert expected(plan(stream(per_day)), 365).desks == needed


@pytest.mark.parametrize(("days", "refused"), [(9, False), (10, False), (11, True)])
def test_more_than_can_be_simulated_while_somebody_waits_is_refused(monkeypatch, days, refused):
    monkeypatch.setattr(simulation, "MOST", 100)

    if refused:
        with pytest.raises(Unusable, match="at most 100 can be simulated"):
            simulate(plan(stream(10)), days=days)
    else:
        assert simulate(plan(stream(10)), days=days).days == days


def test_the_plans_that_ship_can_all_be_kept_up_with():
    for each in read():
        year = simulate(each, days=200)
        assert sum(tally.waiting for tally in year.tallies) < 100, each.name


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"minutes": 0}, "takes more than 0"),
        ({"sampled": 1.1}, "between 0 and 1"),
        ({"wrong": -0.1}, "between 0 and 1"),
        ({"within_hours": 0}, "above 0"),
        ({"reassess_days": 0.01, "open_days": 100}, "Make the interval longer"),
    ],
)
def test_a_stream_that_cannot_be_is_refused_with_a_sentence(changes, said):
    with pytest.raises(Unusable, match=said):
        stream(10, **changes)


def test_a_plan_with_nobody_at_a_desk_is_refused():
    with pytest.raises(Unusable, match="Nobody is there"):
        Staffing((0,) * ALWAYS)


@pytest.mark.parametrize(("text", "said"), [("plan = 1", "not a list of plans"), ("[[plan]", "cannot be read as TOML")])
def test_a_file_that_is_no_list_of_plans_is_refused(tmp_path, text, said):
    file = tmp_path / "plans.toml"
    file.write_text(text)

    with pytest.raises(Unusable, match=said):
        read(file)


def test_the_plans_that_ship_have_cases_assessed_anew_as_the_profile_says_that_they_name():
    anew = [[each.reassess_days for each in plan.streams] for plan in read()]
    kent, spain = [7, 7, 28, 90, 90], [3, 7, 30, 60, 60]
    assert anew == [kent, kent, spain]


def test_a_stream_may_have_an_interval_of_its_own_and_a_profile_must_be_one_that_ships(tmp_path):
    file = tmp_path / "plans.toml"
    stream = 'code = "HIGH", words = "High", per_day = 1, minutes = 1, within_hours = 1, open_days = 60'
    shift = "shift = [{days = [0], from_hour = 8, until_hour = 9, reviewers = 1}]"

    def interval(profile, more=""):
        file.write_text(f"[[plan]]\nname = 'x'\n{profile}\n{shift}\nstream = [{{{stream}{more}}}]")
        return read(file)[0].streams[0].reassess_days

    assert interval("profile = 'SPAIN'") == 7
    assert interval("profile = 'SPAIN'", ", reassess_days = 5") == 5
    assert interval("") == 0
    with pytest.raises(Unusable, match="no profile of intervals FRANCE"):
        interval("profile = 'FRANCE'")


@pytest.mark.parametrize("apart", [True, False])
def test_visible_high_risk_counts_with_all_that_is_high_where_a_plan_does_not_tell_them_apart(apart):
    shipped = read()[0]
    streams = shipped.streams if apart else shipped.streams[1:]
    tried = replace(shipped, streams=streams).with_volumes({"EXTREME": 3, "HIGH": 4})
    assert [each.per_day for each in tried.streams if each.code in ("EXTREME", "HIGH")] == ([3, 4] if apart else [7])
