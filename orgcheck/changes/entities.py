"""What an edit may be made to: its list, its model, and those of its type in an organisation."""

from __future__ import annotations

from collections.abc import Mapping

from orgcheck.changes.changeset import EntityType
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import LISTS, Part

# The lists of a snapshot that entities stand in: of all types but the snapshot itself.
LIST_OF: Mapping[EntityType, str] = {
    EntityType.BODY: "bodies",
    EntityType.POST: "posts",
    EntityType.UNIT: "units",
    EntityType.DUTY: "responsibilities",
    EntityType.PERSON: "people",
}
# Those of which a text has a register: decided as a whole, and named by no reference of a line.
REGISTERS = (EntityType.DUTY, EntityType.PERSON)


def model_of(entity_type: EntityType) -> type[Part]:
    """What says all that there is to say of an entity of a type."""
    return LISTS[LIST_OF[entity_type]]


def entities_of(organisation: Organisation, entity_type: EntityType) -> Mapping[str, Part]:
    """The entities of one type, by their ids."""
    entities: Mapping[EntityType, Mapping[str, Part]] = {
        EntityType.UNIT: organisation.units,
        EntityType.POST: organisation.posts,
        EntityType.BODY: organisation.bodies,
        EntityType.DUTY: organisation.register,
        EntityType.PERSON: organisation.people,
    }
    return entities[entity_type]
