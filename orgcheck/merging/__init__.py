"""Two reorganisations of one structure -> one organisation, or the events that collide."""
