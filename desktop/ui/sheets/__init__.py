"""Checking a printed sheet by its fingerprint."""
