"""A change set turned round: what undoes what it did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from orgcheck.changes.changeset import (
    ChangeSet,
    Consequence,
    Correspondence,
    Edit,
    EntityType,
    Event,
    Flow,
    Ledger,
    Match,
    Net,
    Op,
    PossibleMatch,
    Tally,
    Turnover,
)
from orgcheck.changes.kinds import type_of
from orgcheck.records import dataclass, replace

_OPS = {Op.ADD: Op.REMOVE, Op.REMOVE: Op.ADD, Op.SET: Op.SET}


def invert(changes: ChangeSet) -> ChangeSet:
    """The change set that undoes another: applied to the newer snapshot it gives the older.

    Kinds are mirrored: merge and split, absorb and spin-off, create and abolish; what dissolved
    one unit into several is undone by a reorganisation. Inverting twice gives the same set.
    """
    inversion = _Inversion.of(changes)
    events = (inversion.event(event) for event in changes.events)
    return ChangeSet(
        old=changes.new,
        new=changes.old,
        people=changes.people,
        correspondence=_correspondence(changes),
        events=tuple(sorted(events, key=lambda event: event.order)),
        ledger=_ledger(changes.ledger),
        possible_matches=tuple(_possible(match) for match in changes.possible_matches),
        reused=changes.reused,
        notes=changes.notes,
        findings=changes.findings_of_inverse,
        fixed=changes.fixed_of_inverse,
        unchanged=changes.unchanged,
        review=changes.review_of_inverse,
        review_of_inverse=changes.review,
        findings_of_inverse=changes.findings,
        fixed_of_inverse=changes.fixed,
    )


@dataclass(frozen=True)
class _Inversion:
    """The ids that members have afterwards, and had before, where these differ."""

    after: Mapping[tuple[EntityType, str], str]
    before: Mapping[str, str]

    @classmethod
    def of(cls, changes: ChangeSet) -> _Inversion:
        recodes = {
            (edit.entity_type, edit.id): str(edit.new)
            for event in changes.events
            for edit in event.edits
            if edit.field == "id"
        }
        before = {
            new: old
            for (entity_type, old), new in recodes.items()
            if entity_type is EntityType.UNIT
        }
        return cls(recodes, before)

    def event(self, event: Event) -> Event:
        """One event turned round."""
        event_type = type_of(event.kind)
        kind, old, new = event_type.inverted(event, self.before)
        return replace(
            event,
            kind=kind,
            old=old,
            new=new,
            change=event_type.opposites.get(event.change or "", event.change),
            edits=tuple(sorted(map(self._edit, event.edits), key=lambda edit: edit.order)),
            consequences=tuple(
                sorted(
                    map(self._consequence, event.consequences),
                    key=lambda one: (one.field, one.old, one.new),
                )
            ),
            flows=tuple(
                sorted(map(self._flow, event.flows), key=lambda flow: (flow.giver, flow.receiver))
            ),
            figures=_figures(event.figures),
            people=_turnover(event.people),
        )

    def _edit(self, edit: Edit) -> Edit:
        whole = edit.field is None
        id = edit.id if whole else self.after.get((edit.entity_type, edit.id), edit.id)
        op, type = _OPS[edit.op], edit.entity_type
        return Edit.of(op, type, id, edit.field, edit.key, old=edit.new, new=edit.old)

    def _consequence(self, consequence: Consequence) -> Consequence:
        members = sorted(self._id_after(id) for id in consequence.members)
        return Consequence(consequence.field, consequence.new, consequence.old, tuple(members))

    def _flow(self, flow: Flow) -> Flow:
        children = sorted(self._id_after(id) for id in flow.children)
        return replace(flow, giver=flow.receiver, receiver=flow.giver, children=tuple(children))

    def _id_after(self, id: str) -> str:
        for entity_type in (EntityType.UNIT, EntityType.POST, EntityType.BODY):
            if (entity_type, id) in self.after:
                return self.after[entity_type, id]
        return id


def _correspondence(changes: ChangeSet) -> Correspondence:
    told = changes.correspondence
    begun = {id for event in changes.events for id in event.wholes(EntityType.UNIT, Op.ADD)}
    successions = (
        replace(link, old=link.new, new=link.old, spin_off=link.new not in begun)
        for link in told.successions
    )
    return Correspondence(
        _matches(told.units),
        _matches(told.posts),
        _matches(told.bodies),
        told.parted,
        tuple(sorted(successions, key=lambda link: (link.old, link.new))),
    )


def _matches(matches: Iterable[Match]) -> tuple[Match, ...]:
    turned = (replace(match, old=match.new, new=match.old) for match in matches)
    return tuple(sorted(turned, key=lambda match: match.old))


def _turnover(people: Turnover | None) -> Turnover | None:
    return people and replace(people, joined=people.left, left=people.joined)


def _figures(figures: Mapping[str, Net]) -> dict[str, Net]:
    return {name: Net(figure.after, figure.before) for name, figure in figures.items()}


def _tally(tally: Tally) -> Tally:
    items = replace(tally.items, dropped=tally.items.created, created=tally.items.dropped)
    return replace(tally, items=items)


def _ledger(ledger: Ledger) -> Ledger:
    return Ledger(
        responsibilities=_tally(ledger.responsibilities),
        sites=_tally(ledger.sites),
        figures=_figures(ledger.figures),
    )


def _possible(match: PossibleMatch) -> PossibleMatch:
    return replace(
        match,
        old=match.new,
        new=match.old,
        paste=match.paste.replace(f"[{match.old}]", f"[{match.new}]"),
    )
