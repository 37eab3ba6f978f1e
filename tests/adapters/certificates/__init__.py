"""The certificates of a set, tried with real clients on loopback."""
