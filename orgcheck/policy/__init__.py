"""Which rules hold, from which revision, and what they say of a snapshot or of a change."""
