"""What a user can do: one function, one transaction."""
