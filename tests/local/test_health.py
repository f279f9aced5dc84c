"""What the health page says reaches the person who waits for it."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dacase.local import health, ports


@pytest.fixture
def answering():
    """Return a function that lets a web server give one answer and returns its address."""
    servers = []

    def start(status, body):
        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_):
                """Stay quiet."""

        server = HTTPServer((ports.LOOPBACK, 0), Page)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://{ports.LOOPBACK}:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_only_a_plain_yes_counts_as_healthy(answering):
    assert health.ask(answering(200, "{}")) == (True, "all parts are alive")


def test_the_parts_that_are_silent_are_named(answering):
    answer = health.ask(answering(503, '{"alive": {"web": true}, "silent": ["worker", "beat"]}'))

    assert answer == (False, "the health page answered 503: not alive: worker, beat")


def test_a_page_that_fails_is_not_healthy_and_its_markup_is_not_shown(answering):
    assert health.ask(answering(500, "<html>Server error</html>")) == (False, "the health page answered 500")


def test_a_web_server_that_is_not_there_is_said():
    healthy, sentence = health.ask(f"http://{ports.LOOPBACK}:{ports.any_free()}")

    assert not healthy
    assert sentence.startswith("the web server does not answer")
