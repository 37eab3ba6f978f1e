"""The evidence bundle, and everybody who checks one."""
