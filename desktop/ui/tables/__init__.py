"""Cases and people out of tables of others."""
