"""Which commit a change is compared with, and which one's rules judge it.

Structures are compared where the change left its target, so that what others did meanwhile is
not told of it; rules are those of the target's newest commit. Whatever git cannot answer is
refused with the command that lets it: a guess would let a change choose its own judge.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orgcheck.errors import OrgcheckError
from orgcheck.language import msg, said
from orgcheck.policy.environment import Request, request_of
from orgcheck.records import dataclass
from orgcheck.snapshot.git import Repository

_WHOLE = msg(
    "fetch the whole history: `git fetch --unshallow`; in CI `fetch-depth: 0`, `GIT_DEPTH: 0`"
)

# What a host says of a change is a page or two; a larger file is something else.
_MOST_OF_EVENT = 2**26


@dataclass(frozen=True)
class Base:
    """The commit whose structures a change is compared with, and the one whose rules hold.

    Both are None for the first change of all. `words` say what they are.
    """

    structures: str | None
    rules: str | None
    words: str


def base_here(revision: str | None, repository: Repository) -> Base:
    """The base that is named, or that the pipeline says which this process runs in.

    Raises
    ------
    OrgcheckError
        As `base_from` and `base_of` do; and where neither is there.
    """
    if revision is not None:
        return base_from(revision, repository)
    request = request_of(os.environ, _event(os.environ))
    if request is None:
        raise OrgcheckError(
            said("nothing says what the change is compared with"),
            said(
                "name the branch that it is for: --base main; in a pipeline of another system than "
                "those that --help names, the one that the request is for: --base origin/main"
            ),
        )
    return base_of(request, repository)


def _event(variables: Mapping[str, str]) -> dict[str, Any]:
    """What GitHub says of the event that a workflow runs for; nothing elsewhere."""
    file = variables.get("GITHUB_EVENT_PATH")
    if not file or not variables.get("GITHUB_ACTIONS"):
        return {}
    try:
        with Path(file).open(encoding="utf-8") as stream:
            event = json.loads(stream.read(_MOST_OF_EVENT))
    except (OSError, ValueError, RecursionError):
        raise OrgcheckError(
            said("the file that GITHUB_EVENT_PATH names cannot be read"),
            said("name the base: --base REV"),
        ) from None
    return event if isinstance(event, dict) else {}


def base_of(request: Request, repository: Repository) -> Base:
    """The base of a change that a host describes.

    Raises
    ------
    OrgcheckError
        Where the clone does not hold it, or shows another change than the host describes.
    """
    if request.first:
        return Base(None, None, said("Nothing was there before: this is the branch's first push."))
    if request.exact is not None:
        commit = repository.found(request.exact)
        if commit is None:
            raise OrgcheckError(
                said(
                    "the clone does not have {commit}, which {host} compares with",
                    commit=request.exact,
                    host=request.host,
                ),
                said(
                    "`git fetch origin {commit}`, or {whole}",
                    commit=request.exact,
                    whole=said(_WHOLE),
                ),
            )
        words = said(
            "Compared with {commit}, as {host} says.", commit=_short(commit), host=request.host
        )
        return Base(commit, commit, words)
    if request.elsewhere is not None:
        raise OrgcheckError(
            said(
                "the clone is of a fork, and {branch} is a branch of {elsewhere}",
                branch=request.target,
                elsewhere=request.elsewhere,
            ),
            said(
                "{command}, then give --base FETCH_HEAD; or let the pipeline run in the project "
                "that the request is for",
                command=f"`git fetch {request.elsewhere} {request.target}`",
            ),
        )
    return _test_merge(request, repository) or _parted(request, repository)


def base_from(revision: str, repository: Repository) -> Base:
    """The base of a change that somebody compares with a revision: that is the target.

    Raises
    ------
    OrgcheckError
        Where git has no such revision, or no commit that both share.
    """
    tip = repository.commit(revision)
    return _where_it_left(tip, revision, repository)


def _test_merge(request: Request, repository: Repository) -> Base | None:
    """The target's side, where HEAD is proven to be the host's own merge of the change with it.

    Any other merge commit, the change may have made itself, with a breach before it.
    """
    parents = repository.parents(repository.commit("HEAD"))
    if request.head is None or len(parents) != 2 or parents[1] != request.head:
        return None
    target = repository.found(parents[0])
    if target is None:
        raise OrgcheckError(
            said(
                "the clone does not have {commit}, the target that {host} merged the change with",
                commit=_short(parents[0]),
                host=request.host,
            ),
            said("`git fetch --deepen=1`; in CI `fetch-depth: 2` at least, `GIT_DEPTH: 2`"),
        )
    tip = repository.found(_tracking(request.target))
    rules = tip if tip is not None and repository.descends(tip, target) else target
    words = said(
        "Compared with {commit} of {branch}, that {host} merged it with",
        commit=_short(target),
        branch=request.target,
        host=request.host,
    )
    return Base(target, rules, _with_rules(words, target, rules))


def _parted(request: Request, repository: Repository) -> Base:
    """The commit at which the change left its target."""
    head = repository.commit("HEAD")
    if request.head is not None and not repository.descends(head, request.head):
        raise OrgcheckError(
            said(
                "{commit} is checked out, and the change is {change}: neither that commit nor "
                "{host}'s merge of it",
                commit=_short(head),
                change=_short(request.head),
                host=request.host,
            ),
            said("check out the change; no secrets may be in reach of what comes from a fork"),
        )
    fetch = f"`git fetch origin +{_HEADS}{request.target}:{_tracking(request.target)}`"
    tip = repository.found(_tracking(request.target))
    if _is_of_another(repository.address("origin"), request):
        raise OrgcheckError(
            said(
                "origin is {address}, and the change is for another repository",
                address=repository.address("origin"),
            ),
            said("check out the repository that the change is for, and the change in it"),
        )
    if tip is None:
        raise OrgcheckError(
            said(
                "the clone does not have {branch}, whose rules judge the change",
                branch=request.target,
            ),
            fetch,
        )
    for commit in request.known:
        if repository.descends(tip, commit):
            continue
        if not repository.descends(commit, tip):
            raise OrgcheckError(
                said(
                    "origin/{branch} does not have {commit}, which {host} says that it has: it is "
                    "not the newest, or of another repository",
                    branch=request.target,
                    commit=_short(commit),
                    host=request.host,
                ),
                said("{command}, from the repository that the change is for", command=fetch),
            )
        tip = commit
    return _where_it_left(tip, request.target, repository)


def _is_of_another(address: str, request: Request) -> bool:
    """Whether a clone is known to come from another repository of the host: a fork, say."""
    host, name = request.repository or ("", "")
    if not host or not name or host not in address:
        return False
    return not address.removesuffix("/").removesuffix(".git").endswith((f"/{name}", f":{name}"))


def _where_it_left(tip: str, name: str, repository: Repository) -> Base:
    commit = repository.merge_base(tip)
    if commit is None:
        raise OrgcheckError(
            said("git has no commit that {branch} and the current branch share", branch=name),
            said(_WHOLE),
        )
    words = said(
        "Compared with {commit}, where the change left {branch}", commit=_short(commit), branch=name
    )
    return Base(commit, tip, _with_rules(words, commit, tip))


def _with_rules(words: str, structures: str, rules: str) -> str:
    if structures == rules:
        return said("{sentence}.", sentence=words)
    return said("{sentence}; by the rules of {commit}.", sentence=words, commit=_short(rules))


_HEADS = "refs/heads/"


def _tracking(branch: str) -> str:
    return f"refs/remotes/origin/{branch}"


def _short(commit: str) -> str:
    return commit[:12]
