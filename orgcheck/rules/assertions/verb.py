"""What a verb is: a record from which its reader, schema, documentation and tests are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from orgcheck.language import msg, tr
from orgcheck.records import NamedTuple, dataclass
from orgcheck.rules.arguments import Subject, Whom, Word
from orgcheck.rules.assertions.assertion import Assertion

A = TypeVar("A")


UNITS = Whom(
    ("units",),
    msg("this is about units, and the rule selects {of}"),
    msg("select units, or ask it in another way"),
)
# Those who have a place in the chain of command.
MEMBERS = Whom(
    ("units", "posts", "bodies"),
    msg("{of} report to nobody"),
    msg("select units, posts or bodies"),
)
DUTIES = Whom(
    ("responsibilities",),
    msg("this is about responsibilities, and the rule selects {of}"),
    msg("write `of: responsibilities` in its `for`"),
)

# The selector of all there are.
EVERYONE = "{}"


class Example(NamedTuple):
    """A use of a verb with an organisation that it accepts and one that it rejects, as YAML.

    `argument` is what stands after the verb, `select` the selector of the rule. Of a verb about
    changes `passes` and `fails` have `old` and `new`, of one over all versions `versions`, and `on`
    is the kind of event.
    """

    argument: str
    passes: str
    fails: str
    select: str = EVERYONE
    on: str = ""


@dataclass(frozen=True, kw_only=True)
class Verb(Word[A]):
    """A verb of rules: its `example` is a use of it that accepts one thing and rejects another."""

    example: Example

    # The list of a pack that rules with it stand in.
    container: ClassVar[str]
    # What every rule with it says besides.
    keys: ClassVar[str] = ""

    def shown(self) -> str:
        """A pack with one rule that uses it, and what the rule accepts and rejects."""
        example = self.example
        select = f"    for: {example.select}\n" if example.select != EVERYONE else ""
        select += f"    on: {example.on}\n" if example.on else ""
        select = self.keys + select
        return (
            f"pack: example\n{self.container}:\n  - id: EXAMPLE\n"
            f"    statement: {tr(self.statement)}\n{select}"
            f"    assert: {{{self.name}: {example.argument}}}\n"
            f"    pass:\n{_item(example.passes)}    fail:\n{_item(example.fails)}"
        )


@dataclass(frozen=True, kw_only=True)
class StructureVerb(Verb[A]):
    """A verb of rules over one version: `check` makes the assertion of an argument."""

    container: ClassVar[str] = "rules"
    check: Callable[[A, Subject], Assertion]


def _item(text: str) -> str:
    from textwrap import indent

    return "      - " + indent(text, " " * 8).lstrip() + "\n"
