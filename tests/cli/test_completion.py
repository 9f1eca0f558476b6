"""Shell completion: what `docs/command-reference.md` says to put into a shell's start-up file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repositories import Ended, Repository


def completed(folder: Path, *words: str) -> Ended:
    """What bash offers for the last of some words."""
    quoted = " ".join(f"'{word}'" for word in words)
    script = f"""
        eval "$(_ORGCHECK_COMPLETE=bash_source orgcheck)"
        COMP_WORDS=({quoted}) COMP_CWORD={len(words) - 1}
        compopt() {{ :; }}
        _orgcheck_completion orgcheck
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    return Repository(folder).run("bash", "-c", script)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["orgcheck", "val"], "validate"),
        (["orgcheck", "validate", "--fo"], "--format"),
        (["orgcheck", "validate", "--format", "sa"], "sarif"),
        (["orgcheck", "rules", "li"], "list"),
        (["orgcheck", "nonsense", "x"], ""),
    ],
)
def test_bash_offers_commands_options_and_choices(
    tmp_path: Path, words: list[str], offered: str
) -> None:
    assert completed(tmp_path, *words) == Ended(0, f"{offered}\n", "")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_have_a_script_too(tmp_path: Path, shell: str) -> None:
    ended = Repository(tmp_path).run("orgcheck", _ORGCHECK_COMPLETE=f"{shell}_source")
    assert ended.status == 0
    assert f"_ORGCHECK_COMPLETE={shell}_complete" in ended.out
