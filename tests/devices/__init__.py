"""The computer around us."""
