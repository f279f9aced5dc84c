"""Whether two keys of addresses with one postcode are of one house (see `people.queries.houses`)."""

from django.db import migrations

ONE_HOUSE = """
    CREATE FUNCTION people_one_house(one text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT one = other
            OR starts_with(one, other) AND other ~ '[0-9][^0-9]{4,}$' AND substr(one, length(other) + 1) !~ '[0-9]'
            OR starts_with(other, one) AND one ~ '[0-9][^0-9]{4,}$' AND substr(other, length(one) + 1) !~ '[0-9]'
    $$
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_ties")]

    operations = [migrations.RunSQL(ONE_HOUSE, "DROP FUNCTION people_one_house")]
