"""The studio's database as a cluster: renders the files of ``deploy/`` for hosts, and runs all of it on one machine.

``inventory`` reads which host runs what, ``rendering`` fills the templates, ``secrets`` makes passwords and
certificates. ``supervisor`` is the one process behind ``make cluster``, ``keeper`` clears up after it however it
ends, and ``hands`` are what a person or a test does to a running cluster: kill, freeze, look.
"""
