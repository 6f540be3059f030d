"""Giving out copies of one case: what goes along, how it is closed, where it goes."""
