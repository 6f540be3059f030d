"""The terminal face, command by command."""
