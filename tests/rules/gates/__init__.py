"""The seventeen gates, one file a gate, as in the code."""
