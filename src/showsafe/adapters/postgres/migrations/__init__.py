"""The tables of an office's database, and how they came to be: one file of ``versions`` for each step forward.

A step has the next number: ``versions/v0002_archive.py`` with ``revision = "0002"`` and ``down_revision = "0001"``.
What was released is never changed; a new step comes after it. All missing steps run in one transaction, so that a
migration that is broken off leaves the schema as it was, and can be run again. Of two at once, one waits.
"""
