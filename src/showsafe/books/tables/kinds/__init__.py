"""One file for each table, named as it is; each has a ``TABLE`` (see ``registry``)."""
