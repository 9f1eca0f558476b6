"""Steps 3 to 6: the same unit under another id, by evidence that a reviewer can count.

Kinds of evidence are in strict order and never averaged: the same name; a name that is joined from
others, or divided; the same structure; a name alike that nothing speaks against; the same people,
where something else says so too; then succession.
Whatever is found is evidence for what stands above and below it, so that the steps are repeated
until nothing changes. What is left and merely looks alike is listed and never applied.
"""

from __future__ import annotations

from orgcheck.changes.changeset import Succession
from orgcheck.changes.identity.alike import Alike
from orgcheck.changes.identity.content import Content
from orgcheck.changes.identity.declared import Identification
from orgcheck.changes.identity.likeness import EQUAL, UNLIKE
from orgcheck.changes.identity.members import Members
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.identity.possible import possible_matches
from orgcheck.changes.identity.same_name import SameName
from orgcheck.changes.identity.structure import Structure
from orgcheck.changes.identity.succession import Successions
from orgcheck.changes.identity.unions import Unions
from orgcheck.changes.thresholds import Thresholds
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.records import replace

# How often the steps are repeated at most. Each time some unit is found because of what was found
# the time before; real organisations are done after two or three.
_ROUNDS = 25


def infer(
    old: Organisation,
    new: Organisation,
    declared: Identification,
    thresholds: Thresholds,
    people: bool = True,
) -> Identification:
    """Find units again and what became of those that ended, beyond ids and declarations.

    Parameters
    ----------
    old, new
        The organisation before and after.
    declared
        What ids and declarations say; it is kept whatever is found.
    thresholds
        From which measure on evidence is applied.
    people
        Whether members in common are evidence.
    """
    pairing = Pairing(old, new, declared)
    if not pairing.left_old and not pairing.left_new:
        return declared
    content = Content(pairing, thresholds, people)
    namesakes = SameName(pairing, content, thresholds)
    namesakes.match()
    structure = Structure(pairing, content, thresholds)
    names = Alike(pairing, content, structure, thresholds)
    structure.is_disputed = names.is_disputed
    unions = Unions(pairing, content, names.nearness)
    members = Members(pairing, content, names, thresholds) if people else None
    successions = Successions(pairing, content, thresholds, names.is_disputed)
    notes = {*declared.notes}
    found: list[Succession] = []
    for _ in range(_ROUNDS):
        while (
            namesakes.match()
            or names.match(EQUAL)
            or unions.match()
            or structure.match()
            or names.match(UNLIKE)
            or (members is not None and members.match())
        ):
            pass
        found = successions.find()
        if not pairing.learn_successors(found):
            break
    else:
        notes.add(
            said("the search for units under new ids was stopped before nothing more was found")
        )
    possible = possible_matches(pairing, structure, names, members, found, thresholds)
    notes |= structure.notes | names.nearness.notes | successions.notes
    return replace(
        declared,
        matches=pairing.matches,
        successions=(*declared.successions, *found),
        possible=possible,
        notes=tuple(sorted(notes)),
    )
