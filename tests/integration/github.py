"""As much of GitHub's API as the action needs, on a port of this machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlparse


@dataclass
class PullRequest:
    """The comments of one pull request, and who may write there."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    read_only: bool = False
    login: str | None = None
    url: str = ""
    # The numbers of the open pull requests for the same branch.
    open: tuple[int, ...] = (7,)

    def add(self, body: str, login: str = "github-actions[bot]", type: str = "Bot") -> None:
        """Write a comment as somebody."""
        author = {"login": login, "type": type}
        self.comments.append({"id": len(self.comments) + 1, "body": body, "user": author})

    @property
    def bodies(self) -> list[str]:
        """What the comments say."""
        return [comment["body"] for comment in self.comments]


@contextmanager
def serving(pull_request: PullRequest) -> Iterator[PullRequest]:
    """Answer requests about a pull request until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlparse(self.path)
            if address.path == "/user":
                known = pull_request.login is not None
                self._answer(200 if known else 403, {"login": pull_request.login})
            elif address.path == "/repos/owner/name/pulls":
                assert parse_qs(address.query)["base"] == ["main"]
                self._answer(200, [{"number": number} for number in pull_request.open])
            elif address.path == "/repos/owner/name/issues/7/comments":
                query = parse_qs(address.query)
                size, page = int(query["per_page"][0]), int(query["page"][0])
                self._answer(200, pull_request.comments[size * (page - 1) : size * page])
            else:
                self._answer(404, {})

        def do_POST(self) -> None:
            body = self._body()
            if pull_request.read_only:
                self._answer(403, {})
            else:
                assert self.path == "/repos/owner/name/issues/7/comments"
                pull_request.add(body)
                self._answer(201, pull_request.comments[-1])

        def do_PATCH(self) -> None:
            body = self._body()
            match = re.fullmatch(r"/repos/owner/name/issues/comments/(\d+)", self.path)
            assert match
            pull_request.comments[int(match[1]) - 1]["body"] = body
            self._answer(200, pull_request.comments[int(match[1]) - 1])

        def _body(self) -> str:
            assert self.headers["Authorization"] == "Bearer a-token"
            body: str = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
            return body

        def _answer(self, status: int, what: object) -> None:
            data = json.dumps(what).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    pull_request.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield pull_request
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
