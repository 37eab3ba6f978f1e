"""The tests, laid out as src is: tests/<room>/test_<module>.py for src/showsafe/<room>/<module>.py."""
