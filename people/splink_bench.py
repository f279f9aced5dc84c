"""Splink on the same file: stock comparisons, unsupervised training, all queries in one batch."""

import time

BLOCKS = (
    ("born_on",),
    ("postcode",),
    ("given_name", "family_name"),
    ("substr(family_name, 1, 3)", "substr(given_name, 1, 1)"),
)


def measure(held, said):
    """Return recall at 1 and at 5 and milliseconds per query (in one batch, training apart)."""
    import pandas
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    database = DuckDBAPI()
    frames = [database.register(frame(pandas, rows, name)) for name, rows in (("held", held.values()), ("said", said))]
    rules = [block_on(*each) for each in BLOCKS]
    comparisons = [
        compare.NameComparison("given_name"),
        compare.NameComparison("family_name").configure(term_frequency_adjustments=True),
        compare.DateOfBirthComparison("born_on", input_is_string=True),
        compare.PostcodeComparison("postcode"),
    ]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="row",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
    )
    linker = Linker(frames, settings)
    linker.training.estimate_probability_two_random_records_match(rules[:1], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000)
    for rule in (rules[0], rules[2]):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    start = time.perf_counter()
    scored = linker.inference.predict().as_pandas_dataframe()
    took = (time.perf_counter() - start) * 1000
    return tally(scored, held, said, took)


def frame(pandas, rows, name):
    """Return a data frame with the columns that are compared; what is empty is missing."""
    columns = ["given_name", "family_name", "born_on", "postcode"]
    found = pandas.DataFrame([{column: row[column] or None for column in columns} for row in rows])
    found["row"] = [f"{name}-{number}" for number in range(len(found))]
    return found


def tally(scored, held, said, took):
    """Return the recall of the scored pairs."""
    people = list(held)
    best = {}
    for row in scored.sort_values("match_weight", ascending=False).itertuples():
        one, other = sorted((row.row_l, row.row_r))
        best.setdefault(int(other.split("-")[1]), []).append(people[int(one.split("-")[1])])
    ranks = [best.get(number, []) for number in range(len(said))]
    first = sum(rank[:1] == [row["person"]] for rank, row in zip(ranks, said, strict=True))
    five = sum(row["person"] in rank[:5] for rank, row in zip(ranks, said, strict=True))
    each = round(took / len(said), 3)
    return {
        "recall@1": round(first / len(said), 4),
        "recall@5": round(five / len(said), 4),
        "ms_p50": each,
        "ms_p95": each,
        "queries": len(said),
    }
