"""A real browser: Chromium driven by Playwright, every page checked with axe and for console errors."""

import os
import threading
import time
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import sync_playwright

from law import clocks

PASSWORD = "a long demonstration password"  # noqa: S105
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1200, "height": 900}
# Seconds to wait for what comes by itself, on a machine that does other work as well.
PATIENCE = 30
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Playwright switches off what every browser of an officer has: pages that Back brings back as they were.
OFF = ["--disable-back-forward-cache"]
REMEMBER = [
    "--enable-features=BackForwardCache,"
    "CacheControlNoStoreEnterBackForwardCache:level/restore-unless-http-only-cookie-change"
]


@pytest.fixture(scope="session")
def playwright():
    """What drives the browsers of the session."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright):
    """One browser for the session."""
    browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM_PATH"], args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def remembering(playwright):
    """A browser that brings pages back from its memory, as those of officers do."""
    path = os.environ["CHROMIUM_PATH"]
    browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *REMEMBER], ignore_default_args=OFF)
    yield browser
    browser.close()
    answered()


def until(page, expression, arg=None):
    """Wait until a JavaScript expression holds on the page; Playwright's own waiting is refused by our CSP."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(expression, arg):
        if time.monotonic() > end:
            raise AssertionError(f"{expression} did not come true on {page.url}:\n{page.inner_text('main')[:3000]}")
        page.wait_for_timeout(50)


def answered():
    """Wait until the server has answered every request: a page that closes still sends what was typed last.

    The database is emptied after this, and a request that is still under way would meet it half empty.
    """
    end = time.monotonic() + PATIENCE
    while busy := [each for each in threading.enumerate() if "process_request_thread" in each.name]:
        if time.monotonic() > end:
            raise AssertionError(f"{len(busy)} requests have had no answer {PATIENCE} seconds after the browser closed")
        time.sleep(0.02)


class Reader:
    """One person at one screen: walks, types, and finds every page free of faults."""

    def __init__(self, page, base):
        self.page = page
        self.base = base
        self.faults = []
        page.on("console", lambda message: message.type == "error" and self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def go(self, path):
        """Open a path of this installation."""
        self.page.goto(path if path.startswith("http") else self.base + path)
        return self

    def click(self, text, exact=False):
        """Follow a link or press a button by its words, and wait for the page."""
        link = self.page.get_by_role("link", name=text, exact=exact)
        target = link if link.count() else self.page.get_by_role("button", name=text, exact=exact)
        target.first.click()
        self.page.wait_for_load_state()
        return self

    def fill(self, label, text):
        """Type into the input of the page, not of the menu beside it, with this label."""
        self.page.locator("main").get_by_label(label, exact=False).first.fill(text)
        return self

    def write(self, name, text):
        """Type into the long text of the form's own name."""
        self.page.locator(f'textarea[name="{name}"]').fill(text)
        return self

    def choose(self, name, value):
        """Choose a radio or tick a box by the form's own name and value."""
        self.page.locator(f'input[name="{name}"][value="{value}"]').check()
        return self

    def select(self, name, value):
        """Choose from a list by the form's own name."""
        self.page.locator(f'select[name="{name}"]').select_option(value)
        return self

    def officer(self, name, officer):
        """Type the name of an officer where one is chosen."""
        self.page.locator(f'input[name="{name}"]').fill(str(officer))
        return self

    def see(self, *texts):
        """Check that the page says this."""
        body = self.page.inner_text("main")
        for text in texts:
            assert text.lower() in body.lower(), f"{text!r} is not on {self.page.url}:\n{body[:3000]}"
        return self

    def check(self):
        """Check the page with axe, for console errors, and that nothing scrolls sideways."""
        # Only what is wrong: to tell of every part that is right takes most of the time of a long page.
        found = Axe().run(self.page, options={"resultTypes": ["violations"]})
        violations = [
            (each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found.response["violations"]
        ]
        assert not violations, f"{self.page.url}: {violations}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"
        assert not self.faults, f"{self.page.url}: {self.faults}"
        return self


def sign_in(reader, officer):
    """Sign an officer in by the page; return their Reader."""
    reader.go("/sign-in/")
    reader.page.locator('input[name="username"]').fill(officer.username)
    reader.page.locator('input[name="password"]').fill(PASSWORD)
    reader.page.locator("main form button[type=submit], form button.govuk-button").last.click()
    reader.page.wait_for_load_state()
    return reader


def day_of(reader, name, days=0, time=None):
    """Type a day so many days from now into its boxes, and a time where there is one."""
    day = clocks.london_day(timezone.now() + timedelta(days=days))
    for part in ("day", "month", "year"):
        reader.page.locator(f'input[name="{name}_{part}"]').fill(str(getattr(day, part)))
    if time:
        reader.page.locator(f'input[name="{name}_time"]').fill(time)


def submit(reader, *texts):
    """Press the page's own button, and see what it says."""
    reader.page.locator("main form button.govuk-button").last.click()
    reader.page.wait_for_load_state()
    return reader.see(*texts)


@pytest.fixture
def reader_for(chromium, live_server):
    """Return a function that signs an officer in by the page and returns their Reader."""
    contexts = []

    def signed_in(officer, size=DESK, javascript=True):
        context = chromium.new_context(viewport=size, java_script_enabled=javascript)
        contexts.append(context)
        return sign_in(Reader(context.new_page(), live_server.url), officer)

    yield signed_in
    for context in contexts:
        context.close()
    answered()
