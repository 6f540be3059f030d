"""Urgent: eight questions, three documents, a telephone message."""
