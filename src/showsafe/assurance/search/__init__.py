"""The rules searched to the end: the production ``decide`` and ``apply``, walked through every interleaving in a bound.

A physical world that the record cannot see goes along with every state. Adversaries move in both; properties say what
must never come of it. What comes out is always said of a bound, and never of more.
"""
