"""What a verb is: a record from which its reader, schema, documentation and tests are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import indent
from typing import ClassVar, Generic, NamedTuple, TypeVar

from orgcheck.rules.assertions.arguments import Argument, Subject
from orgcheck.rules.assertions.assertion import Assertion
from orgcheck.rules.pack_text import Node
from orgcheck.rules.selectors import SORTS

A = TypeVar("A")


class Whom(NamedTuple):
    """The sorts of those that a verb may be asked of.

    `wrong` is what is wrong with asking it of others, `{of}`, and `fix` how to mend that.
    """

    sorts: tuple[str, ...]
    wrong: str = ""
    fix: str = ""


EVERYTHING = Whom(SORTS)
UNITS = Whom(
    ("units",),
    "this is about units, and the rule selects {of}",
    "select units, or ask it in another way",
)
# Those who have a place in the chain of command.
MEMBERS = Whom(
    ("units", "posts", "bodies"),
    "responsibilities report to nobody",
    "select units, posts or bodies",
)
DUTIES = Whom(
    ("responsibilities",),
    "this is about responsibilities, and the rule selects {of}",
    "write `for: {of: responsibilities}`",
)

# The selector of all there are.
EVERYONE = "{}"


@dataclass(frozen=True)
class Example:
    """A use of a verb with an organisation that it accepts and one that it rejects, as YAML.

    `argument` is what stands after the verb, `select` the selector of the rule. Of a verb about
    changes `passes` and `fails` have `old` and `new`, and `on` is the kind of event.
    """

    argument: str
    passes: str
    fails: str
    select: str = EVERYONE
    on: str = ""


@dataclass(frozen=True, kw_only=True)
class Verb(Generic[A]):
    """A verb of rules.

    Parameters
    ----------
    name
        The word for it in a pack.
    usage
        What stands after it, for readers: `X`, `{max: NUMBER}`.
    statement
        When it holds, in a sentence: in editors and in tables.
    more
        What else is to be known of it, in sentences.
    argument
        How its argument is written.
    of
        Whom it may be asked of.
    example
        A use of it that accepts one organisation and rejects another.
    """

    name: str
    usage: str
    statement: str
    more: str = ""
    argument: Argument[A]
    of: Whom
    example: Example

    # The list of a pack that rules with it stand in.
    container: ClassVar[str]

    def shown(self) -> str:
        """A pack with one rule that uses it, and what the rule accepts and rejects."""
        example = self.example
        select = f"    for: {example.select}\n" if example.select != EVERYONE else ""
        select += f"    on: {example.on}\n" if example.on else ""
        return (
            f"pack: example\n{self.container}:\n  - id: EXAMPLE\n"
            f"    statement: {self.statement}\n{select}"
            f"    assert: {{{self.name}: {example.argument}}}\n"
            f"    pass:\n{_item(example.passes)}    fail:\n{_item(example.fails)}"
        )

    def misfit(self, subject: Subject) -> tuple[str, str] | None:
        """What is wrong where it cannot be asked of what a rule is about, and how to mend it."""
        if subject.of in self.of.sorts:
            return None
        return self.of.wrong.format(of=subject.of), self.of.fix

    def read(self, node: Node, subject: Subject) -> A | None:
        """Its argument; None, and the problems, where it is wrong or the verb does not apply."""
        misfit = self.misfit(subject)
        if misfit is not None:
            node.wrong(*misfit)
            return None
        return self.argument.read(node, subject)


@dataclass(frozen=True, kw_only=True)
class StructureVerb(Verb[A]):
    """A verb of rules over one version: `check` makes the assertion of an argument."""

    container: ClassVar[str] = "rules"
    of: Whom = EVERYTHING
    check: Callable[[A, Subject], Assertion]


def _item(text: str) -> str:
    return "      - " + indent(text, " " * 8).lstrip() + "\n"
