"""What comes next of a weapon, and that whoever does it is never refused."""
