"""Which fields there are, and what they say; what is usual in this very structure, and owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from orgcheck.json_schema import SCALAR, one_or_list, reference
from orgcheck.language import Said, msg, said
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple
from orgcheck.rules.arguments import (
    COUNT,
    FIELDS,
    PARAMETER,
    PATTERN,
    SHARE,
    TRUE,
    Argument,
    Key,
    Pattern,
    Subject,
    by_field,
    keyed,
)
from orgcheck.rules.assertions.assertion import (
    Assertion,
    Failure,
    Spot,
    at_id,
    withheld,
)
from orgcheck.rules.assertions.counts import LEAST
from orgcheck.rules.assertions.verb import Example, StructureVerb
from orgcheck.rules.doubt import CHILDREN, Ground, own
from orgcheck.rules.fields import is_field, listed, path_of, presence_of, value_of, word, words_of
from orgcheck.rules.indexes import Target, called
from orgcheck.rules.pack_text import Node
from orgcheck.rules.phrases import joined, sort_words
from orgcheck.snapshot.scalars import as_scalar
from orgcheck.snapshot.text import ListNode, Plain, clipped
from orgcheck.snapshot.words import said_field, said_kind, said_language

NEARLY_ALL = 0.9
_CHILDREN = "children"


def _must_have(names: tuple[str, ...], _: Subject) -> Assertion:
    there = [(name, presence_of(name)) for name in names]

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for name, present in there:
            for member in members:
                if not present(member):
                    message = said(
                        "{member} has no {field}", member=called(member), field=said_field(name)
                    )
                    yield Failure(member, message, Spot(name, path_of(name)))

    demand = said("have {fields}", fields=listed(map(said_field, names), "and"))
    return Assertion(demand, failures, own(*names), _at(names[0]))


def _must_not_have(names: tuple[str, ...], _: Subject) -> Assertion:
    there = [(name, presence_of(name)) for name in names]

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for name, present in there:
            for member in members:
                if present(member):
                    message = said(
                        "{member} has {field}, and must not",
                        member=called(member),
                        field=said_field(name),
                    )
                    yield Failure(member, message, _spot(name, member))

    demand = said("not have {fields}", fields=listed(map(said_field, names)))
    return Assertion(demand, failures, own(*names), _at(names[0]))


Patterns = tuple[tuple[str, Pattern], ...]


def _matches(asked: Patterns, _: Subject) -> Assertion:
    return _matching(asked, all, _MATCH)


def _any_matches(asked: Patterns, _: Subject) -> Assertion:
    return _matching(asked, any, _ANY_MATCHES)


class _Searching(NamedTuple):
    """What a verb that searches says of a member in which nothing is found, and what it asks."""

    message: str
    demand: str


_MATCH = _Searching(
    msg("{member}: {field_is}, and must match {patterns}"), msg("have {field} match {patterns}")
)
_ANY_MATCHES = _Searching(
    msg("{member}: {field_is}, and must have an item that matches {patterns}"),
    msg("have {field} have an item that matches {patterns}"),
)


def _matching(
    asked: Patterns, quantity: Callable[[Iterable[bool]], bool], words: _Searching
) -> Assertion:
    """The verb that searches in all or any of the items; in whichever language, of a name."""

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for name, pattern in asked:
            read, search = value_of(name), pattern.search.among(len(members))
            for member in members:
                value = read(member)
                if type(value) is str:
                    fits = bool(search(value))
                else:
                    items = words_of(value)
                    found = (any(search(way) for way in ways) for ways in items)
                    fits = bool(items) and quantity(found)
                if not fits:
                    message = said(
                        words.message,
                        member=called(member),
                        field_is=_field_is(name, value),
                        patterns=pattern.texts,
                    )
                    yield Failure(member, message, _spot(name, member))

    names = [name for name, _ in asked]
    demand = joined(
        [
            said(words.demand, field=said_field(name), patterns=pattern.texts)
            for name, pattern in asked
        ]
    )
    return Assertion(demand, failures, own(*names), _at(names[0]))


class _Choice(NamedTuple):
    """The values that one or a list gives, and how a message lists them."""

    values: frozenset[str]
    texts: str


def _one_of(asked: tuple[tuple[str, _Choice], ...], _: Subject) -> Assertion:
    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for name, (wanted, texts) in asked:
            read = value_of(name)
            for member in members:
                value = read(member)
                if type(value) is str:
                    if value in wanted:
                        continue
                elif (items := words_of(value)) and all(
                    not wanted.isdisjoint(ways) for ways in items
                ):
                    continue
                message = said(
                    "{member}: {field_is}, and must be {values}",
                    member=called(member),
                    field_is=_field_is(name, value),
                    values=texts,
                )
                yield Failure(member, message, _spot(name, member))

    names = [name for name, _ in asked]
    demand = joined(
        [
            said("have {field} be {values}", field=said_field(name), values=choice.texts)
            for name, choice in asked
        ]
    )
    return Assertion(demand, failures, own(*names), _at(names[0]))


def _values(node: Node) -> _Choice | None:
    items = node.items() if isinstance(node.value, ListNode) else [node]
    if not items:
        node.wrong(said("is empty"), said("write at least one value"))
    values = []
    for item in items:
        if not item.is_scalar():
            continue
        if isinstance(item.value, Plain):
            values += [str(item.value), word(as_scalar(item.value))]
        else:
            values.append(str(item.value))
    return _Choice(frozenset(values), listed(list(dict.fromkeys(values)))) if values else None


def _field_is(name: str, value: object) -> Said:
    items = [" / ".join(ways) for ways in words_of(value)]
    if not items:
        return said("{field} is absent", field=said_field(name))
    return said("{field} is {value}", field=said_field(name), value=clipped(", ".join(items)))


def _at(name: str) -> Callable[[Organisation, Target], Spot]:
    def spot(_: Organisation, member: Target) -> Spot:
        return _spot(name, member)

    return spot


def _spot(name: str, member: Target) -> Spot:
    value = ", ".join(" / ".join(ways) for ways in words_of(value_of(name)(member)))
    return Spot(name, path_of(name), value or None)


class _Usual(NamedTuple):
    """What those of one kind have in common, if so many of so many have it."""

    names: tuple[str, ...]
    share: float
    least: int


def _fields_or_children(node: Node, subject: Subject) -> tuple[str, ...] | None:
    of = subject.of
    names = tuple(
        str(name.value)
        for name in node.text_nodes()
        if (of == "units" and name.value == _CHILDREN) or is_field(name, str(name.value), of)
    )
    return names or None


def _usual(asked: _Usual, subject: Subject) -> Assertion:
    names, needed, least, of = asked.names, asked.share, asked.least, subject.of

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        kinds: defaultdict[str | None, list[Target]] = defaultdict(list)
        doubtful = ground.doubtful.values()
        for member in members:
            kinds[getattr(member, "kind", None)].append(member)
        for name in names:
            present = _presence(ground.organisation, name)
            for kind, alike in kinds.items():
                lacking = [member for member in alike if not present(member)]
                having = len(alike) - len(lacking)
                # Each of those in doubt may be of this kind, and have the field or lack it.
                most = len(alike) + len(doubtful)
                if most < least or having + len(doubtful) < needed * most:
                    continue
                if len(alike) < least or having < needed * most:
                    yield from (withheld(one, next(iter(doubtful))) for one in lacking)
                    continue
                for member in lacking:
                    named = {
                        "member": called(member),
                        "field": said_field(name),
                        "some": having,
                        "all": len(alike),
                    }
                    if kind:
                        message = said(
                            "{member} has no {field}, as {some} of {all} of kind {kind} have",
                            kind=said_kind(kind),
                            **named,
                        )
                    elif of == "units":
                        message = said(
                            "{member} has no {field}, as {some} of {all} without a kind have",
                            **named,
                        )
                    else:
                        message = said(
                            "{member} has no {field}, as {some} of {all} {sort} have",
                            sort=sort_words(of),
                            **named,
                        )
                    yield Failure(member, message, Spot(name, path_of(name)))

    demand = said(
        "have {fields} where nearly all of its kind do",
        fields=listed(map(said_field, names), "and"),
    )
    fields = own("kind", *(name for name in names if name != _CHILDREN))
    reads = fields | CHILDREN if _CHILDREN in names else fields
    return Assertion(demand, failures, reads, at_id)


def _presence(organisation: Organisation, name: str) -> Callable[[Target], bool]:
    if name == _CHILDREN:
        return lambda member: member.id in organisation.children
    return presence_of(name)


def _owed_languages(_: bool, __: Subject) -> Assertion:
    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        owed = ground.organisation.snapshot.languages
        for member in members:
            if member.name is None:
                continue
            if isinstance(member.name, str):
                # A text in no language that anyone has said may well be in the only one owed.
                missing = owed if len(owed) > 1 else ()
            else:
                missing = tuple(language for language in owed if language not in member.name)
            if missing:
                message = said(
                    "{member} has no name in {languages}",
                    member=called(member),
                    languages=listed(map(said_language, missing), "and"),
                )
                yield Failure(member, message, Spot("name", ("name",), " ".join(missing)))

    demand = said("have a name in every language that is owed")
    return Assertion(demand, failures, own("name"), at_id)


def _unit(more: str) -> str:
    return f"units: [{{id: a, name: A, top: true{more}}}]"


def _teams(last: str) -> str:
    teams = ", ".join(f"{{id: t{i}, name: T{i}, kind: team, acronym: T{i}}}" for i in range(9))
    return f"units: [{{id: a, name: A, top: true, units: [{teams}, {last}]}}]"


_PATTERNS = by_field(PATTERN)

VERBS = (
    StructureVerb(
        name="must_have",
        usage="[FIELD]",
        statement=msg("The fields are there."),
        argument=FIELDS,
        check=_must_have,
        example=Example("[legal_basis]", _unit(", legal_basis: Act 1"), _unit("")),
    ),
    StructureVerb(
        name="must_not_have",
        usage="[FIELD]",
        statement=msg("The fields are not there."),
        argument=FIELDS,
        check=_must_not_have,
        example=Example("[legal_basis]", _unit(""), _unit(", legal_basis: Act 1")),
    ),
    StructureVerb(
        name="matches",
        usage="{FIELD: REGEX}",
        statement=msg("A regular expression (RE2) is found in the field; of a list in every item."),
        more=msg("Of a name it is enough that it is found in one of its languages."),
        argument=_PATTERNS,
        check=_matches,
        example=Example(
            "{sites: '^H'}", _unit(", sites: [Hanko]"), _unit(", sites: [Hanko, Oulu]")
        ),
    ),
    StructureVerb(
        name="any_matches",
        usage="{FIELD: REGEX}",
        statement=msg("A regular expression (RE2) is found in some item of the list."),
        argument=_PATTERNS,
        check=_any_matches,
        example=Example("{sites: '^H'}", _unit(", sites: [Hanko, Oulu]"), _unit(", sites: [Oulu]")),
    ),
    StructureVerb(
        name="one_of",
        usage="{FIELD: [VALUE]}",
        statement=msg("The field has one of these values; of a list every item has."),
        argument=by_field(
            Argument(lambda node, _: node.once(_values), one_or_list(SCALAR)),
        ),
        check=_one_of,
        example=Example("{kind: [team, office]}", _unit(", kind: team"), _unit(", kind: squad")),
    ),
    StructureVerb(
        name="usual",
        usage="{fields: [FIELD], share: 0.9, least: 5}",
        statement=msg("What nearly all of a kind have, the others of that kind have too."),
        more=msg(
            "Asked of a kind of which there are at least so many; `children` counts as a field."
        ),
        argument=keyed(
            lambda _, values: _Usual(
                values["fields"], values.get("share", NEARLY_ALL), values.get("least", LEAST)
            ),
            Key(
                "fields",
                Argument(
                    _fields_or_children,
                    one_or_list({"anyOf": [reference("Field"), {"const": _CHILDREN}, PARAMETER]}),
                ),
                "What nearly all of one kind have; children, too.",
                "what those of one kind usually have",
            ),
            Key("share", SHARE, f"How many are nearly all: {NEARLY_ALL} where it is absent."),
            Key("least", COUNT, f"How many of a kind there must be; {LEAST} where absent."),
        ),
        check=_usual,
        example=Example(
            "{fields: [acronym]}",
            _teams("{id: t9, name: T9, kind: team, acronym: T9}"),
            _teams("{id: t9, name: T9, kind: team}"),
        ),
    ),
    StructureVerb(
        name="owed_languages",
        usage="true",
        statement=msg("A name in each of the snapshot's `languages`."),
        argument=TRUE,
        check=_owed_languages,
        example=Example(
            "true",
            "{languages: [fi, sv], units: [{id: a, name: {fi: Hanko, sv: Hangö}, top: true}]}",
            "{languages: [fi, sv], units: [{id: a, name: {fi: Hanko}, top: true}]}",
        ),
    ),
)
