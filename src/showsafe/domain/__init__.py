"""Things, people, acts, events and state: the words of the set, with no clock, randomness or I/O."""
