"""Closed files whose time has come."""
