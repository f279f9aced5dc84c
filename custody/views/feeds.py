"""Doors of the feeds: which are heard, which are silent, and the rhythm of each."""

from django.urls import reverse

from accounts.permissions import Permission
from core.doors import CommandView, PageView
from custody import forms, presenters, queries, services
from law import clocks


class Feeds(PageView):
    """The feeds of the force, the silent ones first."""

    permission = Permission.FEED_READ
    template_name = "custody/feeds.html"

    def context(self):
        """Read the feeds of the reader's force."""
        reader = self.request.user
        return {
            "heading": "Feeds",
            "feeds": presenters.feed_rows(queries.feeds(reader=reader), self.now),
            "may_set": reader.may(Permission.FEED_SET) is None,
        }


class SetFeed(CommandView):
    """Change the rhythm of a feed."""

    permission = Permission.FEED_SET
    command = services.set_feed_rhythm
    form_class = forms.SetFeed
    template_name = "custody/feed.html"
    heading = "How often does this feed speak?"
    done = "The rhythm is changed."

    def fetch(self, feed_id):
        """Return the feed of the reader's force."""
        self.ids = {"feed_id": feed_id}
        return queries.feed(feed_id, reader=self.request.user)

    def form_arguments(self):
        """Say of each rhythm when silence is an alarm today."""
        return {"day": clocks.london_day(self.now)}

    def initial(self):
        """Start with the rhythm that holds."""
        return {"rhythm": self.subject.rhythm}

    def cancel(self):
        """Go back to the feeds."""
        return reverse("feeds")
