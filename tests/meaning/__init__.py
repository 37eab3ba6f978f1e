"""What the records mean: the same record leaves the same state, in every version under one edition of the rules."""
