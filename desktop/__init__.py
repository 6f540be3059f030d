"""Portfel: an offline, encrypted case-file desk for lawyers."""
