"""Telling people outside of what was recorded: who wants to hear of what, and in which words."""
