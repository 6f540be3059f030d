"""Calls: most of them never become a file."""
