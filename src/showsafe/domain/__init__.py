"""Things, people, acts, events, and what the record believes: values and functions, standard library alone.

No clock, no randomness, no input or output: ``now``, ids and observations come in as arguments.
"""
