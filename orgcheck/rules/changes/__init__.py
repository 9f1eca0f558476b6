"""Rules about changes: what a reorganisation must not do, held against what it did."""
