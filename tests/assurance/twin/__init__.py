"""The twin of the rules: its model, its specifications, and the walks that hold them against the program."""
