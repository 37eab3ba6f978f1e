"""Who had a duty: from the ledger alone, each act with its people by role, the duty of it, and the record or none.

Nobody is judged here. A line says that a record is there, or that none is; it never says what is true of a person.
"""
