"""How the database goes about a read, in the plan that it really uses."""

import re
from itertools import count

from django.db import connection, transaction
from psycopg import ClientCursor

from core.sql import setting


def plans_of(read):
    """Return how the database goes about each statement of a read, in the plan that it keeps for any values."""
    found = []

    def explained(execute, sql, params, many, context):
        if params and sql.lstrip("(").startswith("SELECT"):
            with ClientCursor(context["connection"].connection) as cursor:
                found.append(plan_of(cursor, sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic(), setting("plan_cache_mode", "force_generic_plan"), connection.execute_wrapper(explained):
        read()
    return found


def plan_of(cursor, sql, params):
    """Return the plan of a statement as a session keeps it: one for just these values is not what a list is read by."""
    places = count(1)
    text = re.sub("%s", lambda _: f"${next(places)}", sql)
    cursor.execute(f"PREPARE shown AS {text}")
    cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) EXECUTE shown ({', '.join(['%s'] * len(params))})", params)
    plan = "\n".join(line for (line,) in cursor.fetchall())
    cursor.execute("DEALLOCATE shown")
    return plan
