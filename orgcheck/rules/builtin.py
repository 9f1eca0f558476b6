"""The rules that come with the program, as records: of each what holds, why, and how to mend it.

Those of integrity stand with their checks in `orgcheck.rules.integrity`. The others are found by
code that does more than check them; it names the record that it tells of.
"""

from __future__ import annotations

from collections.abc import Mapping

from orgcheck.findings import Severity
from orgcheck.language import said
from orgcheck.rules import integrity
from orgcheck.rules.builtin_rule import BuiltInRule, Tier

# -- about the rules of packs -------------------------------------------------------------------

EMPTY_SELECTION = BuiltInRule(
    id="ORG900",
    tier=Tier.RULES,
    statement=said("What a rule selects is there."),
    why=said("A rule about nothing always holds: after a rename it would go on passing unnoticed."),
    fix=said("Mend the selector, or say `allow_empty: true` where there may be none."),
)
UNKNOWN_IDS = BuiltInRule(
    id="ORG901",
    tier=Tier.RULES,
    statement=said("Of the ids that an assertion names, the snapshot has at least one."),
    why=said("A misspelt id in a prohibition makes it hold always, and in a demand never."),
    fix=said("Correct the id in the rule, or say with `applies_to:` which snapshots it is for."),
)
NO_ANSWER = BuiltInRule(
    id="ORG906",
    tier=Tier.RULES,
    statement=said("Every rule can be evaluated."),
    why=said(
        "Where an expression has no answer, or a function fails, nobody knows whether the rule "
        "is obeyed. It is a fault of the rule, told once for each reason, with an example."
    ),
    fix=said("Ask first whether the value is there, or mend the expression."),
)

# -- about waivers ------------------------------------------------------------------------------

UNUSED_WAIVER = BuiltInRule(
    id="ORG902",
    tier=Tier.WAIVERS,
    statement=said("Every waiver is used."),
    why=said("An exemption that is needed no longer would hide the next breach of the same rule."),
    fix=said("Remove the waiver."),
)
EXPIRED_WAIVER = BuiltInRule(
    id="ORG903",
    tier=Tier.WAIVERS,
    statement=said("No waiver has expired."),
    why=said("An exemption was granted until a day, and not for longer."),
    fix=said("Mend what it excused, or have it granted anew with another `expires:`."),
)
EXPIRING_WAIVER = BuiltInRule(
    id="ORG904",
    tier=Tier.WAIVERS,
    severity=Severity.WARNING,
    statement=said("No waiver expires within 30 days."),
    why=said("What it excuses takes time to mend, or to have granted anew."),
    fix=said("Mend what it excuses, or ask for another term."),
)
FORBIDDEN_WAIVER = BuiltInRule(
    id="ORG905",
    tier=Tier.WAIVERS,
    statement=said("No waiver is for a rule that may not be waived."),
    why=said("Rules of integrity and rules with `waivable: false` hold for everybody."),
    fix=said("Remove the waiver, and mend what it was to excuse."),
)

# -- about the review of a change ---------------------------------------------------------------

OUT_OF_SIGHT = BuiltInRule(
    id="ORG910",
    tier=Tier.REVIEW,
    statement=said("No change takes a snapshot out of sight."),
    why=said(
        "What the base has and the change shows nowhere can be held against no rule: deleted "
        "though nothing replaced it, turned into a link, moved where no snapshot is looked for."
    ),
    fix=said(
        "Leave the snapshot, or let one follow it that says which organisation and version it "
        "is; a snapshot that a later one of the same organisation had replaced may go."
    ),
)
OUT_OF_SCOPE = BuiltInRule(
    id="ORG911",
    tier=Tier.REVIEW,
    statement=said("What rules of the base are for, by version or date, they are still for."),
    why=said(
        "A rule for a version that no snapshot has any more holds nothing, and nobody notices; "
        "nor that one is out of its reach since the snapshot bears another label or date."
    ),
    fix=said(
        "Leave the version's label and date as they are, or change the rule's `applies_to:` "
        "first, in a change of its own."
    ),
)
SETTINGS_OUT_OF_SIGHT = BuiltInRule(
    id="ORG912",
    tier=Tier.REVIEW,
    statement=said("No change takes rule packs or the configuration out of sight."),
    why=said(
        "After it, nothing but integrity would be checked, or less than before, and what "
        "breaks the rules later would pass."
    ),
    fix=said(
        "Leave the snapshot under settings that name the packs; whoever wants to end the "
        "checks does so past them, where everybody sees it."
    ),
)
CHECKING_CHANGED = BuiltInRule(
    id="ORG913",
    tier=Tier.REVIEW,
    severity=Severity.WARNING,
    statement=said("No change alters how it is checked without that being told."),
    why=said("Who changes the workflow changes which rules are named, and whether they are asked."),
    fix=said("Let somebody who answers for the rules read what the workflow calls now."),
)
NO_LONGER_TOLD = BuiltInRule(
    id="ORG914",
    tier=Tier.REVIEW,
    statement=said("What a rule could tell before a change, it can tell after it."),
    why=said(
        "Rules are silent about what passes through a faulty value. Who moves a unit below one "
        "that was faulty before would be held against no rule. It weighs what the rule weighs."
    ),
    fix=said("Mend the faulty value, or leave what rests on it as it was."),
)
UNMATCHED_BASELINE = BuiltInRule(
    id="ORG915",
    tier=Tier.REVIEW,
    statement=said(
        "Every entry that a change adds to a baseline is about something that is found."
    ),
    why=said("An entry for a fault that does not exist would excuse the breach of a later change."),
    fix=said("Write the baseline with `orgcheck baseline --update`, which names what is there."),
)
ID_TAKEN_AWAY = BuiltInRule(
    id="ORG916",
    tier=Tier.REVIEW,
    statement=said("No change takes away an id that a rule names."),
    why=said(
        "A unit that gets another id is out of the rule that named it, and the rule goes on to "
        "hold for the others that it names."
    ),
    fix=said("Let the rule name the new id too, in a change of its own, before the unit gets it."),
)

# -- about a change -----------------------------------------------------------------------------

RESPONSIBILITY_DROPPED = BuiltInRule(
    id="CHG001",
    tier=Tier.CHANGE,
    severity=Severity.WARNING,
    statement=said("No duty is dropped."),
    why=said(
        "A duty that no unit lists any more is one that nobody answers for. An error where "
        "both snapshots say `responsibilities_complete`, or where the duty is statutory."
    ),
    fix=said("List the duty, worded as before, under the unit that takes it on."),
)
NO_SUCCESSOR = BuiltInRule(
    id="CHG002",
    tier=Tier.CHANGE,
    severity=Severity.WARNING,
    statement=said("No unit is abolished without a successor."),
    why=said("Its cases, contracts and records go to someone; a reader should learn to whom."),
    fix=said("Name the unit in the `replaces:` of the one that succeeds it."),
)
SITE_CLOSED = BuiltInRule(
    id="CHG003",
    tier=Tier.CHANGE,
    severity=Severity.WARNING,
    statement=said("No site is closed."),
    why=said("Whoever is served there needs to know where to go."),
    fix=said("List the site under the unit that keeps it."),
)
ID_REUSED = BuiltInRule(
    id="CHG004",
    tier=Tier.CHANGE,
    severity=Severity.WARNING,
    statement=said("No id is used again for another unit."),
    why=said(
        "Whoever knows a unit by its id takes the new one for the old one. So does a comparison, "
        "which tells of a rename, unless the new one says `revives: false`."
    ),
    fix=said(
        "Give the new unit an id of its own; where it has to have this one, say `revives: false`."
    ),
)
INCOMPLETE_SNAPSHOT = BuiltInRule(
    id="CHG005",
    tier=Tier.CHANGE,
    statement=said("Most units do not vanish while few come."),
    why=said(
        "That looks like a snapshot of which a part is missing, not like a reorganisation. So "
        "does it where all that is gone stood after one place of the older one: a file broken off."
    ),
    fix=said("Check that the newer snapshot is complete; where it is, ignore CHG005 for this run."),
)
UNDECLARED_EVENT = BuiltInRule(
    id="CHG006",
    tier=Tier.CHANGE,
    statement=said(
        "Where a snapshot declares the measures of a reorganisation, nothing happens "
        "outside of them."
    ),
    why=said(
        "What was decided, and on what those concerned were heard, are the measures; whatever "
        "else the change does was not. A warning for figures and other fields."
    ),
    fix=said("Add it to a measure's `expects:`, or leave it out of this change."),
)
UNFULFILLED_MEASURE = BuiltInRule(
    id="CHG007",
    tier=Tier.CHANGE,
    statement=said("What a measure of a reorganisation expects, and is due, has happened."),
    why=said(
        "A measure that the structure does not show was decided and not carried out, or the "
        "manifest says something else than was meant."
    ),
    fix=said(
        "Carry it out, correct its `expects:`, or say when it is due: `effective:`, "
        "`transition_until:`."
    ),
)
CLAIMED_TWICE = BuiltInRule(
    id="CHG008",
    tier=Tier.CHANGE,
    statement=said("No event belongs to two measures of a reorganisation."),
    why=said("Of two measures with two deciders, nobody could say under which it took place."),
    fix=said("Leave it in the `expects:` of one of them."),
)

# -- about many versions ------------------------------------------------------------------------

COMPARED_OTHERWISE = BuiltInRule(
    id="HIS001",
    tier=Tier.HISTORY,
    severity=Severity.INFO,
    statement=said("First and last version compared directly say of a unit what all versions say."),
    why=said(
        "A comparison of two versions knows nothing of those between them: an id that is used "
        "again looks like one unit, and a unit that changed in steps looks like two."
    ),
    fix=said(
        "Trust the versions in between where you have them, and say `previously:` or `revives:` "
        "where they are wrong."
    ),
)

CORRECTED_WITHOUT_REASON = BuiltInRule(
    id="HIS002",
    tier=Tier.HISTORY,
    severity=Severity.WARNING,
    statement=said("Where a register says something else of the past than before, it says why."),
    why=said(
        "What others relied on was another past: whoever reads the register has to see whether it "
        "was wrong, recorded late, or rewritten."
    ),
    fix=said(
        "Say `reason:` in the row, or in the entry, or add a row of `earlier` for what held until "
        "then."
    ),
)

_OTHERS = (
    EMPTY_SELECTION,
    UNKNOWN_IDS,
    UNUSED_WAIVER,
    EXPIRED_WAIVER,
    EXPIRING_WAIVER,
    FORBIDDEN_WAIVER,
    NO_ANSWER,
    OUT_OF_SIGHT,
    OUT_OF_SCOPE,
    SETTINGS_OUT_OF_SIGHT,
    CHECKING_CHANGED,
    NO_LONGER_TOLD,
    UNMATCHED_BASELINE,
    ID_TAKEN_AWAY,
    RESPONSIBILITY_DROPPED,
    NO_SUCCESSOR,
    SITE_CLOSED,
    ID_REUSED,
    INCOMPLETE_SNAPSHOT,
    UNDECLARED_EVENT,
    UNFULFILLED_MEASURE,
    CLAIMED_TWICE,
    COMPARED_OTHERWISE,
    CORRECTED_WITHOUT_REASON,
)

BUILTIN: Mapping[str, BuiltInRule] = {rule.id: rule for rule in (*integrity.RULES, *_OTHERS)}
BY_TIER: Mapping[Tier, Mapping[str, BuiltInRule]] = {
    tier: {rule.id: rule for rule in BUILTIN.values() if rule.tier is tier} for tier in Tier
}
