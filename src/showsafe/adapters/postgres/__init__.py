"""PostgreSQL under the ledger of an office: connections with deadlines, migrations, the store, a private server.

A set needs none of it. What is imported here comes with the extra ``showsafe[office]``, and only where it is used.
"""
