"""Reads of the feeds: when each was last heard, and what is owed for its silence."""

from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Greatest

from core.errors import Absent
from core.models import Duty
from custody.models import CustodyEvent, Feed
from custody.states import FeedRhythm
from law.feeds import RHYTHMS


def with_heard():
    """Return the feeds, each with `heard_at`: when its latest message reached us, whatever it was."""
    messages = CustodyEvent.objects.filter(force=OuterRef("force"), source=OuterRef("source"))
    latest = messages.values("source").annotate(latest=Max("received_at")).values("latest")
    return Feed.objects.annotate(heard_at=Greatest("first_heard_at", "put_right_at", Subquery(latest)))


def feed_ids():
    """Return the identifiers of every watched feed, for the engine's own use."""
    return list(Feed.objects.exclude(rhythm=FeedRhythm.NOT_WATCHED).order_by("pk").values_list("pk", flat=True))


def feed_of(force_id, source):
    """Return the feed of a source with when it was last heard, or None where it is new."""
    return with_heard().filter(force_id=force_id, source=source).first()


def lock_feed(feed_id):
    """Hold a feed until the transaction ends, so that one look at it follows the other."""
    Feed.objects.select_for_update().get(pk=feed_id)


def feed_for_watch(feed_id):
    """Return a feed, locked, or None where another sweep looks at it just now."""
    if not Feed.objects.select_for_update(skip_locked=True).filter(pk=feed_id).exists():
        return None
    return with_heard().get(pk=feed_id)


def silence_owed(feed_id):
    """Return the open duty about the silence of a feed, or None."""
    return Duty.objects.filter(code="FEED_SILENT", subject_id=feed_id, ended_at=None).first()


def feeds(*, reader):
    """Return the feeds of the reader's force by source."""
    return with_heard().filter(force_id=reader.posting.force_id).order_by("source")


def feed(feed_id, *, reader):
    """Return a feed of the reader's force, or raise Absent."""
    found = feeds(reader=reader).filter(pk=feed_id).first()
    if found is None:
        raise Absent()
    return found


def feed_for_change(feed_id, *, reader):
    """Return a feed of the reader's force, locked, or raise Absent."""
    found = Feed.objects.select_for_update().filter(pk=feed_id, force_id=reader.posting.force_id).first()
    if found is None:
        raise Absent()
    return found


def feed_counts(at):
    """Return how many feeds are watched and how many of them are silent, whatever the force: names nobody."""
    watched = with_heard().exclude(rhythm=FeedRhythm.NOT_WATCHED)
    silent = sum(RHYTHMS[each.rhythm].silent_from(each.heard_at) <= at for each in watched)
    return {"watched": len(watched), "silent": silent}
