"""The rulebook: whether an act may go ahead, decided from state alone, with no clock, randomness or I/O."""
