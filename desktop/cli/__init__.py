"""The second face: what a user can do, from a terminal."""

from desktop.cli.program import main

__all__ = ["main"]
