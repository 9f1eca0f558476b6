"""`orgcheck explain`: what a rule demands, on what ground, and how to mend what breaks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result, screen_of
from orgcheck.errors import OrgcheckError
from orgcheck.language import said
from orgcheck.policy.choice import unknown_rule

if TYPE_CHECKING:
    from orgcheck.policy.choice import Asked
    from orgcheck.rules.assertions.verb import Verb
    from orgcheck.rules.model import Pack
    from orgcheck.snapshot.text import SourceText


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck explain ORG007
  orgcheck explain KELA001 --rules rules/kela.yaml
  orgcheck explain reports_to
""",
)
@click.argument("rule", metavar="RULE")
@options.with_rules
@options.speaking
@options.configured
@options.asking
def command(rule: str, asked: Asked) -> int:
    """Explain a rule: what it states, its basis, how to mend what breaks it.

    RULE is the id of a rule that comes with the program or stands in a pack, or a
    verb of rules, such as reports_to. The configured packs are those of the current
    folder.
    """
    from orgcheck.policy.policy import packs_of
    from orgcheck.reports.formats.text import rules as rules_text
    from orgcheck.rules.builtin import BUILTIN

    if rule in BUILTIN:
        print_result(rules_text.built_in(BUILTIN[rule], screen=screen_of(None)))
        return 0
    read = packs_of(asked)
    known: list[str] = [*BUILTIN]
    for pack, text in chain(read, _others(read)):
        for found in pack.every_rule:
            if found.id == rule:
                print_result(rules_text.of_pack(found, pack, text, screen=screen_of(None)))
                return 0
            known.append(found.id)
    if verbs := _verbs(rule):
        screen = screen_of(None)
        print_result("\n".join(rules_text.verb(verb, screen=screen) for verb in verbs))
        return 0
    fix = (
        said("`orgcheck rules list` names all rules")
        if read
        else said("name its pack with --rules")
    )
    raise OrgcheckError(unknown_rule(rule, known), fix)


def _verbs(name: str) -> list[Verb[Any]]:
    """The verbs of that name: of rules over one version, about changes, over all versions."""
    from orgcheck.rules.assertions import VERBS
    from orgcheck.rules.changes.verbs import CHANGE_VERBS
    from orgcheck.rules.history.verbs import HISTORY_VERBS

    every: tuple[Mapping[str, Verb[Any]], ...] = (VERBS, CHANGE_VERBS, HISTORY_VERBS)
    return [verb for verbs in every if (verb := verbs.get(name)) is not None]


def _others(read: Sequence[tuple[Pack, SourceText]]) -> Iterator[tuple[Pack, SourceText]]:
    """The packs that come with the program, without those that have been read."""
    from orgcheck.packs import PREFIX, bundled, names
    from orgcheck.rules.packs import read_pack

    for name in names():
        if all(pack.source != PREFIX + name for pack, _ in read):
            text = bundled(PREFIX + name)
            yield read_pack(text), text
