"""The office: many units' logs in one archive, what follows from them, and what is asked across productions.

Nothing here knows a database or a network: ports stand in ``ledger`` and ``application``, adapters beside this room.
"""
