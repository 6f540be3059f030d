"""Cases and people out of tables of others: read apart, matched, looked at, brought in at once, and taken back at once."""
