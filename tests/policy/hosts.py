"""What a host does before a pipeline runs: the test merge, the clone, the variables."""

from __future__ import annotations

from tests.policy.play import Play
from tests.repositories import Repository

PULL = "refs/pull/7"
NO_COMMIT = "0" * 40


def github(
    play: Play,
    *,
    checkout: str = "merge",
    fork: bool = False,
    depth: int | None = None,
    event: str = "pull_request",
) -> None:
    """A pull request on GitHub, as `actions/checkout` leaves it.

    `checkout` is what is checked out, `merge` or `head` of the request or a branch; with `depth`,
    only that much is fetched, and of no other branch.
    """
    head = play.commit()
    base = play.git("rev-parse", "main")
    merge = _merged(play, base, head)
    origin = _origin(play, {f"{PULL}/merge": merge, f"{PULL}/head": head}, keep=not fork)
    wanted = f"{PULL}/{checkout}" if checkout in ("merge", "head") else f"refs/heads/{checkout}"
    play.clone = _cloned(play, origin, wanted, depth)
    play.words = ("changed",)
    play.variables = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": event,
        "GITHUB_BASE_REF": "main",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "owner/name",
        "GITHUB_EVENT_PATH": play.event(
            pull_request={"base": {"ref": "main", "sha": base}, "head": {"sha": head}, "number": 7}
        ),
    }


def pushed(play: Play, *, before: str | None, branch: str = "main") -> None:
    """A push on GitHub; to a branch that is not the default one, or the first of all."""
    after = play.commit()
    _origin(play, {}, keep=True)
    play.git("fetch", "--quiet", "../origin.git", "+refs/heads/*:refs/remotes/origin/*")
    play.words = ("changed",)
    play.variables = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": "push",
        "GITHUB_EVENT_PATH": play.event(
            ref=f"refs/heads/{branch}",
            before=before or NO_COMMIT,
            after=after,
            repository={"default_branch": "main"},
        ),
    }


def merge_queue(play: Play) -> str:
    """A merge group on GitHub: this change behind another one; the commit that it is based on."""
    head = play.commit()
    play.git("switch", "--quiet", "--create", "other", "main")
    play.replace("snapshots/2024.yaml", "name: Personnel", "name: Treasury Personnel")
    play.commit()
    ahead = _merged(play, play.git("rev-parse", "main"), play.git("rev-parse", "other"))
    group = _merged(play, ahead, head)
    play.git("checkout", "--quiet", group)
    play.words = ("changed",)
    play.variables = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": "merge_group",
        "GITHUB_EVENT_PATH": play.event(merge_group={"base_sha": ahead, "head_sha": group}),
    }
    return ahead


def gitlab(play: Play, *, kind: str = "detached", fork: bool = False, fetched: bool = True) -> None:
    """A merge request on GitLab: a `detached` pipeline, a `merged_result` or a `merge_train`.

    `fetched` says whether the target was fetched, which the runner does not do by itself.
    """
    head = play.commit()
    base = play.git("rev-parse", "main")
    left = play.git("merge-base", "main", "change")
    ahead = base
    if kind == "merge_train":
        play.git("switch", "--quiet", "--create", "other", "main")
        play.replace("snapshots/2024.yaml", "name: Personnel", "name: Treasury Personnel")
        play.commit()
        ahead = _merged(play, base, play.git("rev-parse", "other"))
    run = head if kind == "detached" else _merged(play, ahead, head)
    origin = _origin(play, {"refs/merge-requests/7/head": run}, keep=True)
    play.clone = _cloned(play, origin, "refs/merge-requests/7/head", None if fetched else 50)
    play.words = ("changed",)
    merged = {
        "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": head,
        "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": ahead,
    }
    play.variables = {
        "GITLAB_CI": "true",
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_PROJECT_PATH": "someone/fork" if fork else "group/project",
        "CI_MERGE_REQUEST_PROJECT_PATH": "group/project",
        "CI_MERGE_REQUEST_PROJECT_URL": "https://gitlab.example.org/group/project",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_EVENT_TYPE": kind,
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": left,
        "CI_COMMIT_SHA": run,
        "CI_DEFAULT_BRANCH": "main",
        **(merged if kind != "detached" else {}),
    }


def _merged(play: Play, target: str, head: str) -> str:
    """The commit with which a host tries whether a change can be merged."""
    play.git("checkout", "--quiet", "--detach", target)
    commit = play.merge(head)
    play.git("switch", "--quiet", "change")
    return commit


def _origin(play: Play, refs: dict[str, str], *, keep: bool) -> Repository:
    """The host's own repository: bare, with the refs that it makes, without a fork's branch."""
    folder = play.folder.parent / "origin.git"
    play.git("clone", "--quiet", "--bare", "--no-hardlinks", str(play.folder), str(folder))
    origin = Repository(folder)
    for name, commit in refs.items():
        play.git("push", "--quiet", str(folder), f"{commit}:{name}")
    if not keep:
        origin.run("git", "--git-dir", ".", "update-ref", "-d", "refs/heads/change")
    return origin


def _cloned(play: Play, origin: Repository, wanted: str, depth: int | None) -> Repository:
    clone = Repository.made(play.folder.parent / "clone")
    clone.git("remote", "add", "origin", f"file://{origin.folder}")
    fetch = ("fetch", "--quiet", "--no-tags", "origin")
    if depth is None:
        clone.git(*fetch, "+refs/heads/*:refs/remotes/origin/*", f"+{wanted}:refs/wanted")
    else:
        clone.git(*fetch, f"--depth={depth}", f"+{wanted}:refs/wanted")
    clone.git("checkout", "--quiet", "--detach", "refs/wanted")
    return clone
