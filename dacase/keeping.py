"""Who looks at a protected address: somebody who may see it, since the duty is hidden from everybody else."""

from accounts.permissions import Permission, Role
from core.duties import Owner
from custody import queries as custody
from dacase.standing import setting

SEE = Permission.SAFE_ADDRESS_SEE
# In the order in which they are asked.
KEEPERS = (Role.SAFEGUARDING, Role.CRU, Role.NEIGHBOURHOOD)


def clear(officer, entry):
    """Say whether an officer is near to nobody whose address was found."""
    return not officer.tied or custody.looks_visible_to(officer).filter(pk=entry.subject_id).exists()


def address_keeper(otherwise, *, inspector=False):
    """Return an owner rule: who may see a protected address and know of the case, and does not owe it already.

    Whoever is on duty in the safeguarding team, else the CRU, else the neighbourhood; an `inspector` among them first;
    then somebody who is away. Where none of them may know of the case, `otherwise` finds somebody.
    """

    def rule(entry):
        where, owes = setting(entry), getattr(entry, "owes", None)

        def knows(post):
            return post.officer_id != owes and where.may_know(post) and clear(post.officer, entry)

        def high(post):
            return knows(post) and "inspector" in post.officer.rank.lower()

        turns = [(role, which) for which in ((high, knows) if inspector else (knows,)) for role in KEEPERS]
        there = (where.posts.holder(role, where.at, knows=which) for role, which in turns)
        post = next(filter(None, there), None) or next(filter(knows, where.posts.able(SEE, where.at)), None)
        return Owner(post.officer_id, post.role) if post else otherwise(entry)

    return rule
