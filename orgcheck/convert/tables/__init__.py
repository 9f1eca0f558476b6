"""Tables in and out: what csv and workbooks have in common."""
