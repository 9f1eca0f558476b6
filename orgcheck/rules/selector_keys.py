"""The keys of selectors: how a pack writes each, and whom it selects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from orgcheck.findings import Fault
from orgcheck.json_schema import mapping, reference
from orgcheck.language import msg, said
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules import facts, fields
from orgcheck.rules.arguments import (
    CONDITION,
    FIELDS,
    FLAG,
    PATTERN,
    SORTS,
    TEXTS,
    Argument,
    Pattern,
    Subject,
    Whom,
    Word,
    nested,
    one_word,
    several,
)
from orgcheck.rules.doubt import ANCESTRY, CHILDREN, NOTHING, Ground, own
from orgcheck.rules.expressions.expression import Expression
from orgcheck.rules.indexes import (
    Target,
    below_any,
    population,
    units_by_kind,
    units_by_tag,
    within,
)
from orgcheck.rules.pack_text import Node, Texts
from orgcheck.rules.phrases import joined
from orgcheck.rules.selectors import Criterion, Judge, Selector, Test, criteria_words, whether_all
from orgcheck.snapshot.model import folded
from orgcheck.snapshot.text import MappingNode

# What only units have: a selector of others is not read where it asks for one of these.
kind_of, tags_of, parent_of, top_of = map(attrgetter, ("kind", "tags", "parent", "top"))

A = TypeVar("A")


def selector(node: Node, of: str | None = None) -> Selector | None:
    """The selector that a pack writes; None, and the problems, where it is none.

    Parameters
    ----------
    node
        The value that holds it.
    of
        The sort that it must be of, where something else says so already.
    """
    parts = node.mapping((OF.name, *KEYS), said("key of a selector"))
    if parts is None:
        return None
    sort = _sort(parts, of)
    if sort is None:
        return None
    subject = Subject(sort)
    criteria = (_criterion(KEYS[key], part, subject) for key, part in parts.items() if key in KEYS)
    return Selector(sort, tuple(criterion for criterion in criteria if criterion is not None))


def _sort(parts: Mapping[str, Node], of: str | None) -> str | None:
    if OF.name not in parts:
        return of or "units"
    sort = OF.read(parts[OF.name], Subject())
    if sort is not None and of is not None and sort != of:
        parts[OF.name].wrong(
            said("this selects {of}, and not {sort}", of=of, sort=sort), said("remove `of`")
        )
        return None
    return sort


@dataclass(frozen=True, kw_only=True)
class SelectorKey(Word[A]):
    """A key of a selector: `criterion` is the condition that an argument makes."""

    criterion: Callable[[A, Subject], Criterion]


def _criterion(key: SelectorKey[Any], node: Node, subject: Subject) -> Criterion | None:
    argument = key.read(node, subject)
    return None if argument is None else key.criterion(argument, subject)


# -- the keys ---------------------------------------------------------------------------------


def _ids(node: Node, _: Subject) -> Texts | Pattern | None:
    """One id or several, or a mapping with a pattern that is found in them."""
    if not isinstance(node.value, MappingNode):
        return node.texts() or None
    parts = node.mapping((_MATCHES,))
    if parts is None:
        return None
    if _MATCHES not in parts:
        node.lacks(_MATCHES, said("the pattern that is found in the ids"))
        return None
    return PATTERN.read(parts[_MATCHES], Subject())


_MATCHES = "matches"
_IDS: Argument[Texts | Pattern] = Argument(
    _ids, {"anyOf": [TEXTS.schema, mapping({_MATCHES: PATTERN.schema}, [_MATCHES])]}
)


def _id_matches(pattern: Pattern, subject: Subject) -> Criterion:

    def test(organisation: Organisation) -> Test:
        found = pattern.search.among(len(population(organisation, subject.of)))
        return lambda member: bool(found(member.id))

    return Criterion(test, own("id"), said("with an id such as {patterns}", patterns=pattern.texts))


def _id(ids: Texts | Pattern, subject: Subject) -> Criterion:
    if isinstance(ids, Pattern):
        return _id_matches(ids, subject)
    of = subject.of
    if of == "responsibilities":
        return _duty_id(ids.as_set)
    wanted = ids.as_set

    def only(organisation: Organisation) -> Sequence[Target]:
        member = population(organisation, of).get(ids[0])
        return () if member is None else (member,)

    return Criterion(
        lambda _: lambda member: member.id in wanted,
        own("id"),
        said("with the id {ids}", ids=fields.listed(ids)),
        wanted,
        only if len(wanted) == 1 else None,
    )


def _duty_id(wanted: frozenset[str]) -> Criterion:
    """A duty outside the register has its folded text for an id."""
    unlisted = frozenset(map(folded, wanted))

    def test(organisation: Organisation) -> Test:
        register = organisation.register
        return lambda duty: duty.id in (wanted if duty.id in register else unlisted)

    words = said("with the id {ids}", ids=fields.listed(sorted(wanted)))
    return Criterion(test, own("id"), words, wanted)


def _kind(kinds: Texts, _: Subject) -> Criterion:
    wanted = kinds.as_set
    return Criterion(
        lambda _: lambda unit: kind_of(unit) in wanted,
        own("kind"),
        said("of kind {kinds}", kinds=fields.kinds_listed(kinds)),
        lookup=(lambda organisation: units_by_kind(organisation).get(kinds[0], ()))
        if len(wanted) == 1
        else None,
    )


def _tag(tags: Texts, _: Subject) -> Criterion:
    wanted = tags.as_set
    return Criterion(
        lambda _: lambda unit: not wanted.isdisjoint(tags_of(unit)),
        own("tags"),
        said("with the tag {tags}", tags=fields.listed(tags)),
        lookup=(lambda organisation: units_by_tag(organisation).get(tags[0], ()))
        if len(wanted) == 1
        else None,
    )


def _name(pattern: Pattern, subject: Subject) -> Criterion:

    def test(organisation: Organisation) -> Test:
        found = pattern.search.among(len(population(organisation, subject.of)))

        def fits(member: Target) -> bool:
            name = member.name
            if name is None:
                return False
            texts = (name,) if isinstance(name, str) else name.values()
            return any(map(found, texts))

        return fits

    return Criterion(
        test,
        own("name"),
        said("with a name such as {patterns}", patterns=pattern.texts),
    )


def _file(pattern: Pattern, subject: Subject) -> Criterion:

    def test(organisation: Organisation) -> Test:
        found = pattern.search.among(len(population(organisation, subject.of)))
        return lambda member: any(map(found, facts.files_of(organisation, member)))

    return Criterion(test, own("id"), said("in a file such as {patterns}", patterns=pattern.texts))


def _within(above: Texts, _: Subject) -> Criterion:

    def test(organisation: Organisation) -> Test:
        below = below_any(within, organisation, above)
        return lambda unit: unit.id in below

    def judge(ground: Ground) -> Judge:
        fits = test(ground.organisation)
        doubt = ground.doubt

        def verdict(unit: Target) -> bool | Fault:
            if doubt is None or unit.id not in doubt.ancestry:
                return fits(unit)
            return doubt.on_path(unit.id, above, command=False)

        return verdict

    words = said("within {units}", units=fields.listed(above))
    return Criterion(test, ANCESTRY, words, above.as_set, judge=judge)


def _parent(parents: Texts, _: Subject) -> Criterion:
    wanted = parents.as_set

    def children(organisation: Organisation) -> Sequence[Target]:
        return [organisation.units[id] for id in organisation.children_of(parents[0])]

    return Criterion(
        lambda _: lambda unit: parent_of(unit) in wanted,
        own("parent", "top"),
        said("whose parent is {units}", units=fields.listed(parents)),
        wanted,
        children if len(wanted) == 1 else None,
    )


def _top(wanted: bool, _: Subject) -> Criterion:
    return Criterion(
        lambda _: lambda unit: top_of(unit) is wanted,
        own("top", "parent"),
        said("that are at the top") if wanted else said("below the top"),
    )


def _leaf(wanted: bool, _: Subject) -> Criterion:

    def test(organisation: Organisation) -> Test:
        children = organisation.children
        return lambda unit: (unit.id not in children) is wanted

    def judge(ground: Ground) -> Judge:
        fits, doubt = test(ground.organisation), ground.doubt

        def verdict(unit: Target) -> bool | Fault:
            if doubt is None:
                return fits(unit)
            number = doubt.children(unit.id, doubt.lost)
            if number.least > 0 or number.most == 0 or number.because is None:
                return (number.most == 0) is wanted
            return number.because

        return verdict

    words = said("without units below them") if wanted else said("with units below them")
    return Criterion(test, CHILDREN, words, judge=judge)


def _has(names: tuple[str, ...], _: Subject) -> Criterion:
    present = [fields.presence_of(name) for name in names]
    return Criterion(
        lambda _: lambda member: all(there(member) for there in present),
        own(*names),
        said("with {fields}", fields=fields.listed(names, "and")),
    )


def _where(asked: Expression, subject: Subject) -> Criterion:
    return Criterion(
        lambda organisation: facts.holds(organisation, subject.of, asked),
        facts.rests_on(asked),
        said("where {expression}", expression=asked.text),
    )


def _any(choices: Sequence[Selector], _: Subject) -> Criterion:
    return _joined(choices, any, _any_of, either=True)


def _all(choices: Sequence[Selector], _: Subject) -> Criterion:
    return _joined(choices, all, whether_all, either=False)


def _any_of(verdicts: Sequence[bool | Fault]) -> bool | Fault:
    """Whether any holds: it does where one is known to."""
    if True in verdicts:
        return True
    return next((why for why in verdicts if not isinstance(why, bool)), False)


def _joined(
    choices: Sequence[Selector],
    together: Callable[[Iterable[bool]], bool],
    verdict_of: Callable[[Sequence[bool | Fault]], bool | Fault],
    *,
    either: bool,
) -> Criterion:

    def test(organisation: Organisation) -> Test:
        tests = [choice.test(organisation) for choice in choices]
        return lambda member: together(fits(member) for fits in tests)

    def judge(ground: Ground) -> Judge:
        judges = [choice.judged(ground) for choice in choices]
        return lambda member: verdict_of([verdict(member) for verdict in judges])

    reads = NOTHING
    for choice in choices:
        reads |= choice.reads
    words = joined([criteria_words(choice.criteria) for choice in choices], either=either)
    ids = frozenset[str]().union(*(choice.ids for choice in choices))
    return Criterion(test, reads, words, ids, judge=judge)


def _not(excluded: Selector, _: Subject) -> Criterion:

    def test(organisation: Organisation) -> Test:
        fits = excluded.test(organisation)
        return lambda member: not fits(member)

    def judge(ground: Ground) -> Judge:
        fits = excluded.judged(ground)

        def verdict(member: Target) -> bool | Fault:
            inner = fits(member)
            return not inner if isinstance(inner, bool) else inner

        return verdict

    words = said("not {criteria}", criteria=criteria_words(excluded.criteria))
    return Criterion(test, excluded.reads, words, excluded.ids, judge=judge)


def _inner(node: Node, subject: Subject) -> Selector | None:
    return selector(node, subject.of)


def _members_of(chosen: Selector, _: Subject) -> Criterion:
    words = said("who belong to {selected}", selected=chosen.words)
    return _people_of(chosen, "members", words)


def _holders_of(chosen: Selector, _: Subject) -> Criterion:
    words = said("who hold {selected}", selected=chosen.words)
    return _people_of(chosen, "holders", words)


def _people_of(chosen: Selector, field: str, words: str) -> Criterion:
    """Those whom any of some units or posts names."""

    def named(members: Iterable[Target]) -> frozenset[str]:
        return frozenset(id for member in members for id in getattr(member, field))

    def test(organisation: Organisation) -> Test:
        people = named(chosen.members(organisation))
        return lambda person: person.id in people

    def judge(ground: Ground) -> Judge:
        selection = chosen.selection(ground)
        known = population(ground.organisation, chosen.of)
        surely = named(ground.known(selection.known, own(field)))
        perhaps = {id: why for one, why in selection.unsure.items() for id in named([known[one]])}
        unread = ground.in_doubt(selection.taken, own(field))

        def verdict(person: Target) -> bool | Fault:
            if person.id in surely:
                return True
            return perhaps.get(person.id) or unread or False

        return verdict

    return Criterion(test, own("id"), words, chosen.ids, judge=judge)


def _selecting(of: str) -> Argument[Selector]:
    return Argument(lambda node, _: selector(node, of), reference("Selector"))


_ONLY_UNITS = Whom(
    ("units",), msg("{of} cannot be selected by {name}"), msg("select units, or by another key")
)
_ONLY_PEOPLE = Whom(
    ("people",),
    msg("{of} cannot be selected by {name}"),
    msg("write `of: people`, or select by another key"),
)
_SEVERAL = several(_inner, "Selector", "selector")

OF = Word(
    name="of",
    usage="SORT",
    statement=f"What the rule is about: {fields.listed(SORTS)}; units where it is absent.",
    argument=one_word(SORTS),
)
_EVERY_KEY = (
    SelectorKey(
        name="id",
        usage="X",
        statement="Those with this id, or one of these; `{matches: REGEX}` those in whose id that "
        "is found.",
        argument=_IDS,
        criterion=_id,
    ),
    SelectorKey(
        name="kind",
        usage="K",
        statement="Units of this kind, or of one of these.",
        argument=TEXTS,
        of=_ONLY_UNITS,
        criterion=_kind,
    ),
    SelectorKey(
        name="tag",
        usage="TAG",
        statement="Units with this tag, or one of these.",
        argument=TEXTS,
        of=_ONLY_UNITS,
        criterion=_tag,
    ),
    SelectorKey(
        name="name",
        usage="REGEX",
        statement="A regular expression (RE2) that is found in the name, in whichever language.",
        argument=PATTERN,
        criterion=_name,
    ),
    SelectorKey(
        name="file",
        usage="REGEX",
        statement="A regular expression (RE2) that is found in the path of the snapshot's file.",
        more="Of a duty, in that of any file in which it is listed.",
        argument=PATTERN,
        criterion=_file,
    ),
    SelectorKey(
        name="within",
        usage="X",
        statement="Units below this unit, at any depth.",
        argument=TEXTS,
        of=_ONLY_UNITS,
        criterion=_within,
    ),
    SelectorKey(
        name="parent",
        usage="X",
        statement="Units directly below this unit.",
        argument=TEXTS,
        of=_ONLY_UNITS,
        criterion=_parent,
    ),
    SelectorKey(
        name="member_of",
        usage="SELECTOR",
        statement="People who belong to a unit that this selects.",
        argument=_selecting("units"),
        of=_ONLY_PEOPLE,
        criterion=_members_of,
    ),
    SelectorKey(
        name="holds",
        usage="SELECTOR",
        statement="People who hold a post that this selects.",
        argument=_selecting("posts"),
        of=_ONLY_PEOPLE,
        criterion=_holders_of,
    ),
    SelectorKey(
        name="top",
        usage="true",
        statement="Units that say `top: true`; with false the others.",
        argument=FLAG,
        of=_ONLY_UNITS,
        criterion=_top,
    ),
    SelectorKey(
        name="leaf",
        usage="true",
        statement="Units without children; with false those with children.",
        argument=FLAG,
        of=_ONLY_UNITS,
        criterion=_leaf,
    ),
    SelectorKey(
        name="has",
        usage="[FIELD]",
        statement="Those that have the fields, such as `acronym` or `name.sv`.",
        argument=FIELDS,
        criterion=_has,
    ),
    SelectorKey(
        name="where",
        usage="EXPRESSION",
        statement="Those of which a CEL expression over `unit` is true.",
        argument=CONDITION,
        criterion=_where,
    ),
    SelectorKey(
        name="any",
        usage="[SELECTOR]",
        statement="Those that one of these selects.",
        argument=_SEVERAL,
        criterion=_any,
    ),
    SelectorKey(
        name="all",
        usage="[SELECTOR]",
        statement="Those that each of these selects.",
        argument=_SEVERAL,
        criterion=_all,
    ),
    SelectorKey(
        name="not",
        usage="SELECTOR",
        statement="Those that this does not select.",
        argument=nested(_inner, "Selector"),
        criterion=_not,
    ),
)
KEYS: Mapping[str, SelectorKey[Any]] = {key.name: key for key in _EVERY_KEY}

# A selector as the argument of a verb: of what it says itself.
MEMBERS_MATCHING: Argument[Selector] = Argument(
    lambda node, _: selector(node), reference("Selector")
)
# Whatever the rule is about, it selects units.
UNITS_MATCHING: Argument[Selector] = Argument(
    lambda node, _: selector(node, "units"), reference("Selector")
)
