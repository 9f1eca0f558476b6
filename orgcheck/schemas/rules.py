"""The schema of a rule pack: selectors, assertions and the rules' own examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orgcheck.event_kinds import EventKind
from orgcheck.findings import Severity
from orgcheck.json_schema import (
    DAY,
    FLAG,
    ID,
    SCALAR,
    TEXT,
    Schema,
    described,
    list_of,
    mapping,
    one_or_list,
    reference,
)
from orgcheck.rules.arguments import EXPRESSION, Word
from orgcheck.rules.assertions import VERBS
from orgcheck.rules.builtin import BY_TIER
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.changes.verbs import CHANGE_VERBS
from orgcheck.rules.fields import FIELDS
from orgcheck.rules.history.verbs import HISTORY_VERBS
from orgcheck.rules.pack_text import LONGEST_WORDING
from orgcheck.rules.selector_keys import KEYS, OF
from orgcheck.schemas import snapshot
from orgcheck.snapshot.model import LANGUAGE_PATTERN

_TEXTS = one_or_list(TEXT)
_WORDING: Schema = {**TEXT, "maxLength": LONGEST_WORDING}
# One text, or one for each language.
_WORDINGS: Schema = {
    "anyOf": [
        _WORDING,
        {
            "type": "object",
            "propertyNames": {"pattern": LANGUAGE_PATTERN},
            "additionalProperties": _WORDING,
            "minProperties": 1,
        },
    ]
}
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
                    list_of(
                        {
                            "anyOf": [
                                reference("ChangeRule"),
                                reference("HistoryRule"),
                                reference("BuiltIn"),
                            ]
                        }
                    ),
                    "What must hold of a change, or over all versions; also the severity of rules "
                    "that are built in.",
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
            "HistoryRule": _history_rule(),
            "BuiltIn": _built_in(),
            "Integrity": _integrity(),
            "Basis": _basis(),
            "Scope": _scope(),
            "Selector": mapping(_words({"of": OF, **KEYS})),
            "Assertion": mapping(_words(VERBS), minProperties=1),
            "ChangeAssertion": mapping(_words(CHANGE_VERBS), minProperties=1),
            "HistoryAssertion": mapping(_words(HISTORY_VERBS), minProperties=1),
            "Field": _field(),
            **_example(),
        },
    }


# -- rules ------------------------------------------------------------------------------------


def _words(words: Mapping[str, Word[Any]]) -> dict[str, Schema]:
    return {name: described(word.argument.schema, word.statement) for name, word in words.items()}


def _head() -> dict[str, Schema]:
    return {
        "id": described(
            _OWN_ID,
            "By which findings and waivers call the rule; ORG and CHG with digits are built in.",
        ),
        "statement": described(
            _WORDINGS, "What holds, in plain words: a text, or one per language."
        ),
        "basis": described(
            {"anyOf": [*_WORDINGS["anyOf"], reference("Basis")]},
            "The law, the rules of procedure, a minute: a text, or one per language.",
        ),
        "owner": described(_WORDING, "Who answers for the rule."),
        "severity": described({**_SEVERITY, "default": "error"}, "How much a breach weighs."),
        "for": described(reference("Selector"), "Which units; all where it is absent."),
        "fix": described(_WORDINGS, "How to mend a breach: a text, or one per language."),
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


def _choice_of_events() -> dict[str, Schema]:
    kinds: Schema = {"enum": [str(kind) for kind in EventKind]}
    return {
        "on": described(one_or_list(kinds), "Kinds of event; all where it is absent."),
        "where": described(EXPRESSION, "Events of which a CEL expression over `change` is true."),
    }


def _change_rule() -> Schema:
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
                **_choice_of_events(),
                "assert": described(reference("ChangeAssertion"), "What must hold of them."),
                "pass": described(list_of(example), "Small changes that the rule accepts."),
                "fail": described(list_of(example), "Small changes that the rule rejects."),
            },
            required=["id", "statement", "assert"],
        ),
        "What must hold of a change.",
    )


def _history_rule() -> Schema:
    versions = described(
        {**list_of(reference("Example")), "minItems": 2}, "The versions, the first one first."
    )
    example = mapping({"versions": versions}, required=["versions"])
    return described(
        mapping(
            {
                **_head(),
                "over": described({"enum": ["all"]}, "That the rule is over all versions."),
                **_choice_of_events(),
                "assert": described(reference("HistoryAssertion"), "What must hold of each unit."),
                "pass": described(list_of(example), "Small histories that the rule accepts."),
                "fail": described(list_of(example), "Small histories that the rule rejects."),
            },
            required=["id", "statement", "over", "assert"],
        ),
        "What must hold over all versions: asked by `orgcheck history`.",
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
            "text": described(
                _WORDINGS, "The law, the rules of procedure, a minute: a text, or one per language."
            ),
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


def _example() -> dict[str, Schema]:
    """A snapshot of which the name of the organisation may be left out, and what it is made of."""
    form = snapshot.fragment(in_time=False)
    definitions: dict[str, Schema] = form.pop("$defs")
    del form["required"]
    return {
        "Example": described(form, "A small organisation; its name may be left out."),
        **definitions,
    }
