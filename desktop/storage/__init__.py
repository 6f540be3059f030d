"""The encrypted vault: SQLCipher, the key slots, papers and backups."""
