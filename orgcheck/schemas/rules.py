"""The schema of a rule pack: selectors, assertions and the rules' own examples."""

from __future__ import annotations

from collections.abc import Mapping

from orgcheck.changes.changeset import EventKind
from orgcheck.findings import Severity
from orgcheck.json_schema import (
    COUNT,
    DAY,
    FLAG,
    ID,
    NUMBER,
    SCALAR,
    TEXT,
    Schema,
    described,
    list_of,
    mapping,
    one_or_list,
    reference,
)
from orgcheck.rules.builtin import BY_TIER
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.fields import FIELDS
from orgcheck.rules.pack_text import LONGEST_WORDING
from orgcheck.schemas import snapshot

_TEXTS = one_or_list(TEXT)
_WORDING: Schema = {**TEXT, "maxLength": LONGEST_WORDING}
_TRUE: Schema = {"const": True}
# A parameter may stand where a number is asked for.
_PARAMETER: Schema = {"type": "string", "pattern": "^\\$[A-Za-z_][A-Za-z0-9_]*$"}
_COUNT: Schema = {"anyOf": [COUNT, _PARAMETER]}
_NUMBER: Schema = {"anyOf": [NUMBER, _PARAMETER]}
_SHARE: Schema = {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, _PARAMETER]}
_EXPRESSION: Schema = {"type": ["string", "boolean"], "minLength": 1, "maxLength": 2_000}
_SEVERITY: Schema = {"enum": [str(severity) for severity in Severity]}
_OWN_ID: Schema = {**ID, "not": {"pattern": "^([Oo][Rr][Gg]|[Cc][Hh][Gg])[0-9]+$"}}


def schema() -> Schema:
    """A pack has rules, rules about changes, or both."""
    return {
        **mapping(
            {
                "pack": described(TEXT, "A name for the pack."),
                "title": described(TEXT, "What the pack is about, in a line."),
                "parameters": described(
                    {
                        "type": "object",
                        "propertyNames": {"pattern": "^[A-Za-z_][A-Za-z0-9_]*$"},
                        "additionalProperties": one_or_list(SCALAR),
                        "minProperties": 1,
                    },
                    "Values that `$name` stands for in rules, and that a project may set.",
                ),
                "rules": described(
                    list_of({"anyOf": [reference("Rule"), reference("Integrity")]}),
                    "What must hold in a structure; also examples for rules of integrity.",
                ),
                "change_rules": described(
                    list_of({"anyOf": [reference("ChangeRule"), reference("BuiltIn")]}),
                    "What must hold of a change; also the severity of rules that are built in.",
                ),
            },
            required=["pack"],
            anyOf=[
                {"required": [key], "properties": {key: {"minItems": 1}}}
                for key in ("rules", "change_rules")
            ],
        ),
        "$defs": {
            "Rule": _rule(),
            "ChangeRule": _change_rule(),
            "BuiltIn": _built_in(),
            "Integrity": _integrity(),
            "Basis": _basis(),
            "Scope": _scope(),
            "Selector": mapping(SELECTOR),
            "Assertion": mapping(VERBS, minProperties=1),
            "ChangeAssertion": mapping(CHANGE_VERBS, minProperties=1),
            "WithDuties": mapping(
                {"duties": described({"const": "all"}, "Every duty is taken on.")}, ["duties"]
            ),
            "CustomRule": mapping(
                {
                    "rule": described(TEXT, "The name of the custom rule."),
                    "parameters": described(
                        {"type": "object", "minProperties": 1}, "What the function is given."
                    ),
                },
                ["rule"],
            ),
            "Field": _field(),
            "Bounds": _bounds(),
            "ChildBounds": _bounds(
                kind=described(_TEXTS, "Count those of this kind only."),
                usually=described(
                    _SHARE, "Ask it of a kind only where at least this share of it obeys."
                ),
            ),
            **_example(),
        },
    }


# -- selectors --------------------------------------------------------------------------------

SELECTOR: Mapping[str, Schema] = {
    "of": described({"enum": list(FIELDS)}, "What the rule is about; units where it is absent."),
    "id": described(_TEXTS, "Those with this id, or one of these."),
    "kind": described(_TEXTS, "Units of this kind."),
    "tag": described(_TEXTS, "Units with this tag."),
    "name": described(
        _TEXTS, "A regular expression (RE2) that is found in the name, in whichever language."
    ),
    "file": described(
        _TEXTS, "A regular expression (RE2) that is found in the path of the snapshot's file."
    ),
    "within": described(_TEXTS, "Units below this unit, at any depth."),
    "parent": described(_TEXTS, "Units directly below this unit."),
    "top": described(FLAG, "Units that say `top: true`; with false the others."),
    "leaf": described(FLAG, "Units without children; with false those with children."),
    "has": described(
        one_or_list(reference("Field")), "Those that have the field: acronym, name.sv."
    ),
    "where": described(_EXPRESSION, "Those of which a CEL expression over `unit` is true."),
    "any": described(
        list_of(reference("Selector"), at_least=1), "Those that one of these selects."
    ),
    "all": described(
        list_of(reference("Selector"), at_least=1), "Those that each of these selects."
    ),
    "not": described(reference("Selector"), "Those that this does not select."),
}

# -- assertions -------------------------------------------------------------------------------

VERBS: Mapping[str, Schema] = {
    "reports_directly_to": described(_TEXTS, "The superior is this one, or one of these."),
    "reports_to": described(_TEXTS, "It is somewhere on the chain of command."),
    "parent": described(_TEXTS, "The parent is this unit, or one of these."),
    "within": described(_TEXTS, "This unit is an ancestor."),
    "not_within": described(_TEXTS, "This unit is no ancestor."),
    "not_reporting_to": described(_TEXTS, "It is nowhere on the chain of command."),
    "parent_kind": described(_TEXTS, "The parent is of this kind, or of one of these."),
    "child_kinds": described(_TEXTS, "The kinds that children may have."),
    "contains_all": described(
        reference("Selector"), "Every unit that matches lies below the selected one."
    ),
    "contains_only": described(
        reference("Selector"), "Nothing that does not match lies below the selected one."
    ),
    "must_have": described(one_or_list(reference("Field")), "The fields are there."),
    "must_not_have": described(one_or_list(reference("Field")), "The fields are not there."),
    "matches": described(
        {
            "type": "object",
            "propertyNames": reference("Field"),
            "additionalProperties": _TEXTS,
            "minProperties": 1,
        },
        "A regular expression (RE2) is found in the field; of a list in every item.",
    ),
    "any_matches": described(
        {
            "type": "object",
            "propertyNames": reference("Field"),
            "additionalProperties": _TEXTS,
            "minProperties": 1,
        },
        "A regular expression (RE2) is found in some item of the list.",
    ),
    "one_of": described(
        {
            "type": "object",
            "propertyNames": reference("Field"),
            "additionalProperties": one_or_list(SCALAR),
            "minProperties": 1,
        },
        "The field has one of these values.",
    ),
    "count": described(reference("Bounds"), "So many are selected; none is a number too."),
    "children": described(reference("ChildBounds"), "So many children, or of a kind."),
    "depth": described(reference("Bounds"), "So many levels below the top."),
    "span": described(
        reference("Bounds"), "So many direct reports, the unit's own and its head's."
    ),
    "unique": described(reference("Field"), "No two of those selected share the value."),
    "unique_among_siblings": described(
        reference("Field"), "No two children of one parent share the value."
    ),
    "distinguishable": described(
        reference("Field"), "No other of the same kind has the same value but for spelling."
    ),
    "agree": described(
        mapping(
            {
                "by": described(reference("Field"), "The field that they share."),
                "on": described(one_or_list(reference("Field")), "The fields that must agree."),
            },
            required=["by", "on"],
        ),
        "Whoever shares one field shares the others.",
    ),
    "sorted": described(
        reference("Field"), "Those with one parent stand in the text in the order of the field."
    ),
    "distinct": described(one_or_list(reference("Field")), "Nothing stands twice in the lists."),
    "not_inherited": described(
        one_or_list(reference("Field")), "The lists repeat nothing that a unit above has."
    ),
    "usual": described(
        mapping(
            {
                "fields": described(
                    one_or_list({"anyOf": [reference("Field"), {"const": "children"}, _PARAMETER]}),
                    "What nearly all of one kind have; children, too.",
                ),
                "share": described(_SHARE, "How many are nearly all: 0.9 where it is absent."),
                "least": described(_COUNT, "How many of a kind there must be; 5 where absent."),
            },
            required=["fields"],
        ),
        "What nearly all of a kind have, the others of that kind have too.",
    ),
    "owed_languages": described(_TRUE, "A name in each of the snapshot's `languages`."),
    "line_to": described(
        mapping(
            {
                "to": described(_TEXTS, "Whom the line leads to."),
                "type": described(
                    {"enum": ["functional", "matrix", "advisory", "other"]}, "Of what type it is."
                ),
            },
            required=["to"],
        ),
        "There is such a further line.",
    ),
    "links": described(
        mapping(
            {
                "type": described(TEXT, "Of what type; all where it is absent."),
                "kind": described(_TEXTS, "The kind of the units that they lead to."),
                "min": described(_COUNT, "At least so many."),
                "max": described(_COUNT, "At most so many."),
            },
            anyOf=[{"required": [key]} for key in ("kind", "min", "max")],
        ),
        "Its links lead to units of a kind, and there are so many.",
    ),
    "one_top_per_file": described(
        _TRUE, "In each file one unit at most has its parent outside of the file."
    ),
    "separate_from": described(
        mapping(
            {
                "units": described(reference("Selector"), "Those to be separate from."),
                "below": described(_TEXTS, "Above this, and at it, they may meet."),
            },
            required=["units"],
        ),
        "Shares no superior, head or ancestor with any of them.",
    ),
    "one_owner": described(_TRUE, "Of responsibilities: exactly one unit holds it."),
    "sum": described(
        mapping(
            {
                "figure": described(TEXT, "The figure, such as headcount."),
                "max": described(_NUMBER, "The most that it may be."),
                "min": described(_NUMBER, "The least that it may be."),
            },
            required=["figure"],
            anyOf=[{"required": ["max"]}, {"required": ["min"]}],
        ),
        "The figure, added up over the unit and all below it.",
    ),
    "cel": described(_EXPRESSION, "A CEL expression over `unit` and `parent` is true."),
    "value": described(
        mapping(
            {
                "cel": described(_EXPRESSION, "A CEL expression that gives a number."),
                "max": described(_NUMBER, "The most that it may be."),
                "min": described(_NUMBER, "The least that it may be."),
            },
            required=["cel"],
            anyOf=[{"required": ["max"]}, {"required": ["min"]}],
        ),
        "A number that a CEL expression gives is within the bounds.",
    ),
    "custom": described(
        {"anyOf": [TEXT, reference("CustomRule")]},
        "A function in Python, by its name under the entry point orgcheck.rules.",
    ),
    "all": described(list_of(reference("Assertion"), at_least=1), "All of these hold."),
    "any": described(list_of(reference("Assertion"), at_least=1), "One of these holds."),
    "not": described(reference("Assertion"), "This does not hold."),
}

CHANGE_VERBS: Mapping[str, Schema] = {
    "forbidden": described(_TRUE, "There is no such event."),
    "responsibilities_kept": described(_TRUE, "No duty of the units is dropped."),
    "sites_kept": described(_TRUE, "No site of the units is closed."),
    "command_unchanged": described(_TRUE, "The chain of command, as derived, stays the same."),
    "declared": described(_TRUE, "The event is declared, and not merely inferred."),
    "requires_successor": described(
        {"anyOf": [_TRUE, reference("WithDuties")]},
        "What ends has a successor, which with {duties: all} takes on every duty.",
    ),
    "unchanged": described(one_or_list(reference("Field")), "The fields stay as they are."),
    "max_share": described(
        {"type": "number", "minimum": 0, "maximum": 1},
        "The share of all units that such events may touch: 0.2 is 20%.",
    ),
    "cel": described(_EXPRESSION, "A CEL expression over `change`, `old` and `new` is true."),
    "all": described(list_of(reference("ChangeAssertion"), at_least=1), "All of these hold."),
    "any": described(list_of(reference("ChangeAssertion"), at_least=1), "One of these holds."),
    "not": described(reference("ChangeAssertion"), "This does not hold."),
}

# -- rules ------------------------------------------------------------------------------------


def _head() -> dict[str, Schema]:
    return {
        "id": described(
            _OWN_ID,
            "By which findings and waivers call the rule; ORG and CHG with digits are built in.",
        ),
        "statement": described(_WORDING, "What holds, in plain words."),
        "basis": described(
            {"anyOf": [_WORDING, reference("Basis")]}, "The law, the rules of procedure, a minute."
        ),
        "owner": described(_WORDING, "Who answers for the rule."),
        "severity": described({**_SEVERITY, "default": "error"}, "How much a breach weighs."),
        "for": described(reference("Selector"), "Which units; all where it is absent."),
        "fix": described(_WORDING, "How to mend a breach."),
        "applies_to": described(reference("Scope"), "To which snapshots; to all where absent."),
        "waivable": described(
            {**FLAG, "default": True}, "False where no waiver may set the rule aside."
        ),
        "allow_empty": described(
            {**FLAG, "default": False}, "True where it is in order that nothing is selected."
        ),
    }


def _rule() -> Schema:
    return described(
        mapping(
            {
                **_head(),
                "assert": described(reference("Assertion"), "What must hold of each of them."),
                "message": described(
                    _WORDING,
                    "What a finding of `cel` or `value` says, with {expressions} in braces.",
                ),
                "at": described(
                    reference("Field"), "The field that a finding of `cel` or `value` is placed at."
                ),
                "pass": described(
                    list_of(reference("Example")), "Small organisations that the rule accepts."
                ),
                "fail": described(
                    list_of(reference("Example")), "Small organisations that the rule rejects."
                ),
            },
            required=["id", "statement", "assert"],
        ),
        "What must hold in a structure.",
    )


def _change_rule() -> Schema:
    kinds: Schema = {"enum": [str(kind) for kind in EventKind]}
    example = mapping(
        {
            "old": described(reference("Example"), "The organisation before."),
            "new": described(reference("Example"), "The organisation after."),
        },
        required=["old", "new"],
    )
    return described(
        mapping(
            {
                **_head(),
                "on": described(one_or_list(kinds), "Kinds of event; all where it is absent."),
                "where": described(
                    _EXPRESSION, "Events of which a CEL expression over `change` is true."
                ),
                "assert": described(reference("ChangeAssertion"), "What must hold of them."),
                "pass": described(list_of(example), "Small changes that the rule accepts."),
                "fail": described(list_of(example), "Small changes that the rule rejects."),
            },
            required=["id", "statement", "assert"],
        ),
        "What must hold of a change.",
    )


def _built_in() -> Schema:
    ids = [*BY_TIER[Tier.CHANGE]]
    return described(
        mapping(
            {
                "id": described({"enum": ids}, "The id of the rule that is built in."),
                "severity": described(_SEVERITY, "The severity that it shall have."),
            },
            required=["id", "severity"],
        ),
        "The severity of a rule that is built in.",
    )


def _integrity() -> Schema:
    ids = [*BY_TIER[Tier.INTEGRITY]]
    # Whatever is wrong in it is what it shows.
    example: Schema = {"type": "object"}
    return described(
        mapping(
            {
                "id": described({"enum": ids}, "The id of the rule of integrity."),
                "pass": described(list_of(example), "Small organisations that it accepts."),
                "fail": described(list_of(example), "Small organisations that it rejects."),
            },
            required=["id"],
            anyOf=[{"required": ["pass"]}, {"required": ["fail"]}],
        ),
        "Examples for a rule of integrity, which is built in.",
    )


def _basis() -> Schema:
    return mapping(
        {
            "text": described(_WORDING, "The law, the rules of procedure, a minute."),
            "url": described(_WORDING, "Where it is published."),
        },
        required=["text"],
    )


def _scope() -> Schema:
    return mapping(
        {
            "versions": described(_TEXTS, "Snapshots with one of these labels."),
            "from": described(DAY, "Snapshots that are valid from this day or later."),
            "to": described(DAY, "Snapshots that are valid from this day or earlier."),
        },
        minProperties=1,
    )


def _field() -> Schema:
    names = dict.fromkeys(name for names in FIELDS.values() for name in names)
    parted = "^(name|acronym|attributes|figures)\\..+$"
    return described(
        {"anyOf": [{"enum": list(names)}, {"type": "string", "pattern": parted}]},
        "A field; with a dot a language of a name, or an entry of attributes or figures.",
    )


def _bounds(**more: Schema) -> Schema:
    bounds = ("min", "max", "exactly")
    return mapping(
        {
            "min": described(_COUNT, "At least so many."),
            "max": described(_COUNT, "At most so many."),
            "exactly": described(_COUNT, "So many; beside no other bound."),
            **more,
        },
        anyOf=[{"required": [bound]} for bound in bounds],
        dependentSchemas={
            "exactly": {"not": {"anyOf": [{"required": ["min"]}, {"required": ["max"]}]}}
        },
    )


def _example() -> dict[str, Schema]:
    """A snapshot of which the name of the organisation may be left out, and what it is made of."""
    form = snapshot.fragment()
    definitions: dict[str, Schema] = form.pop("$defs")
    del form["required"]
    return {
        "Example": described(form, "A small organisation; its name may be left out."),
        **definitions,
    }
