"""The set over HTTP: asks and reports, the board and what else is looked at, who is let in. Version 1."""
