"""Mutation testing: the source is changed in one small place at a time, and some test has to notice.

``python -m tools.mutants --only rules/gates --least 95`` for the gates, without ``--only`` for all places. The changes
are mutmut's (``made``, with some of ours: conditions taken as always true or false, findings not made, weights of
codes moved). mutmut's own runner is not used: it changes nothing in decorated classes, nothing in tables, and starts
the tests anew for each change. Ours imports everything once, learns once which test runs which line (``cover``), and
gives each mutant a forked process that runs the tests of its line until one fails (``race``).

What is counted, and what is not, stands in ``counted``; survivors that are no fault of the tests, each with its
reason, in ``explained``, a file for each part.
"""
