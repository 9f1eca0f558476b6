"""What the variables of a host's pipeline say of the change that it runs for.

Every host names the branch that a request is for; most name the request's own commit too. What
they set is documented by each of them; nothing here asks git or a host.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from orgcheck.errors import OrgcheckError
from orgcheck.language import msg, said
from orgcheck.records import dataclass

_NO_COMMIT = "0" * 40
_HEADS = "refs/heads/"
_OWN_BASE = msg(
    "say what to compare with: --base REV; to hold snapshots against their rules without a "
    "comparison: `orgcheck validate`"
)


@dataclass(frozen=True, kw_only=True)
class Request:
    """A change as the host describes it.

    Parameters
    ----------
    host
        The host's name.
    target
        The branch that the change is for.
    head
        The commit of the change itself, without the host's merge.
    known
        Commits of which the host says that the target has them.
    exact
        The commit to compare with, where the host names that one itself.
    first
        Whether the change is the first of its branch: there is nothing to compare with.
    elsewhere
        The address of the target's repository, where the clone was made from another one.
    repository
        The host's address and the name of the target's repository there.
    """

    host: str
    target: str = ""
    head: str | None = None
    known: tuple[str, ...] = ()
    exact: str | None = None
    first: bool = False
    elsewhere: str | None = None
    repository: tuple[str, str] | None = None


def request_of(variables: Mapping[str, str], event: Mapping[str, Any]) -> Request | None:
    """What a change is, by the variables of the pipeline; None outside of every known host.

    Parameters
    ----------
    variables
        Those of the environment.
    event
        What GitHub writes into the file that `GITHUB_EVENT_PATH` names; empty elsewhere.

    Raises
    ------
    OrgcheckError
        Where the host is known, and what the pipeline runs for has no base.

    Examples
    --------
    >>> jenkins = {"JENKINS_URL": "https://ci.example.org/", "CHANGE_TARGET": "main"}
    >>> request_of(jenkins, {}).target
    'main'
    >>> request_of({}, {}) is None
    True
    """
    for sign, host in _HOSTS.items():
        if variables.get(sign):
            return host(variables, event)
    return None


# -- hosts ------------------------------------------------------------------------------------


def _github(variables: Mapping[str, str], event: Mapping[str, Any]) -> Request:
    host, name = "GitHub", variables.get("GITHUB_EVENT_NAME", "")
    if name in ("pull_request", "pull_request_target"):
        return Request(
            host=host,
            target=_at(event, "pull_request", "base", "ref")
            or variables.get("GITHUB_BASE_REF", ""),
            head=_at(event, "pull_request", "head", "sha") or None,
            known=_commits(_at(event, "pull_request", "base", "sha")),
            repository=(
                variables.get("GITHUB_SERVER_URL", "").partition("://")[2],
                variables.get("GITHUB_REPOSITORY", ""),
            ),
        )
    if name == "merge_group":
        return Request(
            host=host,
            head=_at(event, "merge_group", "head_sha") or None,
            exact=_at(event, "merge_group", "base_sha") or None,
        )
    if name == "push" and _at(event, "ref").startswith(_HEADS):
        return _pushed(
            host,
            branch=_at(event, "ref").removeprefix(_HEADS),
            default=_at(event, "repository", "default_branch"),
            before=_at(event, "before"),
            after=_at(event, "after"),
        )
    raise OrgcheckError(
        said("the event {name} of {host} has no base", name=name, host=host)
        if name
        else said("the event of this run of {host} has no base", host=host),
        said(_OWN_BASE),
    )


def _gitlab(variables: Mapping[str, str], _: Mapping[str, Any]) -> Request:
    host = "GitLab"

    def value(name: str) -> str:
        return variables.get(name, "")

    if value("CI_MERGE_REQUEST_IID"):
        ours, theirs = value("CI_PROJECT_PATH"), value("CI_MERGE_REQUEST_PROJECT_PATH")
        return Request(
            host=host,
            target=value("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
            # Set where the pipeline runs on a merge with the target; else it runs on the head.
            head=value("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or value("CI_COMMIT_SHA") or None,
            known=_commits(
                value("CI_MERGE_REQUEST_TARGET_BRANCH_SHA"), value("CI_MERGE_REQUEST_DIFF_BASE_SHA")
            ),
            elsewhere=value("CI_MERGE_REQUEST_PROJECT_URL") if theirs != ours else None,
        )
    if value("CI_PIPELINE_SOURCE") == "push" and value("CI_COMMIT_BRANCH"):
        return _pushed(
            host,
            branch=value("CI_COMMIT_BRANCH"),
            default=value("CI_DEFAULT_BRANCH"),
            before=value("CI_COMMIT_BEFORE_SHA"),
            after=value("CI_COMMIT_SHA"),
        )
    raise OrgcheckError(
        said("this pipeline of {host} runs for no merge request and no push", host=host),
        said(_OWN_BASE),
    )


def _azure(variables: Mapping[str, str], _: Mapping[str, Any]) -> Request:
    return _of_request(
        "Azure Pipelines",
        variables.get("SYSTEM_PULLREQUEST_TARGETBRANCH", "").removeprefix(_HEADS),
        head=variables.get("SYSTEM_PULLREQUEST_SOURCECOMMITID"),
    )


def _bitbucket(variables: Mapping[str, str], _: Mapping[str, Any]) -> Request:
    return _of_request(
        "Bitbucket Pipelines",
        variables.get("BITBUCKET_PR_DESTINATION_BRANCH", ""),
        head=variables.get("BITBUCKET_COMMIT"),
    )


def _jenkins(variables: Mapping[str, str], _: Mapping[str, Any]) -> Request:
    return _of_request("Jenkins", variables.get("CHANGE_TARGET", ""), head=None)


# By a variable that the host sets, and no other one does.
_HOSTS: Mapping[str, Callable[[Mapping[str, str], Mapping[str, Any]], Request]] = {
    "GITHUB_ACTIONS": _github,
    "GITLAB_CI": _gitlab,
    "TF_BUILD": _azure,
    "BITBUCKET_BUILD_NUMBER": _bitbucket,
    "JENKINS_URL": _jenkins,
}


# -- what they have in common -----------------------------------------------------------------


def _of_request(host: str, target: str, *, head: str | None) -> Request:
    if not target:
        raise OrgcheckError(
            said("this run of {host} is for no pull request", host=host), said(_OWN_BASE)
        )
    return Request(host=host, target=target, head=head or None)


def _pushed(host: str, *, branch: str, default: str, before: str, after: str) -> Request:
    """A push: to the default branch, what that was before; to another one, the default branch."""
    if branch != default and default:
        return Request(host=host, target=default, head=after or None)
    known = _commits(before)
    return Request(host=host, target=branch, exact=known[0] if known else None, first=not known)


def _commits(*names: str) -> tuple[str, ...]:
    return tuple(name for name in names if name and name != _NO_COMMIT)


def _at(event: Mapping[str, Any], *path: str) -> str:
    """The text at a path of the event; empty where there is none."""
    value: Any = event
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else ""
