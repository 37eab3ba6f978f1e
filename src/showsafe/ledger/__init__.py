"""The sealed record: bytes, keys, tree and proofs, knowing nothing of the rules or the set."""
