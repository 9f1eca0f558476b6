"""Text to snapshot, and back: files, folders and git, the reader, the model, the form."""
