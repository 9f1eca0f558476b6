"""Print the numbers of the other open pull requests for the same branch, a line each.

Needs the variables that GitHub Actions sets, and PULL_REQUEST (the number of this one) and TOKEN.
What keeps it from asking is said and fails nothing.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

PER_PAGE = 100
# Beyond so many, the newest are looked at.
MOST = 200


def call(path: str) -> Any:
    """Ask GitHub's API."""
    request = Request(
        f"{os.environ['GITHUB_API_URL']}{path}",
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ['TOKEN']}",
            "User-Agent": "orgcheck",
            "X-GitHub-Api-Version": "2022-11-28",
        },
    )
    with urlopen(request, timeout=60) as answer:
        return json.load(answer)


def open_numbers(repository: str, branch: str) -> Iterator[int]:
    """The numbers of the open pull requests for a branch, the newest first, page by page."""
    wanted = f"state=open&base={quote(branch, safe='')}&per_page={PER_PAGE}"
    for page in range(1, MOST // PER_PAGE + 1):
        found = call(f"/repos/{repository}/pulls?{wanted}&page={page}")
        yield from (int(one["number"]) for one in found)
        if len(found) < PER_PAGE:
            return


def main() -> None:
    """Print them, or say what keeps from it."""
    this = int(os.environ["PULL_REQUEST"])
    repository, branch = os.environ["GITHUB_REPOSITORY"], os.environ["GITHUB_BASE_REF"]
    try:
        for number in open_numbers(repository, branch):
            if number != this:
                print(number)
    except (HTTPError, URLError, TimeoutError, ValueError, KeyError, TypeError) as error:
        print(
            f"orgcheck: the open pull requests were not found: {type(error).__name__}",
            file=sys.stderr,
        )


if __name__ == "__main__":
    main()
