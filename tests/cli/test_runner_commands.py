"""No output of any command holds what a runner of CI would take for a command to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgcheck.cli.group import orgcheck
from orgcheck.escaping import IN_DATA, IN_MARKUP, IN_MERMAID, IN_WORDS, Escape, without_commands
from tests.cli.runs import Outcome, Run, written
from tests.repositories import Repository

# As the runners look for them: GitHub takes blanks away first, and finds `##[` within a line.
GITHUB = re.compile(r"^\s*::.*?::|##\[", re.M)
AZURE = re.compile(r"##\[|##vso\[", re.I)

HOSTILE = (
    "::error::x",
    "  ::add-mask::x",
    "a ##[error]x",
    "###[group]",
    "##vso[task.complete result=Failed;]",
    "##VSO[x]",
    f"{'word ' * 30} ::set-output name=a::b {'::stop-commands::' * 9}",
)
COMMANDS = (
    *(("validate", "old.yaml", "--format", format) for format in (
        "text", "json", "sarif", "junit", "gitlab", "markdown", "html"
    )),
    *(("diff", "old.yaml", "new.yaml", "--format", format) for format in (
        "text", "json", "markdown", "html", "mermaid", "paper", "paper-markdown", "sarif", "junit"
    )),
    *(("chart", "old.yaml", "--format", format) for format in ("svg", "mmd", "dot", "html")),
    ("validate", "old.yaml", "--verbose"),
    ("validate", "old.yaml", "--against", "new.yaml"),
    ("validate", "broken.yaml"),
    ("show", "old.yaml"),
    ("show", "old.yaml", "a"),
    ("why", "a", "old.yaml"),
    ("apply", "changes.json", "old.yaml"),
    ("apply", "changes.json", "new.yaml"),
    ("invert", "changes.json"),
    ("rules", "list", "--rules", "pack.yaml"),
    ("rules", "test", "pack.yaml"),
    ("explain", "R1", "--rules", "pack.yaml"),
    ("validate", "old.yaml", "--rules", "pack.yaml"),
    ("validate", "old.yaml", "--waivers", "waivers.yaml"),
)  # fmt: skip


def hostile_files(folder: Path, text: str) -> None:
    """Two snapshots, a pack and waivers that say the same text wherever they may."""
    unit = {"id": "a", "name": text, "top": True, "responsibilities": [text], "tags": [text]}
    entry = {
        "id": "b",
        "name": f"{text} 2",
        "parent": text,
        "sites": [text],
        "attributes": {text: text},
    }
    other = {**entry, "name": f"new {text}", "reports_to": text, "sites": [f"{text} too"]}
    for name, second in (("old", entry), ("new", other)):
        data = {"organisation": text, "version": f"{text} {name}", "units": [unit, second]}
        written(folder / f"{name}.yaml", json.dumps(data))
    rule = {
        "id": "R1", "statement": text, "owner": text, "basis": text, "fix": text,
        "for": {"id": text}, "assert": {"parent": text},
    }  # fmt: skip
    written(folder / "pack.yaml", json.dumps({"pack": "p", "title": text, "rules": [rule]}))
    waiver = {"rule": text, "unit": text, "reason": text, "permanent": True}
    written(folder / "waivers.yaml", json.dumps({"waivers": [waiver]}))
    written(folder / "broken.yaml", json.dumps({"organisation": "X", text: text, "units": text}))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_no_command_prints_a_command_of_a_runner(run: Run, folder: Path, text: str) -> None:
    hostile_files(folder, text)
    run("diff", "old.yaml", "new.yaml", "--format", "json", "-o", "changes.json")
    for arguments in COMMANDS:
        assert_no_command(run(*arguments), arguments)


IN_GIT = (
    *(("changed", "--base", "main", "--format", format) for format in (
        "text", "markdown", "json", "gitlab", "sarif", "junit"
    )),
    ("changed", "--base", "main", "--list"),
    ("hook", "validate", "snapshot.yaml", "--rules", "pack.yaml"),
    ("hook", "diff", "snapshot.yaml", "--rules", "pack.yaml"),
    ("validate", "snapshot.yaml", "--against", "main"),
    ("diff", "main:snapshot.yaml", "snapshot.yaml"),
    ("diff", "main:snapshot.yaml", "snapshot.yaml", "--accept", "b=a", "--by", "B. Person"),
    ("waive", "R1:a", "snapshot.yaml", "--reason", "r", "--approved-by", "p", "--permanent"),
    ("baseline", "snapshot.yaml"),
    ("baseline", "snapshot.yaml", "--update"),
    ("validate", "snapshot.yaml"),
    ("init",),
    ("validate", ":snapshot.yaml", "--config", "settings.toml"),
    ("validate", "snapshot.yaml", "--config", "settings.toml"),
)  # fmt: skip


@pytest.mark.parametrize("text", [HOSTILE[1], f"##[error]x ##vso[z] {HOSTILE[-1]}"])
def test_no_command_about_a_repository_prints_one(run: Run, folder: Path, text: str) -> None:
    hostile_files(folder, text)
    repository = Repository.made(folder)
    (folder / "old.yaml").rename(folder / "snapshot.yaml")
    repository.write("orgcheck.toml", 'rules = "pack.yaml"\n')
    repository.write("settings.toml", f"rules = {json.dumps(text)}\n{json.dumps(text)} = 1\n")
    repository.commit(text)
    (folder / "new.yaml").rename(folder / "snapshot.yaml")
    repository.git("switch", "--quiet", "--create", "change")
    repository.commit(text)
    for arguments in IN_GIT:
        assert_no_command(run(*arguments), arguments)


# All that a runner looks for in one text, at the beginning of a line too, and where it is wrapped.
EVERY = "\n::error::x ##[error]y ##vso[z] " + HOSTILE[-1]


def leaves(words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command of the program, and of its groups, with the words that call it."""
    command: click.Command = orgcheck
    for word in words:
        assert isinstance(command, click.Group)
        inner = command.get_command(click.Context(command), word)
        assert inner is not None
        command = inner
    yield words, command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from leaves((*words, name))


def misuses(command: click.Command) -> Iterator[tuple[str, ...]]:
    """Words that a command does not take, or that name nothing: in each place that it has."""
    yield (EVERY,)
    yield (EVERY,) * 4
    yield (f"--{EVERY}",)
    yield (f"-{EVERY}",)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                yield (option, EVERY, EVERY, EVERY)
                yield (f"{option}={EVERY}", EVERY, EVERY)


def called(part: object) -> str:
    return " ".join(part) or "orgcheck" if isinstance(part, tuple) else ""


@pytest.mark.parametrize(("words", "command"), list(leaves()), ids=called)
def test_no_message_about_what_is_called_wrongly_holds_one(
    run: Run, folder: Path, words: tuple[str, ...], command: click.Command
) -> None:
    Repository.made(folder)
    for misuse in misuses(command):
        assert_no_command(run(*words, *misuse), (*words, *misuse))


def assert_no_command(ended: Outcome, arguments: Sequence[str]) -> None:
    for stream in (ended.out, ended.err):
        assert not list(found(stream)), arguments
    assert "orgcheck failed" not in ended.err, arguments


def found(text: str) -> Iterator[str]:
    """The commands that the runners would find in a text."""
    for runner in (GITHUB, AZURE):
        yield from (match.group() for match in runner.finditer(text))


PIECES = st.sampled_from(["::", ":", "#", "##", "[", "vso[", "error", " ", "\t", "\n", "\u3000"])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(text=st.lists(PIECES, max_size=12).map("".join))
@pytest.mark.parametrize("escape", [IN_WORDS, IN_MARKUP, IN_MERMAID])
def test_of_any_text_nothing_is_left_that_is_a_command(escape: Escape, text: str) -> None:
    made = without_commands(text, escape)

    assert not list(found(made))
    assert without_commands(made, escape) == made


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_data_says_the_same_with_its_commands_escaped(text: str) -> None:
    assert json.loads(without_commands(json.dumps([text]), IN_DATA)) == [text]
    assert yaml.safe_load(without_commands(json.dumps([text]), IN_DATA)) == [text]
