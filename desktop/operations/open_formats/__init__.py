"""Everything in open formats: what other programs read without this one."""
