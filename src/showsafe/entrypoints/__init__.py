"""The ways in: the command line now, the set's own web service later."""
