"""How names are filed and heard, and which keys are of one house: functions of the database."""

from django.db import migrations


# The keys under which a name is filed, and those under which a name that was heard is looked up:
# "=" the word, "-" the word less one letter, "#" its sound, "^" how it begins.
# Filed and heard meet when they differ by one letter (more, wrong, missing or two changed over),
# sound alike, or one begins the other.
KEYS = """
CREATE FUNCTION people_name_sound(word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN word ~ '^[a-z]{3,}$' THEN nullif(dmetaphone(word), '') END;

CREATE FUNCTION people_name_filed(word text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 12 AS $$
    SELECT '=' || word
    UNION SELECT '-' || overlay(word PLACING '' FROM n FOR 1)
          FROM generate_series(1, length(word)) n WHERE length(word) > 2
    UNION SELECT '#' || people_name_sound(word) WHERE people_name_sound(word) IS NOT NULL
    UNION SELECT '^' || left(word, n) FROM generate_series(3, 4) n WHERE length(word) >= n
$$;

CREATE FUNCTION people_name_heard(word text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 25 AS $$
    SELECT '=' || word
    UNION SELECT '-' || word
    UNION SELECT kind || overlay(word PLACING '' FROM n FOR 1)
          FROM generate_series(1, length(word)) n, unnest(ARRAY['=', '-']) kind WHERE length(word) > 2
    UNION SELECT '#' || people_name_sound(word) WHERE people_name_sound(word) IS NOT NULL
    UNION SELECT '^' || left(word, 4) WHERE length(word) > 2
    UNION SELECT '=' || left(word, n) FROM generate_series(3, length(word) - 1) n
$$;
"""
NO_KEYS = """
DROP FUNCTION people_name_heard(text);
DROP FUNCTION people_name_filed(text);
DROP FUNCTION people_name_sound(text);
"""
# Whether two keys of addresses with one postcode are of one house (see `people.queries.houses`).
ONE_HOUSE = """
CREATE FUNCTION people_one_house(one text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT one = other
        OR starts_with(one, other) AND other ~ '[0-9][^0-9]{4,}$' AND substr(one, length(other) + 1) !~ '[0-9]'
        OR starts_with(other, one) AND one ~ '[0-9][^0-9]{4,}$' AND substr(other, length(one) + 1) !~ '[0-9]'
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_append_only"),
    ]

    operations = [
        migrations.RunSQL(KEYS, NO_KEYS),
        migrations.RunSQL(ONE_HOUSE, "DROP FUNCTION people_one_house"),
    ]
