"""Other formats in and out: a module of `formats` each, a reader to and a writer of a snapshot."""
