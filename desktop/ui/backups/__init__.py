"""Backups: the page."""
