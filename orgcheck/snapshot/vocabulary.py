"""Words that other programs use for the keys of these formats, and values with one place too few.

A key that is not known is more often another program's word than a slip of the fingers, and
spelling alone would not lead from `manager` to `head`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

# Which keys a word may stand for, the likelier first: the first that its place knows is offered.
_KEYS_OF: Mapping[str, tuple[str, ...]] = {
    word: tuple(keys.split())
    for keys, words in {
        "id": "identifier uid guid key code slug ref",
        "name": "title label caption full_name display_name designation",
        "acronym": "abbreviation abbr short_name short",
        "organisation": "organization org company institution employer",
        "unit parent units": "unit",
        "unit units": "department",
        "units": "team teams departments division divisions subunits sub_units "
        "children groups directorates offices sections branches entities nodes",
        "posts": "post position positions roles jobs functions_of_office",
        "bodies": "body organs committees boards councils",
        "responsibilities": "responsibility duty duties task tasks functions mandate competences "
        "accountabilities",
        "parent unit": "parent child_of part_of parent_id parent_unit parent_of belongs_to "
        "member_of within superunit super_unit",
        "parent reports_to": "under above subordinate_to",
        "head reports_to": "manager lead leader headed_by managed_by led_by boss chief chair "
        "supervisor_of heads",
        "reports_to": "superior supervisor supervised_by line_manager reports answers_to",
        "kind type": "type kind category class level unit_type",
        "top": "root is_root is_top",
        "lines": "dotted_lines functional_lines further_lines line",
        "links": "link relations cooperates_with related",
        "sites": "site locations location places offices_at addresses address",
        "tags": "keywords tag",
        "figures": "headcount fte budget staff figure numbers",
        "attributes": "attribute properties custom extra metadata",
        "previously": "formerly former_id former_ids previous_id previous_ids old_id renamed_from",
        "replaces": "supersedes successor_of succeeds replaced merged_from absorbs",
        "split_from": "spun_off_from carved_out_of splits_from",
        "valid_from from": "start start_date founded begin begins since from valid_since "
        "established",
        "valid_to expires to": "end end_date until dissolved ends to valid_until closed",
        "legal_basis basis": "law statute act legislation",
        "source": "sources url references",
        "version": "label_of_version release edition",
        "decision": "decided decided_by resolution",
        "statement": "description text rule requirement",
        "assert": "assertion check must then condition",
        "for": "select selector applies on_units when",
        "reason": "why because justification",
    }.items()
    for word in words.split()
}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_A_LETTER = re.compile(r"[\s.-]+")
# Quotes that a word processor makes of straight ones: to YAML they are letters like others.
TYPOGRAPHIC_QUOTES = "“”„‟‘’‚‛«»‹›"

# What to do where one text is asked for and a list stands there, by the key.
_ONE_OF_MANY = {
    "parent": "one parent is meant: keep one, and put the others under `lines:` or `links:`",
    "reports_to": "one superior is meant: keep one, and put the others under `lines:`",
    "head": "one post is meant: keep one, and name its other holders elsewhere",
    "unit": "one unit is meant: keep the one that the post belongs to",
    "kind": "one kind is meant: keep one, and put the others under `tags:`",
    "name": "one name is meant: keep one, or give one per language: {en: ..., fi: ...}",
    "acronym": "one acronym is meant: keep one, or give one per language: {en: ..., fi: ...}",
    "to": "a line or link leads to one: write one entry for each",
}


def synonym(word: str, known: Collection[str]) -> str | None:
    """The key of a place that another program's word stands for.

    Examples
    --------
    >>> synonym("childOf", ["id", "name", "parent"])
    'parent'
    >>> synonym("childOf", ["id", "name"]) is None
    True
    """
    spelled = _NOT_A_LETTER.sub("_", _HUMP.sub("_", word.strip(TYPOGRAPHIC_QUOTES))).casefold()
    if spelled in known:
        return spelled
    return next((key for key in _KEYS_OF.get(spelled, ()) if key in known), None)


def instead_of_list(key: str) -> str | None:
    """What to do about a list under a key that takes one text."""
    return _ONE_OF_MANY.get(key)


def items_in(text: str) -> list[str]:
    """The items that a text lists, where a list is asked for: between semicolons, else commas.

    Examples
    --------
    >>> items_in("advice; finance, budget")
    ['advice', 'finance, budget']
    >>> items_in("advice")
    ['advice']
    """
    separator = next((mark for mark in ("\n", ";", ",") if mark in text), None)
    items = text.split(separator) if separator else [text]
    return [item.strip() for item in items if item.strip()]
