"""W3C's Organization Ontology (ORG) as Turtle or JSON-LD, by rdflib.

Nothing is fetched: contexts of JSON-LD that stand elsewhere are refused.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from orgcheck.convert.format import Exported, Format, Given, Imported
from orgcheck.convert.ids import id_in
from orgcheck.errors import Diagnostic, InvalidSnapshot
from orgcheck.language import msg, said, said_n
from orgcheck.patterns import pattern

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

    from orgcheck.changes.changeset import ChangeSet, Event
    from orgcheck.convert.draft import Draft
    from orgcheck.snapshot.model import Entity, Name, Snapshot, Unit

_ORG = "http://www.w3.org/ns/org#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"
_FOAF = "http://xmlns.com/foaf/0.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
# Names of this program's own: what stands for an entity, and which unit a post heads.
_OWN = "urn:orgcheck:"
_WORDS = f"{_OWN}vocabulary:"
_HEADS = f"{_WORDS}heads"
_PREFIXES = {
    "org": _ORG,
    "skos": _SKOS,
    "schema": _SCHEMA,
    "foaf": _FOAF,
    "rdf": _RDF,
    "rdfs": _RDFS,
    "xsd": _XSD,
    "orgcheck": _WORDS,
}
# What the types of links and of further lines are specialisations of, as ORG asks for.
_SPECIALISED = {"links": f"{_ORG}linkedTo", "lines": f"{_ORG}reportsTo"}
_ORGANISATION = f"{_OWN}organisation"
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_DAYS = {"valid_from": "foundingDate", "valid_to": "dissolutionDate"}
_UNIT = frozenset(
    (
        *("acronym", "kind", "parent", "top", "head", "heads", "reports_to", "responsibilities"),
        *("sites", "lines", "links", *_DAYS),
    )
)
_ENTITY = frozenset(("acronym", "reports_to"))
_POST = _ENTITY | {"unit"}
_BODY = _ENTITY | {"type"}
# A graph takes some fifty times the size of its text.
_MOST_BYTES = 32 * 2**20
# Of some 40,000 units; so many blank nodes take some ten seconds and 800 MiB.
_MOST_STATEMENTS = 300_000
_LONGEST_IRI = 2_000
_LONG_NAME = msg("{file} has an IRI of more than {most} characters")
_TOO_LONG = msg(
    "{file} has names that could come to more than 1 GiB once their prefixes are written out"
)
# What names may come to once prefixes are written out: declarations can continue each other.
_MOST_WRITTEN_OUT = 2**30
_DECLARED = pattern(rb"(?i)(?:prefix\s++[^\s<]*+|base)\s*+<([^<>]*+)>")
_LONG_IRI = pattern(rb"<[^<>\n]{2001,}>")
_FAMILIES = frozenset(("successions", "lifecycles"))
_LINES = frozenset(("functional", "matrix", "advisory", "other"))
_TYPES = ("Organization", "FormalOrganization", "OrganizationalUnit", "OrganizationalCollaboration")


# -- out ------------------------------------------------------------------------------------------


def write(snapshot: Snapshot) -> Exported:
    """A snapshot as Turtle."""
    return _written(_graph_of(snapshot), "turtle", _lost(snapshot))


def write_json_ld(snapshot: Snapshot) -> Exported:
    """A snapshot as JSON-LD."""
    return _written(_graph_of(snapshot), "json-ld", _lost(snapshot))


def write_changes(changes: ChangeSet) -> Exported:
    """The units that a change set founds, ends or lets succeed others, as org:ChangeEvent."""
    return _written(*_events_of(changes, "turtle"))


def write_changes_json_ld(changes: ChangeSet) -> Exported:
    """The same as JSON-LD."""
    return _written(*_events_of(changes, "json-ld"))


def _written(graph: Graph, format: str, lost: tuple[str, ...]) -> Exported:
    options: dict[str, Any] = {"context": _PREFIXES} if format == "json-ld" else {}
    text: str = graph.serialize(format=format, **options)
    return Exported(text if text.endswith("\n") else f"{text}\n", lost)


def _lost(snapshot: Snapshot) -> tuple[str, ...]:
    from orgcheck.convert.losses import losses

    # A graph has no order: they come back by their ids.
    orders = sum(list(unit.heads) != sorted(unit.heads, key=_of) for unit in snapshot.units)
    told = losses(
        snapshot,
        unit=_UNIT | {"members"},
        post=_POST | {"holders"},
        body=_BODY,
        lists={"posts", "bodies", "people"},
        named=True,
        languages=True,
    )
    if not orders:
        return told
    return (
        *told,
        said_n("{number} order of several heads", "{number} orders of several heads", orders),
    )


class _TooManyStatements(Exception):
    """A graph grows beyond what is read of one."""


def _bounded_graph() -> Graph:
    """A graph that takes up to so many statements.

    Raises
    ------
    _TooManyStatements
        When one more is added.
    """
    graph = _graph()
    add, left = graph.add, iter(range(_MOST_STATEMENTS))

    def add_within(triple: Any) -> Graph:
        if next(left, None) is None:
            raise _TooManyStatements
        return add(triple)

    graph.add = add_within  # type: ignore[method-assign]
    return graph


def _graph() -> Graph:
    from rdflib import Graph

    # What rdflib logs quotes the text; whoever wants that has a handler of its own.
    logging.getLogger("rdflib").addHandler(logging.NullHandler())
    # A store of one graph: what JSON-LD puts into graphs with names goes into the same.
    graph = Graph(store="SimpleMemory", bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


class _Writer:
    """Statements about entities, put into a graph."""

    def __init__(self) -> None:
        from rdflib import RDF

        self.graph = _graph()
        self._type = RDF.type

    def is_a(self, subject: str, type: str) -> None:
        """State what something is, by a word of ORG."""
        self.relate(subject, str(self._type), f"{_ORG}{type}")

    def relate(self, subject: str, verb: str, object: str) -> None:
        """State a relation of two things, each by its IRI."""
        from rdflib import URIRef

        self.graph.add((URIRef(subject), URIRef(verb), URIRef(object)))

    def say(self, subject: str, verb: str, text: str, type: str | None = None) -> None:
        """State a text, or a value of another type."""
        from rdflib import Literal, URIRef

        datatype = URIRef(f"{_XSD}{type}") if type else None
        value = Literal(text, datatype=datatype, normalize=False)
        self.graph.add((URIRef(subject), URIRef(verb), value))

    def name(self, subject: str, verb: str, name: str | Mapping[str, str]) -> None:
        """State a name, per language where it is."""
        from rdflib import Literal, URIRef

        if isinstance(name, str):
            self.say(subject, verb, name)
            return
        for language, text in name.items():
            self.graph.add((URIRef(subject), URIRef(verb), Literal(text, lang=language)))

    def person(self, id: str) -> str:
        """A person, by its IRI, who is there by being named."""
        subject = _iri("person", id)
        self.relate(subject, str(self._type), f"{_FOAF}Person")
        self.say(subject, f"{_SCHEMA}identifier", id)
        return subject

    def specialise(self, sort: str, subject: str, type: str, object: str) -> str:
        """State a relation of a type that is the organisation's own, and what it is a sort of."""
        verb = _iri(sort, type)
        self.relate(verb, f"{_RDFS}subPropertyOf", _SPECIALISED[sort])
        self.say(verb, f"{_RDFS}label", type)
        self.relate(subject, verb, object)
        return verb

    def concept(self, sort: str, id: str, name: str | Mapping[str, str]) -> str:
        """Something that has an id and a name of its own, such as a duty."""
        subject = _iri(sort, id)
        self.say(subject, f"{_ORG}identifier", id)
        self.name(subject, f"{_SKOS}prefLabel", name)
        return subject


def _iri(sort: str, id: str) -> str:
    return f"{_OWN}{sort}:{quote(id, safe='')}"


def _of(id: str) -> str:
    return _iri("entity", id)


def _graph_of(snapshot: Snapshot) -> Graph:
    writer = _Writer()
    writer.is_a(_ORGANISATION, "FormalOrganization")
    writer.name(_ORGANISATION, f"{_SKOS}prefLabel", snapshot.organisation)
    kinds = {kind: said.name or kind for kind, said in (snapshot.kinds or {}).items()}
    for unit in snapshot.units:
        _add_unit(writer, unit, kinds)
    for post in snapshot.posts:
        _add_entity(writer, post, "Post")
        if post.unit is not None:
            writer.relate(_of(post.id), f"{_ORG}postIn", _of(post.unit))
    for body in snapshot.bodies:
        _add_entity(writer, body, "Organization")
        writer.relate(_of(body.id), f"{_ORG}classification", _iri("body", body.type))
    _add_people(writer, snapshot)
    return writer.graph


def _add_entity(writer: _Writer, entity: Entity, type: str) -> None:
    subject = _of(entity.id)
    writer.is_a(subject, type)
    writer.say(subject, f"{_ORG}identifier", entity.id)
    writer.name(subject, f"{_SKOS}prefLabel", entity.name)
    if entity.acronym is not None:
        writer.name(subject, f"{_SKOS}altLabel", entity.acronym)
    if entity.reports_to is not None:
        writer.relate(subject, f"{_ORG}reportsTo", _of(entity.reports_to))


def _add_unit(writer: _Writer, unit: Unit, kinds: Mapping[str, Name]) -> None:
    subject = _of(unit.id)
    _add_entity(writer, unit, "OrganizationalUnit")
    if unit.parent is not None:
        writer.relate(subject, f"{_ORG}subOrganizationOf", _of(unit.parent))
    if unit.top:
        writer.relate(subject, f"{_ORG}unitOf", _ORGANISATION)
    if unit.kind is not None:
        kind = writer.concept("kind", unit.kind, kinds.get(unit.kind, unit.kind))
        writer.relate(subject, f"{_ORG}classification", kind)
    for head in unit.headed_by:
        writer.relate(subject, f"{_ORG}hasPost", _of(head))
        writer.relate(_of(head), _HEADS, subject)
    for field, verb in _DAYS.items():
        if (day := getattr(unit, field)) is not None:
            text = day.isoformat()
            writer.say(subject, f"{_SCHEMA}{verb}", text, _DATES[len(text)])
    for duty in unit.responsibilities:
        if isinstance(duty, str):
            writer.say(subject, f"{_ORG}purpose", duty)
        else:
            writer.relate(subject, f"{_ORG}purpose", writer.concept("duty", duty.id, duty.name))
    for site in unit.sites:
        if isinstance(site, str):
            place = _iri("place", site)
            writer.name(place, f"{_SKOS}prefLabel", site)
        else:
            place = writer.concept("site", site.id, site.name)
        writer.is_a(place, "Site")
        writer.relate(subject, f"{_ORG}hasSite", place)

    _add_relations(writer, unit)


def _add_relations(writer: _Writer, unit: Unit) -> None:
    """Put the links and the further lines of a unit into the graph."""
    subject = _of(unit.id)
    for link in unit.links:
        writer.relate(subject, f"{_ORG}linkedTo", _of(link.to))
        writer.specialise("links", subject, link.type, _of(link.to))
    for number, line in enumerate(unit.lines):
        verb = writer.specialise("lines", subject, line.type, _of(line.to))
        if line.basis is not None:
            statement = _iri("statement", f"{unit.id} {number}")
            writer.relate(statement, f"{_RDF}type", f"{_RDF}Statement")
            for part, one in (("subject", subject), ("predicate", verb), ("object", _of(line.to))):
                writer.relate(statement, f"{_RDF}{part}", one)
            writer.say(statement, f"{_RDFS}comment", line.basis)


def _add_people(writer: _Writer, snapshot: Snapshot) -> None:
    """Put who there is, who belongs to what and who holds what into the graph."""
    for person in snapshot.people:
        writer.person(person.id)
        if person.name is not None:
            writer.name(_iri("person", person.id), f"{_FOAF}name", person.name)
    for unit in snapshot.units:
        for member in unit.members:
            membership = _iri("membership", f"{unit.id} {member}")
            writer.is_a(membership, "Membership")
            writer.relate(membership, f"{_ORG}member", writer.person(member))
            writer.relate(membership, f"{_ORG}organization", _of(unit.id))
    for post in snapshot.posts:
        for holder in post.holders:
            writer.relate(writer.person(holder), f"{_ORG}holds", _of(post.id))


def _events_of(changes: ChangeSet, format: str) -> tuple[Graph, str, tuple[str, ...]]:
    """The events of a change set that are an organization's, and how many others there are."""

    writer = _Writer()
    kept = [event for event in changes.events if event.kind.family in _FAMILIES]
    for event in kept:
        _add_event(writer, event)
    others = len(changes.events) - len(kept)
    lost = said_n(
        "{number} event in which no unit begins, ends or hands over",
        "{number} events in which no unit begins, ends or hands over",
        others,
    )
    return writer.graph, format, (lost,) if others else ()


def _add_event(writer: _Writer, event: Event) -> None:
    subject = _iri("event", event.fingerprint)
    writer.is_a(subject, "ChangeEvent")
    writer.say(subject, f"{_SKOS}prefLabel", str(event.kind))
    for verb, units in (("originalOrganization", event.old), ("resultingOrganization", event.new)):
        for unit in units:
            writer.relate(subject, f"{_ORG}{verb}", _of(unit))
            writer.is_a(_of(unit), "OrganizationalUnit")
            writer.say(_of(unit), f"{_ORG}identifier", unit)


# -- in -------------------------------------------------------------------------------------------


def read(given: Given) -> Imported:
    """The organizations and posts of a graph."""
    from orgcheck.convert.draft import Draft
    from orgcheck.snapshot.scope import HEADER, Scope

    held = (("members",), ("holders",)) if given.with_people else ((), ())
    scope = {
        "units": _UNIT.union(held[0]),
        "posts": _POST.union(held[1]),
        "bodies": _BODY,
        HEADER: frozenset(("organisation",)),
    }
    draft = Draft(given, Scope(scope))
    reader = _Reader(_parsed(given), draft)
    reader.read()
    return draft.finished()


def _parsed(given: Given) -> Graph:
    """The graph of a text.

    Raises
    ------
    InvalidSnapshot
        Where it is too large or too deep, is none, or refers to what would have to be fetched.
    """
    from rdflib.exceptions import ParserError
    from rdflib.plugins.parsers.jsonld import to_rdf

    def refused(message: str, fix: str | None = None, /, **named: Any) -> InvalidSnapshot:
        return InvalidSnapshot([Diagnostic(None, said(message, file=given.name, **named), fix)])

    if len(given.data) > _MOST_BYTES:
        message = msg("{file} is larger than {most} MiB, and no larger graph is read")
        raise refused(message, most=_MOST_BYTES // 2**20)
    if _LONG_IRI.search(given.data):
        raise refused(_LONG_NAME, most=_LONGEST_IRI)
    declared = sum(map(len, _DECLARED.findall(given.data)))
    if declared * (given.data.count(b":") + given.data.count(b"<")) > _MOST_WRITTEN_OUT:
        raise refused(_TOO_LONG)
    is_json = given.name.lower().endswith(".jsonld") or given.data.lstrip()[:1] in (b"{", b"[")
    try:
        text = given.data.decode("utf-8-sig")
        if not is_json:
            return _bounded_graph().parse(data=text, format="turtle")
        document = json.loads(text)
        _refuse_contexts(document, refused)
        graph: Graph = to_rdf(document, _bounded_graph())
        return graph
    except (RecursionError, MemoryError):
        raise refused(msg("{file} is nested too deeply")) from None
    except UnicodeDecodeError:
        raise refused(msg("{file} is not UTF-8"), said("save the file as UTF-8")) from None
    except _TooManyStatements:
        message = msg("{file} has more than {most} statements, and no larger graph is read")
        raise refused(message, most=_MOST_STATEMENTS) from None
    except InvalidSnapshot:
        raise
    except json.JSONDecodeError as error:
        message = msg("{file} is no JSON: line {line}: {reason}")
        raise refused(message, line=error.lineno, reason=error.msg) from None
    except (SyntaxError, ParserError, ValueError, TypeError, KeyError, AttributeError) as error:
        # The parsers of rdflib raise what they come across.
        raise _unparsed(given.name, "JSON-LD" if is_json else "Turtle", error) from None


def _unparsed(file: str, format: str, error: Exception) -> InvalidSnapshot:
    line = getattr(error, "lines", None)
    message = (
        said(
            "{file} is no {format} that can be read: line {line}",
            file=file,
            format=format,
            line=line + 1,
        )
        if isinstance(line, int)
        else said("{file} is no {format} that can be read", file=file, format=format)
    )
    return InvalidSnapshot([Diagnostic(None, message)])


def _refuse_contexts(document: Any, refused: Callable[..., Exception]) -> None:
    """Stop at a context that stands elsewhere, and at words of one that are too long."""
    waiting = [(document, False)]
    strings = declared = 0
    while waiting:
        value, within = waiting.pop()
        strings += isinstance(value, str)
        if within:
            declared += len(value) if isinstance(value, (str, dict)) else 0
        if isinstance(value, dict):
            strings += len(value)
            for key, item in value.items():
                here = within or key == "@context"
                if key == "@import" or (key == "@context" and _is_elsewhere(item)):
                    fix = said("write the context out in the file")
                    message = msg("{file} refers to a context that would have to be fetched")
                    raise refused(message, fix)
                if here and isinstance(item, str) and len(item) > _LONGEST_IRI:
                    raise refused(_LONG_NAME, most=_LONGEST_IRI)
                waiting.append((item, here))
        elif isinstance(value, list):
            waiting.extend((item, within) for item in value)
    if declared * strings > _MOST_WRITTEN_OUT:
        raise refused(_TOO_LONG)


def _is_elsewhere(context: Any) -> bool:
    return isinstance(context, str) or (
        isinstance(context, list) and any(isinstance(one, str) for one in context)
    )


class _Reader:
    """Finds entities in a graph and puts them into a draft."""

    def __init__(self, graph: Graph, draft: Draft) -> None:
        from rdflib import RDF

        from orgcheck.convert.people import People

        self.graph = graph
        self.draft = draft
        self.people = People(draft)
        self._type = RDF.type
        self._ids: dict[Node, str] = {}

    def read(self) -> None:
        """Find all, give each an id, and add it."""
        bodies = [one for one in self._of_types(_TYPES) if self._body_type(one) is not None]
        home = self._iri(_ORGANISATION)
        units = [one for one in self._of_types(_TYPES) if one not in bodies and one != home]
        posts = self._of_types(("Post",))
        if not units:
            message = said(
                "{file} has no org:Organization or org:OrganizationalUnit",
                file=self.draft.given.name,
            )
            raise InvalidSnapshot([Diagnostic(None, message, None)])
        for subject in (*units, *posts, *bodies):
            self._ids[subject] = self._id_of(subject)
        persons = self._persons()
        types = {list: self._types_of(list) for list in _SPECIALISED}
        for subject in units:
            self._add_unit(subject, types)
        for subject in posts:
            self._add_post(subject)
        for subject in bodies:
            values = {**self._entity(subject), "type": self._body_type(subject)}
            self._add("bodies", subject, values)
        self._tell_unknown_memberships()
        self._name_organisation(home, units)
        self.people.finish(persons)

    def _tell_unknown_memberships(self) -> None:
        """Tell what people belong to, or hold, that the graph says nothing of."""
        from orgcheck.convert.people import tell_unknown

        named = {
            unit
            for verb in ("memberOf", "organization", "holds")
            for unit in self.graph.objects(None, self._org(verb))
            if unit not in self._ids
        }
        lost = {self._id_of(one): self._place(one) for one in sorted(named, key=str)}
        tell_unknown(self.draft, lost, msg("organization or post"))

    def _name_organisation(self, home: Node, units: Iterable[Node]) -> None:
        name = self._name(home, "prefLabel")
        tops = [one for one in units if not self._parents(one)]
        if name is None and len(tops) == 1:
            name = self._name(tops[0], "prefLabel")
        self.draft.header["organisation"] = name or self.draft.given.label or "?"

    # -- statements -----------------------------------------------------------------------

    def _iri(self, iri: str) -> URIRef:
        from rdflib import URIRef

        return URIRef(iri)

    def _org(self, word: str) -> URIRef:
        return self._iri(f"{_ORG}{word}")

    def _of_types(self, types: Iterable[str]) -> list[Node]:
        found = {
            subject
            for type in types
            for subject in self.graph.subjects(self._type, self._org(type))
        }
        return sorted(found, key=str)

    def _objects(self, subject: Node, verb: str) -> list[Node]:
        return sorted(self.graph.objects(subject, self._iri(verb)), key=lambda one: one.n3())

    def _name(self, subject: Node, label: str) -> str | dict[str, str] | None:
        """A name without a language, or one per language."""
        found = self._objects(subject, f"{_SKOS}{label}")
        return self._named(found or self._objects(subject, f"{_RDFS}label"))

    def _named(self, found: Iterable[Node]) -> str | dict[str, str] | None:
        from rdflib import Literal

        literals = [one for one in found if isinstance(one, Literal) and str(one)]
        spoken = sorted((str(one.language), str(one)) for one in literals if one.language)
        per_language = dict(spoken)
        plain = next((str(one) for one in literals if not one.language), None)
        return plain if plain is not None else per_language or None

    def _id_of(self, subject: Node) -> str:
        from rdflib import URIRef

        for verb in (f"{_ORG}identifier", f"{_SKOS}notation"):
            for one in self._objects(subject, verb):
                return str(one)
        if isinstance(subject, URIRef):
            return id_in(unquote(re.split(r"[/#:]", str(subject).rstrip("/#"))[-1]))
        return id_in(str(self._any_name(subject)))

    def _kind(self, subject: Node) -> str:
        """The word for a kind: our own graphs have it beside what the kind is called."""
        words = self._objects(subject, f"{_ORG}identifier")
        return str(words[0]) if words else self._any_name(subject)

    def _any_name(self, subject: Node) -> str:
        from orgcheck.snapshot.model import display

        name = self._name(subject, "prefLabel")
        return display(name) if name is not None else str(subject)

    # -- entities -------------------------------------------------------------------------

    def _parents(self, subject: Node) -> list[Node]:
        found = [
            one
            for verb in ("subOrganizationOf", "unitOf")
            for one in self._objects(subject, f"{_ORG}{verb}")
        ]
        for verb in ("hasSubOrganization", "hasUnit"):
            found += sorted(self.graph.subjects(self._org(verb), subject), key=str)
        return [one for one in dict.fromkeys(found) if one != self._iri(_ORGANISATION)]

    def _body_type(self, subject: Node) -> str | None:
        beginning = f"{_OWN}body:"
        for one in self._objects(subject, f"{_ORG}classification"):
            if str(one).startswith(beginning):
                return str(one).removeprefix(beginning)
        return None

    def _entity(self, subject: Node) -> dict[str, Any]:
        values: dict[str, Any] = {"id": self._ids[subject]}
        values["name"] = self._name(subject, "prefLabel") or values["id"]
        acronyms = self._objects(subject, f"{_SKOS}altLabel")
        if acronyms and (acronym := self._name(subject, "altLabel")) is not None:
            values["acronym"] = acronym
        if superiors := self._known(subject, self._objects(subject, f"{_ORG}reportsTo")):
            values["reports_to"] = superiors[0]
        return values

    def _known(self, subject: Node, others: list[Node]) -> list[str]:
        """The ids of others; of what is none of the graph's entities the one that it would have."""
        several = [self._ids.get(one) or self._id_of(one) for one in others]
        if len(several) > 1:
            message = said(
                "{id}: one of {number} was read: {first}",
                id=self._ids[subject],
                number=len(several),
                first=several[0],
            )
            self.draft.note(self._place(subject), message)
        return several

    def _add_unit(self, subject: Node, types: Mapping[str, Mapping[Node, str]]) -> None:
        values = self._entity(subject)
        if parents := self._known(subject, self._parents(subject)):
            values["parent"] = parents[0]
        else:
            values["top"] = True
        if kinds := self._objects(subject, f"{_ORG}classification"):
            values["kind"] = self._kind(kinds[0])
        heads = sorted(self.graph.subjects(self._iri(_HEADS), subject), key=str)
        if known := [self._ids.get(one) or self._id_of(one) for one in heads]:
            values |= {"head": known[0]} if len(known) == 1 else {"heads": known}
        for field, verb in _DAYS.items():
            for day in self._objects(subject, f"{_SCHEMA}{verb}")[:1]:
                values[field] = str(day)
        for field, verb in (("responsibilities", "purpose"), ("sites", "hasSite")):
            if holdings := [self._holding(one) for one in self._objects(subject, f"{_ORG}{verb}")]:
                values[field] = holdings
        for field, related in self._related(subject, types).items():
            values[field] = related
        if members := self.people.of([self._person_id(one) for one in self._members(subject)]):
            values["members"] = members
        self._add("units", subject, values)

    # -- links, lines and people ----------------------------------------------------------

    def _types_of(self, field: str) -> dict[Node, str]:
        """The relations that the graph says are sorts of that of a field, each by its name."""
        within, label = self._iri(f"{_RDFS}subPropertyOf"), f"{_RDFS}label"
        found = sorted(self.graph.subjects(within, self._iri(_SPECIALISED[field])), key=str)
        return {
            verb: next((str(one) for one in self._objects(verb, label)), self._id_of(verb))
            for verb in found
        }

    def _related(
        self, subject: Node, types: Mapping[str, Mapping[Node, str]]
    ) -> dict[str, list[dict[str, str]]]:
        """The links and the further lines of a unit."""
        found: dict[str, list[dict[str, str]]] = {}
        seen: set[Node] = set()
        for field, names in types.items():
            for verb, type in names.items():
                for object in self._objects(subject, str(verb)):
                    seen.add(object)
                    named = type if field == "links" or type in _LINES else "other"
                    related = {"type": named, "to": self._ids.get(object) or self._id_of(object)}
                    bases = self._said_of(subject, verb, object) if field == "lines" else []
                    several = [{**related, "basis": basis} for basis in bases] or [related]
                    found.setdefault(field, []).extend(several)
        for object in self._objects(subject, _SPECIALISED["links"]):
            if object not in seen:
                related = {"type": "linked", "to": self._ids.get(object) or self._id_of(object)}
                found.setdefault("links", []).append(related)
        return found

    def _said_of(self, subject: Node, verb: Node, object: Node) -> list[str]:
        """What the graph says of a statement, as RDF reifies it."""
        subjects = self.graph.subjects(self._iri(f"{_RDF}subject"), subject)
        wanted = ((self._iri(f"{_RDF}predicate"), verb), (self._iri(f"{_RDF}object"), object))
        return [
            str(text)
            for statement in sorted(subjects, key=str)
            if all((statement, word, one) in self.graph for word, one in wanted)
            for text in self._objects(statement, f"{_RDFS}comment")
        ]

    def _persons(self) -> dict[str, str | dict[str, str]]:
        """Everyone whom the graph tells of, and what they are called, by their ids."""
        names: dict[str, str | dict[str, str]] = {}
        persons = sorted(self.graph.subjects(self._type, self._iri(f"{_FOAF}Person")), key=str)
        for one in persons:
            id = self._person_id(one)
            self.people.of([id])
            if (name := self._named(self._objects(one, f"{_FOAF}name"))) is not None:
                names[id] = name
        return names

    def _person_id(self, person: Node) -> str:
        said = self._objects(person, f"{_SCHEMA}identifier")
        return id_in(str(said[0])) if said else self._id_of(person)

    def _members(self, subject: Node) -> list[Node]:
        """Who belongs to a unit, as one of three words of ORG says it."""
        found = {*self.graph.subjects(self._org("memberOf"), subject)}
        found |= {*self.graph.objects(subject, self._org("hasMember"))}
        for membership in self.graph.subjects(self._org("organization"), subject):
            found |= {*self.graph.objects(membership, self._org("member"))}
        return sorted(found, key=str)

    def _holders(self, subject: Node) -> list[Node]:
        found = {*self.graph.subjects(self._org("holds"), subject)}
        return sorted(found | {*self.graph.objects(subject, self._org("heldBy"))}, key=str)

    def _holding(self, one: Node) -> str | dict[str, Any]:
        from rdflib import Literal

        if isinstance(one, Literal):
            return str(one)
        name = self._name(one, "prefLabel") or self._id_of(one)
        id = next(iter(self._objects(one, f"{_ORG}identifier")), None)
        if id is None and isinstance(name, str):
            return name
        return {"id": str(id) if id is not None else self._id_of(one), "name": name}

    def _add_post(self, subject: Node) -> None:
        values = self._entity(subject)
        places = self._objects(subject, f"{_ORG}postIn")
        if not places:
            headed = set(self._objects(subject, _HEADS))
            holders = self.graph.subjects(self._org("hasPost"), subject)
            places = sorted((one for one in holders if one not in headed), key=str)
        if units := self._known(subject, places):
            values["unit"] = units[0]
        if held := self.people.of([self._person_id(one) for one in self._holders(subject)]):
            values["holders"] = held
        self._add("posts", subject, values)

    def _place(self, subject: Node) -> str:
        return f"{self.draft.given.name}: {subject.n3()}"

    def _add(self, key: str, subject: Node, values: dict[str, Any]) -> None:
        from orgcheck.findings import Origin

        self.draft.add(key, values, Origin(self.draft.given.name), self._place(subject))


FORMAT = Format(
    name="org",
    what="W3C's Organization Ontology, as Turtle or JSON-LD",
    endings=(".ttl", ".jsonld"),
    read=read,
    write=write,
    write_as={".jsonld": write_json_ld},
    write_changes={".ttl": write_changes, ".jsonld": write_changes_json_ld},
)
