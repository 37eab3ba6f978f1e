"""Tools of the house: used by make and CI, never by the program."""
