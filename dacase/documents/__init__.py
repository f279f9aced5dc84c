"""Pages of `docs/` that are written from the tables of the house, so that they are never out of date."""

from dacase.documents import duties, law, permissions, states

PAGES = {
    "law.md": law.page,
    "duties.md": duties.page,
    "states.md": states.page,
    "permissions.md": permissions.page,
}
