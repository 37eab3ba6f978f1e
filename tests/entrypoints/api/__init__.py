"""The API of the set over real HTTP on this machine."""
