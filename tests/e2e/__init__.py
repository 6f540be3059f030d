"""The real program on a real screen, used as a person uses it."""
