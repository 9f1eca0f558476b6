"""The formats of reports on findings and on changes: a file or a folder each."""
