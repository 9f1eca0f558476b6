"""What a verb is: a record from which its reader, schema, documentation and tests are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from orgcheck.rules.assertions.arguments import Argument, Subject
from orgcheck.rules.assertions.assertion import Assertion
from orgcheck.rules.fields import listed
from orgcheck.rules.pack_text import Node
from orgcheck.rules.selectors import SORTS

A = TypeVar("A")

EVERYTHING = SORTS
# Those who have a place in the chain of command.
MEMBERS = ("units", "posts", "bodies")
UNITS = ("units",)
DUTIES = ("responsibilities",)


@dataclass(frozen=True)
class Example:
    """A use of a verb with an organisation that it accepts and one that it rejects, as YAML.

    `argument` is what stands after the verb, `select` the selector of the rule. Of a verb about
    changes `accepts` and `rejects` have `old` and `new`.
    """

    argument: str
    accepts: str
    rejects: str
    select: str = "{}"


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
    of: tuple[str, ...]
    example: Example

    def misfit(self, subject: Subject) -> tuple[str, str] | None:
        """What is wrong where it cannot be asked of what a rule is about, and how to mend it."""
        if subject.of in self.of:
            return None
        sorts = listed(self.of)
        return (
            f"this is about {sorts}, and the rule selects {subject.of}",
            f"select {sorts}, or ask it in another way",
        )

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

    of: tuple[str, ...] = EVERYTHING
    check: Callable[[A, Subject], Assertion]
