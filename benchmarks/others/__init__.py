"""Programs that do with other tools what ours does; each runs in an interpreter that has them."""
