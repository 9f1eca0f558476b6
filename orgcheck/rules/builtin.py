"""The rules that come with the program: what each holds, why, and how to mend what breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orgcheck.findings import Severity


@dataclass(frozen=True, kw_only=True)
class BuiltInRule:
    """A rule that comes with the program.

    `tier` says where it is checked: `integrity` and `rules` in a snapshot, `change` between two,
    `waivers` in a waiver file, `review` in a change of a repository. Rules of integrity and of the
    review can be neither waived nor ignored.
    """

    id: str
    tier: str
    severity: Severity
    statement: str
    why: str
    fix: str

    @property
    def integrity(self) -> bool:
        """Whether it is about the integrity of a snapshot."""
        return self.tier == "integrity"

    @property
    def fixed(self) -> bool:
        """Whether nothing softens the rule."""
        return self.tier in ("integrity", "review")


def _integrity(
    id: str, statement: str, why: str, fix: str, severity: Severity = Severity.ERROR
) -> BuiltInRule:
    return BuiltInRule(
        id=id, tier="integrity", severity=severity, statement=statement, why=why, fix=fix
    )


_RULES = (
    _integrity(
        "ORG001",
        "The text is YAML that this format accepts.",
        "A text that is read by halves shows a structure that nobody wrote: broken syntax, "
        "duplicate keys, tags, several documents in a file, text that is not UTF-8, an empty file "
        "or one beyond the limits stop the snapshot.",
        "Mend the place that the finding names; nothing else of the snapshot is checked before.",
    ),
    _integrity(
        "ORG002",
        "Every key is known, every required key is there, and every value has its field's form.",
        "A misspelt key would otherwise be ignored without a word, and with it what it was to say.",
        "Write the key that is meant, or put a fact of your own under `attributes:`.",
    ),
    _integrity(
        "ORG003",
        "Ids are unique among units, posts and bodies.",
        "Parents, lines of command and rules name members by id: one id must mean one member.",
        "Give one of the two another id, or remove the repetition.",
    ),
    _integrity(
        "ORG004",
        "Every reference names something that exists and is of the right sort.",
        "A parent or superior that does not exist leaves a unit without its place or its line.",
        "Correct the id, or add the unit, post or body that it names.",
    ),
    _integrity(
        "ORG005",
        "No unit is its own parent, and parents form no cycle.",
        "In a cycle nothing is part of anything: no way leads to a top.",
        "Give one of the units on the printed path a parent outside of it.",
    ),
    _integrity(
        "ORG006",
        "Lines of command form no cycle.",
        "Who reports to their own subordinate answers to nobody.",
        "Let one of those on the printed path report to someone outside of it.",
    ),
    _integrity(
        "ORG007",
        "Every unit has a parent, or says that it is at the top.",
        "A forgotten parent and a second top look alike unless the text says which it is.",
        "Add `parent:`, or `top: true`.",
    ),
    _integrity(
        "ORG008",
        "No unit has two places: a parent and `top: true`, or a nested place and another parent.",
        "Of two places, a reader cannot know which one is meant.",
        "Remove one of the two.",
    ),
    _integrity(
        "ORG009",
        "Kinds are in the vocabulary, and under a parent of a kind that it allows.",
        "Where a snapshot states its vocabulary, a word outside of it is a slip, and rules that "
        "select by kind would overlook the unit.",
        "Use a kind of the vocabulary, move the unit, or extend `kinds:`.",
    ),
    _integrity(
        "ORG010",
        "A time begins before it ends, and overlaps that of the parent and of the snapshot.",
        "A unit cannot be part of one that did not exist while it did.",
        "Correct `valid_from` or `valid_to`.",
    ),
    _integrity(
        "ORG011",
        "Succession makes sense: what a unit replaces has ended, and nothing succeeds itself.",
        "Comparisons carry duties along these declarations; one that contradicts itself would "
        "carry them to the wrong unit.",
        "Correct `previously` or `replaces`, or say `winding_down: true` of the unit that ends.",
    ),
    _integrity(
        "ORG012",
        "A duty that the register calls statutory is held by exactly one unit.",
        "What an act imposes, one unit answers for. Where the lists do not claim to be complete, "
        "the finding is a warning.",
        "List the duty under the unit that holds it, and under no other.",
    ),
    _integrity(
        "ORG013",
        "There is at least one unit.",
        "Of no units every rule holds: a file that lost its units would pass.",
        "Add `units:`, with at least the unit at the top.",
    ),
    _integrity(
        "ORG014",
        "Ids that differ look different, and no text stands in quotes that are none to YAML.",
        "Two ids that differ by a Cyrillic letter, or by the way in which Unicode composes one, "
        "are two units to a computer and one to a reader; the quotes of a word processor become "
        "part of a name, and make it another one.",
        "Write both ids alike, or one so that it can be told apart; write straight quotes, or "
        "none.",
        Severity.WARNING,
    ),
    BuiltInRule(
        id="ORG900",
        tier="rules",
        severity=Severity.ERROR,
        statement="What a rule selects is there.",
        why="A rule about nothing always holds: after a rename it would go on passing unnoticed.",
        fix="Mend the selector, or say `allow_empty: true` where there may be none.",
    ),
    BuiltInRule(
        id="ORG901",
        tier="rules",
        severity=Severity.ERROR,
        statement="Of the ids that an assertion names, the snapshot has at least one.",
        why="A misspelt id in a prohibition makes it hold always, and in a demand never.",
        fix="Correct the id in the rule, or say with `applies_to:` which snapshots it is for.",
    ),
    BuiltInRule(
        id="ORG902",
        tier="waivers",
        severity=Severity.ERROR,
        statement="Every waiver is used.",
        why="An exemption that is needed no longer would hide the next breach of the same rule.",
        fix="Remove the waiver.",
    ),
    BuiltInRule(
        id="ORG903",
        tier="waivers",
        severity=Severity.ERROR,
        statement="No waiver has expired.",
        why="An exemption was granted until a day, and not for longer.",
        fix="Mend what it excused, or have it granted anew with another `expires:`.",
    ),
    BuiltInRule(
        id="ORG904",
        tier="waivers",
        severity=Severity.WARNING,
        statement="No waiver expires within 30 days.",
        why="What it excuses takes time to mend, or to have granted anew.",
        fix="Mend what it excuses, or ask for another term.",
    ),
    BuiltInRule(
        id="ORG905",
        tier="waivers",
        severity=Severity.ERROR,
        statement="No waiver is for a rule that may not be waived.",
        why="Rules of integrity and rules with `waivable: false` hold for everybody.",
        fix="Remove the waiver, and mend what it was to excuse.",
    ),
    BuiltInRule(
        id="ORG906",
        tier="rules",
        severity=Severity.ERROR,
        statement="Every rule can be evaluated.",
        why="Where an expression has no answer, or a function fails, nobody knows whether the rule "
        "is obeyed. It is a fault of the rule, told once for each reason, with an example.",
        fix="Ask first whether the value is there, or mend the expression.",
    ),
    BuiltInRule(
        id="ORG910",
        tier="review",
        severity=Severity.ERROR,
        statement="No change takes a snapshot out of sight.",
        why="What the base has and the change shows nowhere can be held against no rule: deleted "
        "though nothing replaced it, turned into a link, moved where no snapshot is looked for.",
        fix="Leave the snapshot, or let one follow it that says which organisation and version it "
        "is; a snapshot that a later one of the same organisation had replaced may go.",
    ),
    BuiltInRule(
        id="ORG911",
        tier="review",
        severity=Severity.ERROR,
        statement="What rules of the base are for, by version or date, they are still for.",
        why="A rule for a version that no snapshot has any more holds nothing, and nobody notices; "
        "nor that one is out of its reach since the snapshot bears another label or date.",
        fix="Leave the version's label and date as they are, or change the rule's `applies_to:` "
        "first, in a change of its own.",
    ),
    BuiltInRule(
        id="ORG912",
        tier="review",
        severity=Severity.ERROR,
        statement="No change takes rule packs or the configuration out of sight.",
        why="After it, nothing but integrity would be checked, or less than before, and what "
        "breaks the rules later would pass.",
        fix="Leave the snapshot under settings that name the packs; whoever wants to end the "
        "checks does so past them, where everybody sees it.",
    ),
    BuiltInRule(
        id="ORG913",
        tier="review",
        severity=Severity.WARNING,
        statement="No change alters how it is checked without that being told.",
        why="Who changes the workflow changes which rules are named, and whether they are asked.",
        fix="Let somebody who answers for the rules read what the workflow calls now.",
    ),
    BuiltInRule(
        id="ORG914",
        tier="review",
        severity=Severity.ERROR,
        statement="What a rule could tell before a change, it can tell after it.",
        why="Rules are silent about what passes through a faulty value. Who moves a unit below one "
        "that was faulty before would be held against no rule. It weighs what the rule weighs.",
        fix="Mend the faulty value, or leave what rests on it as it was.",
    ),
    BuiltInRule(
        id="ORG915",
        tier="review",
        severity=Severity.ERROR,
        statement="Every entry that a change adds to a baseline is about something that is found.",
        why="An entry for a fault that does not exist would excuse the breach of a later change.",
        fix="Write the baseline with `orgcheck baseline --update`, which names what is there.",
    ),
    BuiltInRule(
        id="ORG916",
        tier="review",
        severity=Severity.ERROR,
        statement="No change takes away an id that a rule names.",
        why="A unit that gets another id is out of the rule that named it, and the rule goes on to "
        "hold for the others that it names.",
        fix="Let the rule name the new id too, in a change of its own, before the unit gets it.",
    ),
    BuiltInRule(
        id="CHG001",
        tier="change",
        severity=Severity.WARNING,
        statement="No responsibility is dropped.",
        why="A duty that no unit lists any more is one that nobody answers for. An error where "
        "both snapshots say `responsibilities_complete`, or where the duty is statutory.",
        fix="List the duty, worded as before, under the unit that takes it on.",
    ),
    BuiltInRule(
        id="CHG002",
        tier="change",
        severity=Severity.WARNING,
        statement="No unit is abolished without a successor.",
        why="Its cases, contracts and records go to someone; a reader should learn to whom.",
        fix="Name the unit in the `replaces:` of the one that succeeds it.",
    ),
    BuiltInRule(
        id="CHG003",
        tier="change",
        severity=Severity.WARNING,
        statement="No site is closed.",
        why="Whoever is served there needs to know where to go.",
        fix="List the site under the unit that keeps it.",
    ),
    BuiltInRule(
        id="CHG004",
        tier="change",
        severity=Severity.WARNING,
        statement="No id is used again for another unit.",
        why="Every comparison takes one id for one unit, and would tell of a rename.",
        fix="Give the new unit an id of its own.",
    ),
    BuiltInRule(
        id="CHG005",
        tier="change",
        severity=Severity.ERROR,
        statement="Most units do not vanish while few come.",
        why="That looks like a snapshot of which a part is missing, not like a reorganisation. So "
        "does it where all that is gone stood after one place of the older one: a file broken off.",
        fix="Check that the newer snapshot is complete; where it is, ignore CHG005 for this run.",
    ),
    BuiltInRule(
        id="CHG006",
        tier="change",
        severity=Severity.ERROR,
        statement="Where a snapshot declares the measures of a reorganisation, nothing happens "
        "outside of them.",
        why="What was decided, and on what those concerned were heard, are the measures; whatever "
        "else the change does was not. A warning for figures and other fields.",
        fix="Add it to a measure's `expects:`, or leave it out of this change.",
    ),
    BuiltInRule(
        id="CHG007",
        tier="change",
        severity=Severity.ERROR,
        statement="What a measure of a reorganisation expects, and is due, has happened.",
        why="A measure that the structure does not show was decided and not carried out, or the "
        "manifest says something else than was meant.",
        fix="Carry it out, correct its `expects:`, or say when it is due: `effective:`, "
        "`transition_until:`.",
    ),
    BuiltInRule(
        id="CHG008",
        tier="change",
        severity=Severity.ERROR,
        statement="No event belongs to two measures of a reorganisation.",
        why="Of two measures with two deciders, nobody could say under which it took place.",
        fix="Leave it in the `expects:` of one of them.",
    ),
)

BUILTIN: Mapping[str, BuiltInRule] = {rule.id: rule for rule in _RULES}
