"""Splink on the same file: stock comparisons, unsupervised training, all queries in one batch."""

import logging
import time

from people.recall import Answer, is_present

BLOCKS = {
    "name and date": [
        ("born_on",),
        ("given_name", "family_name"),
        ("substr(family_name, 1, 3)", "substr(given_name, 1, 1)"),
        ("family_name", "substr(born_on, 1, 4)"),
        ("given_name", "substr(born_on, 1, 4)"),
    ],
    "name and year": [
        ("given_name", "family_name"),
        ("substr(family_name, 1, 3)", "substr(given_name, 1, 1)"),
        ("family_name", "year"),
        ("given_name", "year"),
    ],
}
BLOCKS["everything"] = [("postcode",), ("address",), *BLOCKS["name and date"]]
COLUMNS = ["given_name", "family_name", "born_on", "year", "postcode", "address"]


def answers(held, said, form):
    """Return (way, answers) of both ways in which Splink's own library compares names."""
    return [(way, linked(held, said, form, way)) for way in ("apart", "together")]


def comparisons(form, way, held):
    """Return the stock comparisons for what was given: names apart, or together with both orders."""
    import splink.comparison_library as compare

    if way == "apart":
        found = [
            compare.NameComparison("given_name").configure(term_frequency_adjustments=True),
            compare.NameComparison("family_name").configure(term_frequency_adjustments=True),
        ]
    else:
        found = [compare.ForenameSurnameComparison("given_name", "family_name")]
    if form == "name and year":
        return [*found, compare.ExactMatch("year")]
    found.append(compare.DateOfBirthComparison("born_on", input_is_string=True))
    if form == "everything":
        found.append(compare.ExactMatch("postcode").configure(term_frequency_adjustments=True))
        if any(row["address"] for row in held.values()):
            found.append(compare.JaroWinklerAtThresholds("address", [0.95, 0.88]))
    return found


def linked(held, said, form, way):
    """Return the Answer of each query: train without supervision, score all pairs of the blocks, take the best."""
    import pandas
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI()
    frames = [database.register(frame(pandas, rows, name)) for name, rows in (("held", held.values()), ("said", said))]
    rules = [block_on(*each) for each in BLOCKS[form] if each != ("address",) or any(row["address"] for row in said)]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="row",
        comparisons=comparisons(form, way, held),
        blocking_rules_to_generate_predictions=rules,
    )
    linker = Linker(frames, settings)
    names = block_on("given_name", "family_name")
    linker.training.estimate_probability_two_random_records_match([names], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000)
    other = block_on("year") if form == "name and year" else block_on("born_on")
    for rule in (other, names):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    start = time.perf_counter()
    scored = linker.inference.predict().as_pandas_dataframe()
    took = (time.perf_counter() - start) * 1000 / len(said)
    return ranked(scored, held, said, took)


def frame(pandas, rows, name):
    """Return a data frame with the columns that are compared; what is empty is missing."""
    found = pandas.DataFrame([{column: row[column] or None for column in COLUMNS} for row in rows], dtype="object")
    found["row"] = [f"{name}-{number}" for number in range(len(found))]
    return found


def ranked(scored, held, said, took):
    """Return the Answer of each query from the scored pairs; whoever is not present is left out."""
    people, best = list(held), {}
    for row in scored.sort_values("match_weight", ascending=False).itertuples():
        one, other = sorted((row.row_l, row.row_r))
        number, person = int(other.split("-")[1]), people[int(one.split("-")[1])]
        meant = said[number]["person"]
        if person != meant or is_present(meant):
            best.setdefault(number, []).append((person, row.match_weight))
    return [Answer(row["person"], best.get(number, []), took) for number, row in enumerate(said)]
