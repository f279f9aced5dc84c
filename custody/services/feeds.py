"""Silence is an alarm: each feed has a rhythm, and a named person is told when it is not kept."""

from django.db import transaction

from accounts.permissions import Permission, allow
from core.journal import climb_till, command, record
from custody import events, policies, queries
from custody.models import Feed
from custody.states import FeedRhythm, Kind
from law.feeds import RHYTHMS, rhythm_of


def hear(*, force_id, source, kind, at):
    """Note that a source speaks, before its message is kept; a new one is watched from now on.

    Where it had been silent beyond its rhythm, that is told and ended here, whether or not anybody swept meanwhile.
    """
    if feed := queries.feed_of(force_id, source):
        break_silence(feed, at)
        return
    rhythm = rhythm_of(kind)
    first = Kind(kind).label.lower()
    why = f"The rhythm of its kind of feed, by the first thing that it told of: {first}. {rhythm.source}."
    Feed.objects.get_or_create(
        force_id=force_id,
        source=source,
        defaults={"rhythm": rhythm.code, "rhythm_reason": why, "first_heard_at": at},
    )


def hear_again(*, force_id, source, at):
    """Note that a known source corrects or withdraws what it told, of which no event of its own is kept."""
    if feed := queries.feed_of(force_id, source):
        break_silence(feed, at)
        Feed.objects.filter(pk=feed.pk).update(put_right_at=at)


def break_silence(feed, at):
    """Tell of the silence that ends with this message, climbed as far as it would have, and end it."""
    if feed.rhythm == FeedRhythm.NOT_WATCHED or at < (silent_from := RHYTHMS[feed.rhythm].silent_from(feed.heard_at)):
        return
    queries.lock_feed(feed.pk)
    if queries.silence_owed(feed.pk) is None:
        say(events.FEED_SILENT, feed, at, occurred_at=silent_from)
    climb_till([queries.silence_owed(feed.pk)], at, over=True)
    say(events.FEED_HEARD, feed, at, occurred_at=at)


def watch_feeds(at):
    """Open a duty for each feed that is silent beyond its rhythm, and end one where the feed has spoken since.

    Derived by comparison: run it twice, or after three days, and the same feeds are told of once.
    """
    return sum(look_at(feed_id, at) for feed_id in queries.feed_ids())


@transaction.atomic
def look_at(feed_id, at):
    """Compare one feed with its rhythm; return whether something was recorded."""
    feed = queries.feed_for_watch(feed_id)
    if feed is None or feed.rhythm == FeedRhythm.NOT_WATCHED:
        return False
    silent_from = RHYTHMS[feed.rhythm].silent_from(feed.heard_at)
    owed = queries.silence_owed(feed.pk)
    if at >= silent_from and owed is None:
        say(events.FEED_SILENT, feed, at, occurred_at=silent_from)
    elif owed is not None and feed.heard_at > owed.started_at:
        say(events.FEED_HEARD, feed, at, occurred_at=feed.heard_at)
    else:
        return False
    return True


def say(event, feed, at, *, occurred_at, by=None, command_id=None):
    """Record what was found about a feed."""
    record(
        event,
        about=feed,
        by=by,
        at=at,
        occurred_at=occurred_at,
        command_id=command_id,
        force=feed.force_id,
        rhythm=feed.rhythm,
    )


@command
def set_feed_rhythm(*, feed_id, rhythm, reason, by, at, command_id=None):
    """Say which rhythm a feed keeps, or that it is no longer watched, and why. Return the Feed."""
    feed = queries.feed_for_change(feed_id, reader=by)
    allow(by, Permission.FEED_SET, feed)
    policies.check_rhythm(feed, rhythm, reason)

    feed.rhythm, feed.rhythm_reason = rhythm, reason.strip()
    feed.save(update_fields=["rhythm", "rhythm_reason"])

    say(events.FEED_SET, feed, at, occurred_at=at, by=by, command_id=command_id)
    return feed
