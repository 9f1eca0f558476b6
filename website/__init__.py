"""The documentation as a site: the pages of `docs/`, in an order, with a search."""
