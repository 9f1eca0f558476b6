"""A pack of a hundred rules about the generated organisation, for the price of many rules.

Most rules of a real pack are about one kind of unit, and so are these: fourteen about each kind
below the top, and two about the whole. Every unit is bound by fourteen or so, two of them in CEL
and one of those with a pattern, and obeys them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from benchmarks.generate import KINDS

# {kind}, the kind above it and the kind below it are filled in.
ABOUT_A_KIND = (
    ("reports to the head of the whole", "{{reports_to: p000000}}"),
    ("lies within the whole", "{{within: u000000}}"),
    ("belongs to a unit of the kind above", "{{parent_kind: {above}}}"),
    ("has children of the kind below only", "{{child_kinds: [{below}]}}"),
    ("has a name, a kind and a parent", "{{must_have: [name, kind, parent]}}"),
    ("has no acronym", """{{cel: "!has(unit.acronym) && unit.id.startsWith('u')"}}"""),
    (
        "is named by its number",
        r"""{{cel: "unit.name.matches(r'^Unit \\d{{6,}} of \\w+') && unit.depth > 0"}}""",
    ),
    ("has at most 30 children", "{{children: {{max: 30}}}}"),
    ("is at most eight levels below the top", "{{depth: {{max: 8}}}}"),
    ("leads at most 40 units directly", "{{span: {{max: 40}}}}"),
    ("has a name that no sibling has", "{{unique_among_siblings: name}}"),
    ("has nothing twice in a list", "{{distinct: [responsibilities, sites, tags]}}"),
    ("repeats no duty of a unit above it", "{{not_inherited: [responsibilities]}}"),
    ("is one of at most two million", "{{count: {{max: 2000000}}}}"),
)
ABOUT_THE_WHOLE = (
    ("There is one unit at the top.", "{top: true}", "{count: {exactly: 1}}"),
    ("No two units have one name.", "{}", "{unique: name}"),
)


def hundred_rules() -> str:
    """Write the pack."""
    return "pack: hundred\ntitle: A hundred rules\nrules:\n" + "".join(_rules())


def _rules() -> Iterator[str]:
    number = 0
    for (above, kind), below in zip(pairwise(KINDS), (*KINDS[2:], KINDS[-1]), strict=True):
        for statement, assertion in ABOUT_A_KIND:
            number += 1
            asserted = assertion.format(kind=kind, above=above, below=below)
            yield _rule(number, f"A {kind} {statement}.", f"{{kind: {kind}}}", asserted)
    for statement, selector, assertion in ABOUT_THE_WHOLE:
        number += 1
        yield _rule(number, statement, selector, assertion)


def _rule(number: int, statement: str, selector: str, assertion: str) -> str:
    return (
        f"  - id: HUN{number:03}\n    statement: {statement}\n    for: {selector}\n"
        f"    assert: {assertion}\n    allow_empty: true\n"
    )
