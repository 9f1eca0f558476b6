"""`orgcheck explain` and `orgcheck rules list`: the rules in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgcheck.rules.builtin import BUILTIN
from tests.cli.runs import Run, written


@pytest.mark.parametrize("rule", sorted(BUILTIN))
def test_every_built_in_rule_says_what_why_and_how_to_mend(run: Run, rule: str) -> None:
    ended = run("explain", rule)
    words = " ".join(ended.out.split())

    assert ended.status == 0
    assert ended.out.startswith(f"{rule} · {BUILTIN[rule].severity} · ")
    assert all(text in words for text in (BUILTIN[rule].statement, BUILTIN[rule].why))
    assert f"fix {BUILTIN[rule].fix}" in words


def test_a_rule_of_a_pack_with_its_examples(run: Run, folder: Path) -> None:
    written(
        folder / "rules.yaml",
        """\
pack: small
rules:
  - id: A1
    statement: Every agency has a head.
    basis: {text: Act 1, url: "https://example.org/act"}
    owner: Board
    severity: warning
    for: {kind: agency}
    applies_to: {versions: ["2024"], from: 2024-01-01}
    assert: {must_have: [head]}
    fix: Name its head.
    waivable: false
    pass:
      - posts: [{id: p, name: P}]
        units: [{id: a, name: A, kind: agency, top: true, head: p}]
    fail:
      - units: [{id: a, name: A, kind: agency, top: true}]
""",
    )
    ended = run("explain", "A1", "--rules", "rules.yaml")

    assert ended.status == 0
    assert (
        ended.out
        == """\
A1 · warning · pack small
Every agency has a head.

  basis       Act 1 (https://example.org/act)
  owner       Board
  applies to  versions 2024; snapshots valid from 2024-01-01 on
  binds       units of kind agency
  demands     must have head
  fix         Name its head.
  waivers     none may be given
  in          rules.yaml:3:5

It accepts (rules.yaml:14:9):
    posts: [{id: p, name: P}]
    units: [{id: a, name: A, kind: agency, top: true, head: p}]

It rejects (rules.yaml:17:9):
    units: [{id: a, name: A, kind: agency, top: true}]
"""
    )


@pytest.mark.usefixtures("pack")
def test_the_packs_of_the_current_folders_settings(run: Run, folder: Path) -> None:
    written(folder / "orgcheck.toml", 'rules = "rules.yaml"\n')

    assert run("explain", "KELA001").status == 0
    assert "KELA001  error    Internal Audit reports" in run("rules", "list").out
    assert run("explain", "KELA001", "--isolated").status == 2


@pytest.mark.usefixtures("pack")
def test_an_unknown_rule_names_the_nearest(run: Run) -> None:
    assert 'did you mean "ORG007"?' in run("explain", "org7").err
    ended = run("explain", "KELA2", "--rules", "rules.yaml")

    assert (ended.status, ended.out) == (2, "")
    assert 'did you mean "KELA002"?' in ended.err


@pytest.mark.usefixtures("pack")
def test_the_list_has_every_rule_once(run: Run) -> None:
    ended = run("rules", "list", "--rules", "rules.yaml")
    first_words = [line.split()[0] for line in ended.out.splitlines() if line.strip()]

    assert ended.status == 0
    assert all(first_words.count(rule) == 1 for rule in (*BUILTIN, "KELA001", "KELA002"))
    assert max(map(len, ended.out.splitlines())) <= 100


def test_a_verb_is_explained_with_a_rule_that_uses_it(run: Run) -> None:
    ended = run("explain", "must_have")

    assert ended.status == 0
    assert (
        ended.out
        == """\
must_have · verb of `rules`
The fields are there.

  use         must_have: [FIELD]
  asked of    units, posts, bodies, responsibilities and people

    pack: example
    rules:
      - id: EXAMPLE
        statement: The fields are there.
        assert: {must_have: [legal_basis]}
        pass:
          - units: [{id: a, name: A, top: true, legal_basis: Act 1}]
        fail:
          - units: [{id: a, name: A, top: true}]
"""
    )


def test_a_verb_of_both_sorts_of_rules_is_explained_as_each(run: Run) -> None:
    out = run("explain", "cel").out

    assert "cel · verb of `rules`\n" in out
    assert "cel · verb of `change_rules`\n" in out


def test_a_rule_about_changes_says_what_it_demands(run: Run, folder: Path) -> None:
    rule = "{id: C1, statement: S, assert: {any: [{declared: true}, {unchanged: name}]}}"
    written(folder / "changes.yaml", f"pack: p\nchange_rules: [{rule}]\n")

    out = " ".join(run("explain", "C1", "--rules", "changes.yaml").out.split())
    assert "demands declared: That the units correspond is declared" in out
    assert "unchanged: The fields say what they said" in out
