"""Write reports into one comment of a pull request on GitHub, and rewrite it at the next run.

Called with the reports, as Markdown files. Needs the variables that GitHub Actions sets, and
PULL_REQUEST (its number) and TOKEN. What keeps it from commenting is said and fails nothing: the
reports stand in the summary of the job too.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

MARKER = "<!-- orgcheck: this comment is rewritten at every run -->"
# GitHub takes no longer comment than 65,536 characters.
LONGEST = 65_000
REST = "\n\nThe rest stands in the summary of the job."
PER_PAGE = 100


def call(method: str, path: str, body: dict[str, str] | None = None) -> Any:
    """Ask GitHub's API."""
    request = Request(
        f"{os.environ['GITHUB_API_URL']}{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ['TOKEN']}",
            "Content-Type": "application/json",
            "User-Agent": "orgcheck",
            "X-GitHub-Api-Version": "2022-11-28",
        },
    )
    with urlopen(request, timeout=60) as answer:
        return json.load(answer)


def comments(repository: str, number: int) -> Iterator[dict[str, Any]]:
    """The comments of a pull request, page by page."""
    page = 1
    while True:
        path = f"/repos/{repository}/issues/{number}/comments?per_page={PER_PAGE}&page={page}"
        found = call("GET", path)
        yield from found
        if len(found) < PER_PAGE:
            return
        page += 1


def own_login() -> str | None:
    """Whose token it is; None for that of a workflow, which may not ask."""
    try:
        return str(call("GET", "/user")["login"])
    except HTTPError:
        return None


def earlier_comment(repository: str, number: int) -> int | None:
    """The comment of an earlier run.

    Anybody may copy the marker into a comment of their own; that one is left alone.
    """
    login = own_login()
    for comment in comments(repository, number):
        author = comment.get("user") or {}
        own = author.get("login") == login if login else author.get("type") == "Bot"
        if own and str(comment.get("body") or "").startswith(MARKER):
            return int(comment["id"])
    return None


def text_of(reports: Sequence[str]) -> str:
    """The reports as one comment, cut where there is no room: before a heading, or else a line.

    What stands first is the verdict: that is never cut off.
    """
    text = "\n\n".join((MARKER, *reports))
    if len(text) <= LONGEST:
        return text
    kept = text[: LONGEST - len(REST)]
    heading = max((match.start() for match in re.finditer(r"\n#{2,3} ", kept)), default=0)
    # A heading near the beginning would leave next to nothing.
    return text[: heading if heading > LONGEST // 2 else kept.rindex("\n")] + REST


def main(files: Sequence[str]) -> None:
    """Comment, or say what keeps from it."""
    repository, number = os.environ["GITHUB_REPOSITORY"], int(os.environ["PULL_REQUEST"])
    body = {"body": text_of([Path(file).read_text("utf-8") for file in files])}
    try:
        earlier = earlier_comment(repository, number)
        if earlier is None:
            call("POST", f"/repos/{repository}/issues/{number}/comments", body)
        else:
            call("PATCH", f"/repos/{repository}/issues/comments/{earlier}", body)
    except HTTPError as error:
        if error.code in (401, 403, 404):
            print(
                "::notice::orgcheck: this run may not comment, as in a pull request from a fork "
                "or without `pull-requests: write`; the report is in the summary of the job"
            )
        else:
            print(f"::warning::orgcheck: no comment was written: GitHub answered {error.code}")
    except (URLError, TimeoutError, ValueError) as error:
        print(f"::warning::orgcheck: no comment was written: {type(error).__name__}")


if __name__ == "__main__":
    main(sys.argv[1:])
