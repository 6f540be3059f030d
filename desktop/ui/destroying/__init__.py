"""Destroying a case."""
