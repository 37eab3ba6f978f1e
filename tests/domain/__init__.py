"""What the record believes: things, proofs, counts, and what changes them."""
