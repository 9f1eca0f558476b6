"""Every list of the formats, grown: whether an entry costs the same among many as among few."""
