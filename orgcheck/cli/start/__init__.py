"""The files that `orgcheck init` begins a repository with, as they are written."""
