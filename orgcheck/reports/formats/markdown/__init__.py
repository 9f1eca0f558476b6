"""Reports for pull requests."""
