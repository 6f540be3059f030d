"""Everything in open formats: a page."""
