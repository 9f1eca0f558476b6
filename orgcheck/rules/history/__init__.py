"""Rules over all versions: what must hold of the life of each unit."""
