"""Views of the record that can be rebuilt from it at any time."""
