"""The gates: one module for each question that is asked before an act."""
