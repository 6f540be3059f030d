"""Ways into the vault: the list, what adds and tests them, new keys."""
