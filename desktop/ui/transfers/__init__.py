"""Handing cases to colleagues, and what came and is not yet taken in."""
