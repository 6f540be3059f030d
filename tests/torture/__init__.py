"""Proofs by the thousand: kills, cut power, bad disks. Short inside `make test`, long by `make torture`."""
