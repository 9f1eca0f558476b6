"""What the variables of pipelines say of the change that they run for."""

from __future__ import annotations

from typing import Any

import pytest

from orgcheck.errors import OrgcheckError
from orgcheck.policy.environment import Request, request_of

ZEROS = "0" * 40
PULL: dict[str, Any] = {"pull_request": {"base": {"ref": "main", "sha": "b"}, "head": {"sha": "h"}}}


def github(event: str, **more: str) -> dict[str, str]:
    return {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": event, **more}


def push(branch: str, before: str = "b") -> dict[str, Any]:
    return {
        "ref": f"refs/heads/{branch}",
        "before": before,
        "after": "a",
        "repository": {"default_branch": "main"},
    }


def gitlab(**more: str) -> dict[str, str]:
    named = {"CI_COMMIT_SHA": "c", "CI_DEFAULT_BRANCH": "main", "CI_PROJECT_PATH": "g/p"}
    return {"GITLAB_CI": "true", **named, **more}


MERGE_REQUEST = gitlab(
    CI_MERGE_REQUEST_IID="7",
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME="release",
    CI_MERGE_REQUEST_PROJECT_PATH="g/p",
    CI_MERGE_REQUEST_DIFF_BASE_SHA="d",
)


@pytest.mark.parametrize(
    ("variables", "event", "expected"),
    [
        (
            github("pull_request", GITHUB_SERVER_URL="https://host", GITHUB_REPOSITORY="o/n"),
            PULL,
            Request(
                host="GitHub", target="main", head="h", known=("b",), repository=("host", "o/n")
            ),
        ),
        (
            github("pull_request", GITHUB_BASE_REF="next"),
            {},
            Request(host="GitHub", target="next", repository=("", "")),
        ),
        (
            github("merge_group"),
            {"merge_group": {"base_sha": "b", "head_sha": "h"}},
            Request(host="GitHub", head="h", exact="b"),
        ),
        (github("push"), push("main"), Request(host="GitHub", target="main", exact="b")),
        (github("push"), push("main", ZEROS), Request(host="GitHub", target="main", first=True)),
        (github("push"), push("topic"), Request(host="GitHub", target="main", head="a")),
        (github("push"), push("topic", ZEROS), Request(host="GitHub", target="main", head="a")),
        (
            MERGE_REQUEST,
            {},
            Request(host="GitLab", target="release", head="c", known=("d",)),
        ),
        (
            {
                **MERGE_REQUEST,
                "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "s",
                "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "t",
            },
            {},
            Request(host="GitLab", target="release", head="s", known=("t", "d")),
        ),
        (
            {
                **MERGE_REQUEST,
                "CI_PROJECT_PATH": "fork/p",
                "CI_MERGE_REQUEST_PROJECT_URL": "https://host/g/p",
            },
            {},
            Request(
                host="GitLab",
                target="release",
                head="c",
                known=("d",),
                elsewhere="https://host/g/p",
            ),
        ),
        (
            gitlab(CI_PIPELINE_SOURCE="push", CI_COMMIT_BRANCH="main", CI_COMMIT_BEFORE_SHA="b"),
            {},
            Request(host="GitLab", target="main", exact="b"),
        ),
        (
            gitlab(CI_PIPELINE_SOURCE="push", CI_COMMIT_BRANCH="topic", CI_COMMIT_BEFORE_SHA=ZEROS),
            {},
            Request(host="GitLab", target="main", head="c"),
        ),
        (
            {
                "TF_BUILD": "True",
                "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
                "SYSTEM_PULLREQUEST_SOURCECOMMITID": "s",
            },
            {},
            Request(host="Azure Pipelines", target="main", head="s"),
        ),
        (
            {
                "BITBUCKET_BUILD_NUMBER": "1",
                "BITBUCKET_PR_DESTINATION_BRANCH": "main",
                "BITBUCKET_COMMIT": "s",
            },
            {},
            Request(host="Bitbucket Pipelines", target="main", head="s"),
        ),
        (
            {"JENKINS_URL": "https://host", "CHANGE_TARGET": "main"},
            {},
            Request(host="Jenkins", target="main"),
        ),
        ({"CI": "true", "GITHUB_ACTIONS": ""}, PULL, None),
    ],
)
def test_each_host_says_it_in_its_own_words(
    variables: dict[str, str], event: dict[str, Any], expected: Request | None
) -> None:
    assert request_of(variables, event) == expected


@pytest.mark.parametrize(
    ("variables", "event"),
    [
        (github("schedule"), {}),
        (github("workflow_dispatch"), {"ref": "refs/heads/main"}),
        (github("push"), {"ref": "refs/tags/v1", "before": "b"}),
        (github(""), {}),
        (gitlab(CI_PIPELINE_SOURCE="schedule", CI_COMMIT_BRANCH="main"), {}),
        (gitlab(CI_PIPELINE_SOURCE="push", CI_COMMIT_TAG="v1"), {}),
        ({"TF_BUILD": "True"}, {}),
        ({"BITBUCKET_BUILD_NUMBER": "1"}, {}),
        ({"JENKINS_URL": "https://host"}, {}),
    ],
)
def test_a_run_for_no_change_asks_for_a_base(
    variables: dict[str, str], event: dict[str, Any]
) -> None:
    with pytest.raises(OrgcheckError) as refused:
        request_of(variables, event)
    assert "--base REV" in str(refused.value.fix)


@pytest.mark.parametrize("event", [{}, {"pull_request": 7}, {"pull_request": {"head": {"sha": 1}}}])
def test_an_event_of_another_form_says_nothing(event: dict[str, Any]) -> None:
    request = request_of(github("pull_request"), event)
    assert request is not None
    assert (request.head, request.known) == (None, ())
